//! A document's blocks become sentences, each with its language.
//! Sentences tile their block exactly; nothing is dropped and nothing is reworded here.
//!
//! Candidates are those of UAX #29; the tables' abbreviations, months and function words, the
//! pairing of quotation marks and lost spaces correct them.

mod boundary;
mod language;
mod quotes;

use serde::{Deserialize, Serialize};

use crate::ingest::Document;
use crate::locale::Locale;
use crate::text::{Clean, Lang, Span};

pub use language::{Guess, language, of_text};

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

/// The sentences of an article in reading order, each with its language.
///
/// `doc.meta.lang`, what the article declares, is weighed, not believed; `doc.lang` is not read,
/// so that it can be set from `language`.
pub fn sentences(doc: &Document) -> Vec<Sentence> {
    let whole = language(doc);
    let mut sentences = Vec::new();
    for (index, block) in doc.blocks.iter().enumerate() {
        let text = block.at.slice(&doc.text);
        let locale = Locale::get(whole.lang);
        let mut start = 0;
        for end in boundary::ends(text, locale) {
            let words = text.get(start..end).unwrap_or("");
            let guess = language::of_sentence(words, whole);
            sentences.push(Sentence {
                at: Span::of(start..end).shift(block.at.start()),
                block: u32::try_from(index).unwrap_or(u32::MAX),
                lang: guess.lang,
                confidence: guess.confidence,
            });
            start = end;
        }
    }
    sentences
}

#[cfg(test)]
mod tests;
