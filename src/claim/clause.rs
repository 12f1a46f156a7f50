//! Clauses of a sentence, the concepts in them and what is negated.
//! Punctuation and tables only: it parses no syntax, and knows no word itself.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::locale::{Concept, ConceptKind, Kind, Locale, concept, fold};
use crate::text::CLAUSE_MARKS;

/// A concept in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heard {
    /// Its bytes in the sentence.
    pub(super) at: Range<usize>,
    /// Its id.
    pub(super) id: &'static str,
    /// Whether a negation stands nearer to it than to any other event of its clause.
    pub(super) denied: bool,
    /// Whether the negation stands right beside it, an auxiliary or an adverb between at most.
    pub(super) beside: bool,
    /// Whether its clause says that it is so: nothing in it makes it possible, planned, asked or
    /// lacking ("without violating").
    pub(super) asserted: bool,
}

impl Heard {
    /// Whether it is something that happens and by which an event is known again.
    pub(super) fn is_deed(&self) -> bool {
        let telling = |it: &Concept| it.is_event() && it.kind != ConceptKind::Light;
        concept(self.id).is_some_and(telling)
    }

    /// Whether it is something that happens.
    pub(super) fn is_event(&self) -> bool {
        concept(self.id).is_some_and(Concept::is_event)
    }
}

/// What a sentence is heard to say.
#[derive(Debug, Clone, Default)]
pub(super) struct Clauses {
    /// Byte ranges of its clauses, in order.
    clauses: Vec<Range<usize>>,
    /// Its concepts, in order.
    pub(super) heard: Vec<Heard>,
    /// Where words of negation stand.
    negations: Vec<Negation>,
    /// Whether negations agree with one another, so that two are one.
    concord: bool,
}

/// A word of negation.
#[derive(Debug, Clone)]
struct Negation {
    at: Range<usize>,
    /// Whether it says "without", which turns what follows even beside another negation.
    lack: bool,
    /// Whether it is part of a verb, which alone it then denies.
    bound: bool,
}

impl Clauses {
    /// Reads one sentence.
    pub(super) fn of(sentence: &str, locale: &'static Locale) -> Self {
        let clauses = clauses(sentence);
        let negations = negations(sentence, locale);
        let heard: Vec<Heard> = locale
            .concepts(sentence)
            .into_iter()
            .map(|(at, id)| Heard {
                at,
                id,
                denied: false,
                beside: false,
                asserted: true,
            })
            .collect();
        let mut all = Self {
            clauses,
            heard,
            negations,
            concord: locale.setting("concord").first() == Some(&"yes"),
        };
        for clause in all.clauses.clone() {
            let inside = |at: &Range<usize>| clause.contains(&at.start);
            let lacks = all.negations.iter().any(|it| it.lack && inside(&it.at));
            let words = &sentence[clause.clone()];
            let modal = || !locale.scan(Kind::Modal, words).is_empty();
            let open = lacks || words.contains(QUESTIONS) || modal();
            for heard in all.heard.iter_mut().filter(|it| inside(&it.at)) {
                heard.asserted = !open;
            }
            // The event that a negation stands nearest to is what is denied, if it stands near.
            let letters = |a: &Range<usize>, b: &Range<usize>| {
                let between = a.end.min(b.end)..a.start.max(b.start);
                sentence
                    .get(between)
                    .map_or(0, |words| words.chars().count())
            };
            let own = all.negations.iter().filter(|it| !it.lack && inside(&it.at));
            let nearest = own
                .flat_map(|negation| {
                    let events = all.heard.iter().filter(|it| {
                        let own = negation.at.start < it.at.end && it.at.start < negation.at.end;
                        it.is_event() && inside(&it.at) && (own || !negation.bound)
                    });
                    events.map(|it| (letters(&it.at, &negation.at), it.at.start, it.at.clone()))
                })
                .min_by_key(|(letters, start, _)| (*letters, *start));
            // A word may stand for two events.
            if let Some((letters, _, at)) = nearest.filter(|(letters, ..)| *letters <= NEAR)
                && !lacks
                && all.negated(&clause)
            {
                let same = all.heard.iter_mut().filter(|heard| heard.at == at);
                same.for_each(|heard| {
                    heard.denied = true;
                    heard.beside = letters <= BESIDE;
                });
            }
        }
        all
    }

