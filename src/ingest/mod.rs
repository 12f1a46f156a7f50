//! Bytes of an article become a `Document`: decoded, without markup and boilerplate, with metadata.
//! It decodes and drops; it never rewords, joins or re-cases, and never reads a file itself.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::text::{Clean, Lang, OffsetMap, Raw, Span};

/// Names an article in every record: the path as given, or a JSONL row's `id`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DocId(Arc<str>);

impl DocId {
    /// The id with these words.
    pub fn new(words: &str) -> Self {
        Self(words.into())
    }

    /// Its words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for DocId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

/// What a block of an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// The headline.
    Title,
    /// A heading inside the article.
    Heading,
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    Item,
    /// A block quotation.
    Quote,
    /// The words under a picture.
    Caption,
    /// A cell or row of a table.
    Table,
}

/// A stretch of `Document::text` that sentences do not cross.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Its bytes.
    pub at: Span<Clean>,
    /// What it is.
    pub kind: BlockKind,
}

/// What an article says of itself, or the options say of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// Headline.
    pub title: Option<String>,
    /// Author as written.
    pub byline: Option<String>,
    /// Outlet.
    pub publisher: Option<String>,
    /// Day of publication.
    pub date: Option<Date>,
    /// Day of the last change.
    pub modified: Option<Date>,
    /// Address of the original.
    pub url: Option<String>,
    /// Language the article declares.
    pub lang: Option<Lang>,
}

/// One article, ready to be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Its name in every record.
    pub id: DocId,
    /// The file it came from, as given (`-` for standard input).
    pub path: String,
    /// What the bytes were decoded from: `utf-8`, `windows-1251`, `docx` …
    pub encoding: String,
    /// The input decoded to UTF-8, a BOM included; every offset that users see counts its bytes.
    /// Of a `.docx`, its paragraphs, a line each.
    pub raw: String,
    /// The article: no markup, no boilerplate, blocks separated by a line break.
    pub text: String,
    /// From `text` to `raw`.
    pub map: OffsetMap,
    /// Its blocks in reading order; they do not overlap.
    pub blocks: Vec<Block>,
    /// Title, publisher, dates …
    pub meta: Meta,
    /// The language most of its sentences are in; `und` where none is certain.
    pub lang: Lang,
    /// SHA-256 of the bytes (of the row for JSONL), in hexadecimal.
    pub sha256: String,
}

impl Document {
    /// Where clean words lie in the decoded input.
    pub fn raw_span(&self, at: Span<Clean>) -> Span<Raw> {
        self.map.raw(at)
    }
}
