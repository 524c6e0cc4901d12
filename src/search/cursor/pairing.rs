//! Which occurrences on two sides of a proximity make pairs.

use super::near::Reach;
use super::{Mark, Occurrence};

/// Most stretches of a [`Hull`], more than a chain of proximities has.
const MAX_STRETCHES: usize = 10;

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

/// Words or phrases near each other: an occurrence with the places of its marks alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::search) struct Hull {
    start: u32,
    end: u32,
    count: u8,
    /// Words of each stretch.
    lengths: [u8; MAX_STRETCHES],
    /// In order.
    starts: [u32; MAX_STRETCHES],
}

impl Hull {
    /// Stands for a single word.
    pub(super) fn of_word(position: u32) -> Hull {
        Hull::whole(position, 1)
    }

    /// Stands for a phrase; `None` when it is too long.
    pub(super) fn of_phrase(start: u32, end: u32) -> Option<Hull> {
        u8::try_from(end - start).ok().map(|length| Hull::whole(start, length))
    }

    fn whole(start: u32, length: u8) -> Hull {
        let (mut lengths, mut starts) = ([0; MAX_STRETCHES], [0; MAX_STRETCHES]);
        (lengths[0], starts[0]) = (length, start);
        Hull { start, end: start + u32::from(length), count: 1, lengths, starts }
    }

    fn starts(&self) -> &[u32] {
        &self.starts[..usize::from(self.count)]
    }

    fn stretches(&self) -> impl Iterator<Item = (u32, u8)> {
        self.starts().iter().copied().zip(self.lengths)
    }

    /// Joins two; `None` when they have too many stretches.
    pub(super) fn joined(&self, other: &Hull) -> Option<Hull> {
        let mut hull = *self;
        for stretch in other.stretches() {
            let at = hull.starts().partition_point(|&start| start < stretch.0);
            if hull.stretches().any(|own| own == stretch) {
                continue;
            }
            let count = usize::from(hull.count);
            if count == MAX_STRETCHES {
                return None;
            }
            hull.starts.copy_within(at..count, at + 1);
            hull.lengths.copy_within(at..count, at + 1);
            (hull.starts[at], hull.lengths[at]) = stretch;
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
        self.starts[0] + u32::from(self.lengths[0]) < self.end
    }

    fn shares_word(&self, other: &Hull) -> bool {
        self.stretches().any(|(own, own_length)| {
            other.stretches().any(|(start, length)| {
                own < start + u32::from(length) && start < own + u32::from(own_length)
            })
        })
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
    let by_end = |first: &E| (first.end(), first.start());
    // Most sides are in order of their ends too.
    let sorted = (!before.is_sorted_by_key(by_end)).then(|| {
        let mut sorted: Vec<&E> = before.iter().collect();
        sorted.sort_by_key(|first| by_end(first));
        sorted
    });
    for second in after {
        let first = match &sorted {
            None => last_before(before, second.start(), |first| first),
            Some(sorted) => last_before(sorted, second.start(), |first| *first),
        };
        if let Some(first) = first
            && reach.joins(first.end(), second.start())
            && take(first, second)
        {
            return true;
        }
    }
    false
}

/// Returns the last of some in order of their ends that ends before a position.
fn last_before<T, E: Extent>(by_end: &[T], position: u32, of: fn(&T) -> &E) -> Option<&E> {
    let behind = by_end.partition_point(|first| of(first).end() <= position);
    behind.checked_sub(1).and_then(|index| by_end.get(index)).map(of)
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
