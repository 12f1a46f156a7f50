//! Judges one story: every pair of claims that can be held against each other, once.
//! Claims that agree are gathered first, so that a disagreement is told once and not per copy.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;

use super::compare::{Fit, fit, slip};
use super::elsewhere::Elsewhere;
use super::{
    Opinion, RelationKind, Topic, Verdict, deed, hedge, party, quote, rivals, sum, time, value,
};
use crate::align::{Common, Groups, Match, Rarity, is_telling};
use crate::claim::{Claim, Decimal, DocId, Place, Profile, Quantity, Says};

/// The claims of one story and the articles they are from.
#[derive(Debug)]
pub struct Story<'a> {
    /// Its articles.
    pub articles: Vec<&'a Profile>,
    /// Their claims, in the order of the articles and of the text.
    pub claims: Vec<&'a Claim>,
}

/// Claims that say the same, as indices into `Story::claims`, in order.
pub type Group = Vec<usize>;

/// What was found in one story.
#[derive(Debug, Default)]
pub struct Judged {
    /// Groups of claims that agree; every claim is in one.
    pub groups: Vec<Group>,
    /// Findings, the most certain first.
    pub verdicts: Vec<Verdict>,
}

/// Score of likeness from which equal numbers are one fact: telling ones, and small ones.
const AGREE: f32 = 2.0;
const AGREE_SMALL: f32 = 3.5;

/// Opinions below this are not worth keeping, whatever the user's threshold.
const FLOOR: f32 = 0.5;

/// Score below which nothing that is said of a pair later makes it likely.
const HOPELESS: f32 = 0.0;

