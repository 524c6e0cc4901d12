//! Records articles, segment by segment, within a bound of memory.

use super::segment::{Origin, SegmentBuilder};
use super::writer::Writer;
use crate::analysis::Analyzer;
use crate::article::Article;
use crate::error::Result;

/// What one thread records; the segment begins with its first article.
pub(super) struct Recorder<'a> {
    writer: &'a Writer,
    state: State,
    /// Memory for one segment, in bytes.
    limit: usize,
}

enum State {
    Waiting(Box<Analyzer>),
    Recording(Box<SegmentBuilder>),
}

impl<'a> Recorder<'a> {
    pub(super) fn new(writer: &'a Writer, analyzer: Analyzer, limit: usize) -> Self {
        Recorder { writer, state: State::Waiting(Box::new(analyzer)), limit }
    }

    /// Analyses an article and adds it, instead of an older one with the same id when `replaces`.
    pub(super) fn put(self, article: &Article, origin: &Origin, replaces: bool) -> Result<Self> {
        let Recorder { writer, state, limit } = self;
        let mut segment = match state {
            State::Waiting(analyzer) => Box::new(writer.begin_segment(*analyzer)?),
            State::Recording(segment) => segment,
        };
        if replaces {
            writer.remove(&article.id)?;
        }
        segment.add(article, origin)?;
        let recorder = Recorder { writer, state: State::Recording(segment), limit };
        match &recorder.state {
            State::Recording(segment) if segment.memory() >= limit => recorder.finish(),
            _ => Ok(recorder),
        }
    }

    /// Writes the segment that was begun.
    pub(super) fn finish(self) -> Result<Self> {
        let Recorder { writer, state, limit } = self;
        let analyzer = match state {
            State::Waiting(analyzer) => *analyzer,
            State::Recording(segment) => writer.add_segment(*segment)?,
        };
        Ok(Recorder::new(writer, analyzer, limit))
    }
}
