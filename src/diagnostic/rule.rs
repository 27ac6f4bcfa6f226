//! A rule: a code that never changes its meaning, and how much it matters.

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is built, or the package is not fit for use.
    Error,
    /// It works, but users will suffer.
    Warning,
    /// Good to know.
    Note,
}

impl Severity {
    /// The name in JSON and in the catalogue of texts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One row of a table of rules. Its texts are in `templates/findings/LANGUAGE/FAMILY.toml`.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// A letter for the family and three digits.
    pub code: &'static str,
    /// How much a breach matters.
    pub severity: Severity,
}

impl Rule {
    /// A rule whose breach stops a build.
    pub const fn error(code: &'static str) -> Self {
        Self { code, severity: Severity::Error }
    }

    /// A rule whose breach hurts users.
    pub const fn warning(code: &'static str) -> Self {
        Self { code, severity: Severity::Warning }
    }

    /// A rule whose breach is good to know.
    pub const fn note(code: &'static str) -> Self {
        Self { code, severity: Severity::Note }
    }
}

/// A table of rules: a static for each, and `RULES`, which lists them all for `explain` and for the tests.
macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $severity:ident $code:literal;)*) => {
        $($(#[$doc])* pub static $name: $crate::diagnostic::Rule = $crate::diagnostic::Rule::$severity($code);)*
        /// All rules of this family.
        pub static RULES: &[&$crate::diagnostic::Rule] = &[$(&$name),*];
    };
}

pub(crate) use rules;
