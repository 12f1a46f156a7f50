//! The tagger that asks the network. Batches run side by side, one thread each; what the network
//! says of a sentence does not depend on its batch-mates. It reads no value and changes no anchor
//! that the rules proposed.

use rayon::prelude::*;

use super::decode::{choice, runs, trim};
use super::device::{self, DeviceChoice};
use super::kernels::softmax;
use super::lexicon::Lexicon;
use super::load::{Config, Files};
use super::model::{Answer, Encoded, Job, Model};
use super::window::{Sequence, sequences};
use super::{Frame, Labels, ModelId, Role, Sketch, Tagger, Window};
use crate::Error;
use crate::normalise::Dimension;
use crate::propose::{Anchor, AnchorKind, Reading};
use crate::text::{Clean, Span};

/// Positions in a batch: enough to keep the matrix kernels busy, small enough for the cache.
const POSITIONS_A_BATCH: usize = 512;

/// Below this probability an anchor is no claim.
const LEAST_CLAIM: f32 = 0.5;

/// Below this probability a cue of the tables is none: on the annotated training sentences this
/// takes away 20 of 128 cues, 15 of which nobody had marked.
const LEAST_CUE: f32 = 0.1;

/// A tagger with weights.
pub(super) struct Network {
    config: Config,
    tokenizer: tokenizers::Tokenizer,
    model: Model,
    id: ModelId,
}

impl Network {
    /// Puts the model on its device; the sentence is for standard error.
    pub(super) fn new(files: Files, choice: DeviceChoice) -> Result<(Self, Option<String>), Error> {
        let (device, note) = device::open(choice)?;
        let model = Model::new(&files.config, &files.tensors()?, &device)?;
        let id = ModelId {
            name: files.config.name.clone(),
            sha256: files.sha256,
        };
        let network = Self {
            config: files.config,
            tokenizer: files.tokenizer,
            model,
            id,
        };
        Ok((network, note))
    }

