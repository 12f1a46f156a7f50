//! Which quotation marks open and which close.
//! Decided by pairing within one block, since the same mark opens in one language and closes in
//! another.

use std::collections::BTreeMap;

/// What a quotation mark does where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Words follow that are somebody's.
    Open,
    /// They end.
    Close,
}

/// The roles of a block's quotation marks, by byte.
#[derive(Debug, Default)]
pub(super) struct Quotes {
    roles: BTreeMap<usize, Role>,
}

impl Quotes {
    /// Pairs the marks of `text`: a mark closes where one that it can close is open, else it
    /// opens, if it can.
    pub(super) fn of(text: &str) -> Self {
        let mut roles = BTreeMap::new();
        let mut open: Vec<char> = Vec::new();
        let mut before = ' ';
        for (at, mark) in text.char_indices() {
            let partners = partners(mark);
            if let Some(partners) = partners {
                let partner = open.iter().rposition(|mark| partners.contains(*mark));
                let role = match partner {
                    // After a space, before a word, it opens a new quote whose predecessor was
                    // never closed, as in quotes over several paragraphs.
                    Some(_) if mark == '"' && opens_here(before, &text[at + 1..]) => Role::Open,
                    Some(depth) => {
                        open.truncate(depth);
                        Role::Close
                    }
                    None if matches!(mark, '」' | '』') => Role::Close,
                    None if mark == '”' && !before.is_whitespace() => Role::Close,
                    None => {
                        open.push(mark);
                        Role::Open
                    }
                };
                roles.insert(at, role);
            }
            before = mark;
        }
        Self { roles }
    }

    /// What the mark at byte `at` does; nothing where there is no mark.
    pub(super) fn role(&self, at: usize) -> Option<Role> {
        self.roles.get(&at).copied()
    }
}

fn opens_here(before: char, after: &str) -> bool {
    before.is_whitespace() && after.starts_with(char::is_alphanumeric)
}

/// The marks that `mark` closes (CLDR `delimiters` of all locales); nothing where it is no mark.
fn partners(mark: char) -> Option<&'static str> {
    Some(match mark {
        '"' => "\"",
        '„' | '「' | '『' | '‚' => "",
        '“' => "„",
        '”' => "“„”",
        '«' => "»",
        '»' => "«»",
        '」' => "「",
        '』' => "『",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_pair_as_each_language_writes_them() {
        for (text, roles) in [
            ("“a” b “c”", "()()"),
            ("„a“ b „c“", "()()"),
            ("„a” b", "()"),
            ("”a” b ”c”", "()()"),
            ("»a« b »c«", "()()"),
            ("« a » b « c »", "()()"),
            ("\"a\" b \"c\"", "()()"),
            ("「a『b』c」", "(())"),
            ("\"a b.\"c \"d", "()("),
        ] {
            let found: String = Quotes::of(text)
                .roles
                .values()
                .map(|role| if *role == Role::Open { '(' } else { ')' })
                .collect();
            assert_eq!(found, roles, "{text}");
        }
    }
}
