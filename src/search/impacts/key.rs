//! What kept postings are known by.

use std::hash::{Hash, Hasher};

use crate::search::plan::WeightedTerm;

/// Names something of a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::search) struct Key {
    segment: usize,
    named: Named,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Named {
    /// One or more terms, with what was made of them.
    Terms(Box<[TermKey]>),
    /// A filter, by what it says.
    Filter(Box<str>),
}

/// A term by its column and the place of its postings, and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct TermKey {
    column: u32,
    postings: usize,
    /// Bits of a number: 0 where the weight makes no difference.
    weight: u32,
    is_exact: bool,
    makes_match: bool,
}

impl Key {
    /// Names terms whose values are kept without their weights.
    pub(in crate::search) fn of<'a>(
        segment: usize,
        terms: impl Iterator<Item = &'a WeightedTerm>,
    ) -> Key {
        Key::new(segment, terms, |_| 0)
    }

    /// Names terms whose values are kept as they weigh.
    pub(in crate::search) fn weighed<'a>(
        segment: usize,
        terms: impl Iterator<Item = &'a WeightedTerm>,
    ) -> Key {
        Key::new(segment, terms, |term| term.weight.to_bits())
    }

    fn new<'a>(
        segment: usize,
        terms: impl Iterator<Item = &'a WeightedTerm>,
        weight: impl Fn(&WeightedTerm) -> u32,
    ) -> Key {
        let terms = terms.filter_map(|term| {
            let place = term.places.get(segment)?.as_ref()?;
            Some(TermKey {
                column: term.column.field_id(),
                postings: place.postings_range.start,
                weight: weight(term),
                is_exact: term.is_exact,
                makes_match: term.makes_match,
            })
        });
        Key { segment, named: Named::Terms(terms.collect()) }
    }

    /// Names a filter by what it says.
    pub(in crate::search) fn filter(segment: usize, says: &str) -> Key {
        Key { segment, named: Named::Filter(says.into()) }
    }

    /// Returns the bytes that it takes.
    pub(super) fn bytes(&self) -> usize {
        match &self.named {
            Named::Terms(terms) => size_of_val(&**terms),
            Named::Filter(says) => says.len(),
        }
    }
}

/// The outer terms tell most keys apart; a word may have a thousand.
impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.segment.hash(state);
        match &self.named {
            Named::Terms(terms) => {
                terms.len().hash(state);
                for term in [terms.first(), terms.last()].into_iter().flatten() {
                    state.write_usize(term.postings);
                    state.write_u32(term.weight);
                }
            }
            Named::Filter(says) => says.hash(state),
        }
    }
}
