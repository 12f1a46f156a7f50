//! Counts what a tagger finds against what annotators marked.
//! Exact is the same bytes, overlap at least one shared byte; nothing is scored by closeness.

use std::collections::BTreeMap;

use serde::Serialize;

use super::markup::{GoldAnchor, GoldSentence};
use crate::tag::Frame;
use crate::text::{Clean, Span};

/// How many were marked, found and hit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Marked by annotators.
    pub gold: u32,
    /// Found by the tagger.
    pub found: u32,
    /// Found with the same bytes.
    pub exact: u32,
    /// Found with at least one byte in common.
    pub overlap: u32,
}

impl Tally {
    /// Precision, recall and F1 of exact hits, in per cent; `None` where there is nothing to score.
    pub fn exact(&self) -> Option<[f64; 3]> {
        self.rates(self.exact)
    }

    /// As `exact`, of overlapping hits.
    pub fn overlap(&self) -> Option<[f64; 3]> {
        self.rates(self.overlap)
    }

    fn rates(&self, hits: u32) -> Option<[f64; 3]> {
        let share = |of: u32| {
            if of == 0 {
                0.0
            } else {
                100.0 * f64::from(hits) / f64::from(of)
            }
        };
        let both = self.gold + self.found;
        (both > 0).then(|| {
            [
                share(self.found),
                share(self.gold),
                2.0 * 100.0 * f64::from(hits) / f64::from(both),
            ]
        })
    }

    fn add(&mut self, other: Self) {
        self.gold += other.gold;
        self.found += other.found;
        self.exact += other.exact;
        self.overlap += other.overlap;
    }
}

/// Which anchors the tagger was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Those the annotators marked: measures roles and labels alone.
    GoldAnchors,
    /// Those the rules propose, as in a scan.
    EndToEnd,
}

impl Stage {
    /// Its word in tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::GoldAnchors => "gold_anchors",
            Self::EndToEnd => "end_to_end",
        }
    }
}

/// Language, stage, what is counted (`anchor`, `role`, `label`) and which one.
pub type Key = (String, Stage, &'static str, String);

/// Counts by key. The language `all` sums the others; so does the name `all` of anchors and roles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts(BTreeMap<Key, Tally>);

impl Counts {
    /// The counts in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Tally)> {
        self.0.iter()
    }

    /// The counts of a key.
    pub fn get(&self, lang: &str, stage: Stage, what: &'static str, name: &str) -> Tally {
        let key = (lang.to_owned(), stage, what, name.to_owned());
        self.0.get(&key).copied().unwrap_or_default()
    }

    fn add(&mut self, lang: &str, stage: Stage, what: &'static str, name: &str, tally: Tally) {
        let names: &[&str] = if what == "label" {
            &[name]
        } else {
            &[name, "all"]
        };
        for lang in [lang, "all"] {
            for name in names {
                let key = (lang.to_owned(), stage, what, (*name).to_owned());
                self.0.entry(key).or_default().add(tally);
            }
        }
    }

    /// Counts a sentence: the frames a tagger made of it against its annotation.
    pub(super) fn sentence(&mut self, stage: Stage, gold: &GoldSentence, frames: &[&Frame]) {
        let lang = gold.lang.primary().to_owned();
        let pairs = matched(&gold.anchors, frames);
        for (anchor, frame) in gold.anchors.iter().zip(&pairs) {
            if anchor.claim {
                let hit = frame.map(|frame| frame.anchor.at == anchor.at);
                let tally = Tally {
                    gold: 1,
                    found: 0,
                    exact: u32::from(hit == Some(true)),
                    overlap: u32::from(hit.is_some()),
                };
                self.add(&lang, stage, "anchor", &word(anchor.kind), tally);
            }
            self.labels(&lang, stage, anchor, *frame);
            if anchor.claim || frame.is_some() {
                self.roles(&lang, stage, Some(anchor).filter(|a| a.claim), *frame);
            }
        }
        for frame in frames {
            // The network may add anchors to those it is given; they are judged end to end.
            let known = pairs
                .iter()
                .any(|pair| pair.is_some_and(|pair| std::ptr::eq(pair, *frame)));
            if stage == Stage::GoldAnchors && !known {
                continue;
            }
            let found = Tally {
                found: 1,
                ..Tally::default()
            };
            self.add(&lang, stage, "anchor", &word(frame.anchor.kind), found);
            if !known {
                self.roles(&lang, stage, None, Some(frame));
            }
        }
    }

    fn roles(
        &mut self,
        lang: &str,
        stage: Stage,
        gold: Option<&GoldAnchor>,
        frame: Option<&Frame>,
    ) {
        let marked = gold.map_or(&[][..], |anchor| &anchor.roles);
        for (role, _) in marked {
            let tally = Tally {
                gold: 1,
                ..Tally::default()
            };
            self.add(lang, stage, "role", &word(*role), tally);
        }
        for (role, at) in frame.map_or(&[][..], |frame| &frame.roles) {
            let mut same = marked.iter().filter(|(known, _)| known == role);
            let exact = same.clone().any(|(_, span)| span == at);
            let tally = Tally {
                gold: 0,
                found: 1,
                exact: u32::from(exact),
                overlap: u32::from(same.any(|(_, span)| span.overlaps(*at))),
            };
            self.add(lang, stage, "role", &word(*role), tally);
        }
    }

    /// Labels count as found and hit, so that all three rates are the share of right ones.
    fn labels(&mut self, lang: &str, stage: Stage, gold: &GoldAnchor, frame: Option<&Frame>) {
        let mut label = |name: &str, right: bool| {
            let right = u32::from(right);
            let tally = Tally {
                gold: 1,
                found: 1,
                exact: right,
                overlap: right,
            };
            self.add(lang, stage, "label", name, tally);
        };
        label("claim", gold.claim == frame.is_some());
        let Some(frame) = frame.filter(|_| gold.claim) else {
            return;
        };
        label("modality", frame.labels.modality == gold.modality);
        label("polarity", frame.labels.polarity == gold.polarity);
        match gold.kind {
            crate::propose::AnchorKind::Quantity => {
                label("class", frame.labels.measure == gold.measure);
            }
            crate::propose::AnchorKind::Attribution => {
                label("direct", frame.labels.direct == gold.direct);
            }
            crate::propose::AnchorKind::Event => {}
        }
    }
}

