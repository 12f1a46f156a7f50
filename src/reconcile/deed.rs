//! One event, told as done and as not done.
//! Events without a date are told in passing all over a story: only those of the same things, and
//! only where one article says in so many words that it is not so.

use jiff::civil::Date;

use super::value::shared;
use super::{Opinion, Reason, RelationKind, Topic, likely};
use crate::align::{Common, Match};
use crate::claim::{Claim, ConceptKind, Modality, Polarity, Says, concept};

/// The same event affirmed and denied. A later
/// article that affirms what an earlier one denied tells that it has happened since.
pub(crate) fn deed(
    a: &Claim,
    b: &Claim,
    common: &Common,
    days: [Option<Date>; 2],
) -> Option<Opinion> {
    let apart = [common.subject, common.time].contains(&Match::Different);
    let certain = [a, b]
        .iter()
        .all(|claim| claim.modality == Modality::Asserted);
    let thing = |id: &String| concept(id).is_some_and(|it| it.kind == ConceptKind::Thing);
    let beside = common.subject == Match::Same || common.near.iter().any(thing);
    let around = beside || common.concepts.iter().any(thing);
    if !against(a, b) || apart || !certain || !around {
        return None;
    }
    let voice = |claim: &Claim| match (&claim.says, claim.polarity) {
        (
            Says::Event {
                predicate: Some(words),
                ..
            },
            Polarity::Denied,
        ) => {
            format!("{} (denied)", words.text)
        }
        (
            Says::Event {
                predicate: Some(words),
                ..
            },
            Polarity::Affirmed,
        ) => words.text.clone(),
        _ => claim.anchor.text.clone(),
    };
    let mut because = vec![Reason::Values {
        a: voice(a),
        b: voice(b),
    }];
    because.extend(shared(a, b, common));
    let since = |first: Date, second: Date| {
        let (earlier, later) = if first < second { (a, b) } else { (b, a) };
        first != second
            && (earlier.polarity, later.polarity) == (Polarity::Denied, Polarity::Affirmed)
    };
    let (relation, topic) = match days {
        [Some(first), Some(second)] if since(first, second) => {
            because.push(Reason::Later {
                which: if first > second { "a" } else { "b" }.into(),
                a: first.to_string(),
                b: second.to_string(),
            });
            (RelationKind::Supersedes, Topic::State)
        }
        _ => (RelationKind::Contradicts, Topic::Polarity),
    };
    Some(Opinion {
        relation,
        topic,
        because,
        confidence: likely(common.score - if beside { 0.0 } else { 0.7 }),
    })
}

/// Whether two claims tell one event, the one that it happened and the other that it did not.
pub(crate) fn against(a: &Claim, b: &Claim) -> bool {
    let id = |claim: &Claim| match &claim.says {
        Says::Event { deed, .. } => deed.clone(),
        _ => None,
    };
    id(a).is_some() && id(a) == id(b) && a.polarity != b.polarity
}
