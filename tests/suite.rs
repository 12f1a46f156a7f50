//! Reads the pages of `tests/suite`: articles in markup, and what a reader should be told of them.
//! Frames are those of the page, so nothing here depends on a model.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gainsay::claim::{self, Read};
use gainsay::eval::{GoldSentence, parse};
use gainsay::ingest::{Block, BlockKind, DocId, Document, Meta};
use gainsay::locale::Locale;
use gainsay::normalise::Habit;
use gainsay::pipeline::{Article, Extract, compare};
use gainsay::propose::{Anchor, AnchorKind, Cue, Mention, Reading, mentions};
use gainsay::report::{relation_word, topic_word};
use gainsay::segment::Sentence;
use gainsay::tag::{Frame, Labels, Sketch};
use gainsay::text::{Lang, OffsetMap, Span};

/// Findings below this are not printed unless asked for.
const PRINTED: f32 = 0.5;

#[test]
fn every_page_is_told_as_it_should_be() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    let mut pages = Vec::new();
    collect(&root, &mut pages);
    assert!(
        pages.len() >= 20,
        "pages are missing from {}",
        root.display()
    );
    let wrong: Vec<String> = pages.iter().filter_map(|page| complaint(page)).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn collect(folder: &Path, pages: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            collect(&entry, pages);
        } else if entry.extension().is_some_and(|e| e == "md") && !entry.ends_with("README.md") {
            pages.push(entry);
        }
    }
}

/// What is wrong with a page, or nothing.
fn complaint(page: &Path) -> Option<String> {
    let text = fs::read_to_string(page).unwrap();
    let expected: BTreeSet<String> = text
        .lines()
        .find_map(|line| line.strip_prefix("expect: "))
        .unwrap_or_else(|| panic!("{} says not what to expect", page.display()))
        .split(", ")
        .filter(|name| *name != "nothing")
        .map(str::to_owned)
        .collect();
    let articles: Vec<(Document, Extract)> = text
        .split("\n## ")
        .skip(1)
        .map(|section| article(page, section))
        .collect();
    let given: Vec<Article<'_>> = articles
        .iter()
        .map(|(document, extract)| Article { document, extract })
        .collect();
    let found = compare(&given).findings;
    let told: Vec<String> = found
        .iter()
        .map(|finding| {
            let name = format!(
                "{}/{}",
                relation_word(finding.relation),
                topic_word(finding.topic)
            );
            format!("{name} {:.2} {}", finding.confidence, finding.explanation)
        })
        .collect();
    let names: BTreeSet<String> = found
        .iter()
        .filter(|finding| finding.confidence >= PRINTED)
        .map(|finding| {
            format!(
                "{}/{}",
                relation_word(finding.relation),
                topic_word(finding.topic)
            )
        })
        .collect();
    let claims: Vec<String> = articles
        .iter()
        .flat_map(|(_, extract)| &extract.claims)
        .map(|claim| format!("{} {:?} {:?}", claim.anchor.text, claim.measure, claim.says))
        .collect();
    (names != expected).then(|| {
        format!(
            "{}: expected {expected:?}, told {told:#?}, claims {claims:#?}",
            page.display()
        )
    })
}

/// One article of a page: `name | lang: en | date: … | publisher: …`, then a sentence a line.
fn article(page: &Path, section: &str) -> (Document, Extract) {
    let (head, body) = section.split_once('\n').unwrap();
    let mut fields = head.split(" | ");
    let name = fields.next().unwrap().trim();
    let mut meta = Meta::default();
    let mut lang = Lang::UND;
    for field in fields {
        match field.split_once(": ") {
            Some(("lang", tag)) => lang = tag.parse().unwrap(),
            Some(("date", day)) => meta.date = Some(day.parse().unwrap()),
            Some(("publisher", outlet)) => meta.publisher = Some(outlet.to_owned()),
            _ => panic!("{}: unknown field {field:?}", page.display()),
        }
    }
    let (mut text, mut blocks, mut gold) = (String::new(), Vec::new(), Vec::new());
    for line in body.lines().filter(|line| !line.trim().is_empty()) {
        let (kind, line) = match line.strip_prefix("# ") {
            Some(title) => (BlockKind::Title, title),
            None => (BlockKind::Paragraph, line),
        };
        let sentence = parse(page, line).unwrap().remove(0);
        let start = text.len();
        text.push_str(&sentence.text);
        blocks.push(Block {
            at: Span::of(start..text.len()),
            kind,
        });
        text.push('\n');
        gold.push(sentence);
    }
    let document = Document {
        id: DocId::new(name),
        path: name.to_owned(),
        encoding: "utf-8".to_owned(),
        raw: text.clone(),
        map: OffsetMap::identity(text.len()),
        text,
        blocks,
        meta,
        lang,
        sha256: String::new(),
    };
    let habit = Habit::of(&document.text);
    let read: Vec<Read> = gold
        .iter()
        .enumerate()
        .map(|(at, gold)| sentence(&document, at, gold, &habit))
        .collect();
    let (claims, profile) = claim::claims(&document, &read);
    (document, Extract { claims, profile })
}

fn sentence(document: &Document, index: usize, gold: &GoldSentence, habit: &Habit) -> Read {
    let at = document.blocks[index].at;
    let locale = Locale::get(document.lang).unwrap();
    let mentions = mentions(&document.text, at, locale, habit);
    let frames = gold
        .anchors
        .iter()
        .filter(|anchor| anchor.claim)
        .map(|anchor| Frame {
            sentence: index as u32,
            anchor: Anchor {
                kind: anchor.kind,
                at: anchor.at.shift(at.start()),
                reading: reading(&mentions, anchor.kind, anchor.at.shift(at.start())),
            },
            roles: anchor
                .roles
                .iter()
                .map(|(role, span)| (*role, span.shift(at.start())))
                .collect(),
            labels: Labels {
                modality: anchor.modality,
                polarity: anchor.polarity,
                measure: anchor.measure.clone(),
                direct: anchor.direct,
            },
            sketch: Sketch::default(),
            confidence: 1.0,
        });
    let frames = frames.collect();
    let sentence = Sentence {
        at,
        block: index as u32,
        lang: document.lang,
        confidence: 1.0,
    };
    Read {
        sentence,
        mentions,
        frames,
    }
}

/// What the engine reads at an anchor of the page.
fn reading(mentions: &[Mention], kind: AnchorKind, at: Span<gainsay::text::Clean>) -> Reading {
    let mention = mentions.iter().find(|mention| mention.at.overlaps(at));
    match (kind, mention) {
        (AnchorKind::Attribution, _) => Reading::Cue(Cue {
            verb: "said".to_owned(),
            before_source: false,
        }),
        (
            _,
            Some(Mention {
                quantity: Some(quantity),
                ..
            }),
        ) => Reading::Quantity(quantity.clone()),
        (
            _,
            Some(Mention {
                when: Some(when), ..
            }),
        ) => Reading::When(when.clone()),
        _ => Reading::Unread,
    }
}
