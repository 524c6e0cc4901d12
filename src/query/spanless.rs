//! Queries without their places in the input, to compare what they ask.

use super::ast::{Query, Word};

impl Query {
    /// Returns the query with every span empty: two queries that ask the same are then equal,
    /// wherever their words stood.
    #[must_use]
    pub fn without_spans(mut self) -> Self {
        clear(&mut self);
        self
    }
}

fn clear(query: &mut Query) {
    match query {
        Query::Nothing | Query::Dated(_) => {}
        Query::Word(Word { span, .. }) => *span = 0..0,
        Query::Phrase(phrase) => {
            phrase.span = 0..0;
            phrase.slots.iter_mut().for_each(clear);
        }
        Query::Words(parts) | Query::All(parts) | Query::Any(parts) => {
            parts.iter_mut().for_each(clear);
        }
        Query::Near { left, right, .. } => {
            clear(left);
            clear(right);
        }
        Query::Not(of)
        | Query::Required(of)
        | Query::In(_, of)
        | Query::AtLeast { of, .. }
        | Query::Lead { of, .. }
        | Query::Weight { of, .. } => clear(of),
    }
}
