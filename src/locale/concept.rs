//! The concepts of news: a closed list, with the words for each in every language.
//! Read from `models/concepts`; it knows what excludes what, not what a sentence says.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::table::{Entry, Flags, Kind, Value};

/// Every file of `models/concepts`: its name and its text.
static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/concept_files.rs"));

/// What kind of thing a concept is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConceptKind {
    /// Something that happens or is done.
    Event,
    /// Something done that says little by itself: begin, show, hope. Two of them are not one event
    /// because they are of one kind.
    Light,
    /// An event that moves another in time: delay, bring forward.
    Shift,
    /// Somebody or something.
    Thing,
    /// A place that each outlet means of its own: the country, at home.
    Here,
    /// A property or state.
    Quality,
}

impl ConceptKind {
    /// Whether the concept with this id is of this kind.
    pub fn holds(self, id: &str) -> bool {
        concept(id).is_some_and(|concept| concept.kind == self)
    }
}

/// One concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Concept {
    /// Its id, an English word.
    pub id: &'static str,
    /// Its kind.
    pub kind: ConceptKind,
    /// The concept that cannot be true of the same thing at the same time, where there is one.
    pub opposite: Option<&'static str>,
    /// Where the money goes of who does it, where any does.
    pub money: Option<Money>,
}

/// Where money goes in what somebody does: buying and selling are one deal from two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Money {
    /// They part with it: buy, pay, invest.
    Out,
    /// They come to it: sell, receive.
    In,
}

impl Concept {
    /// Whether it happens, rather than is.
    pub fn is_event(&self) -> bool {
        matches!(
            self.kind,
            ConceptKind::Event | ConceptKind::Light | ConceptKind::Shift
        )
    }
}

static CONCEPTS: LazyLock<BTreeMap<&'static str, Concept>> = LazyLock::new(|| {
    let all = FILES.iter().flat_map(|(_, text)| text.lines().skip(1));
    all.filter_map(|line| {
        let mut columns = line.split('\t');
        let (id, kind, opposite) = (columns.next()?, columns.next()?, columns.next()?);
        let kind = match kind {
            "event" => ConceptKind::Event,
            "light" => ConceptKind::Light,
            "shift" => ConceptKind::Shift,
            "thing" => ConceptKind::Thing,
            "here" => ConceptKind::Here,
            "quality" => ConceptKind::Quality,
            _ => return None,
        };
        let opposite = (opposite != "-").then_some(opposite);
        let money = match columns.next()? {
            "out" => Some(Money::Out),
            "in" => Some(Money::In),
            _ => None,
        };
        let concept = Concept {
            id,
            kind,
            opposite,
            money,
        };
        Some((id, concept))
    })
    .collect()
});

/// The concept with this id.
pub fn concept(id: &str) -> Option<&'static Concept> {
    CONCEPTS.get(id)
}

/// The rows of one language: each word of each concept.
pub(super) fn rows(lang: &str) -> Vec<Entry> {
    FILES
        .iter()
        .flat_map(|(_, text)| words(text, lang))
        .collect()
}

/// The words of one language in one file, whose first line names the languages of its columns.
fn words(text: &'static str, lang: &str) -> Vec<Entry> {
    let mut lines = text.lines();
    let column = lines
        .next()
        .and_then(|header| header.split('\t').position(|name| name == lang));
    let Some(column) = column.filter(|column| *column > 3) else {
        return Vec::new();
    };
    let mut entries = Vec::new();
    for line in lines {
        let mut columns = line.split('\t');
        let (Some(id), Some(words)) = (columns.next(), columns.nth(column - 1)) else {
            continue;
        };
        let surfaces = words.split('|').filter(|surface| !surface.is_empty());
        entries.extend(surfaces.map(|surface| Entry {
            kind: Kind::Concept,
            surface,
            text: id,
            value: Value::Text,
            flags: Flags::default(),
        }));
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::super::Locale;
    use super::*;
    use crate::text::Lang;

    #[test]
    fn every_row_has_a_word_in_every_language_and_opposites_name_each_other() {
        for (file, text) in FILES {
            let width = text
                .lines()
                .next()
                .map_or(0, |line| line.split('\t').count());
            for line in text.lines() {
                let columns: Vec<&str> = line.split('\t').collect();
                assert!(
                    columns.len() == width && !columns.contains(&""),
                    "{file}: {line}"
                );
            }
        }
        for concept in CONCEPTS.values() {
            if let Some(opposite) = concept.opposite {
                let back = super::concept(opposite).and_then(|other| other.opposite);
                assert_eq!(back, Some(concept.id), "{opposite}");
            }
        }
    }

    #[test]
    fn one_concept_is_heard_in_many_languages() {
        for (lang, text) in [
            ("en", "The captain was arrested."),
            ("it", "Il comandante è stato arrestato."),
            ("ru", "Капитан был арестован."),
            ("ar", "اعتقلت الشرطة القبطان"),
            ("tr", "Kaptan tutuklandı."),
            ("zh", "船长被逮捕"),
            ("ko", "선장이 체포됐다"),
        ] {
            let locale = Locale::get(lang.parse::<Lang>().unwrap()).unwrap();
            let heard: Vec<&str> = locale
                .concepts(text)
                .into_iter()
                .map(|(_, id)| id)
                .collect();
            assert!(
                heard.contains(&"arrest") && heard.contains(&"captain"),
                "{lang}: {heard:?}"
            );
        }
    }
}
