//! Reads the language tables of `models/locale`, compiled in.
//! The only place that knows the table format; it holds no fact about a language of its own.
//!
//! A row matches folded text: case, width, apostrophes, dashes and spaces do not matter (see
//! `fold`). Offsets are bytes of the text given.

mod concept;
mod fold;
mod table;
mod trie;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

pub use concept::{Concept, ConceptKind, Money, concept};
pub use table::{Entry, Flags, Kind, Kinds, Value};

use crate::text::Lang;
use trie::Trie;

/// Every file of `models/locale`: its name and its text.
static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/locale_files.rs"));

/// Rows of every language.
const NEUTRAL: &str = "und";

/// A table that is read when it is first asked for.
type Lazy = LazyLock<Locale, Box<dyn FnOnce() -> Locale + Send>>;

static LOCALES: LazyLock<BTreeMap<&'static str, Lazy>> = LazyLock::new(|| {
    let mut locales: BTreeMap<&'static str, Lazy> = BTreeMap::new();
    for (file, _) in FILES {
        let lang = language(file);
        locales
            .entry(lang)
            .or_insert_with(|| LazyLock::new(Box::new(move || Locale::load(lang))));
    }
    locales
});

/// `de` of `de.tsv` and of `de.own.tsv`.
fn language(file: &'static str) -> &'static str {
    file.split('.').next().unwrap_or(file)
}

/// One language's table, with the rows of every language.
#[derive(Debug)]
pub struct Locale {
    lang: &'static str,
    rows: Vec<Entry>,
    trie: Trie,
    settings: BTreeMap<&'static str, Vec<&'static str>>,
    notices: Vec<(String, &'static str)>,
    spaced: bool,
    open_ends: bool,
    joins_tens: bool,
    ones_first: bool,
    clitics: Vec<String>,
}

/// A row that matches at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Bytes taken from the place on.
    pub len: usize,
    /// The row.
    pub entry: &'static Entry,
    /// For a row with a gap ("teilte … mit"): where its second part stands, from the same place on.
    pub tail: Option<Range<usize>>,
}

/// How an entry has to lie in its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// Both ends are ends of words.
    Word,
    /// No end need be: inside number words that are written as one.
    Free,
}

