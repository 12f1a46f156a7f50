//! Scratch.
#![allow(clippy::print_stdout, missing_docs)]
use gainsay::{ingest, segment};
fn main() {
    for path in std::env::args().skip(1) {
        let bytes = match ingest::load(std::path::Path::new(&path)) {
            Ok(b) => b,
            Err(s) => {
                println!("SKIP {} {}", s.doc, s.reason);
                continue;
            }
        };
        for doc in ingest::read(&bytes, &path, &ingest::Given::default()) {
            match doc {
                Err(s) => println!("SKIP {} {}", s.doc, s.reason),
                Ok(d) => {
                    let lang = segment::language(&d);
                    println!("=== {} {} {:?} {:?}", d.id, d.encoding, lang, d.meta);
                    let ss = segment::sentences(&d);
                    for (i, b) in d.blocks.iter().enumerate() {
                        let parts: Vec<String> = ss
                            .iter()
                            .filter(|s| s.block as usize == i)
                            .map(|s| {
                                let w = s.at.slice(&d.text).to_owned();
                                if s.lang != lang.lang {
                                    format!("{{{}}}{w}", s.lang)
                                } else {
                                    w
                                }
                            })
                            .collect();
                        println!("{:?}: {}", b.kind, parts.join("¦"));
                    }
                }
            }
        }
    }
}
