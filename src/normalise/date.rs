//! Dates: calendar days, months, years, parts of years, and times counted from publication.
//! It reads what stands at one place; whether a bare number is a year is for its caller to ask.

use std::ops::Range;

use jiff::civil::{Date, Weekday};
use jiff::{Span as Length, ToSpan};

use super::{Grain, Relation, Stated, When};
use crate::locale::{Entry, Kind, Kinds, Locale, is_space};

/// The date at byte `at` of `text`, and the bytes it took. Its relation word ("since", "until")
/// before it is part of it; a bare number is a date only as a year of four digits.
pub fn date_at(text: &str, at: usize, locale: &'static Locale) -> Option<(When, usize)> {
    let reader = Reader { text, locale };
    let plain = |at| reader.plain(at);
    let found = reader.related(at).and_then(|(relation, from)| {
        let (mut when, end) = plain(from)?;
        when.relation = relation;
        Some((when, end))
    });
    let (mut when, mut end) = found.or_else(|| plain(at))?;
    if when.relation == Relation::In
        && let Some((relation, after)) = reader.relation_after(end)
    {
        (when.relation, end) = (relation, after);
    }
    Some((when, end - at))
}

/// A number, its digits and where it ends.
#[derive(Debug, Clone, Copy)]
struct Int {
    value: i64,
    digits: usize,
    end: usize,
}

/// Reads at places of one text. Every method takes a byte offset and gives the one after.
struct Reader<'t> {
    text: &'t str,
    locale: &'static Locale,
}