impl Locale {
    /// The table of `lang`, of its primary subtag, or `None` where there is none.
    pub fn get(lang: Lang) -> Option<&'static Self> {
        let lazy = LOCALES
            .get(lang.as_str())
            .or_else(|| LOCALES.get(lang.primary()))?;
        (!lang.is_unknown()).then(|| &**lazy)
    }

    /// The rows of every language alone: symbols and codes, for text in a language without table.
    pub fn neutral() -> &'static Self {
        static EMPTY: LazyLock<Locale> = LazyLock::new(|| Locale::load(NEUTRAL));
        LOCALES.get(NEUTRAL).map_or_else(|| &*EMPTY, |lazy| &**lazy)
    }

    /// Where the tables are from: "CLDR 48.2.0".
    pub fn version() -> String {
        let first = FILES.iter().find_map(|(_, text)| {
            let line = text.lines().next()?;
            let after = line.split_once("CLDR ")?.1;
            after
                .split(|c: char| !c.is_ascii_digit() && c != '.')
                .next()
                .filter(|version| !version.is_empty())
        });
        format!("CLDR {}", first.unwrap_or("").trim_end_matches('.'))
    }

    /// Languages that have a table, sorted.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        LOCALES.keys().copied().filter(|lang| *lang != NEUTRAL)
    }

    fn load(lang: &'static str) -> Self {
        let mut rows: BTreeMap<(Kind, String, &'static str), Entry> = BTreeMap::new();
        let mut settings: Vec<Entry> = Vec::new();
        // In order of weight: neutral rows, generated ones, those written by hand.
        let layers = [
            format!("{NEUTRAL}.tsv"),
            format!("{NEUTRAL}.own.tsv"),
            format!("{lang}.tsv"),
            format!("{lang}.own.tsv"),
        ];
        for layer in &layers[if lang == NEUTRAL { 2 } else { 0 }..] {
            let Some((_, text)) = FILES.iter().find(|(file, _)| file == layer) else {
                continue;
            };
            for entry in text
                .lines()
                .filter_map(|line| table::row(line).ok().flatten())
            {
                if entry.kind == Kind::Set {
                    // Settings add up; the generated value stays the usual one.
                    let known =
                        |known: &Entry| (known.surface, known.text) == (entry.surface, entry.text);
                    if !settings.iter().any(known) {
                        settings.push(entry);
                    }
                    continue;
                }
                let key = |cased: bool| {
                    let folded = if cased {
                        fold::fold_cased(entry.surface)
                    } else {
                        fold::fold(entry.surface)
                    };
                    (entry.kind, folded, "")
                };
                // The same surface replaces its row even where the flag `case` was changed.
                let other = key(!entry.flags.case);
                if rows
                    .get(&other)
                    .is_some_and(|known| known.surface == entry.surface)
                {
                    rows.remove(&other);
                }
                let key = key(entry.flags.case);
                if entry.text == "-" {
                    rows.remove(&key);
                } else {
                    rows.insert(key, entry);
                }
            }
        }
        for entry in concept::rows(lang) {
            rows.entry((Kind::Concept, fold::fold(entry.surface), entry.text))
                .or_insert(entry);
        }
        Self::index(
            lang,
            settings.into_iter().chain(rows.into_values()).collect(),
        )
    }

    fn index(lang: &'static str, rows: Vec<Entry>) -> Self {
        let mut keys: BTreeMap<Vec<u8>, Vec<(u32, u64)>> = BTreeMap::new();
        let mut settings: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
        let mut notices = Vec::new();
        for (number, entry) in rows.iter().enumerate() {
            match entry.kind {
                Kind::Set => settings.entry(entry.surface).or_default().push(entry.text),
                Kind::Notice => notices.push((fold::fold(entry.surface), entry.text)),
                kind => {
                    let key = entry.key().into_bytes();
                    if !key.is_empty() {
                        let row = (number as u32, Kinds::from(kind).bits());
                        keys.entry(key).or_default().push(row);
                    }
                }
            }
        }
        let first = |key: &str| settings.get(key).and_then(|values| values.first().copied());
        let joins: Vec<String> = rows
            .iter()
            .filter(|entry| entry.kind == Kind::Join)
            .map(|entry| fold::fold(entry.surface))
            .collect();
        let joins_tens = rows.iter().any(|entry| {
            entry.kind == Kind::Num
                && matches!(entry.value, Value::Int(21..=99))
                && fold::fold(entry.surface)
                    .split(' ')
                    .any(|word| joins.iter().any(|j| j == word))
        });
        let ones: Vec<String> = rows
            .iter()
            .filter(|entry| entry.kind == Kind::Num && matches!(entry.value, Value::Int(1..=9)))
            .map(|entry| fold::fold(entry.surface))
            .collect();
        let ones_first = rows.iter().any(|entry| {
            entry.kind == Kind::Num
                && matches!(entry.value, Value::Int(21..=99))
                && fold::fold(entry.surface)
                    .split_once(' ')
                    .is_some_and(|(word, rest)| {
                        ones.iter().any(|one| one == word)
                            && joins.iter().any(|join| rest.starts_with(join.as_str()))
                    })
        });
        let spaced = first("spaces") != Some("no");
        let open_ends = first("ends") == Some("open");
        let clitics = settings
            .get("clitic")
            .into_iter()
            .flatten()
            .map(|c| fold::fold(c))
            .collect();
        Self {
            lang,
            trie: Trie::new(&keys),
            rows,
            spaced,
            open_ends,
            joins_tens,
            ones_first,
            clitics,
            settings,
            notices,
        }
    }

    /// Primary subtag of the language.
    pub fn lang(&self) -> &'static str {
        self.lang
    }

    /// Whether words are written with spaces between them.
    pub fn is_spaced(&self) -> bool {
        self.spaced
    }

    /// Whether an entry may end inside a word, because particles are glued to the end of words.
    pub fn has_open_ends(&self) -> bool {
        self.open_ends
    }

    /// Whether tens and ones are joined by a word of their own ("vinte e três").
    pub fn joins_tens(&self) -> bool {
        self.joins_tens
    }

    /// Whether ones stand before tens ("خمسة وعشرون").
    pub fn ones_first(&self) -> bool {
        self.ones_first
    }

    /// Values of a setting, most usual first: `decimal`, `group`, `date_order` …
    pub fn setting(&self, key: &str) -> &[&'static str] {
        self.settings.get(key).map_or(&[], Vec::as_slice)
    }

    /// All rows of a kind, by folded surface.
    pub fn rows(&'static self, kind: Kind) -> impl Iterator<Item = &'static Entry> {
        let from = self.rows.partition_point(|entry| entry.kind < kind);
        self.rows[from..]
            .iter()
            .take_while(move |entry| entry.kind == kind)
    }

    /// Calls `found` for every row of `kinds` that matches `text` at byte `at`, shortest first.
    pub fn visit(
        &'static self,
        kinds: Kinds,
        text: &str,
        at: usize,
        edge: Edge,
        mut found: impl FnMut(Match),
    ) {
        let Some(rest) = text.get(at..) else { return };
        let mut cursor: Option<trie::Cursor> = None;
        let mut taken = 0;
        let mut start_checked = edge == Edge::Free;
        while let Some(step) = rest.get(taken..).and_then(fold::step) {
            for &byte in step.bytes() {
                cursor = match cursor {
                    None => self.trie.start(byte),
                    Some(at) => self.trie.next(at, byte),
                };
                if cursor.is_none() {
                    return;
                }
            }
            taken += step.taken;
            let Some(here) = cursor else {
                // Nothing but ignored characters so far: an entry starts on a visible one.
                return;
            };
            if self.trie.kinds(here) & kinds.bits() == 0 {
                return;
            }
            if !start_checked {
                if !self.starts_word(text, at) {
                    return;
                }
                start_checked = true;
            }
            for &row in self.trie.rows(here) {
                let entry = &self.rows[row as usize];
                if kinds.has(entry.kind)
                    && let Some(matched) = self.matched(entry, rest, taken, edge)
                {
                    found(matched);
                }
            }
        }
    }

    /// The row as a match of the first `len` bytes of `rest`, if its ends and its case allow.
    fn matched(&self, entry: &'static Entry, rest: &str, len: usize, edge: Edge) -> Option<Match> {
        let mut len = len;
        if entry.flags.case && fold::fold_cased(entry.head()) != fold::fold_cased(&rest[..len]) {
            return None;
        }
        if entry.is_stem() {
            len += rest[len..]
                .find(|c: char| !fold::is_word_letter(c) && !fold::is_ignored(c))
                .unwrap_or(rest.len() - len);
        } else if edge == Edge::Word && !self.open_ends && !ends_word(rest, len) {
            return None;
        }
        let tail = match entry.tail() {
            Some(tail) => Some(gap(rest, len, tail)?),
            None => None,
        };
        Some(Match { len, entry, tail })
    }

    /// Whether a word may start at byte `at`: after no letter of it, or after a clitic.
    pub fn starts_word(&self, text: &str, at: usize) -> bool {
        let Some((before, after)) = text.split_at_checked(at) else {
            return false;
        };
        let Some(first) = after.chars().next() else {
            return false;
        };
        let last = before.chars().rev().find(|c| !fold::is_ignored(*c));
        if !last.is_some_and(|last| fold::joined(last, first)) {
            return true;
        }
        if self.clitics.is_empty() {
            return false;
        }
        let start = before
            .rfind(|c: char| !fold::is_word_letter(c) && !fold::is_ignored(c))
            .map_or(0, |i| {
                i + before[i..].chars().next().map_or(1, char::len_utf8)
            });
        let glued = fold::fold(&before[start..]);
        self.clitics.contains(&glued)
    }

    /// The longest row of `kind` at the start of `text`; of equal ones the first in the table.
    pub fn find(&'static self, kind: Kind, text: &str) -> Option<Match> {
        self.find_at(kind, text, 0)
    }

    /// The longest row of `kinds` at byte `at` of `text`, which is taken as the end of a word.
    pub fn find_at(&'static self, kinds: impl Into<Kinds>, text: &str, at: usize) -> Option<Match> {
        let mut best: Option<Match> = None;
        self.visit(kinds.into(), text, at, Edge::Word, |found| {
            if best.as_ref().is_none_or(|best| {
                found.len > best.len
                    || found.len == best.len && found.entry.flags.case && !best.entry.flags.case
            }) {
                best = Some(found);
            }
        });
        best
    }

    /// Every row of `kinds` at byte `at`, longest first.
    pub fn all_at(&'static self, kinds: impl Into<Kinds>, text: &str, at: usize) -> Vec<Match> {
        let mut all = Vec::new();
        self.visit(kinds.into(), text, at, Edge::Word, |found| all.push(found));
        all.reverse();
        all.sort_by_key(|found| std::cmp::Reverse(found.len));
        all
    }

    /// The rows of `kinds` in `text`, from left to right, longest first, none overlapping.
    pub fn scan(
        &'static self,
        kinds: impl Into<Kinds>,
        text: &str,
    ) -> Vec<(Range<usize>, &'static Entry)> {
        let kinds = kinds.into();
        let mut all = Vec::new();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            match self.find_at(kinds, text, at) {
                Some(found) if found.len > 0 => {
                    all.push((at..at + found.len, found.entry));
                    at += found.len;
                }
                _ => at += c.len_utf8(),
            }
        }
        all
    }

    /// The concepts that the words of `text` stand for, from left to right. Where words are put
    /// together ("Erdbebenopfer"), the last part counts too.
    pub fn concepts(&'static self, text: &str) -> Vec<(Range<usize>, &'static str)> {
        let compounds = self.setting("compounds").first() == Some(&"yes");
        let mut all = Vec::new();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let mut found = self.all_at(Kind::Concept, text, at);
            if found.is_empty() && compounds && at > 0 && c.is_alphabetic() {
                found.extend(self.part_at(text, at));
            }
            let Some(first) = found.first().filter(|found| found.len > 0).cloned() else {
                at += c.len_utf8();
                continue;
            };
            // A word of two concepts is heard as both.
            let same = found.into_iter().filter(|it| it.len == first.len);
            let mut ids: Vec<&str> = same.map(|it| it.entry.text).collect();
            ids.sort_unstable();
            ids.dedup();
            all.extend(ids.into_iter().map(|id| (at..at + first.len, id)));
            at += if compounds {
                let head = prefix(&text[at..], &first.entry.key());
                head.unwrap_or(first.len)
            } else {
                first.len
            };
        }
        all
    }

    /// The longest concept that is the last part of a word and starts at byte `at`: what is before it
    /// and itself must be long enough to be words.
    fn part_at(&'static self, text: &str, at: usize) -> Option<Match> {
        const FRONT: usize = 4;
        const PART: usize = 5;
        const ENDING: usize = 3;
        let front = text[..at].chars().rev().take_while(|c| c.is_alphabetic());
        if front.count() < FRONT {
            return None;
        }
        let mut best: Option<Match> = None;
        self.visit(Kind::Concept.into(), text, at, Edge::Free, |found| {
            let key = found.entry.head().chars().count();
            let ending = text[at..at + found.len].chars().count() - key;
            let whole =
                found.entry.is_stem() && ending <= ENDING || ends_word(&text[at..], found.len);
            if whole && key >= PART {
                best = Some(found);
            }
        });
        best
    }

    /// The kind of boilerplate that a whole line is ("READ: …" teaser), by the `notice` rows;
    /// `*` at an end of a row stands for anything.
    pub fn notice(&self, line: &str) -> Option<&'static str> {
        let line = fold::fold(line.trim());
        let hit = |pattern: &str| {
            let inner = pattern.trim_matches('*').trim();
            match (pattern.starts_with('*'), pattern.ends_with('*')) {
                (false, false) => line == inner,
                (false, true) => line.starts_with(inner),
                (true, false) => line.ends_with(inner),
                (true, true) => line.contains(inner),
            }
        };
        let found = self.notices.iter().find(|(pattern, _)| hit(pattern))?;
        Some(found.1)
    }
}

