//! What is not the article: menus, link lists, banners, teasers, credits.
//! Told by structure and by the `notice` rows of the tables; it holds no word of any language and
//! never edits a block. In doubt a block stays.

use crate::locale::{Kind, Locale};

use super::draft::Draft;
use super::{BlockKind, Meta};

/// Leaves out of a text's blocks what is no article, and says which of the rest are headlines.
/// `meta` is what the article declares.
pub(super) fn clean(drafts: Vec<Draft>, meta: &Meta) -> Vec<Draft> {
    let title = meta.title.as_deref();
    let mut kept: Vec<Draft> = drafts
        .into_iter()
        .filter(|draft| !is_noise(draft))
        .collect();
    drop_banners(&mut kept);
    drop_notices(&mut kept);
    drop_byline(&mut kept, meta.byline.as_deref());
    drop_tail(&mut kept);
    drop_menu(&mut kept, title);
    kept.retain(|draft| !is_credit(draft.words()) && !is_dangling(draft));
    mark_headings(&mut kept, title);
    kept
}

/// Whether a line ends as a sentence or a clause does, quotation marks and brackets aside.
pub(super) fn is_terminated(line: &str) -> bool {
    let body = line.trim_end().trim_end_matches([
        '"', '\'', '”', '“', '’', '»', '«', '」', '』', '›', ')', '）', ']', '】', '*', '_',
    ]);
    body.ends_with([
        '.', '!', '?', '…', ':', ';', ',', '。', '！', '？', '：', '；', '，', '、', '۔', '؟', '؛',
        '।', '॥', '።', '။', '។', '．',
    ])
}

/// Width as a reader sees it: a character of a script without spaces says as much as three others.
fn width(words: &str) -> usize {
    words
        .chars()
        .map(|c| {
            if crate::text::Script::of(c).is_unspaced() {
                3
            } else {
                1
            }
        })
        .sum()
}

/// A paragraph of prose: it ends as a sentence, or is too long for anything else.
pub(super) fn is_prose(words: &str) -> bool {
    let width = width(words);
    width >= 200 || (width >= 70 && is_terminated(words))
}

fn is_short_line(draft: &Draft) -> bool {
    draft.kind != BlockKind::Table && width(draft.words()) <= 60 && !is_terminated(draft.words())
}

/// Lines without words, bare addresses, handles and hash tags, link lists on one line, copyright.
fn is_noise(draft: &Draft) -> bool {
    let words = draft.words();
    if !words.chars().any(char::is_alphanumeric) || words.starts_with(['©', 'ⓒ']) {
        return !words.contains(['|', '·', '/']) || words.starts_with(['©', 'ⓒ']);
    }
    let only = |test: fn(&str) -> bool| words.split_whitespace().all(test);
    only(is_address) || only(|word| word.starts_with(['#', '@'])) || is_link_line(draft)
}

fn is_address(word: &str) -> bool {
    word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.")
}

/// "Home | World | Sport": three or more short items between separators, no sentence.
fn is_link_line(draft: &Draft) -> bool {
    let words = draft.words();
    let parts: Vec<&str> = words.split(['|', '·', '•', '›', '»', '▸', '｜']).collect();
    draft.kind != BlockKind::Table
        && parts.len() >= 3
        && !is_terminated(words)
        && parts.iter().all(|part| width(part.trim()) <= 40)
}

/// An event banner breaks its line at a separator: short lines around one that holds nothing else.
fn drop_banners(drafts: &mut Vec<Draft>) {
    let is_bare = |draft: &Draft| !draft.words().chars().any(char::is_alphanumeric);
    let mut in_banner = vec![false; drafts.len()];
    for at in 0..drafts.len() {
        if !is_bare(&drafts[at]) {
            continue;
        }
        in_banner[at] = true;
        for before in (0..at)
            .rev()
            .take_while(|index| is_short_line(&drafts[*index]))
        {
            in_banner[before] = true;
        }
        for after in (at + 1..drafts.len()).take_while(|index| is_short_line(&drafts[*index])) {
            in_banner[after] = true;
        }
    }
    // A headline or sub-heading may touch the banner: a run may not swallow the head of the text.
    let head = drafts
        .iter()
        .take_while(|draft| !is_prose(draft.words()))
        .count();
    let mut index = 0;
    drafts.retain(|draft| {
        index += 1;
        !in_banner[index - 1] || (index <= head && !is_bare(draft))
    });
}

