//! Numbers that are no amounts: times of day, scores, phones, versions, ids, names with numbers.
//! Recognised by their form and by `ident` and `clock` rows, before amounts are read.

use super::Reader;
use super::decimal::digit;
use super::number::literal;
use crate::locale::{Kind, is_space, is_unspaced};

/// What such a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Other {
    TimeOfDay,
    /// Points of the first and of the second side.
    Score(i64, i64),
    Identifier,
}

/// Reads a number that is no amount at byte `at`, where a word or a number starts; with its bytes.
pub(crate) fn read(reader: &Reader<'_>, at: usize) -> Option<(Other, usize)> {
    if let Some(len) = address(reader, at) {
        return Some((Other::Identifier, len));
    }
    if reader.is_digit(at) {
        return time(reader, at)
            .or_else(|| score(reader, at))
            .or_else(|| code(reader, at));
    }
    if let Some(clock) = reader.find_if(Kind::Clock, at, |found| found.entry.flags.pre) {
        let next = reader.skip_space(at + clock.len);
        if let Some((_, len)) = time(reader, next).or_else(|| bare_hour(reader, next)) {
            return Some((Other::TimeOfDay, next + len - at));
        }
    }
    let ordinal = reader.find_if(Kind::OrdSuffix, at, |found| found.entry.flags.pre);
    if let Some(ident) = reader.find(Kind::Ident, at)
        && ordinal.is_none_or(|ordinal| ordinal.len < ident.len)
    {
        let mut next = reader.skip_space(at + ident.len);
        if let Some(mark @ (':' | '.' | '#' | '-' | '–')) = reader.char_at(next) {
            next = reader.skip_space(next + mark.len_utf8());
        }
        if reader.is_digit(next) {
            return Some((Other::Identifier, token_end(reader, next) - at));
        }
    }
    named(reader, at)
}

/// A web or mail address, a hash tag or a handle.
fn address(reader: &Reader<'_>, at: usize) -> Option<usize> {
    let rest = reader.rest(at);
    let token = rest.split(is_space).next()?;
    let token = token.split(is_unspaced).next()?;
    let tag =
        token.starts_with(['#', '@']) && token.chars().nth(1).is_some_and(char::is_alphanumeric);
    let web = token.is_ascii()
        && (token.contains("://")
            || token.starts_with("www.")
            || token
                .find('@')
                .is_some_and(|i| i > 0 && token[i..].contains('.')));
    (tag || web).then_some(token.len())
}

/// Ends of the run of digits, letters and inner marks at byte `at`.
fn token_end(reader: &Reader<'_>, at: usize) -> usize {
    let rest = reader.rest(at);
    let mut end = 0;
    for (index, c) in rest.char_indices() {
        let next = rest[index + c.len_utf8()..].chars().next();
        let inner = matches!(c, '.' | '-' | '/' | '_' | ':' | ',')
            && next.is_some_and(|c| c.is_ascii_alphanumeric());
        let letter =
            c.is_alphanumeric() && !is_unspaced(c) && !('\u{AC00}'..='\u{D7A3}').contains(&c);
        // Digits are digits in a script without spaces too.
        let plain = letter || c.is_numeric();
        if !plain && !inner {
            break;
        }
        end = index + c.len_utf8();
    }
    at + end
}

/// Runs of ASCII or other digits at byte `at` and the marks between them.
fn runs(reader: &Reader<'_>, at: usize, marks: &[char]) -> (Vec<(u64, usize)>, Vec<char>, usize) {
    let (mut numbers, mut between) = (Vec::new(), Vec::new());
    let mut position = at;
    while numbers.len() < 8 {
        let (mut value, mut count) = (0_u64, 0);
        for c in reader.rest(position).chars() {
            let Some(d) = digit(c) else { break };
            value = value.saturating_mul(10).saturating_add(u64::from(d));
            count += 1;
            position += c.len_utf8();
        }
        if count == 0 {
            break;
        }
        numbers.push((value, count));
        match reader.char_at(position) {
            Some(c) if marks.contains(&c) && reader.is_digit(position + c.len_utf8()) => {
                between.push(c);
                position += c.len_utf8();
            }
            _ => break,
        }
    }
    (numbers, between, position - at)
}