    fn read(
        &self,
        batch: &[Window<'_>],
        sequences: &[&Sequence],
    ) -> candle_core::Result<Vec<Frame>> {
        let ids: Vec<&[u32]> = sequences.iter().map(|s| s.ids.as_slice()).collect();
        let encoded = self.model.encode(&ids)?;
        let mut asked: Vec<(Job, Anchor)> = Vec::new();
        for (index, logits) in self.model.anchors(&encoded)?.iter().enumerate() {
            let sequence = sequences[index];
            for anchor in self.proposals(&batch[sequence.sentence], sequence, logits) {
                let pieces = sequence.pieces_of(anchor.at);
                if let (Some(kind), false) = (self.kind(anchor.kind), pieces.is_empty()) {
                    let job = Job {
                        sequence: index,
                        from: pieces.start + 1,
                        to: pieces.end + 1,
                        kind,
                    };
                    asked.push((job, anchor));
                }
            }
        }
        let jobs: Vec<Job> = asked.iter().map(|(job, _)| job.clone()).collect();
        let answers = self.model.answer(&encoded, &jobs)?;
        let mut frames = Vec::with_capacity(jobs.len());
        for ((job, anchor), answer) in asked.into_iter().zip(&answers) {
            let sequence = sequences[job.sequence];
            let window = &batch[sequence.sentence];
            if let Some(frame) = self.frame(window, sequence, anchor, answer) {
                frames.push((job.sequence, frame));
            }
        }
        self.sketch(&encoded, sequences, frames)
    }

    fn kind(&self, kind: AnchorKind) -> Option<usize> {
        self.config
            .anchor_kinds
            .iter()
            .position(|known| *known == kind)
    }

    /// The anchors of a sequence: by rule, and the network's own where no rule has one. Numbers are
    /// left to the rules, which read them better; a cue of the tables that the network is all but
    /// certain is none ("find", "feel") is left out.
    fn proposals(&self, window: &Window<'_>, sequence: &Sequence, logits: &[f32]) -> Vec<Anchor> {
        let mut anchors: Vec<Anchor> = window
            .anchors
            .iter()
            .filter(|anchor| begins_in(sequence.owns, anchor.at))
            .filter(|anchor| {
                anchor.kind != AnchorKind::Attribution
                    || self.heard(sequence, logits, anchor) >= LEAST_CUE
            })
            .cloned()
            .collect();
        let labels = 2 * self.config.anchor_kinds.len() + 1;
        let own = runs(&word_rows(sequence, logits, labels), labels);
        for run in own {
            let kind = self.config.anchor_kinds[run.label];
            let at = words_at(window, sequence, run.words);
            let Some(at) =
                at.filter(|at| kind != AnchorKind::Quantity && begins_in(sequence.owns, *at))
            else {
                continue;
            };
            if !window.anchors.iter().any(|known| known.at.overlaps(at)) {
                anchors.push(Anchor {
                    kind,
                    at,
                    reading: Reading::Unread,
                });
            }
        }
        anchors
    }

    /// How likely the network itself would have proposed an anchor: the highest probability, over
    /// its pieces, that they belong to one of its kind.
    fn heard(&self, sequence: &Sequence, logits: &[f32], anchor: &Anchor) -> f32 {
        let Some(kind) = self.kind(anchor.kind) else {
            return 0.0;
        };
        let labels = 2 * self.config.anchor_kinds.len() + 1;
        let pieces = sequence.pieces_of(anchor.at);
        let rows =
            pieces.filter_map(|piece| logits.get((piece + 1) * labels..(piece + 2) * labels));
        rows.map(|row| share_of(row, 2 * kind + 1) + share_of(row, 2 * kind + 2))
            .fold(0.0, f32::max)
    }

    /// What the network says of one anchor; `None` where it is no claim.
    fn frame(
        &self,
        window: &Window<'_>,
        sequence: &Sequence,
        anchor: Anchor,
        answer: &Answer,
    ) -> Option<Frame> {
        let confidence = share_of(&answer.claim, 1);
        if confidence < LEAST_CLAIM {
            return None;
        }
        let labels = 2 * self.config.roles.len() + 1;
        let lexicon = Lexicon::new(window);
        let mut best: Vec<(Role, Span<Clean>, f32)> = Vec::new();
        let mut rows: Vec<Vec<f32>> = word_rows(sequence, &answer.roles, labels)
            .into_iter()
            .map(<[f32]>::to_vec)
            .collect();
        self.keep_names_from_dates(window, sequence, &lexicon, &mut rows);
        let rows: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
        for run in runs(&rows, labels) {
            let role = self.config.roles[run.label];
            let words = words_at(window, sequence, run.words);
            let at = match role {
                Role::Subject | Role::Counterparty | Role::Source | Role::Addressee => {
                    words.and_then(|at| lexicon.party(at))
                }
                _ => words,
            };
            let Some(at) = at else { continue };
            match best.iter_mut().find(|(known, ..)| *known == role) {
                Some(known) if run.score > known.2 => *known = (role, at, run.score),
                Some(_) => {}
                None => best.push((role, at, run.score)),
            }
        }
        if anchor.kind == AnchorKind::Quantity {
            mend_parties(&lexicon, &anchor, &mut best);
        }
        best.sort_by_key(|(role, at, _)| (*at, *role));
        let roles: Vec<(Role, Span<Clean>)> =
            best.into_iter().map(|(role, at, _)| (role, at)).collect();
        let measure = match anchor.kind {
            AnchorKind::Attribution => None,
            _ => {
                let written = roles.iter().find(|(role, _)| *role == Role::Measure);
                let term = written.and_then(|(_, at)| lexicon.measure(&anchor, *at));
                let class = Some(choice(&answer.measure).0).filter(|class| *class > 0);
                term.map(|(_, entry)| entry.text.to_owned())
                    .or_else(|| class.map(|class| self.config.measure_classes[class].clone()))
            }
        };
        Some(Frame {
            sentence: sequence.sentence as u32,
            roles,
            labels: Labels {
                modality: self.config.modality_labels[choice(&answer.modality).0],
                polarity: self.config.polarity_labels[choice(&answer.polarity).0],
                measure,
                direct: anchor.kind == AnchorKind::Attribution && choice(&answer.direct).0 == 1,
            },
            anchor,
            sketch: Sketch::default(),
            confidence,
        })
    }

    /// Takes from each name right behind a date the chance to be part of a time.
    fn keep_names_from_dates(
        &self,
        window: &Window<'_>,
        sequence: &Sequence,
        lexicon: &Lexicon<'_>,
        rows: &mut [Vec<f32>],
    ) {
        let Some(time) = self
            .config
            .roles
            .iter()
            .position(|role| *role == Role::Time)
        else {
            return;
        };
        for (word, row) in rows.iter_mut().enumerate() {
            let at = words_at(window, sequence, word..word + 1);
            if at.is_some_and(|at| lexicon.follows_date(at)) {
                row[2 * time + 1] = f32::MIN;
                row[2 * time + 2] = f32::MIN;
            }
        }
    }

    /// Adds to each frame the vector of what it is about: its parts, without its value, its time
    /// and who says so.
    fn sketch(
        &self,
        encoded: &Encoded,
        sequences: &[&Sequence],
        frames: Vec<(usize, Frame)>,
    ) -> candle_core::Result<Vec<Frame>> {
        let about = [
            Role::Subject,
            Role::Measure,
            Role::Counterparty,
            Role::Content,
            Role::Predicate,
        ];
        let parts: Vec<(usize, Vec<usize>)> = frames
            .iter()
            .map(|(index, frame)| {
                let sequence = sequences[*index];
                let spans = about.iter().filter_map(|role| frame.role(*role));
                let mut positions: Vec<usize> = spans
                    .flat_map(|at| sequence.pieces_of(at))
                    .map(|piece| piece + 1)
                    .collect();
                positions.sort_unstable();
                positions.dedup();
                if positions.is_empty() {
                    positions = (1..sequence.ids.len() - 1).collect();
                }
                (*index, positions)
            })
            .collect();
        let vectors = self.model.sketches(encoded, &parts)?;
        Ok(frames
            .into_iter()
            .zip(vectors)
            .map(|((_, frame), vector)| Frame {
                sketch: Sketch(vector.iter().map(|v| (v * 127.0).round() as i8).collect()),
                ..frame
            })
            .collect())
    }
}

/// Whom a word of the tables marks as the other party of a sum ("$25bn worth of Orbit capacity") is not its
/// subject: of 84 such spans in the English sentences that the network learned from, 6 are. Then the subject is
/// the name nearest before the measure word.
fn mend_parties(lexicon: &Lexicon<'_>, anchor: &Anchor, best: &mut Vec<(Role, Span<Clean>, f32)>) {
    let held = |role: Role, best: &[(Role, Span<Clean>, f32)]| {
        best.iter().position(|(known, ..)| *known == role)
    };
    let money = matches!(&anchor.reading, Reading::Quantity(quantity)
        if quantity.unit.dimension == Dimension::Money);
    let (Some(at), None) = (held(Role::Subject, best), held(Role::Counterparty, best)) else {
        return;
    };
    let name = best[at].1;
    if !money || name.start() < anchor.at.end() || !lexicon.marks_other_party(name) {
        return;
    }
    best[at].0 = Role::Counterparty;
    let score = best[at].2;
    let Some(measure) = held(Role::Measure, best).map(|at| best[at].1) else {
        return;
    };
    let clause = lexicon.clause(measure);
    let before = Span::new(clause.start(), measure.start().max(clause.start()));
    let free = |name: &Span<Clean>| !best.iter().any(|(_, at, _)| at.overlaps(*name));
    let nearest = lexicon.names(before).into_iter().rfind(free);
    best.extend(nearest.map(|name| (Role::Subject, name, score)));
}

/// Whether a sequence decides on an anchor at `at`.
fn begins_in(owns: Span<Clean>, at: Span<Clean>) -> bool {
    (owns.start()..owns.end()).contains(&at.start())
}

/// The probability of one label.
fn share_of(logits: &[f32], index: usize) -> f32 {
    let mut shares = logits.to_vec();
    softmax(&mut shares);
    shares.get(index).copied().unwrap_or(0.0)
}

/// The logits of the first piece of each word; the mark at the beginning of the sequence is none.
fn word_rows<'a>(sequence: &Sequence, logits: &'a [f32], labels: usize) -> Vec<&'a [f32]> {
    sequence
        .words
        .iter()
        .filter_map(|word| {
            let from = (word.start + 1) * labels;
            logits.get(from..from + labels)
        })
        .collect()
}