/// Folds a text as the tables are folded: for keys and for comparing words.
pub fn fold(text: &str) -> String {
    fold::fold(text)
}

/// Whether `c` is white space of any kind, the no-break kinds included.
pub fn is_space(c: char) -> bool {
    fold::is_space(c)
}

/// Whether `c` is written without spaces to its neighbours (Han, Hiragana, Thai …).
pub fn is_unspaced(c: char) -> bool {
    fold::is_unspaced(c)
}

/// Whether a word may end after the first `len` bytes of `text`.
pub fn ends_word(text: &str, len: usize) -> bool {
    let Some((before, after)) = text.split_at_checked(len) else {
        return false;
    };
    let last = before.chars().rev().find(|c| !fold::is_ignored(*c));
    let next = after.chars().find(|c| !fold::is_ignored(*c));
    match (last, next) {
        (Some(last), Some(next)) => !fold::joined(last, next),
        _ => true,
    }
}

/// Where `tail` stands within six words after byte `from` of `rest`.
fn gap(rest: &str, from: usize, tail: &str) -> Option<Range<usize>> {
    const WORDS: usize = 6;
    let stem = tail.strip_suffix('*');
    let wanted = fold::fold(stem.unwrap_or(tail));
    let mut at = from;
    for _ in 0..=WORDS {
        let after = rest.get(at..)?;
        let start = at + after.find(|c: char| !fold::is_space(c))?;
        if let Some(len) = prefix(&rest[start..], &wanted)
            && (stem.is_some() || ends_word(&rest[start..], len))
        {
            return Some(start..start + len);
        }
        at = start + rest[start..].find(fold::is_space)?;
    }
    None
}

/// Bytes at the start of `text` that are `words`, folded as the tables are.
pub fn starts_with(text: &str, words: &str) -> Option<usize> {
    prefix(text, &fold::fold(words)).filter(|len| *len > 0)
}

/// Bytes at the start of `text` that fold to `wanted`.
fn prefix(text: &str, wanted: &str) -> Option<usize> {
    let mut left = wanted.as_bytes();
    let mut taken = 0;
    while !left.is_empty() {
        let step = fold::step(text.get(taken..)?)?;
        left = left.strip_prefix(step.bytes())?;
        taken += step.taken;
    }
    Some(taken)
}

#[cfg(test)]
mod tests;
