//! Tests of the program as a whole: stories, laws, tables, layers.

mod layers;
mod suite;
