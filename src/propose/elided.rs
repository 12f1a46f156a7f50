//! A unit said once for several numbers: "50.6 against 48.4 per cent", "12, 14 and 18 %".
//! It gives numbers without a unit that of the number after them; it reads no number itself.

use super::{Mention, MentionKind};
use crate::locale::{Kind, Kinds, Locale};
use crate::normalise::{Decimal, Dimension, Hedge, Quantity};

/// Words that join a number to the one that has the unit.
const JOINS: Kinds = Kinds::of(&[Kind::Range, Kind::Versus]);

/// Gives each bare number whose unit is elided the per cent of the number it is joined to. Only
/// shares, which both are written as finely: any other number may stand for itself.
pub(super) fn share_units(found: &mut [Mention], text: &str, locale: &'static Locale) {
    for at in (1..found.len()).rev() {
        let (before, after) = found.split_at_mut(at);
        let (Some(first), Some(second)) = (before.last_mut(), after.first()) else {
            continue;
        };
        let between = text.get(first.at.range().end..second.at.range().start);
        let between = between.unwrap_or_default().trim();
        let (Some(own), Some(other)) = (first.quantity.as_mut(), second.quantity.as_ref()) else {
            continue;
        };
        let bare = first.kind == MentionKind::Number && own.hedge == Hedge::Exact;
        if bare && shares(own, other) && joins(between, locale) {
            own.unit = other.unit.clone();
            first.kind = second.kind;
        }
    }
}

/// Whether the second is a share and the first may be another, written as finely.
fn shares(first: &Quantity, second: &Quantity) -> bool {
    second.unit.dimension == Dimension::Percent
        && first.step == second.step
        && first.high <= Decimal::ONE_HUNDRED
}

/// Whether only a comma or a joining word, and an article at most, stand between two numbers.
fn joins(between: &str, locale: &'static Locale) -> bool {
    if matches!(between, "," | "、" | "،" | "/") {
        return true;
    }
    let Some(found) = locale.find_at(JOINS, between, 0) else {
        return false;
    };
    let rest = between[found.len..].trim();
    let article = locale.find(Kind::Word, rest);
    rest.is_empty()
        || article.is_some_and(|word| word.len == rest.len() && rest.chars().count() <= 4)
}
