//! Bytes of an article become a `Document`: decoded, without markup and boilerplate, with metadata.
//! It decodes and drops, and parts words that a page ran together; it never rewords, joins or re-cases.
//!
//! `load` takes a file's bytes and refuses what is too large before reading it; `read` does all the
//! rest and touches nothing outside its arguments. Plain text, Markdown, HTML, `.docx` and JSONL
//! are told apart by the name's extension, else by the content.

mod clutter;
mod decode;
mod docx;
mod draft;
mod front;
mod glue;
mod html;
mod jsonl;
mod markdown;
mod meta;
mod plain;

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

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

/// What the options say for articles that do not say it themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Day of publication.
    pub date: Option<Date>,
    /// Outlet.
    pub publisher: Option<String>,
    /// Language.
    pub lang: Option<Lang>,
}

/// An article that was not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skip {
    /// The file, as given.
    pub doc: DocId,
    /// Why, and what to try: one sentence, lower case, no full stop.
    pub reason: String,
}

impl Skip {
    fn new(doc: &str, reason: &str) -> Self {
        Self {
            doc: DocId::new(doc),
            reason: reason.to_owned(),
        }
    }
}

/// Bytes of the largest file that is read; offsets and memory are laid out for articles.
const LIMIT: u64 = 64 << 20;

const TOO_LARGE: &str = "it holds more than 64 MB; split it into smaller files";

/// The bytes of the file at `path`. A file beyond 64 MB is refused without being loaded.
///
/// # Errors
/// A `Skip` with the reason: not there, not readable, a folder, too large.
pub fn load(path: &Path) -> Result<Vec<u8>, Skip> {
    let name = path.to_string_lossy();
    let skip = |reason: &str| Skip::new(&name, reason);
    let because = |error: &std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => skip("there is no such file; check the path"),
        std::io::ErrorKind::PermissionDenied => skip("it may not be read; check its permissions"),
        _ => skip(&format!("it cannot be read: {error}")),
    };
    let file = std::fs::File::open(path).map_err(|error| because(&error))?;
    let facts = file.metadata().map_err(|error| because(&error))?;
    if facts.is_dir() {
        return Err(skip("it is a folder, not a file"));
    }
    if facts.len() > LIMIT {
        return Err(skip(TOO_LARGE));
    }
    load_from(file, &name)
}

/// The bytes that `source` gives, standard input for one; `name` stands in the reason.
///
/// # Errors
/// A `Skip` where reading fails or more than 64 MB arrive; no more than that is ever held.
pub fn load_from(source: impl Read, name: &str) -> Result<Vec<u8>, Skip> {
    let mut bytes = Vec::new();
    match source.take(LIMIT + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > LIMIT => Err(Skip::new(name, TOO_LARGE)),
        Ok(_) => Ok(bytes),
        Err(error) => Err(Skip::new(name, &format!("it cannot be read: {error}"))),
    }
}

/// The articles in `bytes`: one, or, in JSONL, one a line, broken lines among them as skips.
///
/// `path` names the file in every record (`-` for standard input) and tells the format by its
/// extension; without a known one the content tells it. Offsets count bytes as the contract says:
/// in the decoded input, a byte order mark included; in JSONL, in a row's `text` or `html`.
pub fn read(bytes: &[u8], path: &str, given: &Given) -> Vec<Result<Document, Skip>> {
    let skip = |reason: &str| vec![Err(Skip::new(path, reason))];
    if bytes.len() as u64 > LIMIT {
        return skip(TOO_LARGE);
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return skip("it is empty");
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return match docx::read(bytes) {
            Ok(docx) => vec![from_docx(docx, bytes, path, given)],
            Err(reason) => skip(reason),
        };
    }
    let decoded = match decode::decode(bytes) {
        Ok(decoded) => decoded,
        Err(reason) => return skip(reason),
    };
    let kind = Kind::of(path).unwrap_or_else(|| Kind::sniff(&decoded.text));
    if kind == Kind::Jsonl {
        return jsonl::rows(&decoded.text, path)
            .into_iter()
            .map(|row| {
                let row = row?;
                let from = Provenance {
                    id: &row.id,
                    path,
                    encoding: &decoded.encoding,
                    sha256: sha256(row.line.as_bytes()),
                };
                row.unit.read(from, given)
            })
            .collect();
    }
    let from = Provenance {
        id: path,
        path,
        encoding: &decoded.encoding,
        sha256: sha256(bytes),
    };
    let unit = Unit {
        kind,
        raw: decoded.text,
        meta: Meta::default(),
    };
    vec![unit.read(from, given)]
}

