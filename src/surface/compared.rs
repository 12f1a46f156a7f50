//! Articles read and held against one another, ready to be shown: what `scan` and `check` share.
//! It calls the pipeline; it judges nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use gainsay::align::OriginKind;
use gainsay::claim::Claim;
use gainsay::config::{FailOn, Settings};
use gainsay::ingest::{DocId, Document};
use gainsay::locale::Locale;
use gainsay::pipeline::{self, Comparison, Extract};
use gainsay::reconcile::{RelationKind, Topic};
use gainsay::report::{Article, DocOrigin, NotCompared, Run, Shows, View};
use gainsay::store::{Entry, Key, Store};
use gainsay::tag::{self, ModelId, Tagger};

use super::cli::Common;
use super::exit::Exit;
use super::input::Input;
use super::{progress, say};

/// Articles that are tagged together; enough to keep every thread busy, few enough for a bar.
const BATCH: usize = 64;

/// What was found between and inside articles.
pub(super) struct Compared {
    run: Run,
    claims: Vec<Claim>,
    comparison: Comparison,
    not_compared: Vec<NotCompared>,
}

/// The claims of each article, and the tagger that read them. What `store` knows is not read
/// again, and what was read is kept there, batch by batch.
pub(super) fn claims_of(
    documents: &[Document],
    mut store: Option<&mut Store>,
    settings: &Settings,
    common: &Common,
) -> anyhow::Result<(Vec<Extract>, ModelId)> {
    let opened = tag::open(&settings.model, settings.device)?;
    if !common.quiet {
        opened.notes.iter().for_each(|note| say(note));
    }
    let (tagger, model) = (opened.tagger.as_ref(), opened.tagger.id());
    let bar = progress::bar(documents.len(), "reading", common);
    let mut extracts = Vec::with_capacity(documents.len());
    for batch in documents.chunks(BATCH) {
        match &mut store {
            None => extracts.extend(pipeline::extract(batch, tagger)),
            Some(store) => extracts.extend(remembered(batch, store, tagger, &model, settings)?),
        }
        bar.inc(batch.len() as u64);
    }
    bar.finish_and_clear();
    Ok((extracts, model))
}

/// The claims of a batch, from the store where it knows them.
fn remembered(
    batch: &[Document],
    store: &mut Store,
    tagger: &dyn Tagger,
    model: &ModelId,
    settings: &Settings,
) -> anyhow::Result<Vec<Extract>> {
    let tagged_by = format!("{} {}", model.name, model.sha256);
    let tables = Locale::version();
    let mut extracts: Vec<Option<Extract>> = Vec::with_capacity(batch.len());
    let mut keys = Vec::new();
    let mut unread = Vec::new();
    for document in batch {
        let version = env!("CARGO_PKG_VERSION");
        let key = Key::new(
            &document.sha256,
            &settings.given,
            &tagged_by,
            &tables,
            version,
        );
        let known = store.known(&document.id, &document.path, &key)?;
        if known.is_none() {
            unread.push(document.clone());
            keys.push(key);
        }
        extracts.push(known.map(|entry| Extract {
            claims: entry.claims,
            profile: entry.profile,
        }));
    }
    let read = pipeline::extract(&unread, tagger);
    let fresh = keys.into_iter().zip(unread).zip(&read);
    let entries: Vec<(Key, Entry)> = fresh
        .map(|((key, document), extract)| {
            let entry = Entry {
                document,
                claims: extract.claims.clone(),
                profile: extract.profile.clone(),
            };
            (key, entry)
        })
        .collect();
    store.save(&entries)?;
    let mut read = read.into_iter();
    let filled = extracts
        .into_iter()
        .filter_map(|known| known.or_else(|| read.next()));
    Ok(filled.collect())
}

/// With what a run is made.
pub(super) fn run_of(model: ModelId, settings: &Settings) -> Run {
    Run {
        version: env!("CARGO_PKG_VERSION").into(),
        model,
        tables: Locale::version(),
        options: settings.recorded(),
    }
}

impl Compared {
    /// Holds the articles against one another; `extracts` are theirs, in their order.
    pub(super) fn of(
        documents: &[Document],
        extracts: Vec<Extract>,
        model: ModelId,
        settings: &Settings,
    ) -> Self {
        let articles: Vec<pipeline::Article<'_>> = documents
            .iter()
            .zip(&extracts)
            .map(|(document, extract)| pipeline::Article { document, extract })
            .collect();
        let mut comparison = pipeline::compare(&articles);
        comparison
            .findings
            .retain(|finding| finding.confidence >= settings.min_confidence);
        for finding in &mut comparison.findings {
            finding.suppressed = settings.suppress.get(&finding.fingerprint).cloned();
        }
        let not_compared = not_compared(documents, &extracts);
        let told: BTreeSet<&String> = comparison
            .findings
            .iter()
            .flat_map(|finding| &finding.claims)
            .collect();
        let claims = extracts
            .into_iter()
            .flat_map(|extract| extract.claims)
            .filter(|claim| !claim.is_bare() || told.contains(&claim.id))
            .collect();
        Self {
            run: run_of(model, settings),
            claims,
            comparison,
            not_compared,
        }
    }

