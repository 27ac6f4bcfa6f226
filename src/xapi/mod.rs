//! xAPI: the vocabulary in which progress is told, and statements. Knows no deck and no package.

pub mod statement;
pub mod vocabulary;
