//! What a run knows, as every renderer reads it.
//! It looks things up; it holds no rule about how anything is shown.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::{Fact, Finding};
use crate::claim::Claim;
use crate::ingest::{DocId, Document, Skip};
use crate::propose::Mention;
use crate::reconcile::{RelationKind, Topic};
use crate::tag::ModelId;
use crate::text::{Clean, Lang, LineIndex, Position, Span};

/// With what a run was made: the first record.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Version of the program.
    pub version: String,
    /// The tagger.
    pub model: ModelId,
    /// The language tables: `CLDR 48`.
    pub tables: String,
    /// Options that change what is found, by name.
    pub options: BTreeMap<String, String>,
}

/// From which article another was made.
#[derive(Debug, Clone, PartialEq)]
pub struct DocOrigin {
    /// The likely original.
    pub doc: DocId,
    /// How: copy, excerpt, rewrite or translation.
    pub kind: Topic,
    /// Share of the derived text that has its match in the original, 0 to 1.
    pub share: f32,
}

/// An article with what was found out about it as a whole.
#[derive(Debug)]
pub struct Article<'a> {
    /// The article.
    pub document: &'a Document,
    /// Id of the story it tells.
    pub story: Option<&'a str>,
    /// The text it was made from.
    pub origin: Option<DocOrigin>,
    lines: OnceCell<LineIndex>,
}

impl<'a> Article<'a> {
    /// An article, its story and its origin.
    pub fn new(document: &'a Document, story: Option<&'a str>, origin: Option<DocOrigin>) -> Self {
        Self {
            document,
            story,
            origin,
            lines: OnceCell::new(),
        }
    }

    /// Line and column of a byte of the decoded input.
    pub fn position(&self, raw: u32) -> Position {
        let text = &self.document.raw;
        let lines = self.lines.get_or_init(|| LineIndex::new(text));
        lines.position(text, raw)
    }

    /// Line and column of where clean words start.
    pub fn place(&self, at: Span<Clean>) -> Position {
        self.position(self.document.raw_span(at).start())
    }

    /// What a reader calls it: its outlet, or the name of its file.
    pub fn label(&self) -> &str {
        let outlet = self.document.meta.publisher.as_deref();
        outlet.unwrap_or(self.document.id.as_str())
    }
}

/// Something that could not be compared, and how often.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NotCompared {
    /// Why: `no date`, `no table for the language nl` …
    pub reason: String,
    /// How many articles.
    pub articles: u32,
}

/// A number or date of an article, for `gainsay quantities`.
#[derive(Debug, Clone, PartialEq)]
pub struct Noted {
    /// Its article.
    pub doc: DocId,
    /// Language of its sentence.
    pub lang: Lang,
    /// What was read.
    pub mention: Mention,
}

/// Which results a command is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// `scan`, `check`.
    Findings,
    /// `claims`.
    Claims,
    /// `quantities`.
    Quantities,
}

/// Everything that a renderer may read. Slices are in the order of printing.
#[derive(Debug)]
pub struct View<'a> {
    /// What the command is about.
    pub shows: Shows,
    /// With what the run was made.
    pub run: &'a Run,
    /// The articles read.
    pub articles: &'a [Article<'a>],
    /// Inputs that were not read.
    pub skipped: &'a [Skip],
    /// Their claims.
    pub claims: &'a [Claim],
    /// Their numbers and dates (`quantities` only).
    pub quantities: &'a [Noted],
    /// Claims that speak of the same thing.
    pub facts: &'a [Fact],
    /// What was found.
    pub findings: &'a [Finding],
    /// What was not compared, and why.
    pub not_compared: &'a [NotCompared],
    by_id: BTreeMap<&'a DocId, &'a Article<'a>>,
}

impl<'a> View<'a> {
    /// A view of these articles, with nothing found yet; fill the public fields.
    pub fn new(shows: Shows, run: &'a Run, articles: &'a [Article<'a>]) -> Self {
        Self {
            shows,
            run,
            articles,
            skipped: &[],
            claims: &[],
            quantities: &[],
            facts: &[],
            findings: &[],
            not_compared: &[],
            by_id: articles
                .iter()
                .map(|article| (&article.document.id, article))
                .collect(),
        }
    }

    /// The article of this id.
    pub fn article(&self, id: &DocId) -> Option<&'a Article<'a>> {
        self.by_id.get(id).copied()
    }

    /// How many findings of this relation are not suppressed.
    pub fn count(&self, relation: RelationKind) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.relation == relation && finding.suppressed.is_none())
            .count()
    }

    /// How many findings the user's configuration suppresses.
    pub fn suppressed(&self) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.suppressed.is_some())
            .count()
    }

    /// How many facts rest on two or more texts of their own that give one value.
    pub fn agreed(&self) -> usize {
        self.facts
            .iter()
            .filter(|fact| fact.values.len() == 1 && fact.values.iter().all(|v| v.independent > 1))
            .count()
    }

    /// How many languages the articles are in, the unknown one left out.
    pub fn languages(&self) -> usize {
        let mut langs: Vec<&str> = self
            .articles
            .iter()
            .map(|article| article.document.lang.primary())
            .filter(|lang| *lang != "und")
            .collect();
        langs.sort_unstable();
        langs.dedup();
        langs.len()
    }

    /// The stories of these findings: those with a contradiction first, then as they come up; what
    /// has no story comes last.
    pub fn stories<'f>(&self, findings: impl Iterator<Item = &'f Finding>) -> Vec<Option<&'f str>> {
        let mut stories: Vec<(Option<&str>, bool)> = Vec::new();
        for finding in findings {
            let story = finding.story.as_deref();
            let alarms =
                finding.relation == RelationKind::Contradicts && finding.suppressed.is_none();
            match stories.iter_mut().find(|(known, _)| *known == story) {
                Some((_, known)) => *known |= alarms,
                None => stories.push((story, alarms)),
            }
        }
        stories.sort_by_key(|(story, alarms)| (story.is_none(), !alarms));
        stories.into_iter().map(|(story, _)| story).collect()
    }

    /// What people call a story: the headline of its earliest article in the language that most of
    /// its articles are in.
    pub fn story_title<'s>(&'s self, story: Option<&'s str>) -> &'s str {
        let Some(id) = story else {
            return "No story";
        };
        let told = || {
            self.articles
                .iter()
                .filter(|article| article.story == story)
        };
        let in_language = |lang: Lang| {
            let same = told().filter(|other| other.document.lang.primary() == lang.primary());
            same.count()
        };
        let titled = told().filter(|article| article.document.meta.title.is_some());
        let first = titled.min_by_key(|article| {
            let document = article.document;
            let date = document.meta.date;
            (
                std::cmp::Reverse(in_language(document.lang)),
                date.is_none(),
                date,
            )
        });
        let title = first.and_then(|article| article.document.meta.title.as_deref());
        title.unwrap_or(id)
    }
}
