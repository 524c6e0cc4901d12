//! Positions that also tell whether the typed form stands there.

use std::cmp::Ordering;

/// A position and whether the typed form stands there, in one number that sorts by position.
pub(super) type FlaggedPosition = u32;

/// A flagged position in whatever room it takes.
pub(super) trait Place: Copy + Into<FlaggedPosition> {}

impl Place for u16 {}

impl Place for FlaggedPosition {}

/// Returns the position of a flagged one.
pub(super) fn position(flagged: FlaggedPosition) -> u32 {
    flagged >> 1
}

/// Joins a position and whether the typed form stands there.
pub(super) fn flagged(position: u32, is_exact: bool) -> FlaggedPosition {
    position << 1 | u32::from(is_exact)
}

/// Tells whether the typed form stands there.
pub(super) fn is_exact(flagged: FlaggedPosition) -> bool {
    flagged & 1 == 1
}

/// Appends two lists of sorted positions as one, each position once, exact when either says so.
pub(super) fn unite(
    left: &[FlaggedPosition],
    right: &[FlaggedPosition],
    united: &mut Vec<FlaggedPosition>,
) {
    let (mut left, mut right) = (left.iter().copied().peekable(), right.iter().copied().peekable());
    while let (Some(&one), Some(&other)) = (left.peek(), right.peek()) {
        if position(one) <= position(other) {
            left.next();
        }
        if position(other) <= position(one) {
            right.next();
        }
        united.push(match position(one).cmp(&position(other)) {
            Ordering::Less => one,
            Ordering::Equal => one | other,
            Ordering::Greater => other,
        });
    }
    united.extend(left);
    united.extend(right);
}

/// Flags the positions where the typed form stands.
pub(super) fn flag(found: &mut [FlaggedPosition], typed: &[FlaggedPosition]) {
    let mut at = 0;
    for flagged in found {
        while typed.get(at).is_some_and(|typed| position(*typed) < position(*flagged)) {
            at += 1;
        }
        match typed.get(at) {
            Some(typed) if position(*typed) == position(*flagged) => *flagged |= typed & 1,
            Some(_) => {}
            None => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_that_both_have_is_one() {
        let (left, right) =
            ([flagged(1, false), flagged(4, false)], [flagged(4, true), flagged(9, true)]);
        let mut united = Vec::new();
        unite(&left, &right, &mut united);
        assert_eq!(united, [flagged(1, false), flagged(4, true), flagged(9, true)]);
    }

    #[test]
    fn the_typed_form_flags_its_positions() {
        let mut found = [flagged(1, false), flagged(4, false), flagged(9, false)];
        flag(&mut found, &[flagged(0, true), flagged(4, true)]);
        assert_eq!(found.map(is_exact), [false, true, false]);
    }
}