/// The frame of each gold anchor: of the same kind and bytes, else of the same kind and
/// overlapping. A frame serves one anchor.
fn matched<'a>(gold: &[GoldAnchor], frames: &[&'a Frame]) -> Vec<Option<&'a Frame>> {
    let mut pairs: Vec<Option<&Frame>> = vec![None; gold.len()];
    let mut free: Vec<&Frame> = frames.to_vec();
    for same in [
        |a: Span<Clean>, b| a == b,
        |a: Span<Clean>, b| a.overlaps(b),
    ] {
        for (anchor, pair) in gold
            .iter()
            .zip(&mut pairs)
            .filter(|(_, pair)| pair.is_none())
        {
            let fits = |f: &&Frame| f.anchor.kind == anchor.kind && same(f.anchor.at, anchor.at);
            if let Some(index) = free.iter().position(fits) {
                *pair = Some(free.remove(index));
            }
        }
    }
    pairs
}

/// The word records use for a value.
fn word(value: impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::eval::markup::parse;
    use crate::propose::{Anchor, Reading};
    use crate::tag::{Labels, Sketch};

    /// The annotation of a sentence as the frames of a tagger that is always right.
    fn frames(sentence: &GoldSentence) -> Vec<Frame> {
        let frame = |gold: &GoldAnchor| Frame {
            sentence: 0,
            anchor: Anchor {
                kind: gold.kind,
                at: gold.at,
                reading: Reading::Unread,
            },
            roles: gold.roles.clone(),
            labels: Labels {
                modality: gold.modality,
                polarity: gold.polarity,
                measure: gold.measure.clone(),
                direct: gold.direct,
            },
            sketch: Sketch::default(),
            confidence: 1.0,
        };
        sentence
            .anchors
            .iter()
            .filter(|a| a.claim)
            .map(frame)
            .collect()
    }

    fn gold(line: &str) -> GoldSentence {
        let text = format!("# lang: en\n{line}");
        parse(Path::new("gold.txt"), &text).unwrap().remove(0)
    }

    fn counted(line: &str, found: &str, stage: Stage) -> Counts {
        let mut counts = Counts::default();
        let frames = frames(&gold(found));
        counts.sentence(stage, &gold(line), &frames.iter().collect::<Vec<_>>());
        counts
    }

    const LINE: &str = "[Orinoco]{1.subject} [paid]{1.measure} [$5m]{1=quantity cost} to [Helio]{1.counterparty}, [Room 7]{2=quantity none}.";

    #[test]
    fn the_annotation_itself_scores_full() {
        let counts = counted(LINE, LINE, Stage::EndToEnd);
        for (key, tally) in counts.iter() {
            assert_eq!(tally.exact(), Some([100.0; 3]), "{key:?}");
        }
        assert_eq!(counts.get("en", Stage::EndToEnd, "role", "all").gold, 3);
        assert_eq!(
            counts
                .get("all", Stage::EndToEnd, "anchor", "quantity")
                .gold,
            1
        );
    }

    #[test]
    fn a_longer_span_overlaps_and_a_missing_one_is_missed() {
        let found = "[Orinoco paid]{1.subject} [$5m]{1=quantity} to Helio, [Room 7]{2=quantity}.";
        let counts = counted(LINE, found, Stage::EndToEnd);
        let get = |what, name| counts.get("en", Stage::EndToEnd, what, name);
        let (subject, all) = (get("role", "subject"), get("role", "all"));
        assert_eq!((subject.exact, subject.overlap), (0, 1));
        assert_eq!((all.gold, all.found, all.exact, all.overlap), (3, 1, 0, 1));
        assert_eq!(get("anchor", "quantity").found, 2, "the room is no claim");
        assert_eq!(
            (get("label", "claim").gold, get("label", "claim").exact),
            (2, 1)
        );
        assert_eq!(get("label", "class").exact, 0);
    }

    #[test]
    fn anchors_the_tagger_adds_count_only_end_to_end() {
        let found =
            "[Orinoco]{1.subject} [paid]{2=attribution} [$5m]{1=quantity cost} to Helio, Room 7.";
        let found_anchors = |stage| {
            let counts = counted(LINE, found, stage);
            counts.get("en", stage, "anchor", "all").found
        };
        assert_eq!(found_anchors(Stage::EndToEnd), 2);
        assert_eq!(found_anchors(Stage::GoldAnchors), 1);
    }
}
