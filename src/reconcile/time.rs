//! One event, two dates.
//! Both dates must be stated as finely as each other, or one must exclude the other.

use jiff::civil::Date;

use super::compare::{Fit, fit};
use super::value::shared;
use super::{Opinion, Reason, RelationKind, Topic, likely};
use crate::align::{Common, Match, is_telling};
use crate::claim::{Claim, Part, Relation, Says, When};

/// The same event, or the same amount of the same party, at times that exclude each other.
pub(crate) fn time(a: &Claim, b: &Claim, common: &Common) -> Option<Opinion> {
    let (x, y) = (a.when.as_ref()?, b.when.as_ref()?);
    if common.time != Match::Different || common.subject == Match::Different {
        return None;
    }
    let (first, second) = (point(x)?, point(y)?);
    let same_thing = match (&a.says, &b.says) {
        (Says::Amount { quantity: p, .. }, Says::Amount { quantity: q, .. }) => {
            matches!(fit(p, q), Fit::Equal | Fit::Bound)
                && is_telling(p)
                && common.measure != Match::Different
                && common.subject == Match::Same
        }
        (Says::Event { .. }, Says::Event { .. }) => {
            let words = common.measure_words == Match::Same && common.subject == Match::Same;
            words || common.closeness.is_some_and(|cosine| cosine >= 0.95)
        }
        _ => false,
    };
    let as_fine = x.value.grain == y.value.grain;
    if !same_thing || !as_fine || first == second {
        return None;
    }
    let mut because = vec![Reason::Times {
        a: said(x),
        b: said(y),
    }];
    because.extend(shared(a, b, common));
    // The score counts the times against the pair; here they are the finding.
    Some(Opinion {
        relation: RelationKind::Contradicts,
        topic: Topic::Time,
        because,
        confidence: likely(common.score + 1.0),
    })
}

/// The days of a time that says when, not since or until when.
fn point(part: &Part<When>) -> Option<(Date, Date)> {
    let when = &part.value;
    (when.relation == Relation::In).then_some((when.from?, when.until?))
}

fn said(part: &Part<When>) -> String {
    let when = &part.value;
    match (when.from, when.until) {
        (Some(from), Some(until)) if from == until => format!("{} ({from})", part.text),
        (Some(from), Some(until)) => format!("{} ({from} to {until})", part.text),
        _ => part.text.clone(),
    }
}
