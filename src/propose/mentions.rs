//! Finds every number, amount and date of a sentence, from left to right, none overlapping.
//! It orders the parsers of `normalise` and reads movement from the words around; it reads no
//! number itself.

use std::ops::Range;

use super::{Mention, MentionKind, elided, whole};
use crate::locale::{Edge, Kind, Kinds, Locale, is_space, is_unspaced};
use crate::normalise::identify::{self, Other};
use crate::normalise::quantity::{self, Found, Sort};
use crate::normalise::{
    Change, Decimal, Dimension, Grain, Habit, Hedge, Quantity, Reader, Relation, Stated, Unit,
    When, date,
};
use crate::text::{Clean, Span};

/// Every number, amount and date of the sentence `at` of `text`, in order.
pub fn mentions(
    text: &str,
    at: Span<Clean>,
    locale: &'static Locale,
    habit: &Habit,
) -> Vec<Mention> {
    let reader = Reader::new(at.slice(text), locale, habit);
    let mut scan = Scan {
        reader,
        offset: at.start(),
        out: Vec::new(),
        moved: None,
        link: None,
        related: None,
    };
    scan.run();
    elided::share_units(&mut scan.out, text, locale);
    whole::drop_wholes(&mut scan.out, text);
    scan.out
}

/// Kinds that may open an amount, a date or an identifier.
const OPENERS: Kinds = Kinds::of(&[
    Kind::Num,
    Kind::Mul,
    Kind::Frac,
    Kind::Vague,
    Kind::Multiple,
    Kind::Cur,
    Kind::Pct,
    Kind::Unit,
    Kind::Hedge,
    Kind::RangePre,
    Kind::Ord,
    Kind::OrdSuffix,
    Kind::Month,
    Kind::Weekday,
    Kind::Day,
    Kind::Rel,
    Kind::RelPrev,
    Kind::RelThis,
    Kind::RelNext,
    Kind::Ago,
    Kind::Grain,
    Kind::Era,
    Kind::Clock,
    Kind::Ident,
]);

/// Kinds that say how a number after them moves.
const MOVES: Kinds = Kinds::of(&[
    Kind::Change,
    Kind::ChangeFrom,
    Kind::ChangeTo,
    Kind::ChangeBy,
    Kind::Trel,
]);

/// Words between a word of movement and its number.
const REACH: usize = 6;

struct Scan<'a> {
    reader: Reader<'a>,
    offset: u32,
    out: Vec<Mention>,
    /// The last word of movement and its end.
    moved: Option<(Change, usize)>,
    /// The last "from", "to", "by" and its end.
    link: Option<(Kind, usize)>,
    /// End of the last word that relates a date, and how.
    related: Option<(usize, Relation)>,
}

