//! Scores a tagger against annotated sentences: anchors, roles and labels, a language at a time.
//! It reads no file and prints nothing; nothing here may be used to make a claim.
//!
//! Imports: text, locale, normalise, propose, tag. Used by `surface` alone.

mod markup;
mod score;

use std::fmt::Write as _;

use serde_json::json;

pub use markup::{GoldAnchor, GoldSentence, parse};
pub use score::{Counts, Key, Stage, Tally};

use crate::locale::Locale;
use crate::normalise::Habit;
use crate::propose::{self, Anchor, Reading};
use crate::tag::{Frame, ModelId, Tagger, Window};
use crate::text::{Clean, Span};

/// What `gainsay eval` reports.
#[derive(Debug, Clone)]
pub struct Report {
    /// The tagger that was scored.
    pub model: ModelId,
    /// How many sentences.
    pub sentences: u32,
    /// The counts.
    pub counts: Counts,
}

/// Scores a tagger on annotated sentences: with the anchors annotators marked, and with those the
/// rules propose.
pub fn run(gold: &[GoldSentence], tagger: &dyn Tagger) -> Report {
    let proposed: Vec<Vec<Anchor>> = gold.iter().map(proposals).collect();
    let given: Vec<Vec<Anchor>> = gold
        .iter()
        .zip(&proposed)
        .map(|(sentence, proposed)| marked(sentence, proposed))
        .collect();
    let mut counts = Counts::default();
    for (stage, anchors) in [(Stage::GoldAnchors, &given), (Stage::EndToEnd, &proposed)] {
        let asked: Vec<usize> = (0..gold.len())
            .filter(|i| !anchors[*i].is_empty())
            .collect();
        let windows: Vec<Window<'_>> = asked
            .iter()
            .map(|index| Window {
                text: &gold[*index].text,
                at: whole(&gold[*index]),
                lang: gold[*index].lang,
                anchors: &anchors[*index],
            })
            .collect();
        let frames = tagger.tag(&windows);
        for (index, sentence) in gold.iter().enumerate() {
            let of = |frame: &&Frame| asked.get(frame.sentence as usize) == Some(&index);
            let own: Vec<&Frame> = frames.iter().filter(of).collect();
            counts.sentence(stage, sentence, &own);
        }
    }
    Report {
        model: tagger.id(),
        sentences: gold.len() as u32,
        counts,
    }
}

fn whole(sentence: &GoldSentence) -> Span<Clean> {
    Span::of(0..sentence.text.len())
}

/// The anchors that a scan would propose in a sentence that stood alone.
fn proposals(sentence: &GoldSentence) -> Vec<Anchor> {
    let locale = Locale::get(sentence.lang).unwrap_or_else(Locale::neutral);
    let (text, at) = (sentence.text.as_str(), whole(sentence));
    let mentions = propose::mentions(text, at, locale, &Habit::of(text));
    propose::anchors(&mentions, text, at, locale)
}

/// The annotated anchors with what the rules read at the same place.
fn marked(sentence: &GoldSentence, proposed: &[Anchor]) -> Vec<Anchor> {
    let mut anchors: Vec<Anchor> = sentence
        .anchors
        .iter()
        .map(|gold| {
            let near = |anchor: &&Anchor| anchor.kind == gold.kind && anchor.at.overlaps(gold.at);
            let same = proposed.iter().find(near);
            Anchor {
                kind: gold.kind,
                at: gold.at,
                reading: same.map_or(Reading::Unread, |anchor| anchor.reading.clone()),
            }
        })
        .collect();
    anchors.sort_by_key(|anchor| (anchor.at, anchor.kind));
    anchors
}

/// An annotated sentence as one JSON line, with the words of every span.
pub fn jsonl(sentence: &GoldSentence) -> String {
    let words = |at: Span<Clean>| json!({"start": at.start(), "end": at.end(), "text": at.slice(&sentence.text)});
    let anchors: Vec<serde_json::Value> = sentence
        .anchors
        .iter()
        .map(|anchor| {
            let roles = anchor.roles.iter();
            let roles: Vec<_> = roles
                .map(|(role, at)| json!({"role": role, "start": at.start(), "end": at.end(), "text": at.slice(&sentence.text)}))
                .collect();
            json!({
                "id": anchor.id, "kind": anchor.kind, "anchor": words(anchor.at), "claim": anchor.claim,
                "measure": anchor.measure, "modality": anchor.modality, "polarity": anchor.polarity,
                "direct": anchor.direct, "roles": roles,
            })
        })
        .collect();
    json!({
        "lang": sentence.lang, "doc": sentence.doc, "origin": sentence.origin, "line": sentence.line,
        "text": sentence.text, "anchors": anchors,
    })
    .to_string()
}

impl Report {
    /// Every count as a row of tab-separated values, with rates in per cent: what `eval/scores.tsv`
    /// holds.
    pub fn tsv(&self) -> String {
        let mut out = String::from(
            "model\tlang\tstage\twhat\tname\tgold\tfound\texact\toverlap\texact_f1\toverlap_f1\n",
        );
        for ((lang, stage, what, name), tally) in self.counts.iter() {
            let f1 =
                |rates: Option<[f64; 3]>| rates.map_or(String::new(), |r| format!("{:.1}", r[2]));
            let _ = writeln!(
                out,
                "{}\t{lang}\t{}\t{what}\t{name}\t{}\t{}\t{}\t{}\t{}\t{}",
                self.model.name,
                stage.word(),
                tally.gold,
                tally.found,
                tally.exact,
                tally.overlap,
                f1(tally.exact()),
                f1(tally.overlap()),
            );
        }
        out
    }

