//! Where passages begin and end: the best balanced grouping of a section's sentences.

use super::{MAX_PASSAGE_WORDS, MIN_PASSAGE_WORDS, Unit};

/// Length a passage aims at: the middle of what is allowed.
const IDEAL_WORDS: usize = (MIN_PASSAGE_WORDS + MAX_PASSAGE_WORDS) / 2;

/// Cost of a border inside a paragraph, as much as being 16 words off the ideal: authors put what
/// belongs together into one paragraph.
const TORN_PARAGRAPH: u64 = 256;

/// Cost of a passage below the minimum; more than any sum of the other costs around it.
const TOO_SHORT: u64 = 1_000_000;

/// Returns the units of a section grouped into passages, in order.
pub(super) fn groups(units: &[Unit]) -> impl Iterator<Item = &[Unit]> {
    let starts = starts(units);
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([units.len()]).collect();
    starts.into_iter().zip(ends).filter_map(|(start, end)| units.get(start..end))
}

/// Returns the first unit of each passage.
fn starts(units: &[Unit]) -> Vec<usize> {
    let words: usize = units.iter().map(|unit| unit.words).sum();
    match units {
        [] => Vec::new(),
        _ if words <= MAX_PASSAGE_WORDS => vec![0],
        _ => cheapest_starts(units),
    }
}

/// Finds the cheapest chain of passages. A unit has at least one word, so at most
/// [`MAX_PASSAGE_WORDS`] predecessors are tried for each: linear, some six in ordinary prose.
fn cheapest_starts(units: &[Unit]) -> Vec<usize> {
    let mut best: Vec<(u64, usize)> = vec![(0, 0)];
    for end in 1..=units.len() {
        best.push(cheapest_passage(units, &best, end));
    }
    let mut starts = Vec::new();
    let mut end = units.len();
    while end > 0 {
        end = best[end].1;
        starts.push(end);
    }
    starts.reverse();
    starts
}

/// Returns the cost of the best chain that closes before unit `end`, and where its last passage
/// begins.
fn cheapest_passage(units: &[Unit], best: &[(u64, usize)], end: usize) -> (u64, usize) {
    let mut words = 0;
    let mut cheapest = (u64::MAX, end - 1);
    for (start, (unit, before)) in units.iter().zip(best).enumerate().take(end).rev() {
        words += unit.words;
        if words > MAX_PASSAGE_WORDS && start + 1 < end {
            break;
        }
        let torn = start > 0 && !unit.sentence.starts_paragraph;
        let cost = before.0 + length_cost(words) + if torn { TORN_PARAGRAPH } else { 0 };
        if cost <= cheapest.0 {
            cheapest = (cost, start);
        }
    }
    cheapest
}

fn length_cost(words: usize) -> u64 {
    let deviation = words.abs_diff(IDEAL_WORDS) as u64;
    let shortfall = if words < MIN_PASSAGE_WORDS { TOO_SHORT } else { 0 };
    deviation * deviation + shortfall
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passage::Sentence;

    fn check(sentences: &[usize], expected: &[usize]) {
        let sentence = Sentence { byte_start: 0, byte_end: 1, starts_paragraph: true };
        let unit = |&words: &usize| Unit { sentence, words, paragraph: 0 };
        let units: Vec<Unit> = sentences.iter().map(unit).collect();
        let lengths: Vec<usize> =
            groups(&units).map(|group| group.iter().map(|unit| unit.words).sum()).collect();
        assert_eq!(lengths, expected);
    }

    #[test]
    fn a_short_section_is_one_passage() {
        check(&[], &[]);
        check(&[12], &[12]);
        check(&[50, 50, 50], &[150]);
    }

    #[test]
    fn the_last_passage_is_not_tiny() {
        check(&[19; 10], &[95, 95]);
        check(&[30, 30, 30, 30, 30, 20], &[90, 80]);
    }

    #[test]
    fn passages_keep_near_the_ideal_length() {
        check(&[23; 30], &[115; 6]);
    }

    #[test]
    fn the_maximum_outweighs_the_minimum() {
        check(&[150, 20, 150], &[150, 20, 150]);
    }
}
