//! Numbers: digits in any script, words, and mixtures ("2.5 million", "1億2,500万", "2 lakh crore").
//! It reads rows of the table and holds no number word; what a number counts is not its business.
//!
//! Words compose by searching all readings rather than taking the longest word each time: terms
//! must fall in size, a scale multiplies every smaller term before it, and a reading that leaves a
//! scale word dangling is none. So "between one hundred and two hundred" stays two numbers.

use rust_decimal::Decimal;

use super::Reader;
use super::decimal::{digit, ratio};
use crate::locale::{Edge, Kind, Kinds, Match, Value, ends_word, is_space, is_unspaced};

/// A number read from text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number {
    /// Its value.
    pub(super) value: Decimal,
    /// Weight of the last stated digit.
    pub(super) step: Decimal,
    /// The scale its words end in ("5 million": 1,000,000), 1 without one.
    pub(super) scale: Decimal,
    /// Another reading of its separators, times its scale.
    pub(super) other: Option<Decimal>,
    /// Whether it has digits.
    pub(super) digits: bool,
    /// Whether digits are separated into groups, or have a decimal part.
    pub(super) separated: bool,
    /// How many digits the first run of digits has.
    pub(super) width: usize,
    /// Whether it is one spelled fraction ("half", "三分の一"), which is a part of something.
    pub(super) fraction: bool,
    /// A hedge inside ("50多万").
    pub(super) hedge: Option<&'static str>,
    /// Bytes taken.
    pub(super) len: usize,
}

/// Digits with their separators.
#[derive(Debug, Clone, Copy)]
pub(super) struct Literal {
    pub(super) value: Decimal,
    pub(super) places: u32,
    pub(super) other: Option<Decimal>,
    pub(super) separated: bool,
    pub(super) width: usize,
    pub(super) len: usize,
}

/// At most this many runs of digits belong to one number.
const RUNS: usize = 12;

/// One run of digits and the mark before it.
#[derive(Debug, Clone, Copy, Default)]
struct Run {
    mark: Option<char>,
    start: usize,
    end: usize,
    digits: usize,
}

/// Reads digits at byte `at`.
pub(super) fn literal(reader: &Reader<'_>, at: usize) -> Option<Literal> {
    let text = reader.text.get(at..)?;
    let mut runs = [Run::default(); RUNS];
    let mut count = 0;
    let mut position = 0;
    let mut mark = None;
    while count < RUNS {
        let run = digits_at(text, position);
        if run.digits == 0 {
            break;
        }
        runs[count] = Run { mark, ..run };
        count += 1;
        position = run.end;
        let Some(next) = text[position..].chars().next() else {
            break;
        };
        mark = separator(next);
        if mark.is_none() {
            break;
        }
        position += next.len_utf8();
    }
    let runs = &runs[..count];
    let first = runs.first()?;
    let groups = grouped(reader, text, runs);
    let whole_end = runs[groups].end;
    let part = runs.get(groups + 1).filter(|run| {
        let point = run
            .mark
            .is_some_and(|mark| matches!(mark, '.' | ',' | '٫' | '·'));
        let used = groups > 0 && run.mark == runs[1].mark;
        point && !used && decimal_part(reader, runs, groups)
    });
    let end = part.map_or(whole_end, |run| run.end);
    let (value, places) = mantissa(text, runs, groups, part)?;
    let other = if groups == 1 && part.is_none() && reader.may_be_point(runs[1].mark) {
        let (value, places) = mantissa(text, runs, 0, Some(&runs[1]))?;
        Decimal::try_from_i128_with_scale(value, places).ok()
    } else if groups == 0
        && part.is_some_and(|run| run.digits == 3 && reader.may_group(run.mark))
        && group_like(text, first)
    {
        let (value, _) = mantissa(text, runs, 1, None)?;
        Decimal::try_from_i128_with_scale(value, 0).ok()
    } else {
        None
    };
    Some(Literal {
        value: Decimal::try_from_i128_with_scale(value, places).ok()?,
        places,
        other,
        separated: groups > 0 || part.is_some(),
        width: first.digits,
        len: end,
    })
}

/// The digits from byte `at` on.
fn digits_at(text: &str, at: usize) -> Run {
    let mut run = Run {
        mark: None,
        start: at,
        end: at,
        digits: 0,
    };
    for c in text[at..].chars() {
        if digit(c).is_none() {
            break;
        }
        run.end += c.len_utf8();
        run.digits += 1;
    }
    run
}

