//! Numbers in few bytes: seven bits a byte, lowest first.

const BITS: u32 = 7;
/// Says that another byte follows.
const MORE: u8 = 1 << BITS;

/// Appends a number.
pub(super) fn put(output: &mut Vec<u8>, mut number: usize) {
    while number >= usize::from(MORE) {
        output.push(number as u8 | MORE);
        number >>= BITS;
    }
    output.push(number as u8);
}

/// What is still to be read of a block. Every step tells by `None` that the block is damaged.
#[derive(Debug, Clone)]
pub(super) struct Reader<'a> {
    block: &'a [u8],
    place: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(block: &'a [u8]) -> Self {
        Reader { block, place: 0 }
    }

    /// Returns where in the block the next byte lies.
    pub(super) fn place(&self) -> usize {
        self.place
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        let byte = *self.block.get(self.place)?;
        self.place += 1;
        Some(byte)
    }

    pub(super) fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let end = self.place.checked_add(count)?;
        let bytes = self.block.get(self.place..end)?;
        self.place = end;
        Some(bytes)
    }

    pub(super) fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..usize::BITS).step_by(BITS as usize) {
            let byte = self.byte()?;
            number |= usize::from(byte & (MORE - 1)) << shift;
            if byte < MORE {
                return Some(number);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_size_come_back() {
        for number in [0, 1, 127, 128, 16_383, 16_384, 123_456_789, usize::MAX] {
            let mut bytes = Vec::new();
            put(&mut bytes, number);
            assert_eq!(Reader::new(&bytes).number(), Some(number));
        }
    }

    #[test]
    fn a_number_without_end_is_damage() {
        assert_eq!(Reader::new(&[0xFF; 20]).number(), None);
        assert_eq!(Reader::new(&[0x80]).number(), None);
    }
}