/// Judges a story.
pub fn story(story: &Story<'_>) -> Judged {
    let claims = &story.claims;
    let mut pairs = pairs(story);
    let days = days(story);
    let members = gathered(claims, &pairs, &days);
    let mut roots = vec![0; claims.len()];
    for (root, group) in &members {
        group.iter().for_each(|at| roots[*at] = *root);
    }
    rivals::weigh_rivals(claims, &mut pairs, &roots);
    rivals::weigh_crossed(claims, &mut pairs);
    let mut opinions = opinions(claims, &pairs, &days, &Elsewhere::of(claims, &roots));
    opinions.sort_by(|x, y| {
        y.opinion
            .confidence
            .total_cmp(&x.opinion.confidence)
            .then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    let mut verdicts = gather(claims, opinions, &roots, &members);
    verdicts.extend(sum::sums(claims));
    Judged {
        groups: members.into_values().collect(),
        verdicts,
    }
}

/// Claims that say the same, by their first; every claim is in one group. The surest pairs meet first,
/// and no group holds two numbers, times or measures that exclude each other, however many steps lead from one
/// to the other.
fn gathered(
    claims: &[&Claim],
    pairs: &[Pair<'_>],
    days: &[Option<Date>],
) -> BTreeMap<usize, Group> {
    let mut agreeing: Vec<&Pair<'_>> = pairs
        .iter()
        .filter(|pair| {
            let days = [days[pair.a], days[pair.b]];
            agrees(claims[pair.a], claims[pair.b], &pair.common, days)
        })
        .collect();
    agreeing.sort_by(|x, y| {
        let score = y.common.score.total_cmp(&x.common.score);
        score.then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    let mut groups = Groups::new(claims.len());
    let mut members: BTreeMap<usize, Group> = (0..claims.len()).map(|at| (at, vec![at])).collect();
    let apart = |a: usize, b: usize| {
        let numbers = match (claims[a].quantity(), claims[b].quantity()) {
            (Some(x), Some(y)) => !matches!(fit(x, y), Fit::Equal | Fit::Bound | Fit::Compatible),
            _ => false,
        };
        let (a, b) = (claims[a], claims[b]);
        numbers || time::apart(a, b) || value::mistaken(a, b)
    };
    for pair in agreeing {
        let (a, b) = (groups.root(pair.a), groups.root(pair.b));
        let (first, second) = (&members[&a], &members[&b]);
        let clash = || first.iter().any(|x| second.iter().any(|y| apart(*x, *y)));
        if a == b || clash() {
            continue;
        }
        groups.join(a, b);
        let (kept, gone) = (a.min(b), a.max(b));
        let moved = members.remove(&gone).unwrap_or_default();
        let group = members.entry(kept).or_default();
        group.extend(moved);
        group.sort_unstable();
    }
    members
}

/// Two claims and what they have in common.
pub(super) struct Pair<'a> {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) common: Common<'a>,
}

/// An opinion on two claims.
struct Held {
    a: usize,
    b: usize,
    opinion: Opinion,
}

/// The pairs worth an opinion, in order. A story of a thousand claims has half a million pairs, and
/// most have nothing in common.
fn pairs<'a>(story: &Story<'a>) -> Vec<Pair<'a>> {
    let rarity = Rarity::new(&story.claims);
    let claims = &story.claims;
    let of = |b: usize| {
        let pairs = (0..b).filter(move |a| comparable(claims[*a], claims[b]));
        let pairs = pairs.map(|a| {
            let common = Common::of(claims[a], claims[b], &rarity);
            Pair { a, b, common }
        });
        pairs
            .filter(|pair| worthwhile(claims, pair))
            .collect::<Vec<_>>()
    };
    (0..claims.len())
        .into_par_iter()
        .flat_map_iter(of)
        .collect()
}

/// Whether anything that is said of a pair later can make it likely; quotes are weighed by their words,
/// which may stand in other sentences than their speaker.
fn worthwhile(claims: &[&Claim], pair: &Pair<'_>) -> bool {
    let common = &pair.common;
    match claims[pair.a].says {
        Says::Saying { .. } => [&common.words, &common.concepts, &common.names]
            .iter()
            .any(|shared| !shared.is_empty()),
        _ => common.score >= HOPELESS,
    }
}

/// Whether two claims are of one kind, and from two articles or from headline and text of one.
fn comparable(a: &Claim, b: &Claim) -> bool {
    let places = a.doc != b.doc || (a.place == Place::Headline) != (b.place == Place::Headline);
    let kinds = match (&a.says, &b.says) {
        (Says::Amount { quantity: x, .. }, Says::Amount { quantity: y, .. }) => {
            x.unit.dimension == y.unit.dimension && x.per == y.per
        }
        (Says::Saying { .. }, Says::Saying { .. }) => true,
        (Says::Event { .. }, Says::Event { .. }) => {
            !(a.is_bare() || b.is_bare()) || deed::against(a, b)
        }
        _ => false,
    };
    places && kinds
}

/// The day that the article of each claim speaks from.
fn days(story: &Story<'_>) -> Vec<Option<Date>> {
    let articles = story.articles.iter();
    let known: BTreeMap<&DocId, Option<Date>> = articles
        .map(|article| (&article.doc, article.as_of()))
        .collect();
    let claims = story.claims.iter();
    claims
        .map(|claim| known.get(&claim.doc).copied().flatten())
        .collect()
}

fn agrees(a: &Claim, b: &Claim, common: &Common<'_>, days: [Option<Date>; 2]) -> bool {
    let apart = [common.measure, common.class, common.time].contains(&Match::Different);
    if let (Some(x), Some(y)) = (a.quantity(), b.quantity()) {
        let enough = if is_telling(x) { AGREE } else { AGREE_SMALL };
        return match fit(x, y) {
            Fit::Equal | Fit::Bound => !apart && common.score >= enough && a.polarity == b.polarity,
            Fit::Compatible => {
                let grown = value::outgrown([(a, x), (b, y)], days);
                !apart && !grown && common.score >= AGREE_SMALL
            }
            _ => false,
        };
    }
    match (&a.says, &b.says) {
        (Says::Saying { .. }, Says::Saying { .. }) => quote::same_words(a, b, common),
        _ => {
            let both = !a.is_bare() && !b.is_bare() && a.polarity == b.polarity;
            both && common.time == Match::Same && common.score >= AGREE_SMALL
        }
    }
}

/// Which numbers their own sentence tells as what was: they stand against nothing any more.
fn given_way(claims: &[&Claim]) -> BTreeSet<usize> {
    let mut was: BTreeSet<(&DocId, u32, Decimal)> = BTreeSet::new();
    for claim in claims {
        let from = claim.quantity().and_then(|quantity| quantity.from);
        was.extend(from.map(|from| (&claim.doc, claim.order, from)));
    }
    let told = |claim: &Claim| {
        let value = claim.quantity().and_then(Quantity::value);
        value.is_some_and(|value| was.contains(&(&claim.doc, claim.order, value)))
    };
    (0..claims.len()).filter(|at| told(claims[*at])).collect()
}

/// Every opinion on two claims that do not simply agree.
fn opinions(
    claims: &[&Claim],
    pairs: &[Pair<'_>],
    days: &[Option<Date>],
    elsewhere: &Elsewhere<'_>,
) -> Vec<Held> {
    let mut held = Vec::new();
    let gone = given_way(claims);
    for pair in pairs {
        if gone.contains(&pair.a) || gone.contains(&pair.b) {
            continue;
        }
        let (a, b, common) = (claims[pair.a], claims[pair.b], &pair.common);
        let days = [days[pair.a], days[pair.b]];
        let both = [(pair.a, pair.b), (pair.b, pair.a)];
        let dated = || {
            let opinion = time::time(a, b, common, days)?;
            let other = both.iter().any(|(x, y)| elsewhere.day(*x, *y));
            (!other).then_some(opinion)
        };
        let opinion = match (a.quantity(), b.quantity()) {
            (Some(x), Some(y)) => {
                let of = [(a, x), (b, y)];
                let same_article = a.doc == b.doc;
                // Numbers that crossed over, or grew, may stand in both articles.
                let moved = || common.crossed || value::outgrown(of, days);
                let agreed = both.iter().any(|(x, y)| elsewhere.agreed(*x, *y));
                let fresh = same_article || !agreed || moved();
                let told = || both.iter().any(|(x, y)| elsewhere.number(*x, *y));
                hedge::hedge(of, common)
                    .or_else(|| hedge::manner(of, common, days))
                    .or_else(|| party::paid(of, common))
                    .or_else(|| party::party(of, common))
                    .or_else(|| value::replaced(of, common, days))
                    .or_else(|| value::measure(of, common).filter(|_| fresh))
                    .or_else(|| dated().filter(|_| fresh))
                    .or_else(|| {
                        let opinion = value::value(of, common, days);
                        opinion.filter(|_| fresh && (!told() || moved()))
                    })
                    .filter(|opinion| !same_article || inside(opinion, x, y))
            }
            _ => match (&a.says, &b.says) {
                (Says::Saying { .. }, Says::Saying { .. }) => {
                    quote::quote(a, b, common).filter(|_| a.doc != b.doc)
                }
                _ => dated().or_else(|| deed::deed(a, b, common, days).filter(|_| a.doc != b.doc)),
            },
        };
        let worth = opinion.filter(|opinion| opinion.confidence >= FLOOR);
        held.extend(worth.map(|opinion| Held {
            a: pair.a,
            b: pair.b,
            opinion,
        }));
    }
    held
}

/// What one article may be told about its own headline: a bound that it drops, or a slip. Its
/// other numbers are other things.
fn inside(opinion: &Opinion, x: &Quantity, y: &Quantity) -> bool {
    opinion.topic == Topic::Hedge || (opinion.topic == Topic::Value && slip(x, y).is_some())
}

/// One verdict for each disagreement between two groups. A claim stands against at most one
/// number of another article: the one most like it (`held` is sorted by confidence). Of the versions
/// of one statement, or the bounds of one number, each is told once: who has read of the first and the
/// second and of the second and the third knows of the first and the third.
fn gather(
    claims: &[&Claim],
    held: Vec<Held>,
    roots: &[usize],
    members: &BTreeMap<usize, Group>,
) -> Vec<Verdict> {
    let mut used: BTreeMap<(usize, &DocId), usize> = BTreeMap::new();
    let mut seen = BTreeMap::new();
    let mut told = BTreeSet::new();
    let mut versions: BTreeMap<(RelationKind, Topic), Groups> = BTreeMap::new();
    let mut verdicts: Vec<Verdict> = Vec::new();
    for Held { a, b, opinion } in held {
        let (x, y) = (roots[a], roots[b]);
        let numbers = matches!(opinion.topic, Topic::Value | Topic::Unit | Topic::Time);
        if numbers && opinion.relation != RelationKind::Differs {
            let first = *used.entry((x, &claims[b].doc)).or_insert(y);
            let second = *used.entry((y, &claims[a].doc)).or_insert(x);
            if first != y || second != x {
                continue;
            }
        }
        let bounds = [a, b].map(|at| claims[at].quantity().map(|q| q.hedge));
        let hedged = opinion.topic == Topic::Hedge;
        let inside = claims[a].doc == claims[b].doc;
        // Two cues in one sentence ("citing … reveal") tell one utterance once.
        let utterance = claims[a]
            .quantity()
            .is_none()
            .then(|| [a, b].map(|at| (claims[at].doc.clone(), claims[at].sentence.at)));
        let mut key = [
            (x, bounds[0].filter(|_| hedged)),
            (y, bounds[1].filter(|_| hedged)),
        ];
        key.sort_unstable();
        let again = utterance.is_some_and(|two| !told.insert((opinion.topic, two)));
        if seen
            .insert((opinion.relation, opinion.topic, key, inside), ())
            .is_some()
            || again
        {
            continue;
        }
        let first = |root: usize, bound| {
            let mut group = members.get(&root).into_iter().flatten();
            let like = |at: &&usize| claims[**at].quantity().map(|q| q.hedge) == bound;
            group.find(like).copied().unwrap_or(root)
        };
        if matches!(opinion.topic, Topic::Quote | Topic::Hedge) && !inside {
            let versions = versions
                .entry((opinion.relation, opinion.topic))
                .or_insert_with(|| Groups::new(claims.len()));
            let (x, y) = (first(x, bounds[0]), first(y, bounds[1]));
            if versions.root(x) == versions.root(y) {
                continue;
            }
            versions.join(x, y);
        }
        let side = |at: usize, root: usize, bound| {
            let group = members.get(&root).map(Vec::as_slice).unwrap_or_default();
            let like = |other: &&usize| {
                let same_bound = !hedged || claims[**other].quantity().map(|q| q.hedge) == bound;
                **other != at && same_bound && !inside
            };
            std::iter::once(at)
                .chain(group.iter().filter(like).copied())
                .collect::<Vec<_>>()
        };
        verdicts.push(Verdict {
            relation: opinion.relation,
            topic: opinion.topic,
            a: side(a, x, bounds[0]),
            b: side(b, y, bounds[1]),
            because: opinion.because,
            confidence: opinion.confidence,
        });
    }
    verdicts
}
