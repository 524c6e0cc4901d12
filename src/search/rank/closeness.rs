//! How near the words of the query stand to each other.

use crate::search::bm25::saturation;
use crate::search::cursor::Mark;
use crate::search::plan::Clause;
use crate::search::weights::Weights;

/// What pairs of words are worth, each kind before it is weighed.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(in crate::search) struct Closeness {
    pub ordered: f32,
    pub unordered: f32,
}

/// Room to count how often each clause stands near the next one, in order and at all.
#[derive(Debug, Default)]
pub(super) struct Pairs(Vec<[f32; 2]>);

impl Pairs {
    /// Scores how near the clauses of the query stand to each other. Marks are in order.
    pub(super) fn closeness(
        &mut self,
        marks: &[Mark],
        clauses: &[Clause],
        weights: &Weights,
    ) -> Closeness {
        let mut closeness = Closeness::default();
        if clauses.len() < 2 || marks.len() < 2 {
            return closeness;
        }
        self.count(marks, clauses.len(), weights);
        for (neighbours, [ordered, unordered]) in clauses.windows(2).zip(&self.0) {
            let worth = neighbours.iter().map(|clause| clause.weight).sum::<f32>();
            closeness.ordered += worth * saturation(*ordered, weights.k1);
            closeness.unordered += worth * saturation(*unordered, weights.k1);
        }
        closeness
    }

    fn count(&mut self, marks: &[Mark], clauses: usize, weights: &Weights) {
        self.0.clear();
        self.0.resize(clauses, [0.0; 2]);
        for (index, first) in marks.iter().enumerate() {
            for second in &marks[index + 1..] {
                let Some(gap) = second.start.checked_sub(first.end) else { continue };
                if gap >= weights.window {
                    break;
                }
                if first.clause.abs_diff(second.clause) != 1 {
                    continue;
                }
                let [ordered, unordered] =
                    &mut self.0[usize::from(first.clause.min(second.clause))];
                *unordered += 1.0;
                if second.clause > first.clause && gap < weights.ordered_window {
                    *ordered += 1.0;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: u32, clause: u16) -> Mark {
        Mark { start, end: start + 1, clause, is_exact: true }
    }

    fn check(first: Mark, second: Mark) -> Closeness {
        let clauses = vec![Clause { weight: 2.0, ..Clause::default() }; 2];
        Pairs::default().closeness(&[first, second], &clauses, &Weights::default())
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
