//! Exact decimals: rationals, digits of every script, and how a language writes a number in digits.
//! Nothing here is a float, and nothing overflows: what does not fit is `None`.

use rust_decimal::Decimal;

use crate::locale::Locale;

/// `n / d`, exact where a decimal can be.
pub(super) fn ratio(n: i64, d: i64) -> Option<Decimal> {
    Decimal::from(n).checked_div(Decimal::from(d))
}

/// The value of a digit of any decimal script (Unicode general category Nd).
pub(super) fn digit(c: char) -> Option<u32> {
    /// The zero of each decimal script that text is written in.
    const ZEROS: [u32; 20] = [
        0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6,
        0x0D66, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810, 0xA8D0, 0xFF10,
    ];
    if c.is_ascii() {
        return c.to_digit(10);
    }
    let code = u32::from(c);
    let zero = ZEROS[..ZEROS.partition_point(|zero| *zero <= code)].last()?;
    (code - zero < 10).then_some(code - zero)
}

/// Writes `value` in digits as the language does: `1.234.567,5`, `1,23,456.7`.
pub fn write(value: Decimal, locale: &Locale) -> String {
    let first = |key: &str| locale.setting(key).first().copied().unwrap_or("");
    let mark = |name: &'static str| match name {
        "space" => "\u{A0}",
        "apostrophe" => "’",
        other => other,
    };
    let (point, group) = (mark(first("decimal")), mark(first("group")));
    let plain = value.abs().to_string();
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let second = if first("grouping") == "3;2" { 2 } else { 3 };
    let mut out = String::new();
    if value.is_sign_negative() && !value.is_zero() {
        out.push('-');
    }
    for (index, digit) in whole.char_indices() {
        let left = whole.len() - index;
        let breaks = left == 3 || left > 3 && (left - 3).is_multiple_of(second);
        if index > 0 && breaks {
            out.push_str(if group.is_empty() { "," } else { group });
        }
        out.push(digit);
    }
    if !part.is_empty() {
        out.push_str(if point.is_empty() { "." } else { point });
        out.push_str(part);
    }
    out
}

/// Writes `value` in digits for any reader: `50,000,000.5`.
pub fn readable(value: Decimal) -> String {
    write(value.normalize(), Locale::neutral())
}
