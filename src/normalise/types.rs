//! The values that words become. Plain data, free of language; the parsers are in the siblings.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::text::Script;

/// How a stated number binds the true one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hedge {
    /// "50", "exactly 50".
    Exact,
    /// "about 50", "roughly 50".
    Approx,
    /// "up to 50", "at most 50".
    AtMost,
    /// "at least 50".
    AtLeast,
    /// "under 50", "nearly 50".
    LessThan,
    /// "over 50", "more than 50".
    MoreThan,
    /// "50 to 60", "between 50 and 60".
    Range,
}

/// What a unit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// An amount of a currency.
    Money,
    /// Per cent, or percentage points.
    Percent,
    /// A number of things.
    Count,
    /// A place in an order.
    Rank,
    /// A result of a game.
    Score,
    /// Years lived.
    Age,
    /// A length of time.
    Duration,
    /// Metres.
    Length,
    /// Kilograms.
    Mass,
    /// Square metres.
    Area,
    /// Cubic metres.
    Volume,
    /// Metres a second.
    Speed,
    /// Kelvin.
    Temperature,
    /// Watts.
    Power,
    /// Joules.
    Energy,
    /// Bytes.
    Data,
    /// Pascals.
    Pressure,
    /// Degrees of an angle.
    Angle,
    /// Any other unit of UCUM.
    Other,
}

/// A unit: ISO 4217 for money, `%` or `pp`, UCUM for physical units, `1` for counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Unit {
    /// What it measures.
    pub dimension: Dimension,
    /// Its code.
    pub code: String,
}

impl Unit {
    /// The unit of counts.
    pub fn count() -> Self {
        Self {
            dimension: Dimension::Count,
            code: "1".into(),
        }
    }
}

/// A number that moved, or is a multiple of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// "rose by 5 per cent".
    Increase,
    /// "fell by 5 per cent".
    Decrease,
    /// "doubled", "three times as many".
    Multiple,
}

/// Another reading of the same words that stayed plausible: "$" of another country, 1.234.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Candidate {
    /// Lower end as stated.
    pub low: Decimal,
    /// Upper end as stated.
    pub high: Decimal,
    /// Unit.
    pub unit: Unit,
}

/// An amount as stated: exact numbers, and how far they bind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Quantity {
    /// The stated number, or the lower end of a stated range. "$50B": 50,000,000,000.
    pub low: Decimal,
    /// The stated number, or the upper end of a stated range.
    pub high: Decimal,
    /// Weight of the last stated digit: "$50B" 1,000,000,000; "50.0 million" 100,000.
    pub step: Decimal,
    /// How the words bind it.
    pub hedge: Hedge,
    /// Of what.
    pub unit: Unit,
    /// Whether it is a movement or a multiple rather than a level.
    pub change: Option<Change>,
    /// Where a movement started, when both ends are stated ("from 12 to 15").
    pub from: Option<Decimal>,
    /// What it is per: `d`, `a`, `share`, `100000{person}` …
    pub per: Option<String>,
    /// "dozens", "several hundred": low and high are conventional, not stated.
    pub vague: bool,
    /// Class of the counted noun, from the closed list of count classes.
    pub class: Option<String>,
    /// The counted noun as written.
    pub head: Option<String>,
    /// Other readings.
    pub candidates: Vec<Candidate>,
}

impl Quantity {
    /// The one stated number, or nothing for a range.
    pub fn value(&self) -> Option<Decimal> {
        (self.low == self.high).then_some(self.low)
    }

    /// The stated numbers and the unit as records show them: `50000000000 USD`, `10..20 km`, `38`.
    pub fn stated(&self) -> String {
        let number = match self.value() {
            Some(value) => value.normalize().to_string(),
            None => format!("{}..{}", self.low.normalize(), self.high.normalize()),
        };
        match self.unit.code.as_str() {
            "1" => number,
            code => format!("{number} {code}"),
        }
    }
}

/// The finest unit in which a date is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// A day.
    Day,
    /// A week, Monday to Sunday (ISO 8601).
    Week,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// Half a year.
    Half,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// How an event lies to the stated time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// At or within it.
    In,
    /// From it on.
    Since,
    /// Up to it, all the while.
    Until,
    /// Not later than it.
    By,
    /// Earlier than it.
    Before,
    /// Later than it.
    After,
}

/// What the words of a time say, before the date of publication is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stated {
    /// Calendar fields, any of which may be missing: "18 March", "March 2026", "the 18th", "2030".
    Calendar {
        /// Year.
        year: Option<i16>,
        /// Month, 1 to 12.
        month: Option<i8>,
        /// Day of the month.
        day: Option<i8>,
    },
    /// Counted from publication: "last month" is -1 month, "three days ago" -3 days.
    Offset {
        /// How many.
        by: i32,
        /// Of which unit.
        grain: Grain,
    },
    /// A month or weekday named relative to publication: "last October", "next Tuesday".
    Named {
        /// Month, 1 to 12.
        month: Option<i8>,
        /// Weekday, Monday 1 to Sunday 7.
        weekday: Option<i8>,
        /// -1 last, 0 this or unsaid, 1 next.
        turn: i8,
    },
    /// In a year counted from that of publication: "in October last year", "去年10月".
    YearsOff {
        /// Years from the year of publication: last year is -1.
        years: i32,
        /// Month, 1 to 12.
        month: Option<i8>,
        /// Day of the month.
        day: Option<i8>,
    },
    /// A span of the calendar: a quarter, a half, a decade; `from` and `until` already say it.
    Span,
}

/// A time as stated and, where it can be, as days.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct When {
    /// First day, where known.
    pub from: Option<Date>,
    /// Last day, where known.
    pub until: Option<Date>,
    /// How fine.
    pub grain: Grain,
    /// How the event lies to it.
    pub relation: Relation,
    /// What the words say.
    pub stated: Stated,
}

/// The side of the day of publication that a sentence speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tense {
    /// Either.
    #[default]
    Any,
    /// What has been.
    Past,
    /// What is to come.
    Future,
}

/// A party: a person, organisation or place, with a key that is equal across scripts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Name {
    /// Romanised, folded, without company suffix and honorific; equal keys are one party.
    pub key: String,
    /// As written.
    pub surface: String,
    /// Script of the surface.
    pub script: Script,
    /// Whether it names somebody, rather than describing ("the company", "she").
    pub proper: bool,
    /// Whether another name is surely of somebody else: no description with a name in it ("the Zwolle
    /// firm") or two of them, and no lone word that may have its capital from the beginning of a sentence.
    pub distinct: bool,
    /// Whether it is two names or more: "OpenAI and Amazon".
    pub joined: bool,
}
