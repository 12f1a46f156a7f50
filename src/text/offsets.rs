//! From positions in the clean article to positions in the decoded input.
//! It maps; it never looks at the text.

use serde::{Deserialize, Serialize};

use super::{Clean, Raw, Span};

/// A run of clean text and the raw bytes it was made from. Clean length is up to the next piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Piece {
    clean: u32,
    raw: u32,
    raw_len: u32,
    /// Byte for byte the same; else (an entity, a line break that became a space) it maps as a
    /// whole.
    verbatim: bool,
}

/// Sparse map from `Document::text` to `Document::raw`, monotone in both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffsetMap {
    pieces: Vec<Piece>,
    clean_len: u32,
}

impl OffsetMap {
    /// The map of a text that is its own input.
    pub fn identity(len: usize) -> Self {
        let mut builder = OffsetMapBuilder::default();
        builder.verbatim(0, len);
        builder.finish()
    }

    /// Where the clean span lies in the raw text: the smallest raw span that holds its bytes.
    pub fn raw(&self, span: Span<Clean>) -> Span<Raw> {
        let start = self.at(span.start()).map_or(0, |(piece, inside)| {
            if piece.verbatim {
                piece.raw + inside
            } else {
                piece.raw
            }
        });
        if span.is_empty() {
            return Span::new(start, start);
        }
        let end = self.at(span.end() - 1).map_or(start, |(piece, inside)| {
            if piece.verbatim {
                piece.raw + inside + 1
            } else {
                piece.raw + piece.raw_len
            }
        });
        Span::new(start, end)
    }

    /// Whether the clean span is, byte for byte, one slice of the raw text.
    pub fn is_verbatim(&self, span: Span<Clean>) -> bool {
        let first = self
            .pieces
            .partition_point(|piece| piece.clean <= span.start())
            .saturating_sub(1);
        let covered = self.pieces.get(first..).unwrap_or_default();
        self.raw(span).len() == span.len()
            && covered
                .iter()
                .take_while(|piece| piece.clean < span.end())
                .all(|piece| piece.verbatim)
    }

    fn at(&self, clean: u32) -> Option<(Piece, u32)> {
        let index = self
            .pieces
            .partition_point(|piece| piece.clean <= clean)
            .checked_sub(1)?;
        let piece = self.pieces[index];
        Some((piece, clean - piece.clean))
    }
}

/// Builds an `OffsetMap` while clean text is written from left to right.
#[derive(Debug, Default)]
pub struct OffsetMapBuilder {
    map: OffsetMap,
}

impl OffsetMapBuilder {
    /// `len` bytes of clean text were copied from `raw` on.
    pub fn verbatim(&mut self, raw: usize, len: usize) {
        self.push(raw, len, len, true);
    }

    /// `clean_len` bytes of clean text stand for `raw_len` bytes from `raw` on (an entity, a run of
    /// white space, a break that has no bytes of its own).
    pub fn replaced(&mut self, raw: usize, raw_len: usize, clean_len: usize) {
        self.push(raw, raw_len, clean_len, false);
    }

    /// Clean bytes written so far.
    pub fn len(&self) -> usize {
        self.map.clean_len as usize
    }

    /// Whether nothing was written yet.
    pub fn is_empty(&self) -> bool {
        self.map.clean_len == 0
    }

    /// The finished map.
    pub fn finish(self) -> OffsetMap {
        self.map
    }

    fn push(&mut self, raw: usize, raw_len: usize, clean_len: usize, verbatim: bool) {
        if clean_len == 0 {
            return;
        }
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (raw, raw_len, clean_len) = (clamp(raw), clamp(raw_len), clamp(clean_len));
        let clean = self.map.clean_len;
        self.map.clean_len = clean.saturating_add(clean_len);
        if let Some(last) = self.map.pieces.last_mut()
            && last.verbatim
            && verbatim
            && last.raw + last.raw_len == raw
        {
            last.raw_len += raw_len;
            return;
        }
        self.map.pieces.push(Piece {
            clean,
            raw,
            raw_len,
            verbatim,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `<b>R&amp;D</b> up`: clean is `R&D up`.
    fn sample() -> OffsetMap {
        let mut builder = OffsetMapBuilder::default();
        builder.verbatim(3, 1);
        builder.replaced(4, 5, 1);
        builder.verbatim(9, 1);
        builder.verbatim(14, 3);
        builder.finish()
    }

    #[test]
    fn entities_map_whole_and_tags_stay_outside() {
        let map = sample();
        assert_eq!(map.raw(Span::new(0, 3)), Span::new(3, 10));
        assert_eq!(map.raw(Span::new(1, 2)), Span::new(4, 9));
        assert_eq!(map.raw(Span::new(4, 6)), Span::new(15, 17));
        assert!(!map.is_verbatim(Span::new(0, 3)));
        assert!(map.is_verbatim(Span::new(4, 6)));
    }

    #[test]
    fn a_line_break_that_became_a_space_is_not_verbatim() {
        let mut builder = OffsetMapBuilder::default();
        builder.verbatim(0, 2);
        builder.replaced(2, 1, 1);
        builder.verbatim(3, 2);
        let map = builder.finish();
        assert_eq!(map.raw(Span::new(0, 5)), Span::new(0, 5));
        assert!(!map.is_verbatim(Span::new(0, 5)));
        assert!(map.is_verbatim(Span::new(3, 5)));
    }

    #[test]
    fn identity_is_identity() {
        let map = OffsetMap::identity(10);
        assert_eq!(map.raw(Span::new(2, 7)), Span::new(2, 7));
        assert_eq!(map.raw(Span::new(10, 10)), Span::new(10, 10));
    }
}
