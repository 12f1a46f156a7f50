//! HTML: tokens with their places become blocks; page furniture is left out by structure.
//! One pass and one flat stack, no recursion: a page may nest as deep as it likes.

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use serde_json::Value;

use super::clutter::{is_prose, is_terminated};
use super::draft::Draft;
use super::{BlockKind, Meta, meta};

/// What a page says of itself, and the blocks of its article.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// JSON-LD first, then meta tags, then marked-up elements.
    pub(super) meta: Meta,
    /// The article's blocks.
    pub(super) drafts: Vec<Draft>,
}

/// Reads the page `raw`.
pub(super) fn read(raw: &str) -> Page {
    // The tokenizer takes a byte order mark for text.
    let skip = if raw.starts_with('\u{feff}') { 3 } else { 0 };
    let mut reader = Reader::new(raw);
    let callback = |event: CallbackEvent<'_>, span: html5gum::Span<usize>| {
        reader.event(&event, span.start + skip, span.end + skip);
        None::<std::convert::Infallible>
    };
    let mut emitter = CallbackEmitter::new(callback);
    emitter.naively_switch_states(true);
    // The callback takes every event, so the tokenizer has nothing left to yield.
    let Ok(()) = Tokenizer::new_with_emitter(&raw[skip..], emitter).finish();
    reader.finish()
}

/// Elements that say something about the text inside them; all others are as if not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Element {
    /// Never read: code, style, forms' parts, pictures, ruby readings.
    Silent,
    /// `nav`, `footer`, `aside`, `dialog`, `form`.
    Furniture,
    /// `header`, which outside an article holds the site's name and menu.
    Header,
    /// `article`, `main`.
    Article,
    /// Any other element that starts a block.
    Block,
    /// A paragraph.
    Paragraph,
    /// Headings, by level.
    Heading(u8),
    /// A list item, or a term or definition.
    Item,
    /// `blockquote`.
    Quote,
    /// `figcaption`, `caption`.
    Caption,
    /// `tr`.
    Row,
    /// `td`, `th`.
    Cell,
    /// `ul`, `ol`, `dl`, `table`: what an unclosed item or cell ends at.
    Frame,
    /// `a`.
    Link,
    /// Other elements inside a line, whose class or `itemprop` may matter.
    Inline,
    /// `html`, `head`, `body`: a class on them speaks of the page, not of a part.
    Root,
    /// `title`.
    PageTitle,
    /// `script`, whose text may be JSON-LD.
    Script,
    /// `br`.
    Break,
    /// `hr`.
    Rule,
    /// `img` and other elements without an end tag.
    Void,
}

fn element(name: &[u8]) -> Option<Element> {
    Some(match name {
        b"script" => Element::Script,
        b"title" => Element::PageTitle,
        b"style" | b"noscript" | b"template" | b"svg" | b"iframe" | b"object" | b"video"
        | b"audio" | b"canvas" | b"button" | b"select" | b"textarea" | b"datalist" | b"rt"
        | b"rp" | b"noframes" | b"noembed" | b"map" | b"del" => Element::Silent,
        b"nav" | b"footer" | b"aside" | b"dialog" | b"form" | b"fieldset" | b"menu" => {
            Element::Furniture
        }
        b"header" => Element::Header,
        b"article" | b"main" => Element::Article,
        b"p" => Element::Paragraph,
        b"h1" => Element::Heading(1),
        b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Element::Heading(2),
        b"li" | b"dt" | b"dd" => Element::Item,
        b"blockquote" => Element::Quote,
        b"figcaption" | b"caption" => Element::Caption,
        b"tr" => Element::Row,
        b"td" | b"th" => Element::Cell,
        b"ul" | b"ol" | b"dl" | b"table" => Element::Frame,
        b"div" | b"section" | b"figure" | b"pre" | b"address" | b"details" | b"summary"
        | b"center" | b"tbody" | b"thead" | b"tfoot" | b"hgroup" | b"search" => Element::Block,
        b"a" => Element::Link,
        b"span" | b"b" | b"i" | b"em" | b"strong" | b"small" | b"time" | b"label" | b"cite"
        | b"q" | b"u" | b"s" | b"sup" | b"sub" | b"font" | b"mark" | b"abbr" | b"ins" | b"code" => {
            Element::Inline
        }
        b"html" | b"head" | b"body" => Element::Root,
        b"br" => Element::Break,
        b"hr" => Element::Rule,
        b"img" | b"input" | b"meta" | b"link" | b"source" | b"wbr" | b"embed" => Element::Void,
        _ => return None,
    })
}

