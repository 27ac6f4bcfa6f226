//! xAPI: the vocabulary in which progress is told. Knows no deck and no package.

pub mod vocabulary;
