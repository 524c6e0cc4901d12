//! The columns of one segment that searches look into, opened once.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, SegmentReader};

use super::schema::Fields;
use super::unreadable;
use crate::analysis::Analyzer;
use crate::error::Result;

/// Stands for the date that an article lacks.
const NO_DATE: i64 = i64::MIN;

/// Dates that are read one by one before all are laid out. Laying out costs a process that answers
/// one query more than the rest of its search, and pays when many queries follow.
const DATES_READ_SINGLY: u32 = 1 << 10;

/// Stands for the source that an article lacks.
const NO_SOURCE: u32 = u32::MAX;

/// Numbers and names that each article of a segment has.
pub(crate) struct Columns {
    max_doc: DocId,
    dates: Column<i64>,
    passages: Column<u64>,
    sources: Option<StrColumn>,
    /// Dates read one by one so far.
    dates_read: AtomicU32,
    /// Dates by article, laid out when many were asked for.
    dates_by_doc: OnceLock<Vec<i64>>,
    /// Sources by article, see `names`.
    sources_by_doc: OnceLock<Vec<u32>>,
    /// Words of the names of sources.
    names: OnceLock<Names>,
}

impl Columns {
    pub(super) fn open(segment: &SegmentReader, fields: &Fields) -> Result<Self> {
        let name = |field| segment.schema().get_field_name(field);
        let columns = segment.fast_fields();
        Ok(Columns {
            max_doc: segment.max_doc(),
            dates: columns.i64(name(fields.date)).map_err(unreadable)?,
            passages: columns.u64(name(fields.passages)).map_err(unreadable)?,
            sources: columns.str(name(fields.source_name)).map_err(unreadable)?,
            dates_read: AtomicU32::new(0),
            dates_by_doc: OnceLock::new(),
            sources_by_doc: OnceLock::new(),
            names: OnceLock::new(),
        })
    }

    /// Returns the first second that an article's date covers.
    pub(crate) fn date(&self, doc: DocId) -> Option<i64> {
        if self.dates_by_doc.get().is_none()
            && self.dates_read.fetch_add(1, Ordering::Relaxed) < DATES_READ_SINGLY
        {
            return self.dates.first(doc);
        }
        let dates = self.dates_by_doc.get_or_init(|| {
            (0..self.max_doc).map(|doc| self.dates.first(doc).unwrap_or(NO_DATE)).collect()
        });
        dates.get(doc as usize).copied().filter(|&date| date != NO_DATE)
    }

    /// Returns the latest date of the segment.
    pub(crate) fn newest(&self) -> i64 {
        self.dates.max_value()
    }

    /// Lists the positions where the passages of an article begin.
    pub(crate) fn passages(&self, doc: DocId) -> impl Iterator<Item = u32> + '_ {
        self.passages.values_for_doc(doc).map(|position| position as u32)
    }

    /// Returns the number of an article's source within the segment.
    pub(crate) fn source(&self, doc: DocId) -> Option<usize> {
        let sources = self.sources_by_doc.get_or_init(|| {
            let source = |doc| self.sources.as_ref()?.ords().first(doc);
            (0..self.max_doc).map(|doc| source(doc).map_or(NO_SOURCE, |it| it as u32)).collect()
        });
        let source = sources.get(doc as usize).copied().filter(|&source| source != NO_SOURCE);
        source.map(|source| source as usize)
    }

    /// Tells of each source whether its name has the words one behind the other.
    ///
    /// # Errors
    /// [`crate::ErrorKind::IndexUnusable`] when the names cannot be read.
    pub(crate) fn sources_named(
        &self,
        words: &[String],
        analyzer: impl FnOnce() -> Analyzer,
    ) -> Result<Vec<bool>> {
        let names = match self.names.get() {
            Some(names) => names,
            None => {
                let names = self.read_names(analyzer())?;
                self.names.get_or_init(|| names)
            }
        };
        Ok(names.named(words))
    }

    fn read_names(&self, mut analyzer: Analyzer) -> Result<Names> {
        let mut names = Names::default();
        let Some(sources) = &self.sources else { return Ok(names) };
        let mut name = String::new();
        for number in 0..sources.num_terms() as u64 {
            name.clear();
            sources.ord_to_str(number, &mut name).map_err(unreadable)?;
            names.add(&name, &mut analyzer);
        }
        Ok(names)
    }
}

/// Words of names, for finding the names that have some of them one behind the other.
#[derive(Default)]
struct Names {
    count: usize,
    /// Where each word stands: the number of the name, and the position in it.
    places: HashMap<String, HashSet<(usize, u32)>>,
}

impl Names {
    fn add(&mut self, name: &str, analyzer: &mut Analyzer) {
        let number = self.count;
        self.count += 1;
        analyzer.analyze(name, |token| {
            let places = self.places.entry(token.exact.to_owned()).or_default();
            places.insert((number, token.position));
        });
    }

    /// Tells of each name whether it has the words at successive positions.
    fn named(&self, words: &[String]) -> Vec<bool> {
        let mut named = vec![false; self.count];
        let places: Option<Vec<_>> = words.iter().map(|word| self.places.get(word)).collect();
        let by_word = (0..).zip(places.unwrap_or_default());
        // Few names have the rarest word.
        let Some((at, rarest)) = by_word.clone().min_by_key(|(_, places)| places.len()) else {
            return named;
        };
        for &(number, position) in rarest {
            let start = position.checked_sub(at);
            named[number] |= start.is_some_and(|start| {
                by_word.clone().all(|(next, places)| places.contains(&(number, start + next)))
            });
        }
        named
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, words: &[&str], expected: bool) {
        let mut names = Names::default();
        ["Autre nom", name].iter().for_each(|name| names.add(name, &mut Analyzer::default()));
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        assert_eq!(names.named(&words), [false, expected], "{name} {words:?}");
    }

    #[test]
    fn a_name_has_words_that_follow_each_other() {
        check("Le Monde diplomatique", &["le", "monde"], true);
        check("Le Monde diplomatique", &["monde", "diplomatique"], true);
        check("Le Monde diplomatique", &["le", "diplomatique"], false);
        check("Le Monde", &["monde", "diplomatique"], false);
    }

    #[test]
    fn a_compound_is_its_parts_and_its_joined_form() {
        check("Sud-Ouest", &["sud", "ouest"], true);
        check("Sud-Ouest", &["sudouest"], true);
    }
}