impl Element {
    fn is_inline(self) -> bool {
        matches!(self, Self::Inline | Self::Link)
    }

    /// Whether an open `self` ends where `next` of the same group starts.
    fn is_closed_by(self, next: Self) -> bool {
        match next {
            Self::Item => self == Self::Item,
            Self::Cell => self == Self::Cell,
            Self::Row => matches!(self, Self::Row | Self::Cell),
            _ => false,
        }
    }
}

/// Words of class names and ids that mark furniture, as the makers of pages use them everywhere.
/// They are markup, not language: an attribute's vocabulary, seldom shown to anyone.
const FURNITURE_CLASSES: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "affiliate",
    "author",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "comment",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "copyright",
    "credit",
    "credits",
    "dateline",
    "disclaimer",
    "footer",
    "gdpr",
    "hidden",
    "login",
    "menu",
    "modal",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "outbrain",
    "overlay",
    "pager",
    "pagination",
    "paywall",
    "popular",
    "popup",
    "print",
    "promo",
    "promoted",
    "recommended",
    "recommendations",
    "related",
    "share",
    "sharebar",
    "sharing",
    "sidebar",
    "signup",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "tags",
    "teaser",
    "teasers",
    "timestamp",
    "toolbar",
    "trending",
    "widget",
];

/// Classes of a line about author and time; alone it would be too common a word for a container.
const BYLINE_CLASSES: &[&str] = &[
    "author",
    "byline",
    "dateline",
    "timestamp",
    "meta",
    "pubdate",
];

#[derive(Debug, Clone, Copy)]
struct Open {
    element: Element,
    /// Hash of the name, to match end tags; equal hashes of two names only end an element early.
    name: u64,
    /// Outermost furniture that holds it.
    furniture: Option<u32>,
    silent: bool,
    in_article: bool,
    linked: bool,
    /// What a block that starts here is.
    kind: BlockKind,
    /// Index in the stack of the nearest element that is no inline one.
    block: usize,
}

/// A block and where on the page it stood.
struct Placed {
    draft: Draft,
    furniture: Option<u32>,
    in_article: bool,
}

/// Attributes that matter, of the tag being read.
#[derive(Default)]
struct Attributes {
    name: Vec<u8>,
    current: Vec<u8>,
    pairs: Vec<(String, String)>,
}

impl Attributes {
    fn get(&self, name: &str) -> Option<&str> {
        let found = self.pairs.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

/// Metadata by how far it is to be trusted.
#[derive(Default)]
struct Found {
    linked_data: Vec<String>,
    tags: Meta,
    weak_tags: Meta,
    marked: Meta,
    times: Vec<(bool, String)>,
    title: Option<Draft>,
    heading: Option<String>,
}

struct Reader<'t> {
    raw: &'t str,
    stack: Vec<Open>,
    open_names: std::collections::HashMap<u64, usize>,
    placed: Vec<Placed>,
    current: Option<Placed>,
    breaks: usize,
    furniture: u32,
    attributes: Attributes,
    script: Option<String>,
    in_title: bool,
    /// `itemprop` of the innermost element that waits for its text.
    waiting: Option<(usize, &'static str, String)>,
    found: Found,
}

impl<'t> Reader<'t> {
    fn new(raw: &'t str) -> Self {
        Self {
            raw,
            stack: Vec::new(),
            open_names: std::collections::HashMap::new(),
            placed: Vec::new(),
            current: None,
            breaks: 0,
            furniture: 0,
            attributes: Attributes::default(),
            script: None,
            in_title: false,
            waiting: None,
            found: Found::default(),
        }
    }

    fn event(&mut self, event: &CallbackEvent<'_>, start: usize, end: usize) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.attributes.name = name.to_vec();
                self.attributes.pairs.clear();
                self.attributes.current.clear();
            }
            CallbackEvent::AttributeName { name } => {
                let key = String::from_utf8_lossy(name).into_owned();
                self.attributes.pairs.push((key, String::new()));
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some((_, last)) = self.attributes.pairs.last_mut() {
                    *last = String::from_utf8_lossy(value).into_owned();
                }
            }
            CallbackEvent::CloseStartTag { .. } => self.start_tag(end),
            CallbackEvent::EndTag { name } => self.end_tag(name),
            CallbackEvent::String { value } => self.string(value, start, end),
            CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => {}
        }
    }