/// One form for the marks that may stand between digits.
fn separator(c: char) -> Option<char> {
    Some(match c {
        '.' | '．' => '.',
        ',' | '，' | '٬' => ',',
        '٫' => '٫',
        '·' => '·',
        '\'' | '’' => '\'',
        ' ' => ' ',
        '\u{A0}' | '\u{202F}' | '\u{2009}' => '\u{A0}',
        _ => return None,
    })
}

fn group_like(text: &str, first: &Run) -> bool {
    (1..=3).contains(&first.digits) && !text[first.start..].starts_with('0')
}

/// How many runs after the first are groups of the same number.
fn grouped(reader: &Reader<'_>, text: &str, runs: &[Run]) -> usize {
    let Some(mark) = runs.get(1).and_then(|run| run.mark) else {
        return 0;
    };
    if !group_like(text, &runs[0]) {
        return 0;
    }
    let same = 1 + runs[1..]
        .iter()
        .take_while(|run| run.mark == Some(mark))
        .count();
    let western = runs[1..same]
        .iter()
        .take_while(|run| run.digits == 3)
        .count();
    let indian = (2..same)
        .take_while(|last| runs[1..*last].iter().all(|run| run.digits == 2))
        .filter(|last| mark == ',' && runs[*last].digits == 3 && runs[0].digits <= 2)
        .last();
    if let Some(indian) = indian {
        return indian;
    }
    match (mark, western) {
        (_, 0) | ('٫' | '·', _) => 0,
        // Broken groups ("1,234,56") group nothing, but a space may simply end the number.
        (' ' | '\u{A0}', _) if mark == '\u{A0}' || reader.may_group(Some(' ')) => western,
        (' ', _) => 0,
        ('\'', _) => western,
        (_, western) if western + 1 < same => 0,
        (_, 1) => usize::from(!reader.is_point(mark) || runs.len() > 2 && is_mark(runs[2].mark)),
        (_, western) => western,
    }
}

fn is_mark(mark: Option<char>) -> bool {
    mark.is_some_and(|mark| matches!(mark, '.' | ',' | '٫'))
}

/// Whether the run after the groups is the decimal part.
fn decimal_part(reader: &Reader<'_>, runs: &[Run], groups: usize) -> bool {
    let run = &runs[groups + 1];
    let alone = runs
        .get(groups + 2)
        .is_none_or(|next| next.mark != run.mark);
    // "2018,2019" and "3,4,5" are lists.
    alone && (reader.may_be_point(run.mark) || run.digits <= 2 && runs[groups].digits <= 4)
}

/// The digits of the groups and the decimal part as an integer, and how many are decimal.
fn mantissa(text: &str, runs: &[Run], groups: usize, part: Option<&Run>) -> Option<(i128, u32)> {
    let digits = runs.get(..=groups)?.iter().chain(part);
    let mut value: i128 = 0;
    let mut count = 0;
    for c in digits.flat_map(|run| text[run.start..run.end].chars()) {
        count += 1;
        if count > 27 {
            return None;
        }
        value = value * 10 + i128::from(digit(c)?);
    }
    Some((value, part.map_or(0, |run| run.digits as u32)))
}

/// A summand of a spelled number.
#[derive(Debug, Clone, Copy, Default)]
struct Term {
    value: Decimal,
    /// What may be added must be smaller than this.
    room: Decimal,
    step: Decimal,
    /// Product of the scales it was multiplied by.
    scale: Decimal,
    /// The other reading of its digits.
    other: Option<Decimal>,
}

/// Terms of one spelled number; eight scales are more than any language uses at once.
const TERMS: usize = 8;

#[derive(Debug, Clone, Copy)]
struct State {
    terms: [Term; TERMS],
    len: usize,
    words: bool,
    digits: bool,
    separated: bool,
    width: usize,
    /// A connector was read, so that something must follow.
    open: bool,
    /// Digits that only count if a scale word follows.
    needs_scale: bool,
    /// One spelled fraction, and nothing else so far.
    fraction: bool,
    hedge: Option<&'static str>,
}

impl State {
    fn last(&self) -> Option<&Term> {
        self.len
            .checked_sub(1)
            .and_then(|last| self.terms.get(last))
    }

