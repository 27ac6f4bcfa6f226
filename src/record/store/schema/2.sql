-- What is set for the store itself, whichever process runs it. The names are in `setting.rs`.
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- When the key was last used, to the minute.
ALTER TABLE key ADD COLUMN used INTEGER;
