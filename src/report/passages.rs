//! The marks of a finding as people see them: one passage a sentence, cut where the look changes.
//! It groups and cuts spans; it shows nothing itself.

use super::days::english_days;
use super::tame::tame;
use super::{Mark, MarkPart, humane};
use crate::text::{Clean, Span};

/// Marks that follow one another in one sentence, on one side, are one passage.
pub(super) fn passages(marks: &[Mark]) -> Vec<Vec<&Mark>> {
    let one = |a: &Mark, b: &Mark| a.doc == b.doc && a.sentence == b.sentence && a.part == b.part;
    let grouped = marks.chunk_by(one);
    grouped.map(|group| group.iter().collect()).collect()
}

/// The values of a passage: `15 billion USD + 35 billion USD`, `12 January 2026`.
pub(super) fn values(group: &[&Mark]) -> String {
    let values: Vec<String> = group
        .iter()
        .filter_map(|mark| mark.value.as_deref())
        .map(|value| english_days(value).unwrap_or_else(|| humane(&tame(value))))
        .collect();
    values.join(" + ")
}

/// Whether a mark is on the first side: what is set against the rest, or a part of a total.
pub(super) fn is_first_side(part: MarkPart) -> bool {
    matches!(part, MarkPart::A | MarkPart::Addend)
}

/// `at` cut wherever one of `marks` starts or ends, each piece with the marks that cover it. A mark
/// that does not begin and end between characters of `text` is left out.
pub(super) fn pieces<'m, T>(
    text: &str,
    at: Span<Clean>,
    marks: &'m [(Span<Clean>, T)],
) -> Vec<(Span<Clean>, Vec<&'m T>)> {
    let fits = |span: Span<Clean>| {
        let range = span.range();
        text.is_char_boundary(range.start) && text.is_char_boundary(range.end)
    };
    let marks: Vec<&(Span<Clean>, T)> = marks
        .iter()
        .filter(|(mark, _)| mark.overlaps(at) && fits(*mark))
        .collect();
    let mut cuts = vec![at.start(), at.end()];
    for (mark, _) in &marks {
        cuts.extend([mark.start().max(at.start()), mark.end().min(at.end())]);
    }
    cuts.sort_unstable();
    cuts.dedup();
    let between = cuts.windows(2).filter_map(|pair| match pair {
        [start, end] => Some(Span::new(*start, *end)),
        _ => None,
    });
    between
        .map(|piece| {
            let covering = marks.iter().filter(|(mark, _)| mark.contains(piece));
            (piece, covering.map(|(_, what)| what).collect())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_tile_the_span_whatever_overlaps() {
        let text = "up to $50 billion in Zürich";
        let marks = [
            (Span::new(6, 17), 'v'),
            (Span::new(0, 17), 'h'),
            (Span::new(9, 22), 'x'),
            (Span::new(21, 23), 'c'),
            (Span::new(23, 24), '!'),
        ];
        for (start, end) in [(0, 28), (3, 20), (6, 6), (10, 11)] {
            let at = Span::new(start, end);
            let pieces = pieces(text, at, &marks);
            let joined: String = pieces.iter().map(|(piece, _)| piece.slice(text)).collect();
            assert_eq!(joined, at.slice(text));
            for (piece, marks) in pieces {
                assert!(marks.iter().all(|mark| **mark != '!'), "{piece:?} inside ü");
            }
        }
    }
}
