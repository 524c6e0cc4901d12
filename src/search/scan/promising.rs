//! Blocks whose articles may come among the best, until all windows were looked at.

use tantivy::DocId;

use super::bits::{BLOCKS_OF_WINDOW, Bits, BlockBounds, SectionBounds};
use super::bounds::{of_blocks, reaching};
use super::stakes::first_block;

/// So many blocks are looked into first, at least: the articles of a few of them are most of the
/// best, and what these score spares the others a look.
const FIRST: usize = 48;

/// Grades of blocks by what their articles score at most.
const GRADES: usize = 256;

/// Steps of a bound that are one grade.
const STEPS_OF_GRADE: usize = (u16::MAX as usize + 1) / GRADES;

/// A block with matching articles, by what these score at most: the most promising ones come first,
/// of equal ones that of the first articles. One number, as that is sorted fastest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Promising(u64);

impl Promising {
    /// Names a block by its place among those of the windows that wait.
    fn new(bound: u16, place: usize) -> Promising {
        Promising(u64::from(!bound) << u32::BITS | place as u64)
    }

    /// Returns what its articles score at most, in steps.
    pub(super) fn bound(self) -> u16 {
        !((self.0 >> u32::BITS) as u16)
    }

    /// Returns the place of its window, and its own place there.
    fn place(self) -> (usize, usize) {
        let place = self.0 as u32 as usize;
        (place / BLOCKS_OF_WINDOW, place % BLOCKS_OF_WINDOW)
    }
}

/// Windows that were looked at, in their order.
#[derive(Debug, Default)]
pub(super) struct Windows(Vec<Window>);

#[derive(Debug)]
struct Window {
    start: DocId,
    /// What the articles of each section score at most.
    sections: SectionBounds,
    /// The highest of these in each block, 0 where no article matches.
    bounds: BlockBounds,
    matching: Bits,
}

impl Windows {
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Remembers a window with what the articles of each section score at most.
    pub(super) fn add(&mut self, start: DocId, sections: &SectionBounds, matching: &Bits) {
        let mut bounds = of_blocks(sections);
        for (block, bound) in bounds.iter_mut().enumerate() {
            *bound = if matching.block(block) == 0 { 0 } else { *bound };
        }
        self.0.push(Window { start, sections: *sections, bounds, matching: *matching });
    }

    /// Returns a bound that enough blocks to begin with reach, or 0.
    pub(super) fn first_bound(&self) -> u16 {
        let mut counts = [0; GRADES];
        for bound in self.0.iter().flat_map(|window| &window.bounds) {
            counts[usize::from(*bound) / STEPS_OF_GRADE] += 1;
        }
        let mut reaching = 0;
        for (grade, count) in counts.iter().enumerate().rev() {
            reaching += count;
            if reaching >= FIRST {
                return (grade * STEPS_OF_GRADE) as u16;
            }
        }
        0
    }

    /// Lists the blocks with matching articles whose bounds lie between two, the upper one excluded:
    /// the most promising first.
    pub(super) fn between(&self, lower: u16, upper: Option<u16>, found: &mut Vec<Promising>) {
        found.clear();
        let upper = upper.map_or(u32::MAX, u32::from);
        for (window, Window { bounds, matching, .. }) in self.0.iter().enumerate() {
            // Asked of all at once, which is fast.
            if bounds.iter().fold(0, |highest, &bound| highest.max(bound)) < lower {
                continue;
            }
            for (at, &bound) in bounds.iter().enumerate() {
                let is_between = bound >= lower && u32::from(bound) < upper;
                if is_between && matching.block(at) != 0 {
                    found.push(Promising::new(bound, window * BLOCKS_OF_WINDOW + at));
                }
            }
        }
        found.sort_unstable();
    }

    /// Returns the number of a block, and those of its matching articles whose sections have bounds
    /// that are not below another.
    pub(super) fn reaching(&self, promising: Promising, lowest: u16) -> (usize, u64) {
        let (window, at) = promising.place();
        let Some(Window { start, sections, matching, .. }) = self.0.get(window) else {
            return (0, 0);
        };
        (first_block(*start) + at, reaching(sections, at, matching.block(at), lowest))
    }
}

#[cfg(test)]
mod tests {
    use super::super::bits::SECTIONS_OF_BLOCK;
    use super::*;

    #[test]
    fn the_most_promising_come_first() {
        let mut windows = Windows::default();
        for (start, bounds) in [(4096, [3, 9, 0]), (0x4000, [9, 7, 9])] {
            let mut sections = [0; SECTIONS_OF_BLOCK * BLOCKS_OF_WINDOW];
            sections[..3].copy_from_slice(&bounds);
            let mut matching = Bits::NONE;
            [0, 64, 191].into_iter().for_each(|article| matching.set(article));
            windows.add(start, &sections, &matching);
        }
        let mut found = Vec::new();
        let mut check = |lower, upper, expected: &[(u16, usize)]| {
            windows.between(lower, upper, &mut found);
            let block = |own: &Promising| (own.bound(), windows.reaching(*own, 0).0);
            assert_eq!(found.iter().map(block).collect::<Vec<_>>(), expected);
        };
        check(3, None, &[(9, 65), (9, 256), (9, 258), (7, 257), (3, 64)]);
        check(0, Some(7), &[(3, 64), (0, 66)]);
        assert_eq!(windows.reaching(Promising::new(9, 66), 9), (258, 0));
        assert_eq!(windows.reaching(Promising::new(9, 64), 9), (256, 1));
        assert_eq!(windows.first_bound(), 0);
    }

    #[test]
    fn enough_blocks_come_first() {
        let mut sections = [0; SECTIONS_OF_BLOCK * BLOCKS_OF_WINDOW];
        (1..).zip(&mut sections[..64]).for_each(|(bound, own)| *own = 1000 * bound);
        let mut windows = Windows::default();
        windows.add(0, &sections, &Bits::first(4096));
        let mut found = Vec::new();
        windows.between(windows.first_bound(), None, &mut found);
        assert_eq!(found.len(), FIRST);
    }
}
