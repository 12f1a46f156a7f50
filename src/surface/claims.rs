//! `gainsay claims`: the claims of each article, compared with nothing.

use gainsay::report::{Article, Shows, View};

use super::cli::Files;
use super::compared::{claims_of, run_of};
use super::exit::Exit;
use super::{input, on_threads, output, settings};

/// Runs the command.
pub(super) fn claims(args: &Files) -> anyhow::Result<Exit> {
    let settings = settings(&args.common)?;
    let (input, claims, model) = on_threads(&settings, || {
        let input = input::read(&args.paths, &settings, &args.common);
        let extracts = claims_of(&input.documents, None, &settings, &args.common);
        extracts.map(|(extracts, model)| (input, extracts, model))
    })??;
    let claims: Vec<_> = claims
        .into_iter()
        .flat_map(|extract| extract.claims)
        .filter(|claim| claim.confidence >= settings.min_confidence && !claim.is_bare())
        .collect();
    let run = run_of(model, &settings);
    let articles: Vec<Article<'_>> = input
        .documents
        .iter()
        .map(|document| Article::new(document, None, None))
        .collect();
    let mut view = View::new(Shows::Claims, &run, &articles);
    view.skipped = &input.skipped;
    view.claims = &claims;
    output::write(&view, &settings, &args.common)?;
    Ok(input.exit(&settings, Exit::Done))
}
