//! The highest values of the sections of an article list, each in one byte.

use tantivy::DocId;

use super::docs::windows;
use crate::search::scan::{
    BLOCKS_OF_WINDOW, SECTIONS_OF_BLOCK, SectionBounds, WINDOW, rounded_up, section_of,
};

/// Values are told in so many steps, rounded up.
const STEPS: f32 = u8::MAX as f32;

/// The highest value of each section, in the order of [`SectionBounds`].
type Window = [u8; SECTIONS_OF_BLOCK * BLOCKS_OF_WINDOW];

/// The highest value in each section of eight articles.
pub(super) struct Peaks {
    windows: Box<[Window]>,
}

impl Peaks {
    /// Finds the peaks of articles with their values, none of which is above `peak`.
    pub(super) fn new(
        articles: impl Iterator<Item = (DocId, f32)>,
        peak: f32,
        max_doc: DocId,
    ) -> Peaks {
        let mut windows = vec![[0; SECTIONS_OF_BLOCK * BLOCKS_OF_WINDOW]; windows(max_doc)];
        let steps_of = if peak > 0.0 { STEPS / peak } else { 0.0 };
        for (doc, value) in articles {
            if let Some(window) = windows.get_mut((doc / WINDOW) as usize) {
                let own = &mut window[section_of(doc)];
                *own = (*own).max(rounded_up(value * steps_of).min(u8::MAX.into()) as u8);
            }
        }
        Peaks { windows: windows.into() }
    }

    /// Adds the highest value of each section of a window, each of its steps being so many.
    pub(super) fn add(&self, start: DocId, units: u16, bounds: &mut SectionBounds) {
        let Some(window) = self.windows.get((start / WINDOW) as usize) else { return };
        for (bound, &steps) in bounds.iter_mut().zip(window) {
            *bound = bound.saturating_add(units.wrapping_mul(u16::from(steps)));
        }
    }

    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.windows)
    }

    /// Returns the bytes that the peaks of a segment will take.
    pub(super) fn bytes_of(max_doc: DocId) -> usize {
        windows(max_doc) * size_of::<Window>()
    }
}
