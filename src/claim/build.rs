//! Frames become claims: values, names, times and keys are read off the spans of the roles.
//! It trusts the spans; it looks for nothing that no stage before has found.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use sha2::{Digest, Sha256};

use super::clause::Clauses;
use super::{
    Claim, Context, Line, Name, Part, Place, Profile, Quantity, Says, Voice, VoiceKind, When,
    classes, former, sound, words,
};
use crate::ingest::{BlockKind, Document};
use crate::locale::{Kind, Locale, fold};
use crate::normalise::Tense;
use crate::propose::{AnchorKind, Mention, Reading};
use crate::segment::Sentence;
use crate::tag::{Frame, Modality, Polarity, Role, Sketch};
use crate::text::{CLAUSE_MARKS, Clean, Script, Span};

/// A sentence of an article with what the stages before found in it.
#[derive(Debug, Clone)]
pub struct Read {
    /// The sentence.
    pub sentence: Sentence,
    /// Its numbers and dates.
    pub mentions: Vec<Mention>,
    /// Its frames.
    pub frames: Vec<Frame>,
}

/// The claims of an article, in the order of the text, and its profile.
pub fn claims(document: &Document, read: &[Read]) -> (Vec<Claim>, Profile) {
    let article = Article::new(document, read);
    let mut claims: Vec<Claim> = Vec::new();
    for (order, read) in read.iter().enumerate() {
        let first = claims.len();
        for frame in &read.frames {
            claims.extend(article.claim(order, read, frame));
        }
        if let Some(locale) = Locale::get(read.sentence.lang) {
            former::link(
                &mut claims[first..],
                &document.text,
                read.sentence.at,
                locale,
            );
        }
        claims.extend(article.bare(order, read));
    }
    let orphans = article.orphans(&claims);
    claims.extend(orphans);
    inherit_sources(&mut claims);
    claims.sort_by_key(|claim| (claim.anchor.at, claim.sentence.at));
    identify(&mut claims);
    let profile = article.profile(read, &claims);
    (claims, profile)
}

/// What the claims of one article share.
struct Article<'a> {
    document: &'a Document,
    capitalised: BTreeSet<String>,
    /// Quoted stretches in `Document::text`.
    quoted: Vec<Span<Clean>>,
    clauses: Vec<Clauses>,
    contexts: Vec<Context>,
    lead: Option<u32>,
}

impl<'a> Article<'a> {
    fn new(document: &'a Document, read: &[Read]) -> Self {
        let text = &document.text;
        let sentences = read.iter().map(|read| read.sentence.at.slice(text));
        let quoted = document.blocks.iter().flat_map(|block| {
            let stretches = words::quoted(block.at.slice(text)).into_iter();
            stretches.map(move |range| Span::of(range).shift(block.at.start()))
        });
        let paragraph = |kind| matches!(kind, BlockKind::Paragraph);
        let lead = document
            .blocks
            .iter()
            .position(|block| paragraph(block.kind));
        let mut article = Self {
            document,
            capitalised: words::capitalised(sentences),
            quoted: quoted.map(|at| trim(text, at)).collect(),
            clauses: read.iter().map(|read| clauses(document, read)).collect(),
            contexts: Vec::new(),
            lead: lead.and_then(|at| u32::try_from(at).ok()),
        };
        article.contexts = (0..read.len())
            .map(|order| article.context(order, &read[order]))
            .collect();
        article
    }

    fn context(&self, order: usize, read: &Read) -> Context {
        let words = read.sentence.at.slice(&self.document.text);
        let locale = Locale::get(read.sentence.lang);
        let mut values: Vec<_> = values(&read.mentions).collect();
        values.sort_unstable();
        Context {
            names: words::name_keys(words, &self.capitalised, locale),
            values,
            words: words::content_keys(words, locale),
            concepts: self.clauses[order].ids(),
            near: Vec::new(),
            of: Vec::new(),
        }
    }

    /// Concepts of the clause of an anchor and of its roles; what somebody says is not the saying.
    fn near(&self, order: usize, read: &Read, frame: &Frame) -> Vec<String> {
        let clauses = &self.clauses[order];
        let own = clauses.clause(inside(read, frame.anchor.at).start);
        let roles = frame.roles.iter().filter(|(role, _)| {
            !matches!(
                role,
                Role::Content | Role::Source | Role::Addressee | Role::Condition
            )
        });
        let spans = roles.map(|(_, at)| inside(read, *at)).chain([own]);
        let ids: BTreeSet<&str> = spans.flat_map(|at| clauses.within(&at)).collect();
        ids.into_iter().map(str::to_owned).collect()
    }

