//! How far apart the words of an article stand, counted as the operators count.

use crate::index::StoredPassage;
use crate::search::cursor::Occurrence;

/// Where the sentences of a text begin; behind each but the last is a position without a word.
#[derive(Debug, Default)]
pub(super) struct Sentences(Vec<u32>);

impl Sentences {
    pub(super) fn of(passages: &[StoredPassage]) -> Self {
        let sentences = passages.iter().flat_map(|passage| &passage.sentences);
        Sentences(sentences.map(|sentence| sentence.position).collect())
    }

    /// Returns the number of words before a position.
    pub(super) fn words_before(&self, position: u32) -> u32 {
        let begun = self.0.partition_point(|&start| start <= position);
        position - begun.saturating_sub(1) as u32
    }

    /// Returns the least distance between two occurrences that do not overlap, in any order.
    pub(super) fn least_distance(&self, left: &[Occurrence], right: &[Occurrence]) -> Option<u32> {
        let gap = |first: &Occurrence, second: &Occurrence| {
            let (end, start) = (self.words_before(first.end - 1), self.words_before(second.start));
            (first.end <= second.start).then(|| start - end)
        };
        let pairs = left.iter().flat_map(|first| right.iter().map(move |second| (first, second)));
        pairs.filter_map(|(first, second)| gap(first, second).or_else(|| gap(second, first))).min()
    }
}

/// Returns the number of words in the shortest stretch that has a place of every list.
pub(super) fn shortest_stretch(lists: &[Vec<u32>]) -> Option<u32> {
    let mut places: Vec<(u32, usize)> = Vec::new();
    for (list, starts) in lists.iter().enumerate() {
        places.extend(starts.iter().map(|&start| (start, list)));
    }
    places.sort_unstable();
    let mut last = vec![None; lists.len()];
    let mut shortest = None;
    for (start, list) in places {
        last[list] = Some(start);
        let earliest = last.iter().copied().collect::<Option<Vec<u32>>>();
        let Some(earliest) = earliest.and_then(|starts| starts.into_iter().min()) else { continue };
        let stretch = start - earliest + 1;
        shortest = Some(shortest.map_or(stretch, |shortest: u32| shortest.min(stretch)));
    }
    shortest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_stretch_has_a_place_of_every_list() {
        assert_eq!(shortest_stretch(&[vec![1, 20], vec![9, 22]]), Some(3));
        assert_eq!(shortest_stretch(&[vec![5], vec![4], vec![8]]), Some(5));
        assert_eq!(shortest_stretch(&[vec![5], vec![]]), None);
    }

    #[test]
    fn the_end_of_a_sentence_counts_nothing() {
        let at = |start| vec![Occurrence { start, end: start + 1, marks: Vec::new() }];
        let sentences = Sentences(vec![0, 5, 9]);
        assert_eq!([3, 5, 6, 9].map(|position| sentences.words_before(position)), [3, 4, 5, 7]);
        assert_eq!(sentences.least_distance(&at(3), &at(5)), Some(1));
        assert_eq!(sentences.least_distance(&at(10), &at(3)), Some(5));
        assert_eq!(Sentences::default().least_distance(&at(1), &at(4)), Some(3));
    }
}
