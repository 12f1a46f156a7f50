//! Blocks in the making: clean words, each with the raw bytes they stand for.
//! It folds white space and drops characters that no reader sees; it does not judge what stays.

use crate::text::{OffsetMap, OffsetMapBuilder, Span};

use super::{Block, BlockKind};

/// Clean words of a block and the raw bytes they came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    raw: usize,
    raw_len: usize,
    clean_len: usize,
    verbatim: bool,
}

/// A block of an article before it is known whether it belongs to the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    /// What it is.
    pub(super) kind: BlockKind,
    /// Clean bytes that stand in a link.
    pub(super) linked: usize,
    /// Clean byte at which its last link ends.
    pub(super) link_end: usize,
    /// Blank lines between it and what is before it, where the format has lines.
    pub(super) blank_before: usize,
    text: String,
    pieces: Vec<Piece>,
}

impl Draft {
    /// An empty block.
    pub(super) fn new(kind: BlockKind) -> Self {
        Self {
            kind,
            linked: 0,
            link_end: 0,
            blank_before: 0,
            text: String::new(),
            pieces: Vec::new(),
        }
    }

    /// A block of one run of raw text.
    pub(super) fn of(kind: BlockKind, raw: usize, words: &str) -> Self {
        let mut draft = Self::new(kind);
        draft.copy(raw, words);
        draft.trim();
        draft
    }

    /// Its clean words.
    pub(super) fn words(&self) -> &str {
        &self.text
    }

    /// Whether no word was written to it yet.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The first raw byte it stands for.
    pub(super) fn raw_start(&self) -> Option<usize> {
        self.pieces.first().map(|piece| piece.raw)
    }

    /// One past the last raw byte it stands for.
    pub(super) fn raw_end(&self) -> Option<usize> {
        self.pieces.last().map(|piece| piece.raw + piece.raw_len)
    }

    /// Copies the words that stand at byte `raw` of the input. A run of white space becomes one
    /// space, none at the start of a block; characters without a glyph are left out.
    pub(super) fn copy(&mut self, raw: usize, words: &str) {
        let mut run = 0;
        let mut rest = words.char_indices().peekable();
        while let Some((at, c)) = rest.next() {
            if is_space(c) {
                self.verbatim(raw + run, &words[run..at]);
                while rest.next_if(|(_, next)| is_space(*next)).is_some() {}
                let end = rest.peek().map_or(words.len(), |(next, _)| *next);
                self.space(raw + at, &words[at..end]);
                run = end;
            } else if is_invisible(c) {
                self.verbatim(raw + run, &words[run..at]);
                run = at + c.len_utf8();
            }
        }
        self.verbatim(raw + run, &words[run..]);
    }

    /// Writes `clean` for `raw_len` bytes at `raw`: an entity, an escape.
    pub(super) fn replace(&mut self, raw: usize, raw_len: usize, clean: &str) {
        if clean.chars().all(|c| is_space(c) || is_invisible(c)) {
            if clean.chars().any(is_space) {
                self.space(raw, if raw_len == 0 { "" } else { "\n" });
                self.widen(raw, raw_len);
            }
            return;
        }
        self.text.push_str(clean);
        self.pieces.push(Piece {
            raw,
            raw_len,
            clean_len: clean.len(),
            verbatim: false,
        });
    }

    /// Separates cells of a row at byte `raw`.
    pub(super) fn cell(&mut self, raw: usize) {
        if !self.text.is_empty() {
            self.trim();
            self.text.push('\t');
            self.pieces.push(Piece {
                raw,
                raw_len: 0,
                clean_len: 1,
                verbatim: false,
            });
        }
    }

    /// Puts a space at clean byte `at`, which stands for no byte of the input.
    pub(super) fn part(&mut self, at: usize) {
        let mut start = 0;
        let around = self.pieces.iter().position(|piece| {
            start += piece.clean_len;
            at < start
        });
        let Some(index) = around else { return };
        let whole = self.pieces[index];
        let left = at + whole.clean_len - start;
        if !self.text.is_char_boundary(at) || !whole.verbatim && left > 0 {
            return;
        }
        let gap = Piece {
            raw: whole.raw + left,
            raw_len: 0,
            clean_len: 1,
            verbatim: false,
        };
        let (mut before, mut after) = (whole, whole);
        (before.raw_len, before.clean_len) = (left, left);
        (after.raw, after.raw_len) = (whole.raw + left, whole.raw_len - left);
        after.clean_len -= left;
        let parts = match left {
            0 => vec![gap, whole],
            _ => vec![before, gap, after],
        };
        self.pieces.splice(index..=index, parts);
        self.text.insert(at, ' ');
    }

