//! Words become values: exact quantities, dates and names.
//! Needs text and a language table alone: no article, no model, no file; it cannot fail or panic.
//!
//! Each parser is a prefix parser, `fn(&str, &Locale) -> Option<(T, usize)>`: the value, and the
//! bytes it took from the start of the string.

pub(crate) mod date;
mod decimal;
pub(crate) mod hedge;
pub(crate) mod identify;
mod interval;
mod name;
mod number;
pub(crate) mod quantity;
mod reader;
mod types;
mod unit;

pub use date::date_at;
pub use decimal::{readable, write};
pub use interval::Interval;
pub use name::sound;
pub use reader::Habit;
pub(crate) use reader::Reader;
pub use types::{
    Candidate, Change, Dimension, Grain, Hedge, Name, Quantity, Relation, Stated, Tense, Unit, When,
};
pub use unit::to_base;

/// Exact decimal numbers; every value in the program is one.
pub use rust_decimal::Decimal;

#[cfg(test)]
mod tests;
