//! One amount, other parties: who pays, buys, owns.
//! Only where both name the parties; a description ("the company") is nobody else.

use super::compare::{Fit, fit, readable};
use super::value::Amounts;
use super::{Opinion, Reason, RelationKind, Topic, likely};
use crate::align::{Common, Match, is_telling};
use crate::claim::{Claim, Name, Part, classes, sound};

/// The same amount of the same measure, of different parties or with the parties exchanged.
pub(crate) fn party(of: Amounts<'_>, common: &Common<'_>) -> Option<Opinion> {
    let [(a, x), (b, y)] = of;
    let (first, second) = (named(a)?, named(b)?);
    let same_number = matches!(fit(x, y), Fit::Equal | Fit::Bound);
    let measured = match common.swapped {
        true => common.measure != Match::Different,
        false => common.measure == Match::Same,
    };
    // A court does not pay a fine: only what goes from one to another can go the other way.
    let between = |claim: &Claim| {
        let class = claim.measure.as_deref().and_then(classes::measure);
        class.is_none_or(|class| class.between)
    };
    let measured = measured && (!common.swapped || between(a) && between(b));
    let same_deal = measured && common.time != Match::Different;
    if !same_number || !is_telling(x) || !same_deal {
        return None;
    }
    // Somebody whom the other sentence names too may share the deal, or be described there.
    let absent = |name: &Name, other: &Claim| {
        let mut words = name.key.split(' ').map(sound);
        !words.any(|word| other.context.names.contains(&word))
    };
    let other_party = common.subject == Match::Different
        && common.counterparty == Match::Same
        && absent(&first.value, b)
        && absent(&second.value, a);
    if !common.swapped && !other_party {
        return None;
    }
    let mut because = vec![
        Reason::Parties {
            a: first.text.clone(),
            b: second.text.clone(),
        },
        Reason::SameValue { value: readable(x) },
    ];
    if let (Some(measure), true) = (&a.measure, common.measure == Match::Same) {
        because.push(Reason::SameMeasure {
            measure: measure.clone(),
        });
    }
    if common.swapped {
        because.push(Reason::Exchanged);
    }
    let score = common.score + if common.swapped { 0.5 } else { 1.5 };
    Some(Opinion {
        relation: RelationKind::Contradicts,
        topic: Topic::Party,
        because,
        confidence: likely(score),
    })
}

/// The subject, where it names somebody; "Ferry" at the start of a sentence is a thing.
fn named(claim: &Claim) -> Option<&Part<Name>> {
    let part = claim.subject.as_ref()?;
    let described = !claim.context.of.is_empty() && !part.value.key.contains(' ');
    Some(part).filter(|part| part.value.proper && !described)
}
