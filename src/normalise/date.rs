//! Dates: calendar dates, parts of them, and times counted from the day of publication.
//! It reads words into `When`; `When::resolve` turns it into days. It knows no clock: the day of
//! publication is given or is not there.

use jiff::civil::{Date, Weekday};
use jiff::{Span as Days, ToSpan as _};

use super::decimal::digit;
use super::number::number;
use super::{Grain, Reader, Relation, Stated, Tense, When};
use crate::locale::{Kind, Kinds, Locale, Value, ends_word, is_unspaced, starts_with};

impl Grain {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "day" => Self::Day,
            "week" => Self::Week,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "half" => Self::Half,
            "year" => Self::Year,
            "decade" => Self::Decade,
            "century" => Self::Century,
            _ => return None,
        })
    }

    /// The grain of a duration's UCUM code.
    fn of_ucum(code: &str) -> Option<Self> {
        Some(match code {
            "d" => Self::Day,
            "wk" => Self::Week,
            "mo" => Self::Month,
            "a" => Self::Year,
            "10.a" => Self::Decade,
            "100.a" => Self::Century,
            _ => return None,
        })
    }
}

impl Relation {
    /// The relation that a table names so.
    pub(crate) fn of(id: &str) -> Option<Self> {
        Some(match id {
            "in" => Self::In,
            "since" => Self::Since,
            "until" => Self::Until,
            "by" => Self::By,
            "before" => Self::Before,
            "after" => Self::After,
            _ => return None,
        })
    }
}

/// Years that a bare number of four digits may be.
const YEARS: std::ops::RangeInclusive<i64> = 1500..=2199;

/// Parts of a date as they are read.
#[derive(Debug, Clone, Copy, Default)]
struct Parts {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    weekday: Option<i8>,
    turn: Option<i8>,
    /// Years from the year of publication.
    years_off: Option<i32>,
}

impl Parts {
    fn when(self) -> Option<When> {
        let plain = |stated, grain| When {
            from: None,
            until: None,
            grain,
            relation: Relation::In,
            stated,
        };
        let grain = match (self.day, self.month) {
            (Some(_), _) => Grain::Day,
            (None, Some(_)) => Grain::Month,
            (None, None) if self.weekday.is_some() && self.year.is_none() => Grain::Day,
            (None, None) => Grain::Year,
        };
        if let Some(years) = self.years_off.filter(|_| self.year.is_none()) {
            let stated = Stated::YearsOff {
                years,
                month: self.month,
                day: self.day,
            };
            return Some(plain(stated, grain));
        }
        let named = self.turn.is_some() || self.weekday.is_some() && self.day.is_none();
        if named && self.year.is_none() && self.day.is_none() {
            let stated = Stated::Named {
                month: self.month.filter(|_| self.weekday.is_none()),
                weekday: self.weekday,
                turn: self.turn.unwrap_or(0),
            };
            return Some(plain(stated, grain));
        }
        if self.year.is_none() && self.month.is_none() && self.day.is_none() {
            return None;
        }
        let mut when = plain(
            Stated::Calendar {
                year: self.year,
                month: self.month,
                day: self.day,
            },
            grain,
        );
        if let Some(year) = self.year
            && (self.month.is_some() || self.day.is_none())
        {
            (when.from, when.until) = bounds(year, self.month, self.day)?;
        }
        Some(when)
    }
}

/// First and last day of a year, of a month or a day in it; `None` where there is no such day.
fn bounds(year: i16, month: Option<i8>, day: Option<i8>) -> Option<(Option<Date>, Option<Date>)> {
    let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    let last = match (month, day) {
        (Some(_), Some(_)) => first,
        (Some(_), None) => first.last_of_month(),
        _ => first.last_of_year(),
    };
    Some((Some(first), Some(last)))
}

/// A stretch of the calendar that is known as stated.
fn stretch(from: Date, until: Date, grain: Grain) -> When {
    When {
        from: Some(from),
        until: Some(until),
        grain,
        relation: Relation::In,
        stated: Stated::Span,
    }
}

/// Reads a bare date at byte `at`, without the word that relates it; with the bytes it takes.
/// `related`: such a word stands before it, so that a bare number may be a year.
pub(crate) fn read(reader: &Reader<'_>, at: usize, related: bool) -> Option<(When, usize)> {
    if reader.is_digit(at) {
        return numeric(reader, at)
            .or_else(|| decade(reader, at))
            .or_else(|| marked(reader, at))
            .or_else(|| ago(reader, at))
            .or_else(|| day_first(reader, at))
            .or_else(|| decade(reader, at))
            .or_else(|| period(reader, at))
            .or_else(|| years(reader, at, related));
    }
    if !reader.locale.starts_word(reader.text, at) && !reader.char_at(at).is_some_and(is_unspaced) {
        return None;
    }
    relative(reader, at)
        .or_else(|| marked(reader, at))
        .or_else(|| weekday(reader, at))
        .or_else(|| month_first(reader, at))
        .or_else(|| turned(reader, at))
        .or_else(|| period(reader, at))
        .or_else(|| ago(reader, at))
        .or_else(|| era(reader, at))
        .or_else(|| decade(reader, at))
        .or_else(|| day_first(reader, at))
}

/// Digits at byte `at`: value, how many, end.
fn digits(reader: &Reader<'_>, at: usize) -> Option<(i64, usize, usize)> {
    let (mut value, mut count, mut end) = (0_i64, 0, at);
    for c in reader.rest(at).chars() {
        let Some(d) = digit(c) else { break };
        value = value.checked_mul(10)?.checked_add(i64::from(d))?;
        count += 1;
        end += c.len_utf8();
        if count > 8 {
            return None;
        }
    }
    (count > 0).then_some((value, count, end))
}

fn month_number(value: i64) -> Option<i8> {
    i8::try_from(value)
        .ok()
        .filter(|month| (1..=12).contains(month))
}

