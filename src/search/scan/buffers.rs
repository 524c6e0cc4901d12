//! Room for the articles of words, used again by the next search: to get it anew from the system
//! takes longer than to fill it.

use std::sync::{Mutex, PoisonError};

use super::bits::{BLOCKS_OF_WINDOW, Bits, Bounds};

/// Most buffers kept: a few searches of some words each.
const MAX_KEPT: usize = 64;

/// What is found of one word, window by window.
#[derive(Default)]
pub(super) struct Buffer {
    /// Articles that have the word.
    pub(super) found: Vec<Bits>,
    /// What it scores at most in each block.
    pub(super) bounds: Vec<Bounds>,
}

/// Buffers at rest.
#[derive(Default)]
pub(in crate::search) struct Buffers(Mutex<Vec<Buffer>>);

impl Buffers {
    /// Returns an empty buffer for so many windows, with bounds for a word that scores.
    pub(super) fn take(&self, windows: usize, is_scored: bool) -> Buffer {
        let resting = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let Buffer { mut found, mut bounds } = resting.unwrap_or_default();
        found.clear();
        found.resize(windows, Bits::NONE);
        bounds.clear();
        bounds.resize(if is_scored { windows } else { 0 }, [0.0; BLOCKS_OF_WINDOW]);
        Buffer { found, bounds }
    }

    /// Keeps buffers for other searches.
    pub(super) fn give_back(&self, buffers: impl Iterator<Item = Buffer>) {
        let mut resting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        resting.extend(buffers);
        resting.truncate(MAX_KEPT);
    }
}

impl std::fmt::Debug for Buffers {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Buffers").finish_non_exhaustive()
    }
}
