//! `--format html`: one self-contained page that reads without scripts and prints.
//! Every word of an article is escaped; nothing is loaded from anywhere, and a policy says so.
//!
//! Filters by kind, story and publisher are style rules over check boxes and lists; the script adds
//! a search and hides stories that have nothing left.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::names::RELATIONS;
use super::passages::{is_first_side, passages, pieces, values};
use super::tame::tame;
use super::{Article, Finding, Mark, Shows, View, humane, named, relation_word};
use crate::claim::{Claim, Says};
use crate::ingest::{BlockKind, DocId};
use crate::reconcile::RelationKind;
use crate::text::{Clean, Span};

const STYLE: &str = include_str!("html.css");
const SCRIPT: &str = include_str!("html.js");

/// Relations that are shown before anybody chooses.
const FIRST_LOOK: [RelationKind; 3] = [
    RelationKind::Contradicts,
    RelationKind::Differs,
    RelationKind::Supersedes,
];

/// Writes the page.
///
/// # Errors
/// Those of `out`.
pub fn html(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(Page::of(view).markup().into_string().as_bytes())
}

/// What the page needs to know of the whole before it shows any part. Stories and publishers go by
/// number in classes and rules, so that no word of an article gets there.
struct Page<'p, 'v> {
    view: &'p View<'v>,
    stories: Vec<Option<&'p str>>,
    publishers: Vec<&'p str>,
    /// Articles by the number they have on the page.
    numbers: BTreeMap<&'p DocId, usize>,
    /// Marks of findings in each article: finding, mark, and how the finding relates.
    found: BTreeMap<&'p DocId, Vec<(Span<Clean>, Found)>>,
    claims: BTreeMap<&'p DocId, Vec<&'p Claim>>,
}

/// A mark of a finding: its numbers, for its id on the page.
#[derive(Debug, Clone, Copy)]
struct Found {
    finding: usize,
    mark: usize,
    relation: RelationKind,
}

impl Found {
    fn id(self) -> String {
        format!("m{}-{}", self.finding, self.mark)
    }
}

/// What covers a piece of an article's text.
enum Cover<'c> {
    Found(Found),
    Claim(&'c Claim),
}

impl<'p, 'v> Page<'p, 'v> {
    fn of(view: &'p View<'v>) -> Self {
        let mut found: BTreeMap<&DocId, Vec<(Span<Clean>, Found)>> = BTreeMap::new();
        let mut publishers = BTreeSet::new();
        for (number, finding) in view.findings.iter().enumerate() {
            for (at, mark) in finding.marks.iter().enumerate() {
                let entry = Found {
                    finding: number,
                    mark: at,
                    relation: finding.relation,
                };
                found.entry(&mark.doc).or_default().push((mark.at, entry));
                publishers.extend(view.article(&mark.doc).map(Article::label));
            }
        }
        let mut claims: BTreeMap<&DocId, Vec<&Claim>> = BTreeMap::new();
        for claim in view.claims {
            claims.entry(&claim.doc).or_default().push(claim);
        }
        let ids = view.articles.iter().map(|article| &article.document.id);
        Self {
            view,
            stories: view.stories(view.findings.iter()),
            publishers: publishers.into_iter().collect(),
            numbers: ids.zip(0..).collect(),
            found,
            claims,
        }
    }

