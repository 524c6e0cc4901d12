//! The terms of one field, numbered as they come.

use std::cmp::Ordering;

/// Slots of an empty table; it doubles when three quarters are taken.
const FIRST_SLOTS: usize = 1 << 6;

/// Number of a term of a field.
pub(super) type TermId = u32;

const FREE: TermId = TermId::MAX;

/// Terms by number, and their numbers by hash: open addressing over one buffer of bytes.
#[derive(Debug, Default)]
pub(super) struct TermTable {
    slots: Vec<TermId>,
    terms: Vec<Entry>,
    bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    hash: u32,
    /// Where the term ends; it begins where the one before ends.
    end: u32,
}

impl TermTable {
    /// Returns the number of a term, which may be new.
    pub(super) fn id(&mut self, term: &[u8]) -> TermId {
        if 3 * self.slots.len() <= 4 * self.terms.len() {
            self.grow();
        }
        let hash = hash(term);
        let place = self.place(hash, |id| self.term(id) == term);
        if self.slots[place] == FREE {
            self.slots[place] = self.terms.len() as TermId;
            self.bytes.extend_from_slice(term);
            self.terms.push(Entry { hash, end: self.bytes.len() as u32 });
        }
        self.slots[place]
    }

    /// Returns a term by its number.
    pub(super) fn term(&self, id: TermId) -> &[u8] {
        let id = id as usize;
        let start = if id == 0 { 0 } else { self.terms[id - 1].end };
        &self.bytes[start as usize..self.terms[id].end as usize]
    }

    /// Returns all numbers in the order of the terms' bytes.
    pub(super) fn sorted(&self) -> Vec<TermId> {
        let ids = 0..self.terms.len() as TermId;
        let mut keyed: Vec<(u64, TermId)> = ids.map(|id| (beginning(self.term(id)), id)).collect();
        keyed.sort_unstable_by(|(left, left_id), (right, right_id)| match left.cmp(right) {
            Ordering::Equal => self.term(*left_id).cmp(self.term(*right_id)),
            other => other,
        });
        keyed.into_iter().map(|(_, id)| id).collect()
    }

    /// Returns the memory taken, in bytes.
    pub(super) fn memory(&self) -> usize {
        self.bytes.len() + size_of_val(&*self.terms) + size_of_val(&*self.slots)
    }

    /// Finds the slot of a term with that hash, or the free one where it belongs.
    fn place(&self, hash: u32, is_it: impl Fn(TermId) -> bool) -> usize {
        let mask = self.slots.len() - 1;
        let mut place = hash as usize & mask;
        loop {
            let id = self.slots[place];
            if id == FREE || self.terms[id as usize].hash == hash && is_it(id) {
                return place;
            }
            place = (place + 1) & mask;
        }
    }

    fn grow(&mut self) {
        self.slots = vec![FREE; (self.slots.len() * 2).max(FIRST_SLOTS)];
        for id in 0..self.terms.len() {
            let place = self.place(self.terms[id].hash, |_| false);
            self.slots[place] = id as TermId;
        }
    }
}

/// Returns the first eight bytes as a number that sorts as they do.
fn beginning(term: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    let length = term.len().min(bytes.len());
    bytes[..length].copy_from_slice(&term[..length]);
    u64::from_be_bytes(bytes)
}

/// Multiplies and folds eight bytes at a time.
fn hash(term: &[u8]) -> u32 {
    let mix =
        |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let folded = term.chunks(8).map(beginning).fold(term.len() as u64, mix);
    // The high bits of a product are its best mixed ones.
    (folded >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn equal_terms_have_one_number(terms: Vec<Vec<u8>>) {
            let mut table = TermTable::default();
            let ids: Vec<_> = terms.iter().map(|term| table.id(term)).collect();
            for (term, id) in terms.iter().zip(&ids) {
                prop_assert_eq!(table.term(*id), &term[..]);
                prop_assert_eq!(table.id(term), *id);
            }
            let sorted = table.sorted().into_iter().map(|id| table.term(id).to_vec());
            let expected: std::collections::BTreeSet<_> = terms.into_iter().collect();
            prop_assert!(sorted.eq(expected));
        }
    }

    #[test]
    fn terms_alike_in_their_first_bytes_are_sorted() {
        let mut table = TermTable::default();
        let terms = ["constitutionnel", "constitution", "const\0", "const", "constitutif", ""];
        terms.iter().for_each(|term| _ = table.id(term.as_bytes()));
        assert!(table.sorted().windows(2).all(|pair| table.term(pair[0]) < table.term(pair[1])));
    }
}
