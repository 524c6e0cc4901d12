//! A phrase without slop: words exactly where they should be.

use crate::search::flagged::{FlaggedPosition, Place, flagged, is_exact, position};
use crate::search::impacts::Stands;

/// Tells whether two words stand anywhere as far from each other as their places in the phrase.
pub(super) fn meet(
    (left, left_offset): (Stands<'_>, u32),
    (right, right_offset): (Stands<'_>, u32),
) -> bool {
    let offsets = (left_offset, right_offset);
    match (left, right) {
        (Stands::Short(left), Stands::Short(right)) => do_meet(left, right, offsets),
        (Stands::Short(left), Stands::Long(right)) => do_meet(left, right, offsets),
        (Stands::Long(left), Stands::Short(right)) => do_meet(left, right, offsets),
        (Stands::Long(left), Stands::Long(right)) => do_meet(left, right, offsets),
    }
}

fn do_meet<L: Place, R: Place>(
    left: &[L],
    right: &[R],
    (left_offset, right_offset): (u32, u32),
) -> bool {
    let mut right = right.iter().map(|&place| position(place.into()) + left_offset);
    let Some(mut other) = right.next() else { return false };
    for &place in left {
        let wanted = position(place.into()) + right_offset;
        while other < wanted {
            match right.next() {
                Some(next) => other = next,
                None => return false,
            }
        }
        if other == wanted {
            return true;
        }
    }
    false
}

/// Lists where the phrase would begin by the positions of its first slot. Where these do not tell
/// which form stands there, it is taken for the one typed.
pub(super) fn begin(
    places: Stands<'_>,
    offset: u32,
    tells_form: bool,
    starts: &mut Vec<FlaggedPosition>,
) {
    places.each(|place| {
        if let Some(start) = position(place).checked_sub(offset) {
            starts.push(flagged(start, !tells_form || is_exact(place)));
        }
    });
}

/// Keeps the places where a further word stands exactly where it should; see [`begin`].
pub(super) fn keep_where(
    places: Stands<'_>,
    offset: u32,
    tells_form: bool,
    starts: &mut Vec<FlaggedPosition>,
) {
    match places {
        Stands::Short(places) => do_keep_where(places, offset, tells_form, starts),
        Stands::Long(places) => do_keep_where(places, offset, tells_form, starts),
    }
}

fn do_keep_where<P: Place>(
    places: &[P],
    offset: u32,
    tells_form: bool,
    starts: &mut Vec<FlaggedPosition>,
) {
    let mut places = places.iter().map(|&place| place.into()).peekable();
    starts.retain_mut(|start| {
        let wanted = position(*start) + offset;
        while places.next_if(|&place| position(place) < wanted).is_some() {}
        let Some(&place) = places.peek().filter(|&&place| position(place) == wanted) else {
            return false;
        };
        let is_typed = is_exact(*start) && (!tells_form || is_exact(place));
        *start = flagged(position(*start), is_typed);
        true
    });
}