fn day_number(value: i64) -> Option<i8> {
    i8::try_from(value)
        .ok()
        .filter(|day| (1..=31).contains(day))
}

/// "2026-03-18", "18.03.2026", "18/3/26", "3/18/2026", "18.3.".
fn numeric(reader: &Reader<'_>, at: usize) -> Option<(When, usize)> {
    let (a, a_len, end) = digits(reader, at)?;
    let mark = reader
        .char_at(end)
        .filter(|c| matches!(c, '.' | '/' | '-' | '–' | '．' | '／'))?;
    let (b, b_len, end) = digits(reader, end + mark.len_utf8())?;
    if b_len > 2 {
        return None;
    }
    let third = reader
        .char_at(end)
        .filter(|c| *c == mark)
        .and_then(|mark| digits(reader, end + mark.len_utf8()));
    let Some((c, c_len, end)) = third else {
        // "18.3." needs both points; without them it is a number.
        let dotted = mark == '.' && reader.char_at(end) == Some('.') && a_len <= 2;
        let order = reader.locale.setting("date_order").first();
        let ordinals = reader
            .locale
            .rows(Kind::OrdSuffix)
            .any(|row| row.surface == ".");
        if !dotted || order != Some(&"dmy") || !ordinals {
            return None;
        }
        let parts = Parts {
            day: Some(day_number(a)?),
            month: Some(month_number(b)?),
            ..Parts::default()
        };
        return Some((parts.when()?, end + 1 - at));
    };
    if !ends_word(reader.text, end) {
        return None;
    }
    let year = |value: i64, len: usize| match len {
        4 => i16::try_from(value)
            .ok()
            .filter(|year| YEARS.contains(&i64::from(*year))),
        // POSIX: two digits are 1969 to 2068.
        2 => i16::try_from(if value < 69 {
            2000 + value
        } else {
            1900 + value
        })
        .ok(),
        _ => None,
    };
    let order = reader
        .locale
        .setting("date_order")
        .first()
        .copied()
        .unwrap_or("ymd");
    let (y, m, d) = match (a_len, c_len, order) {
        (4, 1..=2, _) => (year(a, 4)?, b, c),
        (1..=2, 2 | 4, _) if mark == '-' && c_len == 2 => return None,
        (1..=2, 2 | 4, "mdy") if a <= 12 => (year(c, c_len)?, a, b),
        (1..=2, 2 | 4, _) if b <= 12 => (year(c, c_len)?, b, a),
        (1..=2, 2 | 4, _) if a <= 12 => (year(c, c_len)?, a, b),
        _ => return None,
    };
    let parts = Parts {
        year: Some(y),
        month: Some(month_number(m)?),
        day: Some(day_number(d)?),
        ..Parts::default()
    };
    Some((parts.when()?, end - at))
}

/// The end of one of a setting's marks at byte `at`.
fn mark(reader: &Reader<'_>, key: &str, at: usize) -> Option<usize> {
    let rest = reader.rest(at);
    let marks = reader.locale.setting(key).iter();
    let longest = marks.filter_map(|mark| starts_with(rest, mark)).max();
    longest.map(|len| at + len)
}

/// "2026年3月18日", "3월 18일", "18日": numbers with the language's marks of year, month and day.
fn marked(reader: &Reader<'_>, at: usize) -> Option<(When, usize)> {
    if reader.locale.setting("date_day").is_empty() {
        return None;
    }
    let mut parts = Parts::default();
    let mut end = at;
    let mut next = at;
    loop {
        let spelled = || {
            let number = number(reader, next, false).filter(|number| !number.digits)?;
            i64::try_from(number.value)
                .ok()
                .map(|value| (value, 2, next + number.len))
        };
        if let Some((by, after)) = parts
            .year
            .is_none()
            .then(|| year_off(reader, next))
            .flatten()
        {
            parts.years_off = Some(by);
            end = after;
            next = reader.skip_space(end);
            continue;
        }
        let Some((value, width, stop)) = digits(reader, next).or_else(spelled) else {
            break;
        };
        let stop_mark = reader.skip_space(stop);
        if let Some(after) = mark(reader, "date_year", stop_mark).filter(|_| {
            parts.year.is_none() && parts.month.is_none() && width == 4 && YEARS.contains(&value)
        }) {
            parts.year = i16::try_from(value).ok();
            end = after;
        } else if let Some(after) = mark(reader, "date_month", stop_mark)
            .filter(|_| parts.month.is_none() && parts.day.is_none() && width <= 2)
        {
            let Some(month) = month_number(value) else {
                break;
            };
            // "3か月", "3개월" are durations: their mark is a longer word.
            if reader
                .find(Kind::Unit, stop_mark)
                .is_some_and(|unit| stop_mark + unit.len > after)
            {
                break;
            }
            parts.month = Some(month);
            end = after;
        } else if let Some(after) =
            mark(reader, "date_day", stop_mark).filter(|_| parts.day.is_none() && width <= 2)
        {
            let Some(day) = day_number(value) else { break };
            let longer = |kind| {
                reader
                    .find(kind, stop_mark)
                    .is_some_and(|unit| stop_mark + unit.len > after)
            };
            if longer(Kind::Unit) || longer(Kind::Counter) {
                break;
            }
            parts.day = Some(day);
            end = after;
        } else {
            break;
        }
        if parts.day.is_some() {
            break;
        }
        next = reader.skip_space(end);
    }
    if end == at || parts.years_off.is_some() && parts.month.is_none() && parts.day.is_none() {
        return None;
    }
    Some((parts.when()?, end - at))
}

/// "last year", "去年" as the year of a month: years from now, and the end.
fn year_off(reader: &Reader<'_>, at: usize) -> Option<(i32, usize)> {
    let found = reader.find_if(Kind::Rel, at, |found| found.entry.text.ends_with(" year"))?;
    let Value::Offset(by) = found.entry.value else {
        return None;
    };
    Some((by, at + found.len))
}

