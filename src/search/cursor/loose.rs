//! A phrase with slop: words about where they should be.

use super::phrase::Found;
use super::slot::SlotPostings;
use crate::search::flagged::{is_exact, position};

/// Most occurrences of a loose phrase that count for the score. One more hardly raises it, while
/// frequent words far apart make hundreds.
pub(super) const MAX_COUNTED: usize = 4;

/// Most choices tried where places of a loose phrase want the same word.
const MAX_CHOICES: u32 = 1000;

/// Room for the search in one article, used again in the next.
#[derive(Default)]
pub(super) struct Moves {
    /// The current word of each slot.
    at: Vec<usize>,
    /// Where the phrase would begin by each.
    places: Vec<i64>,
    /// The words that were chosen.
    chosen: Vec<usize>,
}

/// Finds places where the words stand no more than `slop` moves away from where they should, until
/// there are enough: the spread of their displacements, as Lucene counts it.
pub(super) fn find_loose(
    slots: &[SlotPostings],
    slop: u32,
    is_enough: impl Fn(&[Found]) -> bool,
    moves: &mut Moves,
    found: &mut Vec<Found>,
) {
    let Moves { at, places, chosen } = moves;
    at.clear();
    at.resize(slots.len(), 0);
    places.clear();
    places.extend(slots.iter().map(|slot| displaced(slot, 0)));
    loop {
        let highest = places.iter().copied().max().unwrap_or(0);
        let lowest = places.iter().copied().enumerate().min_by_key(|(_, place)| *place);
        let Some((lowest_slot, lowest)) = lowest else { return };
        if highest - lowest <= i64::from(slop) {
            chosen.clear();
            let (most, mut room) = (lowest + i64::from(slop), MAX_CHOICES);
            if are_apart(slots, at) {
                chosen.extend_from_slice(at);
            }
            if !chosen.is_empty() || choose_apart(slots, at, most, chosen, &mut room) {
                let place = occurrence(slots, chosen);
                let is_known = found
                    .last()
                    .is_some_and(|last| (last.start, last.end) == (place.start, place.end));
                if !is_known {
                    found.push(place);
                    if is_enough(found) {
                        break;
                    }
                }
            }
        }
        at[lowest_slot] += 1;
        if at[lowest_slot] == slots[lowest_slot].positions().len() {
            break;
        }
        places[lowest_slot] = displaced(&slots[lowest_slot], at[lowest_slot]);
    }
    found.sort_unstable_by_key(|found| (found.start, found.end));
    found.dedup_by_key(|found| (found.start, found.end));
}

/// Returns where the phrase would begin by one word of a slot.
fn displaced(slot: &SlotPostings, index: usize) -> i64 {
    let place = slot.positions().get(index).map_or(0, |&flagged| position(flagged));
    i64::from(place) - i64::from(slot.offset())
}

/// Tells whether the current words of all slots are different ones: mostly they are.
fn are_apart(slots: &[SlotPostings], at: &[usize]) -> bool {
    let here = |index: usize| position(slots[index].positions()[at[index]]);
    (1..slots.len()).all(|index| (0..index).all(|other| here(other) != here(index)))
}

/// Chooses a word for every slot from its current one on, none displaced by more than `most` and
/// no word twice.
fn choose_apart(
    slots: &[SlotPostings],
    at: &[usize],
    most: i64,
    chosen: &mut Vec<usize>,
    room: &mut u32,
) -> bool {
    let Some(slot) = slots.get(chosen.len()) else { return true };
    for index in at[chosen.len()]..slot.positions().len() {
        let here = position(slot.positions()[index]);
        if *room == 0 || i64::from(here) - i64::from(slot.offset()) > most {
            return false;
        }
        *room -= 1;
        let mut taken = slots.iter().zip(chosen.iter());
        if taken.all(|(slot, &other)| position(slot.positions()[other]) != here) {
            chosen.push(index);
            if choose_apart(slots, at, most, chosen, room) {
                return true;
            }
            chosen.pop();
        }
    }
    false
}

fn occurrence(slots: &[SlotPostings], at: &[usize]) -> Found {
    let mut found = Found { start: u32::MAX, end: 0, is_exact: true };
    for (slot, &index) in slots.iter().zip(at) {
        let flagged = slot.positions()[index];
        found.start = found.start.min(position(flagged));
        found.end = found.end.max(position(flagged) + 1);
        found.is_exact &= is_exact(flagged);
    }
    found
}
