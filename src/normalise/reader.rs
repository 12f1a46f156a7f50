//! What every parser needs at hand: the text of one sentence, its table, and the document's habit.
//! It reads no value itself.

use super::decimal::digit;
use crate::locale::{Kind, Kinds, Locale, Match, is_space};

/// How one document writes its numbers, where its own text shows it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Habit {
    /// Mark before the decimal part.
    pub point: Option<char>,
    /// Mark between groups of digits.
    pub group: Option<char>,
}

impl Habit {
    /// The habit of a whole text: marks that cannot be read two ways ("1.234.567", "12,5",
    /// "1,234.5"), the more frequent reading where they disagree.
    pub fn of(text: &str) -> Self {
        let (mut points, mut groups) = ([0_i32; 2], [0_i32; 2]);
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if !bytes[at].is_ascii_digit() {
                at += 1;
                continue;
            }
            let start = at;
            while at < bytes.len()
                && (bytes[at].is_ascii_digit()
                    || matches!(bytes[at], b'.' | b',')
                        && bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
            {
                at += 1;
            }
            let runs: Vec<&[u8]> = bytes[start..at]
                .split(|b| matches!(b, b'.' | b','))
                .collect();
            let marks: Vec<u8> = bytes[start..at]
                .iter()
                .copied()
                .filter(|b| !b.is_ascii_digit())
                .collect();
            let index = |mark: u8| usize::from(mark == b',');
            match (marks.as_slice(), runs.as_slice()) {
                ([mark], [_, part]) if matches!(part.len(), 1 | 2) => points[index(*mark)] += 1,
                ([first, second], [head, _, part])
                    if head.len() <= 3 && first == second && part.len() == 3 =>
                {
                    groups[index(*first)] += 2;
                }
                ([first, second], [_, middle, _]) if first != second && middle.len() == 3 => {
                    groups[index(*first)] += 2;
                    points[index(*second)] += 2;
                }
                _ => {}
            }
        }
        let most = |counts: [i32; 2]| match counts[0].cmp(&counts[1]) {
            std::cmp::Ordering::Greater => Some('.'),
            std::cmp::Ordering::Less => Some(','),
            std::cmp::Ordering::Equal => None,
        };
        let (point, group) = (most(points), most(groups));
        if point.is_some() && point == group {
            return Self::default();
        }
        Self { point, group }
    }
}

/// One sentence to read, with everything that decides how.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) text: &'a str,
    pub(crate) locale: &'static Locale,
    pub(crate) habit: Habit,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str, locale: &'static Locale, habit: &Habit) -> Self {
        Self {
            text,
            locale,
            habit: *habit,
        }
    }

    /// What stands from byte `at` on; "" where there is no such place.
    pub(crate) fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or("")
    }

    /// The character at byte `at`.
    pub(crate) fn char_at(&self, at: usize) -> Option<char> {
        self.rest(at).chars().next()
    }

    /// The character before byte `at`.
    pub(crate) fn char_before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    /// Past spaces from byte `at` on.
    pub(crate) fn skip_space(&self, at: usize) -> usize {
        let rest = self.rest(at);
        at + rest.len() - rest.trim_start_matches(is_space).len()
    }

    /// Past spaces, or one hyphen, from byte `at` on.
    pub(crate) fn skip_gap(&self, at: usize) -> usize {
        match self.char_at(at) {
            Some(c @ ('-' | '\u{2010}' | '\u{2011}')) => at + c.len_utf8(),
            _ => self.skip_space(at),
        }
    }

    /// Before spaces that end at byte `at`.
    pub(crate) fn trim_before(&self, at: usize) -> usize {
        self.text
            .get(..at)
            .map_or(0, |before| before.trim_end_matches(is_space).len())
    }

    /// Whether a digit stands at byte `at`.
    pub(crate) fn is_digit(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(|c| digit(c).is_some())
    }

    /// The longest row of `kinds` at byte `at`.
    pub(crate) fn find(&self, kinds: impl Into<Kinds>, at: usize) -> Option<Match> {
        self.locale.find_at(kinds, self.text, at)
    }

    /// The longest row of `kind` at byte `at` that `fits`.
    pub(crate) fn find_if(
        &self,
        kind: Kind,
        at: usize,
        fits: impl Fn(&Match) -> bool,
    ) -> Option<Match> {
        self.locale
            .all_at(kind, self.text, at)
            .into_iter()
            .find(|found| fits(found))
    }

    /// Whether some row of `kinds` at byte `at` `fits`.
    pub(crate) fn find_if_any(
        &self,
        kinds: Kinds,
        at: usize,
        fits: impl Fn(&Match) -> bool,
    ) -> bool {
        self.locale.all_at(kinds, self.text, at).iter().any(fits)
    }

    /// Whether `mark` may stand before a decimal part.
    pub(crate) fn may_be_point(&self, mark: Option<char>) -> bool {
        mark == Some('٫')
            || mark.is_some() && (mark == self.habit.point || self.sets("decimal", mark))
    }

    /// Whether `mark` may stand between groups of digits.
    pub(crate) fn may_group(&self, mark: Option<char>) -> bool {
        mark.is_some() && (mark == self.habit.group || self.sets("group", mark))
    }

    /// Whether `mark` before three digits is a decimal point rather than a group mark: the
    /// document's habit decides, then the language's usual way.
    pub(crate) fn is_point(&self, mark: char) -> bool {
        if self.habit.point == Some(mark) {
            return true;
        }
        if self.habit.group == Some(mark) {
            return false;
        }
        let usual = self.locale.setting("decimal").first();
        usual.is_some_and(|usual| names(usual, mark)) && !self.sets("group", Some(mark))
    }

    fn sets(&self, key: &str, mark: Option<char>) -> bool {
        let values = self.locale.setting(key);
        mark.is_some_and(|mark| values.iter().any(|value| names(value, mark)))
    }
}

/// Whether a setting's value names `mark`.
fn names(value: &str, mark: char) -> bool {
    match value {
        "space" => mark == ' ' || mark == '\u{A0}',
        "apostrophe" => mark == '\'',
        other => other.chars().eq([mark]),
    }
}
