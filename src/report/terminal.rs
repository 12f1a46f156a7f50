//! `--format text`: findings for a person at a terminal, at a glance.
//! It lays out what the view holds; it decides only what a first look leaves out.
//!
//! A finding is its name, one sentence, and a passage a row: the normalised value on the left, where
//! it stands on the right, the sentence with its words marked below.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::passages::{passages, values};
use super::tame::{is_hostile, tame};
use super::{Article, Fact, Finding, Mark, Noted, Shows, View, humane};
use crate::claim::{Claim, Says};
use crate::ingest::DocId;
use crate::normalise::{Quantity, When};
use crate::reconcile::RelationKind;
use crate::text::{Clean, Script, Span};

/// How the page may look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Whether escape sequences for colour may be written.
    pub colour: bool,
    /// Cells a line.
    pub width: usize,
    /// Whether agreement, sums, copies and suppressed findings are shown as well.
    pub verbose: bool,
}

impl Default for Look {
    /// Plain text, 100 cells wide, findings that need an eye only.
    fn default() -> Self {
        Self {
            colour: false,
            width: 100,
            verbose: false,
        }
    }
}

/// Writes the view for a person.
///
/// # Errors
/// Those of `out`.
pub fn terminal(view: &View<'_>, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page { view, look, out };
    match view.shows {
        Shows::Findings => page.findings(),
        Shows::Claims => page.claims(),
        Shows::Quantities => page.quantities(),
    }
}

/// What a piece of a line is, and so how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ink {
    Plain,
    Bold,
    Faint,
    /// The words a finding is about.
    Marked,
    /// The name of a finding, by how much it matters.
    Alarm,
    Notice,
    Calm,
}

impl Ink {
    /// The parameters of "select graphic rendition" (ECMA-48 8.3.117).
    fn code(self) -> &'static str {
        match self {
            Self::Plain => "0",
            Self::Bold => "1",
            Self::Faint => "2",
            Self::Marked => "1;33",
            Self::Alarm => "1;31",
            Self::Notice => "1;36",
            Self::Calm => "1;34",
        }
    }

    fn of(relation: RelationKind) -> Self {
        match relation {
            RelationKind::Contradicts => Self::Alarm,
            RelationKind::Differs => Self::Notice,
            _ => Self::Calm,
        }
    }
}

/// Relations that an editor must see; the rest waits for `--verbose`.
const FIRST_LOOK: [RelationKind; 3] = [
    RelationKind::Contradicts,
    RelationKind::Differs,
    RelationKind::Supersedes,
];

/// The widest value that gets a column; longer ones are cut.
const VALUE_CELLS: usize = 22;

struct Page<'p, 'v> {
    view: &'p View<'v>,
    look: Look,
    out: &'p mut dyn Write,
}

