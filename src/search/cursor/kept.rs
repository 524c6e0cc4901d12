//! What is kept of terms from one search to the next, for one segment.

use std::sync::Arc;

use tantivy::postings::TermInfo;
use tantivy::schema::{Field as Column, IndexRecordOption};

use super::SegmentContext;
use crate::error::Result;
use crate::index::unreadable;
use crate::search::impacts::{Impacts, Key, Positions};
use crate::search::scan::Buffers;

/// About how many bytes a position takes in memory for each byte that it takes in its file.
const BYTES_OF_PACKED_POSITION: usize = 4;

impl<'a> SegmentContext<'a> {
    /// Returns the buffers that all searches share.
    pub(in crate::search) fn buffers(&self) -> &'a Buffers {
        &self.plan.scoring.buffers
    }

    /// Returns the impacts of a term.
    pub(in crate::search) fn impacts(
        &self,
        column: Column,
        info: &TermInfo,
    ) -> Result<Arc<Impacts>> {
        let (key, cache) = (Key::of(self.ordinal, column, info), &self.plan.scoring.impacts);
        match cache.get(key, self.plan.search) {
            Some(impacts) => Ok(impacts),
            None => Ok(cache.keep(key, self.read_impacts(column, info)?, self.plan.search)),
        }
    }

    /// Returns the impacts of a term that more than one search asked for and that find room; `None`
    /// for others.
    pub(in crate::search) fn kept_impacts(
        &self,
        column: Column,
        info: &TermInfo,
    ) -> Result<Option<Arc<Impacts>>> {
        let (key, cache) = (Key::of(self.ordinal, column, info), &self.plan.scoring.impacts);
        let likely = Impacts::bytes_of(info.doc_freq, self.segment.max_doc());
        cache.get_or_make(key, likely, self.plan.search, || self.read_impacts(column, info))
    }

    fn read_impacts(&self, column: Column, info: &TermInfo) -> Result<Impacts> {
        let lengths = self.lengths(column)?;
        let option = match lengths {
            Some(_) => IndexRecordOption::WithFreqs,
            None => IndexRecordOption::Basic,
        };
        let opened = self.inverted(column)?.read_block_postings_from_terminfo(info, option);
        let mut postings = opened.map_err(unreadable)?;
        Ok(Impacts::read(&mut postings, lengths.as_deref(), self.segment.max_doc()))
    }

    /// Returns the positions of a term that more than one search asked for and that find room; `None`
    /// for others.
    pub(super) fn kept_positions(
        &self,
        column: Column,
        info: &TermInfo,
    ) -> Result<Option<Arc<Positions>>> {
        let (key, cache) = (Key::of(self.ordinal, column, info), &self.plan.scoring.positions);
        let likely = info.positions_range.len().saturating_mul(BYTES_OF_PACKED_POSITION);
        cache.get_or_make(key, likely, self.plan.search, || self.read_positions(column, info))
    }

    fn read_positions(&self, column: Column, info: &TermInfo) -> Result<Positions> {
        let option = IndexRecordOption::WithFreqs;
        let postings = self.inverted(column)?.read_block_postings_from_terminfo(info, option);
        let packed = self.positions(column)?.read_bytes_slice(info.positions_range.clone());
        let (mut postings, packed) = (postings.map_err(unreadable)?, packed.map_err(unreadable)?);
        Positions::read(&mut postings, packed).map_err(unreadable)
    }
}
