//! What a key may do. The names are those of the standard where it has them. Source: xAPI 1.0.3, part 3, 4.1 (OAuth scopes).

/// What a key was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// For a package: sends statements, keeps state, reads the learner's preferences. It reads nobody's statements.
    Write,
    /// For a tutor or a report: reads all but state.
    Read,
    /// For whoever runs the store.
    All,
    /// For one launch of one learner: as `Write`, and for nobody else. Made by the store alone.
    Session,
}

/// Something that a request may need to be allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// Store statements.
    WriteStatements,
    /// Get statements.
    ReadStatements,
    /// Read, write and delete state.
    State,
    /// Get profiles.
    ReadProfiles,
    /// Write and delete profiles.
    WriteProfiles,
    /// Get what is known of activities and agents.
    ReadObjects,
}

/// Which scope has which rights.
const RIGHTS: [(Scope, &str, &[Right]); 4] = [
    (Scope::Write, "write", &[Right::WriteStatements, Right::State, Right::ReadProfiles]),
    (Scope::Read, "read", &[Right::ReadStatements, Right::ReadProfiles, Right::ReadObjects]),
    (
        Scope::All,
        "all",
        &[
            Right::WriteStatements,
            Right::ReadStatements,
            Right::State,
            Right::ReadProfiles,
            Right::WriteProfiles,
            Right::ReadObjects,
        ],
    ),
    (Scope::Session, "session", &[Right::WriteStatements, Right::State, Right::ReadProfiles]),
];

impl Scope {
    /// The scopes that a key can be given by name.
    pub const NAMED: [Self; 3] = [Self::Write, Self::Read, Self::All];

    /// Its name.
    pub fn name(self) -> &'static str {
        RIGHTS.iter().find(|(scope, ..)| *scope == self).map_or("", |(_, name, _)| name)
    }

    /// The scope of a name.
    pub fn from_name(text: &str) -> Option<Self> {
        RIGHTS.iter().find(|(_, name, _)| *name == text).map(|(scope, ..)| *scope)
    }

    /// Whether it may.
    pub fn allows(self, right: Right) -> bool {
        RIGHTS.iter().any(|(scope, _, rights)| *scope == self && rights.contains(&right))
    }
}
