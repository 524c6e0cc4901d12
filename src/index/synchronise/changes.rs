//! What must be done with an article, given what the index already holds.

use std::collections::HashSet;
use std::path::Path;

use tantivy::columnar::Column;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, Term};

use super::super::schema::Fields;
use super::super::segment::Origin;
use super::super::snapshot::{find, numbers, unreadable};
use crate::article::Article;
use crate::error::Result;
use crate::ingest::{Skip, Source};

/// Root of what came through standard input; it is never looked through again.
const STDIN_ROOT: &str = "-";

/// What must be done with an article.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Change {
    Added,
    Changed,
    Unchanged,
    /// Its id is taken, for the reason given.
    Conflict(String),
}

/// Compares articles as they are read with the commit before.
pub(super) struct Changes {
    before: Option<Searcher>,
    fields: Fields,
    hashes: Vec<Column<u64>>,
    /// For every segment, the documents met again.
    met: Vec<Vec<bool>>,
    /// Hashes of the ids of this run: eight bytes an article, whatever the length of its id.
    ids: HashSet<u64>,
    /// Roots of which a part could not be read.
    half_read: HashSet<String>,
}

/// Articles of the commit before that no source showed again.
#[derive(Debug, Default)]
pub(super) struct Unmet {
    /// Ids of those that are gone.
    pub gone: Vec<String>,
    /// Number of those that may be in what could not be read.
    pub kept: u64,
}

impl Changes {
    pub(super) fn new(before: Option<Searcher>, fields: Fields) -> Self {
        let segments = before.as_ref().map_or(&[][..], |searcher| searcher.segment_readers());
        let met = segments.iter().map(|segment| vec![false; segment.max_doc() as usize]).collect();
        let (hashes, ids, half_read) = Default::default();
        Changes { before, fields, hashes, met, ids, half_read }
    }

    /// Returns the number of articles in the commit before.
    pub(super) fn articles_before(&self) -> u64 {
        self.before.as_ref().map_or(0, Searcher::num_docs)
    }

    /// Decides about one article and remembers it.
    pub(super) fn classify(&mut self, id: &str, origin: &Origin) -> Result<Change> {
        if !self.ids.insert(hash(id.as_bytes())) {
            let reason = format!("the id `{id}` occurs twice; the first article is kept");
            return Ok(Change::Conflict(reason));
        }
        let Some((segment, doc)) = find(self.segments(), self.fields.id, id)? else {
            return Ok(Change::Added);
        };
        self.met[segment][doc as usize] = true;
        if self.hash_of(segment, doc)? == origin.content_hash {
            return Ok(Change::Unchanged);
        }
        Ok(match self.other_root(segment, doc, &origin.root)? {
            Some(root) => {
                Change::Conflict(format!("the id `{id}` belongs to another article, from `{root}`"))
            }
            None => Change::Changed,
        })
    }

    /// Learns that an input was left out: what it held before stays. A file is an article, which is
    /// met so; of any other input nobody knows which articles it held.
    pub(super) fn leave(&mut self, skip: &Skip, root: &str) -> Result<()> {
        if let Some((segment, doc)) = find(self.segments(), self.fields.id, &skip.origin)? {
            self.met[segment][doc as usize] = true;
        } else if !skip.is_foreign {
            self.half_read.insert(root.to_owned());
        }
        Ok(())
    }

    /// Returns what the sources had before and was not met again.
    pub(super) fn unmet(&self, sources: &[Source]) -> Result<Unmet> {
        let mut unmet = Unmet::default();
        for source in sources {
            let root = root(source);
            if root == STDIN_ROOT {
                continue;
            }
            let term = Term::from_field_text(self.fields.root, &root);
            for (ordinal, segment) in self.segments().iter().enumerate() {
                let not_met = |doc: u32| !self.met[ordinal][doc as usize];
                let ids = ids_with(segment, &term, self.fields.id, not_met)?;
                match self.half_read.contains(&root) {
                    true => unmet.kept += ids.len() as u64,
                    false => unmet.gone.extend(ids),
                }
            }
        }
        Ok(unmet)
    }

