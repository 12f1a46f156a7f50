//! What the tables say of one sentence: its clauses, its terms, the dates and names in it.
//! It reads no number and asks no network; it chooses nothing, which is for `rules` and `network`.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::Window;
use super::decode::trim;
use crate::locale::{Entry, Kind, Kinds, Locale};
use crate::normalise::Dimension;
use crate::propose::{Anchor, AnchorKind, Reading};
use crate::text::{Clean, Script, Span};

/// Classes of measures and the dimension each expects.
const MEASURES: &str = include_str!("../../models/classes/measure.tsv");

/// A row of the tables and where it matches.
pub(super) type Term = (Span<Clean>, &'static Entry);

/// A sentence under its language's table.
pub(super) struct Lexicon<'a> {
    window: &'a Window<'a>,
    locale: &'static Locale,
    /// Stretches between commas, dashes, brackets and words that open what is said.
    clauses: Vec<Span<Clean>>,
    /// Stretches within quotation marks, the marks left out.
    quotes: Vec<Span<Clean>>,
}

impl<'a> Lexicon<'a> {
    pub(super) fn new(window: &'a Window<'a>) -> Self {
        let locale = Locale::get(window.lang).unwrap_or_else(Locale::neutral);
        let mut lexicon = Self {
            window,
            locale,
            clauses: Vec::new(),
            quotes: quotes(window),
        };
        lexicon.clauses = lexicon.cut();
        lexicon
    }

    pub(super) fn quotes(&self) -> &[Span<Clean>] {
        &self.quotes
    }

    /// The rows of one kind in a stretch of the sentence, left to right.
    pub(super) fn terms(&self, kinds: impl Into<Kinds>, within: Span<Clean>) -> Vec<Term> {
        let found = self.locale.scan(kinds, within.slice(self.window.text));
        found
            .into_iter()
            .map(|(at, entry)| (Span::of(at).shift(within.start()), entry))
            .collect()
    }

    /// The clause a place lies in: the one that holds its first byte.
    pub(super) fn clause(&self, at: Span<Clean>) -> Span<Clean> {
        let holds = |clause: &&Span<Clean>| (clause.start()..clause.end()).contains(&at.start());
        self.clauses
            .iter()
            .find(holds)
            .map_or(self.window.at, |clause| clause.cover(at))
    }

    /// The clauses before `at`, nearest first.
    pub(super) fn clauses_before(&self, at: Span<Clean>) -> impl Iterator<Item = Span<Clean>> {
        let earlier = move |clause: &&Span<Clean>| clause.end() <= at.start();
        self.clauses.iter().filter(earlier).rev().copied()
    }

