//! Numbers that explain one another: parts and their total.
//! Only parts that one article states together; chance sums are far more common than real ones.

use std::collections::{BTreeMap, BTreeSet};

use super::{Reason, RelationKind, Topic, Verdict};
use crate::align::is_telling;
use crate::claim::{Claim, Decimal, Dimension, DocId, Hedge, Place, Quantity, Says, classes};

/// How many sentences the total may stand from its parts, in one article.
const NEAR: u32 = 1;
/// Parts of one total, at most.
const PARTS: usize = 4;
/// Bytes between two parts that are told in one breath: "$15 billion up front and another $35 billion".
const BREATH: u32 = 40;

type Stated<'a> = (usize, &'a Claim, &'a Quantity);

/// Every total of one article whose parts it states: those that add up, and those that miss it
/// though they should not.
pub(crate) fn sums(claims: &[&Claim]) -> Vec<Verdict> {
    let mut articles: BTreeMap<&DocId, Vec<Stated<'_>>> = BTreeMap::new();
    for (at, claim) in claims.iter().enumerate() {
        if let Says::Amount { quantity, .. } = &claim.says
            && adds(quantity)
        {
            let stated = articles.entry(&claim.doc).or_default();
            stated.push((at, claim, quantity));
        }
    }
    let mut verdicts = Vec::new();
    for stated in articles.values() {
        let totals = stated.iter().filter(|total| is_telling(total.2));
        let mut found: Vec<Verdict> = totals
            .filter_map(|total| sum(stated, total))
            .chain(fates(stated))
            .collect();
        // An article may give its total more than once: the one nearest to the parts is told.
        let order = |at: &usize| claims.get(*at).map_or(0, |claim| claim.order);
        found.sort_by_key(|verdict| {
            let ends = [&verdict.a, &verdict.b].map(|side| side.first().map_or(0, order));
            ends[0].abs_diff(ends[1])
        });
        let mut told = BTreeSet::new();
        verdicts.extend(found.into_iter().filter(|it| told.insert(numbers(it))));
    }
    verdicts
}

/// The numbers of a sum: its parts in order and its total.
fn numbers(verdict: &Verdict) -> Option<(Vec<Decimal>, Decimal)> {
    verdict.because.iter().find_map(|reason| match reason {
        Reason::Sum { parts, total, .. } => Some((parts.clone(), *total)),
        _ => None,
    })
}

/// The parts that explain `total`, or else two that all but do.
fn sum(stated: &[Stated<'_>], total: &Stated<'_>) -> Option<Verdict> {
    let mut sentences: BTreeMap<_, Vec<&Stated<'_>>> = BTreeMap::new();
    for part in stated {
        let smaller = part.2.unit == total.2.unit && part.2.high < total.2.high;
        if part.0 != total.0 && smaller && is_telling(part.2) {
            sentences.entry(part.1.sentence.at).or_default().push(part);
        }
    }
    let mut missed = None;
    for parts in sentences.values() {
        let near = parts[0].1.order.abs_diff(total.1.order) <= NEAR;
        for count in 2..=PARTS.min(parts.len()) {
            for run in parts.windows(count) {
                let made = made(run)?;
                let breath = run
                    .windows(2)
                    .all(|two| two[0].1.anchor.at.distance(two[1].1.anchor.at) <= BREATH);
                if made == total.2.high && (near || (count == 2 && breath)) {
                    return Some(verdict(run, total, RelationKind::AddsUp));
                }
                if count == 2 && near && one_off(run, total, made) {
                    missed.get_or_insert_with(|| verdict(run, total, RelationKind::Contradicts));
                }
            }
        }
        // Parts need not stand side by side: "9,800 and sales of 4.6bn, 6,300 and 2.5bn".
        for (at, x) in parts.iter().enumerate() {
            for y in &parts[at + 1..] {
                if near && made(&[*x, *y])? == total.2.high {
                    return Some(verdict(&[*x, *y], total, RelationKind::AddsUp));
                }
            }
        }
    }
    missed
}

fn made(parts: &[&Stated<'_>]) -> Option<Decimal> {
    let mut numbers = parts.iter().map(|part| part.2.high);
    numbers.try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part))
}

