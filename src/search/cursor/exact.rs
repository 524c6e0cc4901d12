//! A phrase without slop: words exactly where they should be.

use crate::search::flagged::{FlaggedPosition, flagged, is_exact, position};

/// Tells whether two words stand anywhere as far from each other as their places in the phrase.
pub(super) fn meet(
    (left, left_offset): (&[FlaggedPosition], u32),
    (right, right_offset): (&[FlaggedPosition], u32),
) -> bool {
    let mut right = right.iter().map(|&place| position(place) + left_offset);
    let Some(mut other) = right.next() else { return false };
    for &place in left {
        let wanted = position(place) + right_offset;
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
    places: &[FlaggedPosition],
    offset: u32,
    tells_form: bool,
    starts: &mut Vec<FlaggedPosition>,
) {
    starts.extend(places.iter().filter_map(|&place| {
        let start = position(place).checked_sub(offset)?;
        Some(flagged(start, !tells_form || is_exact(place)))
    }));
}

/// Keeps the places where a further word stands exactly where it should; see [`begin`].
pub(super) fn keep_where(
    places: &[FlaggedPosition],
    offset: u32,
    tells_form: bool,
    starts: &mut Vec<FlaggedPosition>,
) {
    let mut places = places.iter().copied().peekable();
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
