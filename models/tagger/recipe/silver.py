"""Silver labels: anchors and roles derived from Universal Dependencies trees.

A rule of thumb, not the truth: numbers become quantity anchors, reporting verbs with a clause become attributions,
dated predicates become events. What it gets wrong, the annotated sentences correct later.
"""

import collections
import pathlib
import re

from data import Anchor, Sentence

LEXICON = pathlib.Path(__file__).with_name("lexicon.tsv")
NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"}
# Children that belong to a noun phrase; relative clauses, appositions and coordination stay outside.
PHRASE = {"det", "amod", "nmod", "compound", "flat", "fixed", "nummod", "case", "clf", "goeswith", "dep"}
YEAR = re.compile(r"^(1[5-9]\d\d|20[0-4]\d)$")


class Words:
    """Word lists of one language with stems (`word*`)."""

    def __init__(self):
        self.whole = collections.defaultdict(set)
        self.stems = collections.defaultdict(tuple)

    def has(self, kind, *forms):
        forms = [form.lower() for form in forms if form and form != "_"]
        return any(form in self.whole[kind] or (self.stems[kind] and form.startswith(self.stems[kind]))
                   for form in forms)


def read_lexicon():
    table = collections.defaultdict(Words)
    rows = []
    for line in LEXICON.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            rows.append(line.split("\t"))
    langs = sorted({lang for lang, _, _ in rows if lang != "*"})
    for lang, kind, words in rows:
        for target in langs if lang == "*" else [lang]:
            for word in words.split():
                if word.endswith("*"):
                    table[target].stems[kind] += (word[:-1],)
                else:
                    table[target].whole[kind].add(word.replace("_", " "))
                    table[target].whole[kind].add(word)
    return table


class Node:
    __slots__ = ("form", "lemma", "tag", "feats", "head", "relation", "start", "end", "children", "index", "surface")

    def __init__(self, index, fields, start, end, surface):
        self.index = index
        self.form, self.lemma, self.tag, self.feats = fields[1], fields[2], fields[3], fields[5]
        self.head = int(fields[6]) if fields[6].isdigit() else 0
        self.relation = fields[7]
        self.start, self.end, self.surface = start, end, surface
        self.children = []

    @property
    def base(self):
        return self.relation.split(":")[0]


def read_conllu(path):
    """Yields (text, [Node], sent_id); trees whose words cannot be found in order in the text are left out."""
    block = []
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                block.append(line.rstrip("\n"))
            elif block:
                tree = parse_block(block)
                if tree:
                    yield tree
                block = []
    if block:
        tree = parse_block(block)
        if tree:
            yield tree


def parse_block(block):
    text = next((line[9:] for line in block if line.startswith("# text = ")), None)
    if text is None:
        return None
    nodes, cursor = [], 0
    cover = None  # (last index, start, end) of the running multiword token
    surface = 0
    for line in block:
        fields = line.split("\t")
        if line.startswith("#") or len(fields) < 8 or "." in fields[0]:
            continue
        inside = cover is not None and "-" not in fields[0] and int(fields[0]) <= cover[0]
        if not inside:
            at = text.find(fields[1], cursor)
            if at < 0 or at - cursor > 4:
                return None
            start, end = at, at + len(fields[1])
            cursor = end
            surface += 1
            if "-" in fields[0]:
                cover = (int(fields[0].split("-")[1]), start, end)
                continue
            cover = None
        else:
            _, start, end = cover
        nodes.append(Node(int(fields[0]), fields, start, end, surface))
    by_index = {node.index: node for node in nodes}
    if len(by_index) != len(nodes):
        return None
    for node in nodes:
        if node.head:
            if node.head not in by_index:
                return None
            by_index[node.head].children.append(node)
    return text, nodes


def subtree(node, keep=lambda child: True, depth=0):
    """The node and its descendants, following children that `keep` accepts."""
    out = [node]
    if depth > 60:
        return out
    for child in node.children:
        if keep(child):
            out += subtree(child, keep, depth + 1)
    return out


