//! Words of a loose phrase where the nearest ones do not go together.

use super::super::found::Found;
use super::{Head, Row, extent};
use crate::search::flagged::{FlaggedPosition, Place, position};

/// All choices of words for the slots, of which one has its word already.
pub(super) struct Choices<'a, P> {
    pub(super) rows: &'a [Row<'a, P>],
    pub(super) own: usize,
    pub(super) slop: i64,
    pub(super) first: FlaggedPosition,
    pub(super) heads: &'a [Head],
    /// How many more words may be tried.
    pub(super) room: u32,
    /// The shortest one so far.
    pub(super) best: Option<Found>,
}

impl<P: Place> Choices<'_, P> {
    /// Chooses a word for the next slot. Those chosen are displaced by `lowest` to `highest`.
    pub(super) fn choose(&mut self, lowest: i64, highest: i64, chosen: &mut Vec<FlaggedPosition>) {
        let number = chosen.len();
        let Some(row) = self.rows.get(number) else {
            self.best = Some(extent(chosen.iter().copied()));
            return;
        };
        if number == self.own {
            chosen.push(self.first);
            self.choose(lowest, highest, chosen);
            chosen.pop();
            return;
        }
        for &place in &row.places[self.heads[number].at..] {
            let place = place.into();
            let displaced = row.displaced(place);
            let is_longer = self.best.is_some_and(|best| position(place) + 1 >= best.end);
            if self.room == 0 || is_longer || displaced - lowest > self.slop {
                return;
            }
            self.room -= 1;
            let is_taken = |other: &FlaggedPosition| position(*other) == position(place);
            let is_free = !is_taken(&self.first) && !chosen.iter().any(is_taken);
            if is_free && highest - displaced <= self.slop {
                chosen.push(place);
                self.choose(lowest.min(displaced), highest.max(displaced), chosen);
                chosen.pop();
            }
        }
    }
}
