//! A scene: the small drawing by which a card is recognised.

use crate::source::Source;

/// A drawing of lines on a square of 48 by 48, which takes the colour of the words around it.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The data of its path (SVG 2, 9.3), all lines in one.
    pub path: String,
    /// The file it stands in.
    pub source: Source,
}
