//! What two claims have in common, feature by feature.
//! It states likeness and difference; whether that matters is for `reconcile`.

use std::collections::BTreeMap;

use crate::claim::{Claim, Decimal, Dimension, Name, Part, Quantity, Says, When, classes};

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
    fn score(self, weight: f32, cost: f32) -> f32 {
        match self {
            Self::Same => weight,
            Self::Different => -cost,
            Self::Unknown => 0.0,
        }
    }
}

/// How rare the names, words and numbers of a story are among its articles.
#[derive(Debug, Default)]
pub struct Rarity {
    articles: usize,
    counts: BTreeMap<String, usize>,
}

impl Rarity {
    /// Counts, for each key, the articles of one story whose claims hold it.
    pub fn new<'a>(articles: impl Iterator<Item = &'a [Claim]>) -> Self {
        let mut rarity = Self::default();
        for claims in articles {
            rarity.articles += 1;
            let mut keys: Vec<&String> = claims
                .iter()
                .flat_map(|claim| claim.context.names.iter().chain(&claim.context.words))
                .collect();
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                *rarity.counts.entry(key.clone()).or_default() += 1;
            }
        }
        rarity
    }

    /// Weight of a shared key: 0.7 where every article has it, more the fewer do.
    fn weight(&self, key: &str) -> f32 {
        let count = self.counts.get(key).copied().unwrap_or(1).max(1);
        (1.0 + self.articles as f32 / count as f32).ln()
    }
}

/// What two claims have in common.
#[derive(Debug, Clone, Default)]
pub struct Common {
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
    pub names: Vec<String>,
    /// Names only one of them holds: first, second.
    pub only: (usize, usize),
    /// Content words both sentences hold.
    pub words: Vec<String>,
    /// Share of the content words, 0 to 1 (0 across languages).
    pub wording: f32,
    /// Other numbers both sentences hold.
    pub values: Vec<Decimal>,
    /// Closeness by the encoder, where it read both.
    pub closeness: Option<f32>,
    /// Whether both sentences are in one language.
    pub same_language: bool,
    /// How strongly all this says that they speak of one thing; above 3 they likely do.
    pub score: f32,
}

impl Common {
    /// Compares two claims of one story.
    pub fn of(a: &Claim, b: &Claim, rarity: &Rarity) -> Self {
        let same_language = a.lang.primary() == b.lang.primary();
        let shared = |x: &[String], y: &[String]| -> Vec<String> {
            x.iter()
                .filter(|key| y.binary_search(key).is_ok())
                .cloned()
                .collect()
        };
        let names = shared(&a.context.names, &b.context.names);
        let words = shared(&a.context.words, &b.context.words);
        let all = a.context.words.len() + b.context.words.len() - words.len();
        let mut common = Self {
            subject: party(a.subject.as_ref(), b.subject.as_ref()),
            counterparty: party(a.counterparty.as_ref(), b.counterparty.as_ref()),
            swapped: party(a.subject.as_ref(), b.counterparty.as_ref()) == Match::Same
                && party(a.counterparty.as_ref(), b.subject.as_ref()) == Match::Same,
            measure: measure(a, b),
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

    /// A linear score; the weights were set on the stories of `corpus` and the train part of the
    /// parallel news, and are the one place to tune.
    fn weigh(&self, a: &Claim, b: &Claim, rarity: &Rarity) -> f32 {
        let rare = |keys: &[String]| keys.iter().map(|key| rarity.weight(key)).sum::<f32>();
        let parties = self.subject.score(1.5, 1.5) + self.counterparty.score(1.0, 1.0);
        let parties = if self.swapped { 1.5 } else { parties };
        // Outlets name one deal in several ways, but not its number.
        let other_measure = if self.same_number { 0.5 } else { 2.0 };
        let stated = a.measure_stated && b.measure_stated;
        let about = self
            .measure
            .score(if stated { 2.8 } else { 1.0 }, other_measure)
            + self.measure_words.score(0.8, 0.0)
            + self.class.score(1.0, 2.5)
            + self.rate.score(1.5, 0.0)
            + if self.same_number { 1.5 } else { 0.0 };
        let around = rare(&self.names).min(2.5) * 0.6
            + rare(&self.words).min(4.0) * 0.4
            + self.wording * 3.0
            + (self.values.len() as f32).min(2.0) * 0.7;
        let close = self.closeness.map_or(0.0, |cosine| (cosine - 0.5) * 2.0);
        parties + about + around + close + self.time.score(0.5, 1.5) + self.places.score(0.0, 1.0)
    }
}

fn amount(claim: &Claim) -> Option<&Quantity> {
    match &claim.says {
        Says::Amount { quantity, .. } => Some(quantity),
        _ => None,
    }
}

fn rate(a: &Claim, b: &Claim) -> Match {
    let of = |claim| amount(claim).and_then(|quantity: &Quantity| quantity.per.as_deref());
    Match::of(of(a), of(b), |x, y| x == y)
}

fn same_number(a: &Claim, b: &Claim) -> bool {
    let (Some(x), Some(y)) = (amount(a), amount(b)) else {
        return false;
    };
    (x.low, x.high, &x.unit.code) == (y.low, y.high, &y.unit.code) && is_telling(x)
}

/// Countries by their ISO 3166 codes, which are the keys of territories.
fn places(a: &Claim, b: &Claim) -> Match {
    let of = |claim: &Claim| -> Vec<String> {
        let code = |name: &&String| name.len() == 2 && name.bytes().all(|b| b.is_ascii_uppercase());
        claim.context.names.iter().filter(code).cloned().collect()
    };
    let (x, y) = (of(a), of(b));
    let known = |places: Vec<String>| (!places.is_empty()).then_some(places);
    Match::of(known(x), known(y), |x, y| {
        x.iter().any(|place| y.contains(place))
    })
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
    } else if a.script == b.script {
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
    match &claim.says {
        Says::Amount { quantity, .. } => quantity.class.as_deref(),
        _ => None,
    }
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
