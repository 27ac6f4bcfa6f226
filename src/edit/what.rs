//! What a file of a deck is, by its key, with the fields that it may have. Knows no value.

use super::written::Written;
use crate::read::{Field, FileKind, Kind as FieldKind, forms};
use crate::translate::Kind;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// `deck.toml`.
    Deck,
    /// `deck.toml` of a deck over another one.
    Overlay,
    /// `terms.toml`.
    Terms,
    /// A text with front matter.
    Text(Kind),
}

impl What {
    /// What the file of a key is; none where it has no form and is edited as text.
    pub fn of(key: &str, written: &Written) -> Option<Self> {
        if key == "terms.toml" {
            return Some(Self::Terms);
        }
        let kind = match FileKind::of(&written.source(key))? {
            FileKind::Deck => return Some(Self::Deck),
            FileKind::Overlay => return Some(Self::Overlay),
            FileKind::Game => Kind::Game,
            FileKind::Board => Kind::Board,
            FileKind::Glossary => Kind::Glossary,
            FileKind::Theme => Kind::Theme,
            FileKind::Teaching => Kind::Teaching,
            FileKind::Situation => Kind::Situation,
            FileKind::Capsule => Kind::Capsule,
            FileKind::Country => Kind::Country,
        };
        key.ends_with(".md").then_some(Self::Text(kind))
    }

    /// Its name among the schemas; `terms` has none.
    pub fn name(self) -> &'static str {
        match self {
            Self::Deck => "deck",
            Self::Overlay => "overlay",
            Self::Terms => "terms",
            Self::Text(Kind::Theme) => "theme",
            Self::Text(Kind::Teaching) => "teaching",
            Self::Text(Kind::Situation) => "situation",
            Self::Text(Kind::Capsule) => "capsule",
            Self::Text(Kind::Country) => "country",
            Self::Text(Kind::Game) => "game",
            Self::Text(Kind::Board) => "board",
            Self::Text(Kind::Glossary) => "glossary",
        }
    }

    /// The fields of the file or of its front matter.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Deck => forms::DECK,
            Self::Overlay => forms::OVERLAY,
            Self::Terms => forms::TERMS,
            Self::Text(Kind::Theme) => forms::NAMED,
            Self::Text(Kind::Teaching) => forms::TEACHING,
            Self::Text(Kind::Situation) => forms::SITUATION,
            Self::Text(Kind::Capsule) => forms::CAPSULE,
            Self::Text(Kind::Country) => forms::COUNTRY,
            Self::Text(Kind::Game | Kind::Board | Kind::Glossary) => forms::TITLED,
        }
    }

    /// What a path such as `licence.id`, `title.fr` or `credits.0.name` may hold, and whether it must be there.
    pub fn field(self, path: &[&str]) -> Option<(FieldKind, bool)> {
        let (first, mut rest) = path.split_first()?;
        let named = |fields: &[Field], name: &str| fields.iter().find(|field| field.name == name).copied();
        let field = named(self.fields(), first)?;
        let (mut kind, mut required) = (field.kind, field.required);
        while let Some((name, deeper)) = rest.split_first() {
            (kind, required) = match kind {
                FieldKind::ByLanguage(inner) if crate::form::is_language(name) => (*inner, false),
                FieldKind::Table(fields) => named(fields, name).map(|field| (field.kind, field.required))?,
                FieldKind::Tables(fields) if name.parse::<usize>().is_ok() => (FieldKind::Table(fields), false),
                _ => return None,
            };
            rest = deeper;
        }
        Some((kind, required))
    }
}
