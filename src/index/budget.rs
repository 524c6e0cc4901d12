//! A bound on the bytes that are on their way into tantivy.
//!
//! Its own queue holds up to ten thousand documents whatever their size; this one counts bytes.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

use tantivy::TantivyDocument;
use tantivy::schema::document::Document;

/// Counts bytes in flight; clones share the count.
#[derive(Debug, Clone)]
pub(crate) struct ByteBudget {
    shared: Arc<(Mutex<usize>, Condvar)>,
    limit: usize,
}

impl ByteBudget {
    /// Makes a budget of so many bytes.
    pub(crate) fn new(limit: usize) -> Self {
        ByteBudget { shared: Arc::default(), limit }
    }

    /// Waits until there is room, then takes it. A document larger than the budget passes alone.
    pub(crate) fn admit(&self, document: TantivyDocument, bytes: usize) -> BudgetedDocument {
        let (used, freed) = &*self.shared;
        let mut used = used.lock().unwrap_or_else(PoisonError::into_inner);
        while *used > 0 && *used + bytes > self.limit {
            used = freed.wait(used).unwrap_or_else(PoisonError::into_inner);
        }
        *used += bytes;
        drop(used);
        BudgetedDocument { document, _share: Share { budget: self.clone(), bytes } }
    }
}

/// A document that gives its bytes back when tantivy is done with it.
#[derive(Debug)]
pub(crate) struct BudgetedDocument {
    document: TantivyDocument,
    _share: Share,
}

#[derive(Debug)]
struct Share {
    budget: ByteBudget,
    bytes: usize,
}

impl Drop for Share {
    fn drop(&mut self) {
        let (used, freed) = &*self.budget.shared;
        *used.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        freed.notify_all();
    }
}

impl Document for BudgetedDocument {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }

    fn into_tantivy_document(self) -> TantivyDocument {
        self.document
    }
}