impl<'v> Page<'_, 'v> {
    fn findings(&mut self) -> io::Result<()> {
        let shown: Vec<&Finding> = self
            .view
            .findings
            .iter()
            .filter(|finding| self.shows(finding))
            .collect();
        for story in self.view.stories(shown.iter().copied()) {
            let told: Vec<&Finding> = shown
                .iter()
                .copied()
                .filter(|finding| finding.story.as_deref() == story)
                .collect();
            self.story(story, &told)?;
        }
        if self.look.verbose {
            self.facts()?;
        }
        self.totals()
    }

    fn shows(&self, finding: &Finding) -> bool {
        self.look.verbose
            || (FIRST_LOOK.contains(&finding.relation) && finding.suppressed.is_none())
    }

    fn story(&mut self, story: Option<&str>, findings: &[&Finding]) -> io::Result<()> {
        let told = self.view.articles.iter();
        let articles = told
            .filter(|article| story.is_some() && article.story == story)
            .count();
        let title = self.view.story_title(story);
        let count = match articles {
            0 => String::new(),
            n => format!("  {}", counted(n, "article", "articles")),
        };
        let room = self.look.width.saturating_sub(count.len() + 4);
        let title = cut(&tame(title), room);
        self.ink(Ink::Faint, "── ")?;
        self.ink(Ink::Bold, &title)?;
        self.ink(Ink::Faint, &count)?;
        self.end()?;
        self.end()?;
        for relation in super::names::RELATIONS {
            for finding in findings.iter().filter(|f| f.relation == relation) {
                self.finding(finding)?;
            }
        }
        Ok(())
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        self.ink(Ink::of(finding.relation), &finding.name())?;
        self.ink(Ink::Faint, &format!("  {:.2}", finding.confidence))?;
        if !finding.independent && finding.relation != RelationKind::SameOrigin {
            self.ink(Ink::Faint, "  not independent")?;
        }
        if let Some(reason) = &finding.suppressed {
            self.ink(Ink::Faint, &format!("  suppressed: {}", tame(reason)))?;
        }
        self.end()?;
        self.paragraph(&tame(&finding.explanation), 2, Ink::Plain)?;
        self.end()?;
        let groups = passages(&finding.marks);
        let column = groups
            .iter()
            .map(|group| cells(&values(group)))
            .max()
            .unwrap_or(0)
            .min(VALUE_CELLS);
        let indent = if column == 0 { 4 } else { column + 6 };
        for group in &groups {
            self.passage(group, column, indent)?;
        }
        if let Some(settles) = &finding.resolve {
            let line = format!("To settle it: {}", tame(settles));
            self.paragraph(&line, 2, Ink::Faint)?;
            self.end()?;
        }
        Ok(())
    }

    /// Marks of one sentence: their values, where they are, the sentence with their words marked.
    fn passage(&mut self, group: &[&Mark], column: usize, indent: usize) -> io::Result<()> {
        let Some(first) = group.first() else {
            return Ok(());
        };
        let Some(article) = self.view.article(&first.doc) else {
            return Ok(());
        };
        let value = cut(&values(group), column);
        let pad = column - cells(&value).min(column);
        if column > 0 {
            write!(self.out, "  {:pad$}", "")?;
            self.ink(Ink::Bold, &value)?;
            write!(self.out, "    ")?;
        } else {
            write!(self.out, "    ")?;
        }
        self.origin(article, first.at)?;
        let spans: Vec<Span<Clean>> = group.iter().map(|mark| mark.at).collect();
        self.sentence(article, first.sentence, &spans, indent)?;
        self.end()
    }

    /// Outlet, date, language, place.
    fn origin(&mut self, article: &Article<'_>, at: Span<Clean>) -> io::Result<()> {
        let document = article.document;
        let outlet = article.document.meta.publisher.as_deref().map(tame);
        let date = document.meta.date.map(|day| day.to_string());
        let mut about: Vec<String> = Vec::new();
        if let Some(outlet) = &outlet {
            self.ink(Ink::Bold, outlet)?;
            about.push(String::new());
        }
        about.push(date.unwrap_or_else(|| "no date".to_owned()));
        if !document.lang.is_unknown() {
            about.push(document.lang.to_string());
        }
        self.ink(Ink::Faint, &about.join(" · "))?;
        let position = article.place(at);
        let id = tame(document.id.as_str());
        let place = format!("  {id}:{}:{}", position.line, position.column);
        self.ink(Ink::Faint, &place)?;
        self.end()
    }

    /// A sentence cut around its marks, wrapped and indented.
    fn sentence(
        &mut self,
        article: &Article<'_>,
        sentence: Span<Clean>,
        marks: &[Span<Clean>],
        indent: usize,
    ) -> io::Result<()> {
        let text = sentence.slice(&article.document.text);
        let room = self.look.width.saturating_sub(indent).max(24);
        let brackets = !self.look.colour || text.chars().any(|c| Script::of(c).is_rtl());
        let letters = letters(text, sentence.start(), marks, brackets);
        for line in wrap(&trim(&letters, room * 2), room) {
            write!(self.out, "{:indent$}", "")?;
            for piece in line.chunk_by(|a, b| a.marked == b.marked) {
                let words: String = piece.iter().map(|letter| letter.c).collect();
                let marked = piece.iter().any(|letter| letter.marked);
                self.ink(if marked { Ink::Marked } else { Ink::Plain }, &words)?;
            }
            self.end()?;
        }
        Ok(())
    }

    fn facts(&mut self) -> io::Result<()> {
        let agreed: Vec<&Fact> = self
            .view
            .facts
            .iter()
            .filter(|fact| fact.values.iter().any(|value| value.independent > 1))
            .collect();
        if agreed.is_empty() {
            return Ok(());
        }
        self.ink(Ink::Faint, "── ")?;
        self.ink(Ink::Bold, "Agreement")?;
        self.end()?;
        self.end()?;
        let claims: BTreeMap<&str, &Claim> = self
            .view
            .claims
            .iter()
            .map(|claim| (claim.id.as_str(), claim))
            .collect();
        for fact in agreed {
            self.fact(fact, &claims)?;
        }
        self.end()
    }

    fn fact(&mut self, fact: &Fact, claims: &BTreeMap<&str, &Claim>) -> io::Result<()> {
        for value in fact.values.iter().filter(|value| value.independent > 1) {
            let claims: Vec<&Claim> = value
                .claims
                .iter()
                .filter_map(|id| claims.get(id.as_str()).copied())
                .collect();
            let names: BTreeSet<String> = claims
                .iter()
                .filter_map(|claim| self.view.article(&claim.doc))
                .map(|article| tame(article.label()))
                .collect();
            let names: Vec<String> = names.into_iter().collect();
            let about = claims.first().map(|claim| what(claim)).unwrap_or_default();
            self.ink(Ink::Bold, &format!("  {}", humane(&tame(&value.value))))?;
            let rest = format!(
                " {about}· {} sources: {}",
                value.independent,
                names.join(", ")
            );
            let used = cells(&value.value) + 2;
            self.ink(
                Ink::Faint,
                &cut(&rest, self.look.width.saturating_sub(used)),
            )?;
            self.end()?;
        }
        Ok(())
    }

    fn totals(&mut self) -> io::Result<()> {
        let view = self.view;
        let mut line = vec![
            counted(view.articles.len(), "article", "articles"),
            counted(view.claims.len(), "claim", "claims"),
        ];
        let shown = [
            (RelationKind::Contradicts, "contradiction", "contradictions"),
            (RelationKind::Differs, "difference", "differences"),
            (RelationKind::Supersedes, "update", "updates"),
        ];
        for (relation, one, many) in shown {
            line.push(counted(view.count(relation), one, many));
        }
        line.push(counted(view.agreed(), "agreement", "agreements"));
        self.paragraph(&line.join(" · "), 0, Ink::Bold)?;
        let mut more = Vec::new();
        if !self.look.verbose {
            let hidden = [
                (view.count(RelationKind::AddsUp), "sum", "sums"),
                (view.count(RelationKind::SameOrigin), "copy", "copies"),
                (
                    view.suppressed(),
                    "suppressed finding",
                    "suppressed findings",
                ),
            ];
            let hidden: Vec<String> = hidden
                .iter()
                .filter(|(n, _, _)| *n > 0)
                .map(|(n, one, many)| counted(*n, one, many))
                .collect();
            if !hidden.is_empty() {
                more.push(format!("--verbose also shows {}", hidden.join(", ")));
            }
        }
        if !view.skipped.is_empty() {
            more.push(format!(
                "{} skipped",
                counted(view.skipped.len(), "file", "files")
            ));
        }
        for missed in view.not_compared {
            let articles = counted(missed.articles as usize, "article", "articles");
            more.push(format!("{articles}: {}", tame(&missed.reason)));
        }
        for line in more {
            self.paragraph(&line, 0, Ink::Faint)?;
        }
        Ok(())
    }

    fn claims(&mut self) -> io::Result<()> {
        let mut by_article: BTreeMap<&DocId, Vec<&Claim>> = BTreeMap::new();
        for claim in self.view.claims {
            by_article.entry(&claim.doc).or_default().push(claim);
        }
        for article in self.view.articles {
            let claims = by_article.remove(&article.document.id).unwrap_or_default();
            self.heading(article, claims.len(), ("claim", "claims"))?;
            for claim in claims {
                self.claim(claim, article)?;
            }
        }
        let total = [
            counted(self.view.articles.len(), "article", "articles"),
            counted(self.view.claims.len(), "claim", "claims"),
        ];
        self.paragraph(&total.join(" · "), 0, Ink::Bold)
    }

    fn claim(&mut self, claim: &Claim, article: &Article<'_>) -> io::Result<()> {
        let position = article.place(claim.anchor.at);
        let place = format!("{}:{}", position.line, position.column);
        self.ink(Ink::Faint, &format!("{place:>7}  "))?;
        let value = cut(&claim_value(claim), 60);
        self.ink(Ink::Bold, &value)?;
        let room = self.look.width.saturating_sub(cells(&value) + 11);
        let roles = cut(&tame(&roles(claim)), room);
        self.ink(Ink::Faint, &format!("  {roles}"))?;
        self.end()?;
        self.sentence(article, claim.sentence.at, &[claim.anchor.at], 9)?;
        self.end()
    }

    fn quantities(&mut self) -> io::Result<()> {
        let mut by_article: BTreeMap<&DocId, Vec<&Noted>> = BTreeMap::new();
        for noted in self.view.quantities {
            by_article.entry(&noted.doc).or_default().push(noted);
        }
        for article in self.view.articles {
            let read = by_article.remove(&article.document.id).unwrap_or_default();
            self.heading(article, read.len(), ("number", "numbers"))?;
            for noted in read {
                self.quantity(noted, article)?;
            }
            self.end()?;
        }
        Ok(())
    }

    fn quantity(&mut self, noted: &Noted, article: &Article<'_>) -> io::Result<()> {
        let mention = &noted.mention;
        let position = article.place(mention.at);
        let place = format!("{}:{}", position.line, position.column);
        let kind = serde_json::to_value(mention.kind).ok();
        let kind = kind.as_ref().and_then(|kind| kind.as_str()).unwrap_or("");
        let value = match (&mention.quantity, &mention.when) {
            (Some(quantity), _) => quantity_words(quantity),
            (None, Some(when)) => when_words(when),
            (None, None) => String::new(),
        };
        self.ink(Ink::Faint, &format!("{place:>7}  {kind:<12}"))?;
        let words = cut(&tame(mention.at.slice(&article.document.text)), 36);
        let pad = 38_usize.saturating_sub(cells(&words));
        self.ink(Ink::Marked, &words)?;
        write!(self.out, "{:pad$}", "")?;
        self.ink(Ink::Bold, &value)?;
        self.end()
    }

    fn heading(&mut self, article: &Article<'_>, n: usize, of: (&str, &str)) -> io::Result<()> {
        let document = article.document;
        self.ink(Ink::Bold, &tame(document.id.as_str()))?;
        let mut about = vec![String::new()];
        about.extend(document.meta.publisher.as_deref().map(tame));
        about.extend(document.meta.date.map(|day| day.to_string()));
        if !document.lang.is_unknown() {
            about.push(document.lang.to_string());
        }
        about.push(counted(n, of.0, of.1));
        self.ink(Ink::Faint, &about.join(" · "))?;
        self.end()
    }

    fn paragraph(&mut self, text: &str, indent: usize, ink: Ink) -> io::Result<()> {
        let room = self.look.width.saturating_sub(indent).max(24);
        let letters: Vec<Letter> = text.chars().map(Letter::plain).collect();
        for line in wrap(&letters, room) {
            write!(self.out, "{:indent$}", "")?;
            let words: String = line.iter().map(|letter| letter.c).collect();
            self.ink(ink, &words)?;
            self.end()?;
        }
        Ok(())
    }

    fn ink(&mut self, ink: Ink, words: &str) -> io::Result<()> {
        if self.look.colour && ink != Ink::Plain && !words.is_empty() {
            write!(self.out, "\u{1b}[{}m{words}\u{1b}[0m", ink.code())
        } else {
            self.out.write_all(words.as_bytes())
        }
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n")
    }
}

