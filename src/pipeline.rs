//! The line of data, and the only file that knows its order: `read`, `extract`, `compare`.
//! No parsing, no printing, no storing: each step is a call of the stage that does it.
//!
//! ```text
//! bytes ─ingest→ Document ─segment→ Sentence ─propose→ Anchor ─tag→ Frame ─claim→ Claim
//!                                   ─align→ Common ─reconcile→ Verdict ─report→ Finding
//! ```

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::align::{self, Origin};
use crate::claim::{self, Claim, Profile, Read};
use crate::ingest::{self, Document, Given, Skip};
use crate::locale::Locale;
use crate::normalise::Habit;
use crate::propose::{self, Anchor, Mention};
use crate::reconcile::{self, Story};
use crate::report::{Fact, Finding, Side, fact, finding, origin_finding, story_id};
use crate::segment;
use crate::tag::{Tagger, Window};

/// The articles in the bytes of a file, and what was skipped in it, in its order. An article that
/// does not declare its language gets the one most of it is in.
pub fn read(bytes: &[u8], path: &str, given: &Given) -> Vec<Result<Document, Skip>> {
    let told = |mut document: Document| {
        if document.lang.is_unknown() {
            document.lang = segment::language(&document).lang;
        }
        document
    };
    let read = ingest::read(bytes, path, given).into_iter();
    read.map(|article| article.map(told)).collect()
}

/// What one article says, ready to be compared or stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Extract {
    /// Its claims in the order of the text.
    pub claims: Vec<Claim>,
    /// What it is about.
    pub profile: Profile,
}

/// The numbers and dates of an article, without the tagger.
pub fn mentions(document: &Document) -> Vec<(segment::Sentence, Vec<Mention>)> {
    let habit = Habit::of(&document.text);
    let sentences = segment::sentences(document).into_iter();
    sentences
        .map(|sentence| {
            let locale = Locale::get(sentence.lang).unwrap_or_else(Locale::neutral);
            let found = propose::mentions(&document.text, sentence.at, locale, &habit);
            (sentence, found)
        })
        .collect()
}

/// The claims of each article. Sentences of all articles are tagged together; what an article
/// gives does not depend on its batch-mates.
pub fn extract(documents: &[Document], tagger: &dyn Tagger) -> Vec<Extract> {
    let mut articles: Vec<Vec<(Read, Vec<Anchor>)>> = documents.par_iter().map(propose).collect();
    let places: Vec<(usize, usize)> = articles
        .iter()
        .enumerate()
        .flat_map(|(article, sentences)| {
            let anchored = sentences
                .iter()
                .enumerate()
                .filter(|(_, (_, own))| !own.is_empty());
            anchored.map(move |(sentence, _)| (article, sentence))
        })
        .collect();
    let windows: Vec<Window<'_>> = places
        .iter()
        .map(|(article, sentence)| {
            let (read, anchors) = &articles[*article][*sentence];
            let sentence = &read.sentence;
            let text = &documents[*article].text;
            Window {
                text,
                at: sentence.at,
                lang: sentence.lang,
                anchors,
            }
        })
        .collect();
    let frames = tagger.tag(&windows);
    for frame in frames {
        let Some((article, sentence)) = places.get(frame.sentence as usize) else {
            continue;
        };
        articles[*article][*sentence].0.frames.push(frame);
    }
    let build = |(document, read): (&Document, Vec<(Read, Vec<Anchor>)>)| {
        let read: Vec<Read> = read.into_iter().map(|(read, _)| read).collect();
        let (claims, profile) = claim::claims(document, &read);
        Extract { claims, profile }
    };
    documents.par_iter().zip(articles).map(build).collect()
}

fn propose(document: &Document) -> Vec<(Read, Vec<Anchor>)> {
    mentions(document)
        .into_iter()
        .map(|(sentence, mentions)| {
            let locale = Locale::get(sentence.lang).unwrap_or_else(Locale::neutral);
            let anchors = propose::anchors(&mentions, &document.text, sentence.at, locale);
            (
                Read {
                    sentence,
                    mentions,
                    frames: Vec::new(),
                },
                anchors,
            )
        })
        .collect()
}

/// An article with what it says, as `compare` needs it.
#[derive(Debug, Clone, Copy)]
pub struct Article<'a> {
    /// The article.
    pub document: &'a Document,
    /// What it says.
    pub extract: &'a Extract,
}

/// What was found between and inside articles.
#[derive(Debug, Default)]
pub struct Comparison {
    /// The id of each article's story, in the order given.
    pub stories: Vec<String>,
    /// Which articles were made from one another; indices in the order given.
    pub origins: Vec<Origin>,
    /// Findings: by story in the order of the articles, the most certain first in each.
    pub findings: Vec<Finding>,
    /// What the articles agree or disagree on.
    pub facts: Vec<Fact>,
}

/// Holds the articles against each other.
pub fn compare(articles: &[Article<'_>]) -> Comparison {
    let profiles: Vec<&Profile> = articles
        .iter()
        .map(|article| &article.extract.profile)
        .collect();
    let stories = align::stories(&profiles);
    let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (article, story) in stories.iter().enumerate() {
        members.entry(*story).or_default().push(article);
    }
    let told: Vec<Told> = members
        .par_iter()
        .map(|(_, members)| tell(articles, members))
        .collect();
    let mut comparison = Comparison {
        stories: vec![String::new(); articles.len()],
        ..Comparison::default()
    };
    for (members, told) in members.values().zip(told) {
        for member in members {
            comparison.stories[*member] = told.story.clone();
        }
        comparison.origins.extend(told.origins);
        comparison.findings.extend(told.findings);
        comparison.facts.extend(told.facts);
    }
    comparison
}

/// What was found in one story.
struct Told {
    story: String,
    origins: Vec<Origin>,
    findings: Vec<Finding>,
    facts: Vec<Fact>,
}

fn tell(articles: &[Article<'_>], members: &[usize]) -> Told {
    let own: Vec<Article<'_>> = members.iter().map(|member| articles[*member]).collect();
    let profiles: Vec<&Profile> = own.iter().map(|article| &article.extract.profile).collect();
    let id = story_id(&profiles);
    let origins = align::origins(&profiles);
    let texts = align::texts(profiles.len(), &origins);
    let story = Story {
        articles: profiles,
        claims: own
            .iter()
            .flat_map(|article| &article.extract.claims)
            .collect(),
    };
    let judged = reconcile::story(&story);
    let documents: Vec<&Document> = own.iter().map(|article| article.document).collect();
    let side = Side {
        story: &id,
        claims: &story.claims,
        articles: &documents,
        texts: &texts,
    };
    let facts: Vec<Fact> = judged
        .groups
        .iter()
        .filter_map(|group| fact(&side, group))
        .collect();
    let mut findings: Vec<Finding> = judged
        .verdicts
        .iter()
        .map(|verdict| finding(&side, verdict, &facts))
        .collect();
    findings.extend(origins.iter().map(|origin| origin_finding(&side, origin)));
    findings.sort_by(|a, b| {
        b.confidence
            .total_cmp(&a.confidence)
            .then_with(|| a.id.cmp(&b.id))
    });
    let origins = origins.into_iter().map(|origin| Origin {
        original: members[origin.original as usize] as u32,
        derived: members[origin.derived as usize] as u32,
        ..origin
    });
    Told {
        story: id,
        origins: origins.collect(),
        findings,
        facts,
    }
}