impl Reader<'_> {
    fn rest(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or("")
    }

    fn skip(&self, at: usize, skipped: impl Fn(char) -> bool) -> usize {
        let rest = self.rest(at);
        at + rest.find(|c: char| !skipped(c)).unwrap_or(rest.len())
    }

    fn space(&self, at: usize) -> usize {
        self.skip(at, is_space)
    }

    fn row(&self, kinds: impl Into<Kinds>, at: usize) -> Option<(&'static Entry, usize)> {
        let found = self.locale.find_at(kinds, self.text, at)?;
        (found.tail.is_none() && found.len > 0).then_some((found.entry, at + found.len))
    }

    /// A row whose value is an integer in `range`.
    fn number_row(&self, kind: Kind, at: usize, range: Range<i64>) -> Option<(i64, usize)> {
        let (entry, end) = self.row(kind, at)?;
        let value = entry.int().filter(|value| range.contains(value))?;
        Some((value, end))
    }

    /// Digits of any script, not more than four, with no digit and no decimal mark behind.
    fn int(&self, at: usize) -> Option<Int> {
        let (mut value, mut digits, mut end) = (0_i64, 0, at);
        for c in self.rest(at).chars() {
            let Some(next) = digit(c) else { break };
            value = value * 10 + i64::from(next);
            (digits, end) = (digits + 1, end + c.len_utf8());
            if digits > 4 {
                return None;
            }
        }
        (digits > 0).then_some(Int { value, digits, end })
    }

    /// A small number in digits or in words.
    fn count(&self, at: usize) -> Option<(i64, usize)> {
        let digits = self.int(at).map(|int| (int.value, int.end));
        digits.or_else(|| self.number_row(Kind::Num, at, 0..1000))
    }

    /// Whether a number that ends at `end` goes on: more digits, a decimal or grouping mark.
    fn goes_on(&self, end: usize) -> bool {
        let mut rest = self.rest(end).chars();
        match rest.next() {
            Some(c) if digit(c).is_some() => true,
            Some('.' | ',' | ':' | '\'' | '’' | '%' | '/') => {
                rest.next().is_some_and(|c| digit(c).is_some())
            }
            _ => false,
        }
    }

    /// Light words between the parts of a date ("of", "de"), at most two, each short.
    fn link(&self, at: usize) -> usize {
        let mut at = self.space(self.skip(at, |c| c == ','));
        for _ in 0..2 {
            match self.row(Kind::Word, at) {
                Some((entry, end)) if entry.surface.chars().count() <= 3 => at = self.space(end),
                _ => break,
            }
        }
        at
    }

    fn related(&self, at: usize) -> Option<(Relation, usize)> {
        let (entry, end) = self.row(Kind::Trel, at)?;
        let fits = !entry.flags.post || entry.flags.pre;
        fits.then_some((relation(entry.text)?, self.article(self.space(end))))
    }

    fn relation_after(&self, at: usize) -> Option<(Relation, usize)> {
        let (entry, end) = self.row(Kind::Trel, self.space(at))?;
        entry.flags.post.then_some((relation(entry.text)?, end))
    }

    /// Past one light word before a date ("the", "den").
    fn article(&self, at: usize) -> usize {
        match self.row(Kind::Word, at) {
            Some((entry, end)) if entry.surface.chars().count() <= 3 => self.space(end),
            _ => at,
        }
    }

    fn plain(&self, at: usize) -> Option<(When, usize)> {
        self.numeric(at)
            .or_else(|| self.marked(at))
            .or_else(|| self.with_weekday(at))
            .or_else(|| self.day_and_month(at))
            .or_else(|| self.part_of_year(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.relative(at))
            .or_else(|| self.day_of_month(at))
            .or_else(|| self.year(at))
    }

    /// 2026-02-18, 18.02.2026, 18/2, by the order of the language (ISO 8601 in every language).
    fn numeric(&self, at: usize) -> Option<(When, usize)> {
        let first = self.int(at)?;
        let mark = self
            .rest(first.end)
            .chars()
            .next()
            .filter(|c| matches!(c, '-' | '.' | '/'))?;
        let second = self.int(first.end + mark.len_utf8())?;
        let third = (self.rest(second.end).starts_with(mark))
            .then(|| self.int(second.end + mark.len_utf8()))
            .flatten();
        let order = self
            .locale
            .setting("date_order")
            .first()
            .copied()
            .unwrap_or("ymd");
        let (fields, end) = match third {
            Some(third) if first.digits == 4 => ((first, second, third), third.end),
            Some(third) if matches!(third.digits, 2 | 4) => {
                let year = Int {
                    value: full_year(third),
                    ..third
                };
                match order {
                    "mdy" => ((year, first, second), third.end),
                    _ => ((year, second, first), third.end),
                }
            }
            _ => return None,
        };
        let (year, month, day) = fields;
        if self.goes_on(end) || second.digits > 2 {
            return None;
        }
        when(Some(year.value), Some(month.value), Some(day.value), end)
    }

    /// Fields with their marks behind them: 2026年2月18日, 2월 18일, 令和8年.
    fn marked(&self, at: usize) -> Option<(When, usize)> {
        let (mut year, mut month, mut day) = (None, None, None);
        let (mut here, mut end) = (at, at);
        let era = self.number_row(Kind::Era, at, -1000..3000);
        if let Some((_, after)) = era {
            here = after;
        }
        loop {
            if month.is_none()
                && let Some((value, after)) = self.number_row(Kind::Month, here, 1..13)
                && self.text[here..]
                    .chars()
                    .next()
                    .is_some_and(|c| digit(c).is_some())
            {
                (month, end) = (Some(value), after);
            } else if let Some(int) = self.int(here)
                && let Some((mark, after)) = self.row(Kind::Grain, int.end)
                && !mark.surface.chars().any(char::is_whitespace)
                && mark.surface.chars().count() == 1
            {
                match mark.text {
                    "year" if year.is_none() && month.is_none() => {
                        let years = era.map_or(full_year(int), |(offset, _)| offset + int.value);
                        year = Some(years);
                    }
                    "month" if month.is_none() && day.is_none() => month = Some(int.value),
                    "day" if day.is_none() => day = Some(int.value),
                    _ => break,
                }
                end = after;
            } else {
                break;
            }
            here = self.space(end);
            if day.is_some() {
                break;
            }
        }
        // "5年" is five years; a bare day or a short year needs a neighbour to be a date.
        let dated = month.is_some() || year.is_some_and(|year| year > 1000);
        (dated || (day.is_some() && !self.is_length(at))).then_some(())?;
        when(year, month, day, end)
    }

    /// Whether digits with a mark of days are a length of time: a word says so behind them.
    fn is_length(&self, at: usize) -> bool {
        let Some(int) = self.int(at) else { return true };
        let Some((_, end)) = self.row(Kind::Grain, int.end) else {
            return true;
        };
        int.value > 31 || self.row(Kind::Ago, end).is_some()
    }

    /// "Tuesday, 14 October", "Tuesday".
    fn with_weekday(&self, at: usize) -> Option<(When, usize)> {
        let turn = self.turn(at);
        let from = turn.map_or(at, |(_, end)| end);
        let (weekday, end) = self.number_row(Kind::Weekday, from, 1..8)?;
        let next = self.article(self.skip(end, |c| is_space(c) || matches!(c, ',' | '(' | '（')));
        if let Some((when, after)) = self.numeric(next).or_else(|| self.day_and_month(next)) {
            return Some((when, after));
        }
        let stated = Stated::Named {
            month: None,
            weekday: i8::try_from(weekday).ok(),
            turn: turn.map_or(0, |(turn, _)| turn),
        };
        Some((unresolved(Grain::Day, stated), end))
    }

    /// "14 October 2025", "October 14, 2025", "October 2025", "last October", "October last year".
    fn day_and_month(&self, at: usize) -> Option<(When, usize)> {
        if let Some((turn, from)) = self.turn(at) {
            let (month, end) = self.number_row(Kind::Month, from, 1..13)?;
            let stated = Stated::Named {
                month: i8::try_from(month).ok(),
                weekday: None,
                turn,
            };
            return Some((unresolved(Grain::Month, stated), end));
        }
        let day_first = self.day(at).and_then(|(day, end)| {
            let (month, end) = self.number_row(Kind::Month, self.link(end), 1..13)?;
            Some((Some(day), month, end))
        });
        let (day, month, end) = day_first.or_else(|| {
            let (month, end) = self.number_row(Kind::Month, at, 1..13)?;
            let day = self
                .day(self.space(end))
                .filter(|(_, end)| !self.goes_on(*end));
            // "March 2026": four digits are the year.
            match day {
                Some((day, end)) => Some((Some(day), month, end)),
                None => Some((None, month, end)),
            }
        })?;
        let after = self.link(end);
        if let Some(int) = self
            .int(after)
            .filter(|int| int.digits == 4 && !self.goes_on(int.end))
        {
            let end = self.year_word(int.end);
            return when(Some(int.value), Some(month), day, end);
        }
        if let Some((entry, end)) = self.row(Kind::Rel, after)
            && let Some((by, Grain::Year)) = offset(entry)
        {
            let turn = i8::try_from(by).unwrap_or(0);
            let stated = Stated::Named {
                month: i8::try_from(month).ok(),
                weekday: None,
                turn,
            };
            return Some((unresolved(Grain::Month, stated), end));
        }
        when(None, Some(month), day, end)
    }

    /// A day of the month: "14", "14th", "14.", "1er".
    fn day(&self, at: usize) -> Option<(i64, usize)> {
        let spelled = self.number_row(Kind::Ord, at, 1..32);
        let int = self
            .int(at)
            .filter(|int| int.digits <= 2 && (1..=31).contains(&int.value));
        let Some(int) = int else { return spelled };
        let suffix = self
            .row(Kind::OrdSuffix, int.end)
            .filter(|(entry, _)| !entry.flags.pre);
        Some((int.value, suffix.map_or(int.end, |(_, end)| end)))
    }

    /// Past a word for "year" behind a year ("2019 года").
    fn year_word(&self, at: usize) -> usize {
        match self.row(Kind::Grain, self.space(at)) {
            Some((entry, end)) if entry.text == "year" => end,
            _ => at,
        }
    }

    fn turn(&self, at: usize) -> Option<(i8, usize)> {
        let (entry, end) = self.row(
            Kinds::of(&[Kind::RelPrev, Kind::RelThis, Kind::RelNext]),
            at,
        )?;
        Some((i8::try_from(entry.int()?).ok()?, self.space(end)))
    }

    /// "third quarter", "first half of 2026", "Q3".
    fn part_of_year(&self, at: usize) -> Option<(When, usize)> {
        let ordinal = self.number_row(Kind::Ord, at, 1..5).or_else(|| {
            let pre = self
                .row(Kind::OrdSuffix, at)
                .filter(|(entry, _)| entry.flags.pre);
            let from = pre.map_or(at, |(_, end)| end);
            let int = self.int(from).filter(|int| int.digits == 1)?;
            let post = self
                .row(Kind::OrdSuffix, int.end)
                .filter(|(entry, _)| !entry.flags.pre);
            Some((int.value, post.map_or(int.end, |(_, end)| end)))
        });
        let (which, end) = ordinal?;
        let (entry, end) = self.row(Kind::Grain, self.space(end))?;
        let (grain, months, most) = match entry.text {
            "quarter" => (Grain::Quarter, 3, 4),
            "half" => (Grain::Half, 6, 2),
            _ => return None,
        };
        if !(1..=most).contains(&which) {
            return None;
        }
        let year = self.int(self.link(end)).filter(|int| int.digits == 4);
        let first = i8::try_from((which - 1) * months + 1).ok()?;
        let last = i8::try_from(which * months).ok()?;
        let year_of = |int: Int| i16::try_from(int.value).ok();
        let from = year
            .and_then(year_of)
            .and_then(|year| Date::new(year, first, 1).ok());
        let until = year
            .and_then(year_of)
            .and_then(|year| Date::new(year, last, 1).ok());
        let when = When {
            from,
            until: until.map(Date::last_of_month),
            grain,
            relation: Relation::In,
            stated: Stated::Span,
        };
        Some((when, year.map_or(end, |int| self.year_word(int.end))))
    }

    /// "three days ago", "vor drei Tagen", "через 2 недели".
    fn counted(&self, at: usize) -> Option<(When, usize)> {
        let before = self.row(Kind::Ago, at).filter(|(entry, _)| entry.flags.pre);
        let from = before.map_or(at, |(_, end)| self.space(end));
        let (count, end) = self.count(from)?;
        let (grain, end) = self.row(Kind::Grain, self.space(end))?;
        let after = self
            .row(Kind::Ago, self.space(end))
            .filter(|(entry, _)| entry.flags.post);
        let (word, end) = match (before, after) {
            (_, Some((word, end))) => (word, end),
            (Some((word, _)), None) => (word, end),
            _ => return None,
        };
        let by = i32::try_from(count).ok()? * if word.text == "ago" { -1 } else { 1 };
        let grain = grain_of(grain.text)?;
        Some((unresolved(grain, Stated::Offset { by, grain }), end))
    }

    /// "yesterday", "last month", "this year".
    fn relative(&self, at: usize) -> Option<(When, usize)> {
        if let Some((day, end)) = self.number_row(Kind::Day, at, -9..10) {
            let by = i32::try_from(day).ok()?;
            let stated = Stated::Offset {
                by,
                grain: Grain::Day,
            };
            return Some((unresolved(Grain::Day, stated), end));
        }
        let (entry, end) = self.row(Kind::Rel, at)?;
        let (by, grain) = offset(entry)?;
        // "в прошлом году в октябре": the month may stand behind.
        if grain == Grain::Year
            && let Some((month, end)) = self.number_row(Kind::Month, self.link(end), 1..13)
        {
            let turn = i8::try_from(by).unwrap_or(0);
            let stated = Stated::Named {
                month: i8::try_from(month).ok(),
                weekday: None,
                turn,
            };
            return Some((unresolved(Grain::Month, stated), end));
        }
        Some((unresolved(grain, Stated::Offset { by, grain }), end))
    }

    /// "the 18th", where a relation word stands before it and nothing that it could count behind.
    fn day_of_month(&self, at: usize) -> Option<(When, usize)> {
        let int = self
            .int(at)
            .filter(|int| int.digits <= 2 && (1..=31).contains(&int.value))?;
        let (suffix, end) = self.row(Kind::OrdSuffix, int.end)?;
        let before = self.text[..at].trim_end();
        let light = before.rsplit(is_space).next().is_some_and(|word| {
            self.locale
                .find(Kind::Word, word)
                .is_some_and(|found| found.len == word.len())
        });
        let alone = self
            .rest(end)
            .chars()
            .find(|c| !is_space(*c))
            .is_none_or(|c| !c.is_alphanumeric());
        (light && alone && !suffix.flags.pre).then_some(())?;
        when(None, None, Some(int.value), end)
    }

    /// "2026", "2019 года", "the 1980s".
    fn year(&self, at: usize) -> Option<(When, usize)> {
        let int = self
            .int(at)
            .filter(|int| int.digits == 4 && (1000..2200).contains(&int.value))?;
        if self.goes_on(int.end) {
            return None;
        }
        if let Some((entry, end)) = self.row(Kind::Grain, self.space(int.end))
            && entry.text == "decade"
            && int.value % 10 == 0
        {
            let year = i16::try_from(int.value).ok()?;
            let when = When {
                from: Date::new(year, 1, 1).ok(),
                until: Date::new(year + 9, 12, 31).ok(),
                grain: Grain::Decade,
                relation: Relation::In,
                stated: Stated::Span,
            };
            return Some((when, end));
        }
        when(Some(int.value), None, None, self.year_word(int.end))
    }
}

