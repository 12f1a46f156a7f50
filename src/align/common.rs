//! What two claims have in common, feature by feature.
//! It states likeness and difference; whether that matters is for `reconcile`.

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{
    Claim, ConceptKind, Decimal, Dimension, DocId, Name, Part, Quantity, Says, When, classes,
};

/// How two values of one feature lie to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Match {
    /// Both state it, alike.
    Same,
    /// Both state it, differently.
    Different,
    /// One of them, or both, do not state it.
    #[default]
    Unknown,
}

impl Match {
    fn of<T>(a: Option<T>, b: Option<T>, same: impl Fn(&T, &T) -> bool) -> Self {
        match (a, b) {
            (Some(a), Some(b)) if same(&a, &b) => Self::Same,
            (Some(_), Some(_)) => Self::Different,
            _ => Self::Unknown,
        }
    }

    /// `weight` for the same, less `cost` for different, 0 where it is not known.
    pub(crate) fn score(self, weight: f32, cost: f32) -> f32 {
        match self {
            Self::Same => weight,
            Self::Different => -cost,
            Self::Unknown => 0.0,
        }
    }
}

/// What crossed numbers count for in the score.
pub(crate) const CROSSED: f32 = 1.5;

/// How rare the names, words and numbers of a story are among its articles.
#[derive(Debug, Default)]
pub struct Rarity {
    articles: usize,
    counts: BTreeMap<String, usize>,
}

impl Rarity {
    /// Counts, for each key, the articles of one story whose claims hold it.
    pub fn new(claims: &[&Claim]) -> Self {
        let mut articles: BTreeMap<&DocId, BTreeSet<&String>> = BTreeMap::new();
        for claim in claims {
            let context = &claim.context;
            let keys = context.names.iter().chain(&context.words);
            let own = articles.entry(&claim.doc).or_default();
            own.extend(keys.chain(&context.concepts));
        }
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for key in articles.values().flatten() {
            *counts.entry((*key).clone()).or_default() += 1;
        }
        Self {
            articles: articles.len(),
            counts,
        }
    }

    /// Weight of a shared key: 0.7 where every article has it, more the fewer do.
    fn weight(&self, key: &str) -> f32 {
        let count = self.counts.get(key).copied().unwrap_or(1).max(1);
        (1.0 + self.articles as f32 / count as f32).ln()
    }
}

/// What two claims have in common.
#[derive(Debug, Clone, Default)]
pub struct Common<'a> {
    /// The party the claim is of.
    pub subject: Match,
    /// The other party.
    pub counterparty: Match,
    /// Whether the subject of one is the counterparty of the other, and the other way round.
    pub swapped: bool,
    /// What is measured, by class.
    pub measure: Match,
    /// The words that say what is measured.
    pub measure_words: Match,
    /// The class of the counted noun.
    pub class: Match,
    /// What the amount is per.
    pub rate: Match,
    /// Whether the stated times meet.
    pub time: Match,
    /// Whether the sentences name the same countries, where both name some.
    pub places: Match,
    /// Whether both give one number, big or odd enough not to be shared by chance.
    pub same_number: bool,
    /// Names both sentences hold.
    pub names: Vec<&'a str>,
    /// Names only one of them holds: first, second.
    pub only: (usize, usize),
    /// Content words both sentences hold.
    pub words: Vec<&'a str>,
    /// Share of the content words, 0 to 1 (0 across languages).
    pub wording: f32,
    /// Concepts both sentences hold.
    pub concepts: Vec<&'a str>,
    /// Concepts that both claims hold in their own clauses and roles.
    pub near: Vec<&'a str>,
    /// What kind of thing the claim is of, by concepts.
    pub of: Match,
    /// Whether each gives the number that stands beside the other: "31 goals in 24 games", "24 goals
    /// in 31 games".
    pub crossed: bool,
    /// Whether one tells from the side that pays what the other tells from the side that is paid: the
    /// subject of the one is then the counterparty of the other.
    pub converse: bool,
    /// Whether both tell the same event, where both tell one.
    pub deed: Match,
    /// Other numbers both sentences hold.
    pub values: Vec<Decimal>,
    /// Closeness by the encoder, where it read both.
    pub closeness: Option<f32>,
    /// Whether both sentences are in one language.
    pub same_language: bool,
    /// How strongly all this says that they speak of one thing; above 3 they likely do.
    pub score: f32,
}