    /// Denied where a negation stands beside the amount, where the event of an anchor is negated, or
    /// where the tagger says so of a clause that holds a negation.
    fn polarity(&self, order: usize, read: &Read, frame: &Frame) -> Polarity {
        let clauses = &self.clauses[order];
        let at = inside(read, frame.anchor.at);
        let start = at.start;
        let denied = match frame.anchor.kind {
            AnchorKind::Quantity => {
                clauses.denies(&at, read.sentence.at.slice(&self.document.text))
            }
            AnchorKind::Event => {
                let of = frame
                    .role(Role::Predicate)
                    .map_or(at, |at| inside(read, at));
                clauses.deed(&of).is_some_and(|heard| heard.denied)
            }
            AnchorKind::Attribution => false,
        };
        let told = frame.labels.polarity == Polarity::Denied && clauses.negates(start);
        if denied || told {
            Polarity::Denied
        } else {
            Polarity::Affirmed
        }
    }

    /// Events that no anchor stands for: that something happened, or did not, without a date. What a
    /// quote says is the quote's, and what is only possible or asked did not happen yet.
    fn bare(&self, order: usize, read: &Read) -> Vec<Claim> {
        let clauses = &self.clauses[order];
        let start = read.sentence.at.start();
        let taken = |at: Span<Clean>| {
            read.frames.iter().any(|frame| match frame.anchor.kind {
                AnchorKind::Attribution => frame.anchor.at.overlaps(at),
                AnchorKind::Event => frame
                    .role(Role::Predicate)
                    .is_some_and(|of| of.overlaps(at)),
                AnchorKind::Quantity => false,
            })
        };
        let mut bare = Vec::new();
        for heard in &clauses.heard {
            let at = Span::<Clean>::of(heard.at.clone()).shift(start);
            let quoted = self.quoted.iter().any(|stretch| stretch.contains(at));
            let vague = heard.denied && !heard.beside;
            if !heard.is_deed() || !heard.asserted || vague || taken(at) || quoted {
                continue;
            }
            let near = clauses.within(&clauses.clause(heard.at.start));
            let mut context = self.contexts[order].clone();
            context.near = near.into_iter().map(str::to_owned).collect();
            bare.push(Claim {
                id: String::new(),
                doc: self.document.id.clone(),
                lang: read.sentence.lang,
                sentence: self.part(trim(&self.document.text, read.sentence.at), ()),
                order: u32::try_from(order).unwrap_or(u32::MAX),
                anchor: self.part(at, ()),
                place: self.place(read.sentence.block),
                says: Says::Event {
                    predicate: Some(self.part(at, ())),
                    deed: Some(heard.id.to_owned()),
                    rank: None,
                },
                subject: None,
                measure: None,
                measure_stated: false,
                counterparty: None,
                when: None,
                condition: None,
                source: None,
                modality: Modality::Asserted,
                polarity: if heard.denied {
                    Polarity::Denied
                } else {
                    Polarity::Affirmed
                },
                context,
                sketch: Sketch::default(),
                confidence: BARE,
            });
        }
        bare
    }

    /// The concept of what happened: in the predicate, or else the event nearest to it.
    fn deed(&self, order: usize, at: Span<Clean>, read: &Read) -> Option<String> {
        let deed = self.clauses[order].deed(&inside(read, at));
        deed.map(|heard| heard.id.to_owned())
    }

    fn name(&self, at: Span<Clean>, read: &Read, locale: Option<&'static Locale>) -> Name {
        let words = at.slice(&self.document.text);
        let mut name = Name::new(words, locale);
        let before = Span::<Clean>::new(read.sentence.at.start(), at.start());
        let first = !before
            .slice(&self.document.text)
            .contains(char::is_alphanumeric);
        let lone = !words.contains(char::is_whitespace);
        // Elsewhere in the article it may be written large too.
        if first && lone && !self.capitalised.contains(&fold(words)) {
            name.distinct = false;
        }
        name
    }

