//! Markdown (CommonMark's common part, tables): marks of structure become kinds of blocks.
//! It drops marks, addresses and code; it renders nothing and resolves no reference.

use super::BlockKind;
use super::draft::Draft;
use super::front::lines;

/// The blocks of `raw` from byte `start` on.
pub(super) fn read(raw: &str, start: usize) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut fence: Option<&str> = None;
    let mut open = false;
    let mut comment = false;
    let mut blank = 0;
    for (at, line) in lines(raw, start) {
        let body = line.trim_start();
        let fenced = ["```", "~~~"]
            .into_iter()
            .find(|mark| body.starts_with(mark));
        if let Some(mark) = fence {
            fence = (fenced != Some(mark)).then_some(mark);
            continue;
        }
        if comment || body.starts_with("<!--") {
            comment = !body.contains("-->");
            open = false;
            continue;
        }
        if fenced.is_some() {
            fence = fenced;
            open = false;
            continue;
        }
        if body.is_empty() || is_rule_of_table(body) {
            blank += usize::from(body.is_empty());
            open = false;
            continue;
        }
        if is_underline(body) {
            if open && let Some(heading) = drafts.last_mut() {
                heading.kind = heading_kind(if body.starts_with('=') { 1 } else { 2 });
            }
            open = false;
            continue;
        }
        let (kind, marker) = structure(body);
        let from = line.len() - body.len() + marker;
        let goes_on = open
            && match kind {
                BlockKind::Paragraph => drafts
                    .last()
                    .is_some_and(|last| last.kind != BlockKind::Table),
                BlockKind::Quote => drafts.last().is_some_and(|last| last.kind == kind),
                _ => false,
            };
        if !goes_on {
            let mut draft = Draft::new(kind);
            draft.blank_before = blank;
            drafts.push(draft);
        }
        blank = 0;
        if let Some(draft) = drafts.last_mut() {
            if goes_on {
                draft.copy(at - 1, &raw[at - 1..at]);
            }
            inline(draft, raw, at + from, at + line.len());
        }
        open = !matches!(kind, BlockKind::Title | BlockKind::Heading);
    }
    for draft in &mut drafts {
        draft.trim();
    }
    drafts.retain(|draft| !draft.is_empty());
    drafts
}

fn heading_kind(level: usize) -> BlockKind {
    if level == 1 {
        BlockKind::Title
    } else {
        BlockKind::Heading
    }
}

/// `===` or `---` under a heading, or a rule between paragraphs.
fn is_underline(body: &str) -> bool {
    let body = body.trim_end();
    ['=', '-', '*', '_'].into_iter().any(|mark| {
        let marks = body.chars().filter(|c| *c == mark).count();
        (marks >= 3 || (marks >= 2 && "=-".contains(mark)))
            && body.chars().all(|c| c == mark || (c == ' ' && mark != '='))
    })
}

fn is_rule_of_table(body: &str) -> bool {
    body.contains("--") && body.contains('|') && body.chars().all(|c| "|-: ".contains(c))
}

/// What a line starts, and the bytes of its marker.
fn structure(body: &str) -> (BlockKind, usize) {
    let hashes = body.len() - body.trim_start_matches('#').len();
    if (1..=6).contains(&hashes) && body[hashes..].starts_with([' ', '\t']) {
        return (heading_kind(hashes), hashes);
    }
    if body.starts_with('>') {
        let marks = body.len() - body.trim_start_matches(['>', ' ']).len();
        return (BlockKind::Quote, marks);
    }
    if ["- ", "* ", "+ "]
        .into_iter()
        .any(|mark| body.starts_with(mark))
    {
        return (BlockKind::Item, 2);
    }
    let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = &body[digits..];
    if (1..=2).contains(&digits) && (after.starts_with(". ") || after.starts_with(") ")) {
        return (BlockKind::Item, digits + 2);
    }
    if body.starts_with('|') && body.trim_end().ends_with('|') && body.len() > 2 {
        return (BlockKind::Table, 0);
    }
    (BlockKind::Paragraph, 0)
}

/// Copies `raw[at..end]` without emphasis, images, link addresses, inline tags and escapes.
fn inline(draft: &mut Draft, raw: &str, mut at: usize, end: usize) {
    let end = at
        + raw[at..end]
            .trim_end_matches([' ', '#'])
            .len()
            .max(usize::from(at < end));
    let is_table = draft.kind == BlockKind::Table;
    let mut links = LinkEnds::default();
    let mut run = at;
    while at < end {
        let rest = &raw[at..end];
        let c = rest.chars().next().unwrap_or(' ');
        let skipped = if Some(at) == links.text_end() {
            draft.copy(run, &raw[run..at]);
            run = at;
            links.close(draft)
        } else {
            match c {
                '\\' if rest[1..].starts_with(|next: char| next.is_ascii_punctuation()) => 1,
                '*' | '`' => emphasis(raw, at, c),
                '_' | '~' if rest.len() > 1 || c == '_' => emphasis(raw, at, c),
                '!' if rest.starts_with("![") => link(rest, 1).map_or(0, |(_, whole)| whole),
                '[' => link(rest, 0).map_or(0, |(text, whole)| {
                    draft.copy(run, &raw[run..at]);
                    run = at;
                    links.open(draft, at + text, at + whole);
                    1
                }),
                '<' => tag(rest),
                '|' if is_table => {
                    draft.copy(run, &raw[run..at]);
                    draft.cell(at);
                    run = at + 1;
                    1
                }
                _ => 0,
            }
        };
        if skipped == 0 {
            at += c.len_utf8();
            continue;
        }
        draft.copy(run, &raw[run.min(at)..at]);
        at += skipped;
        // An escaped character is itself: it must not be read as a mark again.
        run = at;
        if c == '\\' {
            at += raw[at..end].chars().next().map_or(0, char::len_utf8);
        }
    }
    draft.copy(run.min(end), &raw[run.min(end)..end]);
}

