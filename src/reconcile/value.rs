//! One thing, two numbers: contradiction of the value, the unit, or what it measures.
//! Updates over time and rounded numbers are told apart here; hedges are `hedge`'s.

use jiff::civil::Date;

use super::compare::{Fit, Slip, digits, fit, readable, slip};
use super::{Opinion, Reason, RelationKind, Topic, likely, told};
use crate::align::{Common, Match, is_telling};
use crate::claim::{Claim, ConceptKind, Decimal, Dimension, Hedge, Quantity, Says, classes};

/// Two amounts, each as the claim and its quantity.
pub(crate) type Amounts<'a> = [(&'a Claim, &'a Quantity); 2];

/// Days after which another number of what holds for a while is news rather than an error.
const HOLDS: i64 = 14;

/// Judges two amounts that say different numbers of what looks like one thing; `days` are the
/// days the articles speak from.
pub(crate) fn value(
    of: Amounts<'_>,
    common: &Common<'_>,
    days: [Option<Date>; 2],
) -> Option<Opinion> {
    let [(a, x), (b, y)] = of;
    let fit = fit(x, y);
    let slip = slip(x, y);
    let slipped = slip.is_some() && digits(x.high).len().min(digits(y.high).len()) >= 3;
    // "At least six" and nine the next day are no contradiction, but news.
    let grown = fit == Fit::Compatible && outgrown(of, days);
    if !(grown || matches!(fit, Fit::Apart | Fit::Unit))
        || !same_kind(a, b, common, x.per.is_some() || slipped || fit == Fit::Unit)
    {
        return None;
    }
    let score = common.score
        + match slip {
            // The more digits share in a slip, the less it is chance.
            Some(_) if digits(x.high).len().min(digits(y.high).len()) >= 3 => 2.5,
            Some(Slip::Nought) => 1.5,
            Some(_) if [common.class, common.measure].contains(&Match::Same) => 2.2,
            Some(_) => 1.5,
            // Deals differ in their numbers; one deal shows by its parties.
            None if is_deal(of) && other_deal(a, b, common) => return None,
            None if is_deal(of) && !same_deal(common) => -2.5,
            None => 0.0,
        }
        - if a.modality == b.modality { 0.0 } else { 0.5 }
        + if fit == Fit::Unit { 2.0 } else { 0.0 }
        - if slip.is_none() && fit != Fit::Unit && !outgrown(of, days) {
            distance(x, y)
        } else {
            0.0
        };
    let mut because = reasons(of, common);
    let class = a
        .measure
        .as_deref()
        .or(b.measure.as_deref())
        .filter(|class| is_told(a, b, class))
        .and_then(classes::measure);
    let grows = class.is_some_and(|class| class.grows);
    let stated = common.time == Match::Same;
    // What grows does not grow by a nought.
    let gross = matches!(slip, Some(Slip::Scale | Slip::Nought));
    let level = class.is_some_and(|class| class.flow == "level");
    // What grows is other the next day; what holds is other after a while.
    let updated = |first: Date, second: Date| {
        let apart = first.duration_until(second).as_hours().abs() / 24;
        (grows && apart > 0) || (level && apart >= HOLDS)
    };
    let (relation, topic) = match days {
        _ if fit == Fit::Unit => (RelationKind::Contradicts, Topic::Unit),
        [Some(first), Some(second)] if updated(first, second) && !stated && !gross => {
            because.push(Reason::later(first, second));
            (RelationKind::Supersedes, Topic::Value)
        }
        [Some(_), Some(_)] => (RelationKind::Contradicts, Topic::Value),
        _ if grows && !stated && slip.is_none() => (RelationKind::Differs, Topic::Time),
        _ => (RelationKind::Contradicts, Topic::Value),
    };
    Some(Opinion {
        relation,
        topic,
        because,
        confidence: likely(score),
    })
}

