//! The names of findings, and what each means: the manual behind `gainsay explain`.
//! Every pair of relation and type that the program can report is in this table, once.

use super::Finding;
use crate::reconcile::{RelationKind, Topic};

/// One name with its explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// The relation.
    pub relation: RelationKind,
    /// What it is about; `None` for `agrees`, which has no types.
    pub topic: Option<Topic>,
    /// What it is called on a page: a few words.
    pub title: &'static str,
    /// What it means and, where it is not plain, what it does not mean.
    pub meaning: &'static str,
    /// Two passages that would be reported under it.
    pub example: [&'static str; 2],
}

impl Named {
    /// `contradicts/value`; `agrees` alone.
    pub fn name(&self) -> String {
        name(self.relation, self.topic)
    }
}

impl Finding {
    /// Its name, the same in every output: `contradicts/value`; `agrees` has no type.
    pub fn name(&self) -> String {
        let typed = self.relation != RelationKind::Agrees;
        name(self.relation, typed.then_some(self.topic))
    }
}

fn name(relation: RelationKind, topic: Option<Topic>) -> String {
    match topic {
        Some(topic) => format!("{}/{}", relation_word(relation), topic_word(topic)),
        None => relation_word(relation).to_owned(),
    }
}

/// Relations in the order in which people see them.
pub(super) const RELATIONS: [RelationKind; 6] = [
    RelationKind::Contradicts,
    RelationKind::Differs,
    RelationKind::Supersedes,
    RelationKind::AddsUp,
    RelationKind::SameOrigin,
    RelationKind::Agrees,
];

/// The word for a relation in names and records.
pub fn relation_word(relation: RelationKind) -> &'static str {
    match relation {
        RelationKind::Contradicts => "contradicts",
        RelationKind::Differs => "differs",
        RelationKind::Supersedes => "supersedes",
        RelationKind::AddsUp => "adds_up",
        RelationKind::SameOrigin => "same_origin",
        RelationKind::Agrees => "agrees",
    }
}

/// The word for what a finding is about, in names and records.
pub fn topic_word(topic: Topic) -> &'static str {
    match topic {
        Topic::Value => "value",
        Topic::Unit => "unit",
        Topic::Measure => "measure",
        Topic::Party => "party",
        Topic::Time => "time",
        Topic::Quote => "quote",
        Topic::Source => "source",
        Topic::Polarity => "polarity",
        Topic::Sum => "sum",
        Topic::Hedge => "hedge",
        Topic::Precision => "precision",
        Topic::Scope => "scope",
        Topic::Modality => "modality",
        Topic::State => "state",
        Topic::Correction => "correction",
        Topic::Share => "share",
        Topic::Change => "change",
        Topic::Copy => "copy",
        Topic::Excerpt => "excerpt",
        Topic::Rewrite => "rewrite",
        Topic::Translation => "translation",
    }
}

/// What goes by this name, if anything does.
pub fn named(name: &str) -> Option<&'static Named> {
    NAMES.iter().find(|named| named.name() == name)
}

