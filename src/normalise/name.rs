//! Names: keys by which one party is found again in another spelling, form or script.
//! It reads the words given and the tables; it does not know who anybody is.

use deunicode::deunicode;

use super::Name;
use crate::locale::{ConceptKind, Kind, Locale, fold, is_unspaced};
use crate::text::Script;

impl Name {
    /// The name that these words are. Titles, company suffixes and articles are left out of the
    /// key; a territory's key is its ISO 3166 code; other scripts are romanised.
    pub fn new(surface: &str, locale: Option<&'static Locale>) -> Self {
        let surface = surface.trim();
        let script = Script::dominant(surface);
        let whole = |kind| {
            let found = locale.and_then(|locale| locale.find(kind, surface));
            found
                .filter(|found| found.len == surface.len())
                .map(|found| found.entry)
        };
        if let Some(territory) = whole(Kind::Name).filter(|_| names_somebody(surface, script)) {
            let key = territory.text.to_owned();
            return Self {
                key,
                surface: surface.to_owned(),
                script,
                proper: true,
                distinct: true,
                joined: false,
            };
        }
        let words: Vec<&str> = kept(surface, locale);
        let tokens: Vec<String> = words.iter().map(|word| romanised(word)).collect();
        let key = tokens
            .into_iter()
            .filter(|token| !token.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        // In capitals a function word may be a name ("US"); with one only it begins a sentence.
        let shouted = surface.chars().filter(|c| c.is_uppercase()).count() > 1;
        let light = whole(Kind::Word).is_some() && !shouted;
        let described = light
            || [Kind::Pron, Kind::Anon, Kind::Honorific]
                .into_iter()
                .any(|kind| whole(kind).is_some());
        let proper = !described && words.iter().any(|word| names_somebody(word, script));
        let joined = locale.is_some_and(|locale| !locale.scan(Kind::Join, surface).is_empty());
        let key = if key.is_empty() {
            romanised(surface)
        } else {
            key
        };
        Self {
            key,
            surface: surface.to_owned(),
            script,
            proper,
            distinct: proper && !joined && ends_in_name(surface, script, locale),
            joined,
        }
    }

    /// Whether both may name one party: equal keys, a surname and a full name, an acronym and what
    /// it stands for, or one name in two scripts.
    pub fn same_party(&self, other: &Self) -> bool {
        let (a, b) = (self, other);
        if a.key == b.key {
            return true;
        }
        let x: Vec<&str> = a.key.split(' ').collect();
        let y: Vec<&str> = b.key.split(' ').collect();
        let (short, long) = if x.len() <= y.len() {
            (&x, &y)
        } else {
            (&y, &x)
        };
        let owners = if x.len() <= y.len() { b } else { a }.owners();
        let part = long.len() > short.len()
            && short
                .iter()
                .all(|word| word.len() > 2 && long.contains(word))
            && !short
                .iter()
                .any(|word| owners.iter().any(|owner| owner == word));
        // A description may stand before the name in one script, and no space between its words in another.
        let alike = |a: &Self, b: &Self| {
            sounds_alike(&a.key, &b.key) || sounds_alike(&a.core().concat(), &b.key)
        };
        let initials: String = long.iter().filter_map(|word| word.chars().next()).collect();
        let acronym =
            short.len() == 1 && long.len() > 1 && short[0].len() > 1 && short[0] == initials;
        part || acronym
            || named_within(a, b)
            || named_within(b, a)
            || (a.script != b.script && (alike(a, b) || alike(b, a)))
    }

    /// The words of it that somebody else's name owns: "Davis" of "Ms Davis' son Tyler".
    fn owners(&self) -> Vec<String> {
        let words: Vec<&str> = self.surface.split_whitespace().collect();
        let others = words.split_last().map_or(&[][..], |(_, others)| others);
        let owns = |word: &&&str| word.trim_end_matches('s').ends_with(['\'', '’']);
        others
            .iter()
            .filter(owns)
            .map(|word| romanised(word))
            .collect()
    }

    /// Whether no common word stands behind a large one, as in "All stateless API"; the particles of
    /// names are short.
    pub fn is_unmixed(&self) -> bool {
        let small = |word: &str| word.starts_with(char::is_lowercase) && word.chars().count() > 3;
        let mut words = self.surface.split(is_gap);
        let large = words.any(|word| word.starts_with(char::is_uppercase));
        !(large && words.any(small))
    }

    /// The romanised words that are written as names, where the script tells: "Elena Riva" of "coast
    /// guard commander Elena Riva".
    fn core(&self) -> Vec<&str> {
        let words = self.surface.split(is_gap).filter(|word| !word.is_empty());
        let named: Vec<String> = words
            .filter(|word| names_somebody(word, self.script))
            .map(romanised)
            .collect();
        let known = |key: &&str| named.iter().any(|name| name == key);
        self.key.split(' ').filter(known).collect()
    }
}

/// Whether the last word is of a name: written large where the script has capitals, and no word for
/// what somebody is.
fn ends_in_name(surface: &str, script: Script, locale: Option<&'static Locale>) -> bool {
    let last = surface.split(is_gap).rfind(|word| !word.is_empty());
    let last = last.unwrap_or(surface);
    let heard = locale
        .map(|locale| locale.concepts(last))
        .unwrap_or_default();
    let plain = heard.iter().any(|(_, id)| ConceptKind::Thing.holds(id));
    names_somebody(last, script) && !plain
}

/// Whether the words of `a` that name somebody, two of them at least, all stand in `b`: a person
/// with and without an office. In two scripts they sound alike there.
fn named_within(a: &Name, b: &Name) -> bool {
    let core = a.core();
    let words: Vec<&str> = b.key.split(' ').collect();
    let stands = |word: &&str| {
        let heard = skeleton(word);
        words.iter().any(|other| match a.script == b.script {
            true => other == word,
            false => heard.len() > 1 && skeleton(other) == heard,
        })
    };
    core.len() > 1 && core.iter().all(stands)
}

/// The words of a name without articles, titles, company suffixes.
fn kept<'t>(surface: &'t str, locale: Option<&'static Locale>) -> Vec<&'t str> {
    let Some(locale) = locale else {
        return surface.split_whitespace().collect();
    };
    let mut kept: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(rest) = surface.get(at..).filter(|rest| !rest.is_empty()) {
        let dropped = [Kind::Honorific, Kind::Suffix]
            .into_iter()
            .find_map(|kind| {
                locale
                    .find_at(kind, surface, at)
                    .map(|found| found.len)
                    .filter(|len| *len > 0)
            });
        if let Some(len) = dropped {
            at += len;
            continue;
        }
        let gap = rest.len() - rest.trim_start_matches(is_gap).len();
        if gap > 0 {
            at += gap;
            continue;
        }
        let len = rest.find(is_gap).unwrap_or(rest.len());
        let word = &rest[..len];
        let light = kept.is_empty()
            && len < rest.len()
            && locale
                .find(Kind::Word, word)
                .is_some_and(|found| found.len == len);
        if !light {
            kept.push(word);
        }
        at += len;
    }
    kept
}

fn is_gap(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '·' | '・' | '-' | '‐' | ',' | '"' | '“' | '”' | '«' | '»' | '/'
        )
}