    fn segments(&self) -> &[SegmentReader] {
        self.before.as_ref().map_or(&[], |searcher| searcher.segment_readers())
    }

    fn hash_of(&mut self, segment: usize, doc: u32) -> Result<u64> {
        if self.hashes.is_empty() {
            let field = self.fields.content_hash;
            let columns = self.segments().iter().map(|segment| numbers(segment, field));
            self.hashes = columns.collect::<Result<_>>()?;
        }
        Ok(self.hashes[segment].first(doc).unwrap_or(0))
    }

    /// Returns the root of a document when it is another one that still exists.
    fn other_root(&self, segment: usize, doc: u32, root: &str) -> Result<Option<String>> {
        let inverted =
            self.segments()[segment].inverted_index(self.fields.root).map_err(unreadable)?;
        let mut terms = inverted.terms().stream().map_err(unreadable)?;
        while let Some((bytes, info)) = terms.next() {
            let other = String::from_utf8_lossy(bytes).into_owned();
            let mut postings = inverted
                .read_postings_from_terminfo(info, IndexRecordOption::Basic)
                .map_err(unreadable)?;
            let is_of_root = postings.doc() <= doc && postings.seek(doc) == doc;
            if is_of_root {
                let is_elsewhere = other != root && Path::new(&other).exists();
                return Ok(is_elsewhere.then_some(other));
            }
        }
        Ok(None)
    }
}

/// Names a source so that the next run knows it again.
pub(super) fn root(source: &Source) -> String {
    match source {
        Source::Stdin => STDIN_ROOT.to_owned(),
        Source::Path(path) => {
            let full = path.canonicalize().unwrap_or_else(|_| path.clone());
            full.to_string_lossy().into_owned()
        }
    }
}

/// Returns what is kept of an article's origin.
pub(super) fn origin(article: &Article, root: &str) -> Origin {
    let content = serde_json::to_vec(article).unwrap_or_default();
    Origin { root: root.to_owned(), content_hash: hash(&content) }
}

fn hash(bytes: &[u8]) -> u64 {
    let digest = blake3::hash(bytes);
    digest.as_bytes().first_chunk().map_or(0, |first| u64::from_le_bytes(*first))
}

/// Lists the ids of the living documents that have the term and satisfy the condition.
fn ids_with(
    segment: &SegmentReader,
    term: &Term,
    id: tantivy::schema::Field,
    condition: impl Fn(u32) -> bool,
) -> Result<Vec<String>> {
    let inverted = segment.inverted_index(term.field()).map_err(unreadable)?;
    let postings = inverted.read_postings(term, IndexRecordOption::Basic).map_err(unreadable)?;
    let Some(mut postings) = postings else { return Ok(Vec::new()) };
    let mut wanted = HashSet::new();
    while postings.doc() != TERMINATED {
        let doc = postings.doc();
        if !segment.is_deleted(doc) && condition(doc) {
            wanted.insert(doc);
        }
        postings.advance();
    }
    if wanted.is_empty() { Ok(Vec::new()) } else { ids_of(segment, id, &wanted) }
}

fn ids_of(
    segment: &SegmentReader,
    id: tantivy::schema::Field,
    wanted: &HashSet<u32>,
) -> Result<Vec<String>> {
    let inverted = segment.inverted_index(id).map_err(unreadable)?;
    let mut terms = inverted.terms().stream().map_err(unreadable)?;
    let mut ids = Vec::with_capacity(wanted.len());
    while let Some((bytes, info)) = terms.next() {
        let mut postings = inverted
            .read_postings_from_terminfo(info, IndexRecordOption::Basic)
            .map_err(unreadable)?;
        while postings.doc() != TERMINATED {
            if wanted.contains(&postings.doc()) {
                ids.push(String::from_utf8_lossy(bytes).into_owned());
            }
            postings.advance();
        }
    }
    Ok(ids)
}
