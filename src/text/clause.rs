//! The punctuation that ends a clause within a sentence, in any script.
//! A list of characters; whether one of them stands inside a number is for whoever reads it.

/// Commas, colons, semicolons, dashes and quotation marks.
pub const CLAUSE_MARKS: &[char] = &[
    ',', ';', ':', '–', '—', '"', '“', '”', '„', '«', '»', '「', '」', '『', '』', '،', '؛', '、',
    '，', '；', '：', '।', '\n',
];