/// The link whose text is being copied: where its text ends, and its address.
#[derive(Default)]
struct LinkEnds {
    ends: Option<(usize, usize, usize)>,
}

impl LinkEnds {
    fn text_end(&self) -> Option<usize> {
        self.ends.map(|(text, _, _)| text)
    }

    fn open(&mut self, draft: &Draft, text: usize, whole: usize) {
        self.ends = Some((text, whole, draft.words().len()));
    }

    /// Bytes from the end of the text to the end of the link.
    fn close(&mut self, draft: &mut Draft) -> usize {
        let Some((text, whole, from)) = self.ends.take() else {
            return 0;
        };
        draft.linked += draft.words().len().saturating_sub(from);
        whole - text
    }
}

/// Of `[text](address)` (after `skip` bytes): bytes to the end of the text, and of the whole.
fn link(rest: &str, skip: usize) -> Option<(usize, usize)> {
    let text = matching(&rest[skip..], '[', ']')? + skip;
    let after = &rest[text + 1..];
    if after.starts_with('(') {
        return Some((text, text + 1 + matching(after, '(', ')')? + 1));
    }
    if after.starts_with('[') {
        return Some((text, text + 1 + matching(after, '[', ']')? + 1));
    }
    None
}

/// Byte of the bracket that closes the one `rest` starts with.
fn matching(rest: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in rest.char_indices().take(2000) {
        if c == open {
            depth += 1;
        } else if c == close {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// Length of a run of emphasis marks at `at`, 0 where the mark is a character of the text: alone
/// between spaces, or an underscore or star inside a word or number.
fn emphasis(raw: &str, at: usize, mark: char) -> usize {
    let run = raw[at..].len() - raw[at..].trim_start_matches(mark).len();
    let before = raw[..at].chars().next_back().unwrap_or(' ');
    let after = raw[at + run..].chars().next().unwrap_or(' ');
    let inside = before.is_alphanumeric() && after.is_alphanumeric();
    let alone = before.is_whitespace() && after.is_whitespace();
    let literal = alone
        || (mark == '_' && inside)
        || (mark == '*' && before.is_ascii_digit() && after.is_ascii_digit())
        || (mark == '~' && run != 2);
    if literal { 0 } else { run }
}

/// Length of an inline tag or of the marks of an automatic link.
fn tag(rest: &str) -> usize {
    let named = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    match rest.find('>') {
        Some(end) if named && end < 400 => end + 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::draft::assemble;
    use crate::text::Span;

    #[test]
    fn marks_go_and_offsets_stay() {
        let raw = "# Title *one*\n\nThe **ferry** [sank](http://x.example/a_(b)) off\nFarana: 5 * 3 = 15, snake_case, \\*raw\\*.\n\n* item _two_\n> quoted\n> words\n\n| a | b |\n|---|---|\n| 9 | 80 |\n![alt](p.png)\n";
        let drafts = read(raw, 0);
        let found: Vec<_> = drafts.iter().map(|d| (d.kind, d.words())).collect();
        assert_eq!(
            found,
            [
                (BlockKind::Title, "Title one"),
                (
                    BlockKind::Paragraph,
                    "The ferry sank off Farana: 5 * 3 = 15, snake_case, *raw*."
                ),
                (BlockKind::Item, "item two"),
                (BlockKind::Quote, "quoted words"),
                (BlockKind::Table, "a\tb"),
                (BlockKind::Table, "9\t80"),
            ]
        );
        assert_eq!(drafts[1].linked, 4);
        let (text, map, blocks) = assemble(&drafts);
        let ferry = Span::of(text.find("ferry").map_or(0..0, |at| at..at + 5));
        assert_eq!(map.raw(ferry).slice(raw), "ferry");
        assert_eq!(map.raw(blocks[1].at).slice(raw).get(..3), Some("The"));
    }

    #[test]
    fn setext_headings_and_code() {
        let raw = "Head\n====\n\n```\ncode 50\n```\nBody.\n\n---\n\nEnd.";
        let found: Vec<_> = read(raw, 0)
            .iter()
            .map(|d| (d.kind, d.words().to_owned()))
            .collect();
        assert_eq!(
            found,
            [
                (BlockKind::Title, "Head".to_owned()),
                (BlockKind::Paragraph, "Body.".to_owned()),
                (BlockKind::Paragraph, "End.".to_owned()),
            ]
        );
    }
}
