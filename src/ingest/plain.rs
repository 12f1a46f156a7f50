//! Plain text: lines or wrapped paragraphs become blocks.
//! It finds blocks by line structure alone; it does not judge what belongs to the article.

use super::BlockKind;
use super::draft::Draft;
use super::front::lines;

/// The blocks of `raw` from byte `start` on.
pub(super) fn read(raw: &str, start: usize) -> Vec<Draft> {
    let groups = groups(raw, start);
    let wrapped = is_wrapped(&groups);
    let mut drafts = Vec::new();
    for group in &groups {
        for (index, (at, line)) in group.lines.iter().enumerate() {
            let marker = item_marker(line);
            let new = !wrapped || index == 0 || marker > 0;
            if new {
                let kind = if marker > 0 {
                    BlockKind::Item
                } else {
                    BlockKind::Paragraph
                };
                let mut draft = Draft::new(kind);
                draft.blank_before = if index == 0 { group.blank_before } else { 0 };
                drafts.push(draft);
            }
            if let Some(draft) = drafts.last_mut() {
                if !new {
                    // The line end before this line; its own bytes are what the space stands for.
                    let gap = raw[..*at].len() - raw[..*at].trim_end_matches(['\n', '\r']).len();
                    draft.copy(at - gap, &raw[at - gap..*at]);
                }
                draft.copy(at + marker, &line[marker..]);
            }
        }
    }
    for draft in &mut drafts {
        draft.trim();
    }
    drafts.retain(|draft| !draft.is_empty());
    drafts
}

/// Lines without a blank one between them.
struct Group<'t> {
    lines: Vec<(usize, &'t str)>,
    blank_before: usize,
}

fn groups(raw: &str, start: usize) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut blank = 0;
    for (at, line) in lines(raw, start) {
        if line.trim().is_empty() {
            blank += 1;
            continue;
        }
        match groups.last_mut() {
            Some(group) if blank == 0 => group.lines.push((at, line)),
            _ => groups.push(Group {
                lines: vec![(at, line)],
                blank_before: blank,
            }),
        }
        blank = 0;
    }
    groups
}

/// Whether lines are broken at a margin: nearly all lines that another follows in their paragraph
/// come close to the longest one, and most of them end inside a sentence.
fn is_wrapped(groups: &[Group<'_>]) -> bool {
    let width = |line: &str| line.trim_end().chars().count();
    let longest = groups
        .iter()
        .flat_map(|group| &group.lines)
        .map(|(_, line)| width(line))
        .max()
        .unwrap_or(0);
    let (mut inner, mut full, mut open) = (0_usize, 0_usize, 0_usize);
    for group in groups {
        let but_last = group.lines.len().saturating_sub(1);
        for (_, line) in &group.lines[..but_last] {
            inner += 1;
            full += usize::from(width(line) * 10 >= longest * 7);
            open += usize::from(!super::clutter::is_terminated(line));
        }
    }
    (30..=110).contains(&longest) && inner >= 2 && full * 10 >= inner * 8 && open * 2 >= inner
}

/// Bytes of a list marker and the white space around it at the start of a line, 0 without one.
fn item_marker(line: &str) -> usize {
    let body = line.trim_start();
    let lead = line.len() - body.len();
    for marker in ["- ", "* ", "• ", "– ", "· ", "▪ ", "● ", "‣ ", "•\t", "-\t"] {
        if body.starts_with(marker) {
            return lead + marker.len();
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(raw: &str) -> Vec<String> {
        read(raw, 0)
            .iter()
            .map(|draft| draft.words().to_owned())
            .collect()
    }

    #[test]
    fn a_line_is_a_paragraph_unless_lines_are_wrapped() {
        assert_eq!(
            words("One.\nTwo and more.\r\n\r\nThree."),
            ["One.", "Two and more.", "Three."]
        );
        let wrapped = "The ferry left the port late on Monday\nevening, and nobody aboard had been told\nof the storm.\n\nIt sank.";
        assert_eq!(
            words(wrapped),
            [
                "The ferry left the port late on Monday evening, and nobody aboard had been told of the storm.",
                "It sank."
            ]
        );
    }

    #[test]
    fn list_markers_are_no_words() {
        let drafts = read("• 9 dead\n- 80 missing\n", 0);
        assert_eq!(drafts[0].words(), "9 dead");
        assert!(drafts.iter().all(|draft| draft.kind == BlockKind::Item));
    }
}
