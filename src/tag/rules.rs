//! The tagger that needs no weights: roles by the language's table and by what stands next to what.
//! The baseline that a network has to beat, and what a build without weights uses. It knows no
//! grammar and no language: every word it looks for is a row of `models/locale`.

use super::lexicon::Lexicon;
use super::{Frame, Labels, Modality, ModelId, Polarity, Role, Sketch, Tagger, Window};
use crate::locale::{Entry, Kind, Kinds};
use crate::normalise::Dimension;
use crate::propose::{Anchor, AnchorKind, Reading};
use crate::text::{Clean, Span};

/// How certain a rule is that its frame is a claim.
const CONFIDENCE: f32 = 0.6;

/// Tags by table.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rules;

impl Tagger for Rules {
    fn id(&self) -> ModelId {
        ModelId {
            name: "rules".into(),
            sha256: String::new(),
        }
    }

    fn tag(&self, batch: &[Window<'_>]) -> Vec<Frame> {
        let mut frames = Vec::new();
        for (index, window) in batch.iter().enumerate() {
            let sentence = Sentence {
                lexicon: Lexicon::new(window),
                window,
            };
            frames.extend(window.anchors.iter().filter_map(|anchor| {
                let (roles, labels) = sentence.read(anchor)?;
                Some(Frame {
                    sentence: index as u32,
                    anchor: anchor.clone(),
                    roles,
                    labels,
                    sketch: Sketch::default(),
                    confidence: CONFIDENCE,
                })
            }));
        }
        frames
    }
}

type Roles = Vec<(Role, Span<Clean>)>;

struct Sentence<'a> {
    lexicon: Lexicon<'a>,
    window: &'a Window<'a>,
}

