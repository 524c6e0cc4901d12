//! Where a phrase was found.

use super::Mark;

/// One occurrence of the phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub start: u32,
    pub end: u32,
    pub is_exact: bool,
}

impl Found {
    /// Marks it.
    pub(super) fn mark(&self, clause: u16) -> Mark {
        let &Found { start, end, is_exact } = self;
        Mark { start, end, clause, is_exact }
    }
}
