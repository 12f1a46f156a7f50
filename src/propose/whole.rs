//! "10 % of all shares": the whole that a part is of is no amount of its own.
//! It drops such wholes; it reads no number.

use super::{Mention, MentionKind};
use crate::normalise::Decimal;
use crate::text::{CLAUSE_MARKS, Clean, Span};

/// Characters between a part and the words for its whole.
const BESIDE: usize = 12;

/// Drops each whole in words ("all shares") that stands right beside a share of it.
pub(super) fn drop_wholes(found: &mut Vec<Mention>, text: &str) {
    let share = |mention: &Mention| mention.kind == MentionKind::Percent;
    let whole = |mention: &Mention| {
        let value = mention
            .quantity
            .as_ref()
            .and_then(|quantity| quantity.value());
        let spelled = !mention.at.slice(text).contains(char::is_numeric);
        share(mention) && spelled && value == Some(Decimal::ONE_HUNDRED)
    };
    let beside = |x: &Mention, y: &Mention| {
        let gap = Span::<Clean>::new(x.at.end(), y.at.start().max(x.at.end())).slice(text);
        gap.chars().count() <= BESIDE && !gap.contains(CLAUSE_MARKS)
    };
    let of_a_part = |at: usize| {
        let (own, before) = (&found[at], at.checked_sub(1).and_then(|at| found.get(at)));
        let after = found.get(at + 1);
        let follows = before.is_some_and(|part| share(part) && !whole(part) && beside(part, own));
        let leads = after.is_some_and(|part| share(part) && !whole(part) && beside(own, part));
        whole(own) && (follows || leads)
    };
    let gone: Vec<Span<Clean>> = (0..found.len())
        .filter(|at| of_a_part(*at))
        .map(|at| found[at].at)
        .collect();
    found.retain(|mention| !gone.contains(&mention.at));
}
