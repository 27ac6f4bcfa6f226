//! xAPI: the vocabulary in which progress is told, and statements. Knows no deck and no package.

#[cfg(feature = "program")]
pub mod answer;
#[cfg(feature = "program")]
pub mod client;
#[cfg(feature = "program")]
pub mod endpoint;
#[cfg(feature = "program")]
pub mod intake;
#[cfg(feature = "program")]
pub mod outbox;
#[cfg(feature = "program")]
pub mod pages;
#[cfg(feature = "program")]
pub mod patience;
pub mod pseudonym;
#[cfg(feature = "program")]
pub mod sender;
pub mod statement;
pub mod vocabulary;
