//! A claim: what one sentence says that can be held against another, free of language.
//! Everything a judge needs is computed here and carried; nothing is compared here.

mod build;
pub mod classes;
mod clause;
mod former;
mod profile;
mod words;

use serde::{Deserialize, Serialize};

use crate::text::{Clean, Lang, Span};

pub use build::{Read, claims};
pub use profile::{Line, Profile};

// What a claim is made of, so that `align` and `reconcile` need to know no stage but this one.
pub use crate::ingest::DocId;
pub use crate::locale::{Concept, ConceptKind, Money, concept};
pub use crate::normalise::{
    Change, Decimal, Dimension, Grain, Hedge, Interval, Name, Quantity, Relation, Stated, Unit,
    When, sound,
};
pub use crate::tag::{Modality, Polarity, Sketch};

/// A value and the words it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part<T> {
    /// What the words mean.
    pub value: T,
    /// Where they stand in `Document::text`.
    pub at: Span<Clean>,
    /// The words.
    pub text: String,
}

/// Identifies a claim: a hash of document, kind, sentence, anchor and occurrence, so that it
/// survives edits elsewhere in the file. 16 hexadecimal digits.
pub type ClaimId = String;

/// Where in an article a claim stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The headline.
    Headline,
    /// The first paragraph.
    Lead,
    /// Anywhere else.
    Body,
}

/// Who answers for a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoiceKind {
    /// A person or organisation by name or description.
    Named,
    /// "sources", "a person familiar with the matter".
    Anonymous,
    /// A report, memo, statement.
    Document,
}

/// The source of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    /// Whose words.
    pub name: Name,
    /// What kind of source.
    pub kind: VoiceKind,
}

/// What is said, ready to be compared word for word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Whether the source's own words are given, in quotation marks.
    pub direct: bool,
    /// The words, folded: lower case, typography and brackets unified; one entry a word (a
    /// character in scripts without spaces).
    pub words: Vec<String>,
    /// Words that may be left out or changed without changing the sense (articles and the like).
    pub light: Vec<bool>,
    /// Every number in it.
    pub values: Vec<Quantity>,
    /// Keys of the names in it.
    pub names: Vec<String>,
    /// The concepts in it, sorted.
    pub concepts: Vec<String>,
    /// Those of them that are events which it says did not happen, or are not so, sorted.
    pub undone: Vec<String>,
    /// Whether it says that something is not so: its negations do not cancel out.
    pub denied: bool,
}

/// What a claim says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Says {
    /// A number of something (`quantity` in records).
    Amount {
        /// The amount; its words are the claim's anchor.
        quantity: Quantity,
        /// What it measures, as written; the class is in `Claim::measure`.
        measure: Option<Part<()>>,
    },
    /// Who said what (`attribution` in records).
    Saying {
        /// From the closed list of cues: said, denied, announced …
        cue: String,
        /// To whom.
        addressee: Option<Part<Name>>,
        /// What.
        content: Option<Part<Quote>>,
    },
    /// Something dated or ranked (`event` in records).
    Event {
        /// What happened.
        predicate: Option<Part<()>>,
        /// The concept of what happened, where its words are known.
        deed: Option<String>,
        /// A rank, where the anchor is one.
        rank: Option<Quantity>,
    },
}

/// What stands around a claim in its sentence, as keys free of language where they can be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// What the names in the sentence sound like (see [`sound`]), sorted.
    pub names: Vec<String>,
    /// Other numbers in the sentence, in base units, sorted.
    pub values: Vec<Decimal>,
    /// Folded content words (stems where the tables give them), sorted.
    pub words: Vec<String>,
    /// Concepts of the whole sentence, sorted.
    pub concepts: Vec<String>,
    /// Concepts of the clause and the roles of the claim itself, sorted.
    pub near: Vec<String>,
    /// Concepts of its subject, sorted.
    pub of: Vec<String>,
}

/// One claim of one article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Its id.
    pub id: ClaimId,
    /// Its article.
    pub doc: DocId,
    /// Language of its sentence.
    pub lang: Lang,
    /// Its sentence.
    pub sentence: Part<()>,
    /// Position of its sentence among the sentences of the article.
    pub order: u32,
    /// The words it hangs on.
    pub anchor: Part<()>,
    /// Where in the article.
    pub place: Place,
    /// What it says.
    pub says: Says,
    /// Of whom.
    pub subject: Option<Part<Name>>,
    /// Measure class id from the closed list.
    pub measure: Option<String>,
    /// Whether words of the sentence say that class, rather than the tagger alone.
    pub measure_stated: bool,
    /// To whom, with whom, in what.
    pub counterparty: Option<Part<Name>>,
    /// When, resolved against the article's date where it has one.
    pub when: Option<Part<When>>,
    /// On which condition.
    pub condition: Option<Part<()>>,
    /// Who says so.
    pub source: Option<Part<Voice>>,
    /// How it is presented.
    pub modality: Modality,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// What stands around it.
    pub context: Context,
    /// What it is about, as a vector.
    pub sketch: Sketch,
    /// How certain it is a claim, 0 to 1.
    pub confidence: f32,
}

impl Claim {
    /// Its amount, where it is one.
    pub fn quantity(&self) -> Option<&Quantity> {
        match &self.says {
            Says::Amount { quantity, .. } => Some(quantity),
            _ => None,
        }
    }

    /// The concept of what happened, where it tells an event whose words are known.
    pub fn deed(&self) -> Option<&str> {
        match &self.says {
            Says::Event { deed, .. } => deed.as_deref(),
            _ => None,
        }
    }

    /// Where its sum goes of its subject, by what its clause tells of: nowhere where that goes both ways.
    pub fn money(&self) -> Option<Money> {
        let sum = |quantity: &&Quantity| quantity.unit.dimension == Dimension::Money;
        self.quantity().filter(sum)?;
        let mut ways = self.context.near.iter().filter_map(|id| concept(id)?.money);
        let first = ways.next()?;
        ways.all(|way| way == first).then_some(first)
    }

    /// Whether it is a bare event: neither dated nor ranked, told only that it happened or did not.
    /// There is one for nearly every verb; a reader needs those alone that a finding is about.
    pub fn is_bare(&self) -> bool {
        matches!(self.says, Says::Event { rank: None, .. }) && self.when.is_none()
    }
}
