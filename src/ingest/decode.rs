//! Bytes become text: byte order marks, declared encodings, detection.
//! It decodes or refuses with a reason; it knows nothing of markup beyond a declared encoding.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// The input decoded to UTF-8, a byte order mark included, and what from.
#[derive(Debug)]
pub(super) struct Decoded {
    /// The text.
    pub(super) text: String,
    /// Name of the encoding in lower case (WHATWG Encoding Standard).
    pub(super) encoding: String,
}

/// Decodes `bytes`, or says in one sentence why they are no text.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, &'static str> {
    refuse_known_binaries(bytes)?;
    let encoding = if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        encoding
    } else if bytes.contains(&0) {
        utf16_without_mark(bytes).ok_or(BINARY)?
    } else if std::str::from_utf8(bytes).is_ok() || is_damaged_utf8(bytes) {
        UTF_8
    } else {
        declared(bytes)
            .filter(|encoding| decodes_cleanly(encoding, bytes))
            .unwrap_or_else(|| detected(bytes))
    };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    if is_mostly_control(&text) {
        return Err(BINARY);
    }
    Ok(Decoded {
        text: text.into_owned(),
        encoding: encoding.name().to_ascii_lowercase(),
    })
}

const BINARY: &str = "it is a binary file; give text, Markdown, HTML, .docx or JSONL";

fn refuse_known_binaries(bytes: &[u8]) -> Result<(), &'static str> {
    let head = &bytes[..bytes.len().min(1024)];
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Err("PDF cannot be read; save it as text or HTML first");
    }
    if head.starts_with(b"{\\rtf") {
        return Err("RTF cannot be read; save it as text, HTML or .docx first");
    }
    Ok(())
}

/// UTF-16 shows itself by the zero bytes of spaces, digits and line breaks: the order in which
/// more characters are ASCII is right, provided that nothing is left that no text has.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let ascii = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        let odd = |c: char| {
            (c.is_control() && !c.is_whitespace()) || ('\u{E000}'..='\u{F8FF}').contains(&c)
        };
        (!text.chars().any(odd)).then(|| text.chars().filter(char::is_ascii).count())
    };
    [UTF_16LE, UTF_16BE]
        .into_iter()
        .filter_map(|encoding| Some((ascii(encoding)?, encoding)))
        .filter(|(count, _)| *count > 0)
        .max_by_key(|(count, _)| *count)
        .map(|(_, encoding)| encoding)
}

/// UTF-8 in which a few bytes were lost, as copying and cutting leave it: far more sequences are
/// whole than broken.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken.saturating_mul(8)
}

/// The encoding that the first 1,024 bytes name in `<meta charset>`, `http-equiv` or an XML
/// declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: String = bytes[..bytes.len().min(1024)]
        .iter()
        .map(|byte| char::from(*byte).to_ascii_lowercase())
        .collect();
    if !head.trim_start().starts_with('<') {
        return None;
    }
    ["charset=", "encoding="].into_iter().find_map(|key| {
        let (_, after) = head.split_once(key)?;
        let label: String = after
            .trim_start_matches(['"', '\'', ' '])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c))
            .collect();
        Encoding::for_label(label.as_bytes())
    })
}

fn decodes_cleanly(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    let (_, broken) = encoding.decode_without_bom_handling(bytes);
    !broken
}

fn detected(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    match detector.guess(None, Utf8Detection::Allow) {
        // One decoder reads both; GB18030 is the larger set and the standard's name.
        guess if guess == GBK => GB18030,
        guess => guess,
    }
}

/// Text has tabs and line ends; any other control character is rare in it.
fn is_mostly_control(text: &str) -> bool {
    let odd = text
        .chars()
        .filter(|c| c.is_control() && !c.is_whitespace() && *c != '\u{1b}')
        .count();
    odd > 2 && odd.saturating_mul(200) > text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUSSIAN: &str = "Спасатели сообщили, что погибли девять человек. Паром затонул ночью.";
    const JAPANESE: &str = "救助隊によると、死者は九人に増えた。フェリーは夜に沈没した。";
    const CHINESE: &str = "救援人员说，死亡人数升至九人。渡轮在夜间沉没，仍有八十人失踪。";

    #[test]
    fn encodings_are_told_apart() {
        let utf16 = |text: &str, big: bool| -> Vec<u8> {
            text.encode_utf16()
                .flat_map(|unit| {
                    if big {
                        unit.to_be_bytes()
                    } else {
                        unit.to_le_bytes()
                    }
                })
                .collect()
        };
        let encode = |name: &str, text: &str| {
            let encoding = Encoding::for_label(name.as_bytes()).expect("a known label");
            encoding.encode(text).0.into_owned()
        };
        let marked = format!("\u{feff}{RUSSIAN}");
        let cases = [
            (RUSSIAN.as_bytes().to_vec(), "utf-8", RUSSIAN),
            (marked.as_bytes().to_vec(), "utf-8", marked.as_str()),
            (encode("windows-1251", RUSSIAN), "windows-1251", RUSSIAN),
            (encode("koi8-r", RUSSIAN), "koi8-u", RUSSIAN),
            (encode("shift_jis", JAPANESE), "shift_jis", JAPANESE),
            (encode("euc-jp", JAPANESE), "euc-jp", JAPANESE),
            (encode("gb18030", CHINESE), "gb18030", CHINESE),
            (
                encode("big5", "救援人員說，死亡人數升至九人。渡輪在夜間沉沒。"),
                "big5",
                "救援人員說，死亡人數升至九人。渡輪在夜間沉沒。",
            ),
            (utf16(&marked, false), "utf-16le", marked.as_str()),
            (utf16(&marked, true), "utf-16be", marked.as_str()),
            (utf16(RUSSIAN, false), "utf-16le", RUSSIAN),
            (utf16(RUSSIAN, true), "utf-16be", RUSSIAN),
            (utf16("死者は9人。\n", false), "utf-16le", "死者は9人。\n"),
            (
                encode(
                    "windows-1252",
                    "Le bilan s'élève à neuf morts, déclare le préfet.",
                ),
                "windows-1252",
                "Le bilan s'élève à neuf morts, déclare le préfet.",
            ),
        ];
        for (bytes, encoding, text) in cases {
            let decoded = decode(&bytes).expect(encoding);
            assert_eq!(
                (decoded.encoding.as_str(), decoded.text.as_str()),
                (encoding, text)
            );
        }
    }

    #[test]
    fn a_declared_encoding_decides_between_look_alikes() {
        let page = "<meta charset=\"iso-8859-2\"><p>Łódź</p>";
        let bytes = encoding_rs::ISO_8859_2.encode(page).0.into_owned();
        let decoded = decode(&bytes).expect("text");
        assert_eq!(decoded.encoding, "iso-8859-2");
        assert_eq!(decoded.text, page);
    }

    #[test]
    fn a_lost_byte_does_not_change_the_encoding() {
        let mut bytes = RUSSIAN.as_bytes().to_vec();
        bytes.remove(1);
        let decoded = decode(&bytes).expect("text");
        assert_eq!(decoded.encoding, "utf-8");
        assert!(decoded.text.starts_with('\u{fffd}'));
        assert!(decoded.text.ends_with("ночью."));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj".as_slice(),
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\0",
            b"{\\rtf1\\ansi hello}",
            b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0",
        ] {
            assert!(decode(bytes).is_err(), "{bytes:?}");
        }
    }
}