def run_around(nodes, root):
    """The contiguous run of surface words around the root within the given nodes."""
    places = sorted({node.surface for node in nodes})
    low = high = root.surface
    held = set(places)
    while low - 1 in held:
        low -= 1
    while high + 1 in held:
        high += 1
    return [node for node in nodes if low <= node.surface <= high]


def trim(nodes, drop):
    """Drops nodes at both edges that `drop` names, and punctuation."""
    nodes = sorted(nodes, key=lambda node: (node.start, node.index))
    while nodes and (nodes[0].tag == "PUNCT" or drop(nodes[0])):
        nodes = nodes[1:]
    while nodes and (nodes[-1].tag == "PUNCT" or drop(nodes[-1])):
        nodes = nodes[:-1]
    return nodes


def extent(nodes):
    return (min(node.start for node in nodes), max(node.end for node in nodes)) if nodes else None


def phrase(node, with_case=False, without=()):
    """Span of a noun phrase: up to a comma or a clause, without its preposition unless asked for."""
    def keep(child):
        if child in without or (child.base == "case" and child.head == node.index and not with_case
                                and child.start < node.start):
            return False
        return child.base in PHRASE and not any(x.base in ("acl", "advcl") for x in [child])
    nodes = run_around(subtree(node, keep), node)
    return extent(trim(nodes, lambda x: not with_case and x.base in ("case", "mark", "cc")))


def clause(node, without=()):
    """Span of a whole clause without its conjunction and edge punctuation."""
    nodes = subtree(node, lambda child: child not in without)
    return extent(trim(nodes, lambda x: x.base in ("mark", "cc") and x.head == node.index))


def words_only(node):
    """The head noun with what belongs to the term."""
    nodes = [node] + [c for c in node.children if c.base in ("compound", "flat", "fixed", "goeswith")
                      and c.tag != "NUM"]
    return extent(run_around(nodes, node))


