//! Turns mentions and cues into anchors: amounts, dates and ranks, words of saying.
//! It decides nothing about who plays which role.

use super::{Anchor, AnchorKind, Cue, Mention, MentionKind, Reading};
use crate::locale::{Kind, Locale};
use crate::text::{Clean, Span};

/// The anchors of the sentence `at` of `text`, in order: its `mentions` that a claim may hang on,
/// and its cues of attribution.
pub fn anchors(
    mentions: &[Mention],
    text: &str,
    at: Span<Clean>,
    locale: &'static Locale,
) -> Vec<Anchor> {
    let mut anchors: Vec<Anchor> = mentions.iter().filter_map(anchor).collect();
    for (range, entry) in locale.scan(Kind::Cue, at.slice(text)) {
        let cue = Span::of(range).shift(at.start());
        // "Secondo fonti": a word that ranks elsewhere cites here.
        anchors.retain(|anchor| {
            let ordinal =
                anchor.kind == AnchorKind::Event && matches!(anchor.reading, Reading::Quantity(_));
            !(ordinal && entry.flags.pre && cue.contains(anchor.at))
        });
        if anchors.iter().any(|anchor| anchor.at.overlaps(cue)) {
            continue;
        }
        let reading = Cue {
            verb: entry.text.into(),
            before_source: entry.flags.pre,
        };
        anchors.push(Anchor {
            kind: AnchorKind::Attribution,
            at: cue,
            reading: Reading::Cue(reading),
        });
    }
    anchors.sort_by_key(|anchor| anchor.at);
    anchors
}

fn anchor(mention: &Mention) -> Option<Anchor> {
    let (kind, reading) = match mention.kind {
        MentionKind::TimeOfDay | MentionKind::Identifier => return None,
        MentionKind::Date => (AnchorKind::Event, Reading::When(mention.when.clone()?)),
        MentionKind::Ordinal => (
            AnchorKind::Event,
            Reading::Quantity(mention.quantity.clone()?),
        ),
        _ => (
            AnchorKind::Quantity,
            Reading::Quantity(mention.quantity.clone()?),
        ),
    };
    Some(Anchor {
        kind,
        at: mention.at,
        reading,
    })
}
