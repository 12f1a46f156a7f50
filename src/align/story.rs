//! Groups articles that tell the same story.
//! By keys (names, telling numbers, days) through an inverted index: no pair of articles that shares
//! no rare key is ever looked at. Where a pair shares few, since names change with the script, what
//! the articles speak of decides.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::claim::Profile;

/// Keys that more articles than this share say nothing about a story, and cost a square.
const COMMON: usize = 64;

/// Share of the lighter article's key weight that must be shared.
const SHARED: f64 = 0.15;

/// How many keys must be shared at least.
const KEYS: usize = 2;

/// Articles that share a key, at most, for it to count where few keys are shared.
const FEW: usize = 12;

/// Likeness of their concepts from which two articles that share two keys, or only one, tell one story.
/// Of the stories of `corpus` half the pairs are above 0.25; of other pairs with a key in common none is above 0.22.
const ALIKE: f64 = 0.22;
const VERY_ALIKE: f64 = 0.27;

/// Likeness below which two articles do not tell one story, whatever names and numbers they share.
const FOREIGN: f64 = 0.1;

/// Days that two articles on one story lie apart, where few keys say that it is one.
const APART: i32 = 60;

/// For each article the number of its story; equal numbers are one story. Numbers count up in
/// the order of the articles.
pub fn stories(articles: &[&Profile]) -> Vec<u32> {
    let keys: Vec<Vec<u32>> = intern(articles);
    let mut postings: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (article, keys) in keys.iter().enumerate() {
        for key in keys {
            postings.entry(*key).or_default().push(article as u32);
        }
    }
    let total = articles.len().max(COMMON) as f64;
    let weight = |key: &u32| {
        let shared = postings.get(key).map_or(1, Vec::len);
        (1.0 + total / shared as f64).ln()
    };
    let weights: Vec<f64> = keys
        .iter()
        .map(|keys| keys.iter().map(weight).sum())
        .collect();
    let topics = Topics::of(articles);
    let mut groups = Groups::new(articles.len());
    for (article, own) in keys.iter().enumerate() {
        let mut met: BTreeMap<u32, (f64, usize, usize)> = BTreeMap::new();
        for key in own {
            let others = postings.get(key).map(Vec::as_slice).unwrap_or_default();
            if others.len() > COMMON {
                continue;
            }
            for other in others.iter().filter(|other| (**other as usize) < article) {
                let entry = met.entry(*other).or_default();
                entry.0 += weight(key);
                entry.1 += 1;
                entry.2 += usize::from(others.len() <= FEW);
            }
        }
        for (other, (shared, count, rare)) in met {
            let lighter = weights[article].min(weights[other as usize]);
            let other = other as usize;
            let keyed = count >= KEYS
                && shared >= SHARED * lighter
                && topics.meet(articles, article, other, FOREIGN);
            if keyed || topics.alike(articles, article, other, rare) {
                groups.join(article, other);
            }
        }
    }
    groups.numbers()
}

/// What articles speak of: how rare each concept is among them, and the length of each article's
/// vector of concepts.
struct Topics<'a> {
    weights: BTreeMap<&'a str, f64>,
    lengths: Vec<f64>,
}

impl<'a> Topics<'a> {
    fn of(articles: &[&'a Profile]) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for id in articles.iter().flat_map(|article| &article.concepts) {
            *counts.entry(id).or_default() += 1;
        }
        let total = articles.len().max(COMMON) as f64;
        let weights: BTreeMap<&str, f64> = counts
            .into_iter()
            .map(|(id, count)| (id, (1.0 + total / count as f64).ln()))
            .collect();
        let length = |article: &&Profile| {
            let squares = article
                .concepts
                .iter()
                .map(|id| weights[id.as_str()].powi(2));
            squares.sum::<f64>().sqrt()
        };
        let lengths = articles.iter().map(length).collect();
        Self { weights, lengths }
    }

    /// Whether two articles that share `keys` rare keys speak of the same things at about the same time.
    fn alike(&self, articles: &[&Profile], a: usize, b: usize, keys: usize) -> bool {
        let days = |date: Option<Date>, other: Option<Date>| match (date, other) {
            (Some(date), Some(other)) => (date - other).get_days().abs() <= APART,
            _ => true,
        };
        let least = if keys >= KEYS { ALIKE } else { VERY_ALIKE };
        // In one script the names would have met.
        let (x, y) = (articles[a], articles[b]);
        let foreign = x.script != y.script;
        let dates = keys > 0 && foreign && days(x.date, y.date);
        dates && self.lengths[a] > 0.0 && self.meet(articles, a, b, least)
    }

    /// Whether the cosine of their vectors of concepts is `least` or more, or an article has none.
    fn meet(&self, articles: &[&Profile], a: usize, b: usize, least: f64) -> bool {
        let (x, y) = (articles[a], articles[b]);
        let both = x.concepts.intersection(&y.concepts);
        let shared: f64 = both.map(|id| self.weights[id.as_str()].powi(2)).sum();
        shared >= least * self.lengths[a] * self.lengths[b]
    }
}

fn intern(articles: &[&Profile]) -> Vec<Vec<u32>> {
    let mut ids: BTreeMap<String, u32> = BTreeMap::new();
    let mut all = Vec::with_capacity(articles.len());
    for article in articles {
        let mut own = Vec::new();
        for key in article.keys() {
            let next = ids.len() as u32;
            own.push(*ids.entry(key).or_insert(next));
        }
        all.push(own);
    }
    all
}

/// Disjoint groups of the numbers `0..n`.
pub(crate) struct Groups {
    parent: Vec<usize>,
}

impl Groups {
    pub(crate) fn new(n: usize) -> Self {
        Self {
            parent: (0..n).collect(),
        }
    }

    /// The least member of the group that holds `n`.
    pub(crate) fn root(&mut self, n: usize) -> usize {
        let mut root = n;
        while self.parent[root] != root {
            root = self.parent[root];
        }
        let mut at = n;
        while self.parent[at] != root {
            at = std::mem::replace(&mut self.parent[at], root);
        }
        root
    }

    pub(crate) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b)] = a.min(b);
    }

    /// Groups numbered in the order of their first members.
    pub(crate) fn numbers(mut self) -> Vec<u32> {
        let mut known = BTreeMap::new();
        (0..self.parent.len())
            .map(|n| {
                let root = self.root(n);
                let next = known.len() as u32;
                *known.entry(root).or_insert(next)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{Decimal, DocId, Line};
    use crate::text::{Lang, Span};

    fn article(doc: &str, names: &[&str], values: &[i64]) -> Profile {
        let line = Line {
            at: Span::new(0, 1),
            words: Vec::new(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            values: values.iter().map(|value| Decimal::from(*value)).collect(),
        };
        Profile {
            doc: DocId::new(doc),
            lang: Lang::UND,
            script: crate::text::Script::Latin,
            publisher: None,
            date: None,
            modified: None,
            lines: vec![line],
            days: Default::default(),
            concepts: Default::default(),
        }
    }

    #[test]
    fn shared_names_and_numbers_make_a_story() {
        let deal = article("a", &["amazon", "openai", "microsoft"], &[50_000_000_000]);
        let same = article("b", &["openai", "amazon", "azure"], &[50_000_000_000, 38]);
        let other = article("c", &["amazon", "brazil", "funai"], &[7_000]);
        assert_eq!(stories(&[&deal, &other, &same]), [0, 1, 0]);
    }
}