/// How a text is marked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Markdown,
    Html,
    Jsonl,
}

impl Kind {
    /// By extension.
    fn of(path: &str) -> Option<Self> {
        let extension = Path::new(path).extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "txt" | "text" => Self::Plain,
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" | "xhtml" => Self::Html,
            "jsonl" | "ndjson" => Self::Jsonl,
            _ => return None,
        })
    }

    /// By content: rows of JSON, a page, else Markdown where it has front matter or a heading.
    fn sniff(raw: &str) -> Self {
        if jsonl::starts_with_row(raw) {
            return Self::Jsonl;
        }
        let start = raw.trim_start_matches('\u{feff}').trim_start();
        let head: String = start
            .chars()
            .take(1000)
            .collect::<String>()
            .to_ascii_lowercase();
        let is_page = head.starts_with('<')
            && [
                "<!doctype",
                "<html",
                "<head",
                "<body",
                "<article",
                "<div",
                "<p",
                "<meta",
                "<title",
            ]
            .iter()
            .any(|tag| head.contains(tag));
        if is_page {
            Self::Html
        } else if front::read(raw).end > 0 || head.starts_with("# ") {
            Self::Markdown
        } else {
            Self::Plain
        }
    }
}

/// Where an article came from.
struct Provenance<'a> {
    id: &'a str,
    path: &'a str,
    encoding: &'a str,
    sha256: String,
}

/// A decoded text on its way to a `Document`.
#[derive(Debug)]
struct Unit {
    kind: Kind,
    raw: String,
    meta: Meta,
}

impl Unit {
    fn read(mut self, from: Provenance<'_>, given: &Given) -> Result<Document, Skip> {
        let drafts = if self.kind == Kind::Html {
            let page = html::read(&self.raw);
            meta::fill(&mut self.meta, page.meta);
            let mut drafts = page.drafts;
            clutter::drop_notices(&mut drafts);
            clutter::drop_byline(&mut drafts, self.meta.byline.as_deref());
            drafts
        } else {
            let front = front::read(&self.raw);
            meta::fill(&mut self.meta, front.meta);
            let body = if self.kind == Kind::Markdown {
                markdown::read(&self.raw, front.end)
            } else {
                plain::read(&self.raw, front.end)
            };
            let body = clutter::clean(body, &self.meta);
            with_title(front.title, body)
        };
        finish(from, self.raw, drafts, self.meta, given)
    }
}

/// The title of the front matter stands above the text, unless the text repeats it.
fn with_title(title: Option<draft::Draft>, mut body: Vec<draft::Draft>) -> Vec<draft::Draft> {
    let repeats = |title: &draft::Draft| {
        body.iter()
            .take(3)
            .any(|block| block.words() == title.words())
    };
    if let Some(title) = title.filter(|title| !repeats(title)) {
        for block in &mut body {
            if block.kind == BlockKind::Title {
                block.kind = BlockKind::Heading;
            }
        }
        body.insert(0, title);
    }
    body
}

fn from_docx(docx: docx::Docx, bytes: &[u8], path: &str, given: &Given) -> Result<Document, Skip> {
    let from = Provenance {
        id: path,
        path,
        encoding: "docx",
        sha256: sha256(bytes),
    };
    let drafts = clutter::clean(docx.drafts, &docx.meta);
    finish(from, docx.raw, drafts, docx.meta, given)
}

fn finish(
    from: Provenance<'_>,
    raw: String,
    mut drafts: Vec<draft::Draft>,
    mut meta: Meta,
    given: &Given,
) -> Result<Document, Skip> {
    glue::part(&mut drafts);
    let (text, map, blocks) = draft::assemble(&drafts);
    if blocks.is_empty() {
        return Err(Skip::new(
            from.id,
            "no words of an article were found in it",
        ));
    }
    if meta.title.is_none() {
        let title = blocks.iter().find(|block| block.kind == BlockKind::Title);
        meta.title = title.map(|block| block.at.slice(&text).to_owned());
    }
    meta.date = meta.date.or(given.date);
    meta.publisher = meta.publisher.or_else(|| given.publisher.clone());
    meta.lang = meta.lang.or(given.lang);
    Ok(Document {
        id: DocId::new(from.id),
        path: from.path.to_owned(),
        encoding: from.encoding.to_owned(),
        raw,
        text,
        map,
        blocks,
        lang: meta.lang.unwrap_or(Lang::UND),
        meta,
        sha256: from.sha256,
    })
}

fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
