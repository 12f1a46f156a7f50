//! gainsay reads news articles in many languages and shows where they contradict one another.

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

pub use error::Error;
