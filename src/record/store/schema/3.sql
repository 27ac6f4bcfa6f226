-- Where each learner stands, folded from the statements that are not voided. Empty where it is to be folded anew, which whoever
-- removes or voids a statement notes in the same transaction; no bytes where it has too many activities for a page.
CREATE TABLE progress (
    agent      INTEGER PRIMARY KEY,
    statements INTEGER NOT NULL,
    learner    BLOB
) STRICT;
CREATE INDEX progress_doubted ON progress (agent) WHERE learner IS NULL;
INSERT INTO progress (agent, statements) SELECT DISTINCT term, 0 FROM mention WHERE facet = 4;