    fn cut(&self) -> Vec<Span<Clean>> {
        let (text, whole) = (self.window.at.slice(self.window.text), self.window.at);
        let mut edges: Vec<u32> = vec![whole.start(), whole.end()];
        let mut chars = text.char_indices().peekable();
        let mut before = ' ';
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map_or(' ', |(_, c)| *c);
            if divides(before, c, next) {
                edges.push(whole.start() + (at + c.len_utf8()) as u32);
            }
            before = c;
        }
        edges.extend(self.terms(Kind::That, whole).iter().map(|(at, _)| at.end()));
        edges.sort_unstable();
        edges.dedup();
        edges
            .windows(2)
            .map(|ends| Span::new(ends[0], ends[1]))
            .collect()
    }

    /// The date nearest to an anchor in its clause, with the word that ties it to what it dates.
    pub(super) fn time(&self, anchor: &Anchor) -> Option<Span<Clean>> {
        let clause = self.clause(anchor.at);
        let dates = self
            .dates(clause)
            .into_iter()
            .filter(|date| !date.overlaps(anchor.at));
        let date = dates.min_by_key(|date| (date.distance(anchor.at), date.start()))?;
        Some(self.dated(date))
    }

    /// The dates in a stretch.
    pub(super) fn dates(&self, within: Span<Clean>) -> Vec<Span<Clean>> {
        self.window
            .anchors
            .iter()
            .filter(|a| a.kind == AnchorKind::Event && matches!(a.reading, Reading::When(_)))
            .map(|anchor| anchor.at)
            .filter(|at| within.contains(*at))
            .collect()
    }

    /// A date with its preposition, postposition or particle.
    pub(super) fn dated(&self, date: Span<Clean>) -> Span<Clean> {
        let kinds = Kinds::of(&[Kind::Trel, Kind::Role]);
        let ties = |entry: &Entry| entry.kind == Kind::Trel || entry.text != "of_subject";
        let clause = self.clause(date);
        let before = self.terms(kinds, Span::new(clause.start(), date.start()));
        let from = before.last().filter(|(at, entry)| {
            ties(entry) && !entry.flags.post && self.is_blank(at.end()..date.start())
        });
        let after = self.terms(kinds, Span::new(date.end(), clause.end()));
        let to = after.first().filter(|(at, entry)| {
            ties(entry) && entry.flags.post && self.is_blank(date.end()..at.start())
        });
        let from = from.map_or(date, |(at, _)| at.cover(date));
        to.map_or(from, |(at, _)| at.cover(from))
    }

    /// Whether a word begins a name right behind a date, which it is no part of: "In October OpenAI agreed".
    /// Never where all nouns are written large.
    pub(super) fn follows_date(&self, word: Span<Clean>) -> bool {
        let first = word.slice(self.window.text).chars().next();
        let named =
            first.is_some_and(char::is_uppercase) && self.locale.setting("nouns").is_empty();
        let dates = self.dates(self.window.at);
        let behind = |date: &Span<Clean>| {
            date.end() < word.start() && self.is_blank(date.end()..word.start())
        };
        named && dates.iter().any(behind)
    }

    /// Whether a word right before a name marks it as the other party: "from Orbit", "worth of Orbit capacity".
    pub(super) fn marks_other_party(&self, name: Span<Clean>) -> bool {
        let before = Span::new(self.window.at.start(), name.start());
        let mark = self.terms(Kind::Role, before).pop();
        mark.is_some_and(|(at, entry)| {
            entry.text == "to_counterparty" && self.is_blank(at.end()..name.start())
        })
    }

    /// Whether nothing but white space lies between two places.
    pub(super) fn is_blank(&self, between: Range<u32>) -> bool {
        let between = Span::<Clean>::new(between.start, between.end);
        between.slice(self.window.text).trim().is_empty()
    }

    /// The term that says what an anchor measures, nearest to it within a stretch, of a class that
    /// takes such an amount.
    pub(super) fn measure(&self, anchor: &Anchor, within: Span<Clean>) -> Option<Term> {
        let terms = self.terms(Kind::Measure, within).into_iter();
        terms
            .filter(|(at, entry)| !at.overlaps(anchor.at) && takes(entry.text, anchor))
            .min_by_key(|(at, _)| (at.distance(anchor.at), at.start()))
    }

    /// The counted noun nearest after an amount, else before it.
    pub(super) fn counted(&self, anchor: &Anchor, within: Span<Clean>) -> Option<Term> {
        let kinds = Kinds::of(&[Kind::Counted, Kind::Counter]);
        let terms = self.terms(kinds, within).into_iter();
        terms
            .filter(|(at, _)| !at.overlaps(anchor.at))
            .min_by_key(|(at, _)| {
                let behind = at.start() < anchor.at.start();
                (behind, at.distance(anchor.at), at.start())
            })
    }

    /// Phrases in a stretch that may name a party, left to right: runs of capitalised words, and
    /// words the tables know to stand for somebody. Where there are no capitals, whatever lies between
    /// the words the tables know, the numbers and the punctuation.
    pub(super) fn names(&self, within: Span<Clean>) -> Vec<Span<Clean>> {
        let known = Kinds::of(&[Kind::Pron, Kind::Anon, Kind::DocSrc]);
        let mut names: Vec<Span<Clean>> = self.terms(known, within).iter().map(|t| t.0).collect();
        let capitalised = match has_case(within.slice(self.window.text)) {
            true => self.capitalised(within),
            false => Vec::new(),
        };
        let found = match capitalised.is_empty() {
            true => self.unknown(within),
            false => capitalised,
        };
        for at in found {
            match names.iter_mut().find(|name| name.overlaps(at)) {
                Some(name) => *name = name.cover(at),
                None => names.push(at),
            }
        }
        names.retain(|name| !self.window.anchors.iter().any(|a| a.at.overlaps(*name)));
        names.sort_unstable();
        names
    }

    fn capitalised(&self, within: Span<Clean>) -> Vec<Span<Clean>> {
        let stop = self.terms(Kinds::of(&[Kind::Word, Kind::Role, Kind::That]), within);
        let is_stop = |at: Span<Clean>| stop.iter().any(|(known, _)| *known == at);
        let mut runs: Vec<Span<Clean>> = Vec::new();
        for at in self.words(within) {
            let upper = at
                .slice(self.window.text)
                .chars()
                .next()
                .is_some_and(char::is_uppercase);
            // "In October OpenAI": the month is no part of the name.
            let read = self.window.anchors.iter().any(|a| a.at.overlaps(at));
            if !upper || is_stop(at) || read {
                continue;
            }
            match runs.last_mut() {
                Some(run) if self.is_blank(run.end()..at.start()) => *run = run.cover(at),
                _ => runs.push(at),
            }
        }
        runs
    }

    fn unknown(&self, within: Span<Clean>) -> Vec<Span<Clean>> {
        let kinds = Kinds::of(&[
            Kind::Measure,
            Kind::Counted,
            Kind::Counter,
            Kind::Role,
            Kind::Modal,
            Kind::Neg,
            Kind::Cue,
            Kind::That,
            Kind::Word,
            Kind::Trel,
            Kind::Change,
        ]);
        let mut taken: Vec<Span<Clean>> = self.terms(kinds, within).iter().map(|t| t.0).collect();
        taken.extend(self.window.anchors.iter().map(|anchor| anchor.at));
        taken.sort_unstable();
        let mut free = Vec::new();
        let mut from = within.start();
        for at in taken
            .into_iter()
            .chain([Span::new(within.end(), within.end())])
        {
            let gap = Span::new(from, at.start());
            free.extend(trim(self.window.text, gap, self.window.at.end()));
            from = from.max(at.end());
        }
        free
    }

    /// The words of a party without the function words that a network leaves at its end ("Acme and").
    /// Nothing where none but function words are left, and no pronoun, or words of reporting.
    pub(super) fn party(&self, at: Span<Clean>) -> Option<Span<Clean>> {
        let words = self.words(at);
        let is = |word: &Span<Clean>, kind: Kind| {
            let letters = word.slice(self.window.text);
            let found = self.locale.find(kind, letters);
            // In capitals, and not at the beginning of the sentence, it may be a name ("US").
            let small = !letters.starts_with(char::is_uppercase);
            (small || word.start() == self.window.at.start())
                && found.is_some_and(|found| found.len == letters.len())
        };
        let light = |word: &Span<Clean>| is(word, Kind::Word) && !is(word, Kind::Pron);
        let cue = words.iter().all(|word| is(word, Kind::Cue));
        let last = words
            .iter()
            .rposition(|word| !light(word))
            .filter(|_| !cue)?;
        match words.get(last + 1..) {
            Some([]) => Some(at),
            _ => Some(words[0].cover(words[last])),
        }
    }

    /// Runs of letters, digits and what holds words together.
    pub(super) fn words(&self, within: Span<Clean>) -> Vec<Span<Clean>> {
        let text = within.slice(self.window.text);
        let inside = |c: char| {
            c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '\'' | '’' | '-' | '&' | '.')
        };
        let mut words = Vec::new();
        let mut from = None;
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            match from {
                None if inside(c) => from = Some(at),
                Some(start) if !inside(c) => {
                    let word = Span::of(start..at).shift(within.start());
                    words.extend(trim(self.window.text, word, self.window.at.end()));
                    from = None;
                }
                _ => {}
            }
        }
        words
    }
}

