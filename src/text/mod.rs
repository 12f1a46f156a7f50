//! The floor: spans, offset maps, line index, language and script tags.
//! Knows nothing of articles, numbers or files; imports no other module.

mod clause;
mod lang;
mod lines;
mod offsets;
mod span;

pub use clause::CLAUSE_MARKS;
pub use lang::{Lang, Script};
pub use lines::{LineIndex, Position};
pub use offsets::{OffsetMap, OffsetMapBuilder};
pub use span::{Clean, Raw, Span};