class Deriver:
    def __init__(self, text, nodes, words):
        self.text, self.nodes, self.words = text, nodes, words
        self.by_index = {node.index: node for node in nodes}

    def parent(self, node):
        return self.by_index.get(node.head)

    def predicate_of(self, node):
        """The verb (or other clause head) that the phrase of the node depends on."""
        seen = node
        for _ in range(6):
            up = self.parent(seen)
            if up is None:
                return None
            if seen.base in ("nsubj", "obj", "iobj", "obl", "advmod", "xcomp", "csubj", "dislocated"):
                return up
            if up.tag in ("VERB", "AUX"):
                return up
            seen = up
        return None

    def child(self, node, *relations):
        for c in node.children:
            if c.relation in relations or c.base in relations:
                return c
        return None

    def subject(self, verb):
        """The logical subject: passive agents first; shared over coordination and open complements."""
        seen = verb
        for _ in range(4):
            agent = next((c for c in seen.children if c.relation == "obl:agent"), None)
            if agent is not None:
                return agent
            found = next((c for c in seen.children if c.base == "nsubj"), None)
            if found is not None:
                return found
            up = self.parent(seen)
            if up is None or seen.base not in ("xcomp", "conj", "advcl"):
                return None
            seen = up
        return None

    def is_time(self, node):
        if node.relation in ("obl:tmod", "nmod:tmod", "obl:npmod:tmod"):
            return True
        if YEAR.match(node.form) and node.base in ("obl", "nmod", "advmod"):
            return True
        return self.words.has("time", node.lemma, node.form) and node.base in ("obl", "advmod", "nmod", "obj")

    def time_of(self, verb, anchor_nodes):
        for c in verb.children:
            if c.base in ("obl", "advmod", "nmod") and self.is_time(c):
                span = phrase(c, with_case=True)
                if span and not any(n.start < span[1] and n.end > span[0] for n in anchor_nodes):
                    return c, span
        return None, None

    def frame_context(self, verb, roles, anchor_nodes, used):
        """Time, condition and counterparty around a predicate."""
        node, span = self.time_of(verb, anchor_nodes)
        if span:
            roles.append(("time", *span))
            used = used | {node}
        for c in verb.children:
            if c.base == "advcl" and any(g.base == "mark" for g in c.children) and \
                    any("Mood=Cnd" in g.feats for g in subtree(c)[:4]):
                nodes = trim(subtree(c), lambda x: False)
                if nodes:
                    roles.append(("condition", *extent(nodes)))
        for c in verb.children:
            if c in used or c.relation == "obl:agent":
                continue
            if c.base in ("obl", "iobj") and c.tag in ("PROPN", "NOUN", "PRON") and not self.is_time(c):
                span = phrase(c)
                if span and not any(n.start < span[1] and n.end > span[0] for n in anchor_nodes):
                    roles.append(("counterparty", *span))
                    break

    def polarity(self, verb):
        for c in verb.children:
            if "Polarity=Neg" in c.feats and c.base in ("advmod", "aux", "det"):
                return "denied"
        return "denied" if "Polarity=Neg" in verb.feats else "affirmed"

    def quantities(self):
        seen = set()
        for node in self.nodes:
            if node in seen or not (node.tag == "NUM" or node.form in "%$€£"):
                continue
            if node.form in "%$€£" and not any(c.tag == "NUM" for c in node.children):
                continue
            head = self.parent(node)
            if head is not None and head.tag == "NUM" and node.base in ("compound", "flat", "nummod", "fixed"):
                continue
            if self.in_date(node):
                continue
            nodes = [node] + [c for c in subtree(node, lambda c: c.base in (
                "compound", "flat", "fixed", "nummod", "advmod", "case", "clf", "goeswith", "punct", "amod"))
                if c.base != "case" or self.words.has("hedge", c.form)]
            counted = None
            if head is not None and node.base in ("nummod", "clf", "compound", "dep", "appos", "det"):
                counted = head
            hops = 0
            while counted is not None and self.words.has("unit", counted.lemma, counted.form) \
                    or counted is not None and self.words.has("scale", counted.lemma, counted.form):
                nodes.append(counted)
                nodes += [c for c in counted.children if c.base in ("clf", "advmod") or
                          (c.tag == "SYM" and c.base in ("nmod", "compound", "dep"))]
                nodes += [c for c in counted.children if c.base == "case" and self.words.has("hedge", c.form)]
                unit_head = self.parent(counted)
                node_for_clause = counted
                counted = unit_head if unit_head is not None and counted.base in ("nummod", "clf", "compound") else None
                hops += 1
                if hops > 2:
                    break
            else:
                node_for_clause = counted or node
            if hops and counted is None:
                counted_unit = node_for_clause
                following = [c for c in counted_unit.children if c.base == "nmod" and c.tag == "NOUN"
                             and self.words.has("unit", c.lemma, c.form)]
                nodes += following + [g for c in following for g in c.children if g.base == "case"]
            top = counted or node_for_clause
            seen.update(nodes)
            kept = trim(run_around(nodes, node), lambda x: x.base == "case" and not self.words.has("hedge", x.form))
            if not kept:
                continue
            yield self.quantity_frame(kept, top, counted)

    def quantity_frame(self, kept, top, counted):
        start, end = extent(kept)
        anchor_nodes = kept
        roles = []
        used = set(kept)

        def add(role, span):
            if span and not any(span[0] < e and s < span[1] for _, s, e in roles) and \
                    not (span[0] < end and start < span[1]):
                roles.append((role, *span))

        polarity = "affirmed"
        if counted is not None:
            add("measure", words_only(counted))
            whole = next((c for c in counted.children if c.base == "nmod" and c not in used), None)
            if whole is not None:
                add("counterparty", phrase(whole))
        verb = self.predicate_of(top)
        governor = self.parent(top)
        if counted is None and governor is not None and top.base in ("nmod", "compound", "amod") \
                and governor.tag in ("NOUN", "PROPN"):
            # "a valuation of $1bn", "a $1bn deal": the noun is the measure.
            add("measure", words_only(governor))
            owner = next((c for c in governor.children if c.relation.startswith("nmod") and c is not top), None)
            if owner is not None:
                add("subject", phrase(owner))
            if verb is None:
                verb = self.predicate_of(governor)
            if governor.base == "nsubj":
                verb = None
        elif counted is None and top.children and any(c.base == "nsubj" for c in top.children):
            # "the price is $50": the copula's subject is the measure.
            subject = self.child(top, "nsubj")
            add("measure", words_only(subject))
            owner = next((c for c in subject.children if c.base == "nmod"), None)
            if owner is not None:
                add("subject", phrase(owner))
            verb = None
            node, span = self.time_of(top, anchor_nodes)
            if span:
                add("time", span)
        if verb is not None:
            polarity = self.polarity(verb)
            subject = self.subject(verb)
            if subject is not None and subject is not top:
                add("subject", phrase(subject, without=anchor_nodes))
            if counted is None and not any(role == "measure" for role, *_ in roles):
                add("measure", (verb.start, verb.end))
            target = next((c for c in verb.children if c.base == "obj" and c is not top), None)
            if target is not None and counted is None:
                add("counterparty", phrase(target))
            extra = []
            self.frame_context(verb, extra, anchor_nodes, used | {top})
            for role, s, e in extra:
                if role != "counterparty" or not any(r == "counterparty" for r, *_ in roles):
                    add(role, (s, e))
        # A counted noun is a plain count until the language's table of measures knows better.
        labels = {"claim": "yes", "polarity": polarity, "measure": "count" if counted is not None else None}
        return Anchor(start, end, "quantity", roles, labels)

    def in_date(self, node):
        head = self.parent(node)
        near = [node] + node.children + ([head] if head is not None and node.base in (
            "nummod", "nmod", "flat", "compound", "clf", "amod", "obl") else [])
        if YEAR.match(node.form) and not any(c.tag == "NOUN" and self.words.has("unit", c.lemma) for c in near[1:]):
            counted = head is not None and node.base == "nummod" and not self.words.has("time", head.lemma)
            return not counted
        months = [x for x in near[1:] if self.words.has("time", x.lemma, x.form)]
        return any(not self.words.has("unit", x.lemma, x.form) for x in months) or \
            any(YEAR.match(c.form) for x in near for c in x.children)

    def attributions(self):
        quotes = "\"“”„«»「」『』''‘’"
        for verb in self.nodes:
            if verb.tag not in ("VERB", "NOUN", "ADJ") or not self.words.has("say", verb.lemma, verb.form):
                continue
            content = self.child(verb, "ccomp", "parataxis")
            outside = None
            if content is None:
                up = self.parent(verb)
                if up is not None and verb.base == "parataxis":
                    content, outside = up, verb
            if content is None:
                content = next((c for c in verb.children if c.base in ("xcomp", "advcl") and c.tag == "VERB"
                                and verb.tag == "VERB" and c.base == "xcomp"), None)
            if content is None:
                continue
            span = clause(content, without=(verb,) if outside is not None else ())
            if span is None:
                continue
            roles = [("content", *span)]
            if outside is not None and span[0] < verb.start and verb.end < span[1]:
                # The cue stands in the middle: content is what is before and after its clause.
                aside = extent(subtree(verb))
                roles = []
                for s, e in ((span[0], aside[0]), (aside[1], span[1])):
                    piece = self.text[s:e].strip(" ,;:" + quotes)
                    if len(piece) > 2:
                        at = self.text.find(piece, s)
                        roles.append(("content", at, at + len(piece)))
            source = next((c for c in verb.children if c.base == "nsubj"), None)
            if source is not None:
                where = phrase(source)
                if where:
                    roles.append(("source", *where))
            told = self.child(verb, "iobj")
            if told is not None:
                where = phrase(told)
                if where:
                    roles.append(("addressee", *where))
            node, when = self.time_of(verb, [verb])
            if when and not (when[0] < span[1] and span[0] < when[1]):
                roles.append(("time", *when))
            before = self.text[max(span[0] - 2, 0):span[0]]
            direct = any(q in before for q in quotes) and any(q in self.text[span[1]:span[1] + 3] for q in quotes)
            roles = [r for r in roles if r[0] == "content" or not any(
                c[0] == "content" and r[1] < c[2] and c[1] < r[2] for c in roles)]
            yield Anchor(verb.start, verb.end, "attribution", roles,
                         {"claim": "yes", "polarity": self.polarity(verb), "direct": "yes" if direct else "no"})

    def events(self, taken):
        """Dated predicates without an amount or cue."""
        for verb in self.nodes:
            if verb.tag not in ("VERB", "NOUN"):
                continue
            node, when = self.time_of(verb, [])
            if when is None or any(when[0] < e and s < when[1] for s, e in taken):
                continue
            bare = phrase(node)
            if bare is None:
                continue
            if any(s < verb.end and verb.start < e for s, e in taken):
                continue
            roles = [("time", *when), ("predicate", verb.start, verb.end)]
            subject = self.subject(verb) if verb.tag == "VERB" else self.child(verb, "nmod")
            if subject is not None and subject is not node:
                span = phrase(subject)
                if span and not (span[0] < when[1] and when[0] < span[1]):
                    roles.append(("subject", *span))
            target = next((c for c in verb.children if c.base in ("obj", "obl", "iobj") and c is not node
                           and c.tag in ("NOUN", "PROPN", "PRON")), None)
            if target is not None and not self.is_time(target):
                span = phrase(target)
                if span and not any(span[0] < e and s < span[1] for _, s, e in roles):
                    roles.append(("counterparty", *span))
            yield Anchor(*bare, "event", roles, {"claim": "yes", "polarity": self.polarity(verb)})

    def derive(self):
        out = list(self.quantities()) + list(self.attributions())
        times = [(s, e) for x in out for role, s, e in x.roles if role == "time"]
        taken = [(x.start, x.end) for x in out] + times
        measured = [(s, e) for x in out for role, s, e in x.roles if role == "measure"]
        out += list(self.events(taken + measured))
        return out