impl<'a> Common<'a> {
    /// Compares two claims of one story.
    pub fn of(a: &'a Claim, b: &Claim, rarity: &Rarity) -> Self {
        let same_language = a.lang.primary() == b.lang.primary();
        let names = shared(&a.context.names, &b.context.names);
        let words = shared(&a.context.words, &b.context.words);
        let all = a.context.words.len() + b.context.words.len() - words.len();
        let converse = matches!((a.money(), b.money()), (Some(x), Some(y)) if x != y);
        let (own, other) = ([&a.subject, &a.counterparty], [&b.subject, &b.counterparty]);
        let other = match converse {
            true => [other[1], other[0]],
            false => other,
        };
        let mut common = Self {
            subject: party(own[0].as_ref(), other[0].as_ref()),
            counterparty: party(own[1].as_ref(), other[1].as_ref()),
            swapped: swapped(own, other),
            converse,
            measure: match measure(a, b) {
                // Buying and selling are one deal.
                Match::Different if converse => Match::Unknown,
                other => other,
            },
            measure_words: measure_words(a, b, same_language),
            class: count_class(class(a), class(b)),
            rate: rate(a, b),
            time: time(a, b),
            places: places(a, b),
            same_number: same_number(a, b),
            only: (
                a.context.names.len() - names.len(),
                b.context.names.len() - names.len(),
            ),
            wording: words.len() as f32 / all.max(1) as f32,
            concepts: shared(&a.context.concepts, &b.context.concepts),
            near: shared(&a.context.near, &b.context.near),
            of: of(a, b),
            crossed: crossed(a, b),
            deed: deeds(a, b),
            values: a
                .context
                .values
                .iter()
                .filter(|value| b.context.values.contains(value))
                .copied()
                .collect(),
            closeness: a.sketch.cosine(&b.sketch),
            same_language,
            names,
            words,
            score: 0.0,
        };
        common.score = common.weigh(a, b, rarity);
        common
    }

    /// A linear score, in which 3 is even odds that two claims of one story are of one thing. The
    /// weights were set on the stories of `corpus` and the train part of the parallel news, and are
    /// the one place to tune.
    fn weigh(&self, a: &Claim, b: &Claim, rarity: &Rarity) -> f32 {
        let rare = |keys: &[&str]| keys.iter().map(|key| rarity.weight(key)).sum::<f32>();
        let parties = self.subject.score(1.5, 1.5) + self.counterparty.score(1.0, 1.0);
        let parties = if self.swapped { 1.5 } else { parties };
        let parties = match self.subject {
            Match::Unknown => parties + self.of.score(0.7, 0.7),
            _ => parties,
        };
        // Outlets name one deal in several ways, but not its number.
        let other_measure = if self.same_number { 0.5 } else { 2.0 };
        let stated = a.measure_stated && b.measure_stated;
        let about = self
            .measure
            .score(if stated { 2.8 } else { 1.0 }, other_measure)
            + self.measure_words.score(0.8, 0.0)
            + self.class.score(1.0, 2.5)
            + self.rate.score(1.5, 0.0)
            + self.deed.score(2.0, 1.5)
            + if self.same_number { 2.0 } else { 0.0 }
            + if self.converse { 1.0 } else { 0.0 }
            + if self.crossed { CROSSED } else { 0.0 };
        // Two measures of the same: by words within a language, by concepts across.
        let worded = rare(&self.words).min(4.0) * 0.4 + self.wording * 3.0;
        let meant = rare(&self.near).min(4.0) * 0.5 + rare(&self.concepts).min(4.0) * 0.2;
        let around = rare(&self.names).min(2.5) * 0.6
            + worded.max(meant)
            + (self.values.len() as f32).min(2.0) * 0.7;
        let close = self
            .closeness
            .map_or(0.0, |cosine| ((cosine - 0.5) * 2.0).max(-0.25));
        parties + about + around + close + self.time.score(0.5, 1.5) + self.places.score(0.0, 2.0)
    }
}

/// The keys that two sorted lists share.
fn shared<'a>(x: &'a [String], y: &[String]) -> Vec<&'a str> {
    x.iter()
        .filter(|key| y.binary_search(key).is_ok())
        .map(String::as_str)
        .collect()
}

fn of(a: &Claim, b: &Claim) -> Match {
    let known = |of: &[String]| !of.is_empty();
    let [x, y] = [a, b].map(|claim| Some(claim.context.of.as_slice()).filter(|of| known(of)));
    Match::of(x, y, |x, y| x.iter().any(|id| y.contains(id)))
}

fn crossed(a: &Claim, b: &Claim) -> bool {
    let (Some(x), Some(y)) = (a.quantity(), b.quantity()) else {
        return false;
    };
    let [x, y] = [x, y].map(|q| q.in_base_unit().unwrap_or_else(|| q.clone()).low);
    x != y && a.context.values.contains(&y) && b.context.values.contains(&x)
}

/// Whether both tell one event. What is told of a delay is told of what is delayed.
fn deeds(a: &Claim, b: &Claim) -> Match {
    let shifts = |id: &str| ConceptKind::Shift.holds(id);
    let held = |claim: &Claim, id: &str| claim.context.near.iter().any(|other| other == id);
    match (a.deed(), b.deed()) {
        (Some(x), Some(y)) if shifts(x) != shifts(y) => {
            let told = if shifts(x) { held(a, y) } else { held(b, x) };
            if told { Match::Same } else { Match::Unknown }
        }
        (x, y) => Match::of(x, y, |x, y| x == y),
    }
}