/// The value of a digit of the decimal scripts that dates are written in.
fn digit(c: char) -> Option<u32> {
    let zero = match u32::from(c) {
        code @ 0x30..=0x39 => return Some(code - 0x30),
        0x0660..=0x0669 => 0x0660,
        0x06F0..=0x06F9 => 0x06F0,
        0x0966..=0x096F => 0x0966,
        0xFF10..=0xFF19 => 0xFF10,
        _ => return None,
    };
    Some(u32::from(c) - zero)
}

/// Two digits of a year as a year near today's news: 26 is 2026, 94 is 1994.
fn full_year(int: Int) -> i64 {
    match (int.digits, int.value) {
        (2, 0..=60) => 2000 + int.value,
        (2, _) => 1900 + int.value,
        _ => int.value,
    }
}

fn relation(word: &str) -> Option<Relation> {
    Some(match word {
        "in" => Relation::In,
        "since" => Relation::Since,
        "until" => Relation::Until,
        "by" => Relation::By,
        "before" => Relation::Before,
        "after" => Relation::After,
        _ => return None,
    })
}

fn grain_of(word: &str) -> Option<Grain> {
    Some(match word {
        "day" => Grain::Day,
        "week" => Grain::Week,
        "month" => Grain::Month,
        "quarter" => Grain::Quarter,
        "half" => Grain::Half,
        "year" => Grain::Year,
        "decade" => Grain::Decade,
        "century" => Grain::Century,
        _ => return None,
    })
}