    fn push(mut self, term: Term) -> Option<Self> {
        *self.terms.get_mut(self.len)? = term;
        self.len += 1;
        self.open = false;
        self.needs_scale = false;
        self.fraction = false;
        Some(self)
    }

    /// With a spelled number added.
    fn with_number(self, value: Decimal) -> Option<Self> {
        let ten = Decimal::TEN;
        let hundred = Decimal::ONE_HUNDRED;
        let room = if value >= hundred && (value % hundred).is_zero() {
            hundred
        } else if value >= Decimal::from(20) && (value % ten).is_zero() {
            ten
        } else {
            Decimal::ZERO
        };
        match self.last() {
            None if self.len == 0 => {}
            Some(last) if value > Decimal::ZERO && last.room > value && !self.needs_scale => {}
            _ => return None,
        }
        let mut next = self.push(Term {
            value,
            room,
            step: Decimal::ONE,
            scale: Decimal::ONE,
            other: None,
        })?;
        next.words = true;
        Some(next)
    }

    /// With digits added.
    fn with_literal(self, literal: &Literal, glued: bool) -> Option<Self> {
        let fits = match self.last() {
            None => true,
            Some(last) => last.room > literal.value && !self.open && !self.needs_scale,
        };
        if !fits {
            return None;
        }
        let first = self.len == 0;
        let mut next = self.push(Term {
            value: literal.value,
            room: Decimal::ZERO,
            step: Decimal::new(1, literal.places.min(28)),
            scale: Decimal::ONE,
            other: literal.other,
        })?;
        next.needs_scale = !first && !glued;
        next.digits = true;
        if first {
            next.separated = literal.separated;
            next.width = literal.width;
        }
        Some(next)
    }

    /// With everything smaller than `scale` multiplied by it.
    fn with_scale(mut self, scale: Decimal) -> Option<Self> {
        let keep = self.terms[..self.len]
            .iter()
            .position(|term| term.value < scale);
        // Digits after a gap belong to the scale right after them ("7천 5백만").
        let keep = if self.needs_scale {
            self.len - 1
        } else {
            keep.unwrap_or(self.len)
        };
        let smaller = &self.terms[keep..self.len];
        let mut value = Decimal::ZERO;
        let mut other = smaller.first().and_then(|term| term.other);
        for (index, term) in smaller.iter().enumerate() {
            value = value.checked_add(term.value)?;
            if index > 0 {
                other = other.and_then(|other| other.checked_add(term.value));
            }
        }
        let (value, step, product) = match smaller.last() {
            Some(last) => (
                value,
                last.step,
                if smaller.len() == 1 {
                    last.scale
                } else {
                    Decimal::ONE
                },
            ),
            None => (Decimal::ONE, Decimal::ONE, Decimal::ONE),
        };
        let term = Term {
            value: value.checked_mul(scale)?,
            room: scale,
            step: step.checked_mul(scale)?,
            scale: product.checked_mul(scale)?,
            other: other.and_then(|other| other.checked_mul(scale)),
        };
        if keep > 0 && self.terms[keep - 1].room <= term.value {
            return None;
        }
        self.len = keep;
        self.words = true;
        self.push(term)
    }

    /// With a fraction of the last term's unit added: "two and a half", "a million and a half".
    fn with_fraction(mut self, fraction: Decimal) -> Option<Self> {
        if self.len == 0 {
            let mut next = self.push(Term {
                value: fraction,
                room: Decimal::ZERO,
                step: fraction,
                scale: Decimal::ONE,
                other: None,
            })?;
            next.words = true;
            next.fraction = true;
            return Some(next);
        }
        let last = self.terms.get_mut(self.len - 1)?;
        if !last.value.fract().is_zero() || fraction >= Decimal::ONE {
            return None;
        }
        // "A million and a half" is half a million more; "a hundred and a half" is not.
        let unit = if last.scale >= Decimal::ONE_THOUSAND {
            last.scale
        } else {
            Decimal::ONE
        };
        let part = fraction.checked_mul(unit)?;
        last.value = last.value.checked_add(part)?;
        last.step = part;
        last.room = Decimal::ZERO;
        last.other = None;
        self.open = false;
        self.words = true;
        Some(self)
    }

