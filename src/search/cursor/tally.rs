//! How often an exact phrase stands in each article of a window, and how often as typed: straight from
//! positions that are kept in memory, without listing where.

use tantivy::DocId;

use super::slot::SlotPostings;
use crate::search::flagged::{is_exact, position};
use crate::search::impacts::InOrder;
use crate::search::plan::Zone;
use crate::search::scan::Bits;

/// An article that has the phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::search) struct Tally {
    /// Its distance from the start of the window.
    pub index: usize,
    pub mentions: u32,
    /// Those of them whose words all stand as typed.
    pub exact: u32,
}

/// A word of the phrase.
struct Row<'a> {
    positions: InOrder<'a>,
    /// Its distance from the start of the phrase.
    offset: u32,
    /// Where it stands in the article at hand.
    places: &'a [u16],
}

/// Counts a phrase in those articles of a window that have its words; `false` when its positions are
/// not all kept, in two bytes each.
pub(super) fn tally_each(
    slots: &[SlotPostings],
    zone: Zone,
    (start, among): (DocId, &Bits),
    tallies: &mut Vec<Tally>,
) -> bool {
    let mut rows = Vec::with_capacity(slots.len());
    for slot in slots {
        for &offset in &slot.offsets {
            let Some(positions) = slot.in_order(zone) else { return false };
            rows.push(Row { positions, offset, places: &[] });
        }
    }
    let Some((first, others)) = rows.split_first_mut() else { return false };
    for index in among.iter() {
        let doc = start + index as DocId;
        first.places = first.positions.of(doc);
        if let Some((mentions, exact)) = count(first, others, doc) {
            tallies.push(Tally { index, mentions, exact });
        }
    }
    true
}

/// Counts the meetings of the words in an article, and those as typed; `None` when there is none.
fn count<'a>(first: &Row<'a>, others: &mut [Row<'a>], doc: DocId) -> Option<(u32, u32)> {
    let (second, rest) = others.split_first_mut()?;
    // Two words settle most articles: the others stay unread.
    second.places = second.positions.of(doc);
    let of_two = meetings(first, second);
    if of_two.0 == 0 || rest.is_empty() {
        return Some(of_two).filter(|(mentions, _)| *mentions > 0);
    }
    for row in rest {
        row.places = row.positions.of(doc);
    }
    let (mut mentions, mut exact) = (0, 0);
    for &place in first.places {
        let start = position(place.into()).checked_sub(first.offset);
        let Some(start) = start else { continue };
        let mut typed = is_exact(place.into());
        let are_here = others.iter_mut().all(|row| {
            let own = row.place_at(start + row.offset);
            typed &= own.is_some_and(|own| is_exact(own.into()));
            own.is_some()
        });
        (mentions, exact) = (mentions + u32::from(are_here), exact + u32::from(are_here && typed));
    }
    Some((mentions, exact)).filter(|(mentions, _)| *mentions > 0)
}

impl Row<'_> {
    /// Returns the word at a position, and forgets those before it; positions are asked in order.
    fn place_at(&mut self, wanted: u32) -> Option<u16> {
        while let Some((&place, behind)) = self.places.split_first() {
            if position(place.into()) >= wanted {
                return (position(place.into()) == wanted).then_some(place);
            }
            self.places = behind;
        }
        None
    }
}

/// Counts the meetings of two words, and those as typed.
fn meetings(left: &Row<'_>, right: &Row<'_>) -> (u32, u32) {
    let (mut at, mut other_at, mut mentions, mut exact) = (0, 0, 0, 0);
    while let (Some(&place), Some(&other)) = (left.places.get(at), right.places.get(other_at)) {
        let (place, other) = (u32::from(place), u32::from(other));
        let wanted = position(place) + right.offset;
        let found = position(other) + left.offset;
        if wanted == found && position(place) >= left.offset {
            mentions += 1;
            exact += place & other & 1;
        }
        at += usize::from(wanted <= found);
        other_at += usize::from(found <= wanted);
    }
    (mentions, exact)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::search::flagged::flagged;
    use crate::search::impacts::Positions;

    /// Where a word stands in an article, and whether as typed.
    type Places = BTreeMap<u32, bool>;

    fn expected(rows: &[(Places, u32)]) -> Option<(u32, u32)> {
        let (mut mentions, mut exact) = (0, 0);
        for start in 0..100 {
            let own = |(places, offset): &(Places, u32)| places.get(&(start + offset)).copied();
            let Some(typed) = rows.iter().map(own).collect::<Option<Vec<bool>>>() else { continue };
            mentions += 1;
            exact += u32::from(typed.into_iter().all(|typed| typed));
        }
        (mentions > 0).then_some((mentions, exact))
    }

    proptest! {
        #[test]
        fn meetings_are_those_of_every_start(
            rows in prop::collection::vec(
                (prop::collection::btree_map(0..40_u32, any::<bool>(), 1..30), 0..4_u32),
                2..5,
            ),
        ) {
            let positions: Vec<Positions> = rows.iter().map(|(places, _)| {
                let places: Vec<u32> = places.iter().map(|it| flagged(*it.0, *it.1)).collect();
                Positions::new(vec![7], vec![places.len() as u32], places, 100)
            }).collect();
            let mut own: Vec<Row<'_>> = positions
                .iter()
                .zip(&rows)
                .map(|(positions, (_, offset))| {
                    let positions = positions.in_order().unwrap();
                    Row { positions, offset: *offset, places: &[] }
                })
                .collect();
            let (first, others) = own.split_first_mut().unwrap();
            first.places = first.positions.of(7);
            prop_assert_eq!(count(first, others, 7), expected(&rows));
            first.places = first.positions.of(8);
            prop_assert_eq!(count(first, others, 8), None);
        }
    }
}
