//! Folds characters so that one row of a table matches every way the press types it.
//! It knows scripts and typography, no word of any language; positions are carried, never searched.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{compose, is_combining_mark};

/// The folded bytes of one step through a text and the bytes of the text they stand for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    bytes: [u8; 24],
    len: u8,
    /// Bytes of the source taken.
    pub(super) taken: usize,
}

impl Step {
    /// The folded bytes; none for characters that are dropped.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }

    fn push(&mut self, c: char) {
        let mut buffer = [0; 4];
        let encoded = c.encode_utf8(&mut buffer).as_bytes();
        let start = usize::from(self.len);
        if let Some(room) = self.bytes.get_mut(start..start + encoded.len()) {
            room.copy_from_slice(encoded);
            self.len += encoded.len() as u8;
        }
    }
}

/// Folds what stands at the start of `text`: a character with its combining marks, or a run of
/// white space (as one space). `None` at the end.
pub(super) fn step(text: &str) -> Option<Step> {
    fold_first(text, true)
}

/// Folds a whole string.
pub(super) fn fold(text: &str) -> String {
    fold_all(text, true)
}

/// As `fold`, but keeps the case of letters: for rows that only match as they are written.
pub(super) fn fold_cased(text: &str) -> String {
    fold_all(text, false)
}

fn fold_all(mut text: &str, lower: bool) -> String {
    let mut folded = String::with_capacity(text.len());
    while let Some(step) = fold_first(text, lower) {
        folded.push_str(std::str::from_utf8(step.bytes()).unwrap_or(""));
        text = &text[step.taken..];
    }
    folded
}

fn fold_first(text: &str, lower: bool) -> Option<Step> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let mut step = Step {
        bytes: [0; 24],
        len: 0,
        taken: first.len_utf8(),
    };
    if first.is_ascii() && text.as_bytes().get(1).is_none_or(u8::is_ascii) && first > ' ' {
        let folded = if lower {
            first.to_ascii_lowercase()
        } else {
            first
        };
        step.push(if folded == '`' { '\'' } else { folded });
        return Some(step);
    }
    if is_space(first) {
        let rest = text.trim_start_matches(|c| is_space(c) || is_ignored(c));
        step.taken = text.len() - rest.len();
        step.push(' ');
        return Some(step);
    }
    if is_ignored(first) {
        return Some(step);
    }
    let mut base = first;
    for mark in chars {
        if matches!(mark, '\u{300}'..='\u{36F}' | '\u{3099}' | '\u{309A}')
            && let Some(whole) = compose(base, mark)
        {
            base = whole;
            step.taken += mark.len_utf8();
        } else {
            break;
        }
    }
    if is_compatible(base) {
        for c in std::iter::once(base).nfkc() {
            push_letter(&mut step, c, lower);
        }
    } else {
        push_letter(&mut step, base, lower);
    }
    Some(step)
}

fn push_letter(step: &mut Step, c: char, lower: bool) {
    let c = unify(c);
    if lower {
        for l in c.to_lowercase() {
            step.push(unify(l));
        }
    } else {
        step.push(c);
    }
}

/// Any white space, the no-break kinds included.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{2060}' | '\u{FEFF}')
}

/// Characters that readers do not see and marks that Arabic text may leave out (Unicode 16, 9.2).
pub(super) fn is_ignored(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        | '\u{61C}' | '\u{640}' | '\u{64B}'..='\u{652}' | '\u{670}' | '\u{FE0E}' | '\u{FE0F}')
}

/// Width, presentation and squared forms, which mean the same as their NFKC form. Letter-like
/// signs (№) and fractions do not: folding them would make words of signs.
fn is_compatible(c: char) -> bool {
    matches!(c,
        '\u{FF00}'..='\u{FFEF}' | '\u{3300}'..='\u{33FF}' | '\u{FB50}'..='\u{FDFB}'
        | '\u{FE70}'..='\u{FEFC}' | '\u{2103}' | '\u{2109}' | '\u{B2}' | '\u{B3}'
        | '\u{958}'..='\u{95F}' | '\u{F900}'..='\u{FAFF}')
}

/// One form for apostrophes, dashes, and letters whose mark the press often leaves out.
fn unify(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' | 'ʹ' | '´' | '`' | '′' | '＇' | '\u{55A}' => '\'',
        '\u{2010}'..='\u{2015}' | '−' | '﹣' | '－' => '-',
        'µ' => 'μ',
        'ё' => 'е',
        'Ё' => 'Е',
        'ı' => 'i',
        'İ' => 'i',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        c => c,
    }
}

/// Whether two neighbouring characters belong to one word, in a script that separates words.
///
/// Han, Hiragana and Thai do not; Katakana runs are words of their own (UAX #29).
pub(super) fn joined(before: char, after: char) -> bool {
    if before.is_numeric() && after.is_numeric() {
        return !is_ideographic_number(before) && !is_ideographic_number(after);
    }
    is_katakana(before) && is_katakana(after) || is_word_letter(before) && is_word_letter(after)
}

/// A letter or mark of a script that separates words by spaces.
pub(super) fn is_word_letter(c: char) -> bool {
    (c.is_alphabetic() || is_combining_mark(c)) && !is_unspaced(c) && !is_katakana(c)
}

fn is_ideographic_number(c: char) -> bool {
    c.is_numeric() && is_unspaced(c)
}

fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30A1}'..='\u{30FA}' | 'ー' | '\u{FF66}'..='\u{FF9F}')
}

/// Characters of scripts written without spaces (by block).
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3005..=0x309F
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_row_matches_every_way_of_typing() {
        for (typed, folded) in [
            ("US\u{2011}Dollar", "us-dollar"),
            ("５０\u{202F}ＫＭ", "50 km"),
            ("l’an", "l'an"),
            ("e\u{301}te\u{301}", "été"),
            ("трёх", "трех"),
            ("MİLYAR", "milyar"),
            ("Irak ırak", "irak irak"),
            ("مليونًا", "مليونا"),
            ("ألف", "الف"),
            ("ミリオン", "ミリオン"),
            ("㎞", "km"),
            ("m²", "m2"),
            ("№ ½", "№ ½"),
            ("a \n\u{A0} b", "a b"),
            ("क\u{93C}", "क\u{93C}"),
            ("\u{958}", "क\u{93C}"),
        ] {
            assert_eq!(fold(typed), folded, "{typed}");
        }
    }

    #[test]
    fn words_end_where_their_script_ends_them() {
        for (before, after, one_word) in [
            ('a', 'b', true),
            ('5', 'k', false),
            ('5', '6', true),
            ('万', '人', false),
            ('万', 'ド', false),
            ('バ', 'ト', true),
            ('원', '을', true),
            ('ம', '்', true),
        ] {
            assert_eq!(joined(before, after), one_word, "{before}{after}");
        }
    }
}