    fn number(&self, len: usize) -> Option<Number> {
        let mut value = Decimal::ZERO;
        for term in &self.terms[..self.len] {
            value = value.checked_add(term.value)?;
        }
        let last = self.last()?;
        Some(Number {
            value: value.normalize(),
            step: last.step.normalize(),
            scale: if self.len == 1 {
                last.scale
            } else {
                Decimal::ONE
            },
            other: if self.len == 1 {
                last.other.map(|other| other.normalize())
            } else {
                None
            },
            digits: self.digits,
            separated: self.separated,
            width: self.width,
            fraction: self.fraction,
            hedge: self.hedge,
            len,
        })
    }
}

/// Kinds that number words are made of.
const PARTS: Kinds = Kinds::of(&[Kind::Num, Kind::Mul, Kind::Join, Kind::Frac, Kind::Hedge]);

struct Search<'r, 'a> {
    reader: &'r Reader<'a>,
    start: usize,
    beside_currency: bool,
    best: Option<Number>,
    /// Steps left: no input may make the search long.
    budget: u32,
}

/// Reads a number at byte `at`. One-letter scales count only beside a currency: after one when
/// `beside_currency`, or before one.
pub(super) fn number(reader: &Reader<'_>, at: usize, beside_currency: bool) -> Option<Number> {
    let mut search = Search {
        reader,
        start: at,
        beside_currency,
        best: None,
        budget: 96,
    };
    search.go(at, EMPTY);
    let mut best = search.best?;
    if let Some(fraction) = over(reader, at, &best) {
        best = fraction;
    }
    Some(best)
}

impl Search<'_, '_> {
    /// Reads on from byte `at`.
    fn go(&mut self, at: usize, state: State) {
        if self.budget == 0 {
            return;
        }
        self.budget -= 1;
        let text = self.reader.text;
        let first = state.len == 0 && !state.open;
        let (next, _) = if first {
            (at, false)
        } else {
            after_gap(text, at)
        };
        let glued = next == at;
        if text[next..]
            .chars()
            .next()
            .is_some_and(|c| digit(c).is_some())
        {
            self.literal(next, state, glued);
            self.finish(at, &state);
            return;
        }
        let mut found: Vec<Match> = Vec::new();
        self.reader
            .locale
            .visit(PARTS, text, next, Edge::Free, |hit| found.push(hit));
        // Inside a word only the language's own way of joining words counts.
        let mut dangling = false;
        for hit in found.iter().rev() {
            let end = next + hit.len;
            let after = match hit.entry.kind {
                Kind::Mul => {
                    let follows = self.scale(hit, end, state);
                    // Whole scale words belong to the number before them or to none.
                    dangling |= follows.is_none()
                        && !self.is_unit(hit, end, &state)
                        && !first
                        && !state.open
                        && !hit.entry.flags.beside_currency
                        && ends_word(text, end)
                        && self.reader.locale.starts_word(text, next);
                    follows
                }
                Kind::Num => hit.entry.int().and_then(|n| self.number(n, state)),
                Kind::Join => (!first && !state.open).then_some(State {
                    open: true,
                    ..state
                }),
                Kind::Frac => match hit.entry.value {
                    // "Twenty-three fifths" is no twenty and three fifths.
                    Value::Ratio(n, d) if first || state.open || glued || !state.words => {
                        ratio(n, d).and_then(|part| state.with_fraction(part))
                    }
                    _ => None,
                },
                Kind::Hedge if hit.entry.flags.post && glued && !first && state.hedge.is_none() => {
                    Some(State {
                        hedge: Some(hit.entry.text),
                        needs_scale: true,
                        ..state
                    })
                }
                _ => None,
            };
            if let Some(after) = after {
                self.go(end, after);
            }
        }
        self.point(next, state);
        if !dangling {
            self.finish(at, &state);
        }
    }

