//! One amount, other parties: who pays, buys, owns.
//! Only where both name the parties; a description ("the company") is nobody else.

use super::compare::{Fit, fit, readable};
use super::value::Amounts;
use super::{Opinion, Reason, RelationKind, Topic, likely};
use crate::align::{Common, Match, is_telling};
use crate::claim::{Claim, Name, Part, sound};

/// The same amount of the same measure, of different parties or with the parties exchanged.
pub(crate) fn party(of: Amounts<'_>, common: &Common) -> Option<Opinion> {
    let [(a, x), (b, y)] = of;
    let (first, second) = (proper(&a.subject)?, proper(&b.subject)?);
    let same_number = matches!(fit(x, y), Fit::Equal | Fit::Bound);
    let same_deal = common.measure == Match::Same && common.time != Match::Different;
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
    let because = vec![
        Reason::Parties {
            a: first.text.clone(),
            b: second.text.clone(),
        },
        Reason::SameValue { value: readable(x) },
    ];
    let score = common.score + if common.swapped { 0.5 } else { 1.5 };
    Some(Opinion {
        relation: RelationKind::Contradicts,
        topic: Topic::Party,
        because,
        confidence: likely(score),
    })
}

fn proper(part: &Option<Part<Name>>) -> Option<&Part<Name>> {
    part.as_ref().filter(|part| part.value.proper)
}
