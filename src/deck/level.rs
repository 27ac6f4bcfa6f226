//! The four levels of the board, after Bronfenbrenner: where one can act.

/// A level of the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// What one can do alone.
    Individual,
    /// What a team can do.
    Team,
    /// What an organisation can do.
    Organisation,
    /// What politics can do.
    Policy,
}

impl Level {
    /// All levels, from the nearest to the farthest.
    pub const ALL: [Level; 4] = [Self::Individual, Self::Team, Self::Organisation, Self::Policy];

    /// The key by which decks and pages name the level.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Individual => "individual",
            Self::Team => "team",
            Self::Organisation => "organisation",
            Self::Policy => "policy",
        }
    }

    /// The level of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.key() == key)
    }
}