/// The number and grain of a row such as `-1 month`.
fn offset(entry: &Entry) -> Option<(i32, Grain)> {
    let (by, grain) = entry.text.split_once(' ')?;
    Some((by.parse().ok()?, grain_of(grain)?))
}

fn unresolved(grain: Grain, stated: Stated) -> When {
    When {
        from: None,
        until: None,
        grain,
        relation: Relation::In,
        stated,
    }
}

/// Calendar fields as a time; `None` where they are no date.
fn when(
    year: Option<i64>,
    month: Option<i64>,
    day: Option<i64>,
    end: usize,
) -> Option<(When, usize)> {
    let year = year.map(i16::try_from).transpose().ok()?;
    let month = month.map(i8::try_from).transpose().ok()?;
    let day = day.map(i8::try_from).transpose().ok()?;
    let valid = (1..=9999).contains(&year.unwrap_or(1))
        && (1..=12).contains(&month.unwrap_or(1))
        && (1..=31).contains(&day.unwrap_or(1));
    // A leap year, so that 29 February without a year is a date.
    let exists = Date::new(year.unwrap_or(2024), month.unwrap_or(1), day.unwrap_or(1)).is_ok();
    (valid && exists).then_some(())?;
    let grain = match (day, month) {
        (Some(_), _) => Grain::Day,
        (None, Some(_)) => Grain::Month,
        (None, None) => Grain::Year,
    };
    let days = year.and_then(|year| calendar(year, month, day));
    let when = When {
        from: days.map(|days| days.0),
        until: days.map(|days| days.1),
        grain,
        relation: Relation::In,
        stated: Stated::Calendar { year, month, day },
    };
    Some((when, end))
}

