//! Tests of the program as a whole: stories, laws, tables, layers.

mod cli;
mod layers;
mod suite;
