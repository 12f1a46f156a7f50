//! Rows of a language table: their kinds, flags and typed values.
//! It reads one row at a time and refuses what it does not know; it holds no row of its own.

use super::fold;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $word:literal)*) => {
        /// What a row of a table says about its surface.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$doc])* $kind),* }

        impl Kind {
            /// Every kind, in the order of the enum.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// The word in the first column of a table.
            pub fn word(self) -> &'static str {
                match self { $(Self::$kind => $word),* }
            }

            fn of(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$kind),)* _ => None }
            }
        }
    };
}

kinds! {
    /// A setting of the language: separators, order of dates, clitics.
    Set "set"
    /// Cardinal word: integer.
    Num "num"
    /// Scale word: a power of ten.
    Mul "mul"
    /// Word between number words.
    Join "join"
    /// Ordinal word: integer.
    Ord "ord"
    /// Mark that makes digits an ordinal.
    OrdSuffix "ordsuffix"
    /// Half, third, quarter: rational.
    Frac "frac"
    /// "dozens": low and high.
    Vague "vague"
    /// "twice": factor.
    Multiple "multiple"
    /// Currency: ISO 4217 codes, most likely first.
    Cur "cur"
    /// Part of a currency: codes and a fraction.
    Sub "sub"
    /// Per cent `%`, `pp`, `‰`; tenths `10%`.
    Pct "pct"
    /// Unit: UCUM code.
    Unit "unit"
    /// "per day": code.
    Rate "rate"
    /// Month: 1 to 12.
    Month "month"
    /// Weekday: Monday 1 to Sunday 7.
    Weekday "weekday"
    /// "yesterday": days from publication.
    Day "day"
    /// "last month": offset and grain.
    Rel "rel"
    /// "last" before a month or weekday.
    RelPrev "relprev"
    /// "this" before a month or weekday.
    RelThis "relthis"
    /// "next" before a month or weekday.
    RelNext "relnext"
    /// "ago", "in" around a number of days.
    Ago "ago"
    /// Word for a grain of time.
    Grain "grain"
    /// Relation word of a time.
    Trel "trel"
    /// Marker of an era: years to add.
    Era "era"
    /// Hedge.
    Hedge "hedge"
    /// Word or mark between the ends of a range.
    Range "range"
    /// Word before a range.
    RangePre "range_pre"
    /// Word between two numbers that are set against each other.
    Versus "versus"
    /// Word that says of the number beside it that it was told or true before, and is no longer.
    Former "former"
    /// Word of movement: increase, decrease.
    Change "change"
    /// Word before where a movement starts.
    ChangeFrom "change_from"
    /// Word before where a movement ends.
    ChangeTo "change_to"
    /// Word before the size of a movement.
    ChangeBy "change_by"
    /// Reporting word.
    Cue "cue"
    /// Word that opens what is said.
    That "that"
    /// Words for a source without a name.
    Anon "anon"
    /// Words for a source that is a document.
    DocSrc "docsrc"
    /// Negation.
    Neg "neg"
    /// Modality.
    Modal "modal"
    /// Measure class of a term.
    Measure "measure"
    /// Count class of a noun.
    Counted "counted"
    /// Counter word after a number: count class or `1`.
    Counter "counter"
    /// Word that marks a role by its position.
    Role "role"
    /// Company suffix.
    Suffix "suffix"
    /// Honorific or office before a name.
    Honorific "honorific"
    /// Pronoun or anaphor.
    Pron "pron"
    /// Abbreviation that ends in a full stop and ends no sentence.
    Abbr "abbr"
    /// Territory or people: ISO 3166 code.
    Name "name"
    /// Stop word.
    Word "word"
    /// Boilerplate of a web page.
    Notice "notice"
    /// Word of a time of day.
    Clock "clock"
    /// Word before a number that is no amount.
    Ident "ident"
    /// Word for a concept: its id. These rows stand in `models/concepts`, a column a language.
    Concept "concept"
}

/// A set of kinds, to look several up at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kinds(u64);

