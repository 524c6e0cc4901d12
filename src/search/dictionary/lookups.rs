//! What was looked up in the dictionaries lately.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::schema::Field as Column;

use super::{Found, FoundForm, forms, term};
use crate::analysis::partings;
use crate::error::Result;
use crate::index::Snapshot;

/// Entries remembered, those of the generation before not counted: the words of some hundred
/// searches, a few hundred bytes each.
const MAX_ENTRIES: usize = 2048;

/// Looks terms and forms up and remembers what was found, or that nothing was.
#[derive(Default)]
pub(in crate::search) struct Lookups {
    terms: Mutex<Lately<Option<Found>>>,
    forms: Mutex<Lately<Arc<[FoundForm]>>>,
    /// Words as the compounds that they may be, whatever the column.
    partings: Mutex<Lately<Arc<[String]>>>,
}

/// What a text stands for in each column.
type Entries<T> = HashMap<(u32, Box<str>), T>;

/// The entries asked for last, and those before.
struct Lately<T> {
    late: Entries<T>,
    early: Entries<T>,
}

impl Lookups {
    /// Looks up a term; `None` when no article has it.
    ///
    /// # Errors
    /// Those of the dictionary.
    pub(in crate::search) fn term(
        &self,
        snapshot: &Snapshot,
        column: Column,
        text: &str,
    ) -> Result<Option<Found>> {
        remembered(&self.terms, column, text, || term(snapshot, column, text))
    }

    /// Looks up a form: one entry for every lemma it has.
    ///
    /// # Errors
    /// Those of the dictionary.
    pub(in crate::search) fn forms(
        &self,
        snapshot: &Snapshot,
        column: Column,
        form: &str,
    ) -> Result<Arc<[FoundForm]>> {
        remembered(&self.forms, column, form, || Ok(forms(snapshot, column, form)?.into()))
    }

    /// Lists the ways in which a word may also be written as a compound.
    pub(in crate::search) fn partings(&self, word: &str) -> Result<Arc<[String]>> {
        let any = Column::from_field_id(0);
        remembered(&self.partings, any, word, || Ok(partings(word).into()))
    }
}

fn remembered<T: Clone>(
    lately: &Mutex<Lately<T>>,
    column: Column,
    text: &str,
    find: impl FnOnce() -> Result<T>,
) -> Result<T> {
    let key = (column.field_id(), Box::from(text));
    let open = || lately.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = open().get(&key) {
        return Ok(known);
    }
    let found = find()?;
    open().put(key, found.clone());
    Ok(found)
}

impl<T: Clone> Lately<T> {
    fn get(&mut self, key: &(u32, Box<str>)) -> Option<T> {
        if let Some(known) = self.late.get(key) {
            return Some(known.clone());
        }
        let known = self.early.remove(key)?;
        self.put(key.clone(), known.clone());
        Some(known)
    }

    fn put(&mut self, key: (u32, Box<str>), found: T) {
        if self.late.len() >= MAX_ENTRIES {
            self.early = std::mem::take(&mut self.late);
        }
        self.late.insert(key, found);
    }
}

impl<T> Default for Lately<T> {
    fn default() -> Self {
        Lately { late: HashMap::new(), early: HashMap::new() }
    }
}

impl std::fmt::Debug for Lookups {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Lookups").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: usize) -> (u32, Box<str>) {
        (0, number.to_string().into())
    }

    #[test]
    fn what_is_asked_for_stays() {
        let mut lately = Lately::default();
        for number in 0..4 * MAX_ENTRIES {
            lately.put(key(number), number);
            assert_eq!(lately.get(&key(0)), Some(0));
        }
        assert_eq!(lately.get(&key(1)), None);
        assert!(lately.late.len() + lately.early.len() <= 2 * MAX_ENTRIES);
    }
}
