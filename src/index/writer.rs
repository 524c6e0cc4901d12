//! The writer: one at a time, everything or nothing.

use std::collections::HashSet;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::indexer::{IndexWriterOptions, NoMergePolicy};
use tantivy::{Index as Engine, IndexWriter, Searcher, Term};

use super::manifest::{self, Manifest};
use super::recorder::Recorder;
use super::replaced::Replaced;
use super::schema::{self, Fields};
use super::segment::SegmentBuilder;
use super::snapshot::unreadable;
use super::{create_engine, open_engine_to_write, storage};
use crate::analysis::Analyzer;
use crate::error::{Error, ErrorKind, Result};

/// Segments that searches can bear without a merge.
const MAX_SEGMENTS: usize = 4;

/// Holds the index for writing. Nothing is visible before [`Writer::commit`].
pub(super) struct Writer {
    directory: PathBuf,
    manifest: Manifest,
    engine: Engine,
    inner: IndexWriter,
    fields: Fields,
    /// Memory for the postings of one thread, in bytes.
    bytes_per_thread: usize,
    /// The segments of the commit before.
    before: Arc<HashSet<SegmentId>>,
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
        // Segments are written by threads of ours; tantivy's own do nothing.
        let options =
            IndexWriterOptions::builder().num_worker_threads(1).num_merge_threads(1).build();
        let inner =
            engine.writer_with_options(options).map_err(|cause| storage(directory, cause))?;
        inner.set_merge_policy(Box::new(NoMergePolicy));
        let fields = schema::schema().1;
        let bytes_per_thread = resources.bytes_per_thread();
        let segments = engine.searchable_segment_ids();
        let before = segments.map_err(|cause| storage(directory, cause))?;
        let before = Arc::new(before.into_iter().collect());
        let directory = directory.to_owned();
        Ok(Writer {
            directory,
            manifest,
            engine,
            inner,
            fields,
            bytes_per_thread,
            before,
            _lock: lock,
        })
    }

    /// Returns a view of what was committed before.
    pub(super) fn searcher(&self) -> Result<Searcher> {
        Ok(self.engine.reader().map_err(unreadable)?.searcher())
    }

    pub(super) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Begins to record articles; each thread has a recorder of its own.
    pub(super) fn recorder(&self, analyzer: Analyzer) -> Recorder<'_> {
        Recorder::new(self, analyzer, self.bytes_per_thread)
    }

    /// Begins a segment.
    pub(super) fn begin_segment(&self, analyzer: Analyzer) -> Result<SegmentBuilder> {
        let place = self.manifest.data_folder(&self.directory);
        let begun = SegmentBuilder::begin(self.inner.new_segment(), &place, analyzer);
        begun.map_err(|cause| storage(&self.directory, cause))
    }

    /// Writes a segment and makes it part of the next commit.
    pub(super) fn add_segment(&self, segment: SegmentBuilder) -> Result<Analyzer> {
        let failed = |cause| storage(&self.directory, cause);
        let (meta, analyzer) = segment.finish().map_err(failed)?;
        self.inner.add_segment(meta).map_err(failed)?;
        Ok(analyzer)
    }

    /// Removes an article of the commit before.
    pub(super) fn remove(&self, id: &str) -> Result<()> {
        let term = Term::from_field_text(self.fields.id, id);
        let removed = Box::new(Replaced::new(term, Arc::clone(&self.before)));
        let removed = self.inner.delete_query(removed);
        removed.map(drop).map_err(|cause| storage(&self.directory, cause))
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
        let is_new = self.before.is_empty();
        let is_scattered = largest.unwrap_or(0) * 5 < alive * 4;
        let is_needed = segments.len() > MAX_SEGMENTS || is_worn || is_scattered || is_new;
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
    /// Threads that analyse and record.
    pub threads: usize,
    /// Memory for all of them.
    pub bytes: usize,
}

impl Resources {
    /// Places in the postings of a segment have 32 bits; small segments would have to be merged.
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