    /// "two point five", "三点一四": the language's word for the decimal mark, then digits.
    fn point(&mut self, at: usize, state: State) {
        let text = self.reader.text;
        let Some(last) = state
            .last()
            .filter(|last| last.step == Decimal::ONE && !state.open)
        else {
            return;
        };
        let after = self.reader.locale.setting("point").iter().find_map(|word| {
            let after = at + word.len();
            text[at..].starts_with(*word).then_some(after)
        });
        let Some(mut end) = after else { return };
        let (mut value, mut places) = (last.value, 0_u32);
        while places < 9 {
            let (next, _) = after_gap(text, end);
            let digits = digits_at(text, next);
            let (figure, width, stop) = if digits.digits > 0 && digits.digits < 9 {
                let figure = text[digits.start..digits.end].chars().filter_map(digit);
                (
                    figure.fold(0, |n, d| n * 10 + i64::from(d)),
                    digits.digits as u32,
                    digits.end,
                )
            } else {
                let mut figure = None;
                self.reader
                    .locale
                    .visit(Kind::Num.into(), text, next, Edge::Free, |hit| {
                        if let Some(n @ 0..=9) = hit.entry.int() {
                            figure = Some((n, 1, next + hit.len));
                        }
                    });
                let Some(figure) = figure else { break };
                figure
            };
            places += width;
            let Some(part) = Decimal::try_new(figure, places).ok() else {
                return;
            };
            let Some(sum) = value.checked_add(part) else {
                return;
            };
            (value, end) = (sum, stop);
        }
        if places > 0 {
            let mut next = state;
            if let Some(last) = next.terms.get_mut(state.len - 1) {
                *last = Term {
                    value,
                    room: Decimal::ZERO,
                    step: Decimal::new(1, places),
                    ..*last
                };
            }
            self.go(end, next);
        }
    }

    fn literal(&mut self, at: usize, state: State, glued: bool) {
        if let Some(literal) = literal(self.reader, at)
            && let Some(after) = state.with_literal(&literal, glued && state.len > 0)
        {
            let end = at + literal.len;
            self.mixed_fraction(end, &after);
            self.go(end, after);
        }
    }

    /// "2 1/2": digits, a space, a fraction in digits.
    fn mixed_fraction(&mut self, at: usize, state: &State) {
        let text = self.reader.text;
        let (next, _) = after_gap(text, at);
        if next > at
            && let Some((fraction, len)) = slashed(text, next)
            && let Some(after) = state.with_fraction(fraction)
        {
            self.go(next + len, after);
        }
    }

    /// "300 mm", "64 cents": after digits a word that is also a unit is the unit.
    fn is_unit(&self, hit: &Match, end: usize, state: &State) -> bool {
        let unit = Kinds::of(&[Kind::Unit, Kind::Sub, Kind::Pct]);
        let found = || {
            self.reader
                .locale
                .find_at(unit, self.reader.text, end - hit.len)
        };
        state.digits
            && !self.beside_currency
            && !(hit.entry.flags.beside_currency && self.counts_after(end))
            && found().is_some_and(|unit| unit.len >= hit.len)
    }

    /// Whether a counted noun stands right after byte `end` ("5.5m people").
    fn counts_after(&self, end: usize) -> bool {
        let (next, gap) = after_gap(self.reader.text, end);
        gap && self
            .reader
            .locale
            .find_at(Kind::Counted, self.reader.text, next)
            .is_some()
    }

    fn scale(&self, hit: &Match, end: usize, state: State) -> Option<State> {
        let text = self.reader.text;
        if hit.entry.flags.beside_currency && !self.beside_currency {
            let (next, _) = after_gap(text, end);
            let currency = self.reader.locale.find_at(Kind::Cur, text, next);
            if !ends_word(text, end) || currency.is_none() && !self.counts_after(end) {
                return None;
            }
        }
        let scale = hit.entry.int().map(Decimal::from)?;
        if self.is_unit(hit, end, &state) {
            return None;
        }
        let adds = state.last().is_some_and(|last| last.value >= scale);
        // An abbreviation is no number by itself: "Bio." ends a sentence on biology.
        let flags = hit.entry.flags;
        let short = flags.beside_currency || flags.weak || hit.entry.surface.ends_with('.');
        if state.len == 0 && short || state.open && !adds {
            return None;
        }
        state.with_scale(scale)
    }

    fn number(&self, n: i64, state: State) -> Option<State> {
        // "Twenty and five" are two numbers, unless the language joins its tens so.
        let tens = state.last().is_some_and(|last| last.room == Decimal::TEN);
        if state.open && tens && !self.reader.locale.joins_tens() {
            return None;
        }
        if let Some(last) = state.last()
            && state.open
            && self.reader.locale.ones_first()
            && (Decimal::ONE..Decimal::TEN).contains(&last.value)
            && n % 10 == 0
            && (20..100).contains(&n)
        {
            let mut next = state;
            next.len -= 1;
            let sum = last.value.checked_add(Decimal::from(n))?;
            return State {
                open: false,
                ..next
            }
            .with_number(sum);
        }
        state.with_number(Decimal::from(n))
    }