    fn part<T>(&self, at: Span<Clean>, value: T) -> Part<T> {
        Part {
            value,
            at,
            text: at.slice(&self.document.text).to_owned(),
        }
    }

    fn claim(&self, order: usize, read: &Read, frame: &Frame) -> Option<Claim> {
        let locale = Locale::get(read.sentence.lang);
        let role = |role| frame.role(role);
        let name = |at| self.part(at, self.name(at, read, locale));
        let bare = |at| self.part(at, ());
        let says = match frame.anchor.kind {
            AnchorKind::Quantity => Says::Amount {
                quantity: match &frame.anchor.reading {
                    Reading::Quantity(quantity) => quantity.clone(),
                    _ => return None,
                },
                measure: role(Role::Measure).map(bare),
            },
            AnchorKind::Attribution => Says::Saying {
                cue: match &frame.anchor.reading {
                    Reading::Cue(cue) => cue.verb.clone(),
                    _ => "said".to_owned(),
                },
                addressee: role(Role::Addressee).map(name),
                content: role(Role::Content)
                    .map(|at| self.content(at, frame.labels.direct, read, locale)),
            },
            AnchorKind::Event => Says::Event {
                deed: self.deed(
                    order,
                    role(Role::Predicate).unwrap_or(frame.anchor.at),
                    read,
                ),
                predicate: role(Role::Predicate).map(bare),
                rank: match &frame.anchor.reading {
                    Reading::Quantity(rank) => Some(rank.clone()),
                    _ => None,
                },
            },
        };
        let measure = self.measure(&says, read, frame, locale);
        let mut context = self.contexts[order].clone();
        context.near = self.near(order, read, frame);
        if let Some(subject) = role(Role::Subject) {
            let ids = self.clauses[order].within(&inside(read, subject));
            context.of = ids.into_iter().map(str::to_owned).collect();
        }
        if let Says::Amount { quantity, .. } = &says {
            let own = in_base(quantity).low;
            if let Some(at) = context.values.iter().position(|value| *value == own) {
                context.values.remove(at);
            }
        }
        Some(Claim {
            id: String::new(),
            doc: self.document.id.clone(),
            lang: read.sentence.lang,
            sentence: self.part(trim(&self.document.text, read.sentence.at), ()),
            order: u32::try_from(order).unwrap_or(u32::MAX),
            anchor: self.part(frame.anchor.at, ()),
            place: self.place(read.sentence.block),
            subject: role(Role::Subject).map(name),
            measure: measure.as_ref().map(|(class, _)| class.clone()),
            measure_stated: measure.is_some_and(|(_, stated)| stated),
            counterparty: role(Role::Counterparty).map(name),
            when: self.when(read, frame),
            condition: role(Role::Condition).map(bare),
            source: role(Role::Source).map(|at| self.voice(at, locale)),
            modality: frame.labels.modality,
            polarity: self.polarity(order, read, frame),
            says,
            context,
            sketch: frame.sketch.clone(),
            confidence: frame.confidence,
        })
    }

    /// What is said: the whole quoted stretch where the content lies in one.
    fn content(
        &self,
        at: Span<Clean>,
        direct: bool,
        read: &Read,
        locale: Option<&'static Locale>,
    ) -> Part<super::Quote> {
        let inside = self.quoted.iter().find(|stretch| {
            let shared = at
                .end()
                .min(stretch.end())
                .saturating_sub(at.start().max(stretch.start()));
            2 * shared > at.len() && stretch.len() >= at.len().min(MUCH)
        });
        let at = inside.copied().unwrap_or(at);
        let words = at.slice(&self.document.text);
        let mut quote = words::quote(words, direct || inside.is_some(), locale);
        let said = read
            .mentions
            .iter()
            .filter(|mention| at.contains(mention.at));
        quote.values = said
            .filter_map(|mention| mention.quantity.clone())
            .collect();
        self.part(at, quote)
    }

