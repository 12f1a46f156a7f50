//! `.docx` (ECMA-376): the paragraphs of `word/document.xml`, a line each.
//! It reads words and paragraph styles; deleted text, fields' codes and drawings stay out.

use std::io::{Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::draft::Draft;
use super::{BlockKind, LIMIT, Meta, meta};

/// The paragraphs as one text, a line each, its blocks, and the title of the file's properties.
#[derive(Debug, Default)]
pub(super) struct Docx {
    /// What offsets count in.
    pub(super) raw: String,
    /// Its blocks.
    pub(super) drafts: Vec<Draft>,
    /// The title; the file's own dates are not the article's.
    pub(super) meta: Meta,
}

/// Reads the file `bytes`, or says in one sentence why it cannot.
pub(super) fn read(bytes: &[u8]) -> Result<Docx, &'static str> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))
        .map_err(|_| "its .docx archive is damaged; save it again or as text")?;
    let body = part(&mut archive, "word/document.xml").ok_or(
        "it is an archive without a text document; unpack it, or save the text as .docx",
    )??;
    let mut docx = paragraphs(&body)?;
    if let Some(Ok(core)) = part(&mut archive, "docProps/core.xml") {
        docx.meta.title = title(&core);
    }
    Ok(docx)
}

type Archive<'b> = zip::ZipArchive<Cursor<&'b [u8]>>;

/// One part as text; nothing where the archive has no such part. What unpacks to more than the
/// limit is refused while unpacking.
fn part(archive: &mut Archive<'_>, name: &str) -> Option<Result<String, &'static str>> {
    let file = archive.by_name(name).ok()?;
    let mut bytes = Vec::new();
    let read = file.take(LIMIT + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > LIMIT {
        return Some(Err(super::TOO_LARGE));
    }
    let text = read.ok().and_then(|_| String::from_utf8(bytes).ok());
    Some(text.ok_or("its .docx archive is damaged; save it again or as text"))
}

fn paragraphs(xml: &str) -> Result<Docx, &'static str> {
    let mut docx = Docx::default();
    let mut reader = Reader::from_str(xml);
    let mut kind = BlockKind::Paragraph;
    let mut from = 0;
    let (mut in_text, mut deleted, mut rows) = (false, 0_usize, 0_usize);
    loop {
        let event = reader
            .read_event()
            .map_err(|_| "its .docx document is damaged; save it again or as text")?;
        match &event {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "t" => in_text = matches!(event, Event::Start(_)),
                "tab" | "br" | "cr" => docx.raw.push(' '),
                "noBreakHyphen" => docx.raw.push('\u{2011}'),
                "p" => kind = BlockKind::Paragraph,
                "pStyle" => kind = style(tag).unwrap_or(kind),
                "numPr" if kind == BlockKind::Paragraph => kind = BlockKind::Item,
                "tr" => rows += 1,
                "del" | "moveFrom" if matches!(event, Event::Start(_)) => deleted += 1,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => in_text = false,
                "del" | "moveFrom" => deleted = deleted.saturating_sub(1),
                "p" if rows == 0 => end_line(&mut docx, &mut from, kind),
                "p" => docx.raw.push(' '),
                "tc" => docx.raw.push('\t'),
                "tr" => {
                    rows = rows.saturating_sub(1);
                    if rows == 0 {
                        end_line(&mut docx, &mut from, BlockKind::Table);
                    }
                }
                _ => {}
            },
            Event::Text(words) if in_text && deleted == 0 => {
                let line: Vec<&str> = words.split(['\n', '\r']).collect();
                docx.raw.push_str(&line.join(" "));
            }
            Event::GeneralRef(name) if in_text && deleted == 0 => {
                let named = quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned);
                let numbered = || name.resolve_char_ref().ok().flatten().map(String::from);
                docx.raw
                    .push_str(&named.or_else(numbered).unwrap_or_default());
            }
            Event::Eof => break,
            _ => {}
        }
        if docx.raw.len() as u64 > LIMIT {
            return Err(super::TOO_LARGE);
        }
    }
    end_line(&mut docx, &mut from, kind);
    Ok(docx)
}

/// Ends the line that started at byte `from`, and makes a block of it.
fn end_line(docx: &mut Docx, from: &mut usize, kind: BlockKind) {
    let line = &docx.raw[*from..];
    if kind == BlockKind::Table {
        let mut draft = Draft::new(kind);
        let mut at = *from;
        for cell in line.split('\t') {
            draft.cell(at);
            draft.copy(at, cell);
            at += cell.len() + 1;
        }
        draft.trim();
        docx.drafts.push(draft);
    } else {
        docx.drafts.push(Draft::of(kind, *from, line));
    }
    if !line.is_empty() {
        docx.raw.push('\n');
    }
    *from = docx.raw.len();
}

/// What the built-in paragraph styles mean; their ids are the same in every language.
fn style(tag: &BytesStart<'_>) -> Option<BlockKind> {
    let value = tag
        .attributes()
        .filter_map(Result::ok)
        .find(|attribute| attribute.key.local_name().as_ref() == "val")?;
    let id = value.value.to_ascii_lowercase();
    Some(match id.as_str() {
        "title" => BlockKind::Title,
        "quote" | "intensequote" => BlockKind::Quote,
        "caption" => BlockKind::Caption,
        "listparagraph" => BlockKind::Item,
        _ if id.starts_with("heading") || id == "subtitle" => BlockKind::Heading,
        _ => return None,
    })
}

fn title(core: &str) -> Option<String> {
    let mut reader = Reader::from_str(core);
    let mut inside = false;
    let mut words = String::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => inside = tag.local_name().as_ref() == "title",
            Event::Text(text) if inside => words.push_str(&text),
            Event::GeneralRef(name) if inside => {
                words.push_str(quick_xml::escape::resolve_predefined_entity(&name).unwrap_or(""));
            }
            Event::End(_) if inside => return meta::line(&words),
            Event::Eof => return None,
            _ => {}
        }
    }
}
