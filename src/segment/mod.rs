//! A document's blocks become sentences, each with its language.
//! Sentences tile their block exactly; nothing is dropped and nothing is reworded here.

use serde::{Deserialize, Serialize};

use crate::text::{Clean, Lang, Span};

/// One sentence of an article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sentence {
    /// Its bytes in `Document::text`, white space at its end included.
    pub at: Span<Clean>,
    /// Index of its block in `Document::blocks`.
    pub block: u32,
    /// Its language, or `und`.
    pub lang: Lang,
    /// How certain the language is, 0 to 1.
    pub confidence: f32,
}
