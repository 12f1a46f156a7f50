//! Language and script tags.
//! Facts about a language are in the tables, not here; scripts are Unicode's (UAX #24).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A language as a BCP 47 primary subtag, optionally with one more subtag (`zh`, `pt-BR`); `und`
/// where it is not known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang {
    bytes: [u8; 11],
    len: u8,
}

impl Lang {
    /// The unknown language.
    pub const UND: Self = Self {
        bytes: *b"und\0\0\0\0\0\0\0\0",
        len: 3,
    };

    /// The tag as written: language in lower case, what follows as given.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or("und")
    }

    /// The primary subtag alone: `pt` of `pt-BR`.
    pub fn primary(&self) -> &str {
        self.as_str().split('-').next().unwrap_or("und")
    }

    /// Whether it is `und`.
    pub fn is_unknown(&self) -> bool {
        self.primary() == "und"
    }
}

impl FromStr for Lang {
    type Err = ();

    /// Reads `de`, `de-AT`, `pt_BR`; subtags beyond 11 bytes are dropped. Fails where the primary
    /// subtag is not two or three ASCII letters.
    fn from_str(tag: &str) -> Result<Self, ()> {
        let mut parts = tag.trim().split(['-', '_']);
        let primary = parts.next().unwrap_or("").to_ascii_lowercase();
        if !(2..=3).contains(&primary.len()) || !primary.bytes().all(|b| b.is_ascii_lowercase()) {
            return Err(());
        }
        let mut text = primary;
        for part in parts {
            let fits = text.len() + 1 + part.len() <= 11;
            if !fits || part.is_empty() || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
                break;
            }
            text.push('-');
            text.push_str(part);
        }
        let mut bytes = [0; 11];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        Ok(Self {
            bytes,
            len: text.len() as u8,
        })
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
impl Default for Lang {
    fn default() -> Self {
        Self::UND
    }
}
impl Serialize for Lang {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        serializer.serialize_str(self.as_str())
    }
}
impl<'de> Deserialize<'de> for Lang {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tag = <std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
        Ok(tag.parse().unwrap_or(Self::UND))
    }
}

/// The scripts whose writing the program treats differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Script {
    /// Latin letters.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
    /// Greek letters.
    Greek,
    /// Arabic letters (right to left).
    Arabic,
    /// Hebrew letters (right to left).
    Hebrew,
    /// Devanagari.
    Devanagari,
    /// Han characters.
    Han,
    /// Hiragana and Katakana.
    Kana,
    /// Hangul syllables and letters.
    Hangul,
    /// Thai.
    Thai,
    /// Another script.
    Other,
    /// Digits, punctuation, symbols, marks.
    Common,
}

impl Script {
    /// The script of one character, by block (Unicode `Blocks.txt`).
    pub fn of(c: char) -> Self {
        if !c.is_alphabetic() {
            return Self::Common;
        }
        match u32::from(c) {
            0x0000..=0x024F
            | 0x1E00..=0x1EFF
            | 0x2C60..=0x2C7F
            | 0xA720..=0xA7FF
            | 0xFB00..=0xFB06
            | 0xFF21..=0xFF5A => Self::Latin,
            0x0370..=0x03FF | 0x1F00..=0x1FFF => Self::Greek,
            0x0400..=0x052F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Self::Cyrillic,
            0x0590..=0x05FF | 0xFB1D..=0xFB4F => Self::Hebrew,
            0x0600..=0x06FF
            | 0x0750..=0x077F
            | 0x08A0..=0x08FF
            | 0xFB50..=0xFDFF
            | 0xFE70..=0xFEFF => Self::Arabic,
            0x0900..=0x097F | 0xA8E0..=0xA8FF => Self::Devanagari,
            0x0E00..=0x0E7F => Self::Thai,
            0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF => Self::Hangul,
            0x3040..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F => Self::Kana,
            0x3005..=0x3007
            | 0x3400..=0x4DBF
            | 0x4E00..=0x9FFF
            | 0xF900..=0xFAFF
            | 0x20000..=0x3FFFF => Self::Han,
            _ => Self::Other,
        }
    }

    /// The script most letters of `text` are in; `Common` where there is no letter.
    pub fn dominant(text: &str) -> Self {
        let mut counts: [(u32, Self); 11] = [
            (0, Self::Latin),
            (0, Self::Cyrillic),
            (0, Self::Greek),
            (0, Self::Arabic),
            (0, Self::Hebrew),
            (0, Self::Devanagari),
            (0, Self::Han),
            (0, Self::Kana),
            (0, Self::Hangul),
            (0, Self::Thai),
            (0, Self::Other),
        ];
        for script in text.chars().map(Self::of) {
            if let Some(slot) = counts.iter_mut().find(|(_, known)| *known == script) {
                slot.0 += 1;
            }
        }
        let best = counts.iter().rev().max_by_key(|(count, _)| *count);
        best.filter(|(count, _)| *count > 0)
            .map_or(Self::Common, |(_, script)| *script)
    }

    /// Whether its words are written without spaces between them.
    pub fn is_unspaced(self) -> bool {
        matches!(self, Self::Han | Self::Kana | Self::Thai)
    }

    /// Whether it runs from right to left.
    pub fn is_rtl(self) -> bool {
        matches!(self, Self::Arabic | Self::Hebrew)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_parse_and_fold() {
        assert_eq!(
            "PT_BR".parse::<Lang>().map(|l| l.as_str().to_owned()),
            Ok("pt-BR".into())
        );
        assert_eq!(
            "zh-Hant-TW".parse::<Lang>().map(|l| l.primary().to_owned()),
            Ok("zh".into())
        );
        assert!("english".parse::<Lang>().is_err());
        assert!(Lang::UND.is_unknown());
    }

    #[test]
    fn scripts_are_told_apart() {
        for (text, script) in [
            ("Kyiv", Script::Latin),
            ("Київ 24", Script::Cyrillic),
            ("القاهرة", Script::Arabic),
            ("北京", Script::Han),
            ("さくら", Script::Kana),
            ("서울", Script::Hangul),
            ("24 %", Script::Common),
        ] {
            assert_eq!(Script::dominant(text), script, "{text}");
        }
    }
}