impl Sentence<'_> {
    /// Roles and labels of an anchor; `None` where it is no claim of its own.
    fn read(&self, anchor: &Anchor) -> Option<(Roles, Labels)> {
        let clause = self.lexicon.clause(anchor.at);
        let mut labels = Labels {
            modality: self.modality(anchor, clause),
            polarity: self.polarity(anchor, clause),
            ..Labels::default()
        };
        let mut roles = match (anchor.kind, &anchor.reading) {
            (AnchorKind::Quantity, _) => self.amount(anchor, clause, &mut labels),
            (AnchorKind::Attribution, Reading::Cue(cue)) => {
                self.saying(anchor, cue.before_source, &mut labels)
            }
            (AnchorKind::Attribution, _) => self.saying(anchor, false, &mut labels),
            (AnchorKind::Event, Reading::Quantity(_)) => self.ranked(anchor, clause, &mut labels),
            (AnchorKind::Event, _) => self.dated(anchor, clause)?,
        };
        roles.sort_by_key(|(role, at)| (*at, *role));
        Some((roles, labels))
    }

    fn amount(&self, anchor: &Anchor, clause: Span<Clean>, labels: &mut Labels) -> Roles {
        let counts = matches!(&anchor.reading, Reading::Quantity(quantity)
            if quantity.unit.dimension == Dimension::Count);
        let counted = counts
            .then(|| self.lexicon.counted(anchor, clause))
            .flatten();
        let term = self.lexicon.measure(anchor, clause);
        let measure = term.or(counted);
        labels.measure = match (term, counted) {
            (Some((_, entry)), _) => Some(entry.text.to_owned()),
            (None, Some(_)) => Some("count".to_owned()),
            (None, None) => None,
        };
        let mut roles = Roles::new();
        roles.extend(measure.map(|(at, _)| (Role::Measure, at)));
        let core = measure.map_or(anchor.at, |(at, _)| at.cover(anchor.at));
        self.parties(anchor, core, clause, &mut roles);
        roles.extend(self.lexicon.time(anchor).map(|at| (Role::Time, at)));
        roles
    }

    /// A date makes an event only where its clause has neither an amount nor a cue.
    fn dated(&self, anchor: &Anchor, clause: Span<Clean>) -> Option<Roles> {
        let own = |other: &Anchor| other.kind != AnchorKind::Event && clause.contains(other.at);
        if self.window.anchors.iter().any(own) {
            return None;
        }
        let mut roles = vec![(Role::Time, self.lexicon.dated(anchor.at))];
        let term = self.lexicon.measure(anchor, clause);
        roles.extend(term.map(|(at, _)| (Role::Predicate, at)));
        let core = term.map_or(anchor.at, |(at, _)| at.cover(anchor.at));
        self.parties(anchor, core, clause, &mut roles);
        Some(roles)
    }

    /// The word after a rank is what is ranked.
    fn ranked(&self, anchor: &Anchor, clause: Span<Clean>, labels: &mut Labels) -> Roles {
        labels.measure = Some("rank".to_owned());
        let after = self.lexicon.words(Span::new(anchor.at.end(), clause.end()));
        let predicate = after.first().copied();
        let mut roles = Roles::new();
        roles.extend(predicate.map(|at| (Role::Predicate, at)));
        let core = predicate.map_or(anchor.at, |at| at.cover(anchor.at));
        self.parties(anchor, core, clause, &mut roles);
        roles.extend(self.lexicon.time(anchor).map(|at| (Role::Time, at)));
        roles
    }

    /// Subject and counterparty: by the role word beside a name, else the nearest name before
    /// `core` is the subject, in its clause or in the one before.
    fn parties(&self, anchor: &Anchor, core: Span<Clean>, clause: Span<Clean>, roles: &mut Roles) {
        let free = |name: &Span<Clean>, roles: &Roles| {
            !name.overlaps(anchor.at) && !roles.iter().any(|(_, at)| at.overlaps(*name))
        };
        let names: Vec<Span<Clean>> = self.lexicon.names(clause);
        let names: Vec<Span<Clean>> = names.into_iter().filter(|n| free(n, roles)).collect();
        let marked = |wanted: &str| {
            names
                .iter()
                .copied()
                .filter(|name| self.mark(*name, clause) == Some(wanted))
                .min_by_key(|name| name.distance(core))
        };
        let counterparty = marked("to_counterparty");
        let plain = || {
            let unmarked = |name: &&Span<Clean>| self.mark(**name, clause).is_none();
            names
                .iter()
                .filter(unmarked)
                .rfind(|name| name.end() <= core.start())
                .copied()
        };
        let earlier = || {
            let clauses = self.lexicon.clauses_before(clause);
            clauses
                .take(2)
                .find_map(|clause| self.lexicon.names(clause).first().copied())
        };
        let subject = marked("agent")
            .or_else(plain)
            .or_else(|| marked("of_subject"))
            .or_else(earlier);
        if let Some(subject) = subject {
            roles.push((Role::Subject, subject));
        }
        if let Some(counterparty) = counterparty.filter(|at| Some(*at) != subject) {
            roles.push((Role::Counterparty, counterparty));
        }
    }

    /// The role word that stands next to a name, on the side its row says.
    fn mark(&self, name: Span<Clean>, clause: Span<Clean>) -> Option<&'static str> {
        let before = self
            .lexicon
            .terms(Kind::Role, Span::new(clause.start(), name.start()));
        let after = self
            .lexicon
            .terms(Kind::Role, Span::new(name.end(), clause.end()));
        let touches = |from: u32, to: u32| self.lexicon.is_blank(from..to);
        let before = before
            .last()
            .filter(|(at, entry)| !entry.flags.post && touches(at.end(), name.start()));
        let after = after
            .first()
            .filter(|(at, entry)| entry.flags.post && touches(name.end(), at.start()));
        after.or(before).map(|(_, entry)| entry.text)
    }

    fn saying(&self, anchor: &Anchor, before_source: bool, labels: &mut Labels) -> Roles {
        let whole = self.window.at;
        let clause = self.lexicon.clause(anchor.at);
        let before = Span::new(whole.start(), anchor.at.start());
        let after = Span::new(anchor.at.end(), whole.end());
        let behind = self.lexicon.names(Span::new(anchor.at.end(), clause.end()));
        let ahead = self
            .lexicon
            .names(Span::new(clause.start(), anchor.at.start()));
        let earlier = || {
            let clauses = self.lexicon.clauses_before(clause);
            clauses
                .take(2)
                .find_map(|clause| self.lexicon.names(clause).first().copied())
        };
        let source = if before_source {
            behind.first().copied()
        } else {
            let last = ahead.last().copied();
            last.or_else(|| behind.first().copied()).or_else(earlier)
        };
        let quote = self
            .lexicon
            .quotes()
            .iter()
            .filter(|quote| !quote.overlaps(anchor.at))
            .min_by_key(|quote| quote.distance(anchor.at));
        let that = self.lexicon.terms(Kind::That, after);
        let content = if let Some(quote) = quote {
            labels.direct = true;
            Some(*quote)
        } else if let Some((that, _)) = that.first() {
            self.trim(Span::new(that.end(), whole.end()))
        } else if before_source {
            let from = source.map_or(clause.end(), Span::end);
            self.trim(Span::new(from, whole.end()))
                .or_else(|| self.trim(before))
        } else {
            // "…, X said" where nothing but the source follows, else what follows.
            let rest = source.map_or(after, |source| {
                Span::new(source.end().max(anchor.at.end()), whole.end())
            });
            let first = source.map_or(anchor.at.start(), |at| at.start().min(anchor.at.start()));
            self.trim(rest)
                .or_else(|| self.trim(Span::new(whole.start(), first)))
        };
        let mut roles = Roles::new();
        roles.extend(source.map(|at| (Role::Source, at)));
        let apart = |content: &Span<Clean>| source.is_none_or(|source| !source.overlaps(*content));
        roles.extend(content.filter(apart).map(|at| (Role::Content, at)));
        let time = self.lexicon.time(anchor);
        let outside = |at: &Span<Clean>| content.is_none_or(|content| !content.overlaps(*at));
        roles.extend(time.filter(outside).map(|at| (Role::Time, at)));
        roles
    }

    fn trim(&self, at: Span<Clean>) -> Option<Span<Clean>> {
        super::decode::trim(self.window.text, at, self.window.at.end())
    }

    /// The modal row nearest to an anchor in its clause; a word that makes it hold only on a
    /// condition weighs as much wherever it stands.
    fn modality(&self, anchor: &Anchor, clause: Span<Clean>) -> Modality {
        let terms = self.lexicon.terms(Kind::Modal, clause).into_iter();
        let nearest = terms
            .filter(|(at, _)| !at.overlaps(anchor.at))
            .min_by_key(|(at, _)| (at.distance(anchor.at), at.start()));
        nearest.map_or(Modality::Asserted, |(_, entry)| modality(entry))
    }

    /// Denied where a negation stands before the anchor in its clause, or after its cue.
    fn polarity(&self, anchor: &Anchor, clause: Span<Clean>) -> Polarity {
        let terms = self.lexicon.terms(Kinds::of(&[Kind::Neg]), clause);
        let near = |at: &Span<Clean>| match anchor.kind {
            AnchorKind::Attribution => self.words_between(*at, anchor.at) <= 1,
            _ => at.end() <= anchor.at.start() && self.words_between(*at, anchor.at) <= 4,
        };
        match terms.iter().any(|(at, entry)| entry.negates() && near(at)) {
            true => Polarity::Denied,
            false => Polarity::Affirmed,
        }
    }

    fn words_between(&self, a: Span<Clean>, b: Span<Clean>) -> usize {
        let between = Span::new(a.end().min(b.end()), a.start().max(b.start()));
        self.lexicon.words(between).len()
    }
}