    /// Keeps what was found in the store, and marks there the articles whose file is gone.
    pub(super) fn keep(&self, documents: &[Document], store: &mut Store) -> anyhow::Result<()> {
        let compared = documents
            .iter()
            .map(|document| document.id.clone())
            .collect();
        let Comparison {
            facts, findings, ..
        } = &self.comparison;
        store.save_findings(&compared, facts, findings)?;
        store.mark_vanished(|path| path == "-" || Path::new(path).exists())?;
        Ok(())
    }

    /// Leaves only what touches these articles.
    pub(super) fn keep_touching(&mut self, own: &BTreeSet<DocId>) {
        let claims: BTreeSet<&str> = self
            .claims
            .iter()
            .filter(|claim| own.contains(&claim.doc))
            .map(|claim| claim.id.as_str())
            .collect();
        let touches = |id: &String| claims.contains(id.as_str());
        self.comparison
            .facts
            .retain(|fact| fact.claims.iter().any(touches));
        self.comparison
            .findings
            .retain(|finding| finding.marks.iter().any(|mark| own.contains(&mark.doc)));
    }

    /// The articles with their stories and origins; `documents` are those compared.
    pub(super) fn articles<'a>(&'a self, documents: &'a [Document]) -> Vec<Article<'a>> {
        let mut origins: BTreeMap<u32, DocOrigin> = BTreeMap::new();
        for origin in &self.comparison.origins {
            let Some(original) = documents.get(origin.original as usize) else {
                continue;
            };
            origins.entry(origin.derived).or_insert_with(|| DocOrigin {
                doc: original.id.clone(),
                kind: topic(origin.kind),
                share: origin.share,
            });
        }
        let numbered = (0_u32..).zip(documents);
        numbered
            .map(|(number, document)| {
                let story = self
                    .comparison
                    .stories
                    .get(number as usize)
                    .map(String::as_str);
                Article::new(document, story, origins.remove(&number))
            })
            .collect()
    }

    /// All of it, as a renderer reads it.
    pub(super) fn view<'a>(
        &'a self,
        shows: Shows,
        input: &'a Input,
        articles: &'a [Article<'a>],
    ) -> View<'a> {
        let mut view = View::new(shows, &self.run, articles);
        view.skipped = &input.skipped;
        view.claims = &self.claims;
        view.facts = &self.comparison.facts;
        view.findings = &self.comparison.findings;
        view.not_compared = &self.not_compared;
        view
    }

    /// 1 where something contradicts, or differs if the settings say that this counts.
    pub(super) fn exit(&self, settings: &Settings) -> Exit {
        let counts = |relation| match relation {
            RelationKind::Contradicts => true,
            RelationKind::Differs => settings.fail_on == FailOn::Differs,
            _ => false,
        };
        let findings = &self.comparison.findings;
        if findings
            .iter()
            .any(|finding| finding.suppressed.is_none() && counts(finding.relation))
        {
            Exit::Contradicts
        } else {
            Exit::Done
        }
    }
}

fn topic(kind: OriginKind) -> Topic {
    match kind {
        OriginKind::Copy => Topic::Copy,
        OriginKind::Excerpt => Topic::Excerpt,
        OriginKind::Rewrite => Topic::Rewrite,
        OriginKind::Translation => Topic::Translation,
    }
}

/// What kept articles, or parts of what they say, out of the comparison.
fn not_compared(documents: &[Document], extracts: &[Extract]) -> Vec<NotCompared> {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    let mut count = |reason: String| *counts.entry(reason).or_default() += 1;
    for (document, extract) in documents.iter().zip(extracts) {
        if document.lang.is_unknown() {
            count("the language is not known".into());
        } else if Locale::get(document.lang).is_none() {
            count(format!(
                "there is no table for the language {}",
                document.lang
            ));
        }
        if extract.claims.iter().all(Claim::is_bare) {
            count("there is no claim".into());
        } else if document.meta.date.is_none() {
            count("there is no publication date, so relative times and the order stay open".into());
        }
    }
    let reasons = counts.into_iter();
    reasons
        .map(|(reason, articles)| NotCompared { reason, articles })
        .collect()
}
