//! Many growing lists of bytes in one buffer: each is a chain of blocks, small ones first.

/// Bytes of the first block of a chain; most terms occur once and need no more.
const FIRST_BLOCK_BYTES: usize = 8;

/// Each block has twice the bytes of the one before it, so many times.
const MAX_DOUBLINGS: u8 = 9;

/// Behind every block stands the place of the next one.
const LINK_BYTES: usize = 4;

/// Longest number in bytes, seven bits each.
const MAX_NUMBER_BYTES: usize = 5;

/// Says that another byte of the number follows.
const MORE: u8 = 0x80;

/// Where a list begins and where it goes on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Chain {
    first: u32,
    next: u32,
    /// End of the block in use; zero when there is none.
    end: u32,
    doublings: u8,
}

/// Numbers on their way into a chain, at most eight bytes: seven bits a byte, lowest first.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Written {
    bytes: u64,
    count: u32,
}

impl Written {
    /// Writes a number.
    #[inline]
    pub(super) fn number(number: u32) -> Written {
        // Most numbers are small.
        if number < 1 << 7 {
            return Written { bytes: number.into(), count: 1 };
        }
        if number < 1 << 14 {
            let low = number & 0x7F | u32::from(MORE);
            return Written { bytes: (low | number >> 7 << 8).into(), count: 2 };
        }
        Written::long(number)
    }

    fn long(mut number: u32) -> Written {
        let mut written = Written::default();
        while number >= u32::from(MORE) {
            written.add(number as u8 | MORE);
            number >>= 7;
        }
        written.add(number as u8);
        written
    }

    fn add(&mut self, byte: u8) {
        self.bytes |= u64::from(byte) << (8 * self.count);
        self.count += 1;
    }

    /// Returns both as one, if they have few enough bytes.
    #[inline]
    fn and(self, other: Written) -> Option<Written> {
        let count = self.count + other.count;
        // One number has at most five bytes.
        let bytes = self.bytes | other.bytes << (8 * self.count);
        (count <= u64::BITS / 8).then_some(Written { bytes, count })
    }
}

/// The bytes of all chains.
#[derive(Debug, Default)]
pub(super) struct Arena {
    bytes: Vec<u8>,
}

impl Arena {
    /// Returns the number of bytes in use. Places have 32 bits, so there may be four billion; the
    /// memory of a segment is bounded below that.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Returns the byte that the next number of a chain will take the place of.
    #[inline]
    pub(super) fn next_byte(&self, chain: &Chain) -> u8 {
        self.bytes.get(chain.next as usize).copied().unwrap_or(0)
    }

    /// Appends numbers that were written before.
    #[inline]
    pub(super) fn push(&mut self, chain: &mut Chain, numbers: Written) {
        let (place, count) = (chain.next as usize, numbers.count as usize);
        let room = (chain.end - chain.next) as usize;
        // All bytes at once, where those that are too many meet nothing: what lies behind a block is
        // its link, which is written when the block is full.
        if count <= room
            && room + LINK_BYTES >= size_of::<u64>()
            && let Some(bytes) = self.bytes.get_mut(place..place + size_of::<u64>())
        {
            bytes.copy_from_slice(&numbers.bytes.to_le_bytes());
            chain.next += numbers.count;
            return;
        }
        for byte in numbers.bytes.to_le_bytes().into_iter().take(count) {
            self.push_byte(chain, byte);
        }
    }

    /// Appends numbers, and others behind them.
    #[inline]
    pub(super) fn push_both(&mut self, chain: &mut Chain, first: Written, second: Written) {
        match first.and(second) {
            Some(both) => self.push(chain, both),
            None => {
                self.push(chain, first);
                self.push(chain, second);
            }
        }
    }

    fn push_byte(&mut self, chain: &mut Chain, byte: u8) {
        if chain.next == chain.end {
            self.extend(chain);
        }
        self.bytes[chain.next as usize] = byte;
        chain.next += 1;
    }

    /// Gives a chain its next block.
    #[cold]
    fn extend(&mut self, chain: &mut Chain) {
        // The first block of all begins behind a byte, so that no chain in use ends at zero.
        let place = self.bytes.len().max(1);
        if chain.end == 0 {
            chain.first = place as u32;
        } else {
            let link = chain.end as usize;
            self.bytes[link..link + LINK_BYTES].copy_from_slice(&(place as u32).to_le_bytes());
            chain.doublings = MAX_DOUBLINGS.min(chain.doublings + 1);
        }
        let end = place + block_bytes(chain.doublings);
        self.bytes.resize(end + LINK_BYTES, 0);
        (chain.next, chain.end) = (place as u32, end as u32);
    }

    /// Copies a chain's bytes, in order.
    pub(super) fn read(&self, chain: &Chain, output: &mut Vec<u8>) {
        output.clear();
        if chain.end == 0 {
            return;
        }
        let mut place = chain.first as usize;
        let mut doublings = 0;
        loop {
            let end = place + block_bytes(doublings);
            if end == chain.end as usize {
                output.extend_from_slice(&self.bytes[place..chain.next as usize]);
                return;
            }
            output.extend_from_slice(&self.bytes[place..end]);
            let link = self.bytes[end..].first_chunk().copied().unwrap_or_default();
            place = u32::from_le_bytes(link) as usize;
            doublings = MAX_DOUBLINGS.min(doublings + 1);
        }
    }
}

fn block_bytes(doublings: u8) -> usize {
    FIRST_BLOCK_BYTES << doublings
}

/// The numbers of a chain's bytes.
#[derive(Debug, Clone)]
pub(super) struct Numbers<'a> {
    bytes: &'a [u8],
}

impl<'a> Numbers<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Numbers { bytes }
    }
}

impl Iterator for Numbers<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let (&first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        if first < MORE {
            return Some(first.into());
        }
        let mut number = u32::from(first & !MORE);
        for shift in (1..MAX_NUMBER_BYTES).map(|byte| 7 * byte) {
            let (&byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            number |= u32::from(byte & !MORE) << shift;
            if byte < MORE {
                break;
            }
        }
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_goes_in_comes_out(pushed in prop::collection::vec((0_usize..5, any::<u32>()), 0..2000)) {
            let mut arena = Arena::default();
            let mut chains = [Chain::default(); 5];
            for (chain, number) in &pushed {
                // Numbers of every length.
                arena.push(&mut chains[*chain], Written::number(number >> (number % 32)));
            }
            let mut bytes = Vec::new();
            for (chosen, chain) in chains.iter().enumerate() {
                arena.read(chain, &mut bytes);
                let expected = pushed.iter().filter(|(chain, _)| *chain == chosen);
                let expected: Vec<u32> = expected.map(|(_, number)| number >> (number % 32)).collect();
                prop_assert_eq!(Numbers::new(&bytes).collect::<Vec<_>>(), expected);
            }
        }
    }

    #[test]
    fn a_long_chain_comes_out_whole() {
        let mut arena = Arena::default();
        let mut chain = Chain::default();
        for number in (0..50_000).step_by(2) {
            let [first, second] = [number, number + 1].map(Written::number);
            arena.push_both(&mut chain, first, second);
        }
        let mut bytes = Vec::new();
        arena.read(&chain, &mut bytes);
        assert!(Numbers::new(&bytes).eq(0..50_000));
    }
}