/// "14:30", "14h30", "10.30 Uhr", "5 p.m.", "3時30分".
fn time(reader: &Reader<'_>, at: usize) -> Option<(Other, usize)> {
    let (numbers, marks, len) = runs(reader, at, &[':', '：']);
    let clocked = |end: usize| {
        let next = reader.skip_space(end);
        let found = reader.find_if(Kind::Clock, next, |found| {
            (!found.entry.flags.pre || found.entry.flags.post) && found.entry.text != "minute"
        })?;
        // "3時間" is a length of time.
        let unit = reader.find(Kind::Unit, next);
        unit.is_none_or(|unit| unit.len <= found.len)
            .then_some(next + found.len - at)
    };
    let day = |hour: u64, minute: u64| hour < 25 && minute < 60;
    if !marks.is_empty() {
        let valid = match numbers.as_slice() {
            [(h, 1..=2), (m, 2)] => day(*h, *m),
            [(h, 1..=2), (m, 2), (s, 2)] => day(*h, *m) && *s < 60,
            _ => false,
        };
        return valid.then(|| (Other::TimeOfDay, clocked(at + len).unwrap_or(len)));
    }
    let &(hour, 1..=2) = numbers.first()? else {
        return None;
    };
    let end = at + len;
    // "14h30": the mark of the hour between two numbers.
    if let Some(mark) = reader.find(Kind::Clock, reader.skip_space(end)) {
        let next = reader.skip_space(reader.skip_space(end) + mark.len);
        let (minutes, _, minutes_len) = runs(reader, next, &[]);
        if mark.entry.text == "hour"
            && let &[(minute, 1..=2)] = minutes.as_slice()
            && day(hour, minute)
        {
            let minute_end = next + minutes_len;
            let minute_mark = reader.find_if(Kind::Clock, reader.skip_space(minute_end), |found| {
                found.entry.text == "minute"
            });
            if minutes_len == 2 || minute_mark.is_some() {
                let end =
                    minute_mark.map_or(minute_end, |mark| reader.skip_space(minute_end) + mark.len);
                return Some((Other::TimeOfDay, end - at));
            }
        }
    }
    let (dotted, marks, dotted_len) = runs(reader, at, &['.']);
    if marks.len() == 1
        && let [(h, 1..=2), (m, 2)] = dotted.as_slice()
        && day(*h, *m)
        && let Some(len) = clocked(at + dotted_len)
    {
        return Some((Other::TimeOfDay, len));
    }
    (hour < 25)
        .then(|| clocked(end))
        .flatten()
        .map(|len| (Other::TimeOfDay, len))
}

/// An hour whose word stood before it: "午後3時", "오후 3시", "kl. 14".
fn bare_hour(reader: &Reader<'_>, at: usize) -> Option<(Other, usize)> {
    let (numbers, _, len) = runs(reader, at, &['.', ':']);
    (numbers.first()?.0 < 25).then_some((Other::TimeOfDay, len))
}

/// "3-2", "3:2": small numbers with nothing of which they could be amounts.
fn score(reader: &Reader<'_>, at: usize) -> Option<(Other, usize)> {
    let (numbers, marks, len) = runs(reader, at, &['-', '–', ':', '‑', '：', '−']);
    let (&[(first, 1..=3), (second, 1..=3)], &[mark]) = (numbers.as_slice(), marks.as_slice())
    else {
        return None;
    };
    let end = at + len;
    let next = reader.skip_gap(end);
    let colon = matches!(mark, ':' | '：');
    let after = [
        Kind::Unit,
        Kind::Cur,
        Kind::Pct,
        Kind::Mul,
        Kind::Counted,
        Kind::Counter,
        Kind::Month,
        Kind::Grain,
        Kind::Range,
    ];
    let amount = after
        .iter()
        .any(|kind| reader.find(*kind, next).is_some() || reader.find(*kind, end).is_some());
    let touching = reader
        .char_at(end)
        .is_some_and(|c| c.is_alphanumeric() && !is_unspaced(c) || c == '-');
    // "5-10" rises as a range does; a result of which nothing is counted falls or is small.
    let result = first >= second && first < 200 || first < 8 && second < 8;
    let small = i64::try_from(first).ok().zip(i64::try_from(second).ok())?;
    (!touching && (colon || result && !amount)).then_some((Other::Score(small.0, small.1), len))
}