/// A year at byte `at`, plain or with its words ("2026 року", "of 2026"); its end.
fn year(reader: &Reader<'_>, at: usize) -> Option<(i16, usize)> {
    let (value, width, end) = digits(reader, at)?;
    if width != 4 || !YEARS.contains(&value) || !ends_word(reader.text, end) {
        return None;
    }
    let next = reader.char_at(end);
    let more = matches!(next, Some('.' | ',' | ':'))
        && next.is_some_and(|c| reader.is_digit(end + c.len_utf8()));
    if more {
        return None;
    }
    Some((i16::try_from(value).ok()?, year_words(reader, end)))
}

/// Past the words that may follow a year.
fn year_words(reader: &Reader<'_>, at: usize) -> usize {
    let next = reader.skip_space(at);
    let rest = reader.rest(next);
    let words = reader.locale.setting("date_year").iter();
    let longest = words
        .filter_map(|word| Some((starts_with(rest, word)?, word.ends_with('.'))))
        .filter(|(len, dotted)| *dotted || ends_word(rest, *len))
        .max();
    longest.map_or(at, |(len, _)| next + len)
}

/// Past commas, spaces and light words ("of", "de") between the parts of a date.
fn between(reader: &Reader<'_>, at: usize) -> usize {
    let mut position = reader.skip_space(at);
    if let Some(c @ (',' | '.' | '،')) = reader.char_at(position) {
        position = reader.skip_space(position + c.len_utf8());
    }
    for kind in [Kind::Word, Kind::Role] {
        if let Some(word) = reader.find(kind, position)
            && word.len <= 8
            && reader
                .char_at(position + word.len)
                .is_some_and(char::is_whitespace)
        {
            return reader.skip_space(position + word.len);
        }
    }
    position
}

/// The month at byte `at`: its number, its end, and whether it is only an abbreviation.
fn month(reader: &Reader<'_>, at: usize) -> Option<(i8, usize, bool)> {
    let found = reader.find(Kind::Month, at)?;
    let month = month_number(found.entry.int()?)?;
    let mut end = at + found.len;
    if found.entry.flags.weak && reader.char_at(end) == Some('.') {
        end += 1;
    }
    // A name in lower case may be another word where months are written large.
    let slight = found.entry.flags.weak
        || found
            .entry
            .surface
            .chars()
            .next()
            .is_some_and(char::is_uppercase)
            && reader.char_at(at).is_some_and(char::is_lowercase);
    Some((month, end, slight))
}

/// "March 18, 2026", "March 2026", "March".
fn month_first(reader: &Reader<'_>, at: usize) -> Option<(When, usize)> {
    let (month, mut end, slight) = month(reader, at)?;
    let mut parts = Parts {
        month: Some(month),
        ..Parts::default()
    };
    let mut plain = true;
    let next = reader.skip_space(end);
    if let Some((day, after)) = day_of_month(reader, next) {
        let unit = reader.find(
            Kinds::of(&[Kind::Pct, Kind::Mul, Kind::Cur]),
            reader.skip_gap(after),
        );
        if unit.is_none() {
            parts.day = Some(day);
            end = after;
            plain = false;
        }
    }
    for next in [reader.skip_space(end), between(reader, end)] {
        if let Some((year, after)) = year(reader, next) {
            parts.year = Some(year);
            end = after;
            plain = false;
            break;
        }
        if let Some((by, after)) = year_off(reader, next) {
            parts.years_off = Some(by);
            end = after;
            plain = false;
            break;
        }
    }
    if parts.year.is_none()
        && parts.years_off.is_none()
        && let Some((turn, after)) = turn_after(reader, end)
    {
        parts.turn = Some(turn);
        end = after;
        plain = false;
    }
    if plain && (slight || may_be_name(reader, at, end)) {
        return None;
    }
    Some((parts.when()?, end - at))
}

/// Whether a month that stands alone at byte `at` may be a person's name: it is written large, and
/// no light word before it or relating word after it says otherwise.
fn may_be_name(reader: &Reader<'_>, at: usize, end: usize) -> bool {
    let large = reader.char_at(at).is_some_and(char::is_uppercase);
    if !large || relation_after(reader, end).is_some() {
        return false;
    }
    let before = reader.text.get(..reader.trim_before(at)).unwrap_or("");
    let start = before
        .rfind(char::is_whitespace)
        .map_or(0, |space| space + 1);
    let light = Kinds::of(&[
        Kind::Word,
        Kind::Trel,
        Kind::Role,
        Kind::RelPrev,
        Kind::RelNext,
    ]);
    !reader.find_if_any(light, start, |found| start + found.len == before.len())
}

/// A day of the month in digits at byte `at`, with its ordinal mark; its end.
fn day_of_month(reader: &Reader<'_>, at: usize) -> Option<(i8, usize)> {
    let (value, width, end) = digits(reader, at)?;
    if width > 2 || reader.char_at(end).is_some_and(|c| matches!(c, ':' | '%')) {
        return None;
    }
    let next = reader.char_at(end);
    if matches!(next, Some('.' | ',')) && reader.is_digit(end + 1) {
        return None;
    }
    let day = day_number(value)?;
    let suffix = reader.find_if(Kind::OrdSuffix, end, |found| {
        found.entry.flags.post && found.entry.surface != "."
    });
    let end = suffix.map_or(end, |suffix| end + suffix.len);
    ends_word(reader.text, end).then_some((day, end))
}

