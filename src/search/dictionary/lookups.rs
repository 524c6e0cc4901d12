//! What was looked up in the dictionaries lately.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::schema::Field as Column;

use super::{Fitting, Found, FoundForm, alike, forms, term};
use crate::analysis::partings;
use crate::error::Result;
use crate::index::Snapshot;

/// Entries remembered, those of the generation before not counted: the words of some hundred
/// searches, a few hundred bytes each.
const MAX_ENTRIES: usize = 2048;

/// The same for the forms that truncated and masked words stand for, and for those that are spelt like
/// a word, counted once for each segment: those of a few dozen words, two hundred bytes each.
const MAX_FITTING: usize = 16_384;

/// Looks terms and forms up and remembers what was found, or that nothing was.
pub(in crate::search) struct Lookups {
    terms: Mutex<Lately<Option<Found>>>,
    forms: Mutex<Lately<Arc<[FoundForm]>>>,
    /// Words as the compounds that they may be, whatever the column.
    partings: Mutex<Lately<Arc<[String]>>>,
    /// What words stand for that are no forms themselves.
    fitting: Mutex<Lately<Arc<Fitting>>>,
    /// Forms that are spelt like a word, by the word and how far they may differ.
    alike: Mutex<Lately<Arc<[FoundForm]>>>,
}

/// What a text stands for in each column.
type Entries<T> = HashMap<(u32, Box<str>), T>;

/// The entries asked for last, and those before.
struct Lately<T> {
    /// Most that the late ones may weigh.
    room: usize,
    weight: usize,
    late: Entries<(T, usize)>,
    early: Entries<(T, usize)>,
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

    /// Returns the forms that something asks for, which `asked` names with all that decides which
    /// ones they are.
    ///
    /// # Errors
    /// Those of finding them.
    pub(in crate::search) fn fitting(
        &self,
        column: Column,
        asked: &str,
        find: impl FnOnce() -> Result<Fitting>,
    ) -> Result<Arc<Fitting>> {
        let weight = |found: &Arc<Fitting>| weight(&found.forms);
        remembered_by(&self.fitting, column, asked, || Ok(Arc::new(find()?)), weight)
    }

    /// Returns the forms that become a word by at most `distance` moves, see [`alike`].
    ///
    /// # Errors
    /// Those of the dictionary.
    pub(in crate::search) fn alike(
        &self,
        snapshot: &Snapshot,
        column: Column,
        word: &str,
        distance: u8,
    ) -> Result<Arc<[FoundForm]>> {
        let asked = format!("{word}~{distance}");
        let find = || Ok(alike(snapshot, column, word, distance)?.into());
        remembered_by(&self.alike, column, &asked, find, |found| weight(found))
    }
}

/// Returns what forms take of the room.
fn weight(forms: &[FoundForm]) -> usize {
    1 + forms.iter().map(|form| form.term.places.len()).sum::<usize>()
}

fn remembered<T: Clone>(
    lately: &Mutex<Lately<T>>,
    column: Column,
    text: &str,
    find: impl FnOnce() -> Result<T>,
) -> Result<T> {
    remembered_by(lately, column, text, find, |_| 1)
}

/// As [`remembered`], where entries differ in weight.
fn remembered_by<T: Clone>(
    lately: &Mutex<Lately<T>>,
    column: Column,
    text: &str,
    find: impl FnOnce() -> Result<T>,
    weight: impl FnOnce(&T) -> usize,
) -> Result<T> {
    let key = (column.field_id(), Box::from(text));
    let open = || lately.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = open().get(&key) {
        return Ok(known);
    }
    let found = find()?;
    let weight = weight(&found);
    open().put(key, (found.clone(), weight));
    Ok(found)
}

impl<T: Clone> Lately<T> {
    fn new(room: usize) -> Self {
        let (weight, late, early) = Default::default();
        Lately { room, weight, late, early }
    }

    fn get(&mut self, key: &(u32, Box<str>)) -> Option<T> {
        if let Some((known, _)) = self.late.get(key) {
            return Some(known.clone());
        }
        let known = self.early.remove(key)?;
        self.put(key.clone(), known.clone());
        Some(known.0)
    }

    fn put(&mut self, key: (u32, Box<str>), found: (T, usize)) {
        let weight = found.1;
        if self.weight + weight > self.room {
            self.early = std::mem::take(&mut self.late);
            self.weight = 0;
        }
        if self.late.insert(key, found).is_none() {
            self.weight += weight;
        }
    }
}

impl Default for Lookups {
    fn default() -> Self {
        Lookups {
            terms: Mutex::new(Lately::new(MAX_ENTRIES)),
            forms: Mutex::new(Lately::new(MAX_ENTRIES)),
            partings: Mutex::new(Lately::new(MAX_ENTRIES)),
            fitting: Mutex::new(Lately::new(MAX_FITTING)),
            alike: Mutex::new(Lately::new(MAX_FITTING)),
        }
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
        let mut lately = Lately::new(2048);
        for number in 0..8192 {
            lately.put(key(number), (number, 1));
            assert_eq!(lately.get(&key(0)), Some(0));
        }
        assert_eq!(lately.get(&key(1)), None);
        assert!(lately.late.len() + lately.early.len() <= 2 * 2048);
    }

    #[test]
    fn entries_count_by_their_weight() {
        let mut lately = Lately::new(10);
        for number in 0..5 {
            lately.put(key(number), (number, 4));
        }
        let known = (0..5).filter(|number| lately.get(&key(*number)).is_some());
        assert_eq!(known.collect::<Vec<_>>(), [2, 3, 4]);
    }
}
