//! One event, two dates.
//! Both dates must be stated as finely as each other, or one must exclude the other.

use jiff::civil::Date;

use super::compare::{Fit, fit, readable};
use super::deed::event;
use super::value::shared;
use super::{Opinion, Reason, RelationKind, Topic, likely};
use crate::align::{Common, Match, is_telling};
use crate::claim::{Claim, ConceptKind, Grain, Relation, Says, Stated, When};

/// The same event, or the same amount of the same party, at times that exclude each other.
/// A later article that tells of a delay tells the new date, and no other one.
pub(crate) fn time(
    a: &Claim,
    b: &Claim,
    common: &Common<'_>,
    days: [Option<Date>; 2],
) -> Option<Opinion> {
    let (x, y) = (a.when.as_ref()?, b.when.as_ref()?);
    if common.subject == Match::Different || !exclude(&x.value, &y.value) {
        return None;
    }
    let same_thing = match (&a.says, &b.says) {
        (Says::Amount { quantity: p, .. }, Says::Amount { quantity: q, .. }) => {
            matches!(fit(p, q), Fit::Equal | Fit::Bound)
                && is_telling(p)
                && common.measure != Match::Different
                && (common.subject == Match::Same || common.measure == Match::Same)
        }
        (Says::Event { .. }, Says::Event { .. }) => {
            let alike = [common.measure_words, common.deed].contains(&Match::Same)
                || common.closeness.is_some_and(|cosine| cosine >= CLOSE);
            // One kind of event happens to many; something else has to be the same too.
            let anchored = [common.subject, common.of].contains(&Match::Same)
                || !common.names.is_empty()
                || common.near.len() > 1
                || x.value.relation != Relation::In;
            alike && anchored && common.deed != Match::Different && a.polarity == b.polarity
        }
        _ => false,
    };
    if !same_thing {
        return None;
    }
    let mut because = vec![Reason::Times {
        a: x.text.clone(),
        b: y.text.clone(),
    }];
    if let (Some(first), Some(second)) = (days_of(&x.value), days_of(&y.value)) {
        because.push(Reason::Days {
            a: first,
            b: second,
            relation: relation_name(x.value.relation).into(),
        });
    }
    because.extend(event(a, b));
    if let Says::Amount { quantity, .. } = &a.says {
        because.push(Reason::SameValue {
            value: readable(quantity),
        });
    }
    because.extend(shared(a, b, common));
    let moved = |claim: &Claim| {
        let shift = |id: &String| ConceptKind::Shift.holds(id);
        claim.context.near.iter().any(shift)
    };
    let relation = match days {
        [Some(first), Some(second)]
            if first != second && moved(if first > second { a } else { b }) =>
        {
            because.push(Reason::later(first, second));
            RelationKind::Supersedes
        }
        _ => RelationKind::Contradicts,
    };
    // The score may count the times against the pair; here they are the finding.
    let known = if common.time == Match::Different {
        1.5
    } else {
        0.0
    };
    Some(Opinion {
        relation,
        topic: Topic::Time,
        because,
        confidence: likely(common.score + known),
    })
}

/// Whether two claims are of times that exclude each other.
pub(crate) fn apart(a: &Claim, b: &Claim) -> bool {
    matches!((&a.when, &b.when), (Some(x), Some(y)) if exclude(&x.value, &y.value))
}

/// Closeness from which the encoder takes two events for one.
const CLOSE: f32 = 0.85;

/// Whether two times that are stated about as finely cannot both be right of one event: both of its
/// day, or both of the day it starts or ends.
fn exclude(a: &When, b: &When) -> bool {
    let span = |when: &When| Some((when.from?, when.until?));
    let apart = match (span(a), span(b)) {
        (Some(first), Some(second)) => first.1 < second.0 || second.1 < first.0,
        // Articles without a date leave the year open: 11 June and 15 June are two days in any.
        (None, None) => matches!((day_of_year(a), day_of_year(b)), (Some(x), Some(y)) if x != y),
        _ => false,
    };
    alike(a.grain, b.grain) && a.relation == b.relation && apart
}

/// Month and day of a date whose year is not known.
fn day_of_year(when: &When) -> Option<(i8, i8)> {
    match when.stated {
        Stated::Calendar {
            year: None,
            month,
            day,
        } => Some((month?, day?)),
        _ => None,
    }
}

/// Whether two times are stated about as finely: a month and its year, a day and its month.
fn alike(a: Grain, b: Grain) -> bool {
    let next = |a, b| {
        matches!(
            (a, b),
            (Grain::Day, Grain::Month)
                | (Grain::Month, Grain::Year)
                | (Grain::Quarter, Grain::Year)
        )
    };
    a == b || next(a, b) || next(b, a)
}

/// The days of a time, as one day or the first and the last.
fn days_of(when: &When) -> Option<String> {
    let (from, until) = (when.from?, when.until?);
    Some(if from == until {
        from.to_string()
    } else {
        format!("{from}/{until}")
    })
}

/// A relation to a time as records name it.
fn relation_name(relation: Relation) -> &'static str {
    match relation {
        Relation::In => "in",
        Relation::Since => "since",
        Relation::Until => "until",
        Relation::By => "by",
        Relation::Before => "before",
        Relation::After => "after",
    }
}