    fn top(&self) -> Open {
        self.stack.last().copied().unwrap_or(Open {
            element: Element::Root,
            name: 0,
            furniture: None,
            silent: false,
            in_article: false,
            linked: false,
            kind: BlockKind::Paragraph,
            block: 0,
        })
    }

    fn start_tag(&mut self, end: usize) {
        let attributes = std::mem::take(&mut self.attributes);
        if let Some(element) = element(&attributes.name) {
            self.metadata(&attributes);
            match element {
                Element::Break => self.line_break(end),
                Element::Rule => self.end_block(),
                Element::Void => {}
                Element::Script => {
                    let is_data = attributes.get("type").is_some_and(|kind| {
                        kind.trim().eq_ignore_ascii_case("application/ld+json")
                    });
                    self.script = is_data.then(String::new);
                    self.push(element, &attributes);
                }
                _ => self.push(element, &attributes),
            }
        }
        self.attributes = attributes;
    }

    fn push(&mut self, element: Element, attributes: &Attributes) {
        if !element.is_inline() && !matches!(element, Element::Script | Element::Silent) {
            self.close_implied(element);
        }
        if element == Element::Link && self.top().element == Element::Link {
            self.pop();
        }
        let above = self.top();
        let mut open = above;
        open.element = element;
        open.name = hash(&attributes.name);
        if !element.is_inline() {
            open.block = self.stack.len();
        }
        match element {
            Element::Silent | Element::Script => open.silent = true,
            Element::Article => open.in_article = true,
            Element::Link => open.linked = true,
            Element::PageTitle => self.in_title = self.found.title.is_none(),
            Element::Heading(level) => {
                open.kind = if level == 1 {
                    BlockKind::Title
                } else {
                    BlockKind::Heading
                };
            }
            Element::Item => open.kind = BlockKind::Item,
            Element::Quote => open.kind = BlockKind::Quote,
            Element::Caption => open.kind = BlockKind::Caption,
            Element::Row => open.kind = BlockKind::Table,
            Element::Paragraph if open.kind == BlockKind::Table => open.kind = BlockKind::Paragraph,
            _ => {}
        }
        if attributes.get("itemprop") == Some("articleBody") {
            open.in_article = true;
        }
        if open.furniture.is_none() && is_furniture(element, above.in_article, attributes) {
            open.furniture = Some(self.furniture);
            self.furniture += 1;
        }
        match element {
            Element::Inline | Element::Link | Element::Root | Element::PageTitle => {}
            Element::Silent | Element::Script => {}
            Element::Cell => self.start_cell(&open),
            _ => self.end_block(),
        }
        *self.open_names.entry(open.name).or_default() += 1;
        self.stack.push(open);
    }

    /// Ends what HTML lets go unclosed: a paragraph before any block, an item before the next.
    fn close_implied(&mut self, next: Element) {
        let block = self.top().block;
        if self
            .stack
            .get(block)
            .is_some_and(|open| open.element == Element::Paragraph)
        {
            self.pop_to(block);
        }
        for _ in 0..4 {
            let block = self.top().block;
            match self.stack.get(block) {
                Some(open) if open.element.is_closed_by(next) => self.pop_to(block),
                _ => break,
            }
        }
    }

