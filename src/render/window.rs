//! The part of a long passage that shows most of the query.

use std::collections::HashMap;
use std::ops::Range;

use super::words::Word;

/// Returns the run of words, at most `columns` wide, that has hits of the most words and phrases of the
/// query, then the most hits; the first one of equals. Room that the hits leave is filled a third before them and
/// the rest after.
pub(super) fn window(words: &[Word<'_>], columns: usize) -> Range<usize> {
    let widths = Widths::new(words);
    if widths.of(0..words.len()) <= columns {
        return 0..words.len();
    }
    let hits = best_run(words, &widths, columns);
    grow(hits, words.len(), &widths, columns)
}

/// Columns up to each word, so that the width of any run is one subtraction.
struct Widths(Vec<usize>);

impl Widths {
    fn new(words: &[Word<'_>]) -> Self {
        let mut total = 0;
        let mut widths = vec![0];
        for word in words {
            total += word.gap.width() + word.width;
            widths.push(total);
        }
        Widths(widths)
    }

    /// Returns the columns of a run, the gap before its first word included.
    fn of(&self, run: Range<usize>) -> usize {
        self.at(run.end).saturating_sub(self.at(run.start))
    }

    fn at(&self, index: usize) -> usize {
        self.0.get(index).copied().unwrap_or(0)
    }
}

/// Finds the best run that begins and ends with a hit, or the empty run at the beginning.
fn best_run(words: &[Word<'_>], widths: &Widths, columns: usize) -> Range<usize> {
    let clauses: Vec<(usize, u16)> = words.iter().enumerate().filter_map(clause).collect();
    let mut counts: HashMap<u16, usize> = HashMap::new();
    let (mut best, mut best_score) = (0..0, (0, 0));
    let mut first = 0;
    for (last, &(end, clause)) in clauses.iter().enumerate() {
        *counts.entry(clause).or_default() += 1;
        while let Some(&(start, clause)) = clauses.get(first)
            && first < last
            && widths.of(start..end + 1) > columns
        {
            remove(&mut counts, clause);
            first += 1;
        }
        let score = (counts.len(), last + 1 - first);
        if score > best_score {
            let start = clauses.get(first).map_or(0, |(start, _)| *start);
            (best, best_score) = (start..end + 1, score);
        }
    }
    best
}

/// Returns the index of a word that is a hit, with the part of the query that it is a hit of.
fn clause((index, word): (usize, &Word<'_>)) -> Option<(usize, u16)> {
    let hit = word.pieces.iter().find(|piece| piece.is_hit)?;
    Some((index, hit.clause))
}

fn remove(counts: &mut HashMap<u16, usize>, clause: u16) {
    if let Some(count) = counts.get_mut(&clause) {
        *count -= 1;
        if *count == 0 {
            counts.remove(&clause);
        }
    }
}

fn grow(hits: Range<usize>, end: usize, widths: &Widths, columns: usize) -> Range<usize> {
    let before = columns.saturating_sub(widths.of(hits.clone())) / 3;
    let mut run = hits.clone();
    while run.start > 0 && widths.of(run.start - 1..hits.start) <= before {
        run.start -= 1;
    }
    while run.end < end && widths.of(run.start..run.end + 1) <= columns {
        run.end += 1;
    }
    while run.start > 0 && widths.of(run.start - 1..run.end) <= columns {
        run.start -= 1;
    }
    run
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;
    use crate::highlight::Fragment;

    fn check(text: &str, columns: usize, expected: &str) {
        // `[…]` stands for a hit; those that begin with the same letter are of one clause.
        let mut fragments = Vec::new();
        for (index, text) in text.split(['[', ']']).enumerate() {
            let clause = text.bytes().next().map_or(0, u16::from);
            fragments.push(Fragment { text, is_hit: index % 2 == 1, clause });
        }
        let words = words(&fragments, columns);
        let shown: Vec<String> = words[window(&words, columns)]
            .iter()
            .map(|word| word.pieces.iter().map(|piece| piece.text).collect())
            .collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn a_short_text_is_shown_whole() {
        check("un [deux] trois", 40, "un deux trois");
    }

    #[test]
    fn a_text_without_hits_is_shown_from_its_beginning() {
        check("un deux trois quatre cinq", 12, "un deux");
    }

    #[test]
    fn different_hits_beat_many_hits() {
        check("[a] [a] [a] x x x x x [a] x [b] y y", 8, "a x b y");
        check("[aa] [ab] [a] x x x x x [a] x [b] y y", 8, "a x b y");
    }

    #[test]
    fn many_hits_beat_few() {
        check("[a] x x x x x x [a] x [a] x x x x", 8, "a x a x");
    }

    #[test]
    fn a_third_of_the_room_goes_before_the_hit() {
        check("1 2 3 4 5 6 [7] 8 9 a b c d e", 14, "5 6 7 8 9 a b");
    }

    #[test]
    fn at_the_end_the_room_goes_before() {
        check("1 2 3 4 5 6 7 8 9 a b c d [e]", 10, "a b c d e");
    }

    #[test]
    fn a_hit_longer_than_the_window_shows_its_beginning() {
        check("x x x [un deux trois quatre] y", 9, "un deux");
    }
}