/// "18 March 2026", "18. März", "le 1er mars", "18 de marzo de 2026", "восемнадцатого марта".
fn day_first(reader: &Reader<'_>, at: usize) -> Option<(When, usize)> {
    let (day, mut end) = match day_of_month(reader, at) {
        Some(found) => found,
        None => {
            let found = reader.find(Kind::Ord, at)?;
            (day_number(found.entry.int()?)?, at + found.len)
        }
    };
    // "18–20 March": the first day stands for the stretch.
    let mut last = None;
    if let Some(dash @ ('-' | '–')) = reader.char_at(end)
        && let Some((day, after)) = day_of_month(reader, end + dash.len_utf8())
    {
        last = Some(day);
        end = after;
    }
    if reader.char_at(end) == Some('.') {
        end += 1;
    }
    let mut parts = Parts {
        day: Some(day),
        ..Parts::default()
    };
    let next = reader.skip_space(end);
    let month_at = [next, between(reader, end)]
        .into_iter()
        .find_map(|next| month(reader, next));
    let (month, mut end, _) = month_at?;
    parts.month = Some(month);
    for next in [reader.skip_space(end), between(reader, end)] {
        if let Some((year, after)) = year(reader, next) {
            parts.year = Some(year);
            end = after;
            break;
        }
        if let Some((by, after)) = year_off(reader, next) {
            parts.years_off = Some(by);
            end = after;
            break;
        }
    }
    if let (Some(last), Some(year)) = (last, parts.year)
        && let (Ok(from), Ok(until)) = (Date::new(year, month, day), Date::new(year, month, last))
        && from <= until
    {
        return Some((stretch(from, until, Grain::Day), end - at));
    }
    if parts.year.is_none()
        && parts.years_off.is_none()
        && let Some((turn, after)) = turn_after(reader, end)
        && turn != 0
    {
        end = after;
    }
    Some((parts.when()?, end - at))
}

/// "Tuesday", "Tuesday, March 18", "martes pasado".
fn weekday(reader: &Reader<'_>, at: usize) -> Option<(When, usize)> {
    let found = reader.find(Kind::Weekday, at)?;
    let mut end = at + found.len;
    if found.entry.flags.weak && reader.char_at(end) == Some('.') {
        end += 1;
    }
    let weekday = i8::try_from(found.entry.int()?).ok()?;
    let mut next = reader.skip_space(end);
    let opened = matches!(reader.char_at(next), Some('(' | '（'));
    if let Some(c @ (',' | '(' | '（')) = reader.char_at(next) {
        next = reader.skip_space(next + c.len_utf8());
    }
    for next in [next, between(reader, end)] {
        let dated = if reader.is_digit(next) {
            numeric(reader, next)
                .or_else(|| marked(reader, next))
                .or_else(|| day_first(reader, next))
        } else {
            month_first(reader, next).filter(|(when, _)| when.grain == Grain::Day)
        };
        if let Some((when, len)) = dated {
            let close = next + len;
            let bracket = reader
                .char_at(close)
                .filter(|c| opened && matches!(c, ')' | '）'));
            return Some((when, close + bracket.map_or(0, char::len_utf8) - at));
        }
    }
    if found.entry.flags.weak {
        return None;
    }
    let mut parts = Parts {
        weekday: Some(weekday),
        ..Parts::default()
    };
    if let Some((turn, after)) = turn_after(reader, end) {
        parts.turn = Some(turn);
        end = after;
    }
    Some((parts.when()?, end - at))
}

const TURNS: Kinds = Kinds::of(&[Kind::RelPrev, Kind::RelThis, Kind::RelNext]);

fn turn_of(kind: Kind) -> i8 {
    match kind {
        Kind::RelPrev => -1,
        Kind::RelNext => 1,
        _ => 0,
    }
}

/// "last", "next" after what they turn: "octubre pasado".
fn turn_after(reader: &Reader<'_>, at: usize) -> Option<(i8, usize)> {
    let next = reader.skip_space(at);
    let found = reader
        .find(TURNS, next)
        .filter(|found| found.entry.flags.post || !found.entry.flags.pre)?;
    // "Tuesday last week": the word belongs to the week.
    let longer = Kinds::of(&[Kind::Rel, Kind::Grain, Kind::Month, Kind::Weekday]);
    let other = reader.skip_space(next + found.len);
    if reader
        .find(Kind::Rel, next)
        .is_some_and(|rel| rel.len > found.len)
        || reader.find(longer, other).is_some()
    {
        return None;
    }
    Some((turn_of(found.entry.kind), next + found.len))
}

/// "last October", "next Tuesday", "im vergangenen Jahr", "the past three years".
fn turned(reader: &Reader<'_>, at: usize) -> Option<(When, usize)> {
    let found = reader
        .find(TURNS, at)
        .filter(|found| !found.entry.flags.post || found.entry.flags.pre)?;
    let turn = turn_of(found.entry.kind);
    let next = reader.skip_space(at + found.len);
    if let Some(day) = reader
        .find(Kind::Weekday, next)
        .filter(|day| !day.entry.flags.weak)
    {
        let parts = Parts {
            weekday: i8::try_from(day.entry.int()?).ok(),
            turn: Some(turn),
            ..Parts::default()
        };
        return Some((parts.when()?, next + day.len - at));
    }
    if let Some((month, end, _)) = month(reader, next) {
        let parts = Parts {
            month: Some(month),
            turn: Some(turn),
            ..Parts::default()
        };
        return Some((parts.when()?, end - at));
    }
    let grain = reader.find(Kind::Grain, next)?;
    // "The last day" is no date.
    let unit = Grain::of(grain.entry.text).filter(|grain| *grain != Grain::Day)?;
    let stated = Stated::Offset {
        by: i32::from(turn),
        grain: unit,
    };
    Some((offset(stated)?, next + grain.len - at))
}

fn offset(stated: Stated) -> Option<When> {
    let Stated::Offset { grain, .. } = stated else {
        return None;
    };
    Some(When {
        from: None,
        until: None,
        grain,
        relation: Relation::In,
        stated,
    })
}

