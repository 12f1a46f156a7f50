//! Reads the language tables of `models/locale`, compiled in.
//! The only place that knows the table format; it holds no fact about a language of its own.
