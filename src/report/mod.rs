//! Findings, and how each format shows them.
//! It words and prints what was decided; it decides nothing and reads no file.
//!
//! A [`View`] is what a run knows; `jsonl`, `json`, `csv`, `terminal` and `html` each write the
//! same view in their own way. `names` is the manual of finding names, `wording` their sentences.

mod csv;
mod days;
mod finding;
mod html;
mod json;
mod jsonl;
mod names;
mod numbers;
mod passages;
mod records;
#[cfg(test)]
mod sample;
mod tame;
mod terminal;
mod view;
mod wording;

pub use self::csv::csv;
pub use finding::{Side, fact, finding, origin_finding, story_id};
pub use html::html;
pub use json::json;
pub use jsonl::jsonl;
pub use names::{NAMES, Named, named, relation_word, topic_word};
pub use numbers::humane;
pub use terminal::{Look, terminal};
pub use view::{Article, DocOrigin, NotCompared, Noted, Run, Shows, View};
pub use wording::{explanation, measure_phrase, resolve};

use serde::{Deserialize, Serialize};

use crate::claim::ClaimId;
use crate::ingest::DocId;
use crate::reconcile::{Reason, RelationKind, Topic};
use crate::text::{Clean, Span};

/// Which side of a finding a passage is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkPart {
    /// The first.
    A,
    /// The second.
    B,
    /// A part of a total.
    Addend,
    /// The total.
    Total,
}

/// One passage that a finding rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// Its article.
    pub doc: DocId,
    /// The words to mark.
    pub at: Span<Clean>,
    /// The sentence they stand in.
    pub sentence: Span<Clean>,
    /// Side.
    pub part: MarkPart,
    /// The normalised value, as a reader sees it: `50000000000 USD`, `2026-02`, a speaker.
    pub value: Option<String>,
    /// The claim it is from.
    pub claim: Option<ClaimId>,
}

/// What the program tells its user.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// 16 hexadecimal digits, from the claims and the name.
    pub id: String,
    /// How.
    pub relation: RelationKind,
    /// About what.
    pub topic: Topic,
    /// How certain, 0 to 1.
    pub confidence: f32,
    /// The story both articles tell.
    pub story: Option<String>,
    /// The fact it is about.
    pub fact: Option<String>,
    /// Every claim on either side, first side first.
    pub claims: Vec<ClaimId>,
    /// The clearest passages, at least one an article, side A (or the addends) first.
    pub marks: Vec<Mark>,
    /// Why, as data.
    pub because: Vec<Reason>,
    /// Whether the two sides rest on different texts.
    pub independent: bool,
    /// Equal for the same disagreement in a later run, whatever else changed.
    pub fingerprint: String,
    /// One sentence for a reader; it never says who is right.
    pub explanation: String,
    /// What would settle it.
    pub resolve: Option<String>,
    /// Why the user does not want to see it, where a configuration says so.
    pub suppressed: Option<String>,
}

/// A value with the claims that give it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactValue {
    /// As a reader sees it.
    pub value: String,
    /// Hedge.
    pub hedge: crate::normalise::Hedge,
    /// The claims.
    pub claims: Vec<ClaimId>,
    /// How many texts of their own say so.
    pub independent: u32,
}

/// Claims over all articles that speak of the same thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// 16 hexadecimal digits.
    pub id: String,
    /// The story.
    pub story: Option<String>,
    /// All its claims.
    pub claims: Vec<ClaimId>,
    /// The values they give.
    pub values: Vec<FactValue>,
}