    /// The clause around byte `at`.
    pub(super) fn clause(&self, at: usize) -> Range<usize> {
        let around = self.clauses.iter().find(|clause| at < clause.end);
        around.or(self.clauses.last()).cloned().unwrap_or(at..at)
    }

    /// Ids of the concepts inside `at`, sorted.
    pub(super) fn within(&self, at: &Range<usize>) -> BTreeSet<&'static str> {
        let inside = |heard: &&Heard| at.start < heard.at.end && heard.at.start < at.end;
        self.heard
            .iter()
            .filter(inside)
            .map(|heard| heard.id)
            .collect()
    }

    /// Ids of all concepts, sorted.
    pub(super) fn ids(&self) -> Vec<String> {
        let ids: BTreeSet<&str> = self.heard.iter().map(|heard| heard.id).collect();
        ids.into_iter().map(str::to_owned).collect()
    }

    /// Ids of the events that are denied, sorted.
    pub(super) fn undone(&self) -> Vec<String> {
        let denied = self.heard.iter().filter(|heard| heard.denied);
        let ids: BTreeSet<&str> = denied.map(|heard| heard.id).collect();
        ids.into_iter().map(str::to_owned).collect()
    }

    /// Whether the negations of all do not cancel out.
    pub(super) fn denied(&self) -> bool {
        self.clauses
            .iter()
            .filter(|clause| self.negated(clause))
            .count()
            % 2
            == 1
    }

    /// Whether the negations of a clause leave it negated. Where negations agree with one another
    /// ("no queda ningún pueblo") several are one; a lack ("sin atender") is one more.
    fn negated(&self, clause: &Range<usize>) -> bool {
        let own = || {
            self.negations
                .iter()
                .filter(|it| clause.contains(&it.at.start))
        };
        let lacks = own().filter(|it| it.lack).count();
        let others = own().count() - lacks;
        let one = if self.concord { others.min(1) } else { others };
        (lacks + one) % 2 == 1
    }

    /// Whether a negation stands in the clause around byte `at`.
    pub(super) fn negates(&self, at: usize) -> bool {
        let clause = self.clause(at);
        let own = |it: &Negation| !it.lack && clause.contains(&it.at.start);
        self.negations.iter().any(own)
    }

    /// The event inside `at`, or else the one nearest to it in its clause; none that says little.
    pub(super) fn deed(&self, at: &Range<usize>) -> Option<&Heard> {
        let clause = self.clause(at.start);
        let events = self.heard.iter().filter(|heard| {
            heard.is_deed() && clause.start <= heard.at.start && heard.at.end <= clause.end
        });
        events.min_by_key(|heard| gap(&heard.at, at))
    }

    /// Whether a negation stands right before `at` ("not 12 but 14"), with at most one short word
    /// between.
    pub(super) fn denies(&self, at: &Range<usize>, sentence: &str) -> bool {
        let between = |from: usize, to: usize| {
            let words = sentence.get(from..to).map(str::trim);
            let near = |words: &str| {
                words.chars().count() <= CLOSE
                    && !words.contains(CLAUSE_MARKS)
                    && !words.contains(char::is_numeric)
            };
            words.is_some_and(near)
        };
        self.negations
            .iter()
            .any(|negation| negation.at.end <= at.start && between(negation.at.end, at.start))
    }
}

/// Letters that may stand between a negation and the event it denies: an object, an adverb.
const NEAR: usize = 20;
/// Letters that may stand between them where they stand side by side: an auxiliary.
const BESIDE: usize = 12;

/// Letters that may stand between a negation and the amount it denies.
const CLOSE: usize = 6;

/// Marks of a question.
const QUESTIONS: &[char] = &['?', '؟', '？'];

/// Stretches between the marks that end a clause; a mark inside a number ends none.
fn clauses(sentence: &str) -> Vec<Range<usize>> {
    let mut clauses = Vec::new();
    let (mut start, mut before) = (0, ' ');
    let mut chars = sentence.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let number = before.is_numeric() && next.is_numeric();
        if CLAUSE_MARKS.contains(&c) && !number {
            clauses.push(start..at);
            start = at + c.len_utf8();
        }
        before = c;
    }
    clauses.push(start..sentence.len());
    clauses.retain(|clause| !sentence[clause.clone()].trim().is_empty());
    clauses
}

