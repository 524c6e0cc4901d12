//! A phrase with slop: words about where they should be.
//!
//! Words stand about where they should when none is displaced against another by more than the slop,
//! as Lucene counts it. Of the stretches that hold such words, those count that hold no other: the
//! minimal intervals of Clarke, Cormack and Burkowski, *An Algebra for Structured Text Search and a
//! Framework for its Implementation*, The Computer Journal 38 (1995).

mod choices;
#[cfg(test)]
mod tests;

use choices::Choices;

use super::found::Found;
use super::slot::SlotPostings;
use crate::search::flagged::{FlaggedPosition, Place, flagged, is_exact, position};
use crate::search::impacts::Stands;

/// Most occurrences of a loose phrase that count for the score. One more hardly raises it, while
/// frequent words far apart make hundreds.
pub(super) const MAX_COUNTED: usize = 4;

/// Most words tried from one place on where the nearest ones do not go together.
const MAX_TRIED: u32 = 1000;

/// Stands for a word that is not there.
const NOWHERE: FlaggedPosition = FlaggedPosition::MAX;

/// Words of most phrases.
const FEW: usize = 8;

/// How many occurrences are wanted. Where not all are, those found may hold another further on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Whether there is one.
    Any,
    /// [`MAX_COUNTED`].
    Counted,
    /// [`MAX_COUNTED`] as typed.
    Weighed,
    All,
}

/// Room for the search in one article, used again in the next.
#[derive(Default)]
pub(super) struct Moves {
    /// The first word of each slot that is not passed.
    heads: Vec<Head>,
    /// Whether a search was left off there: no word that is passed is in any occurrence.
    is_left_off: bool,
    /// The words that were chosen.
    chosen: Vec<FlaggedPosition>,
}

/// A word of a slot, and its number among them.
#[derive(Clone, Copy)]
struct Head {
    at: usize,
    place: FlaggedPosition,
}

impl Moves {
    /// Forgets where the search in another article was left off.
    pub(super) fn forget(&mut self) {
        self.is_left_off = false;
    }

    /// Begins with the first words, unless a search was left off; `false` when a slot has none.
    fn begin<P: Place>(&mut self, rows: &[Row<'_, P>]) -> bool {
        if std::mem::take(&mut self.is_left_off) {
            return true;
        }
        self.heads.clear();
        self.heads.extend(rows.iter().filter_map(|row| Some(Head { at: 0, place: row.get(0)? })));
        self.heads.len() == rows.len() && !rows.is_empty()
    }

    fn places(&self) -> impl Iterator<Item = FlaggedPosition> + Clone {
        self.heads.iter().map(|head| head.place)
    }
}

/// Where the words of one slot stand.
#[derive(Clone, Copy)]
struct Row<'a, P> {
    places: &'a [P],
    /// Distance from the first place of the phrase.
    offset: u32,
}

impl<P: Place> Row<'_, P> {
    const NONE: Self = Row { places: &[], offset: 0 };

    /// Leaves out the words from a position on.
    fn cut(self, before: u32) -> Self {
        let is_before = |&place: &P| position(place.into()) < before;
        match self.places.last().is_none_or(is_before) {
            true => self,
            false => Row { places: &self.places[..self.places.partition_point(is_before)], ..self },
        }
    }

    fn get(&self, number: usize) -> Option<FlaggedPosition> {
        self.places.get(number).map(|&place| place.into())
    }

    /// Returns where the phrase would begin by a word.
    fn displaced(&self, place: FlaggedPosition) -> i64 {
        i64::from(position(place)) - i64::from(self.offset)
    }
}

/// Finds occurrences from the first one on, in order, until there are as many as wanted, among the
/// words before position `before`.
pub(super) fn find_loose(
    slots: &[SlotPostings],
    slop: u32,
    (wanted, before): (Wanted, u32),
    moves: &mut Moves,
    found: &mut Vec<Found>,
) {
    if before < u32::MAX {
        // What was left off looked at other words.
        moves.forget();
    }
    let mut rows = [Row::<u16>::NONE; FEW];
    let mut are_short = slots.len() <= FEW;
    for (row, slot) in rows.iter_mut().zip(slots) {
        match slot.stands() {
            Stands::Short(places) => *row = Row { places, offset: slot.offset() }.cut(before),
            Stands::Long(_) => are_short = false,
        }
    }
    if are_short {
        return find_in(&rows[..slots.len()], slop, wanted, moves, found);
    }
    let places = slots.iter().map(|slot| {
        let mut places = Vec::with_capacity(slot.stands().len());
        slot.stands().append_to(&mut places);
        places
    });
    let places: Vec<Vec<FlaggedPosition>> = places.collect();
    let rows = places.iter().zip(slots);
    let rows: Vec<_> =
        rows.map(|(places, slot)| Row { places, offset: slot.offset() }.cut(before)).collect();
    find_in(&rows, slop, wanted, moves, found);
}

