//! A set of articles within one window, one bit each.

/// Articles looked at together: their scores and sets fit the processor's nearest memory.
pub(in crate::search) const WINDOW: u32 = 4096;

/// Articles of a block: one word of bits.
pub(in crate::search) const BLOCK: u32 = u64::BITS;

/// Blocks of a window.
pub(in crate::search) const BLOCKS_OF_WINDOW: usize = (WINDOW / BLOCK) as usize;

/// Articles of a section: one byte of bits.
pub(in crate::search) const SECTION: u32 = u8::BITS;

/// Sections of a block.
pub(in crate::search) const SECTIONS_OF_BLOCK: usize = (BLOCK / SECTION) as usize;

const WORDS: usize = BLOCKS_OF_WINDOW;

/// For each block of a window, what its articles score at most.
pub(in crate::search) type Bounds = [f32; BLOCKS_OF_WINDOW];

/// For each block of a window, what its articles score at most, in steps of a [`Scale`].
///
/// [`Scale`]: super::Scale
pub(in crate::search) type BlockBounds = [u16; BLOCKS_OF_WINDOW];

/// For each section of a window, what its articles score at most, in steps of a [`Scale`]: the first
/// sections of all blocks, then the second ones and so on, so that those of one block are compared
/// for all blocks at once.
///
/// [`Scale`]: super::Scale
pub(in crate::search) type SectionBounds = [u16; SECTIONS_OF_BLOCK * BLOCKS_OF_WINDOW];

/// Returns where in [`SectionBounds`] an article's section stands.
#[inline]
pub(in crate::search) fn section_of(doc: u32) -> usize {
    let block = (doc % WINDOW / BLOCK) as usize;
    let section = (doc % BLOCK / SECTION) as usize;
    section * BLOCKS_OF_WINDOW + block
}

/// Articles of a window, by their distance from its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::search) struct Bits([u64; WORDS]);

impl Bits {
    /// No article.
    pub(in crate::search) const NONE: Bits = Bits([0; WORDS]);

    /// Returns the set of the first `count` articles.
    pub(super) fn first(count: u32) -> Bits {
        let mut bits = [u64::MAX; WORDS];
        if count >= WINDOW {
            return Bits(bits);
        }
        for (index, word) in (0_u32..).zip(bits.iter_mut()) {
            let kept = count.saturating_sub(index * 64).min(64);
            *word = if kept == 0 { 0 } else { u64::MAX >> (64 - kept) };
        }
        Bits(bits)
    }

    #[inline]
    pub(in crate::search) fn set(&mut self, index: usize) {
        self.0[index / 64 % WORDS] |= 1 << (index % 64);
    }

    #[inline]
    pub(super) fn clear(&mut self, index: usize) {
        self.0[index / 64 % WORDS] &= !(1 << (index % 64));
    }

    #[inline]
    pub(super) fn has(&self, index: usize) -> bool {
        self.0[index / 64 % WORDS] >> (index % 64) & 1 == 1
    }

    /// Returns the articles of a block.
    #[inline]
    pub(in crate::search) fn block(&self, block: usize) -> u64 {
        self.0[block % WORDS]
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().fold(0, |any, word| any | word) == 0
    }

    /// Counts the articles. Bits are added up in the bytes of each word, and the bytes of several
    /// words together: processors without an instruction for it would take them one by one.
    pub(super) fn count(&self) -> u32 {
        // So many words keep below the 255 that a byte holds.
        let counted = self.0.chunks_exact(16).map(|words| {
            let bytes = words.iter().fold(0_u64, |sum, &word| {
                let pairs = word - (word >> 1 & 0x5555_5555_5555_5555);
                let fours = (pairs & 0x3333_3333_3333_3333) + (pairs >> 2 & 0x3333_3333_3333_3333);
                sum + ((fours + (fours >> 4)) & 0x0F0F_0F0F_0F0F_0F0F)
            });
            bytes.to_le_bytes().into_iter().map(u32::from).sum::<u32>()
        });
        counted.sum()
    }

    /// Keeps the articles that the other set has too; `false` when there is none.
    pub(super) fn intersect(&mut self, other: &Bits) -> bool {
        let mut any = 0;
        for (left, right) in self.0.iter_mut().zip(&other.0) {
            *left &= right;
            any |= *left;
        }
        any != 0
    }

    /// Adds the articles of the other set.
    pub(in crate::search) fn unite(&mut self, other: &Bits) {
        self.combine(other, |left, right| left | right);
    }

    /// Adds the articles that two other sets share.
    pub(super) fn unite_shared(&mut self, one: &Bits, other: &Bits) {
        for ((own, one), other) in self.0.iter_mut().zip(&one.0).zip(&other.0) {
            *own |= one & other;
        }
    }

    /// Takes the articles of the other set away.
    pub(super) fn exclude(&mut self, other: &Bits) {
        self.combine(other, |left, right| left & !right);
    }

    #[inline]
    fn combine(&mut self, other: &Bits, combine: impl Fn(u64, u64) -> u64) {
        for (left, right) in self.0.iter_mut().zip(&other.0) {
            *left = combine(*left, *right);
        }
    }

    /// Returns the first article of the set that is not before `index`.
    pub(super) fn next(&self, index: usize) -> Option<usize> {
        let from = index / 64;
        let first = *self.0.get(from)? & (u64::MAX << (index % 64));
        if first != 0 {
            return Some(from * 64 + first.trailing_zeros() as usize);
        }
        let rest = self.0.iter().enumerate().skip(from + 1);
        let (at, word) = rest.into_iter().find(|(_, word)| **word != 0)?;
        Some(at * 64 + word.trailing_zeros() as usize)
    }

    /// Lists the articles in order.
    pub(in crate::search) fn iter(&self) -> Members<'_> {
        Members { words: &self.0, at: 0, rest: self.0[0] }
    }
}

/// The articles of a set, in order.
pub(in crate::search) struct Members<'a> {
    words: &'a [u64; WORDS],
    at: usize,
    rest: u64,
}

impl Iterator for Members<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.rest == 0 {
            self.at += 1;
            self.rest = *self.words.get(self.at)?;
        }
        let bit = self.rest.trailing_zeros() as usize;
        self.rest &= self.rest - 1;
        Some(self.at * 64 + bit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(members: &[usize]) -> Bits {
        let mut bits = Bits::NONE;
        members.iter().for_each(|&member| bits.set(member));
        bits
    }

    #[test]
    fn members_come_out_in_order() {
        let bits = set(&[4095, 0, 64, 63, 700]);
        assert_eq!(bits.iter().collect::<Vec<_>>(), [0, 63, 64, 700, 4095]);
        assert_eq!(bits.count(), 5);
        assert_eq!(bits.next(65), Some(700));
        assert_eq!(bits.next(701), Some(4095));
        assert_eq!(bits.next(4096), None);
    }

    #[test]
    fn sets_combine() {
        let check = |combine: fn(&mut Bits, &Bits), expected: &[usize]| {
            let mut bits = set(&[1, 2, 3]);
            combine(&mut bits, &set(&[3, 4]));
            assert_eq!(bits, set(expected));
        };
        check(|left, right| assert!(left.intersect(right)), &[3]);
        check(Bits::unite, &[1, 2, 3, 4]);
        check(Bits::exclude, &[1, 2]);
    }

    #[test]
    fn the_first_articles_are_as_many_as_asked() {
        for count in [0, 1, 63, 64, 65, 4096] {
            assert_eq!(Bits::first(count).count(), count);
            assert!(!Bits::first(count).has(4095) || count == WINDOW);
        }
    }
}
