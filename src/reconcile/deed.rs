//! One event, told as done and as not done.
//! Events without a date are told in passing all over a story: only those of the same things, and
//! only where one article says in so many words that it is not so.

use jiff::civil::Date;

use super::value::shared;
use super::{Opinion, Reason, RelationKind, Topic, likely, told};
use crate::align::{Common, Match};
use crate::claim::{Claim, ConceptKind, Modality, Polarity};

/// The same event affirmed and denied. A later article that affirms what an earlier one denied tells
/// that it has happened since.
pub(crate) fn deed(
    a: &Claim,
    b: &Claim,
    common: &Common<'_>,
    days: [Option<Date>; 2],
) -> Option<Opinion> {
    let apart = [common.subject, common.time].contains(&Match::Different);
    // Two parties to a dispute contradict each other; their articles only say so.
    let voices = [a, b].map(|claim| claim.source.as_ref().map(|source| &source.value.name));
    let disputed = matches!(voices, [Some(x), Some(y)] if !x.same_party(y));
    let certain = [a, b]
        .iter()
        .all(|claim| claim.modality == Modality::Asserted);
    let thing = |id: &&str| ConceptKind::Thing.holds(id);
    let beside = common.subject == Match::Same || common.near.iter().any(thing);
    let around = beside || common.concepts.iter().any(thing);
    if !against(a, b) || apart || disputed || !certain || !around {
        return None;
    }
    let mut because = vec![told::polarity(a, b)];
    because.extend(event(a, b));
    because.extend(shared(a, b, common));
    let since = |first: Date, second: Date| {
        let (earlier, later) = if first < second { (a, b) } else { (b, a) };
        first != second
            && (earlier.polarity, later.polarity) == (Polarity::Denied, Polarity::Affirmed)
    };
    let (relation, topic) = match days {
        [Some(first), Some(second)] if since(first, second) => {
            because.push(Reason::later(first, second));
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

/// The event that both tell of, as a reason.
pub(crate) fn event(a: &Claim, b: &Claim) -> Option<Reason> {
    let event = a.deed().filter(|event| b.deed() == Some(event))?.to_owned();
    Some(Reason::SameEvent { event })
}

/// Whether two claims tell one event, the one that it happened and the other that it did not.
pub(crate) fn against(a: &Claim, b: &Claim) -> bool {
    a.polarity != b.polarity && a.deed().is_some() && a.deed() == b.deed()
}