/// Phones, versions, addresses of machines, long ids, codes that begin with zero, "4x4", "5G".
fn code(reader: &Reader<'_>, at: usize) -> Option<(Other, usize)> {
    let rest = reader.rest(at);
    let (numbers, marks, len) = runs(reader, at, &['.', '-', '–', ' ', '\u{A0}', '/']);
    let &(_, width) = numbers.first()?;
    let zero = rest.starts_with('0')
        && width > 1
        && !(matches!(reader.char_at(at + width), Some('.' | ','))
            && reader.is_digit(at + width + 1));
    let dots = marks.iter().take_while(|mark| **mark == '.').count();
    let version = dots >= 2 && numbers[1..=dots].iter().any(|(_, width)| *width != 3);
    let phone = marks.len() >= 2
        && marks
            .iter()
            .all(|mark| matches!(mark, '-' | ' ' | '\u{A0}' | '/'))
        && (marks.iter().filter(|mark| **mark == '-').count() >= 2
            || reader.char_before(at) == Some('+')
            || zero)
        && numbers.iter().map(|(_, width)| width).sum::<usize>() >= 7;
    if version || phone {
        return Some((Other::Identifier, len));
    }
    let plain = literal(reader, at).is_none_or(|literal| !literal.separated);
    if (zero || width > 15) && plain {
        return Some((Other::Identifier, token_end(reader, at) - at));
    }
    // Letters glued to digits that neither scale, measure nor order them.
    let end = at + runs(reader, at, &[]).2;
    let glued = reader.char_at(end)?;
    if !glued.is_ascii_uppercase() && glued != 'x' {
        return None;
    }
    let known = [
        Kind::Unit,
        Kind::Cur,
        Kind::Pct,
        Kind::Mul,
        Kind::OrdSuffix,
        Kind::Clock,
        Kind::Sub,
    ];
    if known.iter().any(|kind| reader.find(*kind, end).is_some()) || known_scale(reader, end) {
        return None;
    }
    Some((Other::Identifier, token_end(reader, at) - at))
}

/// "50Mrd€": a scale that other letters or signs follow.
fn known_scale(reader: &Reader<'_>, at: usize) -> bool {
    let mut found = false;
    let kinds = crate::locale::Kinds::of(&[Kind::Mul, Kind::Cur]);
    reader
        .locale
        .visit(kinds, reader.text, at, crate::locale::Edge::Free, |hit| {
            found |= hit.len > 1;
        });
    found
}

/// Names with a number: "GPT-4", "F-16", "COVID-19", "iPhone 15", "A380".
fn named(reader: &Reader<'_>, at: usize) -> Option<(Other, usize)> {
    let rest = reader.rest(at);
    let letters = rest
        .find(|c: char| !c.is_alphabetic() || is_unspaced(c))
        .unwrap_or(rest.len());
    let word = rest.get(..letters)?;
    let first = word.chars().next()?;
    let cased = first.is_lowercase() || first.is_uppercase();
    if !cased || letters == 0 {
        return None;
    }
    let inner_capital = word.chars().skip(1).any(char::is_uppercase);
    let end = at + letters;
    let next = reader.char_at(end)?;
    let joined = if matches!(next, '-' | '‑' | '–') {
        end + next.len_utf8()
    } else {
        end
    };
    if reader.is_digit(joined) {
        let capital = first.is_uppercase() || inner_capital;
        let money = joined == end && reader.find(Kind::Cur, at).is_some();
        if money || joined > end && !capital {
            return None;
        }
        return Some((Other::Identifier, token_end(reader, joined) - at));
    }
    // A word with a capital inside is a product's; a small number after it is its model.
    let lower_then_upper = inner_capital && word.chars().any(char::is_lowercase);
    let number = reader.skip_space(end);
    if lower_then_upper && number > end && reader.is_digit(number) {
        let literal = literal(reader, number)?;
        let stop = number + literal.len;
        let next = reader.skip_gap(stop);
        let amount = [
            Kind::Unit,
            Kind::Cur,
            Kind::Pct,
            Kind::Mul,
            Kind::Counted,
            Kind::Month,
        ]
        .iter()
        .any(|kind| reader.find(*kind, next).is_some());
        if literal.width <= 2 && !literal.separated && !amount {
            return Some((Other::Identifier, token_end(reader, number) - at));
        }
    }
    None
}
