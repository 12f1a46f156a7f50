//! Words that a page ran together where a link or a line ended: "In OctoberOpenAI agreed to".
//! It puts a space back between two words of the same article, and nothing else.

use std::collections::BTreeMap;

use super::draft::Draft;

/// Letters that each of the two words has at least: names are put together of shorter ones.
const LETTERS: usize = 4;

/// Words of one block that are parted, at most: what runs more of them together is no prose.
const MOST: usize = 50;

/// Parts each word that stands once in an article, and is two words that stand there by themselves,
/// the second with a capital.
pub(super) fn part(drafts: &mut [Draft]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for word in drafts.iter().flat_map(|draft| words(draft.words())) {
        *counts.entry(word.1.to_owned()).or_default() += 1;
    }
    let known = |word: &str| word.chars().count() >= LETTERS && counts.contains_key(word);
    for draft in drafts {
        let glued = |(start, word): (usize, &str)| {
            let alone = counts.get(word) == Some(&1);
            let mut ends = word.char_indices().skip(1).filter(|(at, c)| {
                let before = word[..*at].chars().next_back();
                c.is_uppercase() && before.is_some_and(char::is_lowercase)
            });
            let end = ends.find(|(at, _)| known(&word[..*at]) && known(&word[*at..]));
            end.filter(|_| alone).map(|(at, _)| start + at)
        };
        let places = words(draft.words()).filter_map(glued).take(MOST);
        let places: Vec<usize> = places.collect();
        for at in places.into_iter().rev() {
            draft.part(at);
        }
    }
}

/// Runs of letters and digits, each with where it starts.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut end = 0;
    text.split(|c: char| !c.is_alphanumeric())
        .filter_map(move |word| {
            let start = end;
            // A separator is one character of any width.
            end = start + word.len();
            end += text[end..].chars().next().map_or(0, char::len_utf8);
            (!word.is_empty()).then_some((start, word))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::BlockKind;
    use crate::ingest::draft::assemble;

    fn parted(lines: &[&str]) -> String {
        let mut drafts: Vec<Draft> = lines
            .iter()
            .map(|line| Draft::of(BlockKind::Paragraph, 0, line))
            .collect();
        part(&mut drafts);
        assemble(&drafts).0
    }

    #[test]
    fn two_words_of_the_article_are_parted() {
        for (glued, rest, expected) in [
            (
                "In OctoberOpenAI agreed to buy.",
                "OpenAI said in October that",
                "In October OpenAI agreed to buy.",
            ),
            (
                "По словам министраИванова, пять.",
                "Слова министра: Иванова нет",
                "По словам министра Иванова, пять.",
            ),
            (
                "Das Werk derSiemens in KölnSiemens sagt",
                "Köln und Siemens",
                "Das Werk derSiemens in Köln Siemens sagt",
            ),
        ] {
            let text = parted(&[glued, rest]);
            assert_eq!(text.lines().next(), Some(expected));
        }
    }

    #[test]
    fn names_stay_whole() {
        for (line, rest) in [
            ("OpenAI is an AI firm. Open it.", "-"),
            ("SoftBank pays the Bank.", "-"),
            ("MasterCard here, MasterCard there", "Master Card"),
        ] {
            assert_eq!(parted(&[line, rest]).lines().next(), Some(line));
        }
    }

    #[test]
    fn the_space_stands_for_no_byte_of_the_input() {
        let mut drafts = vec![Draft::of(
            BlockKind::Paragraph,
            0,
            "In OctoberOpenAI, OpenAI in October",
        )];
        part(&mut drafts);
        let (text, map, _) = assemble(&drafts);
        let at = text.find("OpenAI").unwrap();
        let raw = map.raw(crate::text::Span::of(at..at + 6)).range();
        assert_eq!(raw, 10..16);
    }
}