/// First and last day of a year, a month or a day.
fn calendar(year: i16, month: Option<i8>, day: Option<i8>) -> Option<(Date, Date)> {
    Some(match (month, day) {
        (Some(month), Some(day)) => {
            let date = Date::new(year, month, day).ok()?;
            (date, date)
        }
        (Some(month), None) => {
            let first = Date::new(year, month, 1).ok()?;
            (first, first.last_of_month())
        }
        (None, None) => (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?),
        (None, Some(_)) => return None,
    })
}

impl When {
    /// The time as days, counted from the day of publication where the words count from it.
    /// Without that day relative and partial times stay open.
    pub fn resolve(&self, published: Option<Date>) -> When {
        let mut resolved = self.clone();
        if resolved.from.is_none()
            && let Some(published) = published
            && let Some((from, until)) = self.days(published)
        {
            (resolved.from, resolved.until) = (Some(from), Some(until));
        }
        resolved
    }

    fn days(&self, published: Date) -> Option<(Date, Date)> {
        match self.stated {
            Stated::Calendar {
                year: None,
                month: Some(month),
                day,
            } => nearest(published, |year| calendar(year, Some(month), day)),
            Stated::Calendar {
                year: None,
                month: None,
                day: Some(day),
            } => {
                let this = Date::new(published.year(), published.month(), day).ok();
                let before = published.checked_sub(1.month()).ok()?;
                let last = Date::new(before.year(), before.month(), day).ok();
                let date = this.filter(|this| *this <= published).or(last)?;
                Some((date, date))
            }
            Stated::Calendar { .. } | Stated::Span => None,
            Stated::Offset { by, grain } => {
                let moved = published.checked_add(length(by, grain)).ok()?;
                Some(around(moved, grain))
            }
            Stated::Named {
                month: Some(month),
                turn,
                ..
            } => {
                let year = published.year();
                let this = calendar(year, Some(month), None)?;
                match turn {
                    // "last October" in November is this year's, in March last year's.
                    -1 if this.1 < published && month != published.month() => Some(this),
                    -1 => calendar(year - 1, Some(month), None),
                    1 if this.0 > published => Some(this),
                    1 => calendar(year + 1, Some(month), None),
                    _ => nearest(published, |year| calendar(year, Some(month), None)),
                }
            }
            Stated::Named {
                weekday: Some(weekday),
                turn,
                ..
            } => {
                let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
                let day = match turn {
                    1 => published.nth_weekday(1, weekday).ok()?,
                    -1 => published.nth_weekday(-1, weekday).ok()?,
                    // News tells what was: the latest such day, today's included.
                    _ if published.weekday() == weekday => published,
                    _ => published.nth_weekday(-1, weekday).ok()?,
                };
                Some((day, day))
            }
            Stated::Named { .. } => None,
        }
    }
}