    fn end_tag(&mut self, name: &[u8]) {
        let hash = hash(name);
        if self.open_names.get(&hash).copied().unwrap_or(0) == 0 {
            return;
        }
        let inline = element(name).is_some_and(Element::is_inline);
        // An inline end tag closes nothing beyond its block; far ones are noise.
        let reach = if inline { 64 } else { usize::MAX };
        let floor = if inline { self.top().block } else { 0 };
        let found = self
            .stack
            .iter()
            .enumerate()
            .rev()
            .take(reach)
            .take_while(|(at, _)| *at >= floor)
            .find(|(_, open)| open.name == hash)
            .map(|(at, _)| at);
        if let Some(at) = found {
            self.pop_to(at);
        }
    }

    fn pop_to(&mut self, at: usize) {
        while self.stack.len() > at {
            self.pop();
        }
    }

    fn pop(&mut self) {
        let Some(open) = self.stack.pop() else {
            return;
        };
        if let Some(count) = self.open_names.get_mut(&open.name) {
            *count -= 1;
        }
        match open.element {
            Element::Script => {
                if let Some(data) = self.script.take() {
                    self.found.linked_data.push(data);
                }
            }
            Element::PageTitle => self.in_title = false,
            Element::Cell | Element::Silent => {}
            element if element.is_inline() => {}
            _ => self.end_block(),
        }
        if let Some((depth, _, _)) = &self.waiting
            && self.stack.len() < *depth
            && let Some((_, field, words)) = self.waiting.take()
        {
            meta::put(&mut self.found.marked, field, &Value::from(words));
        }
    }

    fn line_break(&mut self, at: usize) {
        self.breaks += 1;
        if self.breaks >= 2 {
            self.end_block();
        } else if let Some(placed) = &mut self.current {
            placed.draft.replace(at, 0, " ");
        }
    }

    fn start_cell(&mut self, open: &Open) {
        let at = self.raw.len();
        match &mut self.current {
            Some(placed) if open.kind == BlockKind::Table => {
                let raw = placed.draft.raw_end().unwrap_or(at);
                placed.draft.cell(raw);
            }
            _ => {}
        }
    }

    fn end_block(&mut self) {
        self.breaks = 0;
        if let Some(mut placed) = self.current.take() {
            placed.draft.trim();
            if !placed.draft.is_empty() {
                self.placed.push(placed);
            }
        }
    }

    fn string(&mut self, value: &[u8], start: usize, end: usize) {
        if let Some(script) = &mut self.script {
            script.push_str(&String::from_utf8_lossy(value));
            return;
        }
        if self.in_title {
            let mut draft = Draft::new(BlockKind::Title);
            self.write(&mut draft, value, start, end);
            self.found.title.get_or_insert(draft);
            return;
        }
        let open = self.top();
        if open.silent {
            return;
        }
        let block = self.stack.get(open.block).copied().unwrap_or(open);
        let is_blank = value.iter().all(u8::is_ascii_whitespace);
        if self.current.is_none() {
            if is_blank {
                return;
            }
            self.current = Some(Placed {
                draft: Draft::new(open.kind),
                furniture: block.furniture,
                in_article: open.in_article,
            });
        }
        if !is_blank {
            self.breaks = 0;
        }
        let Some(mut placed) = self.current.take() else {
            return;
        };
        let before = placed.draft.words().len();
        self.write(&mut placed.draft, value, start, end);
        let written = placed.draft.words().len() - before;
        if open.linked {
            placed.draft.linked += written;
            placed.draft.link_end = placed.draft.words().len();
        }
        if let Some((_, _, words)) = &mut self.waiting
            && let Some(new) = placed.draft.words().get(before..)
        {
            words.push_str(new);
        }
        // Furniture inside a line (a share link in a paragraph) is left out on its own.
        if open.furniture != block.furniture {
            placed.draft.truncate(before);
        }
        self.current = Some(placed);
    }