    fn markup(&self) -> Markup {
        let style = format!("{STYLE}{}", self.rules());
        let policy = format!(
            "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; \
             base-uri 'none'; form-action 'none'",
            digest(&style),
            digest(SCRIPT)
        );
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(policy);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="referrer" content="no-referrer";
                    title { (self.title()) }
                    style { (PreEscaped(&style)) }
                }
                body {
                    (self.head())
                    @if self.view.shows == Shows::Findings {
                        (self.bar())
                        main { (self.findings()) }
                    }
                    (self.agreement())
                    (self.articles())
                    (self.left_out())
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        }
    }

    fn title(&self) -> String {
        match self.view.count(RelationKind::Contradicts) {
            _ if self.view.shows != Shows::Findings => "gainsay: what the articles say".into(),
            0 => "gainsay: no contradiction".into(),
            1 => "gainsay: 1 contradiction".into(),
            n => format!("gainsay: {n} contradictions"),
        }
    }

    fn head(&self) -> Markup {
        let view = self.view;
        let mut counts = vec![
            counted(view.articles.len(), "article", "articles"),
            counted(view.languages(), "language", "languages"),
            counted(view.claims.len(), "claim", "claims"),
        ];
        if view.shows == Shows::Findings {
            counts.push(counted(view.agreed(), "agreement", "agreements"));
        }
        html! {
            header {
                h1 { (self.title().replacen("gainsay: ", "", 1)) }
                p { (counts.join(" · ")) }
            }
        }
    }

    /// The filters.
    fn bar(&self) -> Markup {
        html! {
            form #bar .bar autocomplete="off" {
                @for relation in RELATIONS {
                    @let word = relation_word(relation);
                    @let count = self.view.count(relation);
                    @if count > 0 {
                        label class=(format!("kind {word}")) {
                            input type="checkbox" id=(format!("show-{word}"))
                                checked[FIRST_LOOK.contains(&relation)];
                            b { (count) } (word)
                        }
                    }
                }
                @if self.view.suppressed() > 0 {
                    label .kind {
                        input #show-suppressed type="checkbox";
                        b { (self.view.suppressed()) } "suppressed"
                    }
                }
                @if self.stories.len() > 1 {
                    select #story aria-label="Story" {
                        option value="all" { "All stories" }
                        @for (number, story) in self.stories.iter().enumerate() {
                            option value=(number) { (tame(self.view.story_title(*story))) }
                        }
                    }
                }
                @if self.publishers.len() > 1 {
                    select #publisher aria-label="Publisher" {
                        option value="all" { "All publishers" }
                        @for (number, publisher) in self.publishers.iter().enumerate() {
                            option value=(number) { (tame(publisher)) }
                        }
                    }
                }
                label hidden { input #search type="search" placeholder="Search" aria-label="Search"; }
            }
        }
    }

    /// Rules that hide what the filters leave out. They hold numbers and our own words only.
    fn rules(&self) -> String {
        let mut rules = String::new();
        for relation in RELATIONS {
            let word = relation_word(relation);
            rules +=
                &format!("body:has(#show-{word}:not(:checked)) .finding.{word}{{display:none}}\n");
        }
        rules += "body:has(#show-suppressed:not(:checked)) .finding.suppressed{display:none}\n";
        for number in 0..self.stories.len() {
            rules += &format!(
                "body:has(#story option[value=\"{number}\"]:checked) .story:not(.s{number}){{display:none}}\n"
            );
        }
        for number in 0..self.publishers.len() {
            rules += &format!(
                "body:has(#publisher option[value=\"{number}\"]:checked) .finding:not(.p{number}){{display:none}}\n"
            );
        }
        rules
    }

    fn findings(&self) -> Markup {
        html! {
            @for (number, story) in self.stories.iter().enumerate() {
                @let articles = self.view.articles.iter().filter(|article| article.story == *story).count();
                section class=(format!("story s{number}")) {
                    h2 {
                        bdi { (tame(self.view.story_title(*story))) }
                        " " span { (counted(articles, "article", "articles")) }
                    }
                    @for relation in RELATIONS {
                        @for (at, finding) in self.view.findings.iter().enumerate() {
                            @if finding.relation == relation && finding.story.as_deref() == *story {
                                (self.finding(at, finding))
                            }
                        }
                    }
                }
            }
            p #none .none hidden[!self.stories.is_empty()] { "Nothing to show." }
        }
    }

    fn finding(&self, number: usize, finding: &Finding) -> Markup {
        let mut classes = format!("finding {}", relation_word(finding.relation));
        if finding.suppressed.is_some() {
            classes += " suppressed";
        }
        let outlets: BTreeSet<&str> = finding
            .marks
            .iter()
            .filter_map(|mark| self.view.article(&mark.doc))
            .map(Article::label)
            .collect();
        for outlet in outlets {
            if let Ok(at) = self.publishers.binary_search(&outlet) {
                classes += &format!(" p{at}");
            }
        }
        let name = finding.name();
        let title = named(&name).map_or("", |named| named.title);
        let groups = passages(&finding.marks);
        let (left, right): (Vec<_>, Vec<_>) = groups
            .iter()
            .partition(|group| group.first().is_some_and(|mark| is_first_side(mark.part)));
        html! {
            article class=(classes) id=(format!("f{number}")) {
                p .name {
                    b { (name) } " · " (title) " · " (format!("{:.2}", finding.confidence))
                    @if !finding.independent && finding.relation != RelationKind::SameOrigin {
                        " · not independent"
                    }
                    @if let Some(reason) = &finding.suppressed { " · suppressed: " (tame(reason)) }
                }
                p .why dir="ltr" { (tame(&finding.explanation)) }
                div .sides {
                    @for side in [left, right] {
                        div { @for group in side { (self.passage(number, finding, group)) } }
                    }
                }
                @if let Some(settles) = &finding.resolve {
                    p .settle dir="ltr" { "To settle it: " (tame(settles)) }
                }
            }
        }
    }

    fn passage(&self, number: usize, finding: &Finding, group: &[&Mark]) -> Markup {
        let Some(first) = group.first() else {
            return html! {};
        };
        let Some(article) = self.view.article(&first.doc) else {
            return html! {};
        };
        let document = article.document;
        let spans: Vec<(Span<Clean>, ())> = group.iter().map(|mark| (mark.at, ())).collect();
        let place = article.place(first.at);
        let mark = finding
            .marks
            .iter()
            .position(|mark| std::ptr::eq(mark, *first))
            .unwrap_or(0);
        let value = values(group);
        html! {
            div .passage {
                @if !value.is_empty() { p .value dir="auto" { (value) } }
                p .origin {
                    b { bdi { (tame(article.label())) } }
                    " · " (date(article))
                    @if !document.lang.is_unknown() { " · " (document.lang) }
                }
                blockquote dir="auto" lang=(document.lang) {
                    @for (piece, marks) in pieces(&document.text, first.sentence, &spans) {
                        @let words = tame(piece.slice(&document.text));
                        @if marks.is_empty() { (words) } @else { mark { (words) } }
                    }
                }
                p .where {
                    a href=(format!("#m{number}-{mark}")) {
                        bdi { (tame(document.id.as_str())) } (format!(":{}:{}", place.line, place.column))
                    }
                }
            }
        }
    }

    fn agreement(&self) -> Markup {
        let agreed: Vec<_> = self
            .view
            .facts
            .iter()
            .flat_map(|fact| &fact.values)
            .filter(|value| value.independent > 1)
            .collect();
        if agreed.is_empty() {
            return html! {};
        }
        let claims: BTreeMap<&str, &Claim> = self
            .view
            .claims
            .iter()
            .map(|claim| (claim.id.as_str(), claim))
            .collect();
        html! {
            section .end {
                h2 { "Agreement" }
                details {
                    summary { (counted(agreed.len(), "value", "values")) " that independent sources share" }
                    ul .plain {
                        @for value in agreed {
                            @let told: Vec<&Claim> = value.claims.iter().filter_map(|id| claims.get(id.as_str()).copied()).collect();
                            @let outlets: BTreeSet<&str> = told.iter().filter_map(|claim| self.view.article(&claim.doc)).map(Article::label).collect();
                            li {
                                b { (humane(&tame(&value.value))) } " "
                                @if let Some(claim) = told.first() {
                                    @if let Some(measure) = &claim.measure { (measure.replace('_', " ")) " " }
                                    @if let Some(subject) = &claim.subject { bdi { (tame(&subject.text)) } " " }
                                }
                                "· " (counted(value.independent as usize, "source", "sources")) ": "
                                @for (at, outlet) in outlets.into_iter().enumerate() {
                                    @if at > 0 { ", " }
                                    bdi { (tame(outlet)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The articles that anything here rests on, whole, their claims highlighted.
    fn articles(&self) -> Markup {
        let cited: Vec<&Article<'v>> = self
            .view
            .articles
            .iter()
            .filter(|article| {
                self.view.shows != Shows::Findings || self.found.contains_key(&article.document.id)
            })
            .collect();
        if cited.is_empty() {
            return html! {};
        }
        html! {
            section .end {
                h2 { "Articles" }
                @for article in cited { (self.article(article)) }
            }
        }
    }

    fn article(&self, article: &Article<'v>) -> Markup {
        let document = article.document;
        let id = &document.id;
        let number = self.numbers.get(id).copied().unwrap_or_default();
        let title = document.meta.title.as_deref().unwrap_or(id.as_str());
        let claims = self.claims.get(id).map_or(&[][..], Vec::as_slice);
        let mut covers: Vec<(Span<Clean>, Cover<'_>)> = Vec::new();
        for (at, found) in self.found.get(id).into_iter().flatten() {
            covers.push((*at, Cover::Found(*found)));
        }
        for claim in claims {
            covers.push((claim.anchor.at, Cover::Claim(claim)));
        }
        // An id may stand on a page once: on the first piece of its mark.
        let mut given = BTreeSet::new();
        html! {
            details id=(format!("a{number}")) {
                summary {
                    bdi { (tame(title)) } " "
                    span {
                        bdi { (tame(article.label())) } " · " (date(article)) " · " (document.lang)
                        " · " (counted(claims.len(), "claim", "claims"))
                    }
                }
                div .text lang=(document.lang) {
                    @if let Some(url) = web(document.meta.url.as_deref()) {
                        p .where { a href=(url) rel="noopener noreferrer nofollow" { (url) } }
                    }
                    @for block in &document.blocks {
                        @let inside = html! {
                            @for (piece, covers) in pieces(&document.text, block.at, &covers) {
                                (covered(piece.slice(&document.text), &covers, &mut given))
                            }
                        };
                        @match block.kind {
                            BlockKind::Title => h3 dir="auto" { (inside) },
                            BlockKind::Heading => h4 dir="auto" { (inside) },
                            _ => p dir="auto" { (inside) },
                        }
                    }
                }
            }
        }
    }

    fn left_out(&self) -> Markup {
        let view = self.view;
        if view.skipped.is_empty() && view.not_compared.is_empty() {
            return html! {};
        }
        html! {
            section .end {
                h2 { "Left out" }
                ul .plain {
                    @for missed in view.not_compared {
                        li { (counted(missed.articles as usize, "article", "articles")) ": " (tame(&missed.reason)) }
                    }
                    @for skip in view.skipped {
                        li { bdi { (tame(skip.doc.as_str())) } " was not read: " (tame(&skip.reason)) }
                    }
                }
            }
        }
    }
}

/// A piece of an article under what covers it: a finding first, then a claim.
fn covered(words: &str, covers: &[&Cover<'_>], given: &mut BTreeSet<String>) -> Markup {
    let words = tame(words);
    let found: Vec<Found> = covers
        .iter()
        .filter_map(|cover| match cover {
            Cover::Found(found) => Some(*found),
            Cover::Claim(_) => None,
        })
        .collect();
    let claim = covers.iter().find_map(|cover| match cover {
        Cover::Claim(claim) => Some(*claim),
        Cover::Found(_) => None,
    });
    let told = claim.map(summed_up);
    let Some(first) = found.iter().min_by_key(|found| found.relation) else {
        return match told {
            Some(told) => html! { mark .claim title=(told) { (words) } },
            None => html! { (words) },
        };
    };
    let ids: Vec<String> = found.iter().map(|found| found.id()).collect();
    let new: Vec<&String> = ids
        .iter()
        .filter(|id| given.insert((*id).clone()))
        .collect();
    let class = format!("found {}", relation_word(first.relation));
    html! {
        @for id in new.iter().skip(1) { span id=(id) {} }
        mark class=(class) id=[new.first()] title=[told] {
            a href=(format!("#f{}", first.finding)) { (words) }
        }
    }
}

/// A claim in a few words, for who points at it.
fn summed_up(claim: &Claim) -> String {
    let text = |part: Option<&String>| part.map(|text| tame(text));
    let kind = match &claim.says {
        Says::Amount { .. } => "quantity",
        Says::Saying { .. } => "attribution",
        Says::Event { .. } => "event",
    };
    let parts = [
        Some(kind.to_owned()),
        claim
            .measure
            .as_ref()
            .map(|measure| measure.replace('_', " ")),
        text(claim.subject.as_ref().map(|part| &part.text)),
        text(claim.counterparty.as_ref().map(|part| &part.text)),
        text(claim.when.as_ref().map(|part| &part.text)),
        text(claim.source.as_ref().map(|part| &part.text)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}

fn date(article: &Article<'_>) -> Markup {
    match article.document.meta.date {
        Some(day) => html! { time { (day.to_string()) } },
        None => html! { "no date" },
    }
}

/// An address that a page may link to: of the web, not of a script.
fn web(url: Option<&str>) -> Option<&str> {
    let is_web = |url: &&str| {
        let scheme = url.split(':').next().unwrap_or("").to_ascii_lowercase();
        matches!(scheme.as_str(), "http" | "https")
    };
    url.filter(is_web)
}

fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// SHA-256 in Base64 (RFC 4648), as a content security policy names an inline text.
fn digest(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let hash = Sha256::digest(text.as_bytes());
    let mut out = String::with_capacity(44);
    for three in hash.chunks(3) {
        let mut bits = 0_u32;
        for at in 0..3 {
            bits = bits << 8 | u32::from(three.get(at).copied().unwrap_or(0));
        }
        for at in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= three.len() {
                char::from(digit)
            } else {
                '='
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::rendered;

    fn page() -> String {
        rendered(Shows::Findings, html)
    }

    #[test]
    fn hostile_text_stays_text() {
        let page = page();
        assert_eq!(page.matches("<script>").count(), 1, "ours alone");
        assert!(!page.contains("<img"));
        assert!(!page.contains("\u{1b}") && !page.contains('\u{202e}'));
        assert!(page.contains("&lt;script&gt;alert"));
    }

    #[test]
    fn the_policy_allows_our_own_texts_alone() {
        // echo -n abc | openssl dgst -sha256 -binary | base64
        assert_eq!(
            digest("abc"),
            "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
        );
        let page = page();
        assert!(
            page.contains(&format!("script-src &#39;sha256-{}&#39;", digest(SCRIPT)))
                || page.contains(&format!("script-src 'sha256-{}'", digest(SCRIPT)))
        );
        assert!(!page.contains(" style=") && !page.contains(" onclick="));
        let style = page
            .split("<style>")
            .nth(1)
            .and_then(|rest| rest.split("</style>").next());
        assert!(page.contains(&digest(style.unwrap_or(""))));
    }

    #[test]
    fn every_link_inside_the_page_arrives() {
        let page = page();
        let ids: Vec<&str> = page
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        for target in page
            .split("href=\"#")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            assert_eq!(
                ids.iter().filter(|id| **id == target).count(),
                1,
                "{target}"
            );
        }
    }

    #[test]
    fn only_the_web_is_linked() {
        assert_eq!(
            web(Some("https://example.com")),
            Some("https://example.com")
        );
        assert_eq!(web(Some("javascript:alert(1)")), None);
        assert_eq!(web(Some("data:text/html,x")), None);
    }
}
