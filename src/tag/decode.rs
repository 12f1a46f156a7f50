//! Logits become spans: the best sequence of labels that the BIO scheme allows.
//! Pure: no tensor, no table, no language; it knows no label's name.

use std::ops::Range;

use super::kernels::softmax;
use crate::text::{Clean, Span};

/// A run of words under one label.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// Index of the kind or role: labels 2k + 1 (begins) and 2k + 2 (goes on).
    pub(super) label: usize,
    /// The words, as an index range.
    pub(super) words: Range<usize>,
    /// Mean probability of its labels.
    pub(super) score: f32,
}

/// The runs on the best path (Viterbi) through `scores`, one row of `labels` logits a word. Label 0
/// is outside; 2k + 1 begins a run of k, and 2k + 2 goes on only after one of the two.
pub(super) fn runs(scores: &[&[f32]], labels: usize) -> Vec<Found> {
    if labels == 0 || scores.iter().any(|row| row.len() != labels) {
        return Vec::new();
    }
    let shares: Vec<Vec<f32>> = scores
        .iter()
        .map(|row| {
            let mut row = row.to_vec();
            softmax(&mut row);
            row
        })
        .collect();
    let path = best_path(&shares, labels);
    let mut found: Vec<Found> = Vec::new();
    for (word, label) in path.into_iter().enumerate() {
        let share = shares[word][label];
        match found.last_mut() {
            _ if label == 0 => {}
            Some(run) if goes_on(label) => {
                run.words.end = word + 1;
                run.score += share;
            }
            _ => found.push(Found {
                label: (label - 1) / 2,
                words: word..word + 1,
                score: share,
            }),
        }
    }
    for run in &mut found {
        run.score /= run.words.len() as f32;
    }
    found
}

fn goes_on(label: usize) -> bool {
    label > 0 && label.is_multiple_of(2)
}

fn best_path(shares: &[Vec<f32>], labels: usize) -> Vec<usize> {
    let log = |share: f32| share.max(f32::MIN_POSITIVE).ln();
    let Some(first) = shares.first() else {
        return Vec::new();
    };
    let mut best: Vec<f32> = (0..labels)
        .map(|label| match goes_on(label) {
            true => f32::NEG_INFINITY,
            false => log(first[label]),
        })
        .collect();
    let mut back: Vec<Vec<usize>> = Vec::with_capacity(shares.len());
    for row in &shares[1..] {
        let anywhere = highest(&best, 0..labels);
        let from: Vec<usize> = (0..labels)
            .map(|label| match goes_on(label) {
                true => highest(&best, label - 1..label + 1),
                false => anywhere,
            })
            .collect();
        best = (0..labels)
            .map(|label| best[from[label]] + log(row[label]))
            .collect();
        back.push(from);
    }
    let mut path = vec![highest(&best, 0..labels)];
    for from in back.iter().rev() {
        let last = path[path.len() - 1];
        path.push(from[last]);
    }
    path.reverse();
    path
}

/// The index of the highest value within `among`; the first of equals.
fn highest(values: &[f32], among: Range<usize>) -> usize {
    let first = among.start;
    among.fold(first, |best, index| {
        if values[index] > values[best] {
            index
        } else {
            best
        }
    })
}

/// The index of the highest logit and its probability.
pub(super) fn choice(logits: &[f32]) -> (usize, f32) {
    let mut shares = logits.to_vec();
    softmax(&mut shares);
    let index = highest(&shares, 0..shares.len());
    (index, shares.get(index).copied().unwrap_or(0.0))
}