    /// Writes the text at `start..end`, whose decoded form is `value`.
    fn write(&self, draft: &mut Draft, value: &[u8], start: usize, end: usize) {
        let Some(words) = self.raw.get(start..end) else {
            draft.replace(start, end - start, &String::from_utf8_lossy(value));
            return;
        };
        if words.as_bytes() == value {
            draft.copy(start, words);
            return;
        }
        let mut at = start;
        while at < end {
            let rest = &self.raw[at..end];
            // A part runs up to the next ampersand, so that a reference starts its part.
            let next = rest.char_indices().skip(1).find(|(_, c)| *c == '&');
            let len = next.map_or(rest.len(), |(len, _)| len);
            reference(draft, at, &rest[..len]);
            at += len;
        }
    }

    fn metadata(&mut self, attributes: &Attributes) {
        let content = attributes
            .get("content")
            .filter(|words| !words.trim().is_empty());
        match attributes.name.as_slice() {
            b"html" => {
                if let Some(lang) = attributes
                    .get("lang")
                    .or_else(|| attributes.get("xml:lang"))
                {
                    meta::put(&mut self.found.weak_tags, "lang", &Value::from(lang));
                }
            }
            b"link" if attributes.get("rel") == Some("canonical") => {
                if let Some(url) = attributes.get("href") {
                    meta::put(&mut self.found.tags, "url", &Value::from(url));
                }
            }
            b"meta" => {
                let name = attributes
                    .get("property")
                    .or_else(|| attributes.get("name"));
                if let (Some(name), Some(content)) = (name, content)
                    && let Some((field, strong)) = tag_field(&name.to_ascii_lowercase())
                    && !(field == "byline" && content.contains("://"))
                {
                    let into = if strong {
                        &mut self.found.tags
                    } else {
                        &mut self.found.weak_tags
                    };
                    meta::put(into, field, &Value::from(content));
                }
            }
            b"time" => {
                if let Some(time) = attributes.get("datetime") {
                    self.found
                        .times
                        .push((self.top().in_article, time.to_owned()));
                }
            }
            _ => {}
        }
        let field = match attributes.get("itemprop") {
            Some("datePublished") => "date",
            Some("dateModified") => "modified",
            Some("headline") => "title",
            Some("author") => "byline",
            Some("publisher") => "publisher",
            _ if attributes.get("rel") == Some("author") => "byline",
            _ => return,
        };
        match content.or_else(|| attributes.get("datetime")) {
            Some(value) => meta::put(&mut self.found.marked, field, &Value::from(value)),
            None if self.waiting.is_none() => {
                self.waiting = Some((self.stack.len() + 1, field, String::new()));
            }
            None => {}
        }
    }

    fn finish(mut self) -> Page {
        self.pop_to(0);
        self.end_block();
        let drafts = article(std::mem::take(&mut self.placed));
        self.found.heading = drafts
            .iter()
            .find(|draft| draft.kind == BlockKind::Title)
            .map(|draft| draft.words().to_owned());
        let found = self.found;
        let mut meta = meta::linked_data(&found.linked_data);
        meta::fill(&mut meta, found.tags);
        meta::fill(&mut meta, found.marked);
        meta::fill(&mut meta, found.weak_tags);
        if meta.date.is_none() {
            let inside = found.times.iter().find(|(in_article, _)| *in_article);
            let first = inside.or(found.times.first());
            meta.date = first.and_then(|(_, time)| meta::day(time));
        }
        let mut drafts = drafts;
        if found.heading.is_none()
            && let Some(mut title) = found.title
        {
            cut_site_name(&mut title);
            if meta.title.is_none() {
                meta.title = meta::line(title.words());
            }
            // In its place only: positions go forward through the page.
            let is_first = drafts
                .first()
                .is_none_or(|first| title.raw_end() <= first.raw_start());
            if !title.is_empty() && is_first {
                drafts.insert(0, title);
            }
        }
        meta.title = meta.title.or(found.heading);
        Page { meta, drafts }
    }
}

