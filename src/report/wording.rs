//! What a finding tells its reader: one sentence why, and what would settle it.
//! It words reasons given as data; it never says who is right, and it decides nothing.

use super::humane;
use crate::claim::classes;
use crate::normalise::Decimal;
use crate::reconcile::{Reason, RelationKind, Topic};

/// Two labels and everything that the reasons say, by name.
struct Told<'r> {
    who: [String; 2],
    both: String,
    one_outlet: bool,
    same_article: bool,
    about: Option<String>,
    party: Option<&'r str>,
    measure: Option<String>,
    value: Option<String>,
    values: Option<[String; 2]>,
    measures: Option<[String; 2]>,
    parties: Option<[&'r str; 2]>,
    times: Option<[&'r str; 2]>,
    hedges: Option<[&'r str; 2]>,
    words: Option<[&'r str; 2]>,
    sources: Option<[&'r str; 2]>,
    sum: Option<(&'r [Decimal], Decimal, Decimal)>,
    share: Option<u8>,
    later: Option<(&'r str, &'r str)>,
}

/// One neutral sentence that a reader understands without the articles. `who` are the names of the
/// two sides, an outlet or a file each.
///
/// ```
/// use gainsay::reconcile::{Reason, RelationKind, Topic};
/// let reasons = [
///     Reason::SameMeasure { measure: "missing".into() },
///     Reason::Values { a: "83".into(), b: "38".into() },
/// ];
/// let said = gainsay::report::explanation(
///     RelationKind::Contradicts, Topic::Value, &reasons, ["Meridian Press", "Gazzetta"],
/// );
/// assert_eq!(said, "On the number of missing, Meridian Press has 83 and Gazzetta has 38.");
/// ```
pub fn explanation(
    relation: RelationKind,
    topic: Topic,
    reasons: &[Reason],
    who: [&str; 2],
) -> String {
    let told = Told::new(reasons, who);
    let sentence = match relation {
        RelationKind::Contradicts => told.contradicts(topic),
        RelationKind::Differs => told.differs(topic),
        RelationKind::Supersedes => told.supersedes(topic),
        RelationKind::AddsUp => told.adds_up(topic),
        RelationKind::SameOrigin => told.same_origin(topic),
        RelationKind::Agrees => told.agrees(),
    };
    told.begun(sentence) + "."
}

/// What would settle it, as the end of "To settle it: …"; nothing where nothing is open.
pub fn resolve(
    relation: RelationKind,
    topic: Topic,
    reasons: &[Reason],
    who: [&str; 2],
) -> Option<String> {
    let told = Told::new(reasons, who);
    match relation {
        RelationKind::Contradicts | RelationKind::Differs => told.settled_by(relation, topic),
        _ => None,
    }
}

impl<'r> Told<'r> {
    fn new(reasons: &'r [Reason], who: [&str; 2]) -> Self {
        let mut told = Self {
            who: who.map(str::to_owned),
            both: format!("{} and {}", who[0], who[1]),
            one_outlet: who[0] == who[1],
            same_article: false,
            about: None,
            party: None,
            measure: None,
            value: None,
            values: None,
            measures: None,
            parties: None,
            times: None,
            hedges: None,
            words: None,
            sources: None,
            sum: None,
            share: None,
            later: None,
        };
        for reason in reasons {
            told.take(reason);
        }
        if told.same_article {
            let article = who[0];
            told.who = [article.to_owned(), "the same article elsewhere".to_owned()];
            told.both = format!("two passages of {article}");
        } else if told.one_outlet {
            let outlet = who[0];
            told.who = [
                format!("one article of {outlet}"),
                format!("another of {outlet}"),
            ];
            told.both = format!("two articles of {outlet}");
        }
        told.about = match (&told.measure, told.party) {
            (Some(measure), Some(party)) => Some(format!("{measure} ({party})")),
            (Some(measure), None) => Some(measure.clone()),
            (None, Some(party)) => Some(party.to_owned()),
            (None, None) => None,
        };
        told
    }

    fn take(&mut self, reason: &'r Reason) {
        match reason {
            Reason::SameParty { name } => self.party = self.party.or(Some(name)),
            Reason::SameMeasure { measure } => self.measure = Some(measure_phrase(measure)),
            Reason::SameValue { value } => self.value = Some(humane(value)),
            Reason::Values { a, b } => self.values = Some([humane(a), humane(b)]),
            Reason::Measures { a, b } => {
                self.measures = Some([measure_phrase(a), measure_phrase(b)]);
            }
            Reason::Parties { a, b } => self.parties = Some([a, b]),
            Reason::Times { a, b } => self.times = Some([a, b]),
            Reason::Hedges { a, b } => self.hedges = Some([a, b]),
            Reason::Words { a, b } => self.words = Some([a, b]),
            Reason::Sources { a, b } => self.sources = Some([a, b]),
            Reason::Sum { parts, sum, total } => self.sum = Some((parts, *sum, *total)),
            Reason::Share { per_cent } => self.share = Some(*per_cent),
            Reason::Later { a, b, .. } => self.later = Some((a, b)),
            Reason::SameArticle => self.same_article = true,
            Reason::SameEvent { .. }
            | Reason::Days { .. }
            | Reason::Polarity { .. }
            | Reason::Modalities { .. }
            | Reason::Versions { .. }
            | Reason::Exchanged
            | Reason::Counted { .. }
            | Reason::Closeness { .. }
            | Reason::SharedContext { .. } => {}
        }
    }

    /// The sentence with a capital, unless it begins with a label, which stays as it is written.
    fn begun(&self, sentence: String) -> String {
        let labels = self.who.iter().chain([&self.both]);
        if labels
            .into_iter()
            .any(|label| sentence.starts_with(label.as_str()))
            && !self.one_outlet
        {
            return sentence;
        }
        let mut chars = sentence.chars();
        let first = chars.next().map(char::to_uppercase);
        first.map_or_else(String::new, |c| c.collect::<String>() + chars.as_str())
    }

    /// "On X, " where it is known what the claims are about.
    fn on(&self) -> String {
        let about = self.about.as_ref();
        about.map_or_else(String::new, |about| format!("on {about}, "))
    }

    /// "of X", or `otherwise`.
    fn of(&self, otherwise: &str) -> String {
        self.about.clone().unwrap_or_else(|| otherwise.to_owned())
    }

    /// "On X, A has 1 and B has 2".
    fn a_has_b_has(&self, pair: &[String; 2]) -> String {
        let ([a, b], [one, other]) = (&self.who, pair);
        format!("{}{a} has {one} and {b} has {other}", self.on())
    }

    fn contradicts(&self, topic: Topic) -> String {
        let [a, b] = &self.who;
        match topic {
            Topic::Value => match &self.values {
                Some(values) => self.a_has_b_has(values),
                None => format!("{}{} give different numbers", self.on(), self.both),
            },
            Topic::Unit => match &self.values {
                Some(values) => {
                    let on = self.a_has_b_has(values);
                    format!("{on}: the same number in another unit")
                }
                None => format!(
                    "{}{} give the same number in different units",
                    self.on(),
                    self.both
                ),
            },
            Topic::Measure => {
                let value = self.value.clone().unwrap_or_else(|| "one amount".into());
                let of = self.party.map_or_else(String::new, |p| format!(" ({p})"));
                match &self.measures {
                    Some([one, other]) => {
                        format!("{value}{of} is {one} in {a} and {other} in {b}")
                    }
                    None => format!("{value}{of} measures different things in {}", self.both),
                }
            }
            Topic::Party => match self.parties {
                Some([one, other]) => {
                    let of = self.of("the same event");
                    format!("of {of}, {a} names {one} and {b} names {other} in the same role")
                }
                None => format!("{}{} name different parties", self.on(), self.both),
            },
            Topic::Time => match self.times {
                Some([one, other]) => {
                    let of = self.of("the same event");
                    format!("{a} dates {of} {one} and {b} dates it {other}")
                }
                None => format!("{}{} give different dates", self.on(), self.both),
            },
            Topic::Quote => self.quoted("in versions that exclude one another"),
            Topic::Source => match self.sources {
                Some([one, other]) => {
                    format!("{a} has one statement from {one} and {b} has it from {other}")
                }
                None => format!("{} name different sources for one statement", self.both),
            },
            Topic::Polarity => match &self.values {
                Some([one, other]) if one != other => {
                    format!("{}{a} has it {one} and {b} has it {other}", self.on())
                }
                _ => format!(
                    "of {}, one affirms {} and the other denies it",
                    self.both,
                    self.of("what happened")
                ),
            },
            Topic::Sum => match &self.sum {
                Some((parts, sum, total)) => format!(
                    "the parts {} make {}, but the total given is {}",
                    listed(parts),
                    humane(&sum.normalize().to_string()),
                    humane(&total.normalize().to_string())
                ),
                None => format!("the parts in {} do not make the total given", self.both),
            },
            _ => format!("{}{} cannot both be true", self.on(), self.both),
        }
    }

    fn differs(&self, topic: Topic) -> String {
        let [a, b] = &self.who;
        match topic {
            Topic::Hedge => match (self.hedges, &self.values) {
                (Some([one, other]), _) => {
                    let value = self.value.as_deref().unwrap_or("the number");
                    self.a_has_b_has(&[hedged(one, value), hedged(other, value)])
                }
                (None, Some(values)) => self.a_has_b_has(values),
                (None, None) => format!("{}{} hedge one number differently", self.on(), self.both),
            },
            Topic::Precision => match &self.values {
                Some(values) => format!(
                    "{}: one may be the other, rounded",
                    self.a_has_b_has(values)
                ),
                None => format!("{}{} round differently", self.on(), self.both),
            },
            Topic::Scope => match &self.values {
                Some(values) => format!(
                    "{}, but perhaps not of the same whole, place or period",
                    self.a_has_b_has(values)
                ),
                None => format!("{}{} count more and less", self.on(), self.both),
            },
            Topic::Quote => self.quoted("in different words"),
            Topic::Source => match self.sources {
                Some([one, other]) => {
                    format!("for one statement {a} names {one} as its source and {b} {other}")
                }
                None => format!(
                    "{} say more and less of the source of one statement",
                    self.both
                ),
            },
            Topic::Modality => match &self.values {
                Some([one, other]) => {
                    format!("{}{a} has it as {one} and {b} as {other}", self.on())
                }
                None => format!(
                    "{}one of {} has as a fact what the other has as a plan or a possibility",
                    self.on(),
                    self.both
                ),
            },
            Topic::Time => match self.times {
                Some([one, other]) => format!(
                    "{}{a} gives the time as {one} and {b} as {other}, which may be the same",
                    self.on()
                ),
                None => format!(
                    "{}{} give times that cannot be compared",
                    self.on(),
                    self.both
                ),
            },
            _ => match &self.values {
                Some(values) => self.a_has_b_has(values),
                None => format!("{}{} say it differently", self.on(), self.both),
            },
        }
    }

    fn supersedes(&self, topic: Topic) -> String {
        let [a, b] = &self.who;
        let order = self.later.map_or_else(String::new, |(on_a, on_b)| {
            format!(" (dated {on_a} and {on_b})")
        });
        match topic {
            Topic::Value => match &self.values {
                Some(values) => format!("{}{order}", self.a_has_b_has(values)),
                None => format!("{}the later article has a newer number{order}", self.on()),
            },
            Topic::Time => match self.times {
                Some([one, other]) => {
                    let of = self.of("the event");
                    format!("{a} sets {of} for {one} and {b} sets it for {other}{order}")
                }
                None => format!("{}the later article sets another date{order}", self.on()),
            },
            Topic::State => format!(
                "{}what the earlier article describes had ended by the later one{order}",
                self.on()
            ),
            Topic::Correction => match &self.values {
                Some(values) => format!(
                    "{}, one of them in a correction{order}",
                    self.a_has_b_has(values)
                ),
                None => format!("{}one of the articles corrects the other{order}", self.on()),
            },
            _ => format!(
                "{}the later article updates the earlier one{order}",
                self.on()
            ),
        }
    }

    fn adds_up(&self, topic: Topic) -> String {
        match (&self.sum, topic) {
            (Some((parts, _, total)), Topic::Sum) => format!(
                "{} make {}",
                listed(parts),
                humane(&total.normalize().to_string())
            ),
            (_, Topic::Share) => format!("the share, its base and its amount fit in {}", self.both),
            (_, Topic::Change) => format!("the change and its two levels fit in {}", self.both),
            _ => format!("the numbers in {} explain one another", self.both),
        }
    }

    fn same_origin(&self, topic: Topic) -> String {
        let [a, b] = &self.who;
        let made = match topic {
            Topic::Copy => "is a copy of",
            Topic::Excerpt => "is an excerpt from",
            Topic::Translation => "is a translation of",
            _ => "is a rewrite of",
        };
        let share = self.share.map_or_else(String::new, |per_cent| {
            format!(": {per_cent} per cent of its sentences are in both")
        });
        format!("the text of {b} {made} that of {a}{share}, so that the two count as one source")
    }

    fn agrees(&self) -> String {
        let value = self.value.as_deref().unwrap_or("the same");
        format!("{}{} both have {value}", self.on(), self.both)
    }

    fn quoted(&self, how: &str) -> String {
        let [a, b] = &self.who;
        let whose = match self.party {
            Some(party) => format!("one statement of {party}"),
            None => "one statement".to_owned(),
        };
        let only = match self.words {
            Some(["", ""]) | None => String::new(),
            Some([one, ""]) => format!(": only {a} has “{one}”"),
            Some(["", other]) => format!(": only {b} has “{other}”"),
            Some([one, other]) => format!(": {a} has “{one}” where {b} has “{other}”"),
        };
        format!("{} quote {whose} {how}{only}", self.both)
    }

    fn settled_by(&self, relation: RelationKind, topic: Topic) -> Option<String> {
        let contradicts = relation == RelationKind::Contradicts;
        let asked = match self.party {
            Some(party) => format!(", or {party}'s own word"),
            None => String::new(),
        };
        Some(match topic {
            Topic::Value => format!("the source each article has its number from{asked}"),
            Topic::Unit => "which unit or currency the first source gives".to_owned(),
            Topic::Measure => {
                format!("what the amount is of, in the announcement both go back to{asked}")
            }
            Topic::Party => "who is who in the first announcement or document".to_owned(),
            Topic::Time if contradicts => "the date in a document or announcement".to_owned(),
            Topic::Time => "the publication date of each article".to_owned(),
            Topic::Quote if self.party.is_some() || contradicts => {
                "a recording or the full text of the statement".to_owned()
            }
            Topic::Source => match self.sources {
                Some([one, other]) => format!("whether {one} and {other} are the same"),
                None => "who said it first, and where".to_owned(),
            },
            Topic::Polarity => format!("the latest word of the source{asked}"),
            Topic::Sum => "which part is missing, or which number is mistaken".to_owned(),
            Topic::Hedge => "whether the source bound the number".to_owned(),
            Topic::Scope => "what exactly is counted in each".to_owned(),
            Topic::Modality => "whether it has happened yet".to_owned(),
            _ => return None,
        })
    }
}

fn listed(parts: &[Decimal]) -> String {
    let shown: Vec<String> = parts
        .iter()
        .map(|part| humane(&part.normalize().to_string()))
        .collect();
    match shown.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        other => other.join(""),
    }
}

/// A number with its hedge, as a reader says it.
fn hedged(id: &str, value: &str) -> String {
    match id {
        "exact" => format!("{value} without a hedge"),
        "approx" => format!("about {value}"),
        "range" => format!("a range around {value}"),
        bound => format!("{} {value}", bound.replace('_', " ")),
    }
}

/// How a measure or count class reads inside a sentence: `deaths` as "the number of deaths",
/// `person` as "the number of people"; a word that is no class id is quoted as it is written.
pub fn measure_phrase(id: &str) -> String {
    let phrase = classes::measure(id).map(|class| class.phrase);
    match phrase.or_else(|| classes::count(id).map(|class| class.phrase)) {
        Some(phrase) => format!("the {phrase}"),
        None => format!("“{id}”"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::NAMES;

    fn reasons() -> Vec<Reason> {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let (a, b) = pair("50000000000 USD", "38000000000 USD");
        let (ma, mb) = pair("funding_round", "valuation");
        let (pa, pb) = pair("Nordvik", "Halden");
        let (ta, tb) = pair("2019", "2018");
        let (ha, hb) = pair("at_most", "exact");
        let (wa, wb) = pair("never", "");
        let (sa, sb) = pair("a person familiar with the matter", "the spokesman");
        vec![
            Reason::SameParty {
                name: "Amazon".into(),
            },
            Reason::SameMeasure {
                measure: "investment".into(),
            },
            Reason::SameValue {
                value: "110000000000 USD".into(),
            },
            Reason::Values { a, b },
            Reason::Measures { a: ma, b: mb },
            Reason::Parties { a: pa, b: pb },
            Reason::Times { a: ta, b: tb },
            Reason::Hedges { a: ha, b: hb },
            Reason::Words { a: wa, b: wb },
            Reason::Sources { a: sa, b: sb },
            Reason::Sum {
                parts: vec![123.into(), 6.into(), 38.into()],
                sum: 167.into(),
                total: 212.into(),
            },
            Reason::Share { per_cent: 93 },
            Reason::Later {
                which: "b".into(),
                a: "2025-10-14".into(),
                b: "2025-10-15".into(),
            },
        ]
    }

    fn manual(reasons: &[Reason], who: [&str; 2]) -> String {
        let mut lines = String::new();
        for named in NAMES {
            let topic = named.topic.unwrap_or(Topic::Value);
            let said = explanation(named.relation, topic, reasons, who);
            lines += &format!("{}: {said}", named.name());
            if let Some(settles) = resolve(named.relation, topic, reasons, who) {
                lines += &format!(" [{settles}]");
            }
            lines.push('\n');
        }
        lines
    }

    #[test]
    fn every_name_has_a_sentence() {
        insta::assert_snapshot!(manual(&reasons(), ["Harbor Wire", "Le Guichet"]), @"
        contradicts/value: On the investment (Amazon), Harbor Wire has 50 billion USD and Le Guichet has 38 billion USD. [the source each article has its number from, or Amazon's own word]
        contradicts/unit: On the investment (Amazon), Harbor Wire has 50 billion USD and Le Guichet has 38 billion USD: the same number in another unit. [which unit or currency the first source gives]
        contradicts/measure: 110 billion USD (Amazon) is the funding round in Harbor Wire and the valuation in Le Guichet. [what the amount is of, in the announcement both go back to, or Amazon's own word]
        contradicts/party: Of the investment (Amazon), Harbor Wire names Nordvik and Le Guichet names Halden in the same role. [who is who in the first announcement or document]
        contradicts/time: Harbor Wire dates the investment (Amazon) 2019 and Le Guichet dates it 2018. [the date in a document or announcement]
        contradicts/quote: Harbor Wire and Le Guichet quote one statement of Amazon in versions that exclude one another: only Harbor Wire has “never”. [a recording or the full text of the statement]
        contradicts/source: Harbor Wire has one statement from a person familiar with the matter and Le Guichet has it from the spokesman. [whether a person familiar with the matter and the spokesman are the same]
        contradicts/polarity: On the investment (Amazon), Harbor Wire has it 50 billion USD and Le Guichet has it 38 billion USD. [the latest word of the source, or Amazon's own word]
        contradicts/sum: The parts 123, 6 and 38 make 167, but the total given is 212. [which part is missing, or which number is mistaken]
        differs/hedge: On the investment (Amazon), Harbor Wire has at most 110 billion USD and Le Guichet has 110 billion USD without a hedge. [whether the source bound the number]
        differs/precision: On the investment (Amazon), Harbor Wire has 50 billion USD and Le Guichet has 38 billion USD: one may be the other, rounded.
        differs/scope: On the investment (Amazon), Harbor Wire has 50 billion USD and Le Guichet has 38 billion USD, but perhaps not of the same whole, place or period. [what exactly is counted in each]
        differs/quote: Harbor Wire and Le Guichet quote one statement of Amazon in different words: only Harbor Wire has “never”. [a recording or the full text of the statement]
        differs/source: For one statement Harbor Wire names a person familiar with the matter as its source and Le Guichet the spokesman. [whether a person familiar with the matter and the spokesman are the same]
        differs/modality: On the investment (Amazon), Harbor Wire has it as 50 billion USD and Le Guichet as 38 billion USD. [whether it has happened yet]
        differs/time: On the investment (Amazon), Harbor Wire gives the time as 2019 and Le Guichet as 2018, which may be the same. [the publication date of each article]
        supersedes/value: On the investment (Amazon), Harbor Wire has 50 billion USD and Le Guichet has 38 billion USD (dated 2025-10-14 and 2025-10-15).
        supersedes/time: Harbor Wire sets the investment (Amazon) for 2019 and Le Guichet sets it for 2018 (dated 2025-10-14 and 2025-10-15).
        supersedes/state: On the investment (Amazon), what the earlier article describes had ended by the later one (dated 2025-10-14 and 2025-10-15).
        supersedes/correction: On the investment (Amazon), Harbor Wire has 50 billion USD and Le Guichet has 38 billion USD, one of them in a correction (dated 2025-10-14 and 2025-10-15).
        adds_up/sum: 123, 6 and 38 make 212.
        adds_up/share: The share, its base and its amount fit in Harbor Wire and Le Guichet.
        adds_up/change: The change and its two levels fit in Harbor Wire and Le Guichet.
        same_origin/copy: The text of Le Guichet is a copy of that of Harbor Wire: 93 per cent of its sentences are in both, so that the two count as one source.
        same_origin/excerpt: The text of Le Guichet is an excerpt from that of Harbor Wire: 93 per cent of its sentences are in both, so that the two count as one source.
        same_origin/rewrite: The text of Le Guichet is a rewrite of that of Harbor Wire: 93 per cent of its sentences are in both, so that the two count as one source.
        same_origin/translation: The text of Le Guichet is a translation of that of Harbor Wire: 93 per cent of its sentences are in both, so that the two count as one source.
        agrees: On the investment (Amazon), Harbor Wire and Le Guichet both have 110 billion USD.
        ");
    }

    #[test]
    fn every_name_has_a_sentence_when_nothing_is_known() {
        insta::assert_snapshot!(manual(&[], ["a.txt", "b.txt"]), @"
        contradicts/value: a.txt and b.txt give different numbers. [the source each article has its number from]
        contradicts/unit: a.txt and b.txt give the same number in different units. [which unit or currency the first source gives]
        contradicts/measure: One amount measures different things in a.txt and b.txt. [what the amount is of, in the announcement both go back to]
        contradicts/party: a.txt and b.txt name different parties. [who is who in the first announcement or document]
        contradicts/time: a.txt and b.txt give different dates. [the date in a document or announcement]
        contradicts/quote: a.txt and b.txt quote one statement in versions that exclude one another. [a recording or the full text of the statement]
        contradicts/source: a.txt and b.txt name different sources for one statement. [who said it first, and where]
        contradicts/polarity: Of a.txt and b.txt, one affirms what happened and the other denies it. [the latest word of the source]
        contradicts/sum: The parts in a.txt and b.txt do not make the total given. [which part is missing, or which number is mistaken]
        differs/hedge: a.txt and b.txt hedge one number differently. [whether the source bound the number]
        differs/precision: a.txt and b.txt round differently.
        differs/scope: a.txt and b.txt count more and less. [what exactly is counted in each]
        differs/quote: a.txt and b.txt quote one statement in different words.
        differs/source: a.txt and b.txt say more and less of the source of one statement. [who said it first, and where]
        differs/modality: One of a.txt and b.txt has as a fact what the other has as a plan or a possibility. [whether it has happened yet]
        differs/time: a.txt and b.txt give times that cannot be compared. [the publication date of each article]
        supersedes/value: The later article has a newer number.
        supersedes/time: The later article sets another date.
        supersedes/state: What the earlier article describes had ended by the later one.
        supersedes/correction: One of the articles corrects the other.
        adds_up/sum: The numbers in a.txt and b.txt explain one another.
        adds_up/share: The share, its base and its amount fit in a.txt and b.txt.
        adds_up/change: The change and its two levels fit in a.txt and b.txt.
        same_origin/copy: The text of b.txt is a copy of that of a.txt, so that the two count as one source.
        same_origin/excerpt: The text of b.txt is an excerpt from that of a.txt, so that the two count as one source.
        same_origin/rewrite: The text of b.txt is a rewrite of that of a.txt, so that the two count as one source.
        same_origin/translation: The text of b.txt is a translation of that of a.txt, so that the two count as one source.
        agrees: a.txt and b.txt both have the same.
        ");
    }

    #[test]
    fn one_article_or_one_outlet_is_not_named_twice() {
        let values = Reason::Values {
            a: "6".into(),
            b: "9".into(),
        };
        let topic = (RelationKind::Contradicts, Topic::Value);
        let who = ["Gazzetta", "Gazzetta"];
        let said = explanation(topic.0, topic.1, std::slice::from_ref(&values), who);
        assert_eq!(
            said,
            "One article of Gazzetta has 6 and another of Gazzetta has 9."
        );
        let said = explanation(topic.0, topic.1, &[values, Reason::SameArticle], who);
        assert_eq!(said, "Gazzetta has 6 and the same article elsewhere has 9.");
    }

    #[test]
    fn classes_read_as_nouns() {
        for (id, phrase) in [
            ("deaths", "the number of deaths"),
            ("deal_value", "the value of the deal"),
            ("person", "the number of people"),
            ("complaint", "the number of complaints"),
            ("deposito", "“deposito”"),
        ] {
            assert_eq!(measure_phrase(id), phrase);
        }
    }
}