/// Whether who acts in the one is whom it is done to in the other: both ways, or one way where the
/// other says of somebody else that they act.
fn swapped(a: [&Option<Part<Name>>; 2], b: [&Option<Part<Name>>; 2]) -> bool {
    // "OpenAI and Amazon" is not OpenAI alone.
    let alone = |own: Option<&Part<Name>>, other: Option<&Part<Name>>| match (own, other) {
        (Some(x), Some(y)) if !x.value.joined && !y.value.joined => party(own, other),
        _ => Match::Unknown,
    };
    let ways = [
        alone(a[0].as_ref(), b[1].as_ref()),
        alone(b[0].as_ref(), a[1].as_ref()),
    ];
    let others = party(a[0].as_ref(), b[0].as_ref()) == Match::Different;
    ways == [Match::Same; 2] || (others && ways.contains(&Match::Same))
}

fn rate(a: &Claim, b: &Claim) -> Match {
    fn per(claim: &Claim) -> Option<&str> {
        claim.quantity()?.per.as_deref()
    }
    Match::of(per(a), per(b), |x, y| x == y)
}

fn same_number(a: &Claim, b: &Claim) -> bool {
    let (Some(x), Some(y)) = (a.quantity(), b.quantity()) else {
        return false;
    };
    (x.low, x.high, &x.unit.code) == (y.low, y.high, &y.unit.code) && is_telling(x)
}

/// Countries by their ISO 3166 codes, which are the keys of territories. "The country" is another
/// one in each language, where none is named.
fn places(a: &Claim, b: &Claim) -> Match {
    let of = |claim: &Claim| -> Option<Vec<String>> {
        let code = |name: &&String| name.len() == 2 && name.bytes().all(|b| b.is_ascii_uppercase());
        let named: Vec<String> = claim.context.names.iter().filter(code).cloned().collect();
        if !named.is_empty() {
            return Some(named);
        }
        let here = |id: &String| ConceptKind::Here.holds(id);
        let own = claim.context.near.iter().any(here);
        own.then(|| vec![claim.lang.primary().to_owned()])
    };
    Match::of(of(a), of(b), |x, y| x.iter().any(|place| y.contains(place)))
}

/// A number big or odd enough that two articles do not share it by chance.
pub(crate) fn is_telling(quantity: &Quantity) -> bool {
    let number = quantity.high.abs();
    match quantity.unit.dimension {
        Dimension::Money | Dimension::Percent => number > Decimal::ONE,
        Dimension::Rank | Dimension::Age | Dimension::Duration => false,
        _ => number >= Decimal::from(12) || !number.is_integer(),
    }
}

fn party(a: Option<&Part<Name>>, b: Option<&Part<Name>>) -> Match {
    let (Some(a), Some(b)) = (a, b) else {
        return Match::Unknown;
    };
    let (a, b) = (&a.value, &b.value);
    if !a.proper || !b.proper {
        Match::Unknown
    } else if a.same_party(b) {
        Match::Same
    } else if a.script == b.script && a.distinct && b.distinct {
        Match::Different
    } else {
        // Romanised names that do not meet may still be one name.
        Match::Unknown
    }
}

/// Classes that the tagger guesses may be the same, and exclude nothing.
fn measure(a: &Claim, b: &Claim) -> Match {
    match Match::of(a.measure.as_ref(), b.measure.as_ref(), |x, y| x == y) {
        Match::Different if !a.measure_stated || !b.measure_stated => Match::Unknown,
        other => other,
    }
}

/// A wider class ("people") neither confirms nor excludes a narrower one ("workers").
fn count_class(a: Option<&str>, b: Option<&str>) -> Match {
    match (a, b) {
        (Some(a), Some(b)) if a == b => Match::Same,
        (Some(a), Some(b)) if !classes::counts_alike(a, b) => Match::Different,
        _ => Match::Unknown,
    }
}

fn class(claim: &Claim) -> Option<&str> {
    claim.quantity()?.class.as_deref()
}

fn measure_words(a: &Claim, b: &Claim, same_language: bool) -> Match {
    let words = |claim: &Claim| match &claim.says {
        Says::Amount {
            measure: Some(part),
            ..
        } => Some(part.text.to_lowercase()),
        Says::Event {
            predicate: Some(part),
            ..
        } => Some(part.text.to_lowercase()),
        _ => None,
    };
    if !same_language {
        return Match::Unknown;
    }
    // Inflected forms of one word share their beginning; three letters are no word's beginning.
    let alike = |x: &String, y: &String| {
        let prefix = x.chars().zip(y.chars()).take_while(|(x, y)| x == y).count();
        let length = x.chars().count().max(y.chars().count());
        x == y || (prefix >= 4 && 3 * prefix >= 2 * length)
    };
    Match::of(words(a), words(b), alike)
}

fn time(a: &Claim, b: &Claim) -> Match {
    let span = |when: &When| Some((when.from?, when.until?));
    let of = |claim: &Claim| claim.when.as_ref().and_then(|part| span(&part.value));
    Match::of(of(a), of(b), |a, b| a.0 <= b.1 && b.0 <= a.1)
}
