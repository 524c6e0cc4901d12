//! How near the words of the query stand to each other.

use crate::search::bm25::saturation;
use crate::search::cursor::Mark;
use crate::search::plan::Clause;
use crate::search::weights::Weights;

/// What pairs of words are worth, each kind before it is weighed.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Closeness {
    pub ordered: f32,
    pub unordered: f32,
}

/// Scores how near the clauses of the query stand to each other. Marks are in order.
pub(super) fn closeness(marks: &[Mark], clauses: &[Clause], weights: &Weights) -> Closeness {
    if clauses.len() < 2 || marks.len() < 2 {
        return Closeness::default();
    }
    let mut ordered = vec![0.0_f32; clauses.len()];
    let mut unordered = vec![0.0_f32; clauses.len()];
    for (index, first) in marks.iter().enumerate() {
        for second in &marks[index + 1..] {
            let Some(gap) = second.start.checked_sub(first.end) else { continue };
            if gap >= weights.window {
                break;
            }
            if first.clause.abs_diff(second.clause) != 1 {
                continue;
            }
            let earlier = usize::from(first.clause.min(second.clause));
            unordered[earlier] += 1.0;
            if second.clause > first.clause && gap < weights.ordered_window {
                ordered[earlier] += 1.0;
            }
        }
    }
    let mut closeness = Closeness::default();
    for (index, neighbours) in clauses.windows(2).enumerate() {
        let worth = neighbours.iter().map(|clause| clause.weight).sum::<f32>();
        closeness.ordered += worth * saturation(ordered[index], weights.k1);
        closeness.unordered += worth * saturation(unordered[index], weights.k1);
    }
    closeness
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: u32, clause: u16) -> Mark {
        Mark { start, end: start + 1, clause, is_exact: true }
    }

    fn check(first: Mark, second: Mark) -> Closeness {
        let clauses = vec![Clause { weight: 2.0, ..Clause::default() }; 2];
        closeness(&[first, second], &clauses, &Weights::default())
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
}
