-- The record store. `stored` is a moment in microseconds since 1970 that no two statements share: it is a statement's key, its
-- place in every list, and the time that `since` and `until` ask for.
CREATE TABLE statement (
    stored INTEGER PRIMARY KEY,
    id     BLOB NOT NULL UNIQUE,
    refers BLOB,                        -- the statement that it is about, where its object is a StatementRef
    voids  INTEGER NOT NULL DEFAULT 0,  -- whether it takes that statement back
    voided INTEGER NOT NULL DEFAULT 0,
    body   TEXT NOT NULL
) STRICT;
CREATE INDEX statement_refers ON statement (refers) WHERE refers IS NOT NULL;

-- What a list can be asked for: IRIs, agents and registrations are terms, and a mention says that a statement has one. Every
-- filter is a walk along this key, at any depth of a list the same.
CREATE TABLE term (
    id    INTEGER PRIMARY KEY,
    value TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE mention (
    facet  INTEGER NOT NULL,
    term   INTEGER NOT NULL,
    stored INTEGER NOT NULL,
    PRIMARY KEY (facet, term, stored)
) STRICT, WITHOUT ROWID;

CREATE TABLE activity (
    iri        TEXT PRIMARY KEY,
    definition TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE persona (
    agent INTEGER NOT NULL,
    name  TEXT NOT NULL,
    PRIMARY KEY (agent, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE attachment (
    sha2    TEXT PRIMARY KEY,
    content BLOB NOT NULL
) STRICT;
CREATE TABLE enclosure (
    stored INTEGER NOT NULL,
    sha2   TEXT NOT NULL,
    PRIMARY KEY (stored, sha2)
) STRICT, WITHOUT ROWID;
CREATE INDEX enclosure_sha2 ON enclosure (sha2);

-- State, activity profiles and agent profiles; what a kind has not is empty.
CREATE TABLE document (
    kind         INTEGER NOT NULL,
    agent        TEXT NOT NULL,
    activity     TEXT NOT NULL,
    registration TEXT NOT NULL,
    name         TEXT NOT NULL,
    type         TEXT NOT NULL,
    etag         TEXT NOT NULL,
    updated      INTEGER NOT NULL,
    content      BLOB NOT NULL,
    PRIMARY KEY (kind, agent, activity, registration, name)
) STRICT;

CREATE TABLE key (
    id      TEXT PRIMARY KEY,
    name    TEXT NOT NULL,
    scope   TEXT NOT NULL,
    salt    BLOB NOT NULL,
    hash    BLOB NOT NULL,
    created INTEGER NOT NULL,
    revoked INTEGER,
    expires INTEGER,
    session TEXT                        -- for whom alone it is, where it was made for one launch
) STRICT, WITHOUT ROWID;

-- Up to where statements were handed on to another store.
CREATE TABLE forwarded (
    store  TEXT PRIMARY KEY,
    stored INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What was forgotten and purged, without saying of whom.
CREATE TABLE journal (
    at         INTEGER NOT NULL,
    deed       TEXT NOT NULL,
    statements INTEGER NOT NULL,
    documents  INTEGER NOT NULL
) STRICT;
