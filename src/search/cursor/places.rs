//! Places of words in one article, one bit each: many forms come together without sorting, and
//! whether words are near each other is seen without pairing them.

const BITS: u32 = u64::BITS;

/// A set of positions of one article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::search) struct Places(Vec<u64>);

impl Places {
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    #[inline]
    pub(super) fn insert(&mut self, position: u32) {
        let at = (position / BITS) as usize;
        if at >= self.0.len() {
            self.0.resize(at + 1, 0);
        }
        self.0[at] |= 1 << (position % BITS);
    }

    /// Adds the positions of another set, given as its words of 64.
    pub(super) fn add(&mut self, words: &[u64]) {
        if self.0.len() < words.len() {
            self.0.resize(words.len(), 0);
        }
        for (own, other) in self.0.iter_mut().zip(words) {
            *own |= other;
        }
    }

    /// Keeps the positions before `end`.
    pub(super) fn cut(&mut self, end: u32) {
        let at = (end / BITS) as usize;
        if let Some(word) = self.0.get_mut(at) {
            *word &= !(u64::MAX << (end % BITS));
            self.0.truncate(at + 1);
        }
    }

    pub(super) fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// Returns the first position that is not before `from`.
    #[inline]
    pub(super) fn next(&self, from: u32) -> Option<u32> {
        let at = (from / BITS) as usize;
        let first = *self.0.get(at)? & (u64::MAX << (from % BITS));
        if first != 0 {
            return Some(from / BITS * BITS + first.trailing_zeros());
        }
        let rest = self.0.get(at + 1..)?;
        let skipped = rest.iter().position(|&word| word != 0)?;
        let word = at + 1 + skipped;
        Some(word as u32 * BITS + self.0[word].trailing_zeros())
    }

    /// Lists the positions in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        let words = (0_u32..).zip(&self.0).filter(|(_, word)| **word != 0);
        words.flat_map(|(at, &word)| {
            let rests = std::iter::successors(Some(word), |rest| {
                let next = rest & (rest - 1);
                (next != 0).then_some(next)
            });
            rests.map(move |rest| at * BITS + rest.trailing_zeros())
        })
    }

    /// Tells whether a position of the other set follows one of this set, at most `most` further.
    pub(super) fn precede(&self, other: &Places, most: u32) -> bool {
        match most {
            0..=BITS => self.precede_closely(other, most),
            _ => self.precede_widely(other, most),
        }
    }

    /// As [`Places::precede`], all positions of a word of bits at once.
    fn precede_closely(&self, other: &Places, most: u32) -> bool {
        let mut before = 0;
        self.0.iter().chain([&0]).zip(&other.0).any(|(&here, &after)| {
            let reached = u128::from(here) << BITS | u128::from(before);
            before = here;
            after != 0 && reached != 0 && (smeared(reached, most) >> BITS) as u64 & after != 0
        })
    }

    /// As [`Places::precede`], position by position.
    fn precede_widely(&self, other: &Places, most: u32) -> bool {
        let mut from = 0;
        while let Some(after) = other.next(from) {
            // The position here that is the last one before the other.
            match self.last_before(after) {
                Some(before) if after - before <= most => return true,
                Some(_) => from = after + 1,
                // Nothing stands before: go on behind the first position there is.
                None => match self.next(after) {
                    Some(first) => from = first + 1,
                    None => return false,
                },
            }
        }
        false
    }

    /// Returns the last position before `end`.
    #[inline]
    pub(super) fn last_before(&self, end: u32) -> Option<u32> {
        let at = ((end / BITS) as usize).min(self.0.len());
        if let Some(&word) = self.0.get(at) {
            let here = word & !(u64::MAX << (end % BITS));
            if here != 0 {
                return Some(at as u32 * BITS + here.ilog2());
            }
        }
        let word = self.0[..at].iter().rposition(|&word| word != 0)?;
        Some(word as u32 * BITS + self.0[word].ilog2())
    }
}

/// Returns the positions that follow one of a set, at most `most` further.
fn smeared(positions: u128, most: u32) -> u128 {
    let (mut reached, mut width) = (positions, 1);
    while width < most {
        let further = width.min(most - width);
        reached |= reached << further;
        width += further;
    }
    if most == 0 { 0 } else { reached << 1 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn places(positions: &[u32]) -> Places {
        let mut places = Places::default();
        positions.iter().for_each(|&position| places.insert(position));
        places
    }

    #[test]
    fn positions_come_out_in_order_each_once() {
        let places = places(&[200, 3, 64, 3, 63, 0]);
        assert_eq!(places.iter().collect::<Vec<_>>(), [0, 3, 63, 64, 200]);
        assert_eq!(places.count(), 5);
    }

    proptest! {
        #[test]
        fn a_set_knows_its_neighbours(
            positions in prop::collection::btree_set(0_u32..300, 0..20),
            at in 0_u32..320,
        ) {
            let places = places(&positions.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(places.next(at), positions.range(at..).next().copied());
            prop_assert_eq!(places.last_before(at), positions.range(..at).next_back().copied());
            let mut cut = places.clone();
            cut.cut(at);
            prop_assert!(cut.iter().eq(positions.range(..at).copied()));
        }

        #[test]
        fn one_set_precedes_another_where_any_pair_is_close(
            left in prop::collection::vec(0_u32..300, 0..12),
            right in prop::collection::vec(0_u32..300, 0..12),
            most in 0_u32..130,
        ) {
            let is_close = |(before, after): (&u32, &u32)| before < after && after - before <= most;
            let mut pairs = left.iter().flat_map(|before| right.iter().map(move |after| (before, after)));
            prop_assert_eq!(places(&left).precede(&places(&right), most), pairs.any(is_close));
        }
    }
}
