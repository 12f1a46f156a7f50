//! A number told as what was, and the one it gives way to: "first put at 57,204, now 56,890".
//! It reads the words beside amounts that were found before; it finds no amount itself.

use super::{Claim, Says};
use crate::locale::{Entry, Kind, Locale};
use crate::normalise::Quantity;
use crate::text::{CLAUSE_MARKS, Clean, Span};

/// Bytes between a word for what was and the number it speaks of.
const REACH: u32 = 32;

/// An amount and where it stands.
type Amount<'a> = (Span<Clean>, &'a Quantity);

/// Gives each amount of the sentence `at` that another one gave way to, by the words beside that one, its
/// number as where it moved from. Both measure the same, as far as their claims tell.
pub(super) fn link(claims: &mut [Claim], text: &str, at: Span<Clean>, locale: &'static Locale) {
    let amounts: Vec<(usize, Amount<'_>)> = claims
        .iter()
        .enumerate()
        .filter_map(|(index, claim)| Some((index, (claim.anchor.at, claim.quantity()?))))
        .collect();
    let found: Vec<Amount<'_>> = amounts.iter().map(|(_, amount)| *amount).collect();
    let known = |claim: &Claim| claim.measure.clone().filter(|_| claim.measure_stated);
    let alike = |was: usize, is: usize| {
        let (was, is) = (&claims[amounts[was].0], &claims[amounts[is].0]);
        !matches!((known(was), known(is)), (Some(x), Some(y)) if x != y)
    };
    let moved = given_way(&found, text, at, locale, alike);
    let moved: Vec<_> = moved
        .into_iter()
        .filter_map(|(was, is)| Some((amounts[is].0, found[was].1.value()?)))
        .collect();
    for (is, was) in moved {
        if let Some(Says::Amount { quantity, .. }) = claims.get_mut(is).map(|claim| &mut claim.says)
        {
            quantity.from.get_or_insert(was);
        }
    }
}

/// Pairs of a number that was and the one in its place, as indices into `amounts`.
fn given_way(
    amounts: &[Amount<'_>],
    text: &str,
    at: Span<Clean>,
    locale: &'static Locale,
    alike: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (range, entry) in locale.scan(Kind::Former, at.slice(text)) {
        let cue = Span::<Clean>::of(range).shift(at.start());
        let was = (0..amounts.len())
            .filter(|was| is_told_by(cue, entry, amounts[*was].0, text))
            .min_by_key(|was| cue.distance(amounts[*was].0));
        let Some(was) = was else { continue };
        let is = (0..amounts.len())
            .filter(|is| replaces(amounts[*is], amounts[was]) && alike(was, *is))
            .min_by_key(|is| amounts[*is].0.distance(amounts[was].0));
        pairs.extend(is.map(|is| (was, is)));
    }
    pairs
}

/// Whether a word for what was stands beside a number, on its own side of it and in its clause.
fn is_told_by(cue: Span<Clean>, entry: &Entry, amount: Span<Clean>, text: &str) -> bool {
    let before = cue.end() <= amount.start();
    let gap = match before {
        true => Span::<Clean>::new(cue.end(), amount.start()),
        false => Span::new(amount.end().min(cue.start()), cue.start()),
    };
    let side = if before {
        !entry.flags.post
    } else {
        !entry.flags.pre
    };
    side && gap.len() <= REACH && !gap.slice(text).contains(CLAUSE_MARKS)
}

/// Whether an amount can stand in the place of another: another number of the same unit and noun.
fn replaces(is: Amount<'_>, was: Amount<'_>) -> bool {
    let (x, y) = (is.1, was.1);
    let other = matches!((x.value(), y.value()), (Some(x), Some(y)) if x != y);
    let class = !matches!((&x.class, &y.class), (Some(x), Some(y)) if x != y);
    is.0 != was.0 && other && class && x.unit == y.unit && x.per == y.per
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::Habit;
    use crate::propose::mentions;

    #[test]
    fn a_number_gives_way_to_the_one_told_as_what_is() {
        for (lang, text, expected) in [
            (
                "en",
                "The toll, first put at 38, is 42, the ministry said.",
                "38 > 42",
            ),
            (
                "en",
                "The court set the fine at $12m instead of $15m.",
                "15000000 > 12000000",
            ),
            (
                "fr",
                "L'avance, d'abord fixée à 57 204 voix, est ramenée à 56 890.",
                "57204 > 56890",
            ),
            (
                "de",
                "Das Haus kostet 14 Millionen Euro statt 12 Millionen Euro.",
                "12000000 > 14000000",
            ),
            (
                "de",
                "Das Fest findet am 12. Mai statt, 300 Gäste und 20 Helfer kommen.",
                "",
            ),
            (
                "it",
                "I dispersi sono 42 e non 38, come riferito in precedenza.",
                "",
            ),
            ("en", "Initially 20 people stayed for $30 a night.", ""),
        ] {
            let locale = Locale::get(lang.parse().unwrap()).unwrap();
            let at = Span::<Clean>::of(0..text.len());
            let found = mentions(text, at, locale, &Habit::default());
            let amounts: Vec<Amount<'_>> = found
                .iter()
                .filter_map(|mention| Some((mention.at, mention.quantity.as_ref()?)))
                .collect();
            let pairs = given_way(&amounts, text, at, locale, |_, _| true);
            let shown = pairs
                .iter()
                .map(|(was, is)| format!("{} > {}", amounts[*was].1.low, amounts[*is].1.low));
            assert_eq!(shown.collect::<Vec<_>>().join(", "), expected, "{text}");
        }
    }
}
