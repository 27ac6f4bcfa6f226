//! xAPI: the vocabulary in which progress is told, and statements. Knows no deck and no package.

pub mod answer;
pub mod client;
pub mod endpoint;
pub mod intake;
pub mod outbox;
pub mod pages;
pub mod pseudonym;
pub mod sender;
pub mod statement;
pub mod vocabulary;