impl Kinds {
    /// The set of `kinds`.
    pub const fn of(kinds: &[Kind]) -> Self {
        let mut bits = 0;
        let mut i = 0;
        while i < kinds.len() {
            bits |= 1 << kinds[i] as u64;
            i += 1;
        }
        Self(bits)
    }

    /// Whether `kind` is in it.
    pub const fn has(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u64) != 0
    }

    pub(super) const fn bits(self) -> u64 {
        self.0
    }
}

impl From<Kind> for Kinds {
    fn from(kind: Kind) -> Self {
        Self::of(&[kind])
    }
}

/// Flags of a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flags {
    /// Stands before the number (the source, for cues).
    pub pre: bool,
    /// Stands after the number (the source, for cues).
    pub post: bool,
    /// Matches only in the case it is written in.
    pub case: bool,
    /// Counts only beside a currency.
    pub beside_currency: bool,
    /// Counts only beside a number, another date word or unit.
    pub weak: bool,
    /// A verb (measures).
    pub verb: bool,
    /// A noun (measures).
    pub noun: bool,
}

/// The value of a row, read once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// An id or several, as in `Entry::text`.
    Text,
    /// An integer.
    Int(i64),
    /// A fraction.
    Ratio(i64, i64),
    /// From low to high; open at the top without one.
    Span(i64, Option<i64>),
    /// So many of a grain (the grain is the last word of `Entry::text`).
    Offset(i32),
}

/// One row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Kind.
    pub kind: Kind,
    /// Words as the table writes them.
    pub surface: &'static str,
    /// Third column.
    pub text: &'static str,
    /// Third column, read.
    pub value: Value,
    /// Fourth column.
    pub flags: Flags,
}

impl Entry {
    /// The integer of the value, where it is one.
    pub fn int(&self) -> Option<i64> {
        match self.value {
            Value::Int(n) => Some(n),
            _ => None,
        }
    }

    /// Whether it is a word of negation that negates; "not only" does not.
    pub fn negates(&self) -> bool {
        self.kind == Kind::Neg && self.text != "affirmed"
    }

    /// Words of the value: currency codes, a grain after its number.
    pub fn words(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.text.split([' ', '|'])
    }

    /// Whether any letters may follow the surface.
    pub fn is_stem(&self) -> bool {
        self.surface.ends_with('*') && self.surface.len() > 1
    }

    /// The folded words to look up: the surface without `*`, up to a gap.
    pub(super) fn key(&self) -> String {
        fold::fold(self.head())
    }

    /// The part of the surface before a gap, without `*`.
    pub(super) fn head(&self) -> &'static str {
        let head = self.surface.split('…').next().unwrap_or("").trim();
        head.strip_suffix('*').unwrap_or(head)
    }

    /// The part of the surface after a gap, where it has one.
    pub(super) fn tail(&self) -> Option<&'static str> {
        let tail = self.surface.split_once('…')?.1.trim();
        (!tail.is_empty()).then_some(tail)
    }
}

/// Reads one line of a table: a row, nothing (comment or blank), or what was expected instead.
pub(super) fn row(line: &'static str) -> Result<Option<Entry>, String> {
    let line = line.trim_end_matches('\r');
    if line.trim().is_empty() || line.starts_with('#') {
        return Ok(None);
    }
    let mut columns = line.split('\t');
    let (Some(kind), Some(surface), Some(text)) = (columns.next(), columns.next(), columns.next())
    else {
        return Err("expected kind, surface and value between tabs".into());
    };
    let kind = Kind::of(kind).ok_or_else(|| format!("unknown kind {kind:?}"))?;
    if surface.is_empty() || surface.trim() != surface || fold::fold(surface).trim().is_empty() {
        return Err(format!("empty or padded surface {surface:?}"));
    }
    let mut flags = Flags::default();
    for word in columns.next().unwrap_or("").split_whitespace() {
        *match word {
            "pre" => &mut flags.pre,
            "post" => &mut flags.post,
            "case" => &mut flags.case,
            "beside_currency" => &mut flags.beside_currency,
            "weak" => &mut flags.weak,
            "verb" => &mut flags.verb,
            "noun" => &mut flags.noun,
            _ => return Err(format!("unknown flag {word:?}")),
        } = true;
    }
    if columns.next().is_some() {
        return Err("expected at most four columns".into());
    }
    let entry = Entry {
        kind,
        surface,
        text,
        value: if text == "-" {
            Value::Text
        } else {
            value(kind, text)?
        },
        flags,
    };
    Ok(Some(entry))
}

