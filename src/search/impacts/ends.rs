//! Where the mentions of each article end in one list of all, in two bytes each where that goes.

use std::ops::Range;

use super::cache::Weighty;

/// Articles that share a number from which theirs are counted.
const GROUP: usize = 64;

/// For each article by rank, the number of mentions up to its last one.
pub(super) enum Ends {
    /// Those before each group, and from there on.
    Short {
        before: Box<[u32]>,
        from_there: Box<[u16]>,
    },
    Long(Box<[u32]>),
}

impl Ends {
    pub(super) fn new(ends: Vec<u32>) -> Ends {
        let mut before = Vec::with_capacity(ends.len().div_ceil(GROUP));
        let mut from_there = Vec::with_capacity(ends.len());
        let mut start = 0;
        for group in ends.chunks(GROUP) {
            for end in group {
                match u16::try_from(end - start) {
                    Ok(short) => from_there.push(short),
                    Err(_) => return Ends::Long(ends.into()),
                }
            }
            before.push(start);
            start = group.last().copied().unwrap_or(start);
        }
        Ends::Short { before: before.into(), from_there: from_there.into() }
    }

    /// Returns where the mentions of the article of a rank lie; nowhere where there is none.
    #[inline]
    pub(super) fn range(&self, rank: usize) -> Range<usize> {
        self.range_of(rank).unwrap_or(0..0)
    }

    #[inline]
    fn range_of(&self, rank: usize) -> Option<Range<usize>> {
        let (start, end) = match self {
            Ends::Short { before, from_there } => {
                let before = *before.get(rank / GROUP)?;
                let start = match rank % GROUP {
                    0 => 0,
                    _ => *from_there.get(rank - 1)?,
                };
                (before + u32::from(start), before + u32::from(*from_there.get(rank)?))
            }
            Ends::Long(ends) => {
                let start = rank.checked_sub(1).and_then(|before| ends.get(before));
                (start.copied().unwrap_or(0), *ends.get(rank)?)
            }
        };
        Some(start as usize..end as usize)
    }
}

impl Weighty for Ends {
    fn bytes(&self) -> usize {
        match self {
            Ends::Short { before, from_there } => {
                size_of_val(&**before) + size_of_val(&**from_there)
            }
            Ends::Long(ends) => size_of_val(&**ends),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ranges_follow_each_other(
            counts in prop::collection::vec(prop_oneof![1..9_u32, Just(2000), Just(70_000)], 0..200),
        ) {
            let ends: Vec<u32> = counts.iter().scan(0, |end, count| {
                *end += count;
                Some(*end)
            }).collect();
            let held = Ends::new(ends.clone());
            let mut start = 0;
            for (rank, end) in ends.iter().map(|&end| end as usize).enumerate() {
                prop_assert_eq!(held.range(rank), start..end);
                start = end;
            }
            prop_assert!(held.range(counts.len()).is_empty());
        }
    }
}
