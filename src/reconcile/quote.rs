//! One utterance, two wordings or two speakers.
//! Word for word in one language; across languages only numbers and negation are held against it.

use std::ops::RangeInclusive;

use super::value::shared;
use super::{Opinion, Reason, RelationKind, Topic, likely, told};
use crate::align::{Common, Match};
use crate::claim::{Claim, Concept, Decimal, Part, Quote, Says, Voice, VoiceKind, concept};
use crate::text::Script;

/// Content words two quotes must share before they can be one utterance, and those of one speaker.
const WORDS: usize = 4;
const OWN_WORDS: usize = 3;
/// Share of the shorter quote's content words that must be shared.
const SHARE: f32 = 0.5;

/// Two quotes that look like one utterance: altered, cut, or put in another mouth.
pub(crate) fn quote(a: &Claim, b: &Claim, common: &Common<'_>) -> Option<Opinion> {
    let (first, second) = (content(a)?, content(b)?);
    if !common.same_language {
        return translated(a, b, first, second, common);
    }
    let overlap = Overlap::of(first, second);
    let speakers = speakers(a, b);
    let enough = match speakers {
        Match::Same => OWN_WORDS,
        _ => WORDS,
    };
    if overlap.shared < enough || overlap.share < SHARE {
        return None;
    }
    let score =
        1.0 + 5.0 * overlap.share + 0.15 * overlap.shared.min(12) as f32 + speakers.score(1.0, 0.0);
    if let Some(opinion) = speaker(a, b, &overlap, score) {
        return Some(opinion);
    }
    let whole = overlap.share >= 0.75;
    let negated = whole && first.denied != second.denied;
    let both_direct = first.direct && second.direct;
    let light = !overlap.light_a.is_empty() || !overlap.light_b.is_empty();
    if overlap.only_a.is_empty() && overlap.only_b.is_empty() && !light {
        return None;
    }
    let altered = !overlap.only_a.is_empty() || !overlap.only_b.is_empty();
    let relation = if both_direct && (negated || altered) {
        RelationKind::Contradicts
    } else if both_direct {
        RelationKind::Differs
    } else {
        return None;
    };
    let [only_a, only_b] = match altered {
        true => [&overlap.only_a, &overlap.only_b],
        false => [&overlap.light_a, &overlap.light_b],
    };
    let mut because = vec![Reason::Words {
        a: only_a.join(" … "),
        b: only_b.join(" … "),
    }];
    because.extend(speaker_of(a, b));
    because.extend(shared(a, b, common));
    let confidence = likely(if altered { score } else { score - 2.0 });
    Some(Opinion {
        relation,
        topic: Topic::Quote,
        because,
        confidence,
    })
}

/// The same words from two speakers, both named, or one of them anonymous.
fn speaker(a: &Claim, b: &Claim, overlap: &Overlap, score: f32) -> Option<Opinion> {
    let (x, y) = (&a.source.as_ref()?.value, &b.source.as_ref()?.value);
    if overlap.share < 0.8 || x.name.same_party(&y.name) {
        return None;
    }
    let named = |voice: &Voice| voice.kind == VoiceKind::Named && voice.name.proper;
    let sure = |voice: &Voice| voice.name.distinct && voice.name.is_unmixed();
    // An article that names the other's source as well has only another one beside it.
    if names(a, y) || names(b, x) {
        return None;
    }
    let relation = match (named(x), named(y)) {
        (true, true) if sure(x) && sure(y) => RelationKind::Contradicts,
        (true, false) if y.kind == VoiceKind::Anonymous => RelationKind::Differs,
        (false, true) if x.kind == VoiceKind::Anonymous => RelationKind::Differs,
        _ => return None,
    };
    let because = vec![Reason::Sources {
        a: x.name.surface.clone(),
        b: y.name.surface.clone(),
    }];
    Some(Opinion {
        relation,
        topic: Topic::Source,
        because,
        confidence: likely(score),
    })
}

/// Whether the sentence of a claim has the words of a source.
fn names(claim: &Claim, voice: &Voice) -> bool {
    let sentence = claim.sentence.text.to_lowercase();
    let source = voice.name.surface.to_lowercase();
    source
        .split_whitespace()
        .all(|word| sentence.contains(word))
}

