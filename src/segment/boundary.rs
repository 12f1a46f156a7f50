//! Where the sentences of one block end.
//! UAX #29 finds candidates; tables and quotation marks correct them. It never sees more than a
//! block, and words of a language only through its table.

use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;

use crate::locale::{Kind, Locale};
use crate::text::Script;

use super::quotes::{Quotes, Role};

/// Bytes at which the sentences of `text` end, ascending; the last is its length. White space
/// belongs to the sentence before it.
pub(super) fn ends(text: &str, locale: Option<&'static Locale>) -> Vec<usize> {
    let rules = Rules {
        text,
        locale,
        quotes: Quotes::of(text),
    };
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let mut ends: Vec<usize> = segmenter
        .segment_str(text)
        .filter(|at| *at > 0 && *at < text.len())
        .filter_map(|at| rules.settle(at))
        .collect();
    ends.extend(rules.lost_spaces());
    ends.extend(rules.before_digits());
    ends.extend(dateline(text));
    ends.sort_unstable();
    ends.dedup();
    ends.push(text.len());
    without_wordless(text, ends)
}

/// The end of a dateline: "PORTVALE, 12 May (Orient) - ". It says where a report is from and is no
/// part of its first sentence.
fn dateline(text: &str) -> Option<usize> {
    const WORDS: usize = 9;
    let dash = [" - ", " – ", " — "]
        .iter()
        .filter_map(|dash| text.find(dash).map(|at| (at, at + dash.len())))
        .min()?;
    let line = text[..dash.0].trim_start();
    let place = line.split([' ', ',']).next().unwrap_or_default();
    let shouted = place.chars().count() > 2 && place.chars().all(char::is_uppercase);
    let short = line.split_whitespace().count() <= WORDS && !line.contains(['!', '?', ':', ';']);
    (shouted && short).then_some(dash.1)
}

/// Joins stretches without a letter or digit to their neighbour.
fn without_wordless(text: &str, ends: Vec<usize>) -> Vec<usize> {
    let mut kept: Vec<usize> = Vec::with_capacity(ends.len());
    let mut start = 0;
    for end in ends {
        let has_words = text
            .get(start..end)
            .is_some_and(|part| part.chars().any(char::is_alphanumeric));
        match kept.last_mut() {
            Some(last) if !has_words => *last = end,
            _ => kept.push(end),
        }
        start = end;
    }
    // A wordless first stretch belongs to what follows it.
    if let [first, _, ..] = kept[..]
        && !text[..first].chars().any(char::is_alphanumeric)
    {
        kept.remove(0);
    }
    kept
}

struct Rules<'t> {
    text: &'t str,
    locale: Option<&'static Locale>,
    quotes: Quotes,
}