    /// The counts as one JSON object.
    pub fn json(&self) -> serde_json::Value {
        let rows: Vec<serde_json::Value> = self
            .counts
            .iter()
            .map(|((lang, stage, what, name), tally)| {
                json!({"lang": lang, "stage": stage, "what": what, "name": name, "count": tally})
            })
            .collect();
        json!({"model": self.model, "sentences": self.sentences, "counts": rows})
    }

    /// F1 by language, then by anchor kind, role and label over all languages, for a person.
    pub fn text(&self) -> String {
        let mut out = format!(
            "{}: {} sentences, F1 exact/overlap\n\n",
            self.model.name, self.sentences
        );
        let mut langs: Vec<&str> = Vec::new();
        for ((lang, ..), _) in self.counts.iter() {
            if lang != "all" && langs.last() != Some(&lang.as_str()) {
                langs.push(lang);
            }
        }
        langs.push("all");
        let columns = [
            ("anchors", Stage::EndToEnd, "anchor", "all"),
            ("roles", Stage::EndToEnd, "role", "all"),
            ("roles*", Stage::GoldAnchors, "role", "all"),
            ("claim*", Stage::GoldAnchors, "label", "claim"),
            ("class*", Stage::GoldAnchors, "label", "class"),
            ("modality*", Stage::GoldAnchors, "label", "modality"),
            ("polarity*", Stage::GoldAnchors, "label", "polarity"),
        ];
        let _ = write!(out, "{:5}", "");
        for (title, ..) in columns {
            let _ = write!(out, "{title:>13}");
        }
        out.push('\n');
        for lang in langs {
            let _ = write!(out, "{lang:5}");
            for (_, stage, what, name) in columns {
                let _ = write!(
                    out,
                    "{:>13}",
                    cell(self.counts.get(lang, stage, what, name), what)
                );
            }
            out.push('\n');
        }
        let _ = writeln!(out, "\n{:15}{:>13}{:>13}", "", "end to end", "gold anchors");
        let names: Vec<(&str, &str)> = self
            .counts
            .iter()
            .filter(|((lang, stage, _, name), _)| {
                lang == "all" && *stage == Stage::EndToEnd && name != "all"
            })
            .map(|((_, _, what, name), _)| (*what, name.as_str()))
            .collect();
        for (what, name) in names {
            let of = |stage| cell(self.counts.get("all", stage, what, name), what);
            let (ends, given) = (of(Stage::EndToEnd), of(Stage::GoldAnchors));
            let _ = writeln!(out, "{name:15}{ends:>13}{given:>13}");
        }
        out.push_str("\n* with the anchors that annotators marked\n");
        out
    }
}

/// "62.1/70.3"; of labels the share of right ones alone.
fn cell(tally: Tally, what: &str) -> String {
    match (tally.exact(), tally.overlap()) {
        (Some(exact), _) if what == "label" => format!("{:.1}", exact[2]),
        (Some(exact), Some(overlap)) => format!("{:.1}/{:.1}", exact[2], overlap[2]),
        _ => "–".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::tag::Rules;

    fn gold() -> Vec<GoldSentence> {
        let text = "# lang: en\n# doc: a\n# origin: own\n\
                    [Orinoco]{1.subject} is [investing]{1.measure} [$5 million]{1=quantity investment} in [Helio AI]{1.counterparty}.\n\
                    # lang: de\n\
                    [Orinoco]{1.subject} [investiert]{1.measure} [5 Millionen Dollar]{1=quantity investment} in [Helio]{1.counterparty}.\n";
        parse(Path::new("gold.txt"), text).unwrap()
    }

    #[test]
    fn a_report_reads_as_a_table() {
        let report = run(&gold(), &Rules);
        insta::assert_snapshot!(report.text(), @r"
        rules: 2 sentences, F1 exact/overlap

                   anchors        roles       roles*       claim*       class*    modality*    polarity*
        de     100.0/100.0  100.0/100.0  100.0/100.0        100.0        100.0        100.0        100.0
        en     100.0/100.0  100.0/100.0  100.0/100.0        100.0        100.0        100.0        100.0
        all    100.0/100.0  100.0/100.0  100.0/100.0        100.0        100.0        100.0        100.0

                          end to end gold anchors
        quantity         100.0/100.0  100.0/100.0
        claim                  100.0        100.0
        class                  100.0        100.0
        modality               100.0        100.0
        polarity               100.0        100.0
        counterparty     100.0/100.0  100.0/100.0
        measure          100.0/100.0  100.0/100.0
        subject          100.0/100.0  100.0/100.0

        * with the anchors that annotators marked
        ");
        let rows = report.tsv().lines().count();
        assert_eq!(rows, 1 + report.counts.iter().count());
        assert_eq!(report.json()["sentences"], 2);
    }

    #[test]
    fn an_annotated_sentence_is_one_json_line() {
        insta::assert_snapshot!(jsonl(&gold()[1]), @r#"{"lang":"de","doc":"a","origin":"own","line":6,"text":"Orinoco investiert 5 Millionen Dollar in Helio.","anchors":[{"id":1,"kind":"quantity","anchor":{"start":19,"end":37,"text":"5 Millionen Dollar"},"claim":true,"measure":"investment","modality":"asserted","polarity":"affirmed","direct":false,"roles":[{"role":"subject","start":0,"end":7,"text":"Orinoco"},{"role":"measure","start":8,"end":18,"text":"investiert"},{"role":"counterparty","start":41,"end":46,"text":"Helio"}]}]}"#);
    }
}
