//! `gainsay check`: one article held against a corpus; only findings that touch it.
//! Otherwise the same as `scan`.

use std::collections::BTreeSet;

use gainsay::ingest::DocId;
use gainsay::report::Shows;

use super::cli::Check;
use super::compared::Compared;
use super::exit::Exit;
use super::{input, on_threads, output, settings};

/// Runs the command.
pub(super) fn check(args: &Check) -> anyhow::Result<Exit> {
    let settings = settings(&args.common)?;
    let mut paths = vec![args.file.clone()];
    paths.extend(args.against.iter().cloned());
    let (input, mut compared) = on_threads(&settings, || {
        let input = input::read(&paths, &settings, &args.common);
        let compared = Compared::of(&input.documents, &settings, &args.common);
        compared.map(|compared| (input, compared))
    })??;
    let name = args.file.to_string_lossy();
    let own: BTreeSet<DocId> = input
        .documents
        .iter()
        .filter(|document| document.path == name)
        .map(|document| document.id.clone())
        .collect();
    compared.keep_touching(&own);
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
