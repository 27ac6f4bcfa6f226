//! What came out when two stores were compared.

use super::{Fault, Way};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What the other store has as this one has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Same {
    /// Statements.
    pub statements: usize,
    /// Those of them that are voided.
    pub voided: usize,
    /// Attachments of statements.
    pub attachments: usize,
    /// Documents.
    pub documents: usize,
}

/// What the other store has not as this one has it. A document is named by its resource and what it is asked for by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// It took the statement and does not have it.
    Missing(Uuid),
    /// It refused the statement, with these words.
    Refused(Uuid, String),
    /// It has another statement under this id.
    Other(Uuid),
    /// The statement is voided there alone.
    Voided(Uuid),
    /// The statement is voided here alone.
    NotVoided(Uuid),
    /// It does not have the attachment of the statement that has this SHA-256.
    Attachment(Uuid, String),
    /// It took the document and does not have it.
    NoDocument(String),
    /// It refused the document, with these words.
    RefusedDocument(String, String),
    /// It has another document in this place.
    OtherDocument(String),
}

/// A comparison under way.
pub struct Compared {
    /// What is the same.
    pub same: Same,
    /// What is not.
    pub differences: Vec<Difference>,
    /// The moment of the last statement that was sent: what came later is not looked for.
    pub through: i64,
    /// What the other store said of statements that it refused.
    pub refused: BTreeMap<Uuid, String>,
    /// And of documents.
    pub refused_documents: BTreeMap<String, String>,
}

impl Compared {
    /// Before anything was compared.
    pub(super) fn of(way: &Way<'_>) -> Result<Self, Fault> {
        let refused = way.outbox.rejected(way.to())?.into_iter();
        let refused = refused.filter_map(|one| Some((Uuid::parse_str(&one.id).ok()?, one.words))).collect();
        let through = way.noted()?.unwrap_or_default();
        let refused_documents = BTreeMap::new();
        Ok(Self { same: Same::default(), differences: Vec::new(), through, refused, refused_documents })
    }

    /// The statements that the other store took and does not have.
    pub(super) fn missing(&self) -> Vec<Uuid> {
        let missing = |difference: &Difference| match difference {
            Difference::Missing(id) => Some(*id),
            _ => None,
        };
        self.differences.iter().filter_map(missing).collect()
    }
}