/// Words of negation, and verbs with a negation in them (`negated` settings: parts of words).
fn negations(sentence: &str, locale: &'static Locale) -> Vec<Negation> {
    let mut found: Vec<Negation> = locale
        .scan(Kind::Neg, sentence)
        .into_iter()
        .filter(|(_, entry)| entry.negates())
        .map(|(at, entry)| Negation {
            at,
            lack: entry.text == "lack",
            bound: false,
        })
        .collect();
    let parts: Vec<String> = locale
        .setting("negated")
        .iter()
        .map(|part| fold(part))
        .collect();
    if !parts.is_empty() {
        for at in super::words::words(sentence) {
            let word = fold(&sentence[at.clone()]);
            let inside = |part: &String| word.find(part.as_str()).is_some_and(|from| from > 1);
            let known = |it: &Negation| it.at.start < at.end && at.start < it.at.end;
            if parts.iter().any(inside) && !found.iter().any(known) {
                found.push(Negation {
                    at,
                    lack: false,
                    bound: true,
                });
            }
        }
        found.sort_by_key(|it| it.at.start);
    }
    found
}

fn gap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.start.max(b.start).saturating_sub(a.end.min(b.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lang: &str, sentence: &str) -> Clauses {
        let locale = Locale::get(lang.parse().unwrap()).unwrap();
        Clauses::of(sentence, locale)
    }

    #[test]
    fn what_is_denied_is_the_event_beside_the_negation() {
        for (lang, sentence, undone) in [
            (
                "en",
                "He was treated and had not been arrested, police said.",
                &["arrest"][..],
            ),
            ("en", "He was not only arrested but sued.", &[]),
            ("en", "They didn't arrest him.", &["arrest"]),
            ("en", "He was arrested without a warrant.", &[]),
            ("de", "Der Kapitän wurde nicht verhaftet.", &["arrest"]),
            ("pl", "Kapitana nie aresztowano.", &["arrest"]),
            ("tr", "Kaptan tutuklanmadı.", &["arrest"]),
            ("tr", "Kaptan tutuklandı.", &[]),
            ("tr", "Tutuklanan kaptan konuşmadı.", &[]),
            ("es", "Se sabrá si arrestan o no al capitán.", &[]),
            ("zh", "法院将决定是否逮捕船长。", &[]),
            ("ja", "船長は逮捕されていない。", &["arrest"]),
            ("ar", "لم يعتقل القبطان", &["arrest"]),
            ("ar", "لا يزال القبطان معتقلا", &[]),
        ] {
            assert_eq!(read(lang, sentence).undone(), undone, "{sentence}");
        }
    }

    #[test]
    fn negations_that_agree_are_one_and_a_lack_turns_it() {
        for (lang, sentence, denied) in [
            ("es", "No queda ningún pueblo sin atender", false),
            ("es", "No queda ningún pueblo", true),
            ("it", "Non ci sarà nessuna vendetta", true),
            ("en", "There is no village without help", false),
            ("ru", "Никто ничего не знает", true),
        ] {
            assert_eq!(read(lang, sentence).denied(), denied, "{sentence}");
        }
    }

    #[test]
    fn an_amount_is_denied_by_the_word_beside_it() {
        for (lang, sentence, amount, denied) in [
            ("en", "Not 12 but 14 people fell ill.", "12", true),
            ("en", "Not 12 but 14 people fell ill.", "14", false),
            ("nl", "Niet 12 maar 14 mensen werden ziek.", "12", true),
            ("pt", "Nunca houve 38 desaparecidos.", "38", true),
            ("de", "Es waren nicht 38 Vermisste.", "38", true),
            ("en", "It did not open, and 38 people left.", "38", false),
        ] {
            let at = sentence.find(amount).unwrap();
            let denies = read(lang, sentence).denies(&(at..at + amount.len()), sentence);
            assert_eq!(denies, denied, "{sentence}: {amount}");
        }
    }
}
