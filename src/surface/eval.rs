//! `gainsay eval`: scores the extraction against annotated files, or converts them.
//! It reads the files and prints; counting is the library's.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use gainsay::eval::{self as library, GoldSentence};
use gainsay::tag;

use super::cli::{Eval, Scores};
use super::exit::Exit;
use super::{on_threads, say, settings_of};

/// Reads the annotation, then converts or scores.
pub(super) fn eval(args: &Eval) -> anyhow::Result<Exit> {
    let gold = gold(&args.paths)?;
    let page = if args.convert {
        let lines = gold.iter().map(|sentence| library::jsonl(sentence) + "\n");
        lines.collect()
    } else {
        let settings = settings_of(args.options())?;
        let opened = tag::open(&settings.model, settings.device)?;
        opened.notes.iter().for_each(|note| say(note));
        let report = on_threads(&settings, || library::run(&gold, opened.tagger.as_ref()))?;
        match args.format {
            Scores::Text => report.text(),
            Scores::Json => format!("{:#}\n", report.json()),
            Scores::Tsv => report.tsv(),
        }
    };
    io::stdout().write_all(page.as_bytes())?;
    Ok(Exit::Done)
}

fn gold(paths: &[PathBuf]) -> anyhow::Result<Vec<GoldSentence>> {
    let mut sentences = Vec::new();
    for path in paths {
        for file in files(path)? {
            let text = fs::read_to_string(&file)
                .with_context(|| format!("cannot read the annotation {}", file.display()))?;
            sentences.extend(library::parse(&file, &text)?);
        }
    }
    if sentences.is_empty() {
        bail!("no annotated sentence was found, give files such as eval/gold/claims/en.txt");
    }
    Ok(sentences)
}

/// The file itself, or the `.txt` files of a folder in the order of their names.
fn files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let folder = || format!("cannot list the folder {}", path.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(path).with_context(folder)? {
        let file = entry.with_context(folder)?.path();
        if file.extension().is_some_and(|end| end == "txt") {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}