/// Leaves out lines that the tables know as notices of a page. A text may carry notices in other
/// languages than its own, so every table is asked.
pub(super) fn drop_notices(drafts: &mut Vec<Draft>) {
    let is_body = |draft: &Draft| is_prose(draft.words()) && !is_notice(draft.words(), true);
    let first = drafts.iter().position(is_body);
    let last = drafts.iter().rposition(is_body);
    let mut index = 0;
    drafts.retain(|draft| {
        index += 1;
        let at_edge =
            first.is_none_or(|first| index <= first) || last.is_none_or(|last| index > last + 1);
        draft.kind == BlockKind::Title || !is_notice(draft.words(), at_edge)
    });
}

/// Rows match by how a line starts, ends or what it holds, so a paragraph of the article may match
/// one. What the notice is about says how long it may be and where it may stand; a sentence of
/// prose goes only at an edge of the text, in the language of the row, without number or quote.
fn is_notice(words: &str, at_edge: bool) -> bool {
    let Some((locale, about)) = notice(words) else {
        return false;
    };
    let (width, ended) = (width(words), is_terminated(words));
    if is_prose(words) && ended {
        let says_something = words
            .chars()
            .any(|c| c.is_numeric() || "\"“”„«»「」".contains(c));
        let apart = matches!(about, "affiliate" | "cookie" | "newsletter");
        return apart && at_edge && !says_something && speaks(locale, words);
    }
    match about {
        "teaser" | "affiliate" => true,
        "cookie" | "newsletter" => at_edge && (ended || width <= 30),
        _ => !ended || (at_edge && width <= 60),
    }
}

/// What the tables say a line is, and whose row it was.
fn notice(words: &str) -> Option<(&'static Locale, &'static str)> {
    if width(words) > 300 {
        return None;
    }
    Locale::languages()
        .filter_map(|lang| Locale::get(lang.parse().ok()?))
        .find_map(|locale| Some((locale, locale.notice(words)?)))
}

/// Whether no other table knows more function words of a line.
fn speaks(locale: &'static Locale, words: &str) -> bool {
    let known = |locale: &'static Locale| locale.scan(Kind::Word, words).len();
    let own = known(locale);
    Locale::languages()
        .filter_map(|lang| Locale::get(lang.parse().ok()?))
        .all(|other| known(other) <= own)
}

/// Leaves out the line that names the author, where the article's metadata do: short, near the
/// head, and no sentence.
pub(super) fn drop_byline(drafts: &mut Vec<Draft>, byline: Option<&str>) {
    let Some(byline) = byline.filter(|byline| !byline.is_empty()) else {
        return;
    };
    let mut index = 0;
    drafts.retain(|draft| {
        index += 1;
        let words = draft.words();
        let is_line = width(words) <= 120
            && words.contains(byline)
            && (!is_terminated(words) || (words.starts_with(byline) && width(words) <= 60));
        index > 5 || draft.kind == BlockKind::Title || !is_line
    });
}

/// Short lines after the last paragraph: link lists from three on, single ones when the page left
/// a gap before them.
fn drop_tail(drafts: &mut Vec<Draft>) {
    let Some(last) = drafts.iter().rposition(|draft| !is_short_line(draft)) else {
        return;
    };
    let tail = drafts.len() - last - 1;
    let first_item = drafts
        .get(last + 1)
        .is_some_and(|draft| draft.kind == BlockKind::Item);
    if tail >= 3 && !first_item {
        drafts.truncate(last + 1);
    } else if let Some(gap) = (last + 1..drafts.len()).find(|at| drafts[*at].blank_before >= 2) {
        drafts.truncate(gap);
    }
}

/// A run of short lines before the first paragraph is a menu; the headline is what stands last
/// among them and is longer than they are.
fn drop_menu(drafts: &mut Vec<Draft>, title: Option<&str>) {
    let head = drafts
        .iter()
        .take_while(|draft| !is_prose(draft.words()))
        .count();
    if head < 6 || head == drafts.len() {
        return;
    }
    let mut widths: Vec<usize> = drafts[..head]
        .iter()
        .map(|draft| width(draft.words()))
        .collect();
    let first = widths[0];
    let declared = title.and_then(|title| {
        drafts[..head]
            .iter()
            .rposition(|draft| draft.words() == title)
    });
    let near_end = head.saturating_sub(4)..head;
    let headline = declared.or_else(|| {
        near_end
            .rev()
            .filter(|at| !is_credit(drafts[*at].words()))
            .max_by_key(|at| width(drafts[*at].words()))
    });
    widths.sort_unstable();
    let median = widths[head / 2];
    let starts_with_headline = declared.is_none() && first >= 40 && first * 2 > median * 3;
    let Some(headline) = headline.filter(|_| !starts_with_headline && median <= 45) else {
        return;
    };
    let longer = width(drafts[headline].words()) * 2 > median * 3;
    let menu = if longer || declared.is_some() {
        headline
    } else {
        head
    };
    if menu >= 5
        && drafts[..menu]
            .iter()
            .filter(|draft| is_short_line(draft))
            .count()
            * 5
            >= menu * 4
    {
        drafts.drain(..menu);
    }
}

