//! `gainsay quantities`: every number, amount and date that the quantity engine reads.
//! No tagger is opened for it.

use gainsay::ingest::Document;
use gainsay::pipeline;
use gainsay::report::{Article, Noted, Shows, View};
use gainsay::tag::ModelId;
use rayon::prelude::*;

use super::cli::Files;
use super::compared::run_of;
use super::exit::Exit;
use super::{input, on_threads, output, settings};

/// Runs the command.
pub(super) fn quantities(args: &Files) -> anyhow::Result<Exit> {
    let settings = settings(&args.common)?;
    let (input, read) = on_threads(&settings, || {
        let input = input::read(&args.paths, &settings, &args.common);
        let read: Vec<Vec<Noted>> = input.documents.par_iter().map(noted).collect();
        (input, read.concat())
    })?;
    let model = ModelId {
        name: "none".into(),
        sha256: String::new(),
    };
    let run = run_of(model, &settings);
    let articles: Vec<Article<'_>> = input
        .documents
        .iter()
        .map(|document| Article::new(document, None, None))
        .collect();
    let mut view = View::new(Shows::Quantities, &run, &articles);
    view.skipped = &input.skipped;
    view.quantities = &read;
    output::write(&view, &settings, &args.common)?;
    Ok(input.exit(&settings, Exit::Done))
}

fn noted(document: &Document) -> Vec<Noted> {
    let sentences = pipeline::mentions(document).into_iter();
    sentences
        .flat_map(|(sentence, mentions)| {
            mentions.into_iter().map(move |mut mention| {
                let published = document.meta.date;
                mention.when = mention.when.map(|when| when.resolve(published));
                Noted {
                    doc: document.id.clone(),
                    lang: sentence.lang,
                    mention,
                }
            })
        })
        .collect()
}
