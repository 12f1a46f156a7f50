//! `gainsay scan`: the findings between and inside the articles of a corpus.
//! It wires the stages; it judges nothing.

use gainsay::report::Shows;
use gainsay::store::Store;

use super::cli::Scan;
use super::compared::{Compared, claims_of};
use super::exit::Exit;
use super::{input, on_threads, output, settings};

/// Runs the command.
pub(super) fn scan(args: &Scan) -> anyhow::Result<Exit> {
    let mut settings = settings(&args.common)?;
    settings.store = args.store.clone().or(settings.store);
    let mut store = settings.store.as_deref().map(Store::open).transpose()?;
    let (input, compared) = on_threads(&settings, || -> anyhow::Result<_> {
        let input = input::read(&args.paths, &settings, &args.common);
        let documents = &input.documents;
        let (extracts, model) = claims_of(documents, store.as_mut(), &settings, &args.common)?;
        let compared = Compared::of(documents, extracts, model, &settings);
        if let Some(store) = &mut store {
            compared.keep(documents, store)?;
        }
        Ok((input, compared))
    })??;
    let articles = compared.articles(&input.documents);
    let view = compared.view(Shows::Findings, &input, &articles);
    output::write(&view, &settings, &args.common)?;
    Ok(input.exit(&settings, compared.exit(&settings)))
}
