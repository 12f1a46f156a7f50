//! Long numbers in a form that people read: `50 billion USD`, `12,500`.
//! It shortens only where no digit is lost; records keep the plain number.

use crate::normalise::Decimal;

/// The scales of English, the language the program speaks, largest first.
const SCALES: [(i64, &str); 3] = [
    (1_000_000_000_000, "trillion"),
    (1_000_000_000, "billion"),
    (1_000_000, "million"),
];

/// UCUM codes that are no abbreviations in English, and what a reader says for one and for several.
const UNITS: &[(&str, &str, &str)] = &[
    ("a", "year", "years"),
    ("mo", "month", "months"),
    ("wk", "week", "weeks"),
    ("d", "day", "days"),
    ("h", "hour", "hours"),
    ("min", "minute", "minutes"),
    ("s", "second", "seconds"),
    ("t", "tonne", "tonnes"),
    ("har", "hectare", "hectares"),
    ("L", "litre", "litres"),
    ("deg", "degree", "degrees"),
    ("pp", "percentage point", "percentage points"),
    ("Cel", "°C", "°C"),
    ("[degF]", "°F", "°F"),
    ("m2", "m²", "m²"),
    ("km2", "km²", "km²"),
    ("m3", "m³", "m³"),
    ("km3", "km³", "km³"),
    ("[in_i]", "inch", "inches"),
    ("[ft_i]", "foot", "feet"),
    ("[yd_i]", "yard", "yards"),
    ("[mi_i]", "mile", "miles"),
    ("[nmi_i]", "nautical mile", "nautical miles"),
    ("[mi_i]/h", "mph", "mph"),
    ("[kn_i]", "knot", "knots"),
    ("[oz_av]", "ounce", "ounces"),
    ("[lb_av]", "pound", "pounds"),
    ("[acr_us]", "acre", "acres"),
    ("[acr_br]", "acre", "acres"),
    ("[gal_us]", "gallon", "gallons"),
    ("[gal_br]", "gallon", "gallons"),
];

/// The least number whose digits are grouped; years and house numbers are shorter.
const GROUPED: i64 = 10_000;
/// The least beside a number that is grouped.
const GROUPED_TOO: i64 = 1000;

/// A normalised value with its long numbers and its unit made readable; other words stay as they
/// are.
///
/// ```
/// assert_eq!(gainsay::report::humane("50000000000 USD"), "50 billion USD");
/// assert_eq!(gainsay::report::humane("at most 12500"), "at most 12,500");
/// assert_eq!(gainsay::report::humane("9 a"), "9 years");
/// assert_eq!(gainsay::report::humane("2026-02"), "2026-02");
/// ```
pub fn humane(value: &str) -> String {
    humane_from(value, GROUPED)
}

/// Two values that stand side by side.
pub(super) fn humane_pair(values: [&str; 2]) -> [String; 2] {
    let least = least(&values);
    values.map(|value| humane_from(value, least))
}

/// Values that stand side by side: where one of them has its digits grouped, all have.
pub(super) fn humane_all(values: &[&str]) -> Vec<String> {
    let least = least(values);
    let shown = values.iter().map(|value| humane_from(value, least));
    shown.collect()
}

/// A shown number with its unit.
pub(super) fn with_unit(number: &str, unit: &str) -> String {
    match unit {
        "%" => format!("{number}%"),
        unit => format!("{number} {}", unit_words(unit, number)),
    }
}

fn least(values: &[&str]) -> i64 {
    let words = values.iter().flat_map(|value| value.split(' '));
    let grouped = words
        .flat_map(|word| word.split(".."))
        .filter_map(plain)
        .any(|number| number.abs() >= Decimal::from(GROUPED));
    if grouped { GROUPED_TOO } else { GROUPED }
}