impl Rules<'_> {
    /// Where the candidate at byte `at` really lies, or nothing where no sentence ends.
    fn settle(&self, at: usize) -> Option<usize> {
        let at = self.beside_quotes(at);
        let (before, after) = self.text.split_at_checked(at)?;
        let next = after.chars().next()?;
        let spaced = before.ends_with(|c: char| c.is_whitespace());
        let body = before.trim_end();
        let core = self.without_closers(body);
        let closed = core.len() < body.len();
        let mark = core.chars().next_back()?;
        let goes_on = next.is_lowercase()
            || matches!(next, ',' | ';' | '，' | '、')
            || in_address(self.text, at)
            || (!spaced && core.ends_with("..") && !closed)
            || (mark == '.' && self.is_no_stop(core, after))
            || (closed && !spaced && is_ending(next))
            || (closed && !self.is_introduced(core) && self.attribution_follows(after));
        (!goes_on).then_some(at)
    }

    /// An opening mark goes to the sentence that it opens, a closing one to the one it closes.
    fn beside_quotes(&self, at: usize) -> usize {
        let before = &self.text[..at];
        if let Some(last) = before.chars().next_back() {
            let start = at - last.len_utf8();
            if self.quotes.role(start) == Some(Role::Open) {
                return start;
            }
        }
        let mut end = at;
        while let Some(next) = self.text[end..].chars().next()
            && self.quotes.role(end) == Some(Role::Close)
        {
            end += next.len_utf8();
        }
        if end > at {
            let rest = &self.text[end..];
            end += rest.len() - rest.trim_start().len();
        }
        end
    }

    /// `body` without the brackets and quotation marks that close at its end.
    fn without_closers<'b>(&self, body: &'b str) -> &'b str {
        let mut core = body;
        while let Some(last) = core.chars().next_back() {
            let start = core.len() - last.len_utf8();
            let closes = matches!(last, ')' | ']' | '）' | '】' | '》' | '\'' | '’')
                || last.is_whitespace()
                || self.quotes.role(start) == Some(Role::Close);
            if !closes {
                break;
            }
            core = &core[..start];
        }
        core
    }

    /// Whether the full stop at the end of `core` belongs to an abbreviation, initial or ordinal.
    fn is_no_stop(&self, core: &str, after: &str) -> bool {
        let stem = &core[..core.len() - 1];
        let word_start = stem
            .rfind(|c: char| !c.is_alphanumeric() && c != '.')
            .map_or(0, |at| {
                at + stem[at..].chars().next().map_or(1, char::len_utf8)
            });
        let word = &stem[word_start..];
        let initial_next = is_initial(after);
        if word.is_empty() {
            return false;
        }
        if word.chars().all(|c| c.is_ascii_digit()) {
            return core.trim_start().len() == word.len() + 1 || self.is_ordinal(word, after);
        }
        let last_part = word.rsplit('.').next().unwrap_or(word);
        let mut letters = last_part.chars();
        let is_letter = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
        if is_letter || self.is_abbreviation(core, after) {
            return initial_next || !self.starts_with_stop_word(after);
        }
        false
    }

    /// Digits with a full stop before a month, or, where ordinals are written so and nouns large,
    /// before a capitalised word that opens no sentence by itself.
    fn is_ordinal(&self, digits: &str, after: &str) -> bool {
        let Some(locale) = self.locale else {
            return false;
        };
        let rest = after.trim_start();
        if digits.len() <= 2 && locale.find(Kind::Month, rest).is_some() {
            return true;
        }
        digits.len() <= 2
            && locale.setting("nouns").contains(&"capital")
            && locale.rows(Kind::OrdSuffix).any(|row| row.surface == ".")
            && rest.starts_with(char::is_uppercase)
            && !self.starts_with_stop_word(after)
    }

    /// Whether an `abbr` row ends at the end of `core`. A row that is a word besides ("no.",
    /// "in.") counts beside a number only.
    fn is_abbreviation(&self, core: &str, after: &str) -> bool {
        let Some(locale) = self.locale else {
            return false;
        };
        let starts = core
            .char_indices()
            .rev()
            .take(16)
            .filter(|(at, c)| c.is_alphabetic() && locale.starts_word(core, *at));
        for (start, first) in starts {
            let found = locale
                .all_at(Kind::Abbr, core, start)
                .into_iter()
                .find(|found| start + found.len == core.len());
            let Some(found) = found else { continue };
            let written_large = found.entry.surface.starts_with(char::is_uppercase);
            if written_large && !first.is_uppercase() {
                continue;
            }
            let word = &core[start..core.len() - 1];
            let is_word = locale
                .find(Kind::Word, word)
                .is_some_and(|stop| stop.len == word.len());
            let beside_number = after.trim_start().starts_with(|c: char| c.is_numeric())
                || core[..start].trim_end().ends_with(|c: char| c.is_numeric());
            return !is_word || beside_number;
        }
        false
    }

    /// Whether `after` starts with a capitalised function word: those open sentences.
    fn starts_with_stop_word(&self, after: &str) -> bool {
        let rest = after.trim_start_matches(|c: char| !c.is_alphanumeric());
        let end = rest
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(rest.len());
        rest.starts_with(char::is_uppercase)
            && self.locale.is_some_and(|locale| {
                locale
                    .find(Kind::Word, rest)
                    .is_some_and(|stop| stop.len == end)
            })
    }

    /// Whether the quote that is open at the end of `core` stands behind a colon: who says it has been
    /// said before it.
    fn is_introduced(&self, core: &str) -> bool {
        let mut marks = core.char_indices().rev();
        let opened = marks.find(|(at, _)| self.quotes.role(*at) == Some(Role::Open));
        opened.is_some_and(|(at, _)| core[..at].trim_end().ends_with([':', '：']))
    }

    /// In scripts without spaces the words that say whose quote it was follow its closing mark
    /// directly: a cue stands before the next full stop.
    fn attribution_follows(&self, after: &str) -> bool {
        let Some(locale) = self.locale else {
            return false;
        };
        let first = after.chars().next().map_or(Script::Common, Script::of);
        if !first.is_unspaced() {
            return false;
        }
        if locale.find(Kind::That, after).is_some() {
            return true;
        }
        let clause_end = after
            .char_indices()
            .take(60)
            .find(|(_, c)| matches!(c, '。' | '！' | '？' | '“' | '「' | '『'))
            .map(|(at, _)| at);
        clause_end.is_some_and(|end| !locale.scan(Kind::Cue, &after[..end]).is_empty())
    }

    /// Ends that UAX #29 cannot see because the space after a full stop or colon was lost:
    /// "last year.The firm", "clause:All calls".
    fn lost_spaces(&self) -> Vec<usize> {
        let mut ends = Vec::new();
        for (at, mark) in self.text.char_indices() {
            if !matches!(mark, '.' | ':') {
                continue;
            }
            let (core, after) = self.text.split_at(at + 1);
            let opens = {
                let mut next = after.chars();
                next.next().is_some_and(char::is_uppercase)
                    && next.next().is_some_and(char::is_lowercase)
            };
            if opens
                && self.ends_word(core, mark)
                && !in_address(self.text, at)
                && !(mark == '.' && self.is_abbreviation(core, after))
                && runs_on(after)
            {
                ends.push(at + 1);
            }
        }
        ends
    }

    /// Ends before a sentence that starts with digits and goes on in small letters, which UAX #29
    /// (SB8) takes for the same sentence: "after 22 rounds. 24 players".
    fn before_digits(&self) -> Vec<usize> {
        let mut ends = Vec::new();
        for (at, _) in self.text.match_indices(". ") {
            let (core, after) = self.text.split_at(at + 1);
            let rest = after.trim_start();
            let word_start = core[..at]
                .rfind(|c: char| !c.is_alphabetic())
                .map_or(0, |at| {
                    at + core[at..].chars().next().map_or(1, char::len_utf8)
                });
            // Short words before a number are more often abbreviations than ends.
            let is_word = core[word_start..at].chars().count() >= 5;
            if is_word
                && rest.starts_with(|c: char| c.is_numeric())
                && !self.is_abbreviation(core, after)
            {
                ends.push(self.text.len() - rest.len());
            }
        }
        ends
    }

    /// Whether a whole word stands before the mark: small letters, or, before a full stop, a name
    /// of three letters or more (no initial), a number or a bracket.
    fn ends_word(&self, core: &str, mark: char) -> bool {
        let body = &core[..core.len() - 1];
        let start = body.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| {
            at + body[at..].chars().next().map_or(1, char::len_utf8)
        });
        let word = &body[start..];
        // "example.org.The" is rare, "www.Example" is not: a name between two marks is no word.
        if body[..start].ends_with('.') {
            return false;
        }
        let letters = word.chars().count();
        if mark == ':' {
            return letters >= 3 && word.chars().all(char::is_lowercase);
        }
        (letters >= 2 && word.ends_with(char::is_lowercase))
            || (letters >= 3 && word.chars().all(char::is_alphabetic))
            || (letters >= 1 && word.chars().all(|c| c.is_ascii_digit()))
            || (word.is_empty() && body.ends_with([')', '”', '»']))
    }
}

/// Whether a letter right behind a closing mark is an ending of what is quoted, as in scripts that
/// have spaces between words and no capitals.
fn is_ending(next: char) -> bool {
    next.is_alphabetic() && !next.is_uppercase() && !Script::of(next).is_unspaced()
}

/// Whether `after` goes on as running text: its first word ends at a space or a comma.
fn runs_on(after: &str) -> bool {
    let end = after.find(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’' && c != '-');
    end.is_some_and(|end| after[end..].starts_with([' ', ',', '\u{a0}']))
}

/// "S. Lem": one capital letter and a full stop.
fn is_initial(after: &str) -> bool {
    let mut letters = after.trim_start().chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next() == Some('.')
}

/// Whether byte `at` lies inside a web address or a mail address.
fn in_address(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    if before.ends_with(char::is_whitespace) {
        return false;
    }
    let head = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let tail = after.split(char::is_whitespace).next().unwrap_or("");
    let starts = head.rfind("://").or_else(|| head.rfind("www."));
    let is_page = starts.is_some_and(|start| head[start..].is_ascii());
    is_page || (head.contains('@') && head.is_ascii() && tail.contains('.'))
}
