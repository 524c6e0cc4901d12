//! The way out of every reader: hands over articles and skips, with the bytes they took.

use super::stream::Meter;
use super::{Item, Skip};
use crate::article::Article;
use crate::error::Result;

pub(super) struct Sink<'a> {
    visit: &'a mut dyn FnMut(Item) -> Result<()>,
    meter: Meter,
    told: u64,
}

impl<'a> Sink<'a> {
    pub(super) fn new(visit: &'a mut dyn FnMut(Item) -> Result<()>) -> Self {
        Sink { visit, meter: Meter::default(), told: 0 }
    }

    /// Returns the meter that readers advance.
    pub(super) fn meter(&self) -> Meter {
        self.meter.clone()
    }

    pub(super) fn article(&mut self, article: Article) -> Result<()> {
        self.item(Ok(article))
    }

    pub(super) fn skip(&mut self, origin: &str, reason: impl Into<String>) -> Result<()> {
        self.leave(Skip::new(origin, reason))
    }

    pub(super) fn leave(&mut self, skip: Skip) -> Result<()> {
        self.item(Err(skip))
    }

    fn item(&mut self, article: std::result::Result<Article, Skip>) -> Result<()> {
        let read = self.meter.get();
        let source_bytes = read - self.told;
        self.told = read;
        (self.visit)(Item { article, source_bytes })
    }
}
