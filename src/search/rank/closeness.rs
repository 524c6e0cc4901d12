//! How near the words of the query stand to each other.

use crate::search::bm25::saturation;
use crate::search::cursor::Mark;
use crate::search::plan::Clause;
use crate::search::weights::Weights;

/// Beyond so many words, only those that follow each other in the query are paired.
const MAX_CLAUSES: usize = 64;

/// What pairs of words are worth, each kind before it is weighed.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Closeness {
    pub ordered: f32,
    pub unordered: f32,
    pub typed: f32,
    pub far: f32,
}

/// Scores how near the clauses of the query stand to each other. Marks are in order.
pub(super) fn closeness(marks: &[Mark], clauses: &[Clause], weights: &Weights) -> Closeness {
    let mut pairs = vec![[0.0_f32; 3]; clauses.len()];
    let width = if clauses.len() <= MAX_CLAUSES { clauses.len() } else { 0 };
    let mut far = vec![0.0_f32; width * width];
    for (index, first) in marks.iter().enumerate() {
        for second in &marks[index + 1..] {
            let Some(gap) = second.start.checked_sub(first.end) else { continue };
            if gap >= weights.window {
                break;
            }
            let (earlier, later) = in_order(first, second);
            if later == earlier {
                continue;
            }
            if later - earlier > 1 {
                if width > 0 {
                    far[earlier * width + later] += 1.0;
                }
                continue;
            }
            let is_ordered = second.clause > first.clause;
            pairs[earlier][1] += 1.0;
            if is_ordered && gap < weights.ordered_window {
                pairs[earlier][0] += 1.0;
            }
            if is_ordered && Some(second.start - first.start) == distance(clauses, earlier) {
                pairs[earlier][2] += 1.0;
            }
        }
    }
    let mut closeness = Closeness::default();
    for (index, neighbours) in clauses.windows(2).enumerate() {
        let worth = neighbours.iter().map(|clause| clause.weight).sum::<f32>();
        let count = |mentions: f32| worth * saturation(mentions, weights.k1);
        let [ordered, unordered, typed] = pairs[index];
        closeness.ordered += count(ordered);
        closeness.unordered += count(unordered);
        closeness.typed += count(typed);
    }
    for (index, mentions) in far.iter().enumerate().filter(|(_, mentions)| **mentions > 0.0) {
        let worth = clauses[index / width].weight + clauses[index % width].weight;
        closeness.far += worth * saturation(*mentions, weights.k1);
    }
    closeness
}

fn in_order(first: &Mark, second: &Mark) -> (usize, usize) {
    let (earlier, later) = (first.clause.min(second.clause), first.clause.max(second.clause));
    (usize::from(earlier), usize::from(later))
}

/// Returns how far a clause stands before the next one in the query.
fn distance(clauses: &[Clause], index: usize) -> Option<u32> {
    let position = |index: usize| clauses.get(index).and_then(|clause| clause.position);
    position(index + 1)?.checked_sub(position(index)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: u32, clause: u16) -> Mark {
        Mark { start, end: start + 1, clause, is_exact: true }
    }

    fn check(first: Mark, second: Mark) -> Closeness {
        let clause = |position| Clause { weight: 2.0, position, ..Clause::default() };
        closeness(&[first, second], &[clause(Some(0)), clause(Some(2))], &Weights::default())
    }

    #[test]
    fn words_in_their_order_and_close_count_as_both() {
        let ordered = check(mark(3, 0), mark(4, 1));
        let reversed = check(mark(3, 1), mark(4, 0));
        assert!(ordered.ordered > 0.0 && ordered.unordered > 0.0);
        assert!(reversed.ordered == 0.0 && reversed.unordered > 0.0);
    }

    #[test]
    fn words_far_apart_count_for_nothing() {
        assert_eq!(check(mark(3, 0), mark(40, 1)), Closeness::default());
    }

    #[test]
    fn the_distance_typed_counts_more() {
        assert_eq!(check(mark(3, 0), mark(4, 1)).typed, 0.0);
        assert!(check(mark(3, 0), mark(5, 1)).typed > 0.0);
    }
}
