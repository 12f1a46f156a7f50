//! Days as people write them in English, the language the program speaks: `12 January 2026`.
//! It words days that are known; it resolves none, and records keep ISO 8601.

use jiff::civil::Date;

/// A day as `strftime` writes it in English, without and with its year.
pub(super) const DAY: &str = "%-d %B";
pub(super) const DATE: &str = "%-d %B %Y";

/// Days as an English reader writes them: `2026-01-12` as "12 January 2026", a whole month as
/// "January 2026", a whole year as "2026"; nothing where they are no days.
pub(super) fn english_days(days: &str) -> Option<String> {
    let (from, until) = days.split_once('/').unwrap_or((days, days));
    // The reader of dates also takes them without hyphens, as which an amount could pass.
    if from.as_bytes().get(4) != Some(&b'-') {
        return None;
    }
    let (from, until): (Date, Date) = (from.parse().ok()?, until.parse().ok()?);
    let one_year = from.year() == until.year();
    let one_month = one_year && from.month() == until.month();
    let months = from.day() == 1 && until == until.last_of_month();
    let written = match () {
        () if from == until => from.strftime(DATE).to_string(),
        () if from == from.first_of_year() && one_year && until == until.last_of_year() => {
            from.year().to_string()
        }
        () if months && one_month => from.strftime("%B %Y").to_string(),
        () if months && one_year => {
            format!("{} to {}", from.strftime("%B"), until.strftime("%B %Y"))
        }
        () if one_month => format!("{} to {}", from.day(), until.strftime(DATE)),
        () if one_year => format!("{} to {}", from.strftime(DAY), until.strftime(DATE)),
        () => format!("{} to {}", from.strftime(DATE), until.strftime(DATE)),
    };
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_short_as_they_are_known() {
        for (days, expected) in [
            ("2026-01-12", Some("12 January 2026")),
            ("2028-02-01/2028-02-29", Some("February 2028")),
            ("2031-01-01/2031-12-31", Some("2031")),
            ("2026-04-01/2026-06-30", Some("April to June 2026")),
            ("2026-03-02/2026-03-08", Some("2 to 8 March 2026")),
            ("2026-03-30/2026-04-05", Some("30 March to 5 April 2026")),
            (
                "2025-12-29/2026-01-04",
                Some("29 December 2025 to 4 January 2026"),
            ),
            ("2019", None),
            ("20190101", None),
            ("15 USD", None),
            ("", None),
        ] {
            assert_eq!(english_days(days).as_deref(), expected, "{days}");
        }
    }
}