/// The span without white space and punctuation at its edges. A full stop that belongs to its last
/// word ("Inc.", "U.S.") stays, except where it ends the sentence, which runs to `end`.
pub(super) fn trim(text: &str, at: Span<Clean>, end: u32) -> Option<Span<Clean>> {
    let words = at.slice(text);
    let left = words.trim_start_matches(|c| is_edge(c) || is_stop(c));
    let start = at.start() + (words.len() - left.len()) as u32;
    let right = left.trim_end_matches(is_edge);
    let rest = Span::<Clean>::new(start + right.len() as u32, end).slice(text);
    let ends_sentence = rest.chars().all(is_edge);
    let right = match ends_sentence {
        true => right.trim_end_matches(|c| is_edge(c) || is_stop(c)),
        false => right,
    };
    (!right.is_empty()).then(|| Span::new(start, start + right.len() as u32))
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '…' | '。' | '．' | '।' | '۔')
}

/// White space, quotation marks, brackets and the punctuation that joins clauses. Symbols that
/// belong to an amount (currency, per cent, degrees, signs) are none.
fn is_edge(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            ',' | ';'
                | ':'
                | '!'
                | '?'
                | '"'
                | '\''
                | '('
                | ')'
                | '['
                | ']'
                | '{'
                | '}'
                | '،'
                | '؛'
                | '؟'
                | '、'
                | '，'
                | '；'
                | '：'
                | '！'
                | '？'
                | '（'
                | '）'
                | '“'
                | '”'
                | '„'
                | '‟'
                | '‘'
                | '’'
                | '‚'
                | '«'
                | '»'
                | '‹'
                | '›'
                | '「'
                | '」'
                | '『'
                | '』'
                | '《'
                | '》'
                | '〈'
                | '〉'
                | '【'
                | '】'
                | '–'
                | '—'
                | '―'
                | '‐'
                | '‑'
                | '-'
                | '·'
                | '・'
                | '/'
                | '|'
                | '*'
                | '_'
                | '¡'
                | '¿'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn logits(best: usize) -> Vec<f32> {
        (0..5)
            .map(|label| if label == best { 4.0 } else { 0.0 })
            .collect()
    }

    fn found(rows: &[Vec<f32>]) -> Vec<(usize, Range<usize>)> {
        let rows: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
        runs(&rows, 5)
            .into_iter()
            .map(|run| (run.label, run.words))
            .collect()
    }

    #[test]
    fn runs_follow_the_scheme() {
        let path =
            |labels: &[usize]| -> Vec<Vec<f32>> { labels.iter().map(|l| logits(*l)).collect() };
        assert_eq!(found(&path(&[1, 2, 0, 3])), [(0, 0..2), (1, 3..4)]);
        assert_eq!(found(&path(&[1, 1])), [(0, 0..1), (0, 1..2)]);
        assert_eq!(found(&path(&[0, 0])), []);
        assert_eq!(found(&[]), []);
    }

    #[test]
    fn a_run_cannot_go_on_where_none_began() {
        let mut second = logits(2);
        second[1] = 3.9;
        assert_eq!(found(&[logits(0), second]), [(0, 1..2)]);
        assert_eq!(
            found(&[logits(3), logits(2)]).len(),
            1,
            "and not under another label"
        );
    }

    #[test]
    fn numbers_that_are_none_do_not_panic() {
        let rows = [vec![f32::NAN; 5], vec![f32::INFINITY; 5]];
        found(&rows);
        assert_eq!(choice(&[]), (0, 0.0));
    }

    #[test]
    fn edges_carry_no_punctuation() {
        for (text, from, to, words) in [
            ("said “we will sue,” he", 5, 23, Some("we will sue")),
            ("in the U.S. last year", 3, 11, Some("the U.S.")),
            ("made by Acme Inc.", 8, 17, Some("Acme Inc")),
            ("«Нет», — сказал он.", 0, 12, Some("Нет")),
            ("発表した。", 0, 15, Some("発表した")),
            ("rose 5 %, then", 5, 9, Some("5 %")),
            ("—", 0, 3, None),
        ] {
            let at = trim(text, Span::new(from, to), text.len() as u32);
            assert_eq!(at.map(|at| at.slice(text)), words, "{text}");
        }
    }
}