/// "yesterday", "last month", "letztes Jahr im Oktober" up to the year.
fn relative(reader: &Reader<'_>, at: usize) -> Option<(When, usize)> {
    let found = reader.find(Kinds::of(&[Kind::Day, Kind::Rel]), at)?;
    let end = at + found.len;
    let stated = match found.entry.value {
        Value::Int(days) => Stated::Offset {
            by: i32::try_from(days).ok()?,
            grain: Grain::Day,
        },
        Value::Offset(by) => Stated::Offset {
            by,
            grain: Grain::of(found.entry.words().nth(1)?)?,
        },
        _ => return None,
    };
    if let Stated::Offset {
        by,
        grain: Grain::Year,
    } = stated
    {
        // "去年10月", "in last year's October": the month follows.
        if !reader.locale.setting("date_month").is_empty()
            && let Some(found) = marked(reader, at)
        {
            return Some(found);
        }
        for next in [reader.skip_space(end), between(reader, end)] {
            if let Some((month, end, false)) = month(reader, next) {
                let parts = Parts {
                    month: Some(month),
                    years_off: Some(by),
                    ..Parts::default()
                };
                return Some((parts.when()?, end - at));
            }
        }
    }
    Some((offset(stated)?, end - at))
}

/// "three days ago", "vor drei Tagen", "in two weeks": an amount of time with `ago` words.
fn ago(reader: &Reader<'_>, at: usize) -> Option<(When, usize)> {
    let before = reader.find_if(Kind::Ago, at, |found| found.entry.flags.pre);
    let start = before
        .as_ref()
        .map_or(at, |found| reader.skip_space(at + found.len));
    let (by, grain, end) = span_of_time(reader, start)?;
    if let Some(before) = before {
        let sign = if before.entry.text == "ago" { -1 } else { 1 };
        let stated = Stated::Offset {
            by: by.checked_mul(sign)?,
            grain,
        };
        return Some((offset(stated)?, end - at));
    }
    let next = reader.skip_space(end);
    let after = reader.find_if(Kind::Ago, next, |found| found.entry.flags.post)?;
    let sign = if after.entry.text == "ago" { -1 } else { 1 };
    let stated = Stated::Offset {
        by: by.checked_mul(sign)?,
        grain,
    };
    Some((offset(stated)?, next + after.len - at))
}

/// A whole number of days, weeks, months or years; its end.
fn span_of_time(reader: &Reader<'_>, at: usize) -> Option<(i32, Grain, usize)> {
    let number = number(reader, at, false)?;
    let by = i32::try_from(number.value)
        .ok()
        .filter(|by| (1..=9999).contains(by))?;
    if !number.value.fract().is_zero() {
        return None;
    }
    let next = reader.skip_gap(at + number.len);
    let unit = reader.find(Kinds::of(&[Kind::Unit, Kind::Grain]), next)?;
    let grain = match unit.entry.kind {
        Kind::Grain => Grain::of(unit.entry.text),
        _ => Grain::of_ucum(unit.entry.text),
    }?;
    Some((by, grain, next + unit.len))
}

/// "third quarter of 2026", "Q3 2026", "2026年第3四半期", "first half of the year".
fn period(reader: &Reader<'_>, at: usize) -> Option<(When, usize)> {
    let periods = |word: &str| matches!(word, "quarter" | "half" | "decade" | "century");
    let leading_year = year(reader, at);
    let start = leading_year.map_or(at, |(_, end)| reader.skip_space(end));
    let (order, grain, mut end) = if let Some((order, end)) = ordinal(reader, start) {
        let next = reader.skip_gap(end);
        let grain = reader.find_if(Kind::Grain, next, |found| periods(found.entry.text))?;
        (order, Grain::of(grain.entry.text)?, next + grain.len)
    } else {
        // "Q3", "H1", "Quartal 3".
        let mut grain = None;
        let edge = crate::locale::Edge::Free;
        reader
            .locale
            .visit(Kind::Grain.into(), reader.text, start, edge, |hit| {
                if periods(hit.entry.text) && reader.is_digit(reader.skip_space(start + hit.len)) {
                    grain = Some(hit);
                }
            });
        let grain = grain.filter(|_| reader.locale.starts_word(reader.text, start))?;
        let (order, width, end) = digits(reader, reader.skip_space(start + grain.len))?;
        if width != 1 {
            return None;
        }
        (order, Grain::of(grain.entry.text)?, end)
    };
    let mut known = leading_year.map(|(year, _)| year);
    if known.is_none() {
        for next in [
            reader.skip_space(end),
            between(reader, end),
            between(reader, between(reader, end)),
        ] {
            if let Some((year, after)) = year(reader, next) {
                known = Some(year);
                end = after;
                break;
            }
        }
    }
    let order = i8::try_from(order).ok()?;
    let when = match (grain, known) {
        (Grain::Century, _) => {
            let first = i16::from(order)
                .checked_sub(1)?
                .checked_mul(100)?
                .checked_add(1)?;
            let (from, until) = (
                Date::new(first, 1, 1).ok()?,
                Date::new(first.checked_add(99)?, 12, 31).ok()?,
            );
            stretch(from, until, Grain::Century)
        }
        (Grain::Quarter | Grain::Half, Some(year)) => {
            let (from, until) = part_of_year(year, grain, order)?;
            stretch(from, until, grain)
        }
        (Grain::Quarter | Grain::Half, None) => {
            let (from, _) = part_of_year(2000, grain, order)?;
            let stated = Stated::Calendar {
                year: None,
                month: Some(from.month()),
                day: None,
            };
            When {
                from: None,
                until: None,
                grain,
                relation: Relation::In,
                stated,
            }
        }
        _ => return None,
    };
    Some((when, end - at))
}

/// First and last day of a quarter or half of a year.
fn part_of_year(year: i16, grain: Grain, order: i8) -> Option<(Date, Date)> {
    let months = if grain == Grain::Quarter { 3 } else { 6 };
    if !(1..=12 / months).contains(&order) {
        return None;
    }
    let from = Date::new(year, (order - 1) * months + 1, 1).ok()?;
    let last = Date::new(year, order * months, 1).ok()?.last_of_month();
    Some((from, last))
}

