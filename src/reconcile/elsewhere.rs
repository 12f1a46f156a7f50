//! What an article states itself of what another says; then its other number is of something else.
//! It looks things up among the claims of one story, and weighs nothing.

use std::collections::BTreeMap;

use super::compare::{Fit, fit};
use crate::claim::{Claim, DocId, Modality, Quantity};

/// The claims of a story by article.
pub(super) struct Elsewhere<'a> {
    claims: &'a [&'a Claim],
    /// The group of each claim, by its first member.
    roots: &'a [usize],
    articles: BTreeMap<&'a DocId, Vec<usize>>,
}

impl<'a> Elsewhere<'a> {
    /// Of claims and the groups they are gathered in.
    pub(super) fn of(claims: &'a [&'a Claim], roots: &'a [usize]) -> Self {
        let mut articles: BTreeMap<&DocId, Vec<usize>> = BTreeMap::new();
        for (at, claim) in claims.iter().enumerate() {
            articles.entry(&claim.doc).or_default().push(at);
        }
        Self {
            claims,
            roots,
            articles,
        }
    }

    /// The claims of the article that claim `of` is from.
    fn beside(&self, of: usize) -> impl Iterator<Item = usize> + '_ {
        let article = self.articles.get(&self.claims[of].doc);
        article.into_iter().flatten().copied()
    }

    /// Whether the article of `other` agrees with `claim` somewhere.
    pub(super) fn agreed(&self, claim: usize, other: usize) -> bool {
        let root = self.roots[claim];
        self.beside(other).any(|at| self.roots[at] == root)
    }

    /// Whether the article of `other` gives the number of `claim` for the same measure or class.
    pub(super) fn number(&self, claim: usize, other: usize) -> bool {
        let own = self.claims[claim];
        let Some(x) = own.quantity() else {
            return false;
        };
        let kind = own.measure.is_some() || x.class.is_some();
        let like = |at: usize| {
            let beside = self.claims[at];
            let same = |y: &Quantity| {
                fit(x, y) == Fit::Equal && own.measure == beside.measure && x.class == y.class
            };
            let said = !matches!(beside.modality, Modality::Conditional | Modality::Possible);
            said && beside.quantity().is_some_and(same)
        };
        kind && self.beside(other).any(like)
    }

    /// Whether the article of `other` tells an event like that of `claim`, or its amount, for its day.
    pub(super) fn day(&self, claim: usize, other: usize) -> bool {
        let own = self.claims[claim];
        let span = |claim: &Claim| {
            let when = &claim.when.as_ref()?.value;
            Some((when.from?, when.until?))
        };
        let like = |at: usize| {
            let beside = self.claims[at];
            let same = match (own.quantity(), beside.quantity()) {
                (Some(x), Some(y)) => fit(x, y) == Fit::Equal,
                (None, None) => beside.deed() == own.deed(),
                _ => false,
            };
            same && span(beside) == span(own)
        };
        span(own).is_some() && self.beside(other).any(like)
    }
}
