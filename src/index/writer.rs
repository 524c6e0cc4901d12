//! The writer: one at a time, everything or nothing.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use tantivy::indexer::{IndexWriterOptions, NoMergePolicy};
use tantivy::{Index as Engine, IndexWriter, Searcher, Term};

use super::budget::{BudgetedDocument, ByteBudget};
use super::document::{self, Origin};
use super::manifest::{self, Manifest};
use super::schema::{self, Fields};
use super::snapshot::unreadable;
use super::{create_engine, open_engine_to_write, storage};
use crate::analysis::Analyzer;
use crate::article::Article;
use crate::error::{Error, ErrorKind, Result};

/// Documents waiting for tantivy, in bytes.
const IN_FLIGHT_BYTES: usize = 24 << 20;

/// Segments that searches can bear without a merge.
const MAX_SEGMENTS: usize = 4;

/// Holds the index for writing. Nothing is visible before [`Writer::commit`].
pub(super) struct Writer {
    directory: PathBuf,
    manifest: Manifest,
    engine: Engine,
    inner: IndexWriter<BudgetedDocument>,
    budget: ByteBudget,
    fields: Fields,
    /// Nothing was committed to this generation before.
    is_new: bool,
    // Last, so that the lock outlives everything that writes.
    _lock: File,
}

impl Writer {
    /// Opens or creates the index of a directory for writing. With `rebuild` a new generation of
    /// the data is written beside the old one, which stays in force until the commit.
    ///
    /// # Errors
    /// [`ErrorKind::IndexBusy`] when another process writes, [`ErrorKind::IndexUnusable`] when the
    /// index is of another format or analysis, [`ErrorKind::Storage`] when the disk refuses.
    pub(super) fn open(
        directory: &Path,
        analyzer: &Analyzer,
        rebuild: bool,
        resources: Resources,
    ) -> Result<Self> {
        fs::create_dir_all(directory).map_err(|cause| storage(directory, cause))?;
        let lock = lock(directory)?;
        let (manifest, engine) = prepare(directory, analyzer, rebuild)?;
        let options = IndexWriterOptions::builder()
            .num_worker_threads(resources.threads)
            .memory_budget_per_thread(resources.bytes_per_thread())
            .num_merge_threads(1)
            .build();
        let inner =
            engine.writer_with_options(options).map_err(|cause| storage(directory, cause))?;
        inner.set_merge_policy(Box::new(NoMergePolicy));
        let fields = schema::schema().1;
        let budget = ByteBudget::new(IN_FLIGHT_BYTES);
        let segments = engine.searchable_segment_metas();
        let is_new = segments.map_err(|cause| storage(directory, cause))?.is_empty();
        let directory = directory.to_owned();
        Ok(Writer { directory, manifest, engine, inner, budget, fields, is_new, _lock: lock })
    }

    /// Returns a view of what was committed before.
    pub(super) fn searcher(&self) -> Result<Searcher> {
        Ok(self.engine.reader().map_err(unreadable)?.searcher())
    }

    pub(super) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Analyses an article and adds it, instead of an older one with the same id when `replaces`.
    pub(super) fn put(
        &self,
        article: &Article,
        origin: &Origin,
        replaces: bool,
        analyzer: &mut Analyzer,
    ) -> Result<()> {
        let document = document::build(article, origin, &self.fields, analyzer)?;
        // The three levels and the stored text are each about as long as the body.
        let bytes = 4 * article.body.len() + article.title.len();
        let document = self.budget.admit(document, bytes);
        if replaces {
            self.remove(&article.id);
        }
        let added = self.inner.add_document(document);
        added.map(drop).map_err(|cause| storage(&self.directory, cause))
    }

    /// Removes an article.
    pub(super) fn remove(&self, id: &str) {
        self.inner.delete_term(Term::from_field_text(self.fields.id, id));
    }

    /// Finds out why adding failed: tantivy keeps the cause in a thread of its own.
    pub(super) fn explain(&mut self, failure: Error) -> Error {
        match self.inner.prepare_commit() {
            Err(cause) => storage(&self.directory, cause),
            Ok(commit) => {
                commit.abort().map_or_else(|cause| storage(&self.directory, cause), |_| failure)
            }
        }
    }