/// Subject and measure of a claim, for a line that sums it up; ends in a space unless empty.
fn what(claim: &Claim) -> String {
    let mut words = String::new();
    if let Some(measure) = &claim.measure {
        words += &format!("{} ", measure.replace('_', " "));
    }
    if let Some(subject) = &claim.subject {
        words += &format!("({}) ", tame(&subject.text));
    }
    words
}

/// What a claim says, normalised, in a few words.
fn claim_value(claim: &Claim) -> String {
    match &claim.says {
        Says::Amount { quantity, .. } => quantity_words(quantity),
        Says::Saying { cue, .. } => {
            let who = claim.source.as_ref().map(|part| tame(&part.text));
            let who = who.unwrap_or_else(|| "somebody".to_owned());
            format!("{who} · {}", tame(cue))
        }
        Says::Event {
            predicate, rank, ..
        } => {
            let what = predicate.as_ref().map(|part| tame(&part.text));
            let rank = rank.as_ref().map(quantity_words);
            let when = claim.when.as_ref().map(|part| when_words(&part.value));
            let parts: Vec<String> = [what, rank, when].into_iter().flatten().collect();
            parts.join(" · ")
        }
    }
}

/// Who and what stands around a claim: `subject Amazon, measure investment`.
fn roles(claim: &Claim) -> String {
    let words = |name: &str, text: Option<&String>| text.map(|text| format!("{name} {text}"));
    let parts = [
        words("subject", claim.subject.as_ref().map(|part| &part.text)),
        words("measure", claim.measure.as_ref()),
        words("with", claim.counterparty.as_ref().map(|part| &part.text)),
        words("time", claim.when.as_ref().map(|part| &part.text)),
        words("source", claim.source.as_ref().map(|part| &part.text)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}

fn quantity_words(quantity: &Quantity) -> String {
    let serde_hedge = serde_json::to_value(quantity.hedge).ok();
    let hedge = serde_hedge.as_ref().and_then(|hedge| hedge.as_str());
    let hedge = hedge.filter(|hedge| !matches!(*hedge, "exact" | "range"));
    let mut words = hedge.map_or_else(String::new, |hedge| hedge.replace('_', " ") + " ");
    let number = |n: crate::normalise::Decimal| humane(&n.normalize().to_string());
    words += &match quantity.value() {
        Some(value) => number(value),
        None => format!("{} to {}", number(quantity.low), number(quantity.high)),
    };
    if quantity.unit.code != "1" {
        words += &format!(" {}", quantity.unit.code);
    }
    if let Some(head) = quantity.class.as_ref().or(quantity.head.as_ref()) {
        words += &format!(" {}", tame(head));
    }
    words
}

fn when_words(when: &When) -> String {
    match (when.from, when.until) {
        (Some(from), Some(until)) if from == until => from.to_string(),
        (from, until) => {
            let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
            match (day(from), day(until)) {
                (None, None) => "date open".to_owned(),
                (from, until) => format!(
                    "{} to {}",
                    from.unwrap_or_else(|| "…".into()),
                    until.unwrap_or_else(|| "…".into())
                ),
            }
        }
    }
}

fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// One character of a sentence on its way to the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Letter {
    c: char,
    marked: bool,
}

impl Letter {
    fn plain(c: char) -> Self {
        Self { c, marked: false }
    }
}

/// The letters of a sentence that starts at byte `start` of its article, its marks in brackets
/// where colour cannot show them.
fn letters(text: &str, start: u32, marks: &[Span<Clean>], brackets: bool) -> Vec<Letter> {
    let mut out = Vec::with_capacity(text.len());
    let mut inside = false;
    let text = text.trim_end();
    for (at, c) in text.char_indices() {
        let at = start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
        let marked = marks
            .iter()
            .any(|mark| mark.start() <= at && at < mark.end());
        if marked != inside && brackets {
            let c = if marked { '⟦' } else { '⟧' };
            out.push(Letter { c, marked: true });
        }
        inside = marked;
        let c = if matches!(c, '\n' | '\r' | '\t') {
            ' '
        } else {
            c
        };
        if !is_hostile(c) {
            out.push(Letter { c, marked });
        }
    }
    if inside && brackets {
        out.push(Letter {
            c: '⟧',
            marked: true,
        });
    }
    out
}

/// At most `room` cells of a sentence, its marks kept in view and … where something was cut.
fn trim(letters: &[Letter], room: usize) -> Vec<Letter> {
    let total: usize = letters.iter().map(|letter| width(letter.c)).sum();
    if total <= room {
        return letters.to_vec();
    }
    let first = letters.iter().position(|letter| letter.marked).unwrap_or(0);
    let last = letters
        .iter()
        .rposition(|letter| letter.marked)
        .unwrap_or(0);
    let marked: usize = letters
        .get(first..=last)
        .map_or(0, |span| span.iter().map(|letter| width(letter.c)).sum());
    let spare = room.saturating_sub(marked + 4);
    let before: usize = letters[..first].iter().map(|letter| width(letter.c)).sum();
    let after = total - before - marked;
    // What one side does not need, the other may use.
    let left = (spare / 2).max(spare.saturating_sub(after)).min(before);
    let from = back_up(letters, first, left);
    let right = spare - left.min(spare);
    let to = reach(letters, last + 1, right.max(usize::from(marked == 0)));
    let mut out = Vec::new();
    if from > 0 {
        out.extend("… ".chars().map(Letter::plain));
    }
    out.extend_from_slice(&letters[from..to.max(from)]);
    if to < letters.len() {
        out.extend(" …".chars().map(Letter::plain));
    }
    out
}

/// The index at most `room` cells before `from`, moved to the start of a word where one is near.
fn back_up(letters: &[Letter], from: usize, room: usize) -> usize {
    let mut left = room;
    let mut at = from;
    while at > 0 && width(letters[at - 1].c) <= left {
        at -= 1;
        left -= width(letters[at].c);
    }
    if at == 0 {
        return 0;
    }
    let space = letters[at..from].iter().position(|letter| letter.c == ' ');
    space
        .filter(|skip| *skip < 24)
        .map_or(at, |skip| at + skip + 1)
}

/// The index at most `room` cells after `from`, moved to the end of a word where one is near.
fn reach(letters: &[Letter], from: usize, room: usize) -> usize {
    let mut left = room;
    let mut at = from;
    while at < letters.len() && width(letters[at].c) <= left {
        left -= width(letters[at].c);
        at += 1;
    }
    if at == letters.len() {
        return at;
    }
    let space = letters[from..at].iter().rposition(|letter| letter.c == ' ');
    space
        .filter(|to| at - from - to < 24)
        .map_or(at, |to| from + to)
}

/// Lines of at most `room` cells, broken at spaces, or between characters where there is none.
fn wrap(letters: &[Letter], room: usize) -> Vec<&[Letter]> {
    let mut lines = Vec::new();
    let mut rest = letters;
    while !rest.is_empty() {
        let fits = reach_cells(rest, room).max(1);
        if fits == rest.len() {
            lines.push(rest);
            break;
        }
        let space = rest[..=fits].iter().rposition(|letter| letter.c == ' ');
        let end = space.filter(|at| *at > fits / 2).unwrap_or(fits);
        lines.push(&rest[..end]);
        rest = &rest[end..];
        let skip = rest.iter().take_while(|letter| letter.c == ' ').count();
        rest = &rest[skip..];
    }
    lines
}

fn reach_cells(letters: &[Letter], room: usize) -> usize {
    let mut left = room;
    letters
        .iter()
        .take_while(|letter| {
            let fits = width(letter.c) <= left;
            left = left.saturating_sub(width(letter.c));
            fits
        })
        .count()
}

/// The text, cut to `room` cells with … where it is longer.
fn cut(text: &str, room: usize) -> String {
    if cells(text) <= room {
        return text.to_owned();
    }
    let mut left = room.saturating_sub(1);
    let mut out = String::new();
    for c in text.chars() {
        if width(c) > left {
            break;
        }
        left -= width(c);
        out.push(c);
    }
    if room > 0 {
        out.push('…');
    }
    out
}

fn cells(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// Cells of a character: 2 where it is wide (UAX #11), 0 where it stands on the one before.
fn width(c: char) -> usize {
    match u32::from(c) {
        0x0300..=0x036F
        | 0x0483..=0x0489
        | 0x0591..=0x05BD
        | 0x0610..=0x061A
        | 0x064B..=0x065F
        | 0x0670
        | 0x0900..=0x0902
        | 0x093A
        | 0x093C
        | 0x0941..=0x0948
        | 0x094D
        | 0x0E31
        | 0x0E34..=0x0E3A
        | 0x0E47..=0x0E4E
        | 0x200B..=0x200F
        | 0x20D0..=0x20FF
        | 0xFE00..=0xFE0F
        | 0xFEFF => 0,
        0x1100..=0x115F
        | 0x2E80..=0x303E
        | 0x3041..=0x33FF
        | 0x3400..=0x4DBF
        | 0x4E00..=0x9FFF
        | 0xA000..=0xA4CF
        | 0xA960..=0xA97F
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE6F
        | 0xFF00..=0xFF60
        | 0xFFE0..=0xFFE6
        | 0x1F300..=0x1F64F
        | 0x1F900..=0x1F9FF
        | 0x20000..=0x3FFFD => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::rendered;

    fn text(shows: Shows, look: Look) -> String {
        rendered(shows, |view, out| terminal(view, look, out))
    }

    #[test]
    fn a_first_look() {
        insta::assert_snapshot!(text(Shows::Findings, Look::default()), @"
        ── Ferry capsizes off Farana with 212 on board  3 articles

        contradicts/value  0.96
          On the number of people missing, Meridian Press has 83 and Gazzetta dello Stretto has 38.

          83    Meridian Press · 2025-10-14 · en  ferry/meridian-press.md:2:243
                Another ⟦83⟧ were missing by late afternoon and 123 had been pulled from the water, although
                the count changed several times in the course of a day on which nobody in the harbour …

          38    Gazzetta dello Stretto · 2025-10-14 · it  ferry/gazzetta-stretto.md:2:30
                Il bilancio è di sei morti e ⟦38 dispersi⟧.

          To settle it: the source each article has its number from

        supersedes/value  0.90
          On the number of deaths, Meridian Press (14 October) had at least 6 and ساحل اليوم (15 October
          2025) has 9.

          at least 6    Meridian Press · 2025-10-14 · en  ferry/meridian-press.md:2:88
                        … 212 people on board capsized in high seas before dawn on Tuesday, killing ⟦at
                        least six⟧, the coast guard said, while rescuers from three islands searched the …

                   9    ساحل اليوم · 2025-10-15 · ar  ferry/sahil-alyoum.md:2:30
                        قالت السلطات يوم الأربعاء إن ⟦٩ قتلى⟧ انتُشلوا من المياه حتى الآن.

        ── アマゾンがオープンAIに出資  2 articles

        differs/hedge  0.90
          On the sum invested (Amazon), 河南経済 has at most 50 billion USD and
          deal/<script>alert(1)</script>.txt has 50 billion USD without “at most”.

          at most 50 billion USD    河南経済 · no date · ja  deal/kanan-keizai.html:2:13
                                    アマゾンはオープンAIに⟦最大500億ドル⟧を投資する。

                  50 billion USD    no date · en  deal/<script>alert(1)</script>.txt:1:23
                                    Amazon will invest $50 billion</p><script>alert('x')</script> & more in
                                    OpenAI gnorw.

          To settle it: whether the source bound the number

        5 articles · 2 claims · 1 contradiction · 1 difference · 1 update · 1 agreement
        --verbose also shows 1 sum, 1 suppressed finding
        1 file skipped
        2 articles: no date
        ");
    }

    #[test]
    fn all_of_it_on_a_narrow_screen() {
        let look = Look {
            width: 60,
            verbose: true,
            ..Look::default()
        };
        insta::assert_snapshot!(text(Shows::Findings, look), @"
        ── Ferry capsizes off Farana with 212 on board  3 articles

        contradicts/value  0.96
          On the number of people missing, Meridian Press has 83 and
          Gazzetta dello Stretto has 38.

          83    Meridian Press · 2025-10-14 · en  ferry/meridian-press.md:2:243
                Another ⟦83⟧ were missing by late afternoon and 123
                had been pulled from the water, although the …

          38    Gazzetta dello Stretto · 2025-10-14 · it  ferry/gazzetta-stretto.md:2:30
                Il bilancio è di sei morti e ⟦38 dispersi⟧.

          To settle it: the source each article has its number from

        supersedes/value  0.90
          On the number of deaths, Meridian Press (14 October) had
          at least 6 and ساحل اليوم (15 October 2025) has 9.

          at least 6    Meridian Press · 2025-10-14 · en  ferry/meridian-press.md:2:88
                        … before dawn on Tuesday, killing ⟦at least
                        six⟧, the coast guard said, while …

                   9    ساحل اليوم · 2025-10-15 · ar  ferry/sahil-alyoum.md:2:30
                        قالت السلطات يوم الأربعاء إن ⟦٩ قتلى⟧
                        انتُشلوا من المياه حتى الآن.

        adds_up/sum  0.99
          In Meridian Press, 187 and 25 make 212.

          187 + 25    Meridian Press · 2025-10-14 · en  ferry/meridian-press.md:3:23
                      The ship was carrying ⟦187 passengers⟧ and a
                      crew of ⟦25⟧.

               212    Meridian Press · 2025-10-14 · en  ferry/meridian-press.md:2:14
                      A ferry with ⟦212 people⟧ on board capsized in
                      high seas before dawn on Tuesday, …

        ── アマゾンがオープンAIに出資  2 articles

        differs/hedge  0.90
          On the sum invested (Amazon), 河南経済 has at most 50
          billion USD and deal/<script>alert(1)</script>.txt has 50
          billion USD without “at most”.

          at most 50 billion USD    河南経済 · no date · ja  deal/kanan-keizai.html:2:13
                                    アマゾンはオープンAIに⟦最大500億
                                    ドル⟧を投資する。

                  50 billion USD    no date · en  deal/<script>alert(1)</script>.txt:1:23
                                    Amazon will invest $50
                                    billion</p><script>alert('x')</s
                                    cript …

          To settle it: whether the source bound the number

        adds_up/sum  1.00  suppressed: known, corrected on Friday
          The numbers in two articles of 河南経済 explain one
          another.

          15 billion USD + 35 b…    河南経済 · no date · ja  deal/kanan-keizai.html:2:29
                                    … ⟦150億ドル⟧を払い込み、一定の
                                    条件が満たされれば⟦350億ドル⟧ …

                  50 billion USD    河南経済 · no date · ja  deal/kanan-keizai.html:2:13
                                    アマゾンはオープンAIに⟦最大500億
                                    ドル⟧を投資する。

        ── Agreement

          83 missing · 2 sources: Meridian Press

        5 articles · 2 claims · 1 contradiction · 1 difference · 1
        update · 1 agreement
        1 file skipped
        2 articles: no date
        ");
    }

    #[test]
    fn claims_one_by_one() {
        insta::assert_snapshot!(text(Shows::Claims, Look::default()), @"
        ferry/meridian-press.md · Meridian Press · 2025-10-14 · en · 1 claim
          2:243  83 missing  measure missing · time by late afternoon · source the coast guard
                 Another ⟦83⟧ were missing by late afternoon and 123 had been pulled from the water,
                 although the count changed several times in the course of a day on which nobody in the …

        ferry/gazzetta-stretto.md · Gazzetta dello Stretto · 2025-10-14 · it · 0 claims
        ferry/sahil-alyoum.md · ساحل اليوم · 2025-10-15 · ar · 0 claims
        deal/kanan-keizai.html · 河南経済 · ja · 1 claim
           2:13  at most 50 billion USD  subject アマゾン · measure investment · with オープンAI
                 アマゾンはオープンAIに⟦最大500億ドル⟧を投資する。

        deal/<script>alert(1)</script>.txt · en · 0 claims
        5 articles · 2 claims
        ");
    }

    #[test]
    fn articles_cannot_steer_the_terminal() {
        for colour in [false, true] {
            let look = Look {
                colour,
                verbose: true,
                ..Look::default()
            };
            let shown = text(Shows::Findings, look);
            assert!(!shown.contains("\u{1b}[31m"), "colour of the article");
            assert!(!shown.contains('\u{202e}'), "order of the article");
            assert_eq!(shown.contains('\u{1b}'), colour);
        }
    }

    #[test]
    fn lines_keep_to_the_width() {
        for width in [60, 100, 140] {
            let look = Look {
                width,
                ..Look::default()
            };
            let shown = text(Shows::Findings, look);
            // The line that says where may be longer: a path is not cut.
            for line in shown.lines().filter(|line| !line.contains(" · ")) {
                assert!(cells(line) <= width, "{line}");
            }
        }
    }

    #[test]
    fn trimming_keeps_the_mark_in_view() {
        let text = "word ".repeat(50) + "HERE" + &" word".repeat(50);
        let marks = [Span::new(250, 254)];
        for room in 1..120 {
            let kept = trim(&letters(&text, 0, &marks, true), room);
            let kept: String = kept.iter().map(|letter| letter.c).collect();
            assert!(kept.contains("⟦HERE⟧"), "{room}: {kept}");
        }
    }
}