    /// Leaves out the words from clean byte `at` on.
    pub(super) fn truncate(&mut self, at: usize) {
        while self.text.len() > at
            && let Some(mut last) = self.pieces.pop()
        {
            let start = self.text.len() - last.clean_len;
            self.text.truncate(start.max(at));
            if start < at && last.verbatim {
                last.clean_len = at - start;
                last.raw_len = at - start;
                self.pieces.push(last);
            } else if start < at {
                self.text.truncate(start);
            }
        }
        self.linked = self.linked.min(self.text.len());
        self.trim();
    }

    /// Leaves out white space at the end.
    pub(super) fn trim(&mut self) {
        while self.text.ends_with([' ', '\t'])
            && let Some(last) = self.pieces.last_mut()
        {
            self.text.pop();
            last.clean_len -= 1;
            if last.verbatim {
                last.raw_len -= 1;
            }
            if last.clean_len == 0 {
                self.pieces.pop();
            }
        }
    }

    fn verbatim(&mut self, raw: usize, words: &str) {
        if words.is_empty() {
            return;
        }
        self.text.push_str(words);
        if let Some(last) = self.pieces.last_mut()
            && last.verbatim
            && last.raw + last.raw_len == raw
        {
            last.raw_len += words.len();
            last.clean_len += words.len();
            return;
        }
        self.pieces.push(Piece {
            raw,
            raw_len: words.len(),
            clean_len: words.len(),
            verbatim: true,
        });
    }

    fn space(&mut self, raw: usize, written: &str) {
        if self.text.is_empty() || self.text.ends_with([' ', '\t']) {
            return;
        }
        if written == " " {
            self.verbatim(raw, " ");
            return;
        }
        self.text.push(' ');
        self.pieces.push(Piece {
            raw,
            raw_len: written.len(),
            clean_len: 1,
            verbatim: false,
        });
    }

    /// Gives the space just written for an entity at `raw` its full raw length.
    fn widen(&mut self, raw: usize, raw_len: usize) {
        if let Some(last) = self.pieces.last_mut()
            && last.raw == raw
            && !last.verbatim
        {
            last.raw_len = raw_len;
        }
    }
}

/// White space that a reader sees as one gap. No-break spaces stay: they bind numbers.
fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Characters without a glyph that split words and numbers apart: soft hyphen, zero-width space,
/// word joiner, byte order mark, marks of direction (Unicode `Bidi_Control`). Joiners of letters
/// stay, since they carry spelling.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
    )
}

/// The article's text: its blocks, a line each, with the map back to the input.
pub(super) fn assemble(drafts: &[Draft]) -> (String, OffsetMap, Vec<Block>) {
    let mut text = String::new();
    let mut map = OffsetMapBuilder::default();
    let mut blocks = Vec::new();
    let mut raw_end = 0;
    for draft in drafts.iter().filter(|draft| !draft.is_empty()) {
        if let (false, Some(first)) = (text.is_empty(), draft.pieces.first()) {
            text.push('\n');
            map.replaced(raw_end, first.raw.saturating_sub(raw_end), 1);
        }
        let start = text.len();
        text.push_str(&draft.text);
        for piece in &draft.pieces {
            if piece.verbatim {
                map.verbatim(piece.raw, piece.clean_len);
            } else {
                map.replaced(piece.raw, piece.raw_len, piece.clean_len);
            }
            raw_end = piece.raw + piece.raw_len;
        }
        blocks.push(Block {
            at: Span::of(start..text.len()),
            kind: draft.kind,
        });
    }
    (text, map.finish(), blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_folds_and_maps() {
        let raw = "  Up\u{ad}\n to\u{a0}50  ";
        let draft = Draft::of(BlockKind::Paragraph, 0, raw);
        assert_eq!(draft.words(), "Up to\u{a0}50");
        let (text, map, blocks) = assemble(&[draft]);
        assert_eq!(blocks[0].at.slice(&text), "Up to\u{a0}50");
        let to = Span::of(3..8);
        assert_eq!(to.slice(&text), "to\u{a0}5");
        assert_eq!(map.raw(to).slice(raw), "to\u{a0}5");
        assert!(!map.is_verbatim(Span::of(0..5)));
    }

    #[test]
    fn truncating_keeps_the_map() {
        let mut draft = Draft::of(BlockKind::Caption, 10, "The ferry.\n© Agency");
        draft.truncate("The ferry. ".len());
        assert_eq!(draft.words(), "The ferry.");
        let (text, map, _) = assemble(&[draft]);
        assert_eq!(map.raw(Span::of(0..text.len())), Span::new(10, 20));
    }
}
