//! Finds articles that were made from one another: copies, excerpts, rewrites, translations.
//! It compares sentences as sets of word hashes; across languages it has names and numbers only.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Groups;
use crate::claim::{Line, Profile};
use crate::text::{Clean, Span};

/// How one text was made from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OriginKind {
    /// Word for word.
    Copy,
    /// A part, word for word.
    Excerpt,
    /// The same text in other words.
    Rewrite,
    /// The same text in another language.
    Translation,
}

/// Two articles one of which is made from the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// Index of the likely original among the articles given.
    pub original: u32,
    /// Index of the text made from it.
    pub derived: u32,
    /// How.
    pub kind: OriginKind,
    /// Share of the derived text's sentences that have their match in the original, 0 to 1.
    pub share: f32,
    /// A pair of passages that shows it, original first.
    pub passages: (Span<Clean>, Span<Clean>),
}

/// Fewer words than this say nothing about where a sentence is from.
const WORDS: usize = 5;
/// Share of a text's sentences from which its copy is whole.
const WHOLE: f32 = 0.7;
/// Overlap of words from which two sentences are the same, and from which one rewords the other.
const SAME: f32 = 0.9;
const REWORDED: f32 = 0.42;

/// Every pair of `articles` one of which is made from the other. `articles` tell one story, so
/// they are few.
pub fn origins(articles: &[&Profile]) -> Vec<Origin> {
    let mut found = Vec::new();
    for b in 0..articles.len() {
        for a in 0..b {
            found.extend(origin(articles, a, b));
        }
    }
    found
}

fn origin(articles: &[&Profile], a: usize, b: usize) -> Option<Origin> {
    let (first, second) = order(articles, a, b);
    let (original, derived) = (articles[first], articles[second]);
    let (kind, share, passages) = if original.lang.primary() == derived.lang.primary() {
        same_language(original, derived)?
    } else {
        translation(original, derived)?
    };
    Some(Origin {
        original: first as u32,
        derived: second as u32,
        kind,
        share,
        passages,
    })
}

/// The likely original first: the earlier one; undated, the longer one.
fn order(articles: &[&Profile], a: usize, b: usize) -> (usize, usize) {
    let size = |n: usize| {
        articles[n]
            .lines
            .iter()
            .map(|line| line.words.len())
            .sum::<usize>()
    };
    let swap = match (articles[a].date, articles[b].date) {
        (Some(first), Some(second)) if first != second => second < first,
        _ => size(b) > size(a),
    };
    if swap { (b, a) } else { (a, b) }
}

type Found = (OriginKind, f32, (Span<Clean>, Span<Clean>));

fn same_language(original: &Profile, derived: &Profile) -> Option<Found> {
    let lines = |article: &Profile| -> Vec<Line> {
        article
            .lines
            .iter()
            .filter(|line| line.words.len() >= WORDS)
            .cloned()
            .collect()
    };
    let (from, to) = (lines(original), lines(derived));
    let (mut same, mut reworded, mut best) = (0_usize, 0_usize, None);
    let mut used = BTreeSet::new();
    for line in &to {
        let closest = from
            .iter()
            .map(|other| (overlap(&line.words, &other.words), other))
            .max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.at.cmp(&x.1.at)));
        let Some((share, other)) = closest else {
            continue;
        };
        same += usize::from(share >= SAME);
        if share >= SAME {
            used.insert(other.at);
        }
        reworded += usize::from(share >= REWORDED);
        let worth = share * (line.words.len() as f32).sqrt();
        if share >= REWORDED && best.as_ref().is_none_or(|(most, _)| worth > *most) {
            best = Some((worth, (other.at, line.at)));
        }
    }
    let (_, passages) = best?;
    let part = |n: usize, of: usize| n as f32 / of.max(1) as f32;
    let (verbatim, any) = (part(same, to.len()), part(reworded, to.len()));
    let kind = if same >= 3 && verbatim >= 0.6 {
        if part(used.len(), from.len()) >= WHOLE {
            OriginKind::Copy
        } else {
            OriginKind::Excerpt
        }
    } else if reworded >= 4 && any >= 0.5 {
        OriginKind::Rewrite
    } else {
        return None;
    };
    Some((kind, any, passages))
}

/// Shared words over all words of both, each counted as often as it stands.
fn overlap(a: &[u32], b: &[u32]) -> f32 {
    let (mut a, mut b) = (a.to_vec(), b.to_vec());
    a.sort_unstable();
    b.sort_unstable();
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                (shared, i, j) = (shared + 1, i + 1, j + 1);
            }
        }
    }
    shared as f32 / (a.len() + b.len() - shared).max(1) as f32
}

/// Two languages: nearly all sentences with numbers match one another in order, number by number.
fn translation(original: &Profile, derived: &Profile) -> Option<Found> {
    let numbered = |article: &Profile| -> Vec<Line> {
        article
            .lines
            .iter()
            .filter(|line| !line.values.is_empty())
            .cloned()
            .collect()
    };
    let (from, to) = (numbered(original), numbered(derived));
    let pairs = in_order(&from, &to);
    let share = pairs.len() as f32 / to.len().max(from.len()).max(1) as f32;
    let lines = (original.lines.len() as f32, derived.lines.len() as f32);
    let alike = lines.0.min(lines.1) / lines.0.max(lines.1).max(1.0);
    let (first, second) = *pairs.iter().max_by_key(|(a, _)| from[*a].values.len())?;
    (pairs.len() >= 4 && share >= 0.75 && alike >= 0.65).then_some((
        OriginKind::Translation,
        share,
        (from[first].at, to[second].at),
    ))
}

/// The longest common run, in order, of lines that share most of their numbers.
fn in_order(a: &[Line], b: &[Line]) -> Vec<(usize, usize)> {
    let matches = |x: &Line, y: &Line| {
        let shared = x
            .values
            .iter()
            .filter(|value| y.values.contains(value))
            .count();
        shared > 0 && 2 * shared >= x.values.len().max(y.values.len())
    };
    let mut table = vec![vec![0_u32; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            table[i][j] = if matches(&a[i], &b[j]) {
                table[i + 1][j + 1] + 1
            } else {
                table[i + 1][j].max(table[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if matches(&a[i], &b[j]) {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if table[i + 1][j] >= table[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// For each of `articles` the number of the text it rests on: articles made from one another
/// share one.
pub fn texts(articles: usize, origins: &[Origin]) -> Vec<u32> {
    let mut groups = Groups::new(articles);
    for origin in origins {
        groups.join(origin.original as usize, origin.derived as usize);
    }
    groups.numbers()
}
