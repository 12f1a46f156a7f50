-- The claim store of gainsay, version 1. Open it with sqlite3 or datasette: every table and column
-- says what it holds; *_json columns hold the whole record for the program.
-- Offsets count bytes of the article without markup (start inclusive, end exclusive).

CREATE TABLE documents (
    document     INTEGER PRIMARY KEY,
    name         TEXT NOT NULL,              -- the `doc` of every record
    path         TEXT NOT NULL,              -- the file it came from
    title        TEXT,
    byline       TEXT,
    publisher    TEXT,
    published    TEXT,                       -- day, ISO 8601
    modified     TEXT,                       -- day, ISO 8601
    url          TEXT,
    language     TEXT NOT NULL,              -- BCP 47, und where unknown
    encoding     TEXT NOT NULL,
    sha256       TEXT NOT NULL,              -- of the bytes, of the row in JSONL
    cache_key    TEXT NOT NULL,              -- of everything its claims depend on
    vanished     INTEGER NOT NULL DEFAULT 0, -- 1 where the file is gone
    article_json TEXT NOT NULL,
    profile_json TEXT NOT NULL,
    UNIQUE (name, path)
);

CREATE TABLE sentences (
    sentence INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    "start"  INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    text     TEXT NOT NULL
);
CREATE INDEX sentences_by_document ON sentences (document, "start");

-- Full-text search; trigrams also find words of scripts without spaces:
-- SELECT text FROM sentence_search WHERE sentence_search MATCH '"50 billion"';
CREATE VIRTUAL TABLE sentence_search USING fts5 (
    text, content = 'sentences', content_rowid = 'sentence', tokenize = 'trigram'
);
CREATE TRIGGER sentences_added AFTER INSERT ON sentences BEGIN
    INSERT INTO sentence_search (rowid, text) VALUES (new.sentence, new.text);
END;
CREATE TRIGGER sentences_removed AFTER DELETE ON sentences BEGIN
    INSERT INTO sentence_search (sentence_search, rowid, text)
    VALUES ('delete', old.sentence, old.text);
END;

CREATE TABLE claims (
    document         INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    position         INTEGER NOT NULL,       -- order in the article
    claim            TEXT NOT NULL,          -- its id
    kind             TEXT NOT NULL,          -- quantity, attribution, event
    language         TEXT NOT NULL,
    sentence         TEXT NOT NULL,
    anchor           TEXT NOT NULL,          -- the words it hangs on
    anchor_start     INTEGER NOT NULL,
    anchor_end       INTEGER NOT NULL,
    subject          TEXT,
    subject_key      TEXT,                   -- equal for one party in every script
    measure          TEXT,                   -- measure class
    counterparty     TEXT,
    counterparty_key TEXT,
    value_low        TEXT,                   -- exact decimals
    value_high       TEXT,
    unit             TEXT,
    hedge            TEXT,
    time_from        TEXT,                   -- day, ISO 8601
    time_to          TEXT,
    source           TEXT,                   -- who says so
    source_key       TEXT,
    quote            TEXT,                   -- what was said
    modality         TEXT NOT NULL,
    polarity         TEXT NOT NULL,
    confidence       REAL NOT NULL,
    claim_json       TEXT NOT NULL,
    PRIMARY KEY (document, position)
);
CREATE INDEX claims_by_id ON claims (claim);
CREATE INDEX claims_by_subject ON claims (subject_key);
CREATE INDEX claims_by_counterparty ON claims (counterparty_key);
CREATE INDEX claims_by_source ON claims (source_key);
CREATE INDEX claims_by_value ON claims (unit, value_low);

-- What an article is about: names, telling numbers, days. Articles on one story share some.
CREATE TABLE story_keys (
    key      TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    PRIMARY KEY (key, document)
) WITHOUT ROWID;
CREATE INDEX story_keys_by_document ON story_keys (document);

CREATE TABLE facts (
    fact      TEXT PRIMARY KEY,
    story     TEXT,
    fact_json TEXT NOT NULL
);

CREATE TABLE fact_claims (
    fact        TEXT NOT NULL REFERENCES facts ON DELETE CASCADE,
    claim       TEXT NOT NULL,
    value       TEXT NOT NULL,
    hedge       TEXT NOT NULL,
    independent INTEGER NOT NULL,            -- texts of their own that give this value
    PRIMARY KEY (fact, claim, value)
);
CREATE INDEX fact_claims_by_claim ON fact_claims (claim);

CREATE TABLE findings (
    finding      TEXT PRIMARY KEY,
    relation     TEXT NOT NULL,              -- contradicts, differs, supersedes …
    type         TEXT NOT NULL,              -- value, unit, measure, party …
    confidence   REAL NOT NULL,
    story        TEXT,
    fact         TEXT,
    independent  INTEGER NOT NULL,
    fingerprint  TEXT NOT NULL,
    suppressed   TEXT,
    explanation  TEXT NOT NULL,
    resolve      TEXT,
    finding_json TEXT NOT NULL
);

CREATE TABLE finding_passages (
    finding  TEXT NOT NULL REFERENCES findings ON DELETE CASCADE,
    position INTEGER NOT NULL,
    part     TEXT NOT NULL,                  -- a, b, addend, total
    name     TEXT NOT NULL,                  -- the article
    sentence TEXT,
    "start"  INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    value    TEXT,                           -- normalised
    claim    TEXT,
    PRIMARY KEY (finding, position)
);
CREATE INDEX finding_passages_by_name ON finding_passages (name);
