//! The rules of overlays and their bases.

use crate::diagnostic::rules;

rules! {
    /// A base that is not there or cannot be opened.
    NO_BASE = error "O001";
    /// A path of a base that is not relative and plain.
    BASE_PATH = error "O002";
    /// A base that is no deck and no package with one.
    NO_DECK_THERE = error "O003";
    /// A base that is the overlay itself or holds it.
    CIRCLE = error "O004";
    /// A base that is an overlay itself.
    BASE_IS_OVERLAY = error "O005";
    /// An overlay with the IRI of its base.
    SAME_IRI = error "O006";
    /// An overlay that is written in another language than its base.
    OTHER_SOURCE = error "O007";
    /// A hidden id that the base does not have.
    HIDES_NOTHING = warning "O008";
    /// An overlay that does not say for which state of the base it was made.
    NO_CHECKSUM = warning "O010";
    /// A base that changed since.
    BASE_CHANGED = warning "O011";
    /// A record of the base that is missing or not the one that was accepted.
    NO_RECORD = warning "O012";
    /// A file of the base that changed and is taken over.
    TAKEN_OVER = note "O013";
    /// A file of the base that changed and that the overlay replaces.
    CONFLICT = warning "O014";
    /// A file that the base does not have any more.
    GONE = warning "O015";
    /// A checksum of a base that is none.
    BAD_SUM = error "O016";
}
