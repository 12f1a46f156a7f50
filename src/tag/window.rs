//! Sentences become sequences of token ids that fit the network, with the bytes of each piece.
//! It cuts what is too long into overlapping sequences; it decides nothing about their words.

use std::ops::Range;

use tokenizers::Tokenizer;

use super::Window;
use super::load::Config;
use crate::text::{Clean, Script, Span};

/// How many pieces two sequences of one long sentence share.
const OVERLAP: usize = 64;

/// What the network reads at once: a sentence, or a part of a long one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sequence {
    /// Index of the sentence in its batch.
    pub(super) sentence: usize,
    /// Token ids, the marks of beginning and end included: piece k is at position k + 1.
    pub(super) ids: Vec<u32>,
    /// The bytes of each piece.
    pub(super) pieces: Vec<Span<Clean>>,
    /// Words as ranges of pieces, in order and without gaps. A span begins and ends at their edges.
    pub(super) words: Vec<Range<usize>>,
    /// The bytes whose anchors this sequence decides on; those of one sentence tile it.
    pub(super) owns: Span<Clean>,
}

impl Sequence {
    /// The pieces that share a byte with `at`.
    pub(super) fn pieces_of(&self, at: Span<Clean>) -> Range<usize> {
        let from = self
            .pieces
            .partition_point(|piece| piece.end() <= at.start());
        let to = self
            .pieces
            .partition_point(|piece| piece.start() < at.end());
        from..to.max(from)
    }
}

/// The sequences of a sentence; none where the tokenizer finds nothing in it.
pub(super) fn sequences(
    tokenizer: &Tokenizer,
    config: &Config,
    sentence: usize,
    window: &Window<'_>,
) -> Vec<Sequence> {
    let words = window.at.slice(window.text);
    let Ok(encoding) = tokenizer.encode(words, false) else {
        return Vec::new();
    };
    let base = window.at.start();
    let pieces: Vec<Span<Clean>> = encoding
        .get_offsets()
        .iter()
        .map(|(from, to)| Span::of(*from..*to).shift(base))
        .collect();
    let inner: Vec<bool> = encoding
        .get_tokens()
        .iter()
        .zip(&pieces)
        .map(|(token, at)| {
            token.starts_with("##") && !stands_alone(at.slice(window.text).chars().next())
        })
        .collect();
    let (ids, limit) = (encoding.get_ids(), config.max_positions - 2);
    let overlap = OVERLAP.min(limit / 2);
    let mut sequences = Vec::new();
    let mut from = 0;
    while from < pieces.len() {
        let to = (from + limit).min(pieces.len());
        let edge = |piece: usize| pieces[piece].start();
        let begins = match from {
            0 => base,
            _ => edge(from + overlap / 2),
        };
        let ends = match to {
            end if end == pieces.len() => window.at.end(),
            _ => edge(to - overlap + overlap / 2),
        };
        sequences.push(Sequence {
            sentence,
            ids: [&[config.cls_id], &ids[from..to], &[config.sep_id]].concat(),
            pieces: pieces[from..to].to_vec(),
            words: whole(&inner[from..to]),
            owns: Span::new(begins, ends),
        });
        if to == pieces.len() {
            break;
        }
        from = to - overlap;
    }
    sequences
}

/// Groups pieces into words: a piece that continues one follows the piece before it.
fn whole(inner: &[bool]) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (index, continues) in inner.iter().enumerate() {
        match words.last_mut() {
            Some(word) if *continues => word.end = index + 1,
            _ => words.push(index..index + 1),
        }
    }
    words
}

/// Whether a piece inside a run of letters may begin a span: scripts written without spaces, and
/// Hangul, whose particles are written on the word.
fn stands_alone(first: Option<char>) -> bool {
    const LAO: Range<char> = '\u{0E80}'..'\u{0F00}';
    const MYANMAR: Range<char> = '\u{1000}'..'\u{10A0}';
    const KHMER: Range<char> = '\u{1780}'..'\u{1800}';
    first.is_some_and(|c| {
        matches!(Script::of(c), Script::Hangul | Script::Kana | Script::Thai)
            || [LAO, MYANMAR, KHMER].iter().any(|block| block.contains(&c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_group_into_words() {
        assert_eq!(
            whole(&[false, true, true, false, false]),
            [0..3, 3..4, 4..5]
        );
        assert_eq!(whole(&[false, false, true]), [0..1, 1..3],);
        assert_eq!(whole(&[true]).len(), 1, "a part may begin inside a word");
        assert!(whole(&[]).is_empty());
    }

    #[test]
    fn scripts_without_spaces_are_cut_anywhere() {
        for (c, alone) in [
            ('a', false),
            ('я', false),
            ('가', true),
            ('た', true),
            ('ก', true),
            ('ខ', true),
        ] {
            assert_eq!(stands_alone(Some(c)), alone, "{c}");
        }
    }
}