/// Whether a stretch is written in a script with capitals.
fn has_case(text: &str) -> bool {
    matches!(
        Script::dominant(text),
        Script::Latin | Script::Cyrillic | Script::Greek
    )
}

/// Whether a measure class takes an amount of the anchor's dimension; any class may grow by per cent.
pub(super) fn takes(class: &str, anchor: &Anchor) -> bool {
    let Reading::Quantity(quantity) = &anchor.reading else {
        return true;
    };
    if quantity.unit.dimension == Dimension::Percent || quantity.change.is_some() {
        return true;
    }
    let row = MEASURES
        .lines()
        .map(|line| line.split('\t'))
        .find_map(|mut row| (row.next() == Some(class)).then(|| row.nth(2)).flatten());
    let Ok(wanted) = serde_json::to_value(quantity.unit.dimension) else {
        return true;
    };
    row.is_none_or(|dimension| dimension == "any" || wanted == dimension)
}

/// Whether a character ends a clause, by its neighbours: a comma inside a number does not.
fn divides(before: char, c: char, next: char) -> bool {
    match c {
        ',' | ';' | ':' | '.' => next.is_whitespace(),
        '-' | '–' | '—' => before.is_whitespace() && next.is_whitespace(),
        '(' | ')' | '“' | '”' | '„' | '«' | '»' | '"' | '「' | '」' | '『' | '』' => {
            true
        }
        '，' | '、' | '；' | '：' | '。' | '（' | '）' | '،' | '؛' | '।' | '!' | '?' | '！'
        | '？' => true,
        _ => false,
    }
}