fn romanised(word: &str) -> String {
    let plain = word.trim_end_matches("'s").trim_end_matches("’s");
    let latin = deunicode(&fold(plain)).to_lowercase();
    latin.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// A capital where the script has them; any word in a script that has none.
fn names_somebody(word: &str, script: Script) -> bool {
    // Of "L'attaccante" at the start of a sentence the article is written large, the noun is not.
    let word = word
        .rsplit(['\'', '’'])
        .find(|part| !part.is_empty())
        .unwrap_or(word);
    let first = word.chars().find(|c| c.is_alphanumeric());
    first.is_some_and(|c| match c.is_lowercase() || c.is_uppercase() {
        true => c.is_uppercase(),
        false => is_unspaced(c) || (c.is_alphabetic() && script != Script::Common),
    })
}

/// What a name's key sounds like, for finding it again in another script or spelling: its
/// consonants where there are three or more of them, else the key itself.
pub fn sound(key: &str) -> String {
    let consonants = skeleton(key);
    if consonants.len() >= 3 {
        consonants
    } else {
        key.to_owned()
    }
}

/// Consonants that romanisations of one name share: "maikrosoft" and "microsoft".
fn skeleton(key: &str) -> String {
    let folded = key
        .replace("ph", "f")
        .replace("kh", "h")
        .replace("ch", "k")
        .replace("ks", "x")
        .replace("ck", "k");
    let mut skeleton = String::new();
    for c in folded.chars() {
        let class = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w' | 'h' | 'f' | 'v' | ' ' => continue,
            'c' | 'q' | 'g' => 'k',
            'z' | 'j' => 's',
            'p' => 'b',
            'd' => 't',
            'l' => 'r',
            other => other,
        };
        if !skeleton.ends_with(class) {
            skeleton.push(class);
        }
    }
    skeleton
}

/// Whether two keys are one name in two scripts: the same consonants in the same order, at least
/// three of them, and the same beginning.
fn sounds_alike(a: &str, b: &str) -> bool {
    let (x, y) = (skeleton(a), skeleton(b));
    x.len() >= 3 && x == y
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn name(lang: &str, surface: &str) -> Name {
        let lang: Lang = lang.parse().unwrap();
        Name::new(surface, Locale::get(lang))
    }

    #[test]
    fn one_party_in_other_words() {
        for (a, b) in [
            (name("en", "Elon Musk"), name("en", "Musk")),
            (name("en", "Microsoft Corp."), name("en", "Microsoft")),
            (name("en", "Amazon Web Services"), name("en", "AWS")),
            (name("en", "Microsoft"), name("ru", "Майкрософт")),
            (name("en", "Germany"), name("de", "Deutschland")),
            (
                name("en", "Prime Minister Theresa May"),
                name("de", "Theresa May"),
            ),
            (
                name("en", "coast guard commander Elena Riva"),
                name("de", "Küstenwachen-Chefin Elena Riva"),
            ),
            (
                name("de", "die koreanische Raon Bio"),
                name("ko", "라온바이오"),
            ),
            (
                name("fr", "la ministre Marta Dorwek"),
                name("ru", "Марта Дорвек"),
            ),
        ] {
            assert!(a.same_party(&b), "{a:?} {b:?}");
            assert!(b.same_party(&a), "{b:?} {a:?}");
        }
    }

    #[test]
    fn other_parties_stay_others() {
        for (a, b) in [
            (name("en", "OpenAI"), name("en", "Amazon")),
            (name("en", "Austria"), name("de", "Australien")),
            (name("en", "Nvidia"), name("ru", "Амазон")),
            (name("en", "Ms Davis"), name("en", "Ms Davis' son Tyler")),
            (name("de", "Davis"), name("en", "Davis’s lawyer Elena Riva")),
        ] {
            assert!(!a.same_party(&b), "{a:?} {b:?}");
        }
    }

    #[test]
    fn a_description_names_nobody() {
        assert!(!name("en", "the company").proper);
        assert!(!name("de", "das Unternehmen").proper);
        assert!(!name("it", "L'attaccante").proper && name("fr", "L’Oréal").proper);
        assert!(name("de", "Siemens").proper);
        assert!(name("ja", "ソフトバンク").proper);
    }
}
