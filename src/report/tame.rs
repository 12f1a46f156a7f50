//! Words from outside, made safe to print where they are only to be seen.
//! It drops what acts on a terminal or reorders a line; it changes no visible character.

/// Whether a character could change the terminal or the order of the line instead of being seen:
/// controls, and the overrides and isolates of UAX #9.
pub(super) fn is_hostile(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text on one line, with nothing that acts on a terminal.
pub(super) fn tame(text: &str) -> String {
    let seen = |c: char| match c {
        '\n' | '\r' | '\t' => Some(' '),
        c if is_hostile(c) => None,
        c => Some(c),
    };
    text.chars().filter_map(seen).collect()
}