    /// The measure class of an amount, and whether words say it: the term in its measure words, its
    /// counted noun, the term nearest to it; or else what the tagger guesses. No class that takes
    /// another kind of amount, and none that only says that something is counted.
    fn measure(
        &self,
        says: &Says,
        read: &Read,
        frame: &Frame,
        locale: Option<&'static Locale>,
    ) -> Option<(String, bool)> {
        let Says::Amount { quantity, measure } = says else {
            return frame.labels.measure.clone().map(|class| (class, false));
        };
        let fits = |id: &&str| *id != UNSPECIFIC && takes(id, quantity);
        let words = measure
            .as_ref()
            .map(|part| part.text.as_str())
            .unwrap_or_default();
        let terms = locale
            .map(|locale| locale.scan(Kind::Measure, words))
            .unwrap_or_default();
        let by_term = terms.iter().map(|(_, entry)| entry.text).find(fits);
        let by_noun = || {
            quantity
                .class
                .as_deref()
                .and_then(classes::measure_of_count)
        };
        let anchor = frame.anchor.at;
        let nearest = locale.and_then(|locale| self.nearest_term(quantity, read, anchor, locale));
        // "A round of funding that values it at $7bn": a term between says it better.
        let between = |at: Span<Clean>| {
            measure.as_ref().is_some_and(|part| {
                (part.at.end() <= at.start() && at.end() <= anchor.start())
                    || (anchor.end() <= at.start() && at.end() <= part.at.start())
            })
        };
        let nearer = nearest.filter(|(at, class)| between(*at) && fits(class));
        let stated = nearer
            .map(|(_, class)| class)
            .or(by_term)
            .or_else(|| by_noun().filter(fits))
            .or(nearest.map(|(_, class)| class));
        let guessed = || frame.labels.measure.as_deref().filter(fits);
        let class = stated.or_else(guessed)?;
        Some((class.to_owned(), stated.is_some()))
    }

    /// The measure term nearest to an amount in its sentence, one of its own clause first, with no other
    /// number in between.
    fn nearest_term(
        &self,
        quantity: &Quantity,
        read: &Read,
        anchor: Span<Clean>,
        locale: &'static Locale,
    ) -> Option<(Span<Clean>, &'static str)> {
        let text = &self.document.text;
        let sentence = read.sentence.at;
        let between = |at: Span<Clean>| {
            Span::<Clean>::new(at.end().min(anchor.end()), at.start().max(anchor.start()))
        };
        let others = || {
            read.mentions
                .iter()
                .filter(|mention| !mention.at.overlaps(anchor))
        };
        locale
            .scan(Kind::Measure, sentence.slice(text))
            .into_iter()
            .map(|(range, entry)| (Span::of(range).shift(sentence.start()), entry.text))
            .filter(|(at, class)| {
                let gap = between(*at);
                takes(class, quantity)
                    && gap.slice(text).chars().count() <= NEAR
                    && !others().any(|mention| mention.at.overlaps(gap))
            })
            .min_by_key(|(at, _)| {
                let beyond = between(*at).slice(text).contains(CLAUSE_MARKS);
                (beyond, at.distance(anchor))
            })
    }

    fn voice(&self, at: Span<Clean>, locale: Option<&'static Locale>) -> Part<Voice> {
        let words = at.slice(&self.document.text);
        let name = Name::new(words, locale);
        let holds = |kind| locale.is_some_and(|locale| !locale.scan(kind, words).is_empty());
        let kind = if holds(Kind::Anon) {
            VoiceKind::Anonymous
        } else if holds(Kind::DocSrc) && !names_more_than_one(words) {
            VoiceKind::Document
        } else {
            VoiceKind::Named
        };
        self.part(at, Voice { name, kind })
    }

    fn when(&self, read: &Read, frame: &Frame) -> Option<Part<When>> {
        let published = self.document.meta.date;
        let tense = match frame.labels.modality {
            Modality::Asserted => Tense::Past,
            Modality::Planned => Tense::Future,
            _ => Tense::Any,
        };
        if let Reading::When(when) = &frame.anchor.reading {
            return Some(self.part(frame.anchor.at, when.resolve_as(published, tense)));
        }
        let at = frame.role(Role::Time)?;
        let dated = |mention: &&Mention| mention.when.is_some() && mention.at.overlaps(at);
        let mention = read.mentions.iter().find(dated)?;
        let when = mention.when.as_ref()?.resolve_as(published, tense);
        Some(self.part(at.cover(mention.at), when))
    }

    fn place(&self, block: u32) -> Place {
        let kind = self
            .document
            .blocks
            .get(block as usize)
            .map(|block| block.kind);
        match kind {
            Some(BlockKind::Title) => Place::Headline,
            _ if Some(block) == self.lead => Place::Lead,
            _ => Place::Body,
        }
    }