/// Another number of which its own article says that it stands in the place of the first. What is counted
/// once is corrected; what changes has changed. An earlier article cannot tell of a later one's number.
pub(crate) fn replaced(
    of: Amounts<'_>,
    common: &Common<'_>,
    days: [Option<Date>; 2],
) -> Option<Opinion> {
    let [(a, x), (b, y)] = of;
    let was = |old: &Quantity, new: &Quantity| {
        let low = new.from?;
        let told = Quantity {
            low,
            high: low,
            hedge: Hedge::Exact,
            ..new.clone()
        };
        Some(matches!(fit(old, &told), Fit::Equal | Fit::Bound))
    };
    let newer = match (was(x, y), was(y, x)) {
        (Some(true), _) => 1,
        (_, Some(true)) => 0,
        _ => return None,
    };
    let apart = [common.measure, common.class, common.subject].contains(&Match::Different);
    if apart || fit(x, y) != Fit::Apart || !is_telling(x) {
        return None;
    }
    let mut because = reasons(of, common);
    if let [Some(first), Some(second)] = days {
        let later = usize::from(second > first);
        if first == second || later != newer {
            return None;
        }
        because.push(Reason::later(first, second));
    }
    let once = class_flow(a, b).is_none_or(|flow| flow == "event");
    Some(Opinion {
        relation: RelationKind::Supersedes,
        topic: if once {
            Topic::Correction
        } else {
            Topic::Value
        },
        because,
        confidence: likely(common.score + REPLACED),
    })
}

/// What it counts for that an article tells the other's number as what was.
const REPLACED: f32 = 2.5;

/// Whether the later article has the higher number of what grows while a story runs, by no more than
/// a story makes it grow.
pub(crate) fn outgrown(of: Amounts<'_>, days: [Option<Date>; 2]) -> bool {
    let [(a, x), (b, y)] = of;
    let class = a.measure.as_deref().and_then(classes::measure);
    let (Some(class), [Some(first), Some(second)]) = (class, days) else {
        return false;
    };
    let (earlier, later) = if first < second { (x, y) } else { (y, x) };
    let most = earlier.high.checked_mul(MOST).unwrap_or(Decimal::MAX);
    let more = later.low > earlier.low && later.low <= most;
    // "57,000" and "57,204" the next day are one number, rounded.
    let rounded = earlier.hedge == Hedge::Exact && fit(x, y) == Fit::Compatible;
    class.grows
        && !rounded
        && a.measure == b.measure
        && first != second
        && more
        && later.hedge == Hedge::Exact
}

/// Times that a number grows from one article on a story to another.
const MOST: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// Whether the class they share is of something that happens once, or holds.
fn class_flow(a: &Claim, b: &Claim) -> Option<&'static str> {
    let class = a.measure.as_deref().or(b.measure.as_deref())?;
    classes::measure(class)
        .map(|class| class.flow)
        .filter(|_| a.measure == b.measure)
}

/// Whether both are money that changes hands once.
fn is_deal(of: Amounts<'_>) -> bool {
    let [(a, x), (b, _)] = of;
    x.unit.dimension == Dimension::Money && class_flow(a, b) == Some("event")
}

/// Whether both say with whom, and not that it is with the same; names in two scripts may not meet.
fn other_deal(a: &Claim, b: &Claim, common: &Common<'_>) -> bool {
    let named = |claim: &Claim| {
        claim
            .counterparty
            .as_ref()
            .is_some_and(|part| part.value.proper)
    };
    named(a) && named(b) && common.counterparty != Match::Same
}

/// Whether two amounts name the same other party, or the same party at the same time.
fn same_deal(common: &Common<'_>) -> bool {
    common.counterparty == Match::Same
        || (common.subject == Match::Same && common.time == Match::Same)
}

/// How much speaks against two numbers being of one thing: small ones and vague ones are of many
/// things, and what differs by a multiple is seldom the same told twice.
fn distance(x: &Quantity, y: &Quantity) -> f32 {
    let [x_base, y_base] = [x, y].map(|q| q.in_base_unit().unwrap_or_else(|| q.clone()).high.abs());
    let ratio = x_base
        .max(y_base)
        .checked_div(x_base.min(y_base))
        .unwrap_or(Decimal::MAX);
    let far = match ratio {
        ratio if ratio > Decimal::from(200) => 4.5,
        ratio if ratio > Decimal::from(20) => 3.0,
        ratio if ratio > Decimal::from(4) => 2.5,
        ratio if ratio > Decimal::TWO => 1.5,
        _ => 0.0,
    };
    let party = |q: &Quantity| {
        q.class
            .as_deref()
            .and_then(classes::count)
            .is_some_and(|it| it.party)
    };
    let small = match is_telling(x) || is_telling(y) {
        true => 0.0,
        // "The two companies" and "the three companies" are other companies.
        false if party(x) && party(y) => 4.0,
        false => 0.8,
    };
    let vague = if x.vague || y.vague { 1.5 } else { 0.0 };
    far + small + vague
}