/// An ordinal at byte `at`, in words or digits with a mark; its end.
pub(crate) fn ordinal(reader: &Reader<'_>, at: usize) -> Option<(i64, usize)> {
    if let Some(found) = reader.find(Kind::Ord, at) {
        return Some((found.entry.int()?, at + found.len));
    }
    let before = reader.find_if(Kind::OrdSuffix, at, |found| found.entry.flags.pre);
    let start = before
        .as_ref()
        .map_or(at, |found| reader.skip_space(at + found.len));
    let read = number(reader, start, false)?;
    if read.separated || !read.value.fract().is_zero() {
        return None;
    }
    let value = i64::try_from(read.value).ok()?;
    let end = start + read.len;
    let suffix = reader.find_if(Kind::OrdSuffix, end, |found| found.entry.flags.post);
    match (before, suffix) {
        (Some(_), suffix) => Some((value, end + suffix.map_or(0, |suffix| suffix.len))),
        (None, Some(suffix)) => {
            let after = end + suffix.len;
            // A point is an ordinal's only where the sentence goes on.
            let next = reader.char_at(reader.skip_space(after));
            let goes_on = suffix.entry.surface != "."
                || read.digits
                    && value < 1000
                    && reader.skip_space(after) > after
                    && next.is_some_and(char::is_alphabetic);
            goes_on.then_some((value, after))
        }
        // "двадцать первый": tens and an ordinal.
        (None, None) => {
            let next = reader.skip_gap(end);
            let unit = reader.find(Kind::Ord, next)?.entry.int()?;
            let len = reader.find(Kind::Ord, next)?.len;
            let room = if value >= 100 && value % 100 == 0 {
                100
            } else {
                10
            };
            let fits = !read.digits && value >= 20 && value % 10 == 0 && unit < room && next > end;
            fits.then_some((value + unit, next + len))
        }
    }
}

/// "1990s", "90-х годов", "1990年代": a year with the language's mark of a decade.
fn decade(reader: &Reader<'_>, at: usize) -> Option<(When, usize)> {
    let start = mark(reader, "decade_before", at).map_or(at, |end| reader.skip_space(end));
    let (value, width, end) = digits(reader, start)?;
    if value % 10 != 0 || !matches!(width, 2 | 4) || width == 4 && !YEARS.contains(&value) {
        return None;
    }
    // A mark of several words may bend at its end ("1980'li yıllarda").
    let after = mark(reader, "decade", end)
        .filter(|after| ends_word(reader.text, *after) || *after > end + 6);
    let end = match after {
        Some(end) => end,
        None if start > at => end,
        None => return None,
    };
    let first = if width == 2 { 1900 + value } else { value };
    let first = i16::try_from(first).ok()?;
    let (from, until) = (
        Date::new(first, 1, 1).ok()?,
        Date::new(first.checked_add(9)?, 12, 31).ok()?,
    );
    Some((stretch(from, until, Grain::Decade), end - at))
}

/// "2026", "2019–2020", "2019/20": years, where nothing is counted by them.
fn years(reader: &Reader<'_>, at: usize, related: bool) -> Option<(When, usize)> {
    let (first, end) = year(reader, at)?;
    let worded = end > at + 4;
    if let Some(dash @ ('-' | '–' | '/' | '—')) = reader.char_at(end)
        && let Some((value, width, after)) = digits(reader, end + dash.len_utf8())
    {
        let last = match width {
            4 => i16::try_from(value).ok(),
            2 => i16::try_from(i64::from(first) / 100 * 100 + value).ok(),
            _ => None,
        };
        if let Some(last) = last.filter(|last| *last > first && *last - first < 200)
            && ends_word(reader.text, after)
        {
            let (from, until) = (Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?);
            return Some((
                stretch(from, until, Grain::Year),
                year_words(reader, after) - at,
            ));
        }
    }
    // "с 2019 по 2021 год": years with a word between them.
    let joined = reader.skip_space(end);
    if let Some(mark) = reader.find(Kind::Range, joined)
        && reader.find(Kind::Join, joined).is_none()
        && let Some((last, after)) = year(reader, reader.skip_space(joined + mark.len))
        && last > first
    {
        let (from, until) = (Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?);
        return Some((stretch(from, until, Grain::Year), after - at));
    }
    let plain = (1900..=2100).contains(&first) || worded || related;
    let next = reader.skip_gap(end);
    let beside = Kinds::of(&[
        Kind::Cur,
        Kind::Pct,
        Kind::Unit,
        Kind::Mul,
        Kind::Counter,
        Kind::Sub,
    ]);
    let counts = |at| reader.find_if_any(beside, at, |found| !found.entry.flags.weak);
    let amount = counts(next)
        || counts(end)
        || !related && !worded && reader.find(Kind::Counted, next).is_some();
    if !plain || amount && !worded {
        return None;
    }
    let parts = Parts {
        year: Some(first),
        ..Parts::default()
    };
    Some((parts.when()?, end - at))
}

/// "令和6年", "พ.ศ. 2567": a year of an era, with its marker before it.
fn era(reader: &Reader<'_>, at: usize) -> Option<(When, usize)> {
    let found = reader.find(Kind::Era, at)?;
    let (value, width, end) = digits(reader, reader.skip_space(at + found.len))?;
    if width > 4 {
        return None;
    }
    // Year 1 of an era is the year it began in; others count from before a first year.
    let year = i16::try_from(found.entry.int()?.checked_add(value)?).ok()?;
    let end = mark(reader, "date_year", reader.skip_space(end)).unwrap_or(end);
    let parts = Parts {
        year: Some(year),
        ..Parts::default()
    };
    Some((parts.when()?, end - at))
}

