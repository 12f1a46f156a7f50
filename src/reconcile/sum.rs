//! Numbers that explain one another: parts and their total.
//! Only parts that one sentence states together; chance sums are far more common than real ones.

use super::{Reason, RelationKind, Topic, Verdict};
use crate::align::is_telling;
use crate::claim::{Claim, Decimal, Dimension, Hedge, Quantity, Says};

/// How many sentences the total may stand from its parts, in one article.
const NEAR: u32 = 1;

type Stated<'a> = (usize, &'a Claim, &'a Quantity);

/// Every total of one article whose parts stand together in one sentence: those that add up, and
/// those that miss it by one digit.
pub(crate) fn sums(claims: &[&Claim]) -> Vec<Verdict> {
    let amounts: Vec<Stated<'_>> = claims
        .iter()
        .enumerate()
        .filter_map(|(at, claim)| match &claim.says {
            Says::Amount { quantity, .. } if countable(quantity) => Some((at, *claim, quantity)),
            _ => None,
        })
        .collect();
    amounts
        .iter()
        .filter_map(|total| sum(&amounts, total))
        .collect()
}

/// The first two parts that explain `total`, or else the first two that all but do.
fn sum(amounts: &[Stated<'_>], total: &Stated<'_>) -> Option<Verdict> {
    let near =
        |claim: &Claim| claim.doc == total.1.doc && claim.order.abs_diff(total.1.order) <= NEAR;
    let parts: Vec<&Stated<'_>> = amounts
        .iter()
        .filter(|(at, claim, part)| {
            *at != total.0 && near(claim) && part.unit == total.2.unit && part.high < total.2.high
        })
        .collect();
    let pairs: Vec<[&Stated<'_>; 2]> = parts
        .iter()
        .enumerate()
        .flat_map(|(at, x)| parts[at + 1..].iter().map(move |y| [*x, *y]))
        .filter(|[x, y]| x.1.sentence.at == y.1.sentence.at)
        .collect();
    let made = |pair: &[&Stated<'_>; 2]| pair[0].2.high.checked_add(pair[1].2.high);
    if let Some(pair) = pairs.iter().find(|pair| made(pair) == Some(total.2.high)) {
        return Some(verdict(pair, total, RelationKind::AddsUp));
    }
    let missed = |pair: &&[&Stated<'_>; 2]| {
        let exact = |stated: &Stated<'_>| stated.2.hedge == Hedge::Exact;
        let all = [pair[0], pair[1], total];
        all.iter().all(|stated| exact(stated))
            && alike(&all)
            && made(pair).is_some_and(|sum| one_digit_off(sum, total.2.high))
    };
    let pair = pairs.iter().find(missed)?;
    Some(verdict(pair, total, RelationKind::Contradicts))
}

/// Whether all count the same class of thing, or measure the same.
fn alike(stated: &[&Stated<'_>; 3]) -> bool {
    let same = |of: fn(&Stated<'_>) -> Option<String>| {
        let first = of(stated[0]);
        first.is_some() && stated.iter().all(|other| of(other) == first)
    };
    same(|stated| stated.2.class.clone()) || same(|stated| stated.1.measure.clone())
}

/// Whether two numbers have as many digits and differ in one of them.
fn one_digit_off(a: Decimal, b: Decimal) -> bool {
    let (a, b) = (a.normalize().to_string(), b.normalize().to_string());
    a.len() == b.len()
        && a.len() > 2
        && a.bytes().zip(b.bytes()).filter(|(x, y)| x != y).count() == 1
}

/// An amount that can be a part or a total: a stated level of a unit that adds.
fn countable(quantity: &Quantity) -> bool {
    let adds = !matches!(
        quantity.unit.dimension,
        Dimension::Percent | Dimension::Rank | Dimension::Score | Dimension::Age
    );
    let stated = !matches!(quantity.hedge, Hedge::Range) && !quantity.vague;
    adds && stated && quantity.per.is_none() && quantity.change.is_none() && is_telling(quantity)
}

fn verdict(parts: &[&Stated<'_>; 2], total: &Stated<'_>, relation: RelationKind) -> Verdict {
    let numbers: Vec<Decimal> = parts.iter().map(|part| part.2.high).collect();
    Verdict {
        relation,
        topic: Topic::Sum,
        a: parts.iter().map(|part| part.0).collect(),
        b: vec![total.0],
        because: vec![Reason::Sum {
            sum: numbers.iter().copied().sum(),
            parts: numbers,
            total: total.2.high,
        }],
        confidence: 0.8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_is_missed_by_one_digit_or_not_at_all() {
        let off = |a: i64, b: i64| one_digit_off(a.into(), b.into());
        assert!(off(16_100, 15_100));
        assert!(!off(16_100, 16_100));
        assert!(!off(16_100, 12_300));
        assert!(!off(9, 8));
    }
}
