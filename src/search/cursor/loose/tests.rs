//! Loose phrases against all choices of their words.

use proptest::prelude::*;

use super::*;

type Stretch = (u32, u32);

/// Tries all choices of words, and keeps those that hold no other.
fn expected(slots: &[Vec<u32>], slop: i64) -> Vec<Stretch> {
    let mut choices: Vec<Vec<u32>> = vec![Vec::new()];
    for places in slots {
        let with = |before: &Vec<u32>| {
            places.iter().map(|place| [&before[..], &[*place]].concat()).collect::<Vec<_>>()
        };
        choices = choices.iter().flat_map(with).collect();
    }
    choices.retain(|choice| {
        let displaced = || choice.iter().zip(0..).map(|(place, own)| i64::from(*place) - own);
        let spread = displaced().max().zip(displaced().min()).map(|(most, least)| most - least);
        let mut places = choice.clone();
        places.sort_unstable();
        places.dedup();
        spread.is_some_and(|spread| spread <= slop) && places.len() == choice.len()
    });
    let ends = |choice: &Vec<u32>| (*choice.iter().min()?, *choice.iter().max()? + 1).into();
    let all: Vec<Stretch> = choices.iter().filter_map(ends).collect();
    let holds =
        |outer: Stretch, inner: Stretch| outer != inner && outer.0 <= inner.0 && inner.1 <= outer.1;
    let is_shortest = |outer: &Stretch| !all.iter().any(|inner| holds(*outer, *inner));
    let mut shortest: Vec<Stretch> = all.iter().copied().filter(is_shortest).collect();
    shortest.sort_unstable();
    shortest.dedup();
    shortest
}

proptest! {
    #[test]
    fn the_shortest_stretches_are_found(
        slots in prop::collection::vec(prop::collection::btree_set(0_u32..30, 1..7), 2..5),
        slop in 0_u32..12,
    ) {
        let slots: Vec<Vec<u32>> =
            slots.into_iter().map(|places| places.into_iter().collect()).collect();
        let flagged_places = |places: &Vec<u32>| -> Vec<FlaggedPosition> {
            places.iter().map(|&place| flagged(place, true)).collect()
        };
        let places: Vec<_> = slots.iter().map(flagged_places).collect();
        let rows = places.iter().zip(0..).map(|(places, offset)| Row { places, offset });
        let rows: Vec<Row<'_, FlaggedPosition>> = rows.collect();
        let (mut moves, mut found) = (Moves::default(), Vec::new());
        find_in(&rows, slop, Wanted::All, &mut moves, &mut found);
        let found: Vec<Stretch> = found.iter().map(|found| (found.start, found.end)).collect();
        let expected = expected(&slots, i64::from(slop));
        prop_assert_eq!(&found, &expected);
        // One is enough, and the rest is found from there.
        let mut first = Vec::new();
        find_in(&rows, slop, Wanted::Any, &mut moves, &mut first);
        prop_assert_eq!(first.is_empty(), expected.is_empty());
        let mut rest = Vec::new();
        find_in(&rows, slop, Wanted::All, &mut moves, &mut rest);
        let rest: Vec<Stretch> = rest.iter().map(|found| (found.start, found.end)).collect();
        prop_assert_eq!(rest, expected);
    }
}