/// A short line wholly in brackets names a source of text or picture: "(Source: X)", "(Agency)".
fn is_credit(words: &str) -> bool {
    let bracketed = (words.starts_with('(') && words.ends_with(')'))
        || (words.starts_with('（') && words.ends_with('）'))
        || (words.starts_with('[') && words.ends_with(']'))
        || (words.starts_with('【') && words.ends_with('】'));
    let inner = words.trim_matches(['(', ')', '（', '）', '[', ']', '【', '】']);
    let named = words.contains([':', '：']) && width(words) <= 80;
    let bare = width(words) <= 40 && !is_terminated(inner) && !inner.contains(char::is_numeric);
    bracketed && (named || bare)
}

/// A teaser whose link was cut off leaves its bracket open at the end of the line.
fn is_dangling(draft: &Draft) -> bool {
    draft.kind != BlockKind::Table && draft.words().ends_with(['(', '[', '（', '【'])
}

/// The first unterminated line above a paragraph is the headline; later ones between paragraphs
/// are headings.
fn mark_headings(drafts: &mut [Draft], title: Option<&str>) {
    let mut titled = drafts.iter().any(|draft| draft.kind == BlockKind::Title);
    let count = drafts.len();
    for (at, draft) in drafts.iter_mut().enumerate() {
        if draft.kind != BlockKind::Paragraph || at + 1 == count {
            continue;
        }
        let line = draft.words();
        let is_title = title == Some(line) || (at == 0 && !line.ends_with(['.', '。']));
        if !titled && is_title && width(line) <= 250 {
            draft.kind = BlockKind::Title;
            titled = true;
        } else if !is_terminated(line) && width(line) <= 150 && !line.contains(". ") {
            draft.kind = BlockKind::Heading;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(raw: &str) -> Vec<(BlockKind, String)> {
        clean(super::super::plain::read(raw, 0), &Meta::default())
            .into_iter()
            .map(|draft| (draft.kind, draft.words().to_owned()))
            .collect()
    }

    const PROSE: &str =
        "The ferry left the harbour on Monday evening although a gale warning had been issued.";

    #[test]
    fn a_menu_goes_and_the_headline_stays() {
        let raw = format!(
            "Home\nWorld news\nMarkets\nLive prices\nHow to trade\nEarn rewards\nSign in\nFerry sinks off Farana with more than two hundred people aboard\n(Source: Harbour Tech)\n{PROSE}\nThe search goes on\n{PROSE}"
        );
        assert_eq!(
            kept(&raw),
            [
                (
                    BlockKind::Title,
                    "Ferry sinks off Farana with more than two hundred people aboard".into()
                ),
                (BlockKind::Paragraph, PROSE.into()),
                (BlockKind::Heading, "The search goes on".into()),
                (BlockKind::Paragraph, PROSE.into()),
            ]
        );
    }

    #[test]
    fn banners_teasers_and_the_tail_go() {
        let raw = format!(
            "{PROSE}\nHarbour summit\nPorto Salvi\n|\n3 June 2026\n{PROSE}\nLIRE: Un chalutier coulait (\n{PROSE}\n\n\n\n0 commentaires"
        );
        assert_eq!(
            kept(&raw),
            vec![(BlockKind::Paragraph, PROSE.to_owned()); 3]
        );
    }

    #[test]
    fn headline_and_key_points_stay() {
        let raw = format!(
            "死者九人に増加、八十人なお行方不明\n212人が乗船\n123人を救助\n9人が死亡\n80人が不明\n捜索は続く\n{}",
            "フェリーは月曜の夜、強風注意報が出ていたにもかかわらず港を出て、島の沖で沈没した。"
        );
        assert_eq!(kept(&raw).len(), 7);
    }
}