/// Across languages: one speaker, the same concepts, and another number, an event denied in one of
/// them, or the opposite of a concept. What is only reported has to be of a known speaker.
fn translated(a: &Claim, b: &Claim, x: &Quote, y: &Quote, common: &Common<'_>) -> Option<Opinion> {
    let speakers = speakers(a, b);
    let direct = x.direct && y.direct;
    let known = speakers == Match::Same;
    if speakers == Match::Different || !(direct || (known && (x.direct || y.direct))) {
        return None;
    }
    let both: Vec<&String> = x
        .concepts
        .iter()
        .filter(|id| y.concepts.contains(id))
        .collect();
    let opposed = opposites(x, y);
    let count = both.len() + if both.is_empty() { 0 } else { opposed.len() };
    let shorter = x.concepts.len().min(y.concepts.len()).max(1);
    let share = count as f32 / shorter as f32;
    if count < if known { 1 } else { 2 } || share < 0.5 {
        return None;
    }
    let (first, second) = (numbers(x), numbers(y));
    let number = !first.is_empty() && first.len() == second.len() && first != second;
    let undone = |quote: &Quote, id: &str| quote.undone.iter().any(|other| other == id);
    let mut events = both
        .iter()
        .filter(|id| concept(id).is_some_and(Concept::is_event));
    // A negation may stand beside another word in a translation ("need no games", "don't need games"):
    // one of the two has to deny on the whole.
    let turned = (x.denied != y.denied && events.clone().any(|id| undone(x, id) != undone(y, id)))
        || opposed
            .iter()
            .any(|(own, other)| undone(x, own) == undone(y, other));
    // Without an event in common all that can be said is that one of them denies.
    let bare = events.next().is_none() && opposed.is_empty();
    let denied = bare && direct && known && x.denied != y.denied;
    if !number && !turned && !denied {
        return None;
    }
    let differ = match (number, turned || denied) {
        (_, true) if opposed.is_empty() => "denial",
        (_, true) => "opposite",
        (true, false) | (false, false) => "number",
    };
    let mut because = vec![Reason::Versions {
        differ: differ.into(),
    }];
    because.extend(speaker_of(a, b));
    because.extend(shared(a, b, common));
    let close = common.closeness.unwrap_or_default();
    let score = 1.0 + 1.5 * share + 0.5 * (count.min(4) as f32) + close + speakers.score(0.5, 0.0)
        - if denied && !turned { 0.5 } else { 0.0 };
    Some(Opinion {
        relation: RelationKind::Contradicts,
        topic: Topic::Quote,
        because,
        confidence: likely(score),
    })
}

/// The speaker whom both name, as a reason.
fn speaker_of(a: &Claim, b: &Claim) -> Option<Reason> {
    let (x, y) = (a.source.as_ref()?, b.source.as_ref()?);
    let named = |part: &Part<Voice>| Part {
        value: part.value.name.clone(),
        at: part.at,
        text: part.value.name.surface.clone(),
    };
    let (x, y) = (named(x), named(y));
    (speakers(a, b) == Match::Same).then(|| Reason::SameParty {
        name: told::party(&x, &y),
    })
}

/// Whether both are said by one speaker; "he" and somebody without a name may be anybody.
fn speakers(a: &Claim, b: &Claim) -> Match {
    let named = |claim: &Claim| {
        let name = claim
            .source
            .as_ref()
            .map(|source| source.value.name.clone());
        name.filter(|name| name.proper)
    };
    match (named(a), named(b)) {
        (Some(x), Some(y)) if x.same_party(&y) => Match::Same,
        // Descriptions are proper names in a script without capitals.
        (Some(x), Some(y)) if x.script == y.script && x.script == Script::Latin => Match::Different,
        _ => Match::Unknown,
    }
}

fn numbers(quote: &Quote) -> Vec<(Decimal, Decimal)> {
    let mut values: Vec<_> = quote.values.iter().map(|v| (v.low, v.high)).collect();
    values.sort_unstable();
    values
}

/// Concepts of the first that stand as their opposites in the second, neither quote holding both.
fn opposites<'q>(x: &'q Quote, y: &Quote) -> Vec<(&'q str, &'static str)> {
    let holds = |quote: &Quote, id: &str| quote.concepts.iter().any(|other| other == id);
    let turned = |id: &'q String| {
        let opposite = concept(id)?.opposite?;
        let against = holds(y, opposite) && !holds(y, id) && !holds(x, opposite);
        against.then_some((id.as_str(), opposite))
    };
    x.concepts.iter().filter_map(turned).collect()
}

fn content(claim: &Claim) -> Option<&Quote> {
    match &claim.says {
        Says::Saying {
            content: Some(part),
            ..
        } => Some(&part.value),
        _ => None,
    }
}

/// What two quotes share word for word, and where they differ between the first and the last
/// shared word (what is cut off at the ends is not a difference).
#[derive(Debug, Default)]
struct Overlap {
    /// Content words shared, in order.
    shared: usize,
    /// Of the content words of the shorter one.
    share: f32,
    /// Stretches only in the first, between shared words, with a content word in them.
    only_a: Vec<String>,
    /// Stretches only in the second, likewise.
    only_b: Vec<String>,
    /// Stretches of light words alone, likewise.
    light_a: Vec<String>,
    light_b: Vec<String>,
}

