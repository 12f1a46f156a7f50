//! `gainsay scan`: the findings between and inside the articles of a corpus.
//! It wires the stages; it judges nothing.

use gainsay::report::Shows;

use super::cli::Scan;
use super::compared::Compared;
use super::exit::Exit;
use super::{input, on_threads, output, settings};

/// Runs the command.
pub(super) fn scan(args: &Scan) -> anyhow::Result<Exit> {
    let settings = settings(&args.common)?;
    let (input, compared) = on_threads(&settings, || {
        let input = input::read(&args.paths, &settings, &args.common);
        let compared = Compared::of(&input.documents, &settings, &args.common);
        compared.map(|compared| (input, compared))
    })??;
    let articles = compared.articles(&input.documents);
    let view = compared.view(Shows::Findings, &input, &articles);
    output::write(&view, &settings, &args.common)?;
    Ok(input.exit(&settings, compared.exit(&settings)))
}