impl Scan<'_> {
    fn run(&mut self) {
        let mut position = 0;
        while let Some(c) = self.reader.char_at(position) {
            if is_space(c) {
                position += c.len_utf8();
                continue;
            }
            if matches!(c, '.' | ';' | '!' | '?' | '。' | '；' | '！' | '？') {
                self.moved = None;
            }
            match self.at(position) {
                Some(end) if end > position => position = end,
                _ => position = self.next(position, c),
            }
        }
    }

    /// The next place where something may start.
    fn next(&self, position: usize, c: char) -> usize {
        let after = position + c.len_utf8();
        let wordly = |c: char| c.is_alphabetic() && !is_unspaced(c);
        if !wordly(c) && !c.is_numeric() {
            return after;
        }
        let rest = self.reader.rest(position);
        let end = rest.find(|c: char| !wordly(c) && !c.is_numeric() && !is_mark(c));
        let end = end.map_or(self.reader.text.len(), |end| position + end);
        // Short words glued before another: what follows them may start one.
        let clitics = self.reader.locale.setting("clitic");
        let glued = clitics
            .iter()
            .filter(|clitic| rest.starts_with(**clitic) && position + clitic.len() < end)
            .map(|clitic| position + clitic.len())
            .filter(|at| self.reader.locale.starts_word(self.reader.text, *at))
            .min();
        // Digits glued to letters are read where they start.
        let digits = rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| c.is_ascii_digit());
        let digits = digits
            .map(|(at, _)| position + at)
            .filter(|at| *at < end && !c.is_numeric());
        glued
            .into_iter()
            .chain(digits)
            .min()
            .unwrap_or(end.max(after))
    }

    /// Reads what starts at `position`; where to go on from.
    fn at(&mut self, position: usize) -> Option<usize> {
        let reader = self.reader;
        let digit = reader.is_digit(position);
        let mut kinds = Vec::new();
        if !digit {
            let text = reader.text;
            let mut opens = false;
            let locale = reader.locale;
            locale.visit(OPENERS, text, position, Edge::Free, |_| opens = true);
            locale.visit(MOVES, text, position, Edge::Word, |hit| {
                kinds.push((hit.entry.kind, hit.entry.text, position + hit.len));
            });
            let sign = matches!(
                reader.char_at(position),
                Some('-' | '−' | '–' | '+' | '#' | '@')
            );
            let worded = !reader.locale.setting("minus").is_empty();
            if !opens && !sign && !worded && !self.may_be_name(position) {
                self.note(&kinds);
                return None;
            }
        }
        // "verdubbeld tot 1,05 miljoen": after a movement the word says where it ends.
        let ends = kinds
            .iter()
            .any(|(kind, _, _)| matches!(kind, Kind::ChangeTo | Kind::ChangeFrom));
        if ends
            && self
                .moved
                .is_some_and(|(_, end)| self.is_near(end, position))
        {
            self.note(&kinds);
            return None;
        }
        let end = self.read(position, digit);
        if end.is_none() {
            self.note(&kinds);
        }
        end
    }

    /// Whether letters at `position` run into digits.
    fn may_be_name(&self, position: usize) -> bool {
        let token = self
            .reader
            .rest(position)
            .split(is_space)
            .next()
            .unwrap_or("");
        token.bytes().any(|b| b.is_ascii_digit() || b == b'@')
            || token.contains("www.")
            || token.chars().skip(1).any(char::is_uppercase)
    }

    /// Remembers words of movement and relation.
    fn note(&mut self, kinds: &[(Kind, &'static str, usize)]) {
        for &(kind, id, end) in kinds {
            match kind {
                Kind::Change => {
                    let change = if id == "increase" {
                        Change::Increase
                    } else {
                        Change::Decrease
                    };
                    self.moved = Some((change, end));
                }
                Kind::Trel => {
                    let longer = self.related.is_none_or(|(known, _)| known < end);
                    if let Some(relation) = Relation::of(id).filter(|_| longer) {
                        self.related = Some((end, relation));
                    }
                }
                kind => {
                    if self.link.is_none_or(|(_, known)| known <= end) {
                        self.link = Some((kind, end));
                    }
                }
            }
        }
    }

    fn read(&mut self, position: usize, digit: bool) -> Option<usize> {
        let reader = self.reader;
        if let Some((other, len)) = identify::read(&reader, position) {
            return self.other(other, position..position + len);
        }
        let related = self
            .related
            .is_some_and(|(end, _)| reader.skip_space(end) == position)
            || digit && self.role_before(position);
        if let Some((when, len)) = date::read(&reader, position, related) {
            return self.date(when, position..position + len);
        }
        let starts = self
            .moved
            .is_some_and(|(_, end)| self.is_near(end, position))
            && self.link.is_some_and(|(kind, end)| {
                kind == Kind::ChangeFrom && reader.skip_space(end) == position
            });
        let found = if starts {
            quantity::read_one(&reader, position)
        } else {
            quantity::read(&reader, position)
        };
        let found = found.filter(keeps);
        let found = found.filter(|found| {
            // "about 02:30", "around 3 March": the hedge stands before a time.
            let start = found.number.start;
            let hedged = start > position && (found.bare || found.width == 4 && !found.separated);
            !hedged
                || identify::read(&reader, start).is_none()
                    && date::read(&reader, start, false).is_none_or(|(when, _)| {
                        when.grain == Grain::Year && when.stated != Stated::Span
                    })
        });
        let multiple = quantity::multiple(&reader, position);
        if let Some(multiple) = multiple
            && found.as_ref().is_none_or(|found| {
                (found.bare || found.sort == Sort::Count) && found.at.end <= multiple.end
            })
        {
            self.moved = Some((Change::Increase, multiple.end));
            return self.amount(multiple);
        }
        let ordinal = date::ordinal(&reader, position)
            .filter(|(_, end)| found.as_ref().is_none_or(|found| found.number.end < *end));
        if let Some((rank, end)) = ordinal {
            return self.ordinal(rank, position..end);
        }
        self.amount(found?)
    }

    /// Whether nothing, or one light word, stands between two places.
    fn is_article(&self, from: usize, until: usize) -> bool {
        let gap = self
            .reader
            .text
            .get(from..until)
            .map(|gap| gap.trim_matches(is_space));
        gap.is_some_and(|gap| {
            let word = self.reader.locale.find(Kind::Word, gap);
            gap.is_empty() || word.is_some_and(|word| word.len == gap.len())
        })
    }

    /// Whether the word before byte `at` marks a role ("of 2018"): a bare year may follow it.
    fn role_before(&self, at: usize) -> bool {
        let reader = self.reader;
        let end = reader.trim_before(at);
        let before = reader.text.get(..end).unwrap_or("");
        let word = before.rsplit(is_space).next().unwrap_or("");
        let found = reader.locale.find(Kind::Role, word);
        end < at && found.is_some_and(|found| found.len == word.len())
    }

    fn span(&self, at: Range<usize>) -> Span<Clean> {
        Span::of(at).shift(self.offset)
    }

    fn other(&mut self, other: Other, at: Range<usize>) -> Option<usize> {
        let end = at.end;
        let (kind, quantity) = match other {
            Other::TimeOfDay => (MentionKind::TimeOfDay, None),
            Other::Identifier => (MentionKind::Identifier, None),
            Other::Score(first, second) => {
                let points = plain(Decimal::from(first), Dimension::Score);
                let quantity = Quantity {
                    from: Some(Decimal::from(second)),
                    ..points
                };
                (MentionKind::Score, Some(quantity))
            }
        };
        self.out.push(Mention {
            at: self.span(at.clone()),
            number: self.span(at),
            kind,
            quantity,
            when: None,
        });
        Some(end)
    }

    fn date(&mut self, mut when: When, at: Range<usize>) -> Option<usize> {
        let end = at.end;
        // The nearest relating word before the date, an article between allowed.
        if let Some((word, relation)) = self.related
            && self.is_article(word, at.start)
            && !matches!(when.stated, Stated::Offset { .. })
        {
            when.relation = relation;
        }
        if let Some((relation, _)) = date::relation_after(&self.reader, end) {
            when.relation = relation;
        }
        self.related = None;
        let mention = Mention {
            at: self.span(at.clone()),
            number: self.span(at),
            kind: MentionKind::Date,
            quantity: None,
            when: Some(when),
        };
        self.out.push(mention);
        Some(end)
    }

    fn ordinal(&mut self, rank: i64, at: Range<usize>) -> Option<usize> {
        let end = at.end;
        let mention = Mention {
            at: self.span(at.clone()),
            number: self.span(at),
            kind: MentionKind::Ordinal,
            quantity: Some(plain(Decimal::from(rank), Dimension::Rank)),
            when: None,
        };
        self.out.push(mention);
        Some(end)
    }

    fn amount(&mut self, mut found: Found) -> Option<usize> {
        if self.numbers_a_name(&found) {
            return self.other(Other::Identifier, found.at);
        }
        if self.is_apposed(&found) {
            found.sort = Sort::Age;
            found.quantity.unit = Unit {
                dimension: Dimension::Age,
                code: "a".into(),
            };
        }
        let from = self.movement(&mut found);
        let kind = kind_of(found.sort);
        found.quantity.from = found.quantity.from.or(from);
        let mention = Mention {
            at: self.span(found.at.clone()),
            number: self.span(found.number.clone()),
            kind,
            quantity: Some(found.quantity),
            when: None,
        };
        self.out.push(mention);
        Some(found.end)
    }

    /// Whether it is an age set off after a name: "Simpson, 20, was", "田中さん(45)".
    fn is_apposed(&self, found: &Found) -> bool {
        let plain = found.bare
            && found.digits
            && !found.separated
            && found.width <= 3
            && found.quantity.class.is_none()
            && found.quantity.hedge == Hedge::Exact
            && (Decimal::ONE..Decimal::from(120)).contains(&found.quantity.low);
        let reader = self.reader;
        let before = reader
            .text
            .get(..reader.trim_before(found.at.start))
            .unwrap_or("");
        let mut marks = before.chars().rev();
        let (open, name) = (marks.next(), marks.find(|c| !is_space(*c)));
        let close = reader.char_at(found.end);
        let set_off = match open {
            Some(',' | '،') => matches!(close, Some(',' | '،')),
            Some('(' | '（') => matches!(close, Some(')' | '）')),
            _ => false,
        };
        let years = found.sort == Sort::Duration
            && found.quantity.unit.code == "a"
            && matches!(open, Some(',' | '،' | '(' | '（'));
        (plain || years && found.quantity.low < Decimal::from(120))
            && set_off
            && name.is_some_and(char::is_alphabetic)
    }

    /// Whether it numbers what a name names: "Nord Stream 2", "Radio 4". Where every noun is
    /// written large nothing can be told.
    fn numbers_a_name(&self, found: &Found) -> bool {
        let reader = self.reader;
        let small = found.bare
            && found.digits
            && !found.separated
            && found.width <= 2
            && found.quantity.class.is_none()
            && found.at == found.number;
        if !small || !reader.locale.setting("nouns").is_empty() {
            return false;
        }
        let end = reader.trim_before(found.at.start);
        let before = reader.text.get(..end).unwrap_or("");
        let word = before.rsplit(is_space).next().unwrap_or("");
        let inside = before.len() > word.len() && end < found.at.start;
        let lower = reader.locale.find(Kind::Word, word).is_some();
        inside
            && !lower
            && word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().all(|c| c.is_alphanumeric() || c == '-')
    }

    /// Sets how the amount moves; where the movement started, if that is stated.
    fn movement(&mut self, found: &mut Found) -> Option<Decimal> {
        if found.quantity.change.is_some() {
            return None;
        }
        let reader = self.reader;
        let link = self
            .link
            .filter(|(_, end)| reader.skip_space(*end) == found.at.start);
        let before = self
            .moved
            .filter(|(_, end)| self.is_near(*end, found.at.start));
        let after = self.moves_after(found.end);
        let direction = before
            .map(|(change, _)| change)
            .or(after.map(|(change, _)| change));
        let close = before.is_some_and(|(_, end)| reader.skip_space(end) == found.at.start)
            || after.is_some_and(|(_, gap)| gap <= 1);
        match link.map(|(kind, _)| kind) {
            Some(Kind::ChangeTo) => {
                direction?;
                return self.start_of_movement(found);
            }
            Some(Kind::ChangeFrom) => {}
            Some(_) => found.quantity.change = direction,
            None if close || found.sort == Sort::Percent && before.is_some() => {
                found.quantity.change = direction;
            }
            None => {}
        }
        None
    }

    /// The last amount, where the movement that ends in `found` started; one without a unit of
    /// its own takes this one's ("from 12 to 15 per cent").
    fn start_of_movement(&mut self, found: &Found) -> Option<Decimal> {
        if !self.last_was_start() {
            return None;
        }
        let (kind, unit) = (kind_of(found.sort), found.quantity.unit.clone());
        let last = self.out.last_mut()?;
        let quantity = last.quantity.as_mut()?;
        if last.kind == MentionKind::Number {
            (last.kind, quantity.unit) = (kind, unit);
        }
        (quantity.unit == found.quantity.unit)
            .then(|| quantity.value())
            .flatten()
    }

    /// Whether few words and no end of a clause lie between two places.
    fn is_near(&self, end: usize, start: usize) -> bool {
        let gap = self.reader.text.get(end..start);
        gap.is_some_and(|gap| words(gap) <= REACH && !gap.contains([';', ':', '(', ')']))
    }

    /// Whether a "from" stands right before the last amount.
    fn last_was_start(&self) -> bool {
        let Some(last) = self.out.last() else {
            return false;
        };
        let start = (last.at.start() - self.offset) as usize;
        let Some(before) = self.reader.text.get(..start) else {
            return false;
        };
        let starts = before.char_indices().rev().take(16).map(|(at, _)| at);
        starts.into_iter().any(|at| {
            let found = self.reader.find(Kind::ChangeFrom, at);
            found.is_some_and(|found| self.reader.skip_space(at + found.len) == start)
        })
    }

    /// A word of movement up to three words after byte `at`, and how many words after.
    fn moves_after(&self, at: usize) -> Option<(Change, usize)> {
        let reader = self.reader;
        let mut position = reader.skip_gap(at);
        for gap in 0..4 {
            let found = reader.find(Kind::Change, position);
            if let Some(found) = found.filter(|found| !found.entry.flags.pre) {
                if self.adds(position + found.len) {
                    return None;
                }
                let rising = found.entry.text == "increase";
                return Some((
                    if rising {
                        Change::Increase
                    } else {
                        Change::Decrease
                    },
                    gap,
                ));
            }
            let rest = reader.rest(position);
            let first = rest.chars().next()?;
            if !first.is_alphabetic() {
                return None;
            }
            let len = if is_unspaced(first) {
                first.len_utf8()
            } else {
                rest.find(|c: char| !c.is_alphabetic() && !is_mark(c))
                    .unwrap_or(rest.len())
            };
            position = reader.skip_space(position + len);
        }
        None
    }

    /// Whether a number comes right after byte `at`, or after one word that tells no time: "85 million
    /// más otros 10" adds another amount and moves nothing.
    fn adds(&self, at: usize) -> bool {
        let reader = self.reader;
        let digit = |at: usize| reader.rest(at).starts_with(char::is_numeric);
        let next = reader.skip_space(at);
        let word = reader.rest(next).split(is_space).next().unwrap_or_default();
        let timeless = reader.find(Kind::Trel, next).is_none();
        digit(next) || (timeless && digit(reader.skip_space(next + word.len())))
    }
}

/// The contract's word for a sort of amount.
fn kind_of(sort: Sort) -> MentionKind {
    match sort {
        Sort::Number => MentionKind::Number,
        Sort::Money => MentionKind::Money,
        Sort::Percent => MentionKind::Percent,
        Sort::Count => MentionKind::Count,
        Sort::Measure => MentionKind::Measure,
        Sort::Age => MentionKind::Age,
        Sort::Duration => MentionKind::Duration,
        Sort::Multiple => MentionKind::Multiple,
        Sort::Vague => MentionKind::Vague,
    }
}

/// Words in `gap`.
fn words(gap: &str) -> usize {
    gap.split(is_space).filter(|word| !word.is_empty()).count()
}

/// Marks that belong to the letter before them, and apostrophes within words.
fn is_mark(c: char) -> bool {
    matches!(c, '\'' | '’' | '\u{AD}' | '\u{200C}' | '\u{200D}')
        || unicode_normalization::char::is_combining_mark(c)
}

/// Whether an amount is worth telling: a spelled one with nothing beside it is an article.
fn keeps(found: &Found) -> bool {
    let one = found.quantity.low == Decimal::ONE && found.quantity.high == Decimal::ONE;
    let point = found.quantity.unit.code == "pp";
    if found.bare && !found.digits && found.open && found.short {
        return false;
    }
    if (found.bare || point) && !found.digits && one && !found.quantity.vague {
        return false;
    }
    // "around 2019", "by 2028 at the latest" are years; the date is read where its digits start.
    let year = found.bare
        && found.width == 4
        && !found.separated
        && found.quantity.class.is_none()
        && found.quantity.low == found.quantity.high
        && (Decimal::from(1900)..=Decimal::from(2100)).contains(&found.quantity.low);
    !(year && found.quantity.hedge != Hedge::Exact && found.at.start < found.number.start)
}

/// A plain number of `dimension`.
fn plain(value: Decimal, dimension: Dimension) -> Quantity {
    Quantity {
        low: value,
        high: value,
        step: Decimal::ONE,
        hedge: Hedge::Exact,
        unit: Unit {
            dimension,
            code: "1".into(),
        },
        change: None,
        from: None,
        per: None,
        vague: false,
        class: None,
        head: None,
        candidates: Vec::new(),
    }
}
