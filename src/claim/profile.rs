//! What an article is about, as keys: enough to find its story and the text it was made from.
//! It keeps no text, so that a store can hold a million of them.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Decimal, DocId};
use crate::text::{Clean, Lang, Script, Span};

/// One sentence as keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its bytes in `Document::text`.
    pub at: Span<Clean>,
    /// Hashes of its folded words without the light ones, in order.
    pub words: Vec<u32>,
    /// Keys of the names in it.
    pub names: Vec<String>,
    /// Its numbers in base units, in order.
    pub values: Vec<Decimal>,
}

/// An article as keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Which article.
    pub doc: DocId,
    /// Its language.
    pub lang: Lang,
    /// The script most of it is in.
    pub script: Script,
    /// Outlet.
    pub publisher: Option<String>,
    /// Day of publication.
    pub date: Option<Date>,
    /// Day of the last change.
    pub modified: Option<Date>,
    /// Its sentences in order.
    pub lines: Vec<Line>,
    /// Days it speaks of, where they are known to the day.
    pub days: BTreeSet<Date>,
    /// Concepts it speaks of.
    pub concepts: BTreeSet<String>,
}

impl Profile {
    /// The day the article speaks from: its last change, else its publication.
    pub fn as_of(&self) -> Option<Date> {
        self.modified.or(self.date)
    }

    /// Keys by which articles on one story find each other: names, telling numbers, days.
    pub fn keys(&self) -> BTreeSet<String> {
        let names = self
            .lines
            .iter()
            .flat_map(|line| &line.names)
            .map(|name| format!("n:{name}"));
        let values = self.lines.iter().flat_map(|line| &line.values);
        let values = values.filter(|value| is_telling(**value)).map(|value| {
            let value = value.normalize();
            format!("v:{value}")
        });
        let days = self.days.iter().map(|day| format!("d:{day}"));
        names.chain(values).chain(days).collect()
    }
}

/// Whether a number says something about a story: not a small count, not a year.
fn is_telling(value: Decimal) -> bool {
    let value = value.abs();
    let year = value.is_integer() && (1900..=2100).any(|year| value == Decimal::from(year));
    value > Decimal::from(20) && !year || (!value.is_integer() && value > Decimal::ONE)
}