/// Of the dates that fields without a year can mean, the one nearest to publication.
fn nearest(published: Date, in_year: impl Fn(i16) -> Option<(Date, Date)>) -> Option<(Date, Date)> {
    let year = published.year();
    let distance = |days: &(Date, Date)| {
        let since = |date: Date| {
            published
                .since(date)
                .map_or(i32::MAX, |span| span.get_days().abs())
        };
        since(days.0).min(since(days.1))
    };
    [year, year - 1, year + 1]
        .into_iter()
        .filter_map(in_year)
        .min_by_key(distance)
}

fn length(by: i32, grain: Grain) -> Length {
    match grain {
        Grain::Day => by.days(),
        Grain::Week => by.weeks(),
        Grain::Month => by.months(),
        Grain::Quarter => by.saturating_mul(3).months(),
        Grain::Half => by.saturating_mul(6).months(),
        Grain::Year => by.years(),
        Grain::Decade => by.saturating_mul(10).years(),
        Grain::Century => by.saturating_mul(100).years(),
    }
}

/// The week, month … that holds a day.
fn around(day: Date, grain: Grain) -> (Date, Date) {
    let month = |first: i8, last: i8| {
        let from = Date::new(day.year(), first, 1).unwrap_or(day);
        let until = Date::new(day.year(), last, 1)
            .unwrap_or(day)
            .last_of_month();
        (from, until)
    };
    match grain {
        Grain::Day => (day, day),
        Grain::Week => {
            let back = i32::from(day.weekday().to_monday_zero_offset());
            let monday = day.checked_sub(back.days()).unwrap_or(day);
            (monday, monday.checked_add(6.days()).unwrap_or(monday))
        }
        Grain::Month => (day.first_of_month(), day.last_of_month()),
        Grain::Quarter => {
            let first = (day.month() - 1) / 3 * 3 + 1;
            month(first, first + 2)
        }
        Grain::Half => {
            let first = (day.month() - 1) / 6 * 6 + 1;
            month(first, first + 5)
        }
        Grain::Year | Grain::Decade | Grain::Century => (day.first_of_year(), day.last_of_year()),
    }
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
