//! A set of articles within one window, one bit each.

/// Articles looked at together: their scores and sets fit the processor's nearest memory.
pub(in crate::search) const WINDOW: u32 = 4096;

const WORDS: usize = WINDOW as usize / 64;

/// Articles of a window, by their distance from its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bits([u64; WORDS]);

impl Bits {
    /// No article.
    pub(super) const NONE: Bits = Bits([0; WORDS]);

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
    pub(super) fn set(&mut self, index: usize) {
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

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|&word| word == 0)
    }

    pub(super) fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    pub(super) fn and(&self, other: &Bits) -> Bits {
        self.with(other, |left, right| left & right)
    }

    pub(super) fn or(&self, other: &Bits) -> Bits {
        self.with(other, |left, right| left | right)
    }

    pub(super) fn without(&self, other: &Bits) -> Bits {
        self.with(other, |left, right| left & !right)
    }

    fn with(&self, other: &Bits, combine: impl Fn(u64, u64) -> u64) -> Bits {
        let mut result = *self;
        for (left, right) in result.0.iter_mut().zip(&other.0) {
            *left = combine(*left, *right);
        }
        result
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
    pub(super) fn iter(&self) -> Members<'_> {
        Members { words: &self.0, at: 0, rest: self.0[0] }
    }
}

/// The articles of a set, in order.
pub(super) struct Members<'a> {
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
        let (some, others) = (set(&[1, 2, 3]), set(&[3, 4]));
        assert_eq!(some.and(&others), set(&[3]));
        assert_eq!(some.or(&others), set(&[1, 2, 3, 4]));
        assert_eq!(some.without(&others), set(&[1, 2]));
    }

    #[test]
    fn the_first_articles_are_as_many_as_asked() {
        for count in [0, 1, 63, 64, 65, 4096] {
            assert_eq!(Bits::first(count).count(), count);
            assert!(!Bits::first(count).has(4095) || count == WINDOW);
        }
    }
}
