//! What a plan is made of: terms, phrases, and the nodes that join them.

use std::sync::Arc;

use tantivy::postings::TermInfo;
use tantivy::schema::Field as Column;

use super::kin::Kinship;
use super::written::WrittenPlan;
use crate::query::{DateRange, Within};

/// Where a word was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::search) enum Zone {
    Body,
    Title,
    /// Source, author and the like: matched, but neither scored nor shown.
    Metadata,
}

/// A term of a field, with what a mention of it is worth.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::search) struct WeightedTerm {
    pub column: Column,
    /// Where its postings lie, segment by segment.
    pub places: Arc<[Option<TermInfo>]>,
    pub zone: Zone,
    /// Weight times inverse document frequency: what endless mentions would score.
    pub weight: f32,
    /// The form as typed, not an inflection.
    pub is_exact: bool,
    /// `false` for a term that only adds to the score of what matches otherwise.
    pub makes_match: bool,
}

/// The terms that satisfy one word.
#[derive(Debug, Clone)]
pub(in crate::search) struct TermSet {
    pub clause: u16,
    pub terms: Vec<WeightedTerm>,
    pub kinship: Kinship,
}

/// One place of a phrase.
#[derive(Debug, Clone)]
pub(in crate::search) struct Slot {
    /// Distance from the first slot, in positions.
    pub offset: u32,
    pub terms: Vec<WeightedTerm>,
}

/// Words in order, in one zone.
#[derive(Debug, Clone)]
pub(in crate::search) struct PhrasePlan {
    pub clause: u16,
    pub zone: Zone,
    pub slots: Vec<Slot>,
    /// Places that pairs stand for among the slots without telling their forms, with those typed there.
    pub wording: Vec<Slot>,
    pub slop: u32,
    /// Positions from the first word to behind the last one.
    pub length: u32,
    /// Sum of what its words weigh.
    pub weight: f32,
}

impl PhrasePlan {
    /// Returns the terms of the pair that is the whole phrase: it stands as typed where those are that
    /// say so.
    pub(in crate::search) fn pair(&self) -> Option<&[WeightedTerm]> {
        match self.slots.as_slice() {
            [pair] if self.length > 1 && self.slop == 0 && self.wording.is_empty() => {
                Some(&pair.terms)
            }
            _ => None,
        }
    }
}

/// A query made ready. Every node of the query language has one form here.
#[derive(Debug, Clone)]
pub(in crate::search) enum Node {
    Nothing,
    Everything,
    Word(TermSet),
    Phrase(PhrasePlan),
    All(Vec<Node>),
    Any(Vec<Node>),
    /// Wordings of one clause: an article counts by the best one it has.
    Same(Vec<Node>),
    /// Decided on the letters of the text.
    Written(Box<WrittenPlan>),
    /// Words side by side. Articles with all of them rank before the others when `bonus` is over
    /// zero.
    Words {
        parts: Vec<Node>,
        bonus: f32,
    },
    Except(Box<Node>, Box<Node>),
    /// Matches without scoring.
    Filter(Box<Node>),
    Dated(DateRange),
    /// The name of the source has these forms one behind the other.
    Sourced(Vec<String>),
    /// Decided on the positions of the parts, in one zone.
    Near {
        sides: Box<[Node; 2]>,
        zone: Zone,
        within: Within,
        is_ordered: bool,
    },
    AtLeast {
        count: u32,
        of: Box<Node>,
    },
    Lead {
        words: u32,
        of: Box<Node>,
    },
}

/// One unit of the query that can be found, shown and missed on its own.
#[derive(Debug, Clone, Default)]
pub(in crate::search) struct Clause {
    /// How telling a mention is: the inverse document frequency of what matches.
    pub weight: f32,
    /// Terms that satisfy it, by text, for telling compounds from their parts.
    pub exact: Vec<String>,
    /// See `exact`.
    pub lemmas: Vec<String>,
}