    /// Quotes without a cue of their own, given to the speaker of the saying nearest before them
    /// in their block, or else after them: "…," she said. "…"
    fn orphans(&self, claims: &[Claim]) -> Vec<Claim> {
        let sayings: Vec<(&Claim, Span<Clean>)> = claims
            .iter()
            .filter_map(|claim| match &claim.says {
                Says::Saying {
                    content: Some(content),
                    ..
                } => Some((claim, content.at)),
                _ => None,
            })
            .collect();
        let mut orphans = Vec::new();
        for stretch in &self.quoted {
            let words = stretch.slice(&self.document.text);
            let told = sayings.iter().any(|(_, at)| at.overlaps(*stretch));
            let block = self
                .document
                .blocks
                .iter()
                .find(|block| block.at.contains(*stretch));
            let Some(block) = block.filter(|_| !told && words::words(words).len() >= SAID) else {
                continue;
            };
            let near = sayings
                .iter()
                .filter(|(claim, _)| block.at.contains(claim.anchor.at));
            let Some((claim, _)) = near.min_by_key(|(claim, _)| {
                let after = claim.anchor.at.start() > stretch.end();
                (after, claim.anchor.at.distance(*stretch))
            }) else {
                continue;
            };
            let locale = Locale::get(claim.lang);
            let quote = words::quote(words, true, locale);
            let mut orphan = (*claim).clone();
            if let Says::Saying { content, .. } = &mut orphan.says {
                *content = Some(self.part(*stretch, quote));
            }
            orphan.confidence *= INHERITED;
            orphans.push(orphan);
        }
        orphans
    }

    fn profile(&self, read: &[Read], claims: &[Claim]) -> Profile {
        let meta = &self.document.meta;
        let lines = read.iter().zip(&self.contexts).map(|(read, context)| {
            let locale = Locale::get(read.sentence.lang);
            let words = read.sentence.at.slice(&self.document.text);
            Line {
                at: trim(&self.document.text, read.sentence.at),
                words: hashes(words, locale),
                names: context
                    .names
                    .iter()
                    .cloned()
                    .chain(parties(claims, read))
                    .collect(),
                values: values(&read.mentions).collect(),
            }
        });
        let days = read
            .iter()
            .flat_map(|read| &read.mentions)
            .filter_map(|mention| {
                let when = mention.when.clone()?.resolve(meta.date);
                when.from.filter(|from| Some(*from) == when.until)
            });
        Profile {
            doc: self.document.id.clone(),
            lang: self.document.lang,
            script: Script::dominant(&self.document.text),
            publisher: meta.publisher.clone(),
            date: meta.date,
            modified: meta.modified,
            lines: lines.collect(),
            days: days.collect(),
            concepts: self
                .contexts
                .iter()
                .flat_map(|it| it.concepts.clone())
                .collect(),
        }
    }
}

/// A span of the document as bytes of the sentence it lies in.
fn inside(read: &Read, at: Span<Clean>) -> Range<usize> {
    let start = read.sentence.at.start();
    at.start().saturating_sub(start) as usize..at.end().saturating_sub(start) as usize
}

fn clauses(document: &Document, read: &Read) -> Clauses {
    let words = read.sentence.at.slice(&document.text);
    let locale = Locale::get(read.sentence.lang);
    locale
        .map(|locale| Clauses::of(words, locale))
        .unwrap_or_default()
}

/// Sounds of the parties of a sentence's claims: a name at its start is known by its role.
fn parties(claims: &[Claim], read: &Read) -> BTreeSet<String> {
    let own = claims
        .iter()
        .filter(|claim| read.sentence.at.contains(claim.anchor.at));
    let voices = |claim: &Claim| {
        claim
            .source
            .as_ref()
            .map(|source| source.value.name.clone())
    };
    let parties = own.flat_map(|claim| {
        let named = [&claim.subject, &claim.counterparty].into_iter().flatten();
        named
            .map(|part| part.value.clone())
            .chain(voices(claim))
            .collect::<Vec<Name>>()
    });
    let words = |name: Name| name.key.split(' ').map(sound).collect::<Vec<_>>();
    parties.filter(|name| name.proper).flat_map(words).collect()
}

