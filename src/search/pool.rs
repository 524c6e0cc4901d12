//! Room at rest, used again by the next search: to get it anew from the system takes longer than to
//! fill it.

use std::sync::{Mutex, PoisonError};

/// Most pieces kept: a few searches of some words each.
const MAX_KEPT: usize = 32;

/// Pieces of room that searches on several threads share.
pub(super) struct Pool<T>(Mutex<Vec<T>>);

impl<T: Default> Pool<T> {
    /// Returns a piece, with whatever was left in it.
    pub(super) fn take(&self) -> T {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    /// Keeps pieces for other searches.
    pub(super) fn give_back(&self, pieces: impl Iterator<Item = T>) {
        let mut resting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        resting.extend(pieces);
        resting.truncate(MAX_KEPT);
    }
}

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Pool(Mutex::default())
    }
}

impl<T> std::fmt::Debug for Pool<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Pool").finish_non_exhaustive()
    }
}