/// Stretches between quotation marks that face one another, or between two straight ones.
fn quotes(window: &Window<'_>) -> Vec<Span<Clean>> {
    const PAIRS: [(char, &str); 8] = [
        ('“', "”"),
        ('„', "“”"),
        ('”', "”"),
        ('«', "»"),
        ('»', "«"),
        ('「', "」"),
        ('『', "』"),
        ('"', "\""),
    ];
    let text = window.at.slice(window.text);
    let mut found = Vec::new();
    let mut open: Option<(usize, &str)> = None;
    for (at, c) in text.char_indices() {
        match open {
            Some((from, closing)) if closing.contains(c) => {
                let inside = Span::of(from..at).shift(window.at.start());
                found.extend(trim(window.text, inside, window.at.end()));
                open = None;
            }
            Some(_) => {}
            None => {
                let pair = PAIRS.iter().find(|(opening, _)| *opening == c);
                open = pair.map(|(_, closing)| (at + c.len_utf8(), *closing));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::Habit;
    use crate::propose::{anchors, mentions};

    fn lexicon<'a>(window: &'a Window<'a>) -> Lexicon<'a> {
        Lexicon::new(window)
    }

    fn window<'a>(lang: &str, text: &'a str) -> Window<'a> {
        Window {
            text,
            at: Span::of(0..text.len()),
            lang: lang.parse().unwrap(),
            anchors: &[],
        }
    }

    #[test]
    fn every_dimension_of_the_measures_is_one_of_ours() {
        for line in MEASURES.lines().filter(|l| !l.starts_with('#')).skip(1) {
            let dimension = line.split('\t').nth(3).unwrap();
            let known = serde_json::from_value::<Dimension>(dimension.into()).is_ok();
            assert!(known || dimension == "any", "{line}");
        }
    }

    #[test]
    fn a_word_marks_the_other_party() {
        for (lang, text, name, marked) in [
            ("en", "buys $25bn worth of Orbit capacity", "Orbit", true),
            ("en", "a loan from Halden of $5m", "Halden", true),
            (
                "de",
                "überwies 18 Millionen Dollar an Halden",
                "Halden",
                true,
            ),
            ("en", "Orbit buys $25bn of chips", "Orbit", false),
        ] {
            let window = window(lang, text);
            let start = text.find(name).unwrap();
            let at = Span::of(start..start + name.len());
            assert_eq!(lexicon(&window).marks_other_party(at), marked, "{text}");
        }
    }

    #[test]
    fn a_name_behind_a_date_is_no_part_of_it() {
        for (lang, text, name, follows) in [
            ("en", "In October OpenAI agreed to buy", "OpenAI", true),
            ("fr", "En octobre NovaGrid achète", "NovaGrid", true),
            ("en", "OpenAI agreed in October to buy", "to", false),
            ("de", "Im Oktober Kohle verkauft", "Kohle", false),
        ] {
            let lang_id = lang.parse().unwrap();
            let locale = Locale::get(lang_id).unwrap();
            let whole = Span::of(0..text.len());
            let found = mentions(text, whole, locale, &Habit::default());
            let anchors = anchors(&found, text, whole, locale);
            let window = Window {
                anchors: &anchors,
                ..window(lang, text)
            };
            let start = text.rfind(name).unwrap();
            let at = Span::of(start..start + name.len());
            assert_eq!(lexicon(&window).follows_date(at), follows, "{text}");
        }
    }

    #[test]
    fn clauses_tile_the_sentence_and_numbers_stay_whole() {
        for (lang, text, count) in [
            (
                "en",
                "It cost 1,500 euros, he said (again), that it did.",
                6,
            ),
            ("de", "Es kostete 1.500,50 Euro – sagte er.", 2),
            ("zh", "公司表示，将投资5亿元。", 2),
            ("fr", "", 0),
        ] {
            let window = window(lang, text);
            let lexicon = lexicon(&window);
            let mut at = 0;
            for clause in &lexicon.clauses {
                assert_eq!(clause.start(), at, "{text}");
                at = clause.end();
            }
            assert_eq!(at as usize, text.len(), "{text}");
            assert_eq!(lexicon.clauses.len(), count, "{text}");
        }
    }

    #[test]
    fn quotes_are_found_in_every_fashion() {
        for (text, inside) in [
            ("“We win,” she said.", vec!["We win"]),
            ("„Wir siegen“, sagte sie.", vec!["Wir siegen"]),
            ("«Мы победим», — сказала она.", vec!["Мы победим"]),
            ("「勝つ」と述べた。", vec!["勝つ"]),
            (
                "She said \"we win\" and \"they lose\".",
                vec!["we win", "they lose"],
            ),
            ("An “open one", vec![]),
        ] {
            let window = window("und", text);
            let lexicon = lexicon(&window);
            let found: Vec<&str> = lexicon.quotes().iter().map(|q| q.slice(text)).collect();
            assert_eq!(found, inside);
        }
    }

    #[test]
    fn a_party_ends_with_no_function_word() {
        for (lang, text, words, party) in [
            ("en", "Acme and Bolt sued.", "Acme and", Some("Acme")),
            ("en", "The firm sued.", "The", None),
            ("en", "it sued the US", "it", Some("it")),
            ("en", "it sued the US", "the US", Some("the US")),
            ("en", "sources citing insiders", "citing", None),
            ("de", "Gäste aus der Stadt", "Gäste aus der", Some("Gäste")),
            ("ru", "он и Иван", "он и", Some("он")),
            ("hi", "कंपनी के अनुसार", "कंपनी के", Some("कंपनी")),
            ("zh", "该公司表示", "该公司", Some("该公司")),
        ] {
            let window = window(lang, text);
            let from = text.find(words).unwrap();
            let found = lexicon(&window).party(Span::of(from..from + words.len()));
            assert_eq!(found.map(|at| at.slice(text)), party, "{text}");
        }
    }

    #[test]
    fn names_are_runs_of_capitals_where_there_are_capitals() {
        for (lang, text, names) in [
            (
                "en",
                "The firm paid Ada Brandt of Helio AI",
                vec!["Ada Brandt", "Helio AI"],
            ),
            ("ru", "Компания Гелио купила завод", vec!["Компания Гелио"]),
        ] {
            let window = window(lang, text);
            let lexicon = lexicon(&window);
            let found: Vec<&str> = lexicon
                .names(window.at)
                .iter()
                .map(|name| name.slice(text))
                .collect();
            for name in names {
                assert!(found.contains(&name), "{name} in {found:?}");
            }
        }
    }
}
