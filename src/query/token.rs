//! The pieces that a query is cut into before it becomes a tree.

use std::ops::Range;

use super::ast::{Field, Query, Within};

/// A piece of a query and its place in the input.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// A word, a phrase or a date.
    Leaf(Query),
    /// An opening parenthesis.
    Open,
    /// A closing parenthesis.
    Close,
    /// `ET`, `AND`, `&`.
    And,
    /// `OU`, `OR`, `|`.
    Or,
    /// `SAUF`, `NON`, `NOT`.
    Not,
    /// `/5`, `+5`, `/phrase`, `/para`.
    Near {
        /// How close the sides must be.
        within: Within,
        /// The left side must come first.
        is_ordered: bool,
    },
    /// A sign that holds to the operand after it.
    Prefix(Prefix),
    /// `^2`, for the operand before it.
    Weight(f32),
}

/// What holds to the operand after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prefix {
    /// `+`
    Require,
    /// `-`
    Exclude,
    /// `titre:`
    In(Field),
    /// `min3:`
    AtLeast(u32),
    /// `debut50:`
    Lead(u32),
}

/// Returns the operator that a word in capitals stands for.
pub(super) fn keyword(word: &str) -> Option<Kind> {
    match word {
        "ET" | "AND" => Some(Kind::And),
        "OU" | "OR" => Some(Kind::Or),
        "SAUF" | "NON" | "NOT" => Some(Kind::Not),
        _ => None,
    }
}

impl Kind {
    /// Returns whether the token stands between operands or before one, parted by spaces.
    pub(super) fn is_operator(&self) -> bool {
        matches!(self, Kind::And | Kind::Or | Kind::Not | Kind::Near { .. })
    }

    /// Returns whether an operand begins with the token.
    pub(super) fn opens_operand(&self) -> bool {
        matches!(self, Kind::Leaf(_) | Kind::Open | Kind::Prefix(_))
    }

    /// Returns whether an operand ends with the token.
    pub(super) fn closes_operand(&self) -> bool {
        matches!(self, Kind::Leaf(_) | Kind::Close | Kind::Weight(_))
    }
}