    /// Makes all changes visible at once and durable.
    pub(super) fn commit(&mut self, articles: u64) -> Result<()> {
        let failed = |cause| storage(&self.directory, cause);
        let mut commit = self.inner.prepare_commit().map_err(failed)?;
        commit.set_payload(&articles.to_string());
        commit.commit().map_err(failed)?;
        self.merge_where_it_pays()?;
        self.put_in_force()
    }

    /// Merges all segments after a bulk load; a small addition to a large index waits for more.
    fn merge_where_it_pays(&mut self) -> Result<()> {
        let failed = |cause| storage(&self.directory, cause);
        let segments = self.engine.searchable_segment_metas().map_err(failed)?;
        let alive: u64 = segments.iter().map(|segment| u64::from(segment.num_docs())).sum();
        let deleted: u64 =
            segments.iter().map(|segment| u64::from(segment.num_deleted_docs())).sum();
        let is_worn = deleted * 4 > alive;
        let largest = segments.iter().map(|segment| u64::from(segment.num_docs())).max();
        let is_scattered = largest.unwrap_or(0) * 5 < alive * 4;
        let is_needed = segments.len() > MAX_SEGMENTS || is_worn || is_scattered || self.is_new;
        let ids: Vec<_> = segments.iter().map(|segment| segment.id()).collect();
        // Whatever speaks of a segment keeps its files.
        drop(segments);
        if ids.len() > 1 && is_needed {
            self.inner.merge(&ids).wait().map_err(failed)?;
        }
        self.inner.garbage_collect_files().wait().map_err(failed)?;
        Ok(())
    }

    /// Switches to the generation that was written and removes the one before.
    fn put_in_force(&self) -> Result<()> {
        let data = self.manifest.data_folder(&self.directory);
        manifest::sync_folder(&data).map_err(|cause| storage(&data, cause))?;
        self.manifest.write(&self.directory)?;
        for generation in manifest::generations(&self.directory) {
            if generation != self.manifest.generation {
                let other = Manifest { generation, ..self.manifest.clone() };
                let folder = other.data_folder(&self.directory);
                fs::remove_dir_all(&folder).map_err(|cause| storage(&folder, cause))?;
            }
        }
        Ok(())
    }
}

/// What a writer may use.
#[derive(Debug, Clone, Copy)]
pub(super) struct Resources {
    /// Threads that write postings.
    pub threads: usize,
    /// Memory for all of them.
    pub bytes: usize,
}

impl Resources {
    /// tantivy refuses less than 15 MB or more than 4 GB for a thread.
    fn bytes_per_thread(self) -> usize {
        (self.bytes / self.threads.max(1)).clamp(16 << 20, 3 << 30)
    }
}

fn lock(directory: &Path) -> Result<File> {
    let path = directory.join("writer.lock");
    let file = File::options().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(|cause| storage(&path, cause))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            let message = format!("another process is writing to `{}`", directory.display());
            Err(Error::new(ErrorKind::IndexBusy, message).with_hint("wait until it has finished"))
        }
        Err(TryLockError::Error(cause)) => Err(storage(&path, cause)),
    }
}

/// Finds the generation to write to.
fn prepare(directory: &Path, analyzer: &Analyzer, rebuild: bool) -> Result<(Manifest, Engine)> {
    let read = Manifest::read(directory);
    if rebuild && Manifest::exists(directory) {
        // Also the way out of a damaged manifest, so what it says is not asked.
        let generation = last_generation(directory) + 1;
        return begin(directory, Manifest::new(analyzer, generation), false);
    }
    match read? {
        Some(manifest) => {
            manifest.check(directory, analyzer)?;
            let engine = open_engine_to_write(directory, &manifest.data_folder(directory))?;
            Ok((manifest, engine))
        }
        None => begin(directory, Manifest::new(analyzer, 1), true),
    }
}

/// Returns the highest generation that has a data folder, in force or not.
fn last_generation(directory: &Path) -> u64 {
    let generations = manifest::generations(directory);
    generations.into_iter().max().unwrap_or(0)
}

/// Starts a generation from nothing; a folder left by a rebuild that was stopped goes first.
fn begin(directory: &Path, manifest: Manifest, is_first: bool) -> Result<(Manifest, Engine)> {
    let data = manifest.data_folder(directory);
    if data.exists() {
        fs::remove_dir_all(&data).map_err(|cause| storage(&data, cause))?;
    }
    let engine = create_engine(&data)?;
    if is_first {
        // From here on the directory is known as ours, and as half-built until the commit.
        manifest.write(directory)?;
    }
    Ok((manifest, engine))
}