def read_measures(folder):
    """lang → (term → class, stem → class) from the program's own tables, rows of kind `measure`."""
    out = {}
    for path in sorted(folder.glob("*.own.tsv")):
        whole, stems = {}, {}
        for line in path.read_text(encoding="utf-8").splitlines():
            fields = line.split("\t")
            if len(fields) >= 3 and fields[0] == "measure" and fields[2] != "-":
                term = fields[1].lower()
                (stems if term.endswith("*") else whole)[term.rstrip("*")] = fields[2]
        if whole:
            out[path.name.split(".")[0]] = (whole, stems)
    return out


def classify(sentence, measures):
    """Gives quantity anchors the class that their measure word has in the table; forgets guesses without a table."""
    table = measures.get(sentence.lang)
    for anchor in sentence.anchors or []:
        if anchor.kind != "quantity":
            continue
        if table is None:
            anchor.labels["measure"] = None
            continue
        whole, stems = table
        words = [sentence.text[s:e].lower() for role, s, e in anchor.roles if role == "measure"]
        parts = words + [part for phrase in words for part in phrase.split()]
        classes = {whole[part] for part in parts if part in whole}
        classes = classes or {name for part in parts for stem, name in stems.items() if part.startswith(stem)}
        if len(classes) == 1:
            anchor.labels["measure"] = classes.pop()
        elif classes:
            anchor.labels["measure"] = None


def syntax(nodes):
    """(start, end, tag, head, relation) per node; of a multiword token only the word that governs the others."""
    place = {node.index: i for i, node in enumerate(nodes)}
    rows = []
    for node in nodes:
        mates = [x for x in nodes if x.surface == node.surface]
        leads = len(mates) == 1 or not any(x.index == node.head for x in mates)
        start = node.start if leads else node.end
        rows.append((start, node.end, node.tag, place.get(node.head, -1), node.base))
    return rows


def treebank(folder, lang, lexicon):
    """All sentences of a language's treebanks, each text once."""
    seen = set()
    for path in sorted(folder.glob("*.conllu")):
        for text, nodes in read_conllu(path):
            if text in seen or len(nodes) < 3:
                continue
            seen.add(text)
            anchors = Deriver(text, nodes, lexicon[lang]).derive() if lang in lexicon else None
            yield Sentence(lang, text, anchors, syntax(nodes), doc=path.stem)