/// The word at byte `at` that relates what happened to a date after it ("since", "bis"); its
/// length, spaces after it included.
pub(crate) fn relation_before(reader: &Reader<'_>, at: usize) -> Option<(Relation, usize)> {
    let found = reader.find_if(Kind::Trel, at, |found| {
        found.entry.flags.pre || !found.entry.flags.post
    })?;
    let relation = Relation::of(found.entry.text)?;
    Some((relation, reader.skip_space(at + found.len) - at))
}

/// The word after a date that relates it ("以降", "से पहले"); with spaces before it.
pub(crate) fn relation_after(reader: &Reader<'_>, at: usize) -> Option<(Relation, usize)> {
    let next = reader.skip_space(at);
    let found = reader.find_if(Kind::Trel, next, |found| found.entry.flags.post)?;
    Some((Relation::of(found.entry.text)?, next + found.len - at))
}

/// The time at byte `at` of `text`, and the bytes it took. The word that relates it ("since",
/// "bis", "以降") is part of it.
///
/// "in October last year" and "im Oktober letzten Jahres" are the same month.
pub fn date_at(text: &str, at: usize, locale: &'static Locale) -> Option<(When, usize)> {
    let reader = Reader::new(text, locale, &super::Habit::default());
    if let Some((when, len)) = read(&reader, at, false)
        && relation_before(&reader, at).is_none_or(|(_, word)| word <= len)
    {
        return Some(with_relation_after(&reader, when, at, len));
    }
    let mut position = at;
    let mut relation = Relation::In;
    let mut light = 0;
    while position < text.len() {
        if position > at
            && let Some((mut when, len)) = read(&reader, position, true)
        {
            when.relation = relation;
            return Some(with_relation_after(&reader, when, at, position + len - at));
        }
        if let Some((word, len)) = relation_before(&reader, position) {
            if word != Relation::In {
                relation = word;
            }
            position += len;
        } else {
            // "in the second quarter": articles say nothing of the time.
            let word = reader.find(Kind::Word, position)?;
            light += 1;
            if light > 2 {
                return None;
            }
            position = reader.skip_space(position + word.len);
        }
    }
    None
}

impl When {
    /// The days it means, seen from the day of publication. Without one only what the words fix
    /// by themselves is known.
    ///
    /// A date without a year is the one nearest to publication, a day or weekday alone the latest
    /// not after it; where the relation points to the future ("by", "until"), the next one.
    pub fn resolve(&self, published: Option<Date>) -> Self {
        self.resolve_as(published, Tense::Any)
    }

    /// As `resolve`, where the sentence tells of what has been or of what is to come: then the date of
    /// that side is taken unless that of the other is much nearer ("in October they agreed").
    pub fn resolve_as(&self, published: Option<Date>, tense: Tense) -> Self {
        let mut resolved = self.clone();
        if resolved.from.is_none()
            && let Some((from, until)) = published.and_then(|published| self.days(published, tense))
        {
            (resolved.from, resolved.until) = (Some(from), Some(until));
        }
        resolved
    }

    fn days(&self, published: Date, tense: Tense) -> Option<(Date, Date)> {
        let ahead = matches!(self.relation, Relation::By | Relation::Until);
        let (from, until) = match self.stated {
            Stated::Calendar { year, month, day } => {
                calendar(published, year, month, day, ahead, tense)
            }
            Stated::YearsOff { years, month, day } => i16::try_from(years)
                .ok()
                .and_then(|years| published.year().checked_add(years))
                .and_then(|year| calendar(published, Some(year), month, day, ahead, tense)),
            Stated::Offset { by, grain } => counted_from(published, by, grain),
            Stated::Named {
                month,
                weekday,
                turn,
            } => named(published, month, weekday, turn, ahead),
            Stated::Span => None,
        }?;
        // A quarter or half without a year is stated by its first month.
        match (self.stated, self.grain) {
            (
                Stated::Calendar {
                    month: Some(month), ..
                },
                grain @ (Grain::Quarter | Grain::Half),
            ) => {
                let months = if grain == Grain::Quarter { 3 } else { 6 };
                part_of_year(from.year(), grain, (month - 1) / months + 1)
            }
            _ => Some((from, until)),
        }
    }
}

fn with_relation_after(
    reader: &Reader<'_>,
    mut when: When,
    at: usize,
    len: usize,
) -> (When, usize) {
    match relation_after(reader, at + len) {
        Some((relation, word)) => {
            when.relation = relation;
            (when, len + word)
        }
        None => (when, len),
    }
}

fn calendar(
    published: Date,
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    ahead: bool,
    tense: Tense,
) -> Option<(Date, Date)> {
    let of = |(from, until): (Option<Date>, Option<Date>)| from.zip(until);
    match (year, month, day) {
        (Some(year), None, Some(_)) => bounds(year, None, None).and_then(of),
        (Some(year), month, day) => bounds(year, month, day).and_then(of),
        (None, Some(month), day) => {
            let years = (-8..=8).filter_map(|off: i16| {
                bounds(published.year().checked_add(off)?, Some(month), day).and_then(of)
            });
            if ahead {
                years.into_iter().find(|(_, until)| *until >= published)
            } else {
                years.min_by_key(|days| distance(published, *days, tense))
            }
        }
        (None, None, Some(day)) => {
            let first = published.first_of_month();
            let months = (-2..=2_i32).filter_map(|off| {
                let month = first.checked_add(Days::new().try_months(off).ok()?).ok()?;
                let date = Date::new(month.year(), month.month(), day).ok()?;
                Some((date, date))
            });
            if ahead {
                months.into_iter().find(|(date, _)| *date >= published)
            } else {
                months
                    .into_iter()
                    .take_while(|(date, _)| *date <= published)
                    .last()
            }
        }
        (None, None, None) => None,
    }
}