impl Overlap {
    fn of(a: &Quote, b: &Quote) -> Self {
        let pairs = longest_common(&a.words, &b.words);
        let heavy = |quote: &Quote, at: usize| !quote.light.get(at).copied().unwrap_or(false);
        let count = |quote: &Quote| {
            (0..quote.words.len())
                .filter(|at| heavy(quote, *at))
                .count()
        };
        let shared = pairs.iter().filter(|(at, _)| heavy(a, *at)).count();
        let shorter = count(a).min(count(b)).max(1);
        let mut overlap = Self {
            shared,
            share: shared as f32 / shorter as f32,
            ..Self::default()
        };
        // A shared light word at an end may be chance; the frame is set by content words.
        let solid: Vec<_> = pairs.iter().filter(|(at, _)| heavy(a, *at)).collect();
        let (Some(first), Some(last)) = (solid.first(), solid.last()) else {
            return overlap;
        };
        // Beside the word before that, the word at the end is no cut: "he can score", "he will score".
        let turned = |word: usize, other: usize, beside: (usize, usize)| {
            let same = |x: usize, y: usize| {
                a.words
                    .get(x)
                    .is_some_and(|own| b.words.get(y) == Some(own))
            };
            same(word, other) && !same(beside.0, beside.1)
        };
        let (mut first, mut last) = (**first, **last);
        let before = (first.0.wrapping_sub(1), first.1.wrapping_sub(1));
        if turned(before.0.wrapping_sub(1), before.1.wrapping_sub(1), before) {
            first = before;
        }
        let after = (last.0 + 1, last.1 + 1);
        if turned(after.0 + 1, after.1 + 1, after) {
            last = after;
        }
        let shared = |at: usize| pairs.iter().any(|(known, _)| *known == at);
        [overlap.only_a, overlap.light_a] = apart(a, first.0..=last.0, shared);
        let shared = |at: usize| pairs.iter().any(|(_, known)| *known == at);
        [overlap.only_b, overlap.light_b] = apart(b, first.1..=last.1, shared);
        overlap
    }
}

/// The stretches of a quote that are not shared: those that hold a content word, and those of light words.
fn apart(
    quote: &Quote,
    within: RangeInclusive<usize>,
    shared: impl Fn(usize) -> bool,
) -> [Vec<String>; 2] {
    let light = |at: &usize| quote.light.get(*at).copied().unwrap_or(false);
    let own: Vec<usize> = within.filter(|at| !shared(*at)).collect();
    let words = |run: &[usize]| {
        let words: Vec<&str> = run.iter().map(|at| quote.words[*at].as_str()).collect();
        words.join(" ")
    };
    let (heavy, slight): (Vec<_>, Vec<_>) = own
        .chunk_by(|at, next| at + 1 == *next)
        .partition(|run| !run.iter().all(light));
    [heavy, slight].map(|runs| runs.into_iter().map(words).collect())
}

/// Longest common subsequence of two lists of words, as index pairs.
fn longest_common(a: &[String], b: &[String]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut table = vec![0_u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            table[i * width + j] = if a[i] == b[j] {
                table[(i + 1) * width + j + 1].saturating_add(1)
            } else {
                table[(i + 1) * width + j].max(table[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if table[(i + 1) * width + j] >= table[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// Whether two sayings are one utterance in the same words, for gathering facts.
pub(crate) fn same_words(a: &Claim, b: &Claim, common: &Common<'_>) -> bool {
    let (Some(first), Some(second)) = (content(a), content(b)) else {
        return false;
    };
    if !common.same_language || common.subject == Match::Different {
        return false;
    }
    let overlap = Overlap::of(first, second);
    overlap.shared >= WORDS
        && overlap.share >= 0.8
        && overlap.only_a.is_empty()
        && overlap.only_b.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(words: &str, light: &[&str]) -> Quote {
        let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
        Quote {
            direct: true,
            light: words
                .iter()
                .map(|word| light.contains(&word.as_str()))
                .collect(),
            words,
            values: Vec::new(),
            names: Vec::new(),
            concepts: Vec::new(),
            undone: Vec::new(),
            denied: false,
        }
    }

    #[test]
    fn ends_may_be_cut_and_the_middle_may_not() {
        let light = ["we", "our", "the", "a", "of", "to", "it"];
        let whole = quote(
            "we will not sell the yard to anyone this year or next",
            &light,
        );
        let cut = quote("not sell the yard to anyone this year", &light);
        let altered = quote(
            "we will not close the yard to anyone this year or next",
            &light,
        );
        let overlap = Overlap::of(&whole, &cut);
        assert!(overlap.only_a.is_empty() && overlap.only_b.is_empty() && overlap.share > 0.99);
        let overlap = Overlap::of(&whole, &altered);
        assert_eq!(
            (overlap.only_a, overlap.only_b),
            (vec!["sell".into()], vec!["close".into()])
        );
    }
}
