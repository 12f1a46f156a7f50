//! Words become values: exact quantities, dates and names.
//! Needs text and a language table alone: no article, no model, no file; it cannot fail or panic.
//!
//! Each parser is a prefix parser, `fn(&str, &Locale) -> Option<(T, usize)>`: the value, and the
//! bytes it took from the start of the string.

mod date;
mod interval;
mod name;
mod types;

pub use date::date_at;
pub use interval::Interval;
pub use types::{
    Candidate, Change, Dimension, Grain, Hedge, Name, Quantity, Relation, Stated, Unit, When,
};

/// Exact decimal numbers; every value in the program is one.
pub use rust_decimal::Decimal;
