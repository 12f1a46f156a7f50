//! How two amounts lie to each other: equal, rounded, bounded, apart.
//! Numbers only; what they are numbers of is for the judges.

use crate::claim::{Decimal, Dimension, Hedge, Quantity};

/// How two amounts of one dimension lie to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// The same number, bound the same way.
    Equal,
    /// The same number, bound otherwise ("up to 50" and "50").
    Bound,
    /// Both can be true: one is rounded, or lies within what the other leaves open.
    Compatible,
    /// Both cannot be true of one thing, under any reading.
    Apart,
    /// The same digits in another currency, or another unit that makes another amount of it.
    Unit,
    /// Not amounts of one kind.
    Other,
}

/// A slip of the pen that would turn one number into the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slip {
    /// A factor of a thousand, a million …: million for billion.
    Scale,
    /// A nought more or less: 57,000 and 5,700.
    Nought,
    /// Two digits changed places: 38 and 83.
    Transposed,
}

/// News rounds what it converts: 177 km are told as 110 miles and as 180 km.
const CONVERTED: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// Compares two amounts under every reading that stayed plausible.
pub(crate) fn fit(a: &Quantity, b: &Quantity) -> Fit {
    if a.unit.dimension != b.unit.dimension || a.per != b.per || a.change != b.change {
        return Fit::Other;
    }
    if let Some((x, y)) = one_unit(a, b) {
        let fit = in_one_unit(&x, &y);
        let digits = a.unit.code != b.unit.code && a.value().is_some() && a.value() == b.value();
        return if fit == Fit::Apart && digits {
            Fit::Unit
        } else {
            fit
        };
    }
    // A reading that stayed plausible in the same unit leaves nothing to be said against them.
    let readings = readings(a)
        .iter()
        .flat_map(|x| readings(b).into_iter().map(move |y| (x.clone(), y)))
        .filter_map(|(x, y)| one_unit(&x, &y))
        .any(|(x, y)| in_one_unit(&x, &y) != Fit::Apart);
    match (readings, a.unit.dimension) {
        (true, _) => Fit::Compatible,
        (false, Dimension::Money) if a.value().is_some() && a.value() == b.value() => Fit::Unit,
        _ => Fit::Other,
    }
}

/// Both in one unit: as they stand, or converted to the base unit of their dimension.
fn one_unit(a: &Quantity, b: &Quantity) -> Option<(Quantity, Quantity)> {
    if a.unit.code == b.unit.code {
        return Some((a.clone(), b.clone()));
    }
    let converted = |quantity: &Quantity| {
        let mut base = quantity.in_base_unit()?;
        let share = base.high.abs().checked_mul(CONVERTED).unwrap_or_default();
        base.step = base.step.max(share);
        Some(base)
    };
    let (a, b) = (converted(a)?, converted(b)?);
    (a.unit.code == b.unit.code).then_some((a, b))
}

fn readings(quantity: &Quantity) -> Vec<Quantity> {
    let other = quantity.candidates.iter().map(|candidate| Quantity {
        low: candidate.low,
        high: candidate.high,
        unit: candidate.unit.clone(),
        ..quantity.clone()
    });
    std::iter::once(quantity.clone()).chain(other).collect()
}

fn in_one_unit(a: &Quantity, b: &Quantity) -> Fit {
    let same = a.low == b.low && a.high == b.high;
    let exact = a.hedge == Hedge::Exact && b.hedge == Hedge::Exact;
    if same && a.hedge == b.hedge {
        Fit::Equal
    } else if same && a.value().is_some() {
        Fit::Bound
    } else if exact && a.step == b.step && !read_otherwise(a, b) {
        // Stated to the same digit, one number is rounded to one value only.
        Fit::Apart
    } else if a.interval().meets(b.interval()) || read_otherwise(a, b) {
        Fit::Compatible
    } else {
        Fit::Apart
    }
}

