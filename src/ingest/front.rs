//! Front matter: the `key: value` lines between `---` at the head of a text.
//! A small total reader of the flat part of YAML; nesting, anchors and tags are not read.

use serde_json::Value;

use super::draft::Draft;
use super::{BlockKind, Meta, meta};

/// Metadata found, the title as a block, and the byte where the article starts.
#[derive(Debug, Default)]
pub(super) struct Front {
    /// The fields.
    pub(super) meta: Meta,
    /// The title's words in the front matter, since a reader sees them as the headline.
    pub(super) title: Option<Draft>,
    /// First byte after the front matter, 0 without one.
    pub(super) end: usize,
}

/// Reads the front matter of `raw`, if it has one.
pub(super) fn read(raw: &str) -> Front {
    let start = if raw.starts_with('\u{feff}') { 3 } else { 0 };
    let mut lines = lines(raw, start);
    let mut front = Front::default();
    if lines
        .next()
        .is_none_or(|(_, line)| line.trim_end() != "---")
    {
        return front;
    }
    let mut list_of: Option<&str> = None;
    for (at, line) in lines.take(200) {
        if matches!(line.trim_end(), "---" | "...") {
            let after = at + line.len();
            front.end = after + line_end(&raw[after..]);
            return front;
        }
        let body = line.trim();
        if body.is_empty() || body.starts_with('#') {
            continue;
        }
        if let Some(item) = body.strip_prefix("- ") {
            if let Some(name) = list_of {
                meta::put(&mut front.meta, name, &Value::from(scalar(item).0));
            }
            continue;
        }
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, value)) = line.split_once(':') else {
            return Front::default();
        };
        if name.is_empty() || name.contains(['.', '"', '<']) || name.chars().count() > 40 {
            return Front::default();
        }
        list_of = value.trim().is_empty().then_some(name);
        let (words, inner) = scalar(value);
        if name.eq_ignore_ascii_case("title") && front.title.is_none() {
            let from = at + name.len() + 1 + inner.start;
            let draft = Draft::of(BlockKind::Title, from, &value[inner]);
            // An escape would stand in the block as it is written; then there is no block.
            front.title = Some(draft).filter(|draft| {
                !draft.is_empty() && meta::line(draft.words()) == meta::line(&words)
            });
        }
        meta::put(&mut front.meta, name, &Value::from(words));
    }
    Front::default()
}

/// A scalar's meaning and where it stands in `value`: quotes taken off, escapes undone, a comment
/// after a plain scalar left out; of a flow list its first item.
fn scalar(value: &str) -> (String, std::ops::Range<usize>) {
    let lead = value.len() - value.trim_start_matches([' ', '\t', '[']).len();
    let body = &value[lead..];
    match body.chars().next() {
        Some('\'') => {
            let end = closing(body, '\'');
            (body[1..end].replace("''", "'"), lead + 1..lead + end)
        }
        Some('"') => {
            let end = closing(body, '"');
            (unescape(&body[1..end]), lead + 1..lead + end)
        }
        _ => {
            let plain = body.split(" #").next().unwrap_or(body);
            let plain = if value[..lead].contains('[') {
                plain.split([',', ']']).next().unwrap_or(plain)
            } else {
                plain
            };
            let plain = plain.trim_end();
            (plain.to_owned(), lead..lead + plain.len())
        }
    }
}

/// Byte of the quotation mark that closes the one at the start of `body`, or its end.
fn closing(body: &str, mark: char) -> usize {
    let mut rest = body.char_indices().skip(1).peekable();
    while let Some((at, c)) = rest.next() {
        if c == '\\' && mark == '"' {
            rest.next();
        } else if c == mark && (mark == '"' || rest.next_if(|(_, next)| *next == mark).is_none()) {
            return at;
        }
    }
    body.len()
}

fn unescape(words: &str) -> String {
    let mut clean = String::with_capacity(words.len());
    let mut rest = words.chars();
    while let Some(c) = rest.next() {
        match (c, rest.as_str().chars().next()) {
            ('\\', Some('n' | 't')) => {
                rest.next();
                clean.push(' ');
            }
            ('\\', Some(next)) => {
                rest.next();
                clean.push(next);
            }
            _ => clean.push(c),
        }
    }
    clean
}

/// The lines of `raw` from byte `start` on, each with its first byte and without its line end.
pub(super) fn lines(raw: &str, start: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut at = start;
    std::iter::from_fn(move || {
        let rest = raw.get(at..).filter(|rest| !rest.is_empty())?;
        let len = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let line = (at, &rest[..len]);
        at += len + line_end(&rest[len..]);
        Some(line)
    })
}

/// Bytes of the line end that `rest` starts with.
fn line_end(rest: &str) -> usize {
    if rest.starts_with("\r\n") {
        2
    } else {
        usize::from(rest.starts_with(['\n', '\r']))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_the_title_block_are_read() {
        let raw = "\u{feff}---\r\ntitle: 'L''eau: 9 morts'\r\npublisher: \"Le \\\"Courrier\\\"\"\r\ndate: 2025-10-15 # local\r\nlang: fr\r\nauthors:\r\n  - Yann\r\n  - Anne\r\ntags: [a, b]\r\n---\r\nCorps.";
        let front = read(raw);
        assert_eq!(&raw[front.end..], "Corps.");
        assert_eq!(front.meta.title.as_deref(), Some("L'eau: 9 morts"));
        assert_eq!(front.meta.publisher.as_deref(), Some("Le \"Courrier\""));
        assert_eq!(front.meta.date, meta::day("2025-10-15"));
        assert_eq!(front.meta.byline.as_deref(), Some("Yann"));
        assert_eq!(
            front.title, None,
            "its quotation mark is doubled in the input"
        );
        let plain = read("---\ntitle: 云上之争：微软\n---\n\n正文。");
        assert_eq!(
            plain.title.map(|t| t.words().to_owned()).as_deref(),
            Some("云上之争：微软")
        );
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        for raw in [
            "---\nHe said so.\n---\n",
            "---\ntitle: x\n",
            "--- \n",
            "",
            "---",
        ] {
            let front = read(raw);
            assert_eq!((front.end, front.meta), (0, Meta::default()), "{raw:?}");
        }
    }
}
