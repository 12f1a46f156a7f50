//! Long numbers in a form that people read: `50 billion USD`, `12,500`.
//! It shortens only where no digit is lost; records keep the plain number.

use crate::normalise::Decimal;

/// The scales of English, the language the program speaks, largest first.
const SCALES: [(i64, &str); 3] = [
    (1_000_000_000_000, "trillion"),
    (1_000_000_000, "billion"),
    (1_000_000, "million"),
];

/// A normalised value with its long numbers made readable; other words stay as they are.
///
/// ```
/// assert_eq!(gainsay::report::humane("50000000000 USD"), "50 billion USD");
/// assert_eq!(gainsay::report::humane("at most 12500"), "at most 12,500");
/// assert_eq!(gainsay::report::humane("2026-02"), "2026-02");
/// ```
pub fn humane(value: &str) -> String {
    let words: Vec<String> = value.split(' ').map(humane_ends).collect();
    words.join(" ")
}

/// A range is two numbers: `10..20`.
fn humane_ends(word: &str) -> String {
    match word.split_once("..") {
        Some((low, high)) => format!("{} to {}", humane_word(low), humane_word(high)),
        None => humane_word(word),
    }
}

fn humane_word(word: &str) -> String {
    let plain = word
        .bytes()
        .all(|b| b.is_ascii_digit() || b == b'.' || b == b'-');
    match word.parse::<Decimal>() {
        Ok(number) if plain && number.abs() >= Decimal::from(10_000) => number_words(number),
        _ => word.to_owned(),
    }
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
            ("36.9 %", "36.9 %"),
            ("1500000..2000000 USD", "1.5 million to 2 million USD"),
            ("50000000000000 USD", "50 trillion USD"),
            ("2026-02-14", "2026-02-14"),
            ("أحمد", "أحمد"),
            ("", ""),
        ] {
            assert_eq!(humane(value), shown, "{value}");
        }
    }
}
