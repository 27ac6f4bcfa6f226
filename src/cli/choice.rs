//! A value out of a list, by name: help and completions know the names, and a mistyped one gets the nearest.

use clap::builder::{PossibleValuesParser, TypedValueParser};

/// The parser of values that have these names.
pub fn choice<T: Copy + Send + Sync + 'static, const N: usize>(
    all: [T; N],
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    // The parser lets no other name through.
    PossibleValuesParser::new(all.map(name))
        .try_map(move |text| all.into_iter().find(|one| name(*one) == text).ok_or("a name of the list"))
}