fn find_in<P: Place>(
    rows: &[Row<'_, P>],
    slop: u32,
    wanted: Wanted,
    moves: &mut Moves,
    found: &mut Vec<Found>,
) {
    if let [one, other] = rows
        && one.offset.abs_diff(other.offset) == 1
    {
        let sides = if one.offset < other.offset { [one, other] } else { [other, one] };
        return find_neighbours(sides.map(|row| row.places), slop, wanted, found);
    }
    let slop = i64::from(slop);
    if !moves.begin(rows) {
        return;
    }
    while gather(rows, &mut moves.heads, slop) {
        if wanted == Wanted::Any && are_apart(&moves.heads, |head| head.place) {
            moves.is_left_off = true;
            return found.push(extent(moves.places()));
        }
        let start = moves.places().map(position).min().unwrap_or(0);
        for own in 0..rows.len() {
            if position(moves.heads[own].place) == start
                && let Some(occurrence) = shortest(rows, own, slop, moves)
            {
                add(occurrence, found);
            }
        }
        if is_enough(found, wanted) || !pass(rows, &mut moves.heads, start) {
            return;
        }
    }
}

/// As [`find_in`], of two words one behind the other: what holds no other occurrence has no other word
/// of both between its own.
fn find_neighbours<P: Place>(
    [left, right]: [&[P]; 2],
    slop: u32,
    wanted: Wanted,
    found: &mut Vec<Found>,
) {
    let place = |places: &[P], at: usize| places.get(at).map_or(NOWHERE, |&place| place.into());
    let (mut at, mut before) = ([0, 0], [NOWHERE; 2]);
    loop {
        let heads = [place(left, at[0]), place(right, at[1])];
        let here = position(heads[0]).min(position(heads[1]));
        if here == position(NOWHERE) {
            return;
        }
        let after = heads.map(|head| if position(head) == here { head } else { NOWHERE });
        // In their order they are as far away as they are apart but one, otherwise one further.
        for (first, second, nearest) in [(before[0], after[1], 1), (before[1], after[0], -1)] {
            if first == NOWHERE || second == NOWHERE {
                continue;
            }
            let moves = i64::from(here) - i64::from(position(first)) - nearest;
            if moves <= i64::from(slop) {
                add(extent([first, second].into_iter()), found);
            }
        }
        if is_enough(found, wanted) {
            return;
        }
        before = after;
        at = [0, 1].map(|side| at[side] + usize::from(after[side] != NOWHERE));
    }
}

/// Passes the words that are displaced too far against all that another slot has left; `false` when a
/// slot has none left.
fn gather<P: Place>(rows: &[Row<'_, P>], heads: &mut [Head], slop: i64) -> bool {
    let mut least = i64::MIN;
    loop {
        let before = least;
        for (row, head) in rows.iter().zip(&mut *heads) {
            // Positions are compared with their flags.
            let first = u32::try_from(least.saturating_add(row.offset.into())).unwrap_or(0);
            while head.place < flagged(first, false) {
                let Some(next) = row.get(head.at + 1) else { return false };
                *head = Head { at: head.at + 1, place: next };
            }
            least = least.max(row.displaced(head.place) - slop);
        }
        if least == before {
            return true;
        }
    }
}

/// Passes the words at a position; `false` when a slot has none left.
fn pass<P: Place>(rows: &[Row<'_, P>], heads: &mut [Head], start: u32) -> bool {
    for (row, head) in rows.iter().zip(heads) {
        if position(head.place) == start {
            let Some(next) = row.get(head.at + 1) else { return false };
            *head = Head { at: head.at + 1, place: next };
        }
    }
    true
}

/// Adds an occurrence, which begins no earlier than all others, if it holds none of them; those that
/// hold it are none. Of two readings of one stretch, one as typed will do.
fn add(mut occurrence: Found, found: &mut Vec<Found>) {
    if let Some(last) = found.last()
        && (last.start, last.end) == (occurrence.start, occurrence.end)
    {
        occurrence.is_exact |= last.is_exact;
    }
    while found.last().is_some_and(|last| last.end >= occurrence.end) {
        found.pop();
    }
    if found.last().is_none_or(|last| last.start < occurrence.start) {
        found.push(occurrence);
    }
}

fn is_enough(found: &[Found], wanted: Wanted) -> bool {
    match wanted {
        Wanted::Any => !found.is_empty(),
        Wanted::Counted => found.len() >= MAX_COUNTED,
        Wanted::Weighed => {
            found.len() >= MAX_COUNTED
                && found.iter().filter(|found| found.is_exact).count() >= MAX_COUNTED
        }
        Wanted::All => false,
    }
}

/// Returns the shortest occurrence that begins with the current word of one slot.
fn shortest<P: Place>(
    rows: &[Row<'_, P>],
    own: usize,
    slop: i64,
    moves: &mut Moves,
) -> Option<Found> {
    let Moves { heads, chosen, .. } = moves;
    let first = heads[own].place;
    let lead = rows[own].displaced(first);
    chosen.clear();
    let (mut lowest, mut highest) = (lead, lead);
    for (number, (row, head)) in rows.iter().zip(&*heads).enumerate() {
        let mut next = head.place;
        if number != own && position(next) == position(first) {
            next = row.get(head.at + 1)?;
        }
        let displaced = row.displaced(next);
        // Words further on are displaced even more.
        if displaced - lead > slop {
            return None;
        }
        (lowest, highest) = (lowest.min(displaced), highest.max(displaced));
        chosen.push(next);
    }
    // Mostly the nearest words go together.
    if highest - lowest <= slop && are_apart(chosen, |place| *place) {
        return Some(extent(chosen.iter().copied()));
    }
    let mut choices = Choices { rows, own, slop, first, heads, room: MAX_TRIED, best: None };
    chosen.clear();
    choices.choose(lead, lead, chosen);
    choices.best
}

/// Tells whether all words are different ones.
fn are_apart<W>(words: &[W], place: impl Fn(&W) -> FlaggedPosition) -> bool {
    words.iter().enumerate().all(|(number, one)| {
        let here = position(place(one));
        words[..number].iter().all(|other| position(place(other)) != here)
    })
}

/// Returns the stretch that some words make.
fn extent(words: impl Iterator<Item = FlaggedPosition>) -> Found {
    let mut found = Found { start: u32::MAX, end: 0, is_exact: true };
    for word in words {
        found.start = found.start.min(position(word));
        found.end = found.end.max(position(word) + 1);
        found.is_exact &= is_exact(word);
    }
    found
}
