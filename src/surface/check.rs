//! `gainsay check`: one article held against a corpus or a store; only findings that touch it.
//! Otherwise the same as `scan`.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use gainsay::ingest::DocId;
use gainsay::pipeline::Extract;
use gainsay::report::Shows;
use gainsay::store::Store;

use super::cli::Check;
use super::compared::{Compared, claims_of};
use super::exit::Exit;
use super::input::Input;
use super::{input, on_threads, output, settings};

/// How many names, numbers and days a stored article must share with the one that is checked.
const SHARED: u32 = 3;

/// Runs the command.
pub(super) fn check(args: &Check) -> anyhow::Result<Exit> {
    let settings = settings(&args.common)?;
    let (stores, others): (Vec<PathBuf>, Vec<PathBuf>) = args
        .against
        .iter()
        .cloned()
        .partition(|path| is_store(path));
    let mut paths = vec![args.file.clone()];
    paths.extend(others);
    let name = args.file.to_string_lossy();
    let (input, compared, own) = on_threads(&settings, || -> anyhow::Result<_> {
        let mut input = input::read(&paths, &settings, &args.common);
        let (mut extracts, model) = claims_of(&input.documents, None, &settings, &args.common)?;
        let own: BTreeSet<DocId> = input
            .documents
            .iter()
            .filter(|document| document.path == name)
            .map(|document| document.id.clone())
            .collect();
        for store in &stores {
            add_related(&Store::open(store)?, &own, &mut input, &mut extracts)?;
        }
        let mut compared = Compared::of(&input.documents, extracts, model, &settings);
        compared.keep_touching(&own);
        Ok((input, compared, own))
    })??;
    let articles = compared.articles(&input.documents);
    let view = compared.view(Shows::Findings, &input, &articles);
    output::write(&view, &settings, &args.common)?;
    let exit = if own.is_empty() {
        Exit::Failed
    } else {
        compared.exit(&settings)
    };
    Ok(input.exit(&settings, exit))
}

/// Adds the stored articles that may tell the same story as the checked ones.
fn add_related(
    store: &Store,
    own: &BTreeSet<DocId>,
    input: &mut Input,
    extracts: &mut Vec<Extract>,
) -> anyhow::Result<()> {
    let mut keys = BTreeSet::new();
    for (document, extract) in input.documents.iter().zip(extracts.iter()) {
        if own.contains(&document.id) {
            keys.append(&mut extract.profile.keys());
        }
    }
    let mut known: BTreeSet<DocId> = input
        .documents
        .iter()
        .map(|document| document.id.clone())
        .collect();
    for entry in store.related(&keys, SHARED)? {
        if known.insert(entry.document.id.clone()) {
            input.documents.push(entry.document);
            extracts.push(Extract {
                claims: entry.claims,
                profile: entry.profile,
            });
        }
    }
    Ok(())
}

/// Whether a file begins as SQLite files do.
fn is_store(path: &Path) -> bool {
    let mut head = [0; 16];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && &head == b"SQLite format 3\0"
}