    /// Keeps the number that ends at `at`, if it is one and longer than what was found before.
    fn finish(&mut self, at: usize, state: &State) {
        let len = at - self.start;
        if state.len == 0 || state.open || state.needs_scale {
            return;
        }
        let text = self.reader.text;
        let ends = ends_word(text, at)
            || self.reader.locale.has_open_ends()
            || text[..at]
                .chars()
                .next_back()
                .is_some_and(|c| digit(c).is_some());
        if ends && self.best.as_ref().is_none_or(|best| best.len < len) {
            self.best = state.number(len).or(self.best.take());
        }
    }
}

/// The next visible place: past one gap of spaces or a hyphen, and whether there was one.
fn after_gap(text: &str, at: usize) -> (usize, bool) {
    let rest = text.get(at..).unwrap_or("");
    let spaces: usize = rest
        .chars()
        .take_while(|c| is_space(*c) && *c != '\n')
        .map(char::len_utf8)
        .sum();
    if spaces > 0 {
        return (at + spaces, true);
    }
    match rest.chars().next() {
        Some(c @ ('-' | '\u{2010}' | '\u{2011}' | '\u{AD}')) => (at + c.len_utf8(), true),
        _ => (at, false),
    }
}

/// A fraction in digits ("3/4"), with a denominator that fractions have.
fn slashed(text: &str, at: usize) -> Option<(Decimal, usize)> {
    let over = digits_at(text, at);
    let slash = text[over.end..]
        .chars()
        .next()
        .filter(|c| matches!(c, '/' | '⁄' | '／'))?;
    let under = digits_at(text, over.end + slash.len_utf8());
    if !(1..=2).contains(&over.digits) || !(1..=3).contains(&under.digits) {
        return None;
    }
    let next = text[under.end..].chars().next();
    if next.is_some_and(|c| matches!(c, '/' | '⁄' | '／')) || !ends_word(text, under.end) {
        return None;
    }
    let read = |run: &Run| {
        text[run.start..run.end]
            .chars()
            .try_fold(0_i64, |n, c| Some(n * 10 + i64::from(digit(c)?)))
    };
    let (n, d) = (read(&over)?, read(&under)?);
    let plain = n > 0 && n < d && (d <= 10 || matches!(d, 12 | 16 | 20 | 32 | 50 | 64 | 100));
    plain
        .then(|| ratio(n, d))
        .flatten()
        .map(|value| (value, under.end - at))
}

/// A fraction: "3/4", or with the language's infix between denominator and numerator ("三分の一").
fn over(reader: &Reader<'_>, at: usize, first: &Number) -> Option<Number> {
    let text = reader.text;
    let plain = |value: Decimal, len: usize| Number {
        value: value.normalize(),
        step: value,
        scale: Decimal::ONE,
        other: None,
        fraction: false,
        hedge: None,
        len,
        separated: true,
        ..first.clone()
    };
    if let Some((value, len)) = slashed(text, at) {
        return Some(plain(value, len));
    }
    let end = at + first.len;
    for infix in reader.locale.setting("over") {
        let rest = text[end..].trim_start_matches(is_space);
        let Some(after) = rest.strip_prefix(infix) else {
            continue;
        };
        let start = text.len() - after.trim_start_matches(is_space).len();
        let mut search = Search {
            reader,
            start,
            beside_currency: false,
            best: None,
            budget: 32,
        };
        search.go(start, EMPTY);
        let upper = search.best?;
        if first.value.is_zero() {
            return None;
        }
        let value = upper.value.checked_div(first.value)?;
        return Some(Number {
            fraction: !first.digits,
            ..plain(value, start + upper.len - at)
        });
    }
    None
}

const EMPTY: State = State {
    terms: [Term {
        value: Decimal::ZERO,
        room: Decimal::ZERO,
        step: Decimal::ZERO,
        scale: Decimal::ONE,
        other: None,
    }; TERMS],
    len: 0,
    words: false,
    digits: false,
    separated: false,
    width: 0,
    open: false,
    needs_scale: false,
    fraction: false,
    hedge: None,
};

/// Whether a spelled number is so short that it may be part of another word: one character of a
/// script without spaces, or of syllables.
pub(super) fn is_slight(words: &str) -> bool {
    let mut chars = words.chars();
    let syllable = |c: char| is_unspaced(c) || ('\u{AC00}'..='\u{D7A3}').contains(&c);
    matches!((chars.next(), chars.next()), (Some(c), None) if syllable(c) && digit(c).is_none())
}