fn humane_from(value: &str, least: i64) -> String {
    let words: Vec<&str> = value.split(' ').collect();
    let mut out = String::with_capacity(value.len());
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1).copied().unwrap_or("");
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        let number = before.filter(|before| before.split("..").all(|end| plain(end).is_some()));
        match number {
            Some(_) if *word == "%" => out.push('%'),
            Some(number) => out.push_str(&format!(" {}", unit_words(word, number))),
            None => {
                if at > 0 {
                    out.push(' ');
                }
                out.push_str(&humane_ends(word, next, least));
            }
        }
    }
    out
}

/// What a reader says for a unit after a number.
fn unit_words<'u>(unit: &'u str, number: &str) -> &'u str {
    match UNITS.iter().find(|(code, ..)| *code == unit) {
        Some((_, one, _)) if number == "1" => one,
        Some((_, _, many)) => many,
        None => unit,
    }
}

/// A range is two numbers: `10..20`.
fn humane_ends(word: &str, unit: &str, least: i64) -> String {
    let one = |end: &str| humane_word(end, unit, least);
    match word.split_once("..") {
        Some((low, high)) => format!("{} to {}", one(low), one(high)),
        None => one(word),
    }
}

fn humane_word(word: &str, unit: &str, least: i64) -> String {
    let currency = unit.len() == 3 && unit.bytes().all(|b| b.is_ascii_uppercase());
    match plain(word) {
        Some(number) if number.abs() >= Decimal::from(least) => number_words(number),
        // Cents are written with two digits.
        Some(number) if currency && number.scale() == 1 => format!("{word}0"),
        _ => word.to_owned(),
    }
}

/// The number that a word is, if it is nothing else.
fn plain(word: &str) -> Option<Decimal> {
    let digits = |b: u8| b.is_ascii_digit() || b == b'.' || b == b'-';
    word.parse().ok().filter(|_| word.bytes().all(digits))
}

fn number_words(number: Decimal) -> String {
    for (scale, name) in SCALES {
        let scale = Decimal::from(scale);
        let Some(short) = number.checked_div(scale).map(|n| n.normalize()) else {
            continue;
        };
        if number.abs() >= scale && short.scale() <= 3 {
            return format!("{} {name}", grouped(short));
        }
    }
    grouped(number)
}

/// The digits before the point in groups of three.
fn grouped(number: Decimal) -> String {
    let plain = number.normalize().to_string();
    let (whole, rest) = match plain.find('.') {
        Some(at) => plain.split_at(at),
        None => (plain.as_str(), ""),
    };
    let digits = whole.trim_start_matches('-').len();
    let mut out = String::with_capacity(plain.len() + digits / 3);
    for (at, c) in whole.chars().enumerate() {
        let left = whole.len() - at;
        if left % 3 == 0 && left < digits {
            out.push(',');
        }
        out.push(c);
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_digit_is_lost() {
        for (value, shown) in [
            ("50000000000 USD", "50 billion USD"),
            ("7500000000 USD", "7.5 billion USD"),
            ("1234567 EUR", "1,234,567 EUR"),
            ("12500", "12,500"),
            ("-45000", "-45,000"),
            ("2019", "2019"),
            ("36.9 %", "36.9%"),
            ("about 5000 %", "about 5000%"),
            ("9 a", "9 years"),
            ("1 h", "1 hour"),
            ("1.5..2 h", "1.5 to 2 hours"),
            ("83 km/h", "83 km/h"),
            ("35.8 EUR", "35.80 EUR"),
            ("35 EUR", "35 EUR"),
            ("1500000..2000000 USD", "1.5 million to 2 million USD"),
            ("50000000000000 USD", "50 trillion USD"),
            ("2026-02-14", "2026-02-14"),
            ("أحمد", "أحمد"),
            ("", ""),
        ] {
            assert_eq!(humane(value), shown, "{value}");
        }
    }

    #[test]
    fn numbers_side_by_side_are_written_alike() {
        for (pair, shown) in [
            (["12000", "at most 1200"], ["12,000", "at most 1,200"]),
            (["1020", "950"], ["1020", "950"]),
            (["5700", "57204"], ["5,700", "57,204"]),
            (["2019", "2018"], ["2019", "2018"]),
        ] {
            assert_eq!(humane_pair(pair), shown);
        }
    }
}
