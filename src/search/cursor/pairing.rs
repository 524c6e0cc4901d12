//! Which occurrences on two sides of a proximity make pairs.

use super::near::Reach;
use super::{Mark, Occurrence};

/// Most words of a [`Hull`], more than a chain of proximities has.
const MAX_WORDS: usize = 10;

/// Something that stands in a text from one position to another.
pub(super) trait Extent {
    fn start(&self) -> u32;

    /// Returns the position behind it.
    fn end(&self) -> u32;

    /// Tells whether words of others may stand between its words.
    fn has_room(&self) -> bool;

    /// Tells whether a word belongs to both.
    fn shares_word(&self, other: &Self) -> bool;
}

/// Words near each other: an occurrence without its marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::search) struct Hull {
    start: u32,
    end: u32,
    count: u8,
    /// In order.
    words: [u32; MAX_WORDS],
}

impl Hull {
    /// Stands for a single word.
    pub(super) fn of(position: u32) -> Hull {
        let mut words = [0; MAX_WORDS];
        words[0] = position;
        Hull { start: position, end: position + 1, count: 1, words }
    }

    fn words(&self) -> &[u32] {
        &self.words[..usize::from(self.count)]
    }

    /// Joins two; `None` when they have too many words.
    pub(super) fn joined(&self, other: &Hull) -> Option<Hull> {
        let mut hull = *self;
        for &word in other.words() {
            let Err(at) = hull.words().binary_search(&word) else { continue };
            let count = usize::from(hull.count);
            if count == MAX_WORDS {
                return None;
            }
            hull.words.copy_within(at..count, at + 1);
            hull.words[at] = word;
            hull.count += 1;
        }
        (hull.start, hull.end) = (self.start.min(other.start), self.end.max(other.end));
        Some(hull)
    }
}

impl Extent for Hull {
    fn start(&self) -> u32 {
        self.start
    }

    fn end(&self) -> u32 {
        self.end
    }

    fn has_room(&self) -> bool {
        self.words[0] + 1 < self.end
    }

    fn shares_word(&self, other: &Hull) -> bool {
        self.words().iter().any(|word| other.words().contains(word))
    }
}

impl Extent for Occurrence {
    fn start(&self) -> u32 {
        self.start
    }

    fn end(&self) -> u32 {
        self.end
    }

    fn has_room(&self) -> bool {
        self.marks.first().is_some_and(|first| first.end < self.end)
    }

    fn shares_word(&self, other: &Occurrence) -> bool {
        let shares = |mark: &Mark| {
            other.marks.iter().any(|other| mark.start < other.end && other.start < mark.end)
        };
        self.marks.iter().any(shares)
    }
}

impl Occurrence {
    /// Joins two.
    pub(super) fn joined(&self, other: &Occurrence) -> Occurrence {
        let mut marks: Vec<Mark> = self.marks.iter().chain(&other.marks).copied().collect();
        marks.sort_unstable();
        marks.dedup();
        let (start, end) = (self.start.min(other.start), self.end.max(other.end));
        Occurrence { start, end, marks }
    }
}

/// Pairs every occurrence with its nearest partner on each side that is allowed. Both sides are in
/// order of their starts. Stops, and returns true, when `take` does.
pub(super) fn pair<E: Extent>(
    left: &[E],
    right: &[E],
    reach: &mut Reach,
    take: &mut impl FnMut(&E, &E) -> bool,
) -> bool {
    pair_up(left, right, reach, take)
        || !reach.is_ordered
            && (pair_up(right, left, reach, take)
                || pair_within(left, right, take)
                || pair_within(right, left, take))
}

/// Takes the pairs of `before` and `after`: each with the nearest of the others.
fn pair_up<E: Extent>(
    before: &[E],
    after: &[E],
    reach: &mut Reach,
    take: &mut impl FnMut(&E, &E) -> bool,
) -> bool {
    for first in before {
        let next = after.partition_point(|second| second.start() < first.end());
        if let Some(second) = after.get(next)
            && reach.joins(first.end(), second.start())
            && take(first, second)
        {
            return true;
        }
    }
    let mut by_end: Vec<&E> = before.iter().collect();
    by_end.sort_by_key(|first| (first.end(), first.start()));
    for second in after {
        let end = by_end.partition_point(|first| first.end() <= second.start());
        if let Some(first) = end.checked_sub(1).and_then(|index| by_end.get(index))
            && reach.joins(first.end(), second.start())
            && take(first, second)
        {
            return true;
        }
    }
    false
}

/// Takes, for each wide occurrence, such as a pair itself, one of the others that lies between its
/// words: nothing is nearer.
fn pair_within<E: Extent>(wide: &[E], others: &[E], take: &mut impl FnMut(&E, &E) -> bool) -> bool {
    if !wide.iter().any(E::has_room) {
        return false;
    }
    let longest = length_of_longest(others);
    for outer in wide.iter().filter(|outer| outer.has_room()) {
        let from = others.partition_point(|inner| inner.start() + longest <= outer.start());
        let reachable = others[from..].iter().take_while(|inner| inner.start() < outer.end());
        let mut between = reachable.filter(|inner| lies_between(*inner, outer));
        if between.next().is_some_and(|inner| take(outer, inner)) {
            return true;
        }
    }
    let widest = length_of_longest(wide);
    for inner in others {
        let from = wide.partition_point(|outer| outer.start() + widest <= inner.start());
        let reachable = wide[from..].iter().take_while(|outer| outer.start() < inner.end());
        let mut around = reachable.filter(|outer| lies_between(inner, *outer));
        if around.next().is_some_and(|outer| take(outer, inner)) {
            return true;
        }
    }
    false
}

fn length_of_longest<E: Extent>(found: &[E]) -> u32 {
    found.iter().map(|found| found.end() - found.start()).max().unwrap_or(0)
}

fn lies_between<E: Extent>(inner: &E, outer: &E) -> bool {
    let overlaps = inner.start() < outer.end() && outer.start() < inner.end();
    overlaps && !inner.shares_word(outer)
}