/// The bytes of a run of words, without punctuation at the edges.
fn words_at(
    window: &Window<'_>,
    sequence: &Sequence,
    words: std::ops::Range<usize>,
) -> Option<Span<Clean>> {
    let first = sequence.words.get(words.start)?;
    let last = sequence.words.get(words.end.checked_sub(1)?)?;
    let (from, to) = (
        sequence.pieces.get(first.start)?,
        sequence.pieces.get(last.end - 1)?,
    );
    trim(window.text, from.cover(*to), window.at.end())
}

impl Tagger for Network {
    fn id(&self) -> ModelId {
        self.id.clone()
    }

    /// # Panics
    /// Where the device fails in the middle of a batch. On the CPU nothing of an article can bring
    /// that about.
    fn tag(&self, batch: &[Window<'_>]) -> Vec<Frame> {
        let mut cut: Vec<Sequence> = batch
            .par_iter()
            .enumerate()
            .flat_map_iter(|(index, window)| {
                sequences(&self.tokenizer, &self.config, index, window)
            })
            .collect();
        cut.sort_by_key(|sequence| std::cmp::Reverse(sequence.ids.len()));
        let mut batches: Vec<Vec<&Sequence>> = Vec::new();
        let mut room = 0;
        for sequence in &cut {
            let size = sequence.ids.len();
            match batches.last_mut() {
                Some(batch) if size <= room => batch.push(sequence),
                _ => {
                    batches.push(vec![sequence]);
                    room = POSITIONS_A_BATCH;
                }
            }
            room = room.saturating_sub(size);
        }
        let mut frames: Vec<Frame> = batches
            .par_iter()
            .flat_map_iter(|sequences| match self.read(batch, sequences) {
                Ok(frames) => frames,
                Err(error) => panic!("the tagger's device failed: {error}"),
            })
            .collect();
        frames.sort_by_key(|frame| (frame.sentence, frame.anchor.at, frame.anchor.kind));
        frames
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::fixture::{SMALL, Sizes, WIDE, write};
    use crate::tag::load;
    use crate::text::Lang;

    fn network(sizes: Sizes) -> Network {
        let place = tempfile::tempdir().unwrap();
        write(place.path(), sizes);
        let files = load::folder(place.path()).unwrap();
        Network::new(files, DeviceChoice::Cpu).unwrap().0
    }

    /// A text and an anchor at each of its digits.
    fn anchored(text: &str) -> Vec<Anchor> {
        text.match_indices(|c: char| c.is_ascii_digit())
            .map(|(at, digit)| Anchor {
                kind: AnchorKind::Quantity,
                at: Span::of(at..at + digit.len()),
                reading: Reading::Unread,
            })
            .collect()
    }

    fn window<'a>(text: &'a str, anchors: &'a [Anchor]) -> Window<'a> {
        Window {
            text,
            at: Span::of(0..text.len()),
            lang: Lang::UND,
            anchors,
        }
    }

    #[test]
    fn a_sentence_is_read_alike_alone_in_company_and_by_any_number_of_threads() {
        let network = network(WIDE);
        let texts: Vec<String> = (1..12)
            .map(|n| "it cost 7 at 12, he said. ".repeat(1 + n % 5))
            .collect();
        let anchors: Vec<Vec<Anchor>> = texts.iter().map(|text| anchored(text)).collect();
        let batch: Vec<Window<'_>> = texts
            .iter()
            .zip(&anchors)
            .map(|(text, anchors)| window(text, anchors))
            .collect();
        let together = network.tag(&batch);
        assert!(
            together.len() > batch.len(),
            "made-up weights that find nothing test nothing"
        );
        for threads in [1, 3] {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            assert_eq!(pool.install(|| network.tag(&batch)), together);
        }
        for (index, window) in batch.iter().enumerate() {
            let mut alone = network.tag(std::slice::from_ref(window));
            alone
                .iter_mut()
                .for_each(|frame| frame.sentence = index as u32);
            let company = together
                .iter()
                .filter(|frame| frame.sentence == index as u32);
            assert!(alone.iter().eq(company), "sentence {index}");
        }
    }

    #[test]
    fn each_anchor_of_a_long_sentence_is_decided_once() {
        let network = network(SMALL);
        let text = "a 1 b 2 c 3 d 4 ".repeat(20);
        let anchors = anchored(&text);
        let window = window(&text, &anchors);
        let cut = sequences(&network.tokenizer, &network.config, 0, &window);
        assert!(cut.len() > 3);
        for anchor in &anchors {
            let owners: Vec<&Sequence> = cut
                .iter()
                .filter(|s| begins_in(s.owns, anchor.at))
                .collect();
            assert_eq!(owners.len(), 1, "{:?}", anchor.at);
            assert_eq!(owners[0].pieces_of(anchor.at).len(), 1);
        }
        assert!(cut.iter().all(|s| s.ids.len() <= SMALL.positions));
    }

    #[test]
    fn spans_of_frames_are_words_of_the_text() {
        let network = network(SMALL);
        let text = "It cost 7 (said the Mayor) in \u{1F600} ... $12, no\u{00E9} 東京 более 3 %.";
        let anchors = anchored(text);
        for frame in network.tag(&[window(text, &anchors)]) {
            for (role, at) in &frame.roles {
                let words = at.slice(text);
                assert!(!words.trim().is_empty(), "{role:?}");
                assert_eq!(words, words.trim(), "{role:?}");
            }
            assert_eq!(frame.sketch.0.len(), 128);
            assert!((LEAST_CLAIM..=1.0).contains(&frame.confidence));
        }
        assert!(
            network
                .tag(&[window("", &[]), window(" \u{200B}", &[])])
                .is_empty()
        );
    }

    /// The weights that are compiled in compute what they computed where they were trained.
    #[cfg(tagger_weights)]
    #[test]
    fn the_compiled_model_agrees_with_its_training() {
        #[derive(serde::Deserialize)]
        struct Check {
            cases: Vec<Case>,
        }
        #[derive(serde::Deserialize)]
        struct Case {
            text: String,
            ids: Vec<u32>,
            offsets: Vec<(usize, usize)>,
            anchor_logits: Vec<Vec<f32>>,
            anchor: Place,
            role_logits: Vec<Vec<f32>>,
            labels: Expected,
            sketch: Vec<f32>,
        }
        #[derive(serde::Deserialize)]
        struct Place {
            start: usize,
            end: usize,
            kind: AnchorKind,
        }
        #[derive(serde::Deserialize)]
        struct Expected {
            claim: Vec<f32>,
            modality: Vec<f32>,
            polarity: Vec<f32>,
            measure: Vec<f32>,
            direct: Vec<f32>,
        }
        fn close(name: &str, a: &[f32], b: &[f32], within: f32) {
            assert_eq!(a.len(), b.len(), "{name}");
            let off = a
                .iter()
                .zip(b)
                .map(|(a, b)| (a - b).abs())
                .fold(0f32, f32::max);
            assert!(off <= within, "{name} is off by {off}");
        }
        let check = include_str!("../../models/tagger/check.json");
        let check: Check = serde_json::from_str(check).unwrap();
        let files = load::bundled().unwrap().unwrap();
        let network = Network::new(files, DeviceChoice::Cpu).unwrap().0;
        assert!(!check.cases.is_empty());
        for case in &check.cases {
            let window = window(&case.text, &[]);
            let cut = sequences(&network.tokenizer, &network.config, 0, &window);
            assert_eq!(cut[0].ids, case.ids);
            let pieces: Vec<Span<Clean>> = case
                .offsets
                .iter()
                .map(|(from, to)| Span::of(*from..*to))
                .collect();
            assert_eq!(cut[0].pieces, pieces);
            let encoded = network.model.encode(&[&case.ids]).unwrap();
            let anchors = network.model.anchors(&encoded).unwrap();
            close("anchors", &anchors[0], &case.anchor_logits.concat(), 1e-3);
            let job = Job {
                sequence: 0,
                from: case.anchor.start,
                to: case.anchor.end,
                kind: network.kind(case.anchor.kind).unwrap(),
            };
            let answer = &network.model.answer(&encoded, &[job]).unwrap()[0];
            close("roles", &answer.roles, &case.role_logits.concat(), 1e-3);
            for (name, a, b) in [
                ("claim", &answer.claim, &case.labels.claim),
                ("modality", &answer.modality, &case.labels.modality),
                ("polarity", &answer.polarity, &case.labels.polarity),
                ("measure", &answer.measure, &case.labels.measure),
                ("direct", &answer.direct, &case.labels.direct),
            ] {
                close(name, a, b, 1e-3);
            }
            let whole = (0, (1..case.ids.len() - 1).collect());
            let sketch = network.model.sketches(&encoded, &[whole]).unwrap();
            close("sketch", &sketch[0], &case.sketch, 1e-4);
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        #[test]
        fn no_text_panics(text in "\\PC{0,80}") {
            thread_local!(static NETWORK: Network = network(SMALL));
            let anchors = anchored(&text);
            NETWORK.with(|network| network.tag(&[window(&text, &anchors)]));
        }
    }
}
