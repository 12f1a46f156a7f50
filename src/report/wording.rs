//! What a finding tells its reader: one sentence why, and what would settle it.
//! It words reasons given as data; it never says who is right, and it decides nothing.

use jiff::civil::Date;

use super::days::{DATE, DAY, english_days};
use super::humane;
use super::numbers::{humane_all, humane_pair, with_unit};
use crate::claim::classes;
use crate::normalise::Decimal;
use crate::reconcile::{Reason, RelationKind, Topic};

/// Two labels and everything that the reasons say, by name.
#[derive(Default)]
struct Told<'r> {
    who: [String; 2],
    both: String,
    outlet: Option<&'r str>,
    same_article: bool,
    about: Option<String>,
    party: Option<&'r str>,
    event: Option<String>,
    measure: Option<String>,
    /// Whether the party keeps this number itself: a firm knows what it paid, a ferry not who is missing.
    own: bool,
    value: Option<String>,
    values: Option<[String; 2]>,
    measures: Option<[String; 2]>,
    parties: Option<[&'r str; 2]>,
    exchanged: bool,
    /// The party, and which of the two has it pay.
    paid: Option<(&'r str, usize)>,
    times: Option<[&'r str; 2]>,
    days: Option<([&'r str; 2], &'r str)>,
    hedges: Option<[&'r str; 2]>,
    modalities: Option<[&'r str; 2]>,
    words: Option<[&'r str; 2]>,
    versions: Option<&'r str>,
    denial: Option<Denial<'r>>,
    sources: Option<[&'r str; 2]>,
    sum: Option<Total<'r>>,
    counted: Option<(&'r [String], &'r str, &'r str)>,
    share: Option<u8>,
    later: Option<Later>,
}

/// Who denies what the other affirms.
struct Denial<'r> {
    words: [&'r str; 2],
    /// 0 or 1.
    by: usize,
}

/// A sum and what it should be.
struct Total<'r> {
    parts: &'r [Decimal],
    sum: Decimal,
    stated: Decimal,
}

/// The days of two articles.
struct Later {
    days: [Option<Date>; 2],
    /// 0 or 1.
    later: usize,
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
/// assert_eq!(said, "On the number of people missing, Meridian Press has 83 and Gazzetta has 38.");
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
    fn new(reasons: &'r [Reason], who: [&'r str; 2]) -> Self {
        let mut told = Self {
            who: who.map(str::to_owned),
            both: format!("{} and {}", who[0], who[1]),
            outlet: (who[0] == who[1]).then_some(who[0]),
            ..Self::default()
        };
        for reason in reasons {
            told.take(reason);
        }
        if told.same_article {
            let article = who[0];
            told.who = [article.to_owned(), "the same article elsewhere".to_owned()];
            told.both = format!("two passages of {article}");
        } else if let Some(outlet) = told.outlet {
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
            Reason::SameEvent { event } => self.event = Some(event.replace('_', " ")),
            Reason::SameMeasure { measure } => {
                self.measure = Some(measure_phrase(measure));
                let counted = classes::count(measure).is_some()
                    || classes::measure(measure).is_some_and(|class| class.dimension == "count");
                self.own = !counted;
            }
            Reason::SameValue { value } => self.value = Some(humane(value)),
            Reason::Values { a, b } => self.values = Some(humane_pair([a, b])),
            Reason::Measures { a, b } => {
                self.measures = Some([measure_phrase(a), measure_phrase(b)]);
            }
            Reason::Parties { a, b } => self.parties = Some([a, b]),
            Reason::Exchanged => self.exchanged = true,
            Reason::Paid { party, pays } => self.paid = Some((party, usize::from(pays != "a"))),
            Reason::Times { a, b } => self.times = Some([a, b]),
            Reason::Days { a, b, relation } => self.days = Some(([a, b], relation)),
            Reason::Hedges { a, b } => self.hedges = Some([a, b]),
            Reason::Modalities { a, b } => self.modalities = Some([a, b]),
            Reason::Words { a, b } => self.words = Some([a, b]),
            Reason::Versions { differ } => self.versions = Some(differ),
            Reason::Polarity { a, b, denied } => {
                self.denial = Some(Denial {
                    words: [a, b],
                    by: usize::from(denied != "a"),
                });
            }
            Reason::Sources { a, b } => self.sources = Some([a, b]),
            Reason::Sum { parts, sum, total } => {
                self.sum = Some(Total {
                    parts,
                    sum: *sum,
                    stated: *total,
                });
            }
            Reason::Counted { parts, total, unit } => self.counted = Some((parts, total, unit)),
            Reason::Share { per_cent } => self.share = Some(*per_cent),
            Reason::Later { which, a, b } => {
                self.later = Some(Later {
                    days: [a.parse().ok(), b.parse().ok()],
                    later: usize::from(which != "a"),
                });
            }
            Reason::SameArticle => self.same_article = true,
            Reason::Closeness { .. } | Reason::SharedContext { .. } => {}
        }
    }

    /// The sentence with a capital, unless it begins with a label, which stays as it is written.
    fn begun(&self, sentence: String) -> String {
        let mut labels = self.who.iter().chain([&self.both]);
        if labels.any(|label| sentence.starts_with(label.as_str())) && self.outlet.is_none() {
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

    /// " for the same thing" where it is not.
    fn for_what(&self) -> &'static str {
        if self.about.is_none() {
            " for the same thing"
        } else {
            ""
        }
    }

    /// The event, with what is known of it in brackets.
    fn event(&self) -> String {
        let known = [self.event.as_deref(), self.measure.as_deref(), self.party];
        bracketed("the same event", known)
    }

    /// "the date of X".
    fn date(&self) -> String {
        match &self.value {
            Some(value) => {
                let known = [self.measure.as_deref(), self.party];
                bracketed(&format!("the date of the {value}"), known)
            }
            None => format!("the date of {}", self.event()),
        }
    }

    /// "On X, A has 1 and B has 2".
    fn a_has_b_has(&self, pair: &[String; 2]) -> String {
        let ([a, b], [one, other]) = (&self.who, pair);
        format!("{}{a} has {one} and {b} has {other}", self.on())
    }

    /// The times that both give, as English dates with the words of each; the words alone where they
    /// stand for no known day.
    fn dates(&self) -> Option<[String; 2]> {
        let words = self.times?;
        let Some((days, relation)) = self.days else {
            return Some(words.map(str::to_owned));
        };
        let relation = match relation {
            "in" => "",
            "since" => "it from ",
            other => &format!("it {other} "),
        };
        Some([0, 1].map(|at| match english_days(days[at]) {
            Some(date) if words[at].contains(&date) => format!("{relation}{date}"),
            Some(date) => format!("{relation}{date} (“{}”)", words[at]),
            None => words[at].to_owned(),
        }))
    }

    /// The two sides, the one to be told first first, each with the day of its article: "A (14 October)"
    /// and "B (15 October 2025)".
    fn dated(&self, order: [usize; 2]) -> [String; 2] {
        let days = self.later.as_ref().map(|later| later.days);
        let Some([Some(x), Some(y)]) = days.map(|days| order.map(|at| days[at])) else {
            return order.map(|at| self.who[at].clone());
        };
        let short = if x.year() == y.year() { DAY } else { DATE };
        let [first, second] = order.map(|at| &self.who[at]);
        [
            format!("{first} ({})", x.strftime(short)),
            format!("{second} ({})", y.strftime(DATE)),
        ]
    }

    /// The earlier side and the later one, where it is known which is which.
    fn in_time(&self) -> Option<[usize; 2]> {
        let later = self.later.as_ref()?.later;
        Some([1 - later, later])
    }

    fn contradicts(&self, topic: Topic) -> String {
        let [a, b] = &self.who;
        match topic {
            Topic::Value => match &self.values {
                Some(values) => self.a_has_b_has(values) + self.for_what(),
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
                        format!("{a} gives {value}{of} as {one} and {b} as {other}")
                    }
                    None => format!("{value}{of} measures different things in {}", self.both),
                }
            }
            Topic::Party => self.in_role(),
            Topic::Time => match self.dates() {
                Some([one, other]) => {
                    format!("on {}, {a} has {one} and {b} has {other}", self.date())
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
            Topic::Polarity => self.denied(),
            Topic::Sum => match &self.sum {
                Some(total) => {
                    let [parts, sum, stated] = self.summed(total);
                    format!(
                        "{}{parts} make {sum}, but the total given is {stated}",
                        self.inside()
                    )
                }
                None => format!("the parts in {} do not make the total given", self.both),
            },
            _ => format!("{}{} cannot both be true", self.on(), self.both),
        }
    }

    fn in_role(&self) -> String {
        let [a, b] = &self.who;
        if let (Some((party, pays)), Some(value)) = (self.paid, &self.value) {
            let (pays, paid) = (&self.who[pays], &self.who[1 - pays]);
            return format!(
                "for the same {value}, {pays} has {party} pay and {paid} has {party} be paid"
            );
        }
        let Some([one, other]) = self.parties else {
            return format!("{}{} name different parties", self.on(), self.both);
        };
        let of = match (&self.value, &self.measure) {
            (Some(value), Some(measure)) => format!("for {value} ({measure})"),
            (Some(value), None) => format!("for the same {value}"),
            (None, _) => format!("of {}", self.event()),
        };
        let change = if self.exchanged {
            ": the two parties change places"
        } else {
            ""
        };
        format!("{of}, {a} names {one} where {b} names {other}{change}")
    }

    /// That one of them denies what the other affirms.
    fn denied(&self) -> String {
        let Some(denial) = &self.denial else {
            let what = self.about.as_deref().unwrap_or("what happened");
            return format!(
                "of {}, one affirms {what} and the other denies it",
                self.both
            );
        };
        let [no, yes] = [denial.by, 1 - denial.by];
        let (denies, affirms) = (&self.who[no], &self.who[yes]);
        let [no, yes] = [no, yes].map(|at| in_brackets(denial.words[at]));
        match &self.value {
            Some(value) => format!(
                "{}{denies} says that {value} is wrong{no} and {affirms} has it{yes}",
                self.on()
            ),
            None => format!(
                "of {}, {denies} says that it did not happen{no} and {affirms} that it did{yes}",
                self.event()
            ),
        }
    }

    fn differs(&self, topic: Topic) -> String {
        let [a, b] = &self.who;
        match topic {
            Topic::Hedge => match (self.hedges, &self.values) {
                (Some(hedges), _) => {
                    let value = self.value.as_deref().unwrap_or("the number");
                    self.a_has_b_has(&hedged(hedges, value))
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
                    format!(
                        "{a} names “{one}” as the source of one statement and {b} names “{other}”"
                    )
                }
                None => format!(
                    "{} say more and less of the source of one statement",
                    self.both
                ),
            },
            Topic::Modality => match self.modalities {
                Some(modalities) => {
                    let value = self.value.as_deref().unwrap_or("it");
                    let [one, other] = modalities.map(presented);
                    format!("{}{a} gives {value} as {one} and {b} as {other}", self.on())
                }
                None => format!(
                    "{}one of {} has as a fact what the other has as a plan or a possibility",
                    self.on(),
                    self.both
                ),
            },
            Topic::Time => match (self.dates(), &self.values) {
                (Some([one, other]), _) => format!(
                    "on {}, {a} has {one} and {b} has {other}, which may be the same",
                    self.date()
                ),
                (None, Some(values)) => format!(
                    "{}, and which of them is the later is not known",
                    self.a_has_b_has(values)
                ),
                (None, None) => format!(
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
        let Some(order) = self.in_time() else {
            let updates = || format!("{}one of {} updates the other", self.on(), self.both);
            let values = self.values.as_ref().map(|values| self.a_has_b_has(values));
            return values.unwrap_or_else(updates);
        };
        let [earlier, later] = self.dated(order);
        match topic {
            Topic::Value => match &self.values {
                Some(values) => {
                    let [was, is] = order.map(|at| &values[at]);
                    format!("{}{earlier} had {was} and {later} has {is}", self.on())
                }
                None => format!("{}{later} has a newer number than {earlier}", self.on()),
            },
            Topic::Time => match self.dates() {
                Some(dates) => {
                    let [was, is] = order.map(|at| &dates[at]);
                    let date = self.date();
                    format!("on {date}, {earlier} had {was} and {later} has {is}")
                }
                None => format!("{}{later} sets another date than {earlier} did", self.on()),
            },
            Topic::State => match &self.denial {
                Some(denial) => {
                    let [was, is] = order.map(|at| in_brackets(denial.words[at]));
                    format!(
                        "of {}, {earlier} said that it had not happened{was} and {later} says that it has{is}",
                        self.event()
                    )
                }
                None => format!(
                    "{}what {earlier} describes had ended when {later} appeared",
                    self.on()
                ),
            },
            Topic::Correction => match (&self.denial, &self.value) {
                (Some(denial), Some(value)) => {
                    let [corrects, had] = self.dated([denial.by, 1 - denial.by]);
                    let words = in_brackets(denial.words[denial.by]);
                    format!(
                        "{}{corrects} says that {value} is wrong{words}; {had} had it",
                        self.on()
                    )
                }
                _ => match &self.values {
                    Some(values) => {
                        let [was, is] = order.map(|at| &values[at]);
                        let on = self.on();
                        format!("{on}{later} has {is} in place of {was}, which {earlier} had")
                    }
                    None => format!("{}{later} corrects {earlier}", self.on()),
                },
            },
            _ => format!("{}{later} updates {earlier}", self.on()),
        }
    }

    fn adds_up(&self, topic: Topic) -> String {
        match (&self.sum, topic) {
            (Some(total), Topic::Sum) => {
                let [parts, _, stated] = self.summed(total);
                format!("{}{parts} make {stated}", self.inside())
            }
            (_, Topic::Share) => format!("the share, its base and its amount fit in {}", self.both),
            (_, Topic::Change) => format!("the change and its two levels fit in {}", self.both),
            _ => format!("the numbers in {} explain one another", self.both),
        }
    }

    /// "In X, " where all numbers are from one outlet.
    fn inside(&self) -> String {
        let outlet = self.outlet;
        outlet.map_or_else(String::new, |outlet| format!("in {outlet}, "))
    }

    /// The parts, what they make and the total given, each with what it counts: "6 dead, 83 missing and
    /// 123 rescued", "212", "212 people". A word or unit that all of them share is said once, and none
    /// of the parts where one has no word that goes with the total.
    fn summed(&self, total: &Total<'_>) -> [String; 3] {
        let (parts, total_class, unit) = self.counted.unwrap_or((&[], "", "1"));
        let word = |id: &str| counted_word(id).unwrap_or_default();
        let whole = word(total_class);
        let fate = |id: &str| classes::measure(id).is_some_and(|class| class.fate.is_some());
        let told = parts
            .iter()
            .all(|id| !word(id).is_empty() && (fate(id) || classes::counts_alike(id, total_class)));
        let one = parts.iter().all(|id| word(id) == whole);
        let numbers = total.parts.iter().chain([&total.sum, &total.stated]);
        let plain: Vec<String> = numbers.map(|n| n.normalize().to_string()).collect();
        let shown = humane_all(&plain.iter().map(String::as_str).collect::<Vec<_>>());
        let (addends, made) = shown.split_at(total.parts.len());
        let addends: Vec<String> = addends
            .iter()
            .enumerate()
            .map(|(at, number)| match parts.get(at).map(|id| word(id)) {
                Some(word) if told && !one => format!("{number} {word}"),
                _ => number.clone(),
            })
            .collect();
        let [sum, stated] = [0, 1].map(|at| made.get(at).cloned().unwrap_or_default());
        let stated = match (unit, whole) {
            ("1", "") => stated,
            ("1", whole) => format!("{stated} {whole}"),
            (unit, _) => with_unit(&stated, unit),
        };
        [listed(&addends), sum, stated]
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
        let only = match (self.words, self.versions) {
            (Some([one, ""]), _) if !one.is_empty() => format!(": only {a} has “{one}”"),
            (Some(["", other]), _) if !other.is_empty() => format!(": only {b} has “{other}”"),
            (Some([one, other]), _) if !one.is_empty() => {
                format!(": {a} has “{one}” where {b} has “{other}”")
            }
            (_, Some("number")) => ", with different numbers".to_owned(),
            (_, Some("denial")) => ": one denies what the other says".to_owned(),
            (_, Some("opposite")) => ": one says the opposite of the other".to_owned(),
            _ => String::new(),
        };
        format!("{} quote {whose} {how}{only}", self.both)
    }

    fn settled_by(&self, relation: RelationKind, topic: Topic) -> Option<String> {
        let contradicts = relation == RelationKind::Contradicts;
        let asked = match self.party.filter(|_| self.own || self.measure.is_none()) {
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
                Some([one, other]) => format!("whether “{one}” and “{other}” are the same"),
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

/// The words with what is known added in brackets: "the same event (arrest, Varga)".
fn bracketed<'k>(words: &str, known: impl IntoIterator<Item = Option<&'k str>>) -> String {
    let known: Vec<&str> = known.into_iter().flatten().collect();
    match known.as_slice() {
        [] => words.to_owned(),
        known => format!("{words} ({})", known.join(", ")),
    }
}

/// Quoted words in brackets, after a space; nothing where there are none.
fn in_brackets(words: &str) -> String {
    match words {
        "" => String::new(),
        words => format!(" (“{words}”)"),
    }
}

fn listed(shown: &[String]) -> String {
    match shown {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        other => other.join(""),
    }
}

/// A number with each of two hedges, as a reader says it; where one has none, what it leaves out.
fn hedged(ids: [&str; 2], value: &str) -> [String; 2] {
    let bound = |id: &str| match id {
        "approx" => "about".to_owned(),
        "range" => "a range around".to_owned(),
        bound => bound.replace('_', " "),
    };
    [0, 1].map(|at| match (ids[at], ids[1 - at]) {
        ("exact", "exact") => value.to_owned(),
        ("exact", other) => format!("{value} without “{}”", bound(other)),
        (own, _) => format!("{} {value}", bound(own)),
    })
}

/// How a modality reads after "gives it as".
fn presented(id: &str) -> &str {
    match id {
        "asserted" => "a fact",
        "planned" => "a plan",
        "possible" => "a possibility",
        "conditional" => "tied to a condition",
        other => other,
    }
}

/// The word after a number of a class: "dead", "people".
fn counted_word(id: &str) -> Option<&'static str> {
    let measured = classes::measure(id).and_then(|class| class.counted);
    measured.or_else(|| classes::count(id).map(|class| class.counted))
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
        contradicts/value: On the sum invested (Amazon), Harbor Wire has 50 billion USD and Le Guichet has 38 billion USD. [the source each article has its number from, or Amazon's own word]
        contradicts/unit: On the sum invested (Amazon), Harbor Wire has 50 billion USD and Le Guichet has 38 billion USD: the same number in another unit. [which unit or currency the first source gives]
        contradicts/measure: Harbor Wire gives 110 billion USD (Amazon) as the size of the funding round and Le Guichet as the valuation. [what the amount is of, in the announcement both go back to, or Amazon's own word]
        contradicts/party: For 110 billion USD (the sum invested), Harbor Wire names Nordvik where Le Guichet names Halden. [who is who in the first announcement or document]
        contradicts/time: On the date of the 110 billion USD (the sum invested, Amazon), Harbor Wire has 2019 and Le Guichet has 2018. [the date in a document or announcement]
        contradicts/quote: Harbor Wire and Le Guichet quote one statement of Amazon in versions that exclude one another: only Harbor Wire has “never”. [a recording or the full text of the statement]
        contradicts/source: Harbor Wire has one statement from a person familiar with the matter and Le Guichet has it from the spokesman. [whether “a person familiar with the matter” and “the spokesman” are the same]
        contradicts/polarity: Of Harbor Wire and Le Guichet, one affirms the sum invested (Amazon) and the other denies it. [the latest word of the source, or Amazon's own word]
        contradicts/sum: 123, 6 and 38 make 167, but the total given is 212. [which part is missing, or which number is mistaken]
        differs/hedge: On the sum invested (Amazon), Harbor Wire has at most 110 billion USD and Le Guichet has 110 billion USD without “at most”. [whether the source bound the number]
        differs/precision: On the sum invested (Amazon), Harbor Wire has 50 billion USD and Le Guichet has 38 billion USD: one may be the other, rounded.
        differs/scope: On the sum invested (Amazon), Harbor Wire has 50 billion USD and Le Guichet has 38 billion USD, but perhaps not of the same whole, place or period. [what exactly is counted in each]
        differs/quote: Harbor Wire and Le Guichet quote one statement of Amazon in different words: only Harbor Wire has “never”. [a recording or the full text of the statement]
        differs/source: Harbor Wire names “a person familiar with the matter” as the source of one statement and Le Guichet names “the spokesman”. [whether “a person familiar with the matter” and “the spokesman” are the same]
        differs/modality: On the sum invested (Amazon), one of Harbor Wire and Le Guichet has as a fact what the other has as a plan or a possibility. [whether it has happened yet]
        differs/time: On the date of the 110 billion USD (the sum invested, Amazon), Harbor Wire has 2019 and Le Guichet has 2018, which may be the same. [the publication date of each article]
        supersedes/value: On the sum invested (Amazon), Harbor Wire (14 October) had 50 billion USD and Le Guichet (15 October 2025) has 38 billion USD.
        supersedes/time: On the date of the 110 billion USD (the sum invested, Amazon), Harbor Wire (14 October) had 2019 and Le Guichet (15 October 2025) has 2018.
        supersedes/state: On the sum invested (Amazon), what Harbor Wire (14 October) describes had ended when Le Guichet (15 October 2025) appeared.
        supersedes/correction: On the sum invested (Amazon), Le Guichet (15 October 2025) has 38 billion USD in place of 50 billion USD, which Harbor Wire (14 October) had.
        adds_up/sum: 123, 6 and 38 make 212.
        adds_up/share: The share, its base and its amount fit in Harbor Wire and Le Guichet.
        adds_up/change: The change and its two levels fit in Harbor Wire and Le Guichet.
        same_origin/copy: The text of Le Guichet is a copy of that of Harbor Wire: 93 per cent of its sentences are in both, so that the two count as one source.
        same_origin/excerpt: The text of Le Guichet is an excerpt from that of Harbor Wire: 93 per cent of its sentences are in both, so that the two count as one source.
        same_origin/rewrite: The text of Le Guichet is a rewrite of that of Harbor Wire: 93 per cent of its sentences are in both, so that the two count as one source.
        same_origin/translation: The text of Le Guichet is a translation of that of Harbor Wire: 93 per cent of its sentences are in both, so that the two count as one source.
        agrees: On the sum invested (Amazon), Harbor Wire and Le Guichet both have 110 billion USD.
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
        supersedes/value: One of a.txt and b.txt updates the other.
        supersedes/time: One of a.txt and b.txt updates the other.
        supersedes/state: One of a.txt and b.txt updates the other.
        supersedes/correction: One of a.txt and b.txt updates the other.
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
            "One article of Gazzetta has 6 and another of Gazzetta has 9 for the same thing."
        );
        let said = explanation(topic.0, topic.1, &[values, Reason::SameArticle], who);
        assert_eq!(
            said,
            "Gazzetta has 6 and the same article elsewhere has 9 for the same thing."
        );
    }

    fn pair(of: fn(String, String) -> Reason, a: &str, b: &str) -> Reason {
        of(a.into(), b.into())
    }

    fn values(a: &str, b: &str) -> Reason {
        pair(|a, b| Reason::Values { a, b }, a, b)
    }

    fn times(a: &str, b: &str) -> Reason {
        pair(|a, b| Reason::Times { a, b }, a, b)
    }

    fn days(a: &str, b: &str, relation: &str) -> Reason {
        Reason::Days {
            a: a.into(),
            b: b.into(),
            relation: relation.into(),
        }
    }

    fn denied(a: &str, b: &str, denied: &str) -> Reason {
        Reason::Polarity {
            a: a.into(),
            b: b.into(),
            denied: denied.into(),
        }
    }

    fn later(which: &str, a: &str, b: &str) -> Reason {
        Reason::Later {
            which: which.into(),
            a: a.into(),
            b: b.into(),
        }
    }

    fn measure(id: &str) -> Reason {
        Reason::SameMeasure { measure: id.into() }
    }

    fn party(name: &str) -> Reason {
        Reason::SameParty { name: name.into() }
    }

    fn value(value: &str) -> Reason {
        Reason::SameValue {
            value: value.into(),
        }
    }

    fn event(event: &str) -> Reason {
        Reason::SameEvent {
            event: event.into(),
        }
    }

    fn sum(parts: &[i64], total: i64) -> Reason {
        Reason::Sum {
            parts: parts.iter().map(|part| Decimal::from(*part)).collect(),
            sum: parts.iter().sum::<i64>().into(),
            total: total.into(),
        }
    }

    fn counted(parts: &[&str], total: &str, unit: &str) -> Reason {
        Reason::Counted {
            parts: parts.iter().map(|id| (*id).to_owned()).collect(),
            total: total.into(),
            unit: unit.into(),
        }
    }

    /// Asserts what each list of reasons is told as, between an Italian and a Japanese outlet.
    fn told(relation: RelationKind, cases: &[(Topic, Vec<Reason>, &str)]) {
        for (topic, reasons, expected) in cases {
            let said = explanation(relation, *topic, reasons, ["Il Faro", "みなと新報"]);
            assert_eq!(said, *expected);
        }
    }

    #[test]
    fn contradictions_are_told() {
        let versions = |differ: &str| Reason::Versions {
            differ: differ.into(),
        };
        let words = |a: &str, b: &str| pair(|a, b| Reason::Words { a, b }, a, b);
        let parties = || pair(|a, b| Reason::Parties { a, b }, "Vermeulen", "Alpquell");
        told(
            RelationKind::Contradicts,
            &[
                (
                    Topic::Value,
                    vec![measure("person"), values("12000", "at most 1200")],
                    "On the number of people, Il Faro has 12,000 and みなと新報 has at most 1,200.",
                ),
                (
                    Topic::Value,
                    vec![values("35.8 EUR", "38.5 EUR")],
                    "Il Faro has 35.80 EUR and みなと新報 has 38.50 EUR for the same thing.",
                ),
                (
                    Topic::Value,
                    vec![measure("age"), values("9 a", "7 a")],
                    "On the age, Il Faro has 9 years and みなと新報 has 7 years.",
                ),
                (
                    Topic::Measure,
                    vec![
                        value("110000000000 USD"),
                        pair(
                            |a, b| Reason::Measures { a, b },
                            "funding_round",
                            "valuation",
                        ),
                    ],
                    "Il Faro gives 110 billion USD as the size of the funding round and みなと新報 as the valuation.",
                ),
                (
                    Topic::Party,
                    vec![
                        parties(),
                        value("2400000000 EUR"),
                        measure("acquisition_price"),
                        Reason::Exchanged,
                    ],
                    "For 2.4 billion EUR (the purchase price), Il Faro names Vermeulen where みなと新報 names Alpquell: the two parties change places.",
                ),
                (
                    Topic::Party,
                    vec![parties()],
                    "Of the same event, Il Faro names Vermeulen where みなと新報 names Alpquell.",
                ),
                (
                    Topic::Time,
                    vec![
                        times("12 gennaio", "1月21日"),
                        days("2026-01-12", "2026-01-21", "in"),
                        event("inaugurate"),
                    ],
                    "On the date of the same event (inaugurate), Il Faro has 12 January 2026 (“12 gennaio”) and みなと新報 has 21 January 2026 (“1月21日”).",
                ),
                (
                    Topic::Time,
                    vec![
                        times("nel 2018", "2019年"),
                        days("2018-01-01/2018-12-31", "2019-01-01/2019-12-31", "in"),
                        value("1000000000 USD"),
                        party("Microsoft"),
                    ],
                    "On the date of the 1 billion USD (Microsoft), Il Faro has 2018 and みなと新報 has 2019.",
                ),
                (
                    Topic::Time,
                    vec![
                        times("da febbraio", "2028年から"),
                        days("2028-02-01/2028-02-29", "2028-01-03/2028-01-09", "since"),
                    ],
                    "On the date of the same event, Il Faro has it from February 2028 (“da febbraio”) and みなと新報 has it from 3 to 9 January 2028 (“2028年から”).",
                ),
                (
                    Topic::Polarity,
                    vec![
                        denied("è stato arrestato", "逮捕されていない", "b"),
                        event("arrest"),
                    ],
                    "Of the same event (arrest), みなと新報 says that it did not happen (“逮捕されていない”) and Il Faro that it did (“è stato arrestato”).",
                ),
                (
                    Topic::Polarity,
                    vec![
                        denied("non sono 38", "", "a"),
                        value("38"),
                        measure("missing"),
                    ],
                    "On the number of people missing, Il Faro says that 38 is wrong (“non sono 38”) and みなと新報 has it.",
                ),
                (
                    Topic::Quote,
                    vec![party("Elena Riva"), versions("denial")],
                    "Il Faro and みなと新報 quote one statement of Elena Riva in versions that exclude one another: one denies what the other says.",
                ),
                (
                    Topic::Quote,
                    vec![versions("number")],
                    "Il Faro and みなと新報 quote one statement in versions that exclude one another, with different numbers.",
                ),
                (
                    Topic::Quote,
                    vec![party("Ana Sol"), words("sell", "close")],
                    "Il Faro and みなと新報 quote one statement of Ana Sol in versions that exclude one another: Il Faro has “sell” where みなと新報 has “close”.",
                ),
                (
                    Topic::Sum,
                    vec![
                        sum(&[9800, 6300], 15100),
                        counted(&["workforce", ""], "workforce", "1"),
                    ],
                    "9,800 and 6,300 make 16,100, but the total given is 15,100 employees.",
                ),
            ],
        );
    }

    #[test]
    fn differences_are_told() {
        let hedges = |a: &str, b: &str| pair(|a, b| Reason::Hedges { a, b }, a, b);
        let modalities = pair(|a, b| Reason::Modalities { a, b }, "planned", "asserted");
        told(
            RelationKind::Differs,
            &[
                (
                    Topic::Hedge,
                    vec![hedges("exact", "approx"), value("27 %"), measure("stake")],
                    "On the size of the stake, Il Faro has 27% without “about” and みなと新報 has about 27%.",
                ),
                (
                    Topic::Hedge,
                    vec![hedges("at_most", "approx"), value("10000000")],
                    "Il Faro has at most 10 million and みなと新報 has about 10 million.",
                ),
                (
                    Topic::Modality,
                    vec![modalities, value("50000000000 USD"), measure("investment")],
                    "On the sum invested, Il Faro gives 50 billion USD as a plan and みなと新報 as a fact.",
                ),
                (
                    Topic::Time,
                    vec![values("9", "11"), measure("deaths")],
                    "On the number of deaths, Il Faro has 9 and みなと新報 has 11, and which of them is the later is not known.",
                ),
            ],
        );
    }

    #[test]
    fn developments_are_told_in_their_order() {
        told(
            RelationKind::Supersedes,
            &[
                (
                    Topic::Value,
                    vec![
                        values("71", "6"),
                        measure("deaths"),
                        later("a", "2025-10-27", "2025-10-14"),
                    ],
                    "On the number of deaths, みなと新報 (14 October) had 6 and Il Faro (27 October 2025) has 71.",
                ),
                (
                    Topic::Time,
                    vec![
                        times("in marzo", "5月"),
                        days("2026-03-01/2026-03-31", "2026-05-01/2026-05-31", "in"),
                        event("election"),
                        later("b", "2025-12-30", "2026-01-02"),
                    ],
                    "On the date of the same event (election), Il Faro (30 December 2025) had March 2026 (“in marzo”) and みなと新報 (2 January 2026) has May 2026 (“5月”).",
                ),
                (
                    Topic::State,
                    vec![
                        denied("逮捕された", "non è stato arrestato", "b"),
                        event("arrest"),
                        later("a", "2025-10-15", "2025-10-14"),
                    ],
                    "Of the same event (arrest), みなと新報 (14 October) said that it had not happened (“non è stato arrestato”) and Il Faro (15 October 2025) says that it has (“逮捕された”).",
                ),
                (
                    Topic::Correction,
                    vec![
                        denied("", "", "a"),
                        value("38"),
                        measure("missing"),
                        later("a", "2025-10-27", "2025-10-14"),
                    ],
                    "On the number of people missing, Il Faro (27 October) says that 38 is wrong; みなと新報 (14 October 2025) had it.",
                ),
            ],
        );
    }

    #[test]
    fn sums_say_what_is_counted() {
        told(
            RelationKind::AddsUp,
            &[
                (
                    Topic::Sum,
                    vec![
                        sum(&[6, 83, 123], 212),
                        counted(&["deaths", "missing", "rescued"], "person", "1"),
                    ],
                    "6 dead, 83 missing and 123 rescued make 212 people.",
                ),
                (
                    Topic::Sum,
                    vec![
                        sum(&[15_000_000_000, 35_000_000_000], 50_000_000_000),
                        counted(&["", "investment"], "", "USD"),
                    ],
                    "15 billion and 35 billion make 50 billion USD.",
                ),
                (
                    Topic::Sum,
                    vec![
                        sum(&[700, 500], 1200),
                        counted(&["jobs", "jobs"], "jobs", "1"),
                    ],
                    "700 and 500 make 1200 jobs.",
                ),
            ],
        );
        let reasons = [sum(&[187, 25], 212)];
        let who = ["Il Faro", "Il Faro"];
        let said = explanation(RelationKind::AddsUp, Topic::Sum, &reasons, who);
        assert_eq!(said, "In Il Faro, 187 and 25 make 212.");
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
