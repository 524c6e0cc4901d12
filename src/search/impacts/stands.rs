//! Positions in memory: in two bytes each, unless some of the word's are too high, as in an article of
//! the length of a book.

use super::cache::Weighty;
use crate::search::flagged::FlaggedPosition;

/// Positions of many articles.
pub(super) enum Stored {
    Short(Box<[u16]>),
    Long(Box<[FlaggedPosition]>),
}

/// The positions of a word in one article.
#[derive(Debug, Clone, Copy)]
pub(in crate::search) enum Stands<'a> {
    Short(&'a [u16]),
    Long(&'a [FlaggedPosition]),
}

impl Stored {
    pub(super) fn new(places: Vec<FlaggedPosition>) -> Stored {
        match places.iter().copied().max().unwrap_or(0) {
            0..=0xffff => Stored::Short(places.into_iter().map(|place| place as u16).collect()),
            _ => Stored::Long(places.into()),
        }
    }

    /// Returns all positions, where they take two bytes each.
    pub(super) fn short(&self) -> Option<&[u16]> {
        match self {
            Stored::Short(places) => Some(places),
            Stored::Long(_) => None,
        }
    }

    /// Returns some of the positions; none where there are not so many.
    #[inline]
    pub(super) fn get(&self, range: std::ops::Range<usize>) -> Stands<'_> {
        match self {
            Stored::Short(places) => Stands::Short(places.get(range).unwrap_or_default()),
            Stored::Long(places) => Stands::Long(places.get(range).unwrap_or_default()),
        }
    }
}

impl Weighty for Stored {
    fn bytes(&self) -> usize {
        match self {
            Stored::Short(places) => size_of_val(&**places),
            Stored::Long(places) => size_of_val(&**places),
        }
    }
}

impl Stands<'_> {
    /// Hands over the positions in order.
    #[inline]
    pub(in crate::search) fn each(self, mut take: impl FnMut(FlaggedPosition)) {
        match self {
            Stands::Short(places) => places.iter().for_each(|&place| take(place.into())),
            Stands::Long(places) => places.iter().for_each(|&place| take(place)),
        }
    }

    /// Appends the positions.
    #[inline]
    pub(in crate::search) fn append_to(self, found: &mut Vec<FlaggedPosition>) {
        match self {
            Stands::Short(places) => {
                found.extend(places.iter().map(|&place| FlaggedPosition::from(place)));
            }
            Stands::Long(places) => found.extend_from_slice(places),
        }
    }

    /// Returns the number of positions.
    pub(in crate::search) fn len(self) -> usize {
        match self {
            Stands::Short(places) => places.len(),
            Stands::Long(places) => places.len(),
        }
    }

    /// Returns the position of a number.
    #[inline]
    pub(in crate::search) fn get(self, number: usize) -> Option<FlaggedPosition> {
        match self {
            Stands::Short(places) => places.get(number).map(|&place| place.into()),
            Stands::Long(places) => places.get(number).copied(),
        }
    }
}
