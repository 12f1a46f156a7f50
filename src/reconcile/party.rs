//! One amount, other parties: who pays, buys, owns.
//! Only where both name the parties; a description ("the company") is nobody else.

use super::compare::{Fit, fit, readable};
use super::value::Amounts;
use super::{Opinion, Reason, RelationKind, Topic, likely, told};
use crate::align::{Common, Match, is_telling};
use crate::claim::{Claim, Money, Name, Part, classes, sound};

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

/// The same amount that a party pays in the one article and is paid in the other, as far as both say which way
/// it goes.
pub(crate) fn paid(of: Amounts<'_>, common: &Common<'_>) -> Option<Opinion> {
    let [(a, x), (b, y)] = of;
    let same_number = matches!(fit(x, y), Fit::Equal | Fit::Bound);
    let apart = [common.measure, common.time].contains(&Match::Different);
    if !same_number || !is_telling(x) || apart {
        return None;
    }
    let (first, second) = (Sides::of(a)?, Sides::of(b)?);
    if same(first.payer, second.payer) || same(first.payee, second.payee) {
        return None;
    }
    let (pays, one, other) = if same(first.payer, second.payee) {
        ("a", first.payer?, second.payee?)
    } else if same(first.payee, second.payer) {
        ("b", first.payee?, second.payer?)
    } else {
        return None;
    };
    Some(Opinion {
        relation: RelationKind::Contradicts,
        topic: Topic::Party,
        because: vec![
            Reason::Paid {
                party: told::party(one, other),
                pays: pays.into(),
            },
            Reason::SameValue { value: readable(x) },
        ],
        confidence: likely(common.score + TURNED),
    })
}

/// What it counts for that a party stands on the two sides of one amount: nobody does so by chance.
const TURNED: f32 = 2.0;

/// Who parts with the amount of a claim, and who comes to it.
struct Sides<'a> {
    payer: Option<&'a Part<Name>>,
    payee: Option<&'a Part<Name>>,
}

impl<'a> Sides<'a> {
    fn of(claim: &'a Claim) -> Option<Self> {
        let (subject, other) = (claim.subject.as_ref(), claim.counterparty.as_ref());
        let (payer, payee) = match claim.money()? {
            Money::Out => (subject, other),
            Money::In => (other, subject),
        };
        Some(Self { payer, payee })
    }
}

/// Whether both name one party, and it alone.
fn same(x: Option<&Part<Name>>, y: Option<&Part<Name>>) -> bool {
    let alone = |name: &Name| name.proper && !name.joined;
    matches!((x, y), (Some(x), Some(y))
        if alone(&x.value) && alone(&y.value) && x.value.same_party(&y.value))
}

/// The subject, where it names somebody; "Ferry" at the start of a sentence is a thing.
fn named(claim: &Claim) -> Option<&Part<Name>> {
    let part = claim.subject.as_ref()?;
    let described = !claim.context.of.is_empty() && !part.value.key.contains(' ');
    Some(part).filter(|part| part.value.proper && !described)
}
