//! Blocks whose articles may come among the best.

use super::bits::SECTIONS_OF_BLOCK;

/// Grades of blocks by what their articles score at most.
const GRADES: usize = 256;

/// A block with matching articles, and what these score at most.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Promising {
    pub(super) bound: f32,
    /// Number of the block.
    pub(super) block: u32,
    pub(super) matching: u64,
    /// What they score at most by section.
    pub(super) sections: [u16; SECTIONS_OF_BLOCK],
}

/// Orders blocks by their bounds, about: into so many grades, as that takes no comparisons.
pub(super) fn order(waiting: &[Promising], ordered: &mut Vec<Promising>) {
    let most = waiting.iter().map(|waiting| waiting.bound).fold(f32::MIN_POSITIVE, f32::max);
    let grade = |waiting: &Promising| {
        let grade = ((1.0 - waiting.bound / most) * GRADES as f32) as usize;
        grade.min(GRADES)
    };
    let mut ends = [0; GRADES + 2];
    for waiting in waiting {
        ends[grade(waiting) + 1] += 1;
    }
    for at in 1..ends.len() {
        ends[at] += ends[at - 1];
    }
    ordered.clear();
    ordered.resize(waiting.len(), Promising::default());
    for waiting in waiting {
        let place = &mut ends[grade(waiting)];
        ordered[*place] = *waiting;
        *place += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_promising_come_first() {
        let waiting =
            [1.0, 8.0, 4.0, 8.0, 0.0].map(|bound| Promising { bound, ..Promising::default() });
        let mut ordered = vec![Promising::default(); 9];
        order(&waiting, &mut ordered);
        let bounds: Vec<f32> = ordered.iter().map(|promising| promising.bound).collect();
        assert_eq!(bounds, [8.0, 8.0, 4.0, 1.0, 0.0]);
        order(&[], &mut ordered);
        assert!(ordered.is_empty());
    }
}
