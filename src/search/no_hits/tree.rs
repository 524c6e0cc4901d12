//! A query with one part of its tree changed.

use crate::query::Query;

/// A query changed in one place.
pub(super) struct Variant {
    pub whole: Query,
    /// The part that was changed, as it was.
    pub old: Query,
}

/// Returns the query once for every part that `edit` changes; what is excluded stays as it is.
pub(super) fn variants(query: &Query, edit: &dyn Fn(&Query) -> Option<Query>) -> Vec<Variant> {
    let mut found = Vec::new();
    found.extend(edit(query).map(|whole| Variant { whole, old: query.clone() }));
    for (place, child) in children(query).into_iter().enumerate() {
        for Variant { whole, old } in variants(child, edit) {
            found.push(Variant { whole: with_child(query, place, whole), old });
        }
    }
    found
}

fn children(query: &Query) -> Vec<&Query> {
    match query {
        Query::Words(parts) | Query::All(parts) | Query::Any(parts) => parts.iter().collect(),
        Query::Near { left, right, .. } => vec![left, right],
        Query::In(_, of)
        | Query::Required(of)
        | Query::AtLeast { of, .. }
        | Query::Lead { of, .. }
        | Query::Weight { of, .. } => vec![of],
        // The words of a phrase are changed with it.
        Query::Nothing | Query::Word(_) | Query::Phrase(_) | Query::Dated(_) | Query::Not(_) => {
            Vec::new()
        }
    }
}

fn with_child(query: &Query, place: usize, child: Query) -> Query {
    let mut changed = query.clone();
    match &mut changed {
        Query::Words(parts) | Query::All(parts) | Query::Any(parts) => {
            if let Some(part) = parts.get_mut(place) {
                *part = child;
            }
        }
        Query::Near { left, right, .. } => *(if place == 0 { left } else { right }) = child.into(),
        Query::In(_, of)
        | Query::Required(of)
        | Query::AtLeast { of, .. }
        | Query::Lead { of, .. }
        | Query::Weight { of, .. } => **of = child,
        Query::Nothing | Query::Word(_) | Query::Phrase(_) | Query::Dated(_) | Query::Not(_) => {}
    }
    changed
}
