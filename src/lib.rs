//! gainsay reads news articles in many languages and shows where they contradict one another.
//!
//! The line of data is three calls, spelled out in [`pipeline`]: [`read`] makes articles of bytes,
//! [`extract`] makes claims of articles, [`compare`] makes findings of claims.
//!
//! ```
//! use gainsay::{Article, Rules, compare, extract, read};
//!
//! let file = |name, text: &str| read(text.as_bytes(), name, &Default::default());
//! let english = "---\ndate: 2025-10-14\nlang: en\n---\n\
//!     The ferry Stella sank off Farana. In Farana 83 people are missing.\n";
//! let italian = "---\ndate: 2025-10-14\nlang: it\n---\n\
//!     Il traghetto Stella è affondato al largo di Farana. A Farana ci sono 38 dispersi.\n";
//! let documents: Vec<_> = [file("a.md", english), file("b.md", italian)].into_iter().flatten().flatten().collect();
//!
//! let extracts = extract(&documents, &Rules);
//! let articles: Vec<_> = documents.iter().zip(&extracts)
//!     .map(|(document, extract)| Article { document, extract })
//!     .collect();
//! let finding = &compare(&articles).findings[0];
//! assert_eq!(finding.explanation, "On the number of people missing (Farana), a.md has 83 and b.md has 38.");
//! ```
//!
//! [`pipeline`] first, then [`claim`], [`reconcile`] and the pages of `tests/suite`.

pub mod align;
pub mod claim;
pub mod config;
pub mod error;
pub mod eval;
pub mod ingest;
pub mod locale;
pub mod normalise;
pub mod pipeline;
pub mod propose;
pub mod reconcile;
pub mod report;
pub mod segment;
pub mod store;
pub mod tag;
pub mod text;

pub use claim::{Claim, Profile, Says};
pub use error::Error;
pub use ingest::{DocId, Document, Given, Skip};
pub use pipeline::{Article, Comparison, Extract, compare, extract, read};
pub use reconcile::{Reason, RelationKind, Topic};
pub use report::{Fact, Finding};
pub use tag::{Rules, Tagger};
pub use text::Lang;
