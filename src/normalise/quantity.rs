//! Amounts: a number with its hedge, currency, per cent, unit, counted noun, rate and range.
//! It reads one amount at one place; telling amounts from other numbers is `identify`'s, dates are
//! `date`'s.

use std::ops::Range;

use rust_decimal::Decimal;

use super::decimal::{ratio, readable};
use super::number::{self, Number, number};
use super::{Candidate, Change, Dimension, Hedge, Quantity, Reader, Unit, hedge};
use crate::locale::{Entry, Flags, Kind, Kinds, Locale, Match, Value, ends_word, is_unspaced};

/// What sort of amount was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Number,
    Money,
    Percent,
    Count,
    Measure,
    Age,
    Duration,
    Multiple,
    Vague,
}

/// An amount and where it stands in the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) quantity: Quantity,
    pub(crate) sort: Sort,
    /// Hedge, number, unit and rate.
    pub(crate) at: Range<usize>,
    /// The number alone.
    pub(crate) number: Range<usize>,
    /// Bytes that belong to it in any way; reading goes on from here.
    pub(crate) end: usize,
    /// Whether it has nothing but its digits or words.
    pub(crate) bare: bool,
    /// Digits of the first run, for telling years.
    pub(crate) width: usize,
    /// Whether the digits have separators.
    pub(crate) separated: bool,
    /// Whether it has digits.
    pub(crate) digits: bool,
    /// Whether letters are glued to its end.
    pub(crate) open: bool,
    /// Whether it is written in one or two characters.
    pub(crate) short: bool,
}

