//! Words as keys: folded, light ones marked, names found by their writing.
//! Which words are light is the tables'; what a capital letter is, Unicode's.

use std::collections::BTreeSet;
use std::ops::Range;

use super::clause::Clauses;
use super::{Name, Quote, sound};
use crate::locale::{Kind, Locale, fold, is_unspaced};
use crate::text::Script;

/// The words of `text` as byte ranges: runs of letters, digits and what joins them; characters of
/// scripts without spaces one by one.
pub(super) fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        if is_unspaced(c) && c.is_alphanumeric() {
            words.push(at..end);
            open = false;
        } else if c.is_alphanumeric() || is_mark(c) && open {
            match words.last_mut().filter(|_| open) {
                Some(word) => word.end = end,
                None => words.push(at..end),
            }
            open = true;
        } else {
            // An apostrophe, hyphen or point between letters or digits joins them.
            let next = chars.peek().is_some_and(|(_, c)| c.is_alphanumeric());
            open = open && next && matches!(c, '\'' | '’' | '-' | '.' | ',' | '·' | '&');
        }
    }
    words
}

/// Marks that are part of the letter before (vowel signs, accents, joiners).
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c) || matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether a word carries so little that a quote may lose it without another sense.
pub(super) fn is_light(word: &str, locale: Option<&'static Locale>) -> bool {
    locale
        .and_then(|locale| locale.find(Kind::Word, word))
        .is_some_and(|found| found.len == word.len())
}

fn negates(word: &str, locale: Option<&'static Locale>) -> bool {
    let found = locale.and_then(|locale| locale.find(Kind::Neg, word));
    found.is_some_and(|found| found.len == word.len() && found.entry.negates())
}

/// Letters of a word that make its key: inflection is at the end in the languages that have it.
const STEM: usize = 6;

/// Keys of the content words of `text`, sorted: beginnings of words, pairs of characters in
/// scripts without spaces; no light words, no numbers.
pub(super) fn content_keys(text: &str, locale: Option<&'static Locale>) -> Vec<String> {
    let mut keys = BTreeSet::new();
    let mut before: Option<&str> = None;
    for range in words(text) {
        let word = &text[range];
        let single = word.chars().next().is_some_and(is_unspaced);
        if single {
            if let Some(before) = before {
                keys.insert(format!("{before}{word}"));
            }
            before = Some(word);
            continue;
        }
        before = None;
        let numeric = word.chars().any(char::is_numeric);
        if !numeric && !is_light(word, locale) {
            let key: String = fold(word).chars().take(STEM).collect();
            if key.chars().count() > 1 {
                keys.insert(key);
            }
        }
    }
    keys.into_iter().collect()
}

/// Words of a document that are written with a capital where a sentence does not begin: there
/// they are names (or nouns, in a language that capitalises these).
pub(super) fn capitalised<'t>(sentences: impl Iterator<Item = &'t str>) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    for sentence in sentences {
        for range in words(sentence).into_iter().skip(1) {
            if starts_upper(&sentence[range.clone()]) {
                seen.insert(fold(&sentence[range]));
            }
        }
    }
    seen
}

fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Sounds of the names in a sentence, sorted: territories by table, capitalised words, words of
/// another script than the sentence's.
pub(super) fn name_keys(
    sentence: &str,
    seen: &BTreeSet<String>,
    locale: Option<&'static Locale>,
) -> Vec<String> {
    let mut keys = BTreeSet::new();
    let mut territories: Vec<Range<usize>> = Vec::new();
    for (range, _) in locale
        .map(|l| l.scan(Kind::Name, sentence))
        .unwrap_or_default()
    {
        let name = Name::new(&sentence[range.clone()], locale);
        if name.proper {
            keys.insert(sound(&name.key));
            territories.push(range);
        }
    }
    let script = Script::dominant(sentence);
    for (index, range) in words(sentence).into_iter().enumerate() {
        // "Unión Europea" is one name, not three.
        if territories
            .iter()
            .any(|at| at.start <= range.start && range.end <= at.end)
        {
            continue;
        }
        let word = &sentence[range];
        let inner = word.chars().skip(1).any(char::is_uppercase);
        let upper = starts_upper(word) && (index > 0 || inner || seen.contains(&fold(word)));
        let foreign = !matches!(script, Script::Latin | Script::Common)
            && Script::dominant(word) == Script::Latin;
        let long = word.chars().count() > 1 && !word.chars().all(char::is_numeric);
        if (upper || foreign) && long && !is_light(word, locale) {
            let key = Name::new(word, locale).key;
            if !key.is_empty() {
                keys.insert(sound(&key));
            }
        }
    }
    keys.into_iter().collect()
}

/// The words of what is said, ready to be compared; `values` are left to the caller.
pub(super) fn quote(text: &str, direct: bool, locale: Option<&'static Locale>) -> Quote {
    let ranges = words(text);
    let clauses = locale
        .map(|locale| Clauses::of(text, locale))
        .unwrap_or_default();
    Quote {
        direct,
        words: ranges
            .iter()
            .map(|range| fold(&text[range.clone()]))
            .collect(),
        light: ranges
            .iter()
            .map(|range| &text[range.clone()])
            .map(|word| is_light(word, locale) && !negates(word, locale))
            .collect(),
        values: Vec::new(),
        names: name_keys(text, &BTreeSet::new(), locale),
        concepts: clauses.ids(),
        undone: clauses.undone(),
        denied: clauses.denied(),
    }
}

/// Stretches between quotation marks, the marks left out. Which mark closes follows from the one
/// that opened (Unicode, chapter 6.2, table of quotation mark usage); a mark that is not closed in
/// its block runs to the block's end.
pub(super) fn quoted(block: &str) -> Vec<Range<usize>> {
    let mut stretches = Vec::new();
    let mut open: Option<(usize, &[char])> = None;
    for (at, c) in block.char_indices() {
        match open {
            Some((start, closers)) if closers.contains(&c) => {
                stretches.push(start..at);
                open = None;
            }
            None => open = closers(c).map(|closers| (at + c.len_utf8(), closers)),
            Some(_) => {}
        }
    }
    stretches.extend(open.map(|(start, _)| start..block.len()));
    stretches.retain(|range| !range.is_empty());
    stretches
}

fn closers(opener: char) -> Option<&'static [char]> {
    match opener {
        '“' => Some(&['”', '“']),
        '„' | '‟' => Some(&['“', '”', '"']),
        '"' => Some(&['"', '”']),
        '”' => Some(&['”']),
        '«' => Some(&['»']),
        '»' => Some(&['«', '»']),
        '「' => Some(&['」']),
        '『' => Some(&['』']),
        '《' => Some(&['》']),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_close_as_they_opened() {
        for (block, stretches) in [
            ("“We know,” she said. “Go.”", vec!["We know,", "Go."]),
            (
                "„Wir gehen“, sagte er, „sofort.“",
                vec!["Wir gehen", "sofort."],
            ),
            ("Il a dit « non » hier", vec![" non "]),
            ("社長は「売らない」と述べた", vec!["売らない"]),
            ("\"A\" and \"B", vec!["A", "B"]),
        ] {
            let found: Vec<&str> = quoted(block)
                .into_iter()
                .map(|range| &block[range])
                .collect();
            assert_eq!(found, stretches, "{block}");
        }
    }

    #[test]
    fn words_keep_what_joins_them() {
        let text = "Don't pay $1.5bn, 北京 R&D.";
        let found: Vec<&str> = words(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["Don't", "pay", "1.5bn", "北", "京", "R&D"]);
    }
}
