//! One number, bound differently or stated more finely: "up to $50B" and "$50B".
//! Compatible numbers only; numbers that exclude one another are `value`'s.

use jiff::civil::Date;

use super::compare::{Fit, fit, hedge_name, readable};
use super::value::{Amounts, shared};
use super::{Opinion, Reason, RelationKind, Topic, likely, told};
use crate::align::{Common, Match, is_telling};
use crate::claim::{Hedge, Modality, Polarity};

/// Confidence that is not exceeded by what an editor knows to be a manner of writing.
const TRIFLING: f32 = 0.6;

/// The same number with and without a bound, or with another one.
pub(crate) fn hedge(of: Amounts<'_>, common: &Common<'_>) -> Option<Opinion> {
    let [(a, x), (b, y)] = of;
    if fit(x, y) != Fit::Bound || !is_telling(x) || apart(common) {
        return None;
    }
    let mut because = vec![
        Reason::Hedges {
            a: hedge_name(x.hedge).into(),
            b: hedge_name(y.hedge).into(),
        },
        Reason::SameValue { value: x.stated() },
    ];
    because.extend(shared(a, b, common));
    // "About" against a bare round number is how news writes; a dropped bound changes the sense.
    let bound = |hedge| !matches!(hedge, Hedge::Exact | Hedge::Approx);
    let most = if bound(x.hedge) || bound(y.hedge) {
        1.0
    } else {
        TRIFLING
    };
    Some(Opinion {
        relation: RelationKind::Differs,
        topic: Topic::Hedge,
        because,
        confidence: likely(common.score + 2.0).min(most),
    })
}

/// The same number, in one place affirmed and in the other denied, or planned and done. An article
/// that denies what an earlier one has corrects it.
pub(crate) fn manner(
    of: Amounts<'_>,
    common: &Common<'_>,
    days: [Option<Date>; 2],
) -> Option<Opinion> {
    let [(a, x), (b, y)] = of;
    if !matches!(fit(x, y), Fit::Equal | Fit::Bound) || !is_telling(x) || apart(common) {
        return None;
    }
    // A time that is stated says itself whether something is done.
    let timeless = a.when.is_none() && b.when.is_none();
    let clear = timeless && common.measure == Match::Same && common.subject == Match::Same;
    let planned = |modality| matches!(modality, Modality::Planned | Modality::Possible);
    let denied_later = match days {
        [Some(first), Some(second)] if first != second => {
            let later = if first > second { a } else { b };
            later.polarity == Polarity::Denied
        }
        _ => false,
    };
    let (relation, topic) = if a.polarity != b.polarity && denied_later {
        (RelationKind::Supersedes, Topic::Correction)
    } else if a.polarity != b.polarity {
        (RelationKind::Contradicts, Topic::Polarity)
    } else if clear
        && planned(a.modality) != planned(b.modality)
        && [a.modality, b.modality].contains(&Modality::Asserted)
    {
        (RelationKind::Differs, Topic::Modality)
    } else {
        return None;
    };
    let mut because = vec![Reason::SameValue {
        value: readable(if x.hedge == Hedge::Exact { x } else { y }),
    }];
    because.push(if topic == Topic::Modality {
        Reason::Modalities {
            a: modality_name(a.modality).into(),
            b: modality_name(b.modality).into(),
        }
    } else {
        told::polarity(a, b)
    });
    because.extend(shared(a, b, common));
    if let ([Some(first), Some(second)], true) = (days, topic == Topic::Correction) {
        because.push(Reason::later(first, second));
    }
    Some(Opinion {
        relation,
        topic,
        because,
        confidence: likely(common.score),
    })
}

/// A modality as records name it.
fn modality_name(modality: Modality) -> &'static str {
    match modality {
        Modality::Asserted => "asserted",
        Modality::Planned => "planned",
        Modality::Conditional => "conditional",
        Modality::Possible => "possible",
    }
}

fn apart(common: &Common<'_>) -> bool {
    [common.class, common.subject, common.time].contains(&Match::Different)
}