/// Days between publication and a stretch, 0 within it; what lies on the other side than the tense
/// says counts twice as far.
fn distance(published: Date, (from, until): (Date, Date), tense: Tense) -> i32 {
    let days = |from: Date, until: Date| from.until(until).map_or(i32::MAX, |span| span.get_days());
    let (before, after) = (days(until, published).max(0), days(published, from).max(0));
    let far = |days: i32| days.saturating_mul(2);
    match tense {
        Tense::Any => before.max(after),
        Tense::Past => before.max(far(after)),
        Tense::Future => far(before).max(after),
    }
}

fn counted_from(published: Date, by: i32, grain: Grain) -> Option<(Date, Date)> {
    let moved = |span: Days| published.checked_add(span).ok();
    Some(match grain {
        Grain::Day => {
            let day = moved(Days::new().try_days(by).ok()?)?;
            (day, day)
        }
        Grain::Week => week(moved(Days::new().try_weeks(by).ok()?)?)?,
        Grain::Month => {
            let day = moved(Days::new().try_months(by).ok()?)?;
            (day.first_of_month(), day.last_of_month())
        }
        Grain::Quarter | Grain::Half => {
            let months = if grain == Grain::Quarter { 3 } else { 6 };
            let day = moved(Days::new().try_months(by.checked_mul(months)?).ok()?)?;
            part_of_year(day.year(), grain, (day.month() - 1) / months as i8 + 1)?
        }
        Grain::Year => {
            let day = moved(Days::new().try_years(by).ok()?)?;
            (day.first_of_year(), day.last_of_year())
        }
        Grain::Decade | Grain::Century => {
            let years = if grain == Grain::Decade { 10 } else { 100 };
            let day = moved(Days::new().try_years(by.checked_mul(years)?).ok()?)?;
            let first = day
                .year()
                .checked_sub(day.year().rem_euclid(years as i16))?;
            let last = first.checked_add(years as i16 - 1)?;
            (Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?)
        }
    })
}

/// Monday to Sunday of the week of `day` (ISO 8601).
fn week(day: Date) -> Option<(Date, Date)> {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    let monday = day.checked_sub(back.days()).ok()?;
    Some((monday, monday.checked_add(6.days()).ok()?))
}

fn named(
    published: Date,
    month: Option<i8>,
    weekday: Option<i8>,
    turn: i8,
    ahead: bool,
) -> Option<(Date, Date)> {
    if let Some(weekday) = weekday {
        let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
        let back = i64::from(weekday.until(published.weekday()));
        let latest = published.checked_sub(back.days()).ok()?;
        let day = match turn {
            1 => latest.checked_add(7.days()),
            // "Last Tuesday" is never today.
            -1 if back == 0 => latest.checked_sub(7.days()),
            _ if ahead && back > 0 => latest.checked_add(7.days()),
            _ => Ok(latest),
        }
        .ok()?;
        return Some((day, day));
    }
    let month = month?;
    let year = match turn {
        // "Last October" is the latest one that is over.
        -1 if month >= published.month() => published.year().checked_sub(1)?,
        1 if month <= published.month() => published.year().checked_add(1)?,
        _ => published.year(),
    };
    let first = Date::new(year, month, 1).ok()?;
    Some((first, first.last_of_month()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn read(lang: &str, text: &str) -> Option<(String, usize)> {
        let lang: Lang = lang.parse().unwrap();
        let (when, len) = date_at(text, 0, Locale::get(lang).unwrap())?;
        let published = Date::new(2026, 3, 18).unwrap();
        let when = when.resolve(Some(published));
        let days = match (when.from, when.until) {
            (Some(from), Some(until)) if from == until => from.to_string(),
            (Some(from), Some(until)) => format!("{from}/{until}"),
            _ => "open".to_owned(),
        };
        Some((days, len))
    }

    #[test]
    fn the_tense_decides_between_two_years() {
        let published = Date::new(2026, 4, 28).unwrap();
        let locale = Locale::get("en".parse().unwrap()).unwrap();
        for (text, tense, from) in [
            ("in October", Tense::Any, "2026-10-01"),
            ("in October", Tense::Past, "2025-10-01"),
            ("in June", Tense::Past, "2026-06-01"),
            ("in December", Tense::Future, "2026-12-01"),
            ("in April", Tense::Past, "2026-04-01"),
        ] {
            let (when, _) = date_at(text, 0, locale).unwrap();
            let from_day = when.resolve_as(Some(published), tense).from;
            assert_eq!(
                from_day.map(|day| day.to_string()).as_deref(),
                Some(from),
                "{text} {tense:?}"
            );
        }
    }

    #[test]
    fn dates_are_read_whole() {
        for (lang, text, days) in [
            ("en", "14 October 2025", "2025-10-14"),
            ("en", "October 14, 2025", "2025-10-14"),
            ("en", "February 2026", "2026-02-01/2026-02-28"),
            ("en", "last month", "2026-02-01/2026-02-28"),
            ("en", "last October", "2025-10-01/2025-10-31"),
            ("en", "October last year", "2025-10-01/2025-10-31"),
            ("en", "yesterday", "2026-03-17"),
            ("en", "three days ago", "2026-03-15"),
            ("en", "since 2019", "2019-01-01/2019-12-31"),
            ("en", "2026-02-18", "2026-02-18"),
            ("en", "Tuesday", "2026-03-17"),
            ("de", "14. Oktober 2025", "2025-10-14"),
            ("de", "18.02.2026", "2026-02-18"),
            ("de", "vor drei Tagen", "2026-03-15"),
            ("de", "seit 2019", "2019-01-01/2019-12-31"),
        ] {
            assert_eq!(
                read(lang, text),
                Some((days.to_owned(), text.len())),
                "{lang} {text}"
            );
        }
    }

    #[test]
    fn numbers_are_no_dates() {
        for (lang, text) in [
            ("en", "38 people"),
            ("en", "12,000"),
            ("de", "2.500"),
            ("en", "99"),
        ] {
            assert_eq!(read(lang, text), None, "{lang} {text}");
        }
    }
}