/// Whether two exact parts miss an exact total of the same kind by one digit.
fn one_off(parts: &[&Stated<'_>], total: &Stated<'_>, made: Decimal) -> bool {
    let exact = |stated: &Stated<'_>| stated.2.hedge == Hedge::Exact;
    let kind = |stated: &Stated<'_>| stated.1.measure.clone().or(stated.2.class.clone());
    let own = kind(total);
    // A part may leave out what is counted ("9,800 workers at X and 6,300 at Y"), the first not.
    let alike = own.is_some()
        && kind(parts[0]) == own
        && parts
            .iter()
            .all(|part| kind(part).is_none_or(|kind| Some(kind) == own));
    alike
        && parts.iter().all(|part| exact(part))
        && exact(total)
        && one_digit_off(made, total.2.high)
}

/// Whether two numbers have as many digits and differ in one of them.
fn one_digit_off(a: Decimal, b: Decimal) -> bool {
    let (a, b) = (a.normalize().to_string(), b.normalize().to_string());
    a.len() == b.len()
        && a.len() > 2
        && a.bytes().zip(b.bytes()).filter(|(x, y)| x != y).count() == 1
}

/// A whole whose members all have one of a few fates, each told once in the article: who was aboard
/// is dead, missing or rescued, and the numbers add up or do not.
fn fates(stated: &[Stated<'_>]) -> Option<Verdict> {
    let wholes: BTreeSet<&str> = classes::measures().filter_map(|class| class.fate).collect();
    let (total, whole) = stated.iter().find_map(|total| {
        let near = |whole: &&str| total.1.context.near.iter().any(|id| id == whole);
        let whole = wholes.iter().copied().find(near)?;
        (total.2.class.is_some() && fate(total.1) != Some(whole)).then_some((total, whole))
    })?;
    let mut parts: BTreeMap<&str, Vec<&Stated<'_>>> = BTreeMap::new();
    for part in stated.iter().filter(|part| fate(part.1) == Some(whole)) {
        let class = part.1.measure.as_deref().unwrap_or_default();
        parts.entry(class).or_default().push(part);
    }
    let wanted = classes::measures()
        .filter(|class| class.fate == Some(whole))
        .count();
    // They are told in one breath; other numbers of a class are parts of it, or news of its own.
    let body = |part: &&&Stated<'_>| part.1.place != Place::Headline;
    let first = parts.values().flatten().find(body)?.1.order;
    let chosen: Vec<&Stated<'_>> = parts
        .values()
        .filter_map(|of| {
            of.iter()
                .filter(body)
                .min_by_key(|part| part.1.order.abs_diff(first))
        })
        .filter(|part| part.1.order.abs_diff(first) <= BESIDE)
        .copied()
        .collect();
    if parts.len() < wanted || chosen.len() < wanted {
        return None;
    }
    let bound = |of: fn(&Quantity) -> Decimal| {
        let mut numbers = chosen.iter().map(|part| of(part.2));
        numbers.try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part))
    };
    let exact = chosen
        .iter()
        .chain([&total])
        .all(|part| part.2.hedge == Hedge::Exact);
    let (low, high) = (bound(|q| q.low)?, bound(|q| q.high)?);
    if low == total.2.low && high == total.2.high {
        return Some(verdict(&chosen, total, RelationKind::AddsUp));
    }
    exact.then(|| verdict(&chosen, total, RelationKind::Contradicts))
}

/// Sentences that the fates of one whole lie apart, at most.
const BESIDE: u32 = 2;

fn fate(claim: &Claim) -> Option<&'static str> {
    classes::measure(claim.measure.as_deref()?)?.fate
}

/// An amount that can be a part or a total: a stated level of a unit that adds.
fn adds(quantity: &Quantity) -> bool {
    let adds = !matches!(
        quantity.unit.dimension,
        Dimension::Percent | Dimension::Rank | Dimension::Score | Dimension::Age
    );
    let stated = !matches!(quantity.hedge, Hedge::Range) && !quantity.vague;
    adds && stated && quantity.per.is_none() && quantity.change.is_none()
}

/// What a number counts: the fate of its people, the class of its noun, or else the measure; a
/// measure only where words of its sentence say it.
fn kind(stated: &Stated<'_>) -> String {
    let measure = stated.1.measure.clone().filter(|_| stated.1.measure_stated);
    let class = match fate(stated.1) {
        Some(_) => measure.or(stated.2.class.clone()),
        None => stated.2.class.clone().or(measure),
    };
    class.unwrap_or_default()
}

fn verdict(parts: &[&Stated<'_>], total: &Stated<'_>, relation: RelationKind) -> Verdict {
    let numbers: Vec<Decimal> = parts.iter().map(|part| part.2.high).collect();
    Verdict {
        relation,
        topic: Topic::Sum,
        a: parts.iter().map(|part| part.0).collect(),
        b: vec![total.0],
        because: vec![
            Reason::Sum {
                sum: numbers.iter().copied().sum(),
                parts: numbers,
                total: total.2.high,
            },
            Reason::Counted {
                parts: parts.iter().map(|part| kind(part)).collect(),
                total: kind(total),
                unit: total.2.unit.code.clone(),
            },
        ],
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