/// Bytes of a quoted stretch from which it is an utterance whatever the content span says.
const MUCH: u32 = 24;
/// Words from which a quoted stretch is an utterance and not a term in quotation marks.
const SAID: usize = 5;
/// How certain an event is that words alone tell.
const BARE: f32 = 0.6;
/// What a quote without a cue keeps of its neighbour's certainty.
const INHERITED: f32 = 0.9;

/// Whether words hold two capitalised words: "Media reports" at the start of a sentence names
/// nobody, "a Financial Times report" does.
fn names_more_than_one(words: &str) -> bool {
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    words.split_whitespace().filter(capital).count() > 1
}

/// Characters from an amount within which a term says what it measures.
const NEAR: usize = 24;
/// The class of a count of something, which says nothing.
const UNSPECIFIC: &str = "count";

/// Whether a measure class takes an amount of this kind.
fn takes(class: &str, quantity: &Quantity) -> bool {
    let dimension = serde_json::to_value(quantity.unit.dimension).ok();
    let dimension = dimension
        .as_ref()
        .and_then(|value| value.as_str())
        .unwrap_or_default();
    classes::measure(class)
        .is_some_and(|class| class.dimension == "any" || class.dimension == dimension)
}

fn hashes(sentence: &str, locale: Option<&'static Locale>) -> Vec<u32> {
    let keys = words::content_keys(sentence, locale);
    keys.iter()
        .map(|key| {
            let digest = Sha256::digest(key.as_bytes());
            u32::from_le_bytes([digest[0], digest[1], digest[2], digest[3]])
        })
        .collect()
}

fn in_base(quantity: &Quantity) -> Quantity {
    quantity.in_base_unit().unwrap_or_else(|| quantity.clone())
}

fn values(mentions: &[Mention]) -> impl Iterator<Item = super::Decimal> {
    mentions
        .iter()
        .filter_map(|mention| mention.quantity.as_ref())
        .map(|q| in_base(q).low)
}

/// Without white space at its ends.
fn trim(text: &str, at: Span<Clean>) -> Span<Clean> {
    let words = at.slice(text);
    let front = words.len() - words.trim_start().len();
    let start = at.start() + u32::try_from(front).unwrap_or(0);
    Span::new(
        start,
        start + u32::try_from(words.trim().len()).unwrap_or(0),
    )
}

/// A claim inside what somebody says is theirs: the innermost saying around it in its article.
fn inherit_sources(claims: &mut [Claim]) {
    let said: Vec<(Span<Clean>, Part<Voice>)> = claims
        .iter()
        .filter_map(|claim| match (&claim.says, &claim.source) {
            (
                Says::Saying {
                    content: Some(content),
                    ..
                },
                Some(source),
            ) => Some((content.at, source.clone())),
            _ => None,
        })
        .collect();
    for claim in claims
        .iter_mut()
        .filter(|claim| !matches!(claim.says, Says::Saying { .. }))
    {
        let around = said
            .iter()
            .filter(|(content, _)| content.contains(claim.anchor.at));
        if claim.source.is_none() {
            claim.source = around
                .min_by_key(|(at, _)| at.len())
                .map(|(_, voice)| voice.clone());
        }
    }
}

/// Gives each claim its id; claims must be in the order of the text.
fn identify(claims: &mut [Claim]) {
    let mut seen: BTreeMap<[u8; 8], u32> = BTreeMap::new();
    for claim in claims {
        let kind = match claim.says {
            Says::Amount { .. } => "quantity",
            Says::Saying { .. } => "attribution",
            Says::Event { .. } => "event",
        };
        let words = [
            claim.doc.as_str(),
            kind,
            &claim.sentence.text,
            &claim.anchor.text,
        ];
        let occurrence = seen.entry(digest(&words, 0)).or_default();
        let id = digest(&words, *occurrence);
        *occurrence += 1;
        claim.id = id.iter().map(|byte| format!("{byte:02x}")).collect();
    }
}

fn digest(words: &[&str], occurrence: u32) -> [u8; 8] {
    let mut hash = Sha256::new();
    for word in words {
        hash.update((word.len() as u64).to_le_bytes());
        hash.update(word.as_bytes());
    }
    hash.update(occurrence.to_le_bytes());
    let full = hash.finalize();
    std::array::from_fn(|at| full[at])
}
