//! Lists the tables of `models/locale` and `models/concepts`, so that adding one is adding its file.
//! It reads no table; parsing is `src/locale`'s.
//! And tells the compiler whether there are weights to compile in: a checkout without them builds,
//! and tags by rule.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=models/locale");
    println!("cargo:rerun-if-changed=models/concepts");
    println!("cargo:rustc-check-cfg=cfg(tagger_weights)");
    println!("cargo:rerun-if-changed=models/tagger/model.safetensors");
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let weights = Path::new(&root).join("models/tagger/model.safetensors");
    if env::var_os("CARGO_FEATURE_BUNDLED_MODEL").is_some() && weights.exists() {
        println!("cargo:rustc-cfg=tagger_weights");
    }
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    for (folder, list) in [
        ("locale", "locale_files.rs"),
        ("concepts", "concept_files.rs"),
    ] {
        let tables = tables(&Path::new(&root).join("models").join(folder))?;
        fs::write(Path::new(&out).join(list), tables)?;
    }
    Ok(())
}

/// The tables of a folder as a Rust slice of names and texts, by name.
fn tables(folder: &Path) -> io::Result<String> {
    let mut names: Vec<String> = fs::read_dir(folder)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".tsv"))
        .collect();
    names.sort();
    let mut list = String::from("&[\n");
    for name in names {
        let path = folder.join(&name);
        let _ = writeln!(list, "    ({name:?}, include_str!({path:?})),");
    }
    list.push(']');
    Ok(list)
}
