//! Articles that score alike: the newer comes first, then the one whose id comes first, so that answers do
//! not depend on which thread indexed what.

use std::cmp::Reverse;

use super::collect::Candidate;
use crate::error::Result;
use crate::index::Snapshot;

/// Orders equal articles among candidates that are in order.
pub(super) fn settle(snapshot: &Snapshot, candidates: &mut [Candidate]) -> Result<()> {
    let date = |candidate: &Candidate| {
        let segment = candidate.address.segment_ord as usize;
        snapshot.columns().get(segment).and_then(|columns| columns.date(candidate.address.doc_id))
    };
    for equal in candidates.chunk_by_mut(are_equal).filter(|equal| equal.len() > 1) {
        equal.sort_by_key(|candidate| Reverse(date(candidate)));
        let same_date = |left: &Candidate, right: &Candidate| date(left) == date(right);
        for equal in equal.chunk_by_mut(same_date).filter(|equal| equal.len() > 1) {
            sort_by_id(snapshot, equal)?;
        }
    }
    Ok(())
}

fn are_equal(left: &Candidate, right: &Candidate) -> bool {
    left.key == right.key && left.score == right.score
}

fn sort_by_id(snapshot: &Snapshot, candidates: &mut [Candidate]) -> Result<()> {
    let mut named = Vec::with_capacity(candidates.len());
    for candidate in candidates.iter() {
        named.push((snapshot.packed(candidate.address)?.article()?.id, *candidate));
    }
    named.sort_by(|(left, _), (right, _)| left.cmp(right));
    for (place, (_, candidate)) in candidates.iter_mut().zip(named) {
        *place = candidate;
    }
    Ok(())
}