fn value(kind: Kind, text: &str) -> Result<Value, String> {
    let bad = |expected: &str| Err(format!("expected {expected}, got {text:?}"));
    let among = |known: &[&str]| {
        if known.contains(&text) {
            Ok(Value::Text)
        } else {
            Err(format!("expected one of {}, got {text:?}", known.join(" ")))
        }
    };
    match kind {
        Kind::Num | Kind::Mul | Kind::Ord | Kind::Day | Kind::Era => match text.parse() {
            Ok(n) => Ok(Value::Int(n)),
            Err(_) => bad("an integer"),
        },
        Kind::Month | Kind::Weekday => match text.parse() {
            Ok(n) if (1..=if kind == Kind::Month { 12 } else { 7 }).contains(&n) => {
                Ok(Value::Int(n))
            }
            _ => bad("a number of the calendar"),
        },
        Kind::RelPrev | Kind::RelThis | Kind::RelNext => match text.parse() {
            Ok(n @ -1..=1) => Ok(Value::Int(n)),
            _ => bad("-1, 0 or +1"),
        },
        Kind::Frac | Kind::Multiple => match ratio(text) {
            Some((n, d)) => Ok(Value::Ratio(n, d)),
            None => bad("a rational n/d or an integer"),
        },
        Kind::Vague => match text.split_once("..") {
            Some((low, "")) => match low.parse() {
                Ok(low) => Ok(Value::Span(low, None)),
                Err(_) => bad("low..high"),
            },
            Some((low, high)) => match (low.parse(), high.parse()) {
                (Ok(low), Ok(high)) if low <= high => Ok(Value::Span(low, Some(high))),
                _ => bad("low..high"),
            },
            None => bad("low..high"),
        },
        Kind::Rel => match text.split_once(' ') {
            Some((by, grain)) if GRAINS.contains(&grain) => match by.parse() {
                Ok(by) => Ok(Value::Offset(by)),
                Err(_) => bad("an offset and a grain"),
            },
            _ => bad("an offset and a grain"),
        },
        Kind::Sub => match text.split_once(' ').and_then(|(_, part)| ratio(part)) {
            Some((n, d)) => Ok(Value::Ratio(n, d)),
            None => bad("currency codes and a fraction"),
        },
        Kind::Cur => {
            let iso = |code: &str| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
            if text.split(' ').all(iso) {
                Ok(Value::Text)
            } else {
                bad("ISO 4217 codes")
            }
        }
        Kind::Neg => among(&["denied", "lack", "affirmed"]),
        Kind::Grain => among(GRAINS),
        Kind::Pct => among(&["%", "pp", "‰", "10%"]),
        Kind::Ago => among(&["ago", "in"]),
        Kind::Trel => among(&["in", "since", "until", "by", "before", "after"]),
        Kind::Hedge => among(&[
            "exact",
            "approx",
            "at_most",
            "at_least",
            "less_than",
            "more_than",
        ]),
        Kind::Change => among(&["increase", "decrease"]),
        Kind::Modal => among(&["planned", "possible", "conditional"]),
        Kind::Pron => among(&["person", "org"]),
        Kind::Clock => among(&["am", "pm", "hour", "minute"]),
        _ if text.is_empty() => bad("a value"),
        _ => Ok(Value::Text),
    }
}

const GRAINS: &[&str] = &[
    "second", "minute", "hour", "day", "week", "month", "quarter", "half", "year", "decade",
    "century",
];

fn ratio(text: &str) -> Option<(i64, i64)> {
    let (n, d) = text.split_once('/').unwrap_or((text, "1"));
    let (n, d) = (n.parse().ok()?, d.parse().ok()?);
    (d > 0).then_some((n, d))
}
