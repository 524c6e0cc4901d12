//! Puts parts together into a tree of one shape: flat, without groups of one, conditions last.

use super::ast::Query;

/// Requires every part.
pub(super) fn all(parts: Vec<Query>) -> Option<Query> {
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            Query::All(inner) => flat.extend(inner),
            part => flat.push(part),
        }
    }
    let (conditions, mut ordered): (Vec<_>, Vec<_>) = flat.into_iter().partition(is_condition);
    ordered.extend(conditions);
    group(ordered, Query::All)
}

/// Requires one of the parts.
pub(super) fn any(parts: Vec<Query>) -> Option<Query> {
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            Query::Any(inner) => flat.extend(inner),
            part => flat.push(part),
        }
    }
    group(flat, Query::Any)
}

/// Excludes a part; what is excluded twice is required.
pub(super) fn not(part: Query) -> Query {
    match bare(part) {
        Query::Not(inner) => *inner,
        part => Query::Not(Box::new(part)),
    }
}

/// Takes the `+` off a part that stands where it says nothing.
pub(super) fn bare(part: Query) -> Query {
    match part {
        Query::Required(inner) => *inner,
        part => part,
    }
}

/// Puts parts side by side. In a strict query, one that uses operators, all are required. Else
/// words weigh, and conditions (fields, dates, exclusions) hold for all of them.
pub(super) fn side_by_side(parts: Vec<Query>, is_strict: bool) -> Option<Query> {
    if is_strict || parts.len() == 1 {
        return all(parts.into_iter().map(bare).collect());
    }
    let is_filter = |part: &Query| match part {
        Query::Required(inner) => is_condition(inner),
        part => is_condition(part),
    };
    let (conditions, weighing): (Vec<_>, Vec<_>) = parts.into_iter().partition(is_filter);
    let mut parts = weigh(weighing);
    parts.extend(conditions.into_iter().map(bare));
    all(parts)
}

/// Returns the parts to require: the words as one part when any of them is free to be missing.
fn weigh(parts: Vec<Query>) -> Vec<Query> {
    if parts.iter().all(|part| matches!(part, Query::Required(_))) {
        return parts.into_iter().map(bare).collect();
    }
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts {
        match part {
            Query::Words(inner) => flat.extend(inner),
            part => flat.push(part),
        }
    }
    group(flat, Query::Words).into_iter().collect()
}

/// Returns whether a part says which articles come into question, and does not weigh.
pub(super) fn is_condition(part: &Query) -> bool {
    match part {
        Query::Not(_)
        | Query::In(..)
        | Query::Dated(_)
        | Query::AtLeast { .. }
        | Query::Lead { .. } => true,
        Query::Weight { of, .. } => is_condition(of),
        _ => false,
    }
}

/// Returns whether a part can stand on a side of a proximity operator: it has a place in the text,
/// or says what must not be near it.
pub(super) fn has_place(part: &Query) -> bool {
    match part {
        Query::Word(_) | Query::Phrase(_) | Query::Near { .. } => true,
        Query::All(parts) => {
            let (excluded, kept): (Vec<_>, Vec<_>) =
                parts.iter().partition(|part| matches!(part, Query::Not(_)));
            let excluded = excluded.into_iter().all(|part| match part {
                Query::Not(part) => has_place(part),
                _ => false,
            });
            excluded && !kept.is_empty() && kept.into_iter().all(has_place)
        }
        Query::Any(parts) => parts.iter().all(has_place),
        Query::Weight { of, .. } => has_place(of),
        _ => false,
    }
}

fn group(mut parts: Vec<Query>, of: fn(Vec<Query>) -> Query) -> Option<Query> {
    match parts.len() {
        0 | 1 => parts.pop(),
        _ => Some(of(parts)),
    }
}
