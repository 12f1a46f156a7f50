//! What a reason quotes of a claim: the words around it, the name that a reader can read.
//! It chooses among what the claim carries; it judges nothing.

use super::Reason;
use crate::claim::{Claim, Name, Part, Polarity, Says};
use crate::text::{CLAUSE_MARKS, Script};

/// Characters of a sentence that are quoted at most.
const LONGEST: usize = 90;

/// Marks that end a sentence.
const STOPS: &[char] = &['.', '。', '!', '?'];

/// That one of them denies what the other affirms, in the words of each.
pub(super) fn polarity(a: &Claim, b: &Claim) -> Reason {
    Reason::Polarity {
        a: clause(a),
        b: clause(b),
        denied: if a.polarity == Polarity::Denied {
            "a"
        } else {
            "b"
        }
        .into(),
    }
}

/// The clause that a claim stands in, or as much of it as a reader takes in at a glance.
fn clause(claim: &Claim) -> String {
    let words = match &claim.says {
        Says::Event {
            predicate: Some(words),
            ..
        } => words.at,
        _ => claim.anchor.at,
    };
    let base = claim.sentence.at.start();
    let within = |at: u32| at.checked_sub(base).map(|at| at as usize);
    let around = within(words.start())
        .zip(within(words.end()))
        .and_then(|(start, end)| {
            let sentence = claim.sentence.text.as_str();
            let parts = (
                sentence.get(..start)?,
                sentence.get(start..end)?,
                sentence.get(end..)?,
            );
            Some(shortened(parts.0, parts.1, parts.2))
        });
    around.unwrap_or_else(|| claim.anchor.text.clone())
}

/// Whether a character ends a clause, or the sentence with it.
fn ends(c: char) -> bool {
    CLAUSE_MARKS.contains(&c) || STOPS.contains(&c)
}

/// The words with what stands before and after them in their clause, cut between words.
fn shortened(before: &str, words: &str, after: &str) -> String {
    let stop = |at: usize, text: &str| {
        let (left, right) = text.split_at(at);
        let number =
            left.ends_with(char::is_numeric) && right.chars().nth(1).is_some_and(char::is_numeric);
        !number
    };
    let starts = before
        .char_indices()
        .rev()
        .find(|(at, c)| ends(*c) && stop(*at, before));
    let from = starts.map_or(0, |(at, c)| at + c.len_utf8());
    let ends = after
        .char_indices()
        .find(|(at, c)| ends(*c) && stop(*at, after));
    let until = ends.map_or(after.len(), |(at, _)| at);
    let (before, after) = (before[from..].trim_start(), after[..until].trim_end());
    let left = LONGEST.saturating_sub(words.chars().count());
    let kept_before = left.saturating_sub(after.chars().count().min(left / 3));
    let before = tail(before, kept_before);
    let after = head(after, left.saturating_sub(before.chars().count()));
    format!("{before}{words}{after}")
}

/// The last `most` characters, from a space on, after dots where something is left out.
fn tail(text: &str, most: usize) -> String {
    let count = text.chars().count();
    if count <= most {
        return text.to_owned();
    }
    let cut = text.char_indices().nth(count - most);
    let kept = cut.map_or("", |(at, _)| &text[at..]);
    let kept = kept.find(' ').map_or(kept, |at| &kept[at + 1..]);
    format!("… {kept}")
}

/// The first `most` characters, up to a space, with dots where something is left out.
fn head(text: &str, most: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(most) else {
        return text.to_owned();
    };
    let kept = &text[..cut];
    let kept = kept.rfind(' ').map_or(kept, |at| &kept[..at]);
    format!("{kept} …")
}

/// The name of a party that both name: the words that they share where these are a name ("coast
/// guard commander Elena Riva" and "Frau Elena Riva"), or else the shorter one, in Latin letters where
/// one writes it so.
pub(super) fn party(a: &Part<Name>, b: &Part<Name>) -> String {
    let common = shared_words(&a.text, &b.text);
    if common.starts_with(char::is_uppercase) {
        return common;
    }
    let foreign = |part: &Part<Name>| part.value.script != Script::Latin;
    let order = |part: &&Part<Name>| {
        let length = part.text.chars().count();
        (!part.value.proper, foreign(part), length)
    };
    let chosen = [a, b].into_iter().min_by_key(order).unwrap_or(a);
    chosen.text.clone()
}

/// Marks that may stand at a word without being of it.
const MARKS: &[char] = &[',', ';', ':', '"', '\'', '’', '“', '”', '«', '»', '(', ')'];

/// The longest run of words that both hold; the first of several.
fn shared_words(a: &str, b: &str) -> String {
    let [a, b] = [a, b].map(|text| {
        let words = text.split_whitespace();
        words
            .map(|word| word.trim_matches(MARKS))
            .collect::<Vec<_>>()
    });
    let mut best: &[&str] = &[];
    for start in 0..a.len() {
        for end in start + best.len() + 1..=a.len() {
            if b.windows(end - start).any(|run| run == &a[start..end]) {
                best = &a[start..end];
            }
        }
    }
    best.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_is_quoted_and_a_long_one_is_cut_between_words() {
        for (before, words, after, expected) in [
            (
                "The captain, who was rescued, had not been ",
                "arrested",
                ", police said.",
                "had not been arrested",
            ),
            (
                "A mezzogiorno la svolta: il comandante è stato ",
                "arrestato",
                " con l'accusa di omicidio.",
                "il comandante è stato arrestato con l'accusa di omicidio",
            ),
            (
                "船長は警察に",
                "逮捕",
                "されていない。",
                "船長は警察に逮捕されていない",
            ),
            (
                "Rund 2,4 Milliarden hat der Konzern ",
                "gezahlt",
                ".",
                "Rund 2,4 Milliarden hat der Konzern gezahlt",
            ),
            ("", "denied", "", "denied"),
        ] {
            assert_eq!(shortened(before, words, after), expected);
        }
        let long = "one two three four five six seven eight nine ten ".repeat(4);
        let said = shortened(&long, "arrested", &format!(" {long}"));
        assert!(said.starts_with("… ") && said.ends_with(" …"), "{said}");
        assert!(said.chars().count() <= LONGEST + 4, "{said}");
    }

    #[test]
    fn the_name_is_what_both_write() {
        for (a, b, expected) in [
            (
                "coast guard commander Elena Riva",
                "Frau Elena Riva",
                "Elena Riva",
            ),
            ("Elena Riva", "Elena Riva", "Elena Riva"),
            ("the coast guard", "the harbour police", "the"),
            ("أكسوي", "अक्सॉय", ""),
        ] {
            assert_eq!(shared_words(a, b), expected);
        }
    }
}