const fn entry(
    relation: RelationKind,
    topic: Topic,
    title: &'static str,
    meaning: &'static str,
    example: [&'static str; 2],
) -> Named {
    Named {
        relation,
        topic: Some(topic),
        title,
        meaning,
        example,
    }
}

/// Every name, in the order of the manual.
pub const NAMES: &[Named] = &[
    entry(
        RelationKind::Contradicts,
        Topic::Value,
        "different numbers",
        "Two numbers for the same thing at the same time that cannot both be true, whatever their hedges and roundings leave open.",
        [
            "Another 83 were missing by late afternoon.",
            "Nel pomeriggio i dispersi erano 38.",
        ],
    ),
    entry(
        RelationKind::Contradicts,
        Topic::Unit,
        "different units or currencies",
        "The same number of the same thing, in units or currencies that make it another amount.",
        [
            "The deal is worth €4.2 billion.",
            "Der Kaufpreis liegt bei 4,2 Milliarden Dollar.",
        ],
    ),
    entry(
        RelationKind::Contradicts,
        Topic::Measure,
        "one number, two meanings",
        "The same amount of the same party, said to measure two different things.",
        [
            "OpenAI closed a funding round of $110 billion.",
            "OpenAI, valorisée 110 milliards de dollars, …",
        ],
    ),
    entry(
        RelationKind::Contradicts,
        Topic::Party,
        "different parties",
        "The same event or amount with somebody else in the same role: another buyer, another payer, or the roles exchanged.",
        [
            "Nordvik agreed to buy Halden for €900 million.",
            "Halden übernimmt Nordvik für 900 Millionen Euro.",
        ],
    ),
    entry(
        RelationKind::Contradicts,
        Topic::Time,
        "different dates",
        "The same event at times that do not overlap.",
        [
            "Microsoft first invested in 2019.",
            "Microsoft entró en la empresa en 2018.",
        ],
    ),
    entry(
        RelationKind::Contradicts,
        Topic::Quote,
        "quotes that exclude one another",
        "One utterance of one speaker in two versions that cannot both be what was said: a negation, a number or a name is another.",
        [
            "“We will not raise the fare this year,” Riva said.",
            "“We will raise the fare this year,” Riva said.",
        ],
    ),
    entry(
        RelationKind::Contradicts,
        Topic::Source,
        "different sources",
        "The same statement put into the mouths of two sources that are not one.",
        [
            "A person familiar with the company's position warned of a lawsuit.",
            "Un portavoz de la compañía advirtió de una demanda.",
        ],
    ),
    entry(
        RelationKind::Contradicts,
        Topic::Polarity,
        "affirmed and denied",
        "One article has it that something is so, the other that it is not.",
        [
            "The captain was arrested on Tuesday.",
            "Der Kapitän wurde nicht festgenommen.",
        ],
    ),
    entry(
        RelationKind::Contradicts,
        Topic::Sum,
        "parts that miss their total",
        "The stated parts of a whole make another number than the stated total.",
        [
            "Of the 212 on board, 123 were rescued, six died and 38 are missing.",
            "123 + 6 + 38 = 167, not 212.",
        ],
    ),
    entry(
        RelationKind::Differs,
        Topic::Hedge,
        "a hedge gained or lost",
        "The same number, bound differently: “up to 50” is not “50”, and neither is “about 50”. Both can be true.",
        [
            "bis zu 50 Milliarden Dollar",
            "environ 50 milliards de dollars",
        ],
    ),
    entry(
        RelationKind::Differs,
        Topic::Precision,
        "rounded differently",
        "One number is the other, rounded.",
        ["412,300 votes", "más de 412.000 votos"],
    ),
    entry(
        RelationKind::Differs,
        Topic::Scope,
        "more or less is counted",
        "The numbers speak of a part and a whole, of other places or other periods, so that both can be true.",
        [
            "The company cut 300 jobs in Leeds.",
            "Der Konzern streicht weltweit 1.200 Stellen.",
        ],
    ),
    entry(
        RelationKind::Differs,
        Topic::Quote,
        "a quote in other words",
        "One utterance of one speaker, not word for word the same; the sense need not suffer.",
        [
            "“We know our contract and we will defend it.”",
            "“We know our contract.”",
        ],
    ),
    entry(
        RelationKind::Differs,
        Topic::Source,
        "more or less is said of the source",
        "The same statement with and without its source, or with a source that is named in one and anonymous in the other.",
        [
            "The toll is nine, the coast guard said.",
            "Nueve personas han muerto.",
        ],
    ),
    entry(
        RelationKind::Differs,
        Topic::Modality,
        "fact, plan or possibility",
        "One article reports as done or certain what the other has as planned, conditional or possible.",
        [
            "Amazon has invested $50 billion.",
            "Amazon will bis zu 50 Milliarden Dollar investieren.",
        ],
    ),
    entry(
        RelationKind::Differs,
        Topic::Time,
        "times that cannot be set against one another",
        "The times given differ in fineness, or one of the articles has no date from which “last month” could be counted.",
        ["in February", "le mois dernier"],
    ),
    entry(
        RelationKind::Supersedes,
        Topic::Value,
        "a newer number",
        "The later article gives a number that has developed since the earlier one, as tolls and counts do. An update, not a contradiction.",
        [
            "14 Oct: at least six were killed.",
            "15 oct. : le nombre de morts s'élève à neuf.",
        ],
    ),
    entry(
        RelationKind::Supersedes,
        Topic::Time,
        "a new date",
        "What was set for one day in the earlier article is set for another in the later one.",
        [
            "The trial begins on 27 April.",
            "Der Prozess beginnt nun am 4. Mai.",
        ],
    ),
    entry(
        RelationKind::Supersedes,
        Topic::State,
        "a state that ended",
        "What holds in the earlier article was ended by an event that the later one reports.",
        [
            "The licence is exclusive.",
            "Since April the licence is no longer exclusive.",
        ],
    ),
    entry(
        RelationKind::Supersedes,
        Topic::Correction,
        "a correction",
        "An article says of itself that an earlier version was wrong.",
        [
            "The fine is 15 million euros.",
            "Correction: the fine is 1.5 million euros, not 15 million.",
        ],
    ),
    entry(
        RelationKind::AddsUp,
        Topic::Sum,
        "parts that make their total",
        "Numbers of which one is the sum of the others: they confirm one another.",
        [
            "$15 billion up front and another $35 billion",
            "$50 billion",
        ],
    ),
    entry(
        RelationKind::AddsUp,
        Topic::Share,
        "a share that fits its base",
        "A percentage, its base and its amount fit together.",
        ["half of the 212 on board", "106 passengers"],
    ),
    entry(
        RelationKind::AddsUp,
        Topic::Change,
        "a change that fits its levels",
        "Two levels and the change between them fit together.",
        ["rose by 3 to 12", "9 the day before"],
    ),
    entry(
        RelationKind::SameOrigin,
        Topic::Copy,
        "a copy",
        "One article is the other, word for word. The two count as one source.",
        [
            "Winds of 45 knots were blowing at the time.",
            "Winds of 45 knots were blowing at the time.",
        ],
    ),
    entry(
        RelationKind::SameOrigin,
        Topic::Excerpt,
        "an excerpt",
        "One article is a part of the other, word for word. The two count as one source.",
        [
            "Winds of 45 knots were blowing at the time, the harbour office said.",
            "Winds of 45 knots were blowing at the time.",
        ],
    ),
    entry(
        RelationKind::SameOrigin,
        Topic::Rewrite,
        "a rewrite",
        "One article is the other in other words: the same facts in the same order. The two count as one source.",
        [
            "Winds of 45 knots were blowing at the time.",
            "It was blowing at 45 knots when it happened.",
        ],
    ),
    entry(
        RelationKind::SameOrigin,
        Topic::Translation,
        "a translation",
        "One article is the other in another language. The two count as one source.",
        [
            "Amazon and OpenAI declined to comment.",
            "Amazon und OpenAI wollten sich nicht äußern.",
        ],
    ),
    Named {
        relation: RelationKind::Agrees,
        topic: None,
        title: "agreement",
        meaning: "Articles give the same value for the same thing. Not printed pair by pair: a fact counts how many independent texts give each value.",
        example: ["27 Prozent der Anteile", "株式の27%"],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_there_once_and_found_again() {
        let mut seen: Vec<String> = NAMES.iter().map(Named::name).collect();
        for name in &seen {
            assert_eq!(named(name).map(Named::name).as_ref(), Some(name));
        }
        insta::assert_snapshot!(seen.join(" "), @"contradicts/value contradicts/unit contradicts/measure contradicts/party contradicts/time contradicts/quote contradicts/source contradicts/polarity contradicts/sum differs/hedge differs/precision differs/scope differs/quote differs/source differs/modality differs/time supersedes/value supersedes/time supersedes/state supersedes/correction adds_up/sum adds_up/share adds_up/change same_origin/copy same_origin/excerpt same_origin/rewrite same_origin/translation agrees");
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), NAMES.len());
        assert_eq!(named("contradicts"), None);
    }

    #[test]
    fn relation_words_are_those_of_the_records() {
        for relation in RELATIONS {
            let written = serde_json::to_string(&relation).unwrap();
            assert_eq!(written, format!("\"{}\"", relation_word(relation)));
        }
        for topic in NAMES.iter().filter_map(|named| named.topic) {
            let written = serde_json::to_string(&topic).unwrap();
            assert_eq!(written, format!("\"{}\"", topic_word(topic)));
        }
    }
}
