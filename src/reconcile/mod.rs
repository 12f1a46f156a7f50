//! Can two claims both be true? Pure and total: no store, no clock, no language, no model.
//! It judges pairs by what `align` says they have in common; it does not say who is right.

mod compare;
mod deed;
mod elsewhere;
mod hedge;
mod judge;
mod party;
mod quote;
mod rivals;
mod sum;
mod time;
mod told;
mod value;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::claim::Decimal;

pub use judge::{Group, Judged, Story, story};

/// How claims relate; the contract's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// Both cannot be true of the same thing at the same time.
    Contradicts,
    /// Compatible or not decidable: one says more, less or otherwise.
    Differs,
    /// The later one updates the earlier one.
    Supersedes,
    /// Numbers that explain one another.
    AddsUp,
    /// One text is made from another.
    SameOrigin,
    /// They say the same.
    Agrees,
}

/// What the relation is about; the contract's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// The number.
    Value,
    /// The unit or currency.
    Unit,
    /// What the number measures.
    Measure,
    /// Who acts, or on whom.
    Party,
    /// When.
    Time,
    /// The words of a quote.
    Quote,
    /// Who says so.
    Source,
    /// Affirmed or denied.
    Polarity,
    /// A total and its parts.
    Sum,
    /// How the number is bounded.
    Hedge,
    /// How finely it is stated.
    Precision,
    /// Of how much it speaks.
    Scope,
    /// Fact, plan or possibility.
    Modality,
    /// A state that an event ended.
    State,
    /// A correction.
    Correction,
    /// A share of a base.
    Share,
    /// A change between levels.
    Change,
    /// Word for word.
    Copy,
    /// A part, word for word.
    Excerpt,
    /// In other words.
    Rewrite,
    /// In another language.
    Translation,
}

/// A fact that led to a verdict, as data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reason")]
pub enum Reason {
    /// Both name this party.
    SameParty {
        /// As one of them writes it, in Latin letters where one does.
        name: String,
    },
    /// Both tell of this event.
    SameEvent {
        /// Id of the concept of what happens.
        event: String,
    },
    /// Both measure the same.
    SameMeasure {
        /// Measure class id, or the shared word.
        measure: String,
    },
    /// Both give this value.
    SameValue {
        /// With its unit, as a reader sees it.
        value: String,
    },
    /// The values given.
    Values {
        /// Of the first.
        a: String,
        /// Of the second.
        b: String,
    },
    /// What each of them measures.
    Measures {
        /// In the first.
        a: String,
        /// In the second.
        b: String,
    },
    /// The parties in the same role.
    Parties {
        /// In the first.
        a: String,
        /// In the second.
        b: String,
    },
    /// The times given, in the words of each.
    Times {
        /// In the first.
        a: String,
        /// In the second.
        b: String,
    },
    /// The days that the times given stand for: `2026-01-12`, or the first and the last
    /// (`2026-01-01/2026-01-31`, ISO 8601).
    Days {
        /// In the first.
        a: String,
        /// In the second.
        b: String,
        /// How both lie to the event: in, since, until, by, before, after.
        relation: String,
    },
    /// One side affirms what the other denies.
    Polarity {
        /// Words of the first.
        a: String,
        /// Words of the second.
        b: String,
        /// Which denies it, `a` or `b`.
        denied: String,
    },
    /// How each presents it: asserted, planned, conditional, possible.
    Modalities {
        /// The first.
        a: String,
        /// The second.
        b: String,
    },
    /// The hedges used.
    Hedges {
        /// In the first.
        a: String,
        /// In the second.
        b: String,
    },
    /// The words in which two versions of one utterance differ.
    Words {
        /// Only in the first.
        a: String,
        /// Only in the second.
        b: String,
    },
    /// What keeps two versions of one utterance apart where their words cannot be compared.
    Versions {
        /// `number`, `denial` (one denies what the other affirms) or `opposite`.
        differ: String,
    },
    /// The two parties of the one are those of the other, in each other's roles.
    Exchanged,
    /// A party that pays in the one and is paid in the other.
    Paid {
        /// As one of them writes it, in Latin letters where one does.
        party: String,
        /// Which has it pay, `a` or `b`.
        pays: String,
    },
    /// The sources named.
    Sources {
        /// In the first.
        a: String,
        /// In the second.
        b: String,
    },
    /// The parts of a total and their sum.
    Sum {
        /// The parts.
        parts: Vec<Decimal>,
        /// What they make.
        sum: Decimal,
        /// The stated total.
        total: Decimal,
    },
    /// What the numbers of a sum count, in the order of `Sum`.
    Counted {
        /// Measure or count class id of each part, empty where none is known.
        parts: Vec<String>,
        /// That of the total.
        total: String,
        /// The unit of all of them, `1` for counts.
        unit: String,
    },
    /// Share of one text that is in the other.
    Share {
        /// 0 to 100.
        per_cent: u8,
    },
    /// How close the encoder finds them, 0 to 100.
    Closeness {
        /// 0 to 100.
        per_cent: u8,
    },
    /// Which is later, and by what.
    Later {
        /// `a` or `b`.
        which: String,
        /// The date of the first.
        a: String,
        /// The date of the second.
        b: String,
    },
    /// Both stand in one article.
    SameArticle,
    /// Words, names and numbers that both sentences share.
    SharedContext {
        /// Sorted.
        words: Vec<String>,
    },
}

impl Reason {
    /// Which of two articles speaks from a later day.
    fn later(first: Date, second: Date) -> Self {
        Self::Later {
            which: if first > second { "a" } else { "b" }.into(),
            a: first.to_string(),
            b: second.to_string(),
        }
    }
}

/// What was found about two or more claims. Claims are indices into `Story::claims`.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// How they relate.
    pub relation: RelationKind,
    /// About what.
    pub topic: Topic,
    /// The first side (or the parts of a total), its clearest claim first.
    pub a: Vec<usize>,
    /// The other side (or the total).
    pub b: Vec<usize>,
    /// Why, as data.
    pub because: Vec<Reason>,
    /// How certain, 0 to 1.
    pub confidence: f32,
}

/// What one judge says of two claims, before claims that agree are gathered.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Opinion {
    pub(crate) relation: RelationKind,
    pub(crate) topic: Topic,
    pub(crate) because: Vec<Reason>,
    pub(crate) confidence: f32,
}

/// From a score of likeness to a probability; 3 is even odds.
pub(crate) fn likely(score: f32) -> f32 {
    1.0 / (1.0 + (-(score - 3.0) / 1.3).exp())
}