/// Whether another reading of the same words ("1.234") makes them meet.
fn read_otherwise(a: &Quantity, b: &Quantity) -> bool {
    let meets =
        |x: &Quantity, y: &Quantity| x.unit.code == y.unit.code && x.interval().meets(y.interval());
    let (first, second) = (readings(a), readings(b));
    let others = |own: &[Quantity], other: &[Quantity]| {
        own.iter()
            .skip(1)
            .any(|x| other.iter().any(|y| meets(x, y)))
    };
    others(&first, &second) || others(&second, &first)
}

/// The slip that would turn one into the other. A nought or a swap says nothing of numbers that
/// show one digit: 5 and 50 meet by chance.
pub(crate) fn slip(a: &Quantity, b: &Quantity) -> Option<Slip> {
    let (a, b) = one_unit(a, b)?;
    let dimension = a.unit.dimension;
    let (a, b) = (a.value()?.abs().normalize(), b.value()?.abs().normalize());
    let (x, y) = (digits(a), digits(b));
    let ratio = a.max(b).checked_div(a.min(b)).filter(|_| a != b)?;
    let is_power = |power: &u32| ratio == Decimal::from(10_i64.pow(*power));
    let bare = x.len() < 2 || y.len() < 2;
    if [3, 6, 9].iter().any(is_power) && (!bare || dimension == Dimension::Money) {
        return Some(Slip::Scale);
    }
    // Round numbers that large do not meet by chance.
    if bare && a.min(b) < Decimal::from(100_000) {
        return None;
    }
    if [1, 2].iter().any(is_power) {
        return Some(Slip::Nought);
    }
    let mut sorted = (x.clone(), y.clone());
    sorted.0.sort_unstable();
    sorted.1.sort_unstable();
    let moved = x.iter().zip(&y).filter(|(x, y)| x != y).count();
    let swapped = x.len() == y.len() && sorted.0 == sorted.1 && moved == 2;
    (swapped && ratio < Decimal::TEN).then_some(Slip::Transposed)
}

/// The digits a number shows, without the noughts at its end.
pub(crate) fn digits(number: Decimal) -> Vec<u8> {
    let written = number.normalize().mantissa().unsigned_abs().to_string();
    written.trim_end_matches('0').bytes().collect()
}

/// The amount as records show it, with its bound said: `at most 50000000000 USD`, `10..20`.
pub(crate) fn readable(quantity: &Quantity) -> String {
    let bound = match quantity.hedge {
        Hedge::Exact | Hedge::Range => "",
        Hedge::Approx => "about ",
        Hedge::AtMost => "at most ",
        Hedge::AtLeast => "at least ",
        Hedge::LessThan => "less than ",
        Hedge::MoreThan => "more than ",
    };
    format!("{bound}{}", quantity.stated())
}

/// A hedge as records name it.
pub(crate) fn hedge_name(hedge: Hedge) -> &'static str {
    match hedge {
        Hedge::Exact => "exact",
        Hedge::Approx => "approx",
        Hedge::AtMost => "at_most",
        Hedge::AtLeast => "at_least",
        Hedge::LessThan => "less_than",
        Hedge::MoreThan => "more_than",
        Hedge::Range => "range",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::Unit;

    fn count(number: &str) -> Quantity {
        let number: Decimal = number.parse().unwrap();
        Quantity {
            low: number,
            high: number,
            step: Decimal::ONE,
            hedge: Hedge::Exact,
            unit: Unit::count(),
            change: None,
            from: None,
            per: None,
            vague: false,
            class: None,
            head: None,
            candidates: Vec::new(),
        }
    }

    #[test]
    fn slips_are_told_from_other_numbers() {
        for (a, b, expected) in [
            ("38", "83", Some(Slip::Transposed)),
            ("1850", "8150", Some(Slip::Transposed)),
            ("61.4", "64.1", Some(Slip::Transposed)),
            ("57000", "5700", Some(Slip::Nought)),
            ("2400000000", "2400000", Some(Slip::Scale)),
            ("5", "50", None),
            ("38", "38", None),
            ("38", "39", None),
            ("123", "312", None),
        ] {
            assert_eq!(slip(&count(a), &count(b)), expected, "{a} {b}");
        }
    }
}