/// Leaves out " | Site" or " - Site" at the end of a page's title.
fn cut_site_name(title: &mut Draft) {
    let words = title.words();
    let cut = [" | ", " - ", " – ", " — ", " :: ", " · ", "_", "－"]
        .into_iter()
        .filter_map(|mark| words.rfind(mark))
        .max();
    if let Some(cut) = cut.filter(|cut| *cut * 2 > words.len()) {
        title.truncate(cut);
    }
}

fn hash(name: &[u8]) -> u64 {
    // FNV-1a.
    name.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The field that a meta tag gives, and whether it speaks of the article rather than of the page.
fn tag_field(name: &str) -> Option<(&'static str, bool)> {
    Some(match name {
        "og:title" | "twitter:title" | "dc.title" | "headline" => ("title", true),
        "og:site_name" => ("publisher", true),
        "application-name" | "dc.publisher" | "publisher" | "twitter:site"
        | "article:publisher" => ("publisher", false),
        "article:published_time"
        | "og:article:published_time"
        | "parsely-pub-date"
        | "datepublished"
        | "publishdate"
        | "publish-date"
        | "pubdate"
        | "sailthru.date" => ("date", true),
        "date" | "dc.date" | "dc.date.issued" | "dcterms.created" | "dcterms.issued"
        | "dcterms.date" | "date.created" | "creation_date" => ("date", false),
        "article:modified_time" | "og:updated_time" | "lastmod" | "datemodified" => {
            ("modified", true)
        }
        "last-modified" | "dcterms.modified" => ("modified", false),
        "og:url" => ("url", true),
        "author" | "article:author" | "dc.creator" | "parsely-author" => ("byline", true),
        "og:locale" | "content-language" | "dc.language" | "language" => ("lang", false),
        _ => return None,
    })
}

fn is_furniture(element: Element, in_article: bool, attributes: &Attributes) -> bool {
    match element {
        Element::Furniture => return true,
        Element::Header if !in_article => return true,
        Element::Root | Element::Article | Element::Heading(_) | Element::PageTitle => {
            return false;
        }
        _ => {}
    }
    let role = attributes.get("role").unwrap_or("");
    let roles = [
        "navigation",
        "banner",
        "contentinfo",
        "complementary",
        "search",
        "dialog",
        "alertdialog",
        "menu",
        "toolbar",
    ];
    if roles.contains(&role)
        || attributes.has("hidden")
        || attributes.get("aria-hidden") == Some("true")
        || attributes.get("style").is_some_and(|style| {
            let style: String = style.split_whitespace().collect();
            style.contains("display:none")
        })
    {
        return true;
    }
    // Inside a line only a credit or share mark is furniture; "author" and the like mark names.
    let inline = element.is_inline();
    ["class", "id"].into_iter().any(|attribute| {
        attributes.get(attribute).is_some_and(|names| {
            class_words(names).any(|word| {
                let is_byline = BYLINE_CLASSES.contains(&word.as_str());
                if inline {
                    matches!(
                        word.as_str(),
                        "share" | "credit" | "credits" | "copyright" | "hidden"
                    )
                } else {
                    FURNITURE_CLASSES.contains(&word.as_str())
                        || (is_byline && matches!(element, Element::Paragraph | Element::Block))
                }
            })
        })
    })
}

/// The words of class names: `share-bar`, `shareBar` and `share_bar` are share and bar.
fn class_words(names: &str) -> impl Iterator<Item = String> {
    names
        .split(|c: char| !c.is_ascii_alphanumeric())
        .flat_map(|name| {
            let mut words = vec![String::new()];
            let mut was_lower = false;
            for c in name.chars() {
                if c.is_ascii_uppercase() && was_lower {
                    words.push(String::new());
                }
                was_lower = c.is_ascii_lowercase();
                if let Some(word) = words.last_mut() {
                    word.push(c.to_ascii_lowercase());
                }
            }
            words
        })
}

/// Writes a part of text that has at most one character reference, at its start.
fn reference(draft: &mut Draft, at: usize, part: &str) {
    if !part.starts_with('&') {
        draft.copy(at, part);
        return;
    }
    let name = part[1..]
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '#')
        .map_or(part.len(), |end| {
            end + 1 + usize::from(part[end + 1..].starts_with(';'))
        });
    let mut decoded = String::new();
    for token in Tokenizer::new(&part[..name]) {
        let Ok(token) = token;
        if let html5gum::Token::String(words) = token {
            decoded.push_str(&String::from_utf8_lossy(&words));
        }
    }
    // A reference without its semicolon may end inside the name: the rest of it is verbatim.
    let same = decoded
        .bytes()
        .rev()
        .zip(part[..name].bytes().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let tail = if decoded == part[..name] {
        name
    } else {
        same.min(decoded.len().saturating_sub(1))
    };
    let head = name - tail;
    if head > 0 {
        draft.replace(at, head, &decoded[..decoded.len() - tail]);
    }
    draft.copy(at + head, &part[head..]);
}

/// The article's blocks among all of a page's.
fn article(placed: Vec<Placed>) -> Vec<Draft> {
    let prose = |placed: &Placed| {
        let words = placed.draft.words();
        if is_prose(words) && placed.draft.linked * 2 < words.len() {
            words.len()
        } else {
            0
        }
    };
    let total: usize = placed.iter().map(prose).sum();
    // A container that holds most of the prose is the article, whatever its name.
    let mut in_furniture: std::collections::BTreeMap<u32, usize> =
        std::collections::BTreeMap::new();
    for block in &placed {
        if let Some(furniture) = block.furniture {
            *in_furniture.entry(furniture).or_default() += prose(block);
        }
    }
    let is_kept = |block: &Placed| {
        block.furniture.is_none_or(|furniture| {
            let held = in_furniture.get(&furniture).copied().unwrap_or(0);
            held > 0 && held * 2 > total
        })
    };
    let inside: usize = placed
        .iter()
        .filter(|block| block.in_article && is_kept(block))
        .map(prose)
        .sum();
    let outside: usize = placed
        .iter()
        .filter(|block| !block.in_article && is_kept(block))
        .map(prose)
        .sum();
    let articles_only = inside > 0 && inside * 2 >= outside;
    let title = headline(&placed, articles_only);
    placed
        .into_iter()
        .enumerate()
        .filter(|(at, block)| {
            Some(*at) == title
                || (is_kept(block)
                    && (block.in_article || !articles_only)
                    && !is_link_list(&block.draft))
        })
        .map(|(at, block)| {
            let mut draft = block.draft;
            if draft.kind == BlockKind::Title && Some(at) != title {
                draft.kind = BlockKind::Heading;
            }
            cut_credit(&mut draft);
            draft
        })
        .filter(|draft| !draft.is_empty())
        .collect()
}

/// The first `h1` of the article, or of the page: headlines often stand in a header above it.
fn headline(placed: &[Placed], articles_only: bool) -> Option<usize> {
    let is_title = |block: &Placed| block.draft.kind == BlockKind::Title;
    let inside = placed
        .iter()
        .position(|block| is_title(block) && block.in_article);
    inside
        .filter(|_| articles_only)
        .or_else(|| {
            placed
                .iter()
                .position(|block| is_title(block) && block.furniture.is_none())
        })
        .or_else(|| placed.iter().rposition(is_title))
}

/// Whether a block is mostly links and no sentence, or a short line that ends in a link to click.
fn is_link_list(draft: &Draft) -> bool {
    let words = draft.words();
    let mostly = draft.linked * 10 > words.len() * 6
        && !(is_prose(words) && draft.linked * 10 < words.len() * 9);
    let invites = draft.linked * 10 > words.len() * 3
        && draft.link_end >= words.len()
        && words.len() <= 80
        && !is_terminated(words);
    draft.kind != BlockKind::Title && (mostly || invites)
}

/// Leaves out of a caption what follows a copyright sign.
fn cut_credit(draft: &mut Draft) {
    if draft.kind == BlockKind::Caption
        && let Some(sign) = draft.words().find(['©', 'ⓒ'])
    {
        draft.truncate(sign);
    }
}
