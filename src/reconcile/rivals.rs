//! What other pairs say of a pair: whether a number has rivals, or changed places with another.
//! It corrects scores; it gives no opinion.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::{Fit, fit};
use super::judge::Pair;
use crate::align::{CROSSED, Common, Match};
use crate::claim::{Claim, DocId};

/// A number that is the only one of its kind in both articles is more likely the same thing told
/// twice; one of several is less.
pub(super) fn weigh_rivals(claims: &[&Claim], pairs: &mut [Pair<'_>], roots: &[usize]) {
    let alike = |common: &Common<'_>| {
        let kind = [common.measure, common.class, common.rate, common.deed];
        kind.contains(&Match::Same) && !kind.contains(&Match::Different)
    };
    let mut rivals: BTreeMap<(usize, &DocId), BTreeSet<usize>> = BTreeMap::new();
    for pair in pairs.iter().filter(|pair| alike(&pair.common)) {
        rivals
            .entry((pair.a, &claims[pair.b].doc))
            .or_default()
            .insert(roots[pair.b]);
        rivals
            .entry((pair.b, &claims[pair.a].doc))
            .or_default()
            .insert(roots[pair.a]);
    }
    for pair in pairs.iter_mut().filter(|pair| alike(&pair.common)) {
        let ways = [(pair.a, &claims[pair.b].doc), (pair.b, &claims[pair.a].doc)];
        let most = ways
            .iter()
            .filter_map(|way| rivals.get(way))
            .map(BTreeSet::len)
            .max();
        pair.common.score += match most.unwrap_or(1) {
            0 | 1 => 1.0,
            several => (-0.4 * (several - 1) as f32).max(-1.2),
        };
    }
}

/// Two sentences that hold the same two numbers cross them only if a number stands for one thing here and
/// for another there; where each finds its like, nothing is crossed.
pub(super) fn weigh_crossed(claims: &[&Claim], pairs: &mut [Pair<'_>]) {
    let kin = |of: usize, other: usize| {
        let (x, y) = (claims[of].quantity(), claims[other].quantity());
        matches!((x, y), (Some(x), Some(y)) if fit(x, y) == Fit::Equal)
    };
    let together = |x: usize, y: usize| {
        claims[x].doc == claims[y].doc && claims[x].sentence.at == claims[y].sentence.at
    };
    let twins: Vec<(usize, usize, Match)> = pairs
        .iter()
        .filter(|pair| kin(pair.a, pair.b))
        .map(|pair| (pair.a, pair.b, pair.common.class))
        .collect();
    for pair in pairs.iter_mut().filter(|pair| pair.common.crossed) {
        let classes: Vec<Match> = twins
            .iter()
            .filter(|(a, b, _)| {
                (*a == pair.a && together(*b, pair.b)) || (*b == pair.b && together(*a, pair.a))
            })
            .map(|(_, _, class)| *class)
            .collect();
        if classes.contains(&Match::Same) || !classes.contains(&Match::Different) {
            pair.common.crossed = false;
            pair.common.score -= CROSSED;
        }
    }
}