/// Whether nothing they state of themselves keeps two amounts from being of one thing.
fn same_kind(a: &Claim, b: &Claim, common: &Common<'_>, otherwise_known: bool) -> bool {
    let apart = [common.measure, common.class, common.subject, common.time]
        .contains(&Match::Different)
        || each_at_home(a, b, common);
    let known = [common.measure, common.class, common.measure_words].contains(&Match::Same)
        || otherwise_known
        || common.near.len() > 1
        || common.closeness.is_some_and(|cosine| cosine >= 0.8);
    !apart && known && a.polarity == b.polarity
}

/// Whether both speak of their own country without a name, each of another one.
fn each_at_home(a: &Claim, b: &Claim, common: &Common<'_>) -> bool {
    let here = |id: &String| ConceptKind::Here.holds(id);
    let home = |claim: &Claim| claim.context.near.iter().any(here);
    common.places == Match::Different && home(a) && home(b)
}

/// One number under two measures that news mistakes for one another: the size of a round and a
/// valuation, the dead and the injured.
pub(crate) fn measure(of: Amounts<'_>, common: &Common<'_>) -> Option<Opinion> {
    let [(a, x), (b, y)] = of;
    let (first, second) = (a.measure.as_deref()?, b.measure.as_deref()?);
    let same_number = matches!(fit(x, y), Fit::Equal | Fit::Bound);
    let apart = [common.subject, common.time].contains(&Match::Different) && !common.swapped;
    if !same_number || !mistaken(a, b) || !is_telling(x) || apart {
        return None;
    }
    let mut because = vec![
        Reason::SameValue { value: readable(x) },
        Reason::Measures {
            a: first.into(),
            b: second.into(),
        },
    ];
    if a.doc == b.doc {
        because.push(Reason::SameArticle);
    }
    // The score counts different classes against the pair; here they are the finding.
    let score = common.score + 1.0;
    Some(Opinion {
        relation: RelationKind::Contradicts,
        topic: Topic::Measure,
        because,
        confidence: likely(score),
    })
}

/// Whether the texts measure two things that news mistakes for one another.
pub(crate) fn mistaken(a: &Claim, b: &Claim) -> bool {
    let class = |claim: &Claim| classes::measure(claim.measure.as_deref()?);
    let stated = a.measure_stated && b.measure_stated;
    matches!((class(a), class(b)), (Some(x), Some(y)) if stated && x.mistaken_for.contains(&y.id))
}

/// What both share and what each says, as reasons.
pub(crate) fn reasons(of: Amounts<'_>, common: &Common<'_>) -> Vec<Reason> {
    let [(a, x), (b, y)] = of;
    let mut because = vec![Reason::Values {
        a: readable(x),
        b: readable(y),
    }];
    because.extend(shared(a, b, common));
    because
}

/// Whether a reader can see what is measured: one of the texts has a word for it, or the unit says it.
/// What the tagger guesses both times is no reason to name.
fn is_told(a: &Claim, b: &Claim, class: &str) -> bool {
    let many = ["money", "count", "percent", "any"];
    let by_unit = classes::measure(class).is_some_and(|class| !many.contains(&class.dimension));
    a.measure_stated || b.measure_stated || by_unit
}

/// What two claims share, as reasons.
pub(crate) fn shared(a: &Claim, b: &Claim, common: &Common<'_>) -> Vec<Reason> {
    let mut because = Vec::new();
    if common.subject == Match::Same
        && let (Some(own), Some(other)) = (&a.subject, &b.subject)
    {
        because.push(Reason::SameParty {
            name: told::party(own, other),
        });
    }
    if common.counterparty == Match::Same
        && let (Some(own), Some(other)) = (&a.counterparty, &b.counterparty)
    {
        because.push(Reason::SameParty {
            name: told::party(own, other),
        });
    }
    if common.measure == Match::Same
        && let Some(measure) = a.measure.as_ref().filter(|class| is_told(a, b, class))
    {
        because.push(Reason::SameMeasure {
            measure: measure.clone(),
        });
    } else if common.class == Match::Same
        && let Says::Amount { quantity, .. } = &a.says
        && let Some(class) = &quantity.class
    {
        because.push(Reason::SameMeasure {
            measure: class.clone(),
        });
    }
    if !common.names.is_empty() || !common.words.is_empty() {
        let words = common.names.iter().chain(&common.words);
        let words = words.map(|word| (*word).to_owned()).collect();
        because.push(Reason::SharedContext { words });
    }
    if let Some(cosine) = common.closeness {
        because.push(Reason::Closeness {
            per_cent: (cosine.clamp(0.0, 1.0) * 100.0).round() as u8,
        });
    }
    if a.doc == b.doc {
        because.push(Reason::SameArticle);
    }
    because
}