fn modality(entry: &Entry) -> Modality {
    match entry.text {
        "planned" => Modality::Planned,
        "conditional" => Modality::Conditional,
        "possible" => Modality::Possible,
        _ => Modality::Asserted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::{Decimal, Grain, Hedge, Quantity, Relation, Stated, Unit, When};
    use crate::propose::Cue;

    fn amount(dimension: Dimension) -> Reading {
        Reading::Quantity(Quantity {
            low: Decimal::ONE,
            high: Decimal::ONE,
            step: Decimal::ONE,
            hedge: Hedge::Exact,
            unit: Unit {
                dimension,
                code: "1".into(),
            },
            change: None,
            from: None,
            per: None,
            vague: false,
            class: None,
            head: None,
            candidates: Vec::new(),
        })
    }

    fn date() -> Reading {
        Reading::When(When {
            from: None,
            until: None,
            grain: Grain::Day,
            relation: Relation::In,
            stated: Stated::Span,
        })
    }

    fn cue(before_source: bool) -> Reading {
        let verb = "said".to_owned();
        Reading::Cue(Cue {
            verb,
            before_source,
        })
    }

    fn kind(reading: &Reading) -> AnchorKind {
        match reading {
            Reading::Quantity(_) => AnchorKind::Quantity,
            Reading::When(_) => AnchorKind::Event,
            Reading::Cue(_) => AnchorKind::Attribution,
            Reading::Unread => AnchorKind::Event,
        }
    }

    /// Frames of a sentence whose anchors stand between `[` and `]`, as "anchor: role=words …".
    fn read(lang: &str, marked: &str, readings: &[Reading]) -> Vec<String> {
        let text = marked.replace(['[', ']'], "");
        let (mut anchors, mut from, mut marks) = (Vec::new(), 0, 0);
        for (at, mark) in marked.match_indices(['[', ']']) {
            let place = at - marks;
            marks += 1;
            if mark == "[" {
                from = place;
            } else {
                let reading = readings[anchors.len()].clone();
                anchors.push(Anchor {
                    kind: kind(&reading),
                    at: Span::of(from..place),
                    reading,
                });
            }
        }
        let window = Window {
            text: &text,
            at: Span::of(0..text.len()),
            lang: lang.parse().unwrap(),
            anchors: &anchors,
        };
        let show = |frame: &Frame| {
            let mut line = frame.anchor.at.slice(&text).to_owned();
            for (role, at) in &frame.roles {
                line += &format!(" {role:?}={}", at.slice(&text));
            }
            line += &frame
                .labels
                .measure
                .as_ref()
                .map_or(String::new(), |m| format!(" ({m})"));
            if frame.labels.modality != Modality::Asserted {
                line += &format!(" {:?}", frame.labels.modality);
            }
            if frame.labels.polarity == Polarity::Denied {
                line += " Denied";
            }
            line
        };
        Rules.tag(&[window]).iter().map(show).collect()
    }

    #[test]
    fn amounts_have_measure_and_parties_by_the_tables() {
        let money = || amount(Dimension::Money);
        insta::assert_snapshot!(read(
            "en",
            "Orinoco is investing [up to $50 billion] in Helio AI [in February].",
            &[money(), date()],
        ).join("\n"), @"up to $50 billion Subject=Orinoco Measure=investing Counterparty=Helio AI Time=in February (investment)");
        insta::assert_snapshot!(read(
            "de",
            "Orinoco investiert [bis zu 50 Milliarden Dollar] in Helio.",
            &[money()],
        ).join("\n"), @"bis zu 50 Milliarden Dollar Subject=Orinoco Measure=investiert Counterparty=Helio (investment)");
        insta::assert_snapshot!(read(
            "fr",
            "Orinoco va investir [50 milliards de dollars] dans Helio.",
            &[money()],
        ).join("\n"), @"50 milliards de dollars Subject=Orinoco Measure=investir Counterparty=Helio (investment) Planned");
        insta::assert_snapshot!(read(
            "es",
            "Helio vendió [12] tiendas a Orinoco [el lunes].",
            &[amount(Dimension::Count), date()],
        ).join("\n"), @"12 Subject=Helio Measure=vendió Counterparty=Orinoco Time=el lunes (sales)");
    }

    #[test]
    fn cues_have_a_source_and_what_it_said() {
        insta::assert_snapshot!(read(
            "en",
            "The tunnel did not cost [4 million euros], Mayor Ada Brandt [said].",
            &[amount(Dimension::Money), cue(false)],
        ).join("\n"), @r"
    4 million euros Subject=tunnel Measure=cost (cost) Denied
    said Content=The tunnel did not cost 4 million euros Source=Mayor Ada Brandt
    ");
        insta::assert_snapshot!(read(
            "de",
            "„Wir werden klagen“, [sagte] Bürgermeisterin Ada Brandt.",
            &[cue(false)],
        ).join("\n"), @"sagte Content=Wir werden klagen Source=Bürgermeisterin Ada Brandt");
        insta::assert_snapshot!(read(
            "de",
            "[Laut] Ada Brandt wird der Tunnel geprüft.",
            &[cue(true)],
        ).join("\n"), @"Laut Source=Ada Brandt Content=wird der Tunnel geprüft Planned");
        insta::assert_snapshot!(read(
            "it",
            "Ada Brandt ha [detto] che il tunnel sarà chiuso.",
            &[cue(false)],
        ).join("\n"), @"detto Source=Ada Brandt Content=il tunnel sarà chiuso");
    }

    #[test]
    fn a_date_beside_an_amount_is_its_time_and_no_event() {
        insta::assert_snapshot!(read(
            "en",
            "Helio was founded [in 2015].",
            &[date()],
        ).join("\n"), @"in 2015 Subject=Helio Time=in 2015");
        insta::assert_snapshot!(read(
            "nl",
            "Helio verkocht [in 2015] [40] winkels.",
            &[date(), amount(Dimension::Count)],
        ).join("\n"), @"40 Subject=Helio Measure=verkocht Time=in 2015 (sales)");
    }

    #[test]
    fn text_without_table_or_words_is_read_without_complaint() {
        for text in ["", "[7]", "“[7]", "[7]: ,,, —", "ཀ་[7]་ཀ"] {
            read("und", text, &[amount(Dimension::Count)]);
            read("bo", text, &[cue(true)]);
        }
    }
}
