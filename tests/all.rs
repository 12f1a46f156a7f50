//! Tests of the program as a whole: stories, laws, tables, layers.

#![allow(clippy::unwrap_used, reason = "what cannot be read must fail its test")]

mod cli;
mod layers;
mod suite;