/// What stands beside a number and says of what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Of {
    Money(&'static Entry),
    Part(&'static Entry),
    Percent(&'static str),
    Unit(&'static str),
    Counter(&'static str),
    Age,
}

/// A number with what stands directly beside it.
#[derive(Debug, Clone)]
struct Amount {
    low: Decimal,
    high: Decimal,
    number: Number,
    vague: bool,
    of: Option<Of>,
    prefixed: bool,
    start: usize,
    number_at: Range<usize>,
    end: usize,
    hedge: Option<Hedge>,
    glued: bool,
}

/// Kinds that may stand right after a number.
const SUFFIXES: Kinds = Kinds::of(&[
    Kind::Cur,
    Kind::Sub,
    Kind::Pct,
    Kind::Unit,
    Kind::Counter,
    Kind::Measure,
]);

/// Reads an amount at byte `at`, hedge and all.
pub(crate) fn read(reader: &Reader<'_>, at: usize) -> Option<Found> {
    read_as(reader, at, true)
}

/// As `read`, but never a range: for where a movement starts ("from 12 to 15").
pub(crate) fn read_one(reader: &Reader<'_>, at: usize) -> Option<Found> {
    read_as(reader, at, false)
}

fn read_as(reader: &Reader<'_>, at: usize, ranges: bool) -> Option<Found> {
    let mut position = at;
    let mut start = None;
    let mut bound: Option<Hedge> = None;
    let mut between = false;
    for _ in 0..3 {
        if let Some(found) = reader.find(Kind::RangePre, position)
            && hedge::before(reader, position).is_none_or(|(_, len)| len <= found.len + 1)
        {
            between = true;
            start.get_or_insert(position);
            position = past_article(reader, reader.skip_space(position + found.len));
        } else if let Some((hedge, len)) = hedge::before(reader, position) {
            bound = Some(bound.map_or(hedge, |known| known.and(hedge)));
            if hedge != Hedge::Exact {
                start.get_or_insert(position);
            }
            position += len;
        } else {
            break;
        }
    }
    let first = amount(reader, position)?;
    let mut found = assemble(reader, first, between, ranges)?;
    if between && found.quantity.hedge != Hedge::Range && bound.is_none() {
        // "From 12": the word belongs to something else, the number is read where it stands.
        return None;
    }
    if let Some(bound) = bound
        && found.quantity.hedge != Hedge::Range
    {
        found.quantity.hedge = found.quantity.hedge.and(bound);
    }
    if found.quantity.hedge != Hedge::Exact {
        found.at.start = start.unwrap_or(found.at.start).min(found.at.start);
    }
    Some(found)
}

/// Past one short light word before a number ("entre el 30 y el 43 %").
fn past_article(reader: &Reader<'_>, at: usize) -> usize {
    let numeral = Kinds::of(&[Kind::Num, Kind::Mul, Kind::Cur]);
    match reader.find(Kind::Word, at) {
        Some(word) if word.len <= 4 && reader.find(numeral, at).is_none() => {
            reader.skip_space(at + word.len)
        }
        _ => at,
    }
}

/// Completes a first amount to a range, with everything after it.
fn assemble(reader: &Reader<'_>, first: Amount, between: bool, ranges: bool) -> Option<Found> {
    let (mut low, mut high) = (first.low, first.high);
    let mut step = first.number.step;
    let mut of = first.of.clone();
    let mut end = first.end;
    let mut hedge = first.hedge;
    let mut number_at = first.number_at.clone();
    let mut other = first.number.other;
    let mut glued = first.glued;
    if let Some((second, scaled)) = upper(reader, &first, between).filter(|_| ranges) {
        low = scaled;
        high = second.high;
        step = second.number.step;
        of = second.of.clone().or(of);
        end = second.end;
        number_at.end = second.number_at.end;
        hedge = Some(Hedge::Range);
        other = None;
        glued = second.glued;
    } else if let Some((margin, len)) = margin(reader, &first) {
        low = first.low.checked_sub(margin.high)?;
        high = first.high.checked_add(margin.high)?;
        of = margin.of.clone().or(of);
        end = len;
        hedge = Some(Hedge::Range);
        other = None;
    }
    let bare = of.is_none();
    if bare && number::is_slight(reader.text.get(first.number_at.clone())?) {
        return None;
    }
    let scale = |of: &Option<Of>| match of {
        Some(Of::Part(entry)) => match entry.value {
            Value::Ratio(n, d) => ratio(n, d),
            _ => None,
        },
        Some(Of::Percent("‰")) => ratio(1, 10),
        Some(Of::Percent("10%")) => Some(Decimal::TEN),
        _ => Some(Decimal::ONE),
    };
    let factor = scale(&of)?;
    let mut quantity = Quantity {
        low: low.checked_mul(factor)?.normalize(),
        high: high.checked_mul(factor)?.normalize(),
        step: step.checked_mul(factor)?.normalize(),
        hedge: hedge.unwrap_or(Hedge::Exact),
        unit: Unit::count(),
        change: None,
        from: None,
        per: None,
        vague: first.vague,
        class: None,
        head: None,
        candidates: Vec::new(),
    };
    let mut sort = if first.vague {
        Sort::Vague
    } else {
        Sort::Number
    };
    let mut others: Vec<Unit> = Vec::new();
    match of {
        Some(Of::Money(entry)) => {
            let mut codes = entry.words();
            quantity.unit = Unit::money(codes.next()?);
            others = codes.map(Unit::money).collect();
            sort = Sort::Money;
            if let Some((cents, len)) = cents(reader, end, &quantity) {
                quantity.low = quantity.low.checked_add(cents)?;
                quantity.high = quantity.high.checked_add(cents)?;
                quantity.step = Decimal::new(1, 2);
                end += len;
            }
        }
        Some(Of::Part(entry)) => {
            let mut codes = entry.words().filter(|word| !word.contains('/'));
            quantity.unit = Unit::money(codes.next()?);
            others = codes.map(Unit::money).collect();
            sort = Sort::Money;
        }
        Some(Of::Percent(id)) => {
            quantity.unit = Unit {
                dimension: Dimension::Percent,
                code: if id == "pp" { "pp" } else { "%" }.into(),
            };
            sort = Sort::Percent;
        }
        Some(Of::Unit(code)) => {
            quantity.unit = Unit::ucum(code);
            sort = if quantity.unit.dimension == Dimension::Duration {
                Sort::Duration
            } else {
                Sort::Measure
            };
        }
        Some(Of::Counter(class)) => {
            quantity.class = (class != "1").then(|| class.into());
            sort = Sort::Count;
        }
        Some(Of::Age) => sort = Sort::Age,
        None => {}
    }
    if let Some((bound, len)) = hedge::after(reader, end)
        && quantity.hedge != Hedge::Range
    {
        quantity.hedge = quantity.hedge.and(bound);
        end += len;
    }
    let mut found = Found {
        at: first.start..end,
        number: number_at,
        end,
        bare,
        width: first.number.width,
        separated: first.number.separated || first.number.scale > Decimal::ONE,
        digits: first.number.digits,
        open: !ends_word(reader.text, first.number_at.end),
        short: reader.text[first.number_at.clone()].chars().count() <= 2,
        quantity,
        sort,
    };
    age(reader, &mut found, glued);
    rate(reader, &mut found);
    counted(reader, &mut found);
    rate_after_noun(reader, &mut found);
    if first.number.fraction {
        part(&mut found);
    }
    if let Some(other) = other.and_then(|other| other.checked_mul(factor)) {
        found.quantity.candidates.push(Candidate {
            low: other,
            high: other,
            unit: found.quantity.unit.clone(),
        });
    }
    let (low, high) = (found.quantity.low, found.quantity.high);
    let units = others.into_iter().map(|unit| Candidate { low, high, unit });
    found.quantity.candidates.extend(units);
    Some(found)
}

/// Reads a number and what stands directly beside it.
fn amount(reader: &Reader<'_>, at: usize) -> Option<Amount> {
    let (negative, mut position) = sign(reader, at);
    let mut of = None;
    let mut prefixed = false;
    if let Some((before, len)) = prefix(reader, position) {
        of = Some(before);
        prefixed = true;
        position += len;
        if !negative {
            position = sign(reader, position).1;
        }
    }
    let beside = matches!(of, Some(Of::Money(_)));
    let read = number(reader, position, beside);
    let vague = reader
        .find(Kind::Vague, position)
        .filter(|vague| read.as_ref().is_none_or(|read| read.len <= vague.len));
    let (mut low, mut high, number, is_vague) = match (vague, read) {
        (Some(vague), _) => {
            let (low, high, number) = vague_amount(reader, position, &vague)?;
            (low, high, number, true)
        }
        (None, Some(read)) => (read.value, read.value, read, false),
        (None, None) => return None,
    };
    if negative {
        (low, high) = (-high, -low);
    }
    let number_end = position + number.len;
    let mut end = number_end;
    let mut bound = number.hedge.and_then(Hedge::of);
    if let Some((hedge, len)) = hedge::after(reader, end).filter(|_| {
        // "50+ people", "50余人": the mark stands between number and unit.
        reader.skip_space(end) == end
    }) {
        bound = Some(hedge);
        end += len;
    }
    let mut glued = false;
    if let Some((after, next)) = suffix(reader, end, &number, of.as_ref()) {
        glued = next.1;
        of = Some(after);
        end = next.0;
    }
    Some(Amount {
        low,
        high,
        vague: is_vague,
        of,
        prefixed,
        start: at,
        number_at: position..number_end,
        end,
        hedge: bound,
        glued,
        number,
    })
}

/// A sign at byte `at` and the place after it. A dash between numbers is none.
fn sign(reader: &Reader<'_>, at: usize) -> (bool, usize) {
    let opens = reader.char_before(at).is_none_or(|c| {
        c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '：' | ':') || is_unspaced(c)
    });
    for word in reader.locale.setting("minus") {
        let rest = reader.rest(at);
        if rest.starts_with(word) && reader.locale.starts_word(reader.text, at) {
            return (true, reader.skip_space(at + word.len()));
        }
    }
    match reader.char_at(at) {
        Some(c @ ('-' | '−' | '–' | '－')) if opens => {
            let next = at + c.len_utf8();
            let money = reader
                .find(Kind::Cur, next)
                .is_some_and(|cur| reader.is_digit(next + cur.len));
            if reader.is_digit(next) || money {
                (true, next)
            } else {
                (false, at)
            }
        }
        Some('+') if opens && reader.is_digit(at + 1) => (false, at + 1),
        _ => (false, at),
    }
}

/// A currency, per-cent or unit mark before the number: "$", "EUR", "yüzde", "摂氏".
fn prefix(reader: &Reader<'_>, at: usize) -> Option<(Of, usize)> {
    let found = reader.find_if(Kind::Cur, at, |found| {
        let entry = found.entry;
        entry.flags.pre || entry.flags.case || !entry.surface.chars().any(char::is_alphabetic)
    });
    if let Some(found) = found {
        let end = reader.skip_space(at + found.len);
        return Some((Of::Money(found.entry), end - at));
    }
    let found = reader.find_if(Kind::Pct, at, |found| {
        found.entry.flags.pre || reader.is_digit(at + found.len)
    });
    if let Some(found) = found {
        let end = reader.skip_space(at + found.len);
        return Some((Of::Percent(found.entry.text), end - at));
    }
    let found = reader.find_if(Kind::Unit, at, |found| found.entry.flags.pre)?;
    let end = reader.skip_space(at + found.len);
    Some((Of::Unit(found.entry.text), end - at))
}

/// What stands right after a number: the longest row, its end, and whether it is glued to it.
fn suffix(
    reader: &Reader<'_>,
    at: usize,
    number: &Number,
    before: Option<&Of>,
) -> Option<(Of, (usize, bool))> {
    let mut best: Option<(Of, (usize, bool))> = None;
    let next = reader.skip_gap(at);
    // "millones de euros": a scale takes its unit with a word for "of".
    let linked = reader
        .find_if(Kind::Role, next, |found| {
            found.entry.text == "of_subject" && found.entry.flags == Flags::default()
        })
        .filter(|_| number.scale >= Decimal::ONE_THOUSAND || !number.digits)
        .map_or(next, |of| reader.skip_space(next + of.len));
    for start in [at, next, linked] {
        for found in reader.locale.all_at(SUFFIXES, reader.text, start) {
            let end = start + found.len;
            // "89 يوم السبت": the word opens a day of the week.
            let calendar = Kinds::of(&[Kind::Weekday, Kind::Month]);
            if found.entry.kind == Kind::Unit
                && reader
                    .find(calendar, start)
                    .is_some_and(|day| day.len > found.len)
            {
                continue;
            }
            // "361 million pounds" are money, "25 pounds" a weight.
            let scaled = number.scale >= Decimal::ONE_THOUSAND && found.entry.kind == Kind::Cur;
            let longer = best.as_ref().is_none_or(|(of, (known, _))| {
                end > *known || end == *known && scaled && matches!(of, Of::Unit(_))
            });
            let glued = start == at;
            // "45岁": an age rather than so many of a counter.
            let aged = glued && found.entry.kind == Kind::Measure && found.entry.text == "age";
            let longer = longer
                || aged
                    && best.as_ref().is_some_and(|(of, (known, _))| {
                        end == *known && matches!(of, Of::Counter(_))
                    });
            if longer && let Some(of) = suffix_of(&found, number, before, glued) {
                best = Some((of, (end, start == at || reader.char_at(at) == Some('-'))));
            }
        }
    }
    best
}

fn suffix_of(found: &Match, number: &Number, before: Option<&Of>, glued: bool) -> Option<Of> {
    let entry = found.entry;
    let only_before = entry.flags.pre && !entry.flags.post;
    match (entry.kind, before) {
        _ if only_before => None,
        // "$50 million dollars", "$50 USD", "$5 Australian".
        (Kind::Cur, Some(Of::Money(known))) => {
            let agree = entry
                .words()
                .any(|code| known.words().any(|other| other == code));
            agree.then_some(Of::Money(if entry.text.len() <= known.text.len() {
                entry
            } else {
                known
            }))
        }
        // "华氏 98 度": the word before says which degree.
        (Kind::Unit | Kind::Counter, Some(Of::Unit(code))) => Some(Of::Unit(code)),
        (_, Some(_)) => None,
        (Kind::Cur, None) => Some(Of::Money(entry)),
        (Kind::Sub, None) => Some(Of::Part(entry)),
        (Kind::Pct, None) => Some(Of::Percent(entry.text)),
        (Kind::Unit, None) if entry.flags.weak && !number.digits => None,
        (Kind::Unit, None) => Some(Of::Unit(entry.text)),
        (Kind::Counter, None) => Some(Of::Counter(entry.text)),
        (Kind::Measure, None) if entry.text == "age" && glued => Some(Of::Age),
        _ => None,
    }
}

/// A vague row with the scales after it: "dozens", "several hundred", "数百万".
fn vague_amount(
    reader: &Reader<'_>,
    at: usize,
    vague: &Match,
) -> Option<(Decimal, Decimal, Number)> {
    let Value::Span(low, high) = vague.entry.value else {
        return None;
    };
    let mut low = Decimal::from(low);
    let mut high = match high {
        Some(high) => Decimal::from(high),
        // Open at the top: the next order of magnitude ends what the words may mean.
        None => low.checked_mul(Decimal::TEN)?,
    };
    let mut end = at + vague.len;
    let mut step = Decimal::ONE;
    for _ in 0..2 {
        let next = reader.skip_gap(end);
        let Some(scale) =
            reader.find_if(Kind::Mul, next, |found| !found.entry.flags.beside_currency)
        else {
            break;
        };
        let factor = Decimal::from(scale.entry.int()?);
        low = low.checked_mul(factor)?;
        high = high.checked_mul(factor)?;
        step = step.checked_mul(factor)?;
        end = next + scale.len;
    }
    let number = Number {
        value: low,
        step,
        scale: step,
        other: None,
        digits: false,
        separated: false,
        width: 0,
        fraction: false,
        hedge: None,
        len: end - at,
    };
    Some((low, high, number))
}

/// The upper end of a range that starts with `first`, and the lower end in its scale.
fn upper(reader: &Reader<'_>, first: &Amount, between: bool) -> Option<(Amount, Decimal)> {
    if first.vague {
        return None;
    }
    let start = reader.skip_space(first.end);
    let mark = reader.find(Kind::Range, start);
    let (next, joins) = match mark {
        Some(mark) => {
            let words = &reader.text[start..start + mark.len];
            (
                start + mark.len,
                reader.locale.find(Kind::Join, words).is_some(),
            )
        }
        None => match reader.char_at(start) {
            Some(c @ ('-' | '–' | '—' | '~' | '～' | '〜'))
                if first.number.digits && (start == first.end || c != '-') =>
            {
                (start + c.len_utf8(), false)
            }
            _ => return None,
        },
    };
    // "5 and 6" are two numbers unless "between" stands before them.
    if joins && !between {
        return None;
    }
    let next = reader.skip_space(next);
    let mut second = amount(
        reader,
        if between {
            past_article(reader, next)
        } else {
            next
        },
    )?;
    if second.vague || second.number_at.is_empty() {
        return None;
    }
    if second.of.is_none() && first.prefixed {
        second.of = first.of.clone();
    }
    let same = match (&first.of, &second.of) {
        (None, _) => true,
        (Some(Of::Money(a)), Some(Of::Money(b))) => {
            a.words().any(|code| b.words().any(|other| other == code))
        }
        (a, b) => a == b,
    };
    let mut low = first.low;
    let unscaled = second.number.value.checked_div(second.number.scale)?;
    if first.number.scale == Decimal::ONE && second.number.scale > Decimal::ONE && low < unscaled {
        low = low.checked_mul(second.number.scale)?;
    }
    (same && second.low > low).then_some((second, low))
}

/// "± 3" after an amount.
fn margin(reader: &Reader<'_>, first: &Amount) -> Option<(Amount, usize)> {
    let start = reader.skip_space(first.end);
    let next = reader
        .rest(start)
        .strip_prefix('±')
        .map(|rest| reader.text.len() - rest.len())?;
    let margin = amount(reader, reader.skip_space(next))?;
    let end = margin.end;
    (first.of.is_none() || margin.of.is_none() || first.of == margin.of).then_some((margin, end))
}

/// "… and 15 cents" after an amount of money.
fn cents(reader: &Reader<'_>, at: usize, money: &Quantity) -> Option<(Decimal, usize)> {
    let mut start = reader.skip_space(at);
    if let Some(join) = reader.find(Kind::Join, start) {
        start = reader.skip_space(start + join.len);
    }
    let number = number(reader, start, false)?;
    let next = reader.skip_gap(start + number.len);
    let part = reader.find(Kind::Sub, next)?;
    let Value::Ratio(n, d) = part.entry.value else {
        return None;
    };
    let value = number.value.checked_mul(ratio(n, d)?)?;
    let fits = part.entry.words().any(|code| code == money.unit.code) && value < Decimal::ONE;
    fits.then_some((value, next + part.len - at))
}

/// Whether it is an age: "24-year-old", "24 years old", "aged 24", "24歳".
fn age(reader: &Reader<'_>, found: &mut Found, glued: bool) {
    let timed = found.sort == Sort::Duration;
    if !(timed
        || matches!(found.sort, Sort::Number | Sort::Age | Sort::Count)
            && found.quantity.low < Decimal::from(150))
    {
        return;
    }
    let is_age = |found: &Match| found.entry.text == "age";
    let next = reader.skip_gap(found.end);
    let after = reader
        .find_if(Kind::Measure, next, is_age)
        .or_else(|| reader.find_if(Kind::Measure, found.end, is_age));
    // "24 वर्षीय": the word for the unit is one for age.
    let unit = reader.skip_gap(found.number.end);
    let worded = reader.find_if(Kind::Measure, unit, |word| {
        is_age(word) && unit + word.len >= found.at.end
    });
    let mut old = found.sort == Sort::Age || worded.is_some();
    if let Some(after) = after {
        old = true;
        let start = if reader.find_if(Kind::Measure, next, is_age).is_some() {
            next
        } else {
            found.end
        };
        let end = start + after.len;
        if glued || start == found.end || reader.char_at(found.end) == Some('-') {
            found.at.end = end;
        }
        found.end = end;
    }
    if !old && ends_with_age(reader, found.at.start) {
        old = true;
    }
    if old {
        let code = if timed {
            found.quantity.unit.code.clone()
        } else {
            "a".into()
        };
        found.quantity.unit = Unit {
            dimension: Dimension::Age,
            code,
        };
        found.sort = Sort::Age;
        found.bare = false;
    }
}

/// Whether a word for age ends right before byte `at`.
fn ends_with_age(reader: &Reader<'_>, at: usize) -> bool {
    words_before(reader, at, 3).any(|start| {
        let words = reader.text.get(start..at).unwrap_or("");
        // After an elided article the word starts inside: "l'âge".
        let inner = words.find(['\'', '’']).map(|mark| start + mark);
        let inner = inner.and_then(|mark| Some(mark + reader.char_at(mark)?.len_utf8()));
        [Some(start), inner].into_iter().flatten().any(|start| {
            let found = reader.find_if(Kind::Measure, start, |found| found.entry.text == "age");
            found.is_some_and(|found| {
                let end = reader.skip_space(start + found.len);
                end == at || end < at && past_of(reader, end) == at
            })
        })
    })
}

/// Past one word for "of" ("âgé de").
fn past_of(reader: &Reader<'_>, at: usize) -> usize {
    match reader.find(Kinds::of(&[Kind::Role, Kind::Word]), at) {
        Some(word) if word.len <= 6 => reader.skip_space(at + word.len),
        _ => at,
    }
}

/// Starts of up to `count` words that end at or before byte `at`, the nearest first; of characters
/// where words are not separated.
fn words_before<'r>(
    reader: &'r Reader<'_>,
    at: usize,
    count: usize,
) -> impl Iterator<Item = usize> + 'r {
    let mut end = at;
    std::iter::from_fn(move || {
        end = reader.trim_before(end);
        let before = reader.text.get(..end)?;
        let last = before.chars().next_back()?;
        if matches!(
            last,
            ',' | ';' | '.' | ':' | '(' | ')' | '、' | '。' | '，' | '؛' | '،'
        ) {
            return None;
        }
        let start = if is_unspaced(last) {
            end - last.len_utf8()
        } else {
            let stop = before.rfind(|c: char| c.is_whitespace() || is_unspaced(c));
            stop.map_or(0, |at| {
                at + before[at..].chars().next().map_or(1, char::len_utf8)
            })
        };
        end = start;
        Some(start)
    })
    .take(count)
}

/// "per day", "a share" directly after.
fn rate(reader: &Reader<'_>, found: &mut Found) {
    let next = reader.skip_space(found.end);
    if let Some(rate) = reader.find(Kind::Rate, next) {
        found.quantity.per = Some(rate.entry.text.into());
        found.end = next + rate.len;
        found.at.end = found.end;
    }
}

/// "12 deaths per 100,000": the rate after the noun.
fn rate_after_noun(reader: &Reader<'_>, found: &mut Found) {
    let Some(head) = found.quantity.head.as_deref() else {
        return;
    };
    if found.quantity.per.is_some() {
        return;
    }
    let Some(offset) = reader
        .rest(found.end)
        .find(head)
        .filter(|offset| *offset < 64)
    else {
        return;
    };
    let next = reader.skip_space(found.end + offset + head.len());
    if let Some(rate) = reader.find(Kind::Rate, next) {
        found.quantity.per = Some(rate.entry.text.into());
        found.end = next + rate.len;
    }
}

/// The counted noun: right after the number, or before it where the language has it so.
fn counted(reader: &Reader<'_>, found: &mut Found) {
    if !matches!(found.sort, Sort::Number | Sort::Count | Sort::Vague) {
        return;
    }
    if let Some((at, noun)) = noun_after(reader, found.end) {
        found.quantity.class = Some(noun.entry.text.into());
        found.quantity.head = reader.text.get(at..at + noun.len).map(Into::into);
    } else if (!reader.locale.is_spaced() || found.sort == Sort::Count)
        && let Some((at, noun)) = noun_before(reader, found.at.start)
    {
        found.quantity.class = Some(noun.entry.text.into());
        found.quantity.head = reader.text.get(at..at + noun.len).map(Into::into);
    }
    if found.quantity.head.is_some() && found.sort == Sort::Number {
        found.sort = Sort::Count;
    }
}

/// Places of a per cent that stands for a fraction.
const PLACES: u32 = 4;

/// A fraction alone is a part of a whole: "half of the shares" is 50 % of them. It is as rough as what
/// it divides by; the whole is not rough.
fn part(found: &mut Found) {
    let quantity = &mut found.quantity;
    let alone = matches!(found.sort, Sort::Number | Sort::Count) && quantity.per.is_none();
    // No reader of "a third" means more places than these.
    let share = |value: Decimal| Some(value.checked_mul(Decimal::ONE_HUNDRED)?.round_dp(PLACES));
    let (Some(low), Some(high), Some(step)) = (
        share(quantity.low),
        share(quantity.high),
        share(quantity.step),
    ) else {
        return;
    };
    if !alone || high > Decimal::ONE_HUNDRED {
        return;
    }
    let whole = low == Decimal::ONE_HUNDRED;
    (quantity.low, quantity.high) = (low.normalize(), high.normalize());
    quantity.step = if whole {
        Decimal::ONE
    } else {
        step.normalize()
    };
    quantity.unit = Unit {
        dimension: Dimension::Percent,
        code: "%".into(),
    };
    found.sort = Sort::Percent;
    found.bare = false;
}

/// Up to this many words may stand between a number and its noun ("50 more injured people").
const WORDS_BETWEEN: usize = 3;

fn noun_after(reader: &Reader<'_>, at: usize) -> Option<(usize, Match)> {
    let mut position = reader.skip_gap(at);
    let unspaced = reader.char_at(position).is_some_and(is_unspaced);
    if unspaced && let Some(of) = reader.find(Kind::Role, position) {
        position += of.len;
    }
    for _ in 0..=if unspaced { 0 } else { WORDS_BETWEEN } {
        if let Some(noun) = reader.find(Kind::Counted, position) {
            return Some((position, noun));
        }
        let rest = reader.rest(position);
        let first = rest.chars().next()?;
        let len = if is_unspaced(first) {
            first.len_utf8()
        } else {
            rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-'))
                .unwrap_or(rest.len())
        };
        let next = reader.skip_space(position + len);
        // Another clause or another number is not this number's noun.
        if len == 0 || reader.is_digit(position) || next == position + len && !is_unspaced(first) {
            return None;
        }
        position = next;
    }
    None
}

fn noun_before(reader: &Reader<'_>, at: usize) -> Option<(usize, Match)> {
    let reach = if reader.locale.is_spaced() { 2 } else { 5 };
    let mut best = None;
    for start in words_before(reader, at, reach) {
        if let Some(noun) = reader.find(Kind::Counted, start) {
            let gap = at.saturating_sub(start + noun.len);
            if start + noun.len <= at && gap <= 6 {
                best = Some((start, noun));
            }
        }
    }
    best
}

/// A multiple at byte `at`: "twice", "tripled"; or after its number: "3倍".
pub(crate) fn multiple(reader: &Reader<'_>, at: usize) -> Option<Found> {
    let found = reader.find_if(Kind::Multiple, at, |found| !found.entry.flags.post);
    let (value, len) = match found {
        Some(found) => match found.entry.value {
            Value::Ratio(n, d) => (ratio(n, d)?, found.len),
            _ => return None,
        },
        None => {
            let number = number(reader, at, false)?;
            let next = reader.skip_gap(at + number.len);
            let times = reader.find_if(Kind::Multiple, next, |found| found.entry.flags.post)?;
            let Value::Ratio(n, d) = times.entry.value else {
                return None;
            };
            (
                number.value.checked_mul(ratio(n, d)?)?,
                next + times.len - at,
            )
        }
    };
    let quantity = Quantity {
        low: value,
        high: value,
        step: Decimal::ONE,
        hedge: Hedge::Exact,
        unit: Unit::count(),
        change: Some(Change::Multiple),
        from: None,
        per: None,
        vague: false,
        class: None,
        head: None,
        candidates: Vec::new(),
    };
    Some(Found {
        quantity,
        sort: Sort::Multiple,
        at: at..at + len,
        number: at..at + len,
        end: at + len,
        bare: false,
        width: 0,
        separated: false,
        digits: false,
        open: false,
        short: false,
    })
}

impl Quantity {
    /// Reads an amount at the start of `text`: its value and the bytes it took.
    ///
    /// "up to $50 billion" and "bis zu 50 Mrd. Dollar" are both at most 50,000,000,000 USD.
    pub fn read(text: &str, locale: &'static Locale) -> Option<(Self, usize)> {
        let reader = Reader::new(text, locale, &super::Habit::default());
        let found = read(&reader, 0)?;
        Some((found.quantity, found.at.end))
    }

    /// The value for any reader, in digits and codes: "50,000,000,000 USD", "10–20 %", "≥ 38".
    pub fn readable(&self) -> String {
        let number = match self.hedge {
            _ if self.unit.dimension == Dimension::Score => {
                let other = self.from.map_or(String::new(), |other| format!(":{other}"));
                return format!("{}{other}", self.low);
            }
            _ if self.low != self.high => {
                format!("{}–{}", readable(self.low), readable(self.high))
            }
            Hedge::Exact | Hedge::Range => readable(self.low),
            Hedge::Approx => format!("≈ {}", readable(self.low)),
            Hedge::AtMost => format!("≤ {}", readable(self.low)),
            Hedge::AtLeast => format!("≥ {}", readable(self.low)),
            Hedge::LessThan => format!("< {}", readable(self.low)),
            Hedge::MoreThan => format!("> {}", readable(self.low)),
        };
        let unit = match (self.unit.code.as_str(), self.change) {
            ("1", Some(Change::Multiple)) => " times".to_owned(),
            ("1", _) => self
                .class
                .as_ref()
                .map_or(String::new(), |class| format!(" {class}")),
            (code, _) => format!(" {code}"),
        };
        let per = self
            .per
            .as_ref()
            .map_or(String::new(), |per| format!("/{per}"));
        format!("{number}{unit}{per}")
    }
}
