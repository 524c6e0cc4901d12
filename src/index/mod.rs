//! The index: articles on disk, ready to be searched.

mod block_table;
mod bounded;
mod codec;
mod columns;
mod directory;
mod form_term;
mod implied;
mod manifest;
mod pairs;
mod recorder;
mod replaced;
mod schema;
mod segment;
mod snapshot;
mod statistics;
mod stored;
mod stored_reader;
mod synchronise;
mod writer;

use std::fs;
use std::path::{Path, PathBuf};

use tantivy::directory::MmapDirectory;
use tantivy::store::Compressor;
use tantivy::{Index as Engine, IndexSettings};

pub use snapshot::Snapshot;
pub use statistics::{FieldStatistics, Statistics};
pub use synchronise::{Progress, SyncOptions, SyncReport, synchronise};

pub(crate) use bounded::bounded;
pub(crate) use columns::Columns;
pub(crate) use form_term::{END_OF_FORM, form_and_lemma, form_prefix, form_term};
pub(crate) use implied::implied_forms;
pub(crate) use pairs::{PairKey, is_auxiliary, is_frequent, pair_term};
pub(crate) use schema::{Fields, PARAGRAPH_MARK, SENTENCE_MARK};
pub(crate) use snapshot::unreadable;
pub(crate) use stored::{PackedArticle, StoredArticle, StoredPassage, StoredSentence, span};
pub(crate) use stored_reader::StoredReader;

use crate::analysis::Analyzer;
use crate::error::{Error, ErrorKind, Result};
use directory::ReadDirectory;
use manifest::Manifest;

/// Articles are fetched one at a time; a small block keeps what is copied in vain small.
const STORE_BLOCK_BYTES: usize = 4096;

/// An index on disk, open for reading.
///
/// ```no_run
/// # fn main() -> depeche::Result<()> {
/// let index = depeche::Index::open("index")?;
/// println!("{} articles", index.snapshot()?.article_count());
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Index {
    directory: PathBuf,
    engine: Engine,
    fields: Fields,
    analyzer: Analyzer,
}

impl Index {
    /// Opens the index of a directory.
    ///
    /// # Errors
    /// [`ErrorKind::IndexMissing`] when there is none, [`ErrorKind::IndexUnusable`] when it is
    /// foreign, half-built, damaged, of another format or of another analysis.
    pub fn open(directory: impl AsRef<Path>) -> Result<Self> {
        let directory = directory.as_ref();
        let Some(manifest) = Manifest::read(directory)? else {
            let message = format!("there is no index in `{}`", directory.display());
            return Err(Error::new(ErrorKind::IndexMissing, message)
                .with_hint(format!("depeche index SOURCE --index {}", directory.display())));
        };
        let analyzer = manifest.analyzer();
        manifest.check(directory, &analyzer)?;
        let engine = open_engine(directory, &manifest.data_folder(directory))?;
        let (_, fields) = schema::schema();
        let index = Index { directory: directory.to_owned(), engine, fields, analyzer };
        index.check_counts()?;
        Ok(index)
    }

    /// Takes a view of the last commit; later commits do not change it.
    ///
    /// # Errors
    /// [`ErrorKind::IndexUnusable`] when files of the index are missing or damaged.
    pub fn snapshot(&self) -> Result<Snapshot> {
        Snapshot::new(&self.engine, self.fields, self.analyzer.clone())
    }

    /// Returns a fresh analyzer with the rules that the index was built with, the user's exceptions
    /// among them.
    pub fn analyzer(&self) -> Analyzer {
        self.analyzer.clone()
    }

    /// Returns the directory.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// A commit carries its number of articles; another number in the files is damage, none at
    /// all is a first run that was stopped.
    fn check_counts(&self) -> Result<()> {
        let place = self.directory.display();
        let metas = self.engine.load_metas().map_err(|cause| {
            damaged(format!("index `{place}` has damaged metadata")).caused_by(cause)
        })?;
        let counted: u64 = metas.segments.iter().map(|segment| u64::from(segment.num_docs())).sum();
        match metas.payload.as_deref().and_then(|payload| payload.parse::<u64>().ok()) {
            Some(articles) if articles == counted => Ok(()),
            Some(articles) => Err(damaged(format!(
                "index `{place}` holds {counted} articles where its last commit wrote {articles}"
            ))),
            None => {
                let message = format!("index `{place}` is half-built: its first run did not end");
                Err(Error::new(ErrorKind::IndexUnusable, message)
                    .with_hint("run the same `depeche index` again"))
            }
        }
    }
}

/// Opens the data for searching, its files mapped into memory.
fn open_engine(directory: &Path, data: &Path) -> Result<Engine> {
    checked(directory, Engine::open(open_data(directory, data)?))
}

/// Opens the data for writing, its files read piece by piece.
fn open_engine_to_write(directory: &Path, data: &Path) -> Result<Engine> {
    checked(directory, Engine::open(ReadDirectory::new(open_data(directory, data)?, data)))
}

fn open_data(directory: &Path, data: &Path) -> Result<MmapDirectory> {
    MmapDirectory::open(data).map_err(|cause| {
        damaged(format!("index `{}` lacks its data folder", directory.display())).caused_by(cause)
    })
}

fn checked(directory: &Path, opened: tantivy::Result<Engine>) -> Result<Engine> {
    let place = directory.display();
    let engine = opened
        .map_err(|cause| damaged(format!("index `{place}` cannot be opened")).caused_by(cause))?;
    if engine.schema() != schema::schema().0 {
        return Err(damaged(format!("index `{place}` has other fields than this program")));
    }
    Ok(engine)
}

fn create_engine(data: &Path) -> Result<Engine> {
    fs::create_dir_all(data).map_err(|cause| storage(data, cause))?;
    let mmap = MmapDirectory::open(data).map_err(|cause| storage(data, cause))?;
    let builder = Engine::builder().schema(schema::schema().0).settings(settings());
    builder.open_or_create(ReadDirectory::new(mmap, data)).map_err(|cause| storage(data, cause))
}

fn settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::None,
        docstore_blocksize: STORE_BLOCK_BYTES,
        // Another thread would pay for compression only.
        docstore_compress_dedicated_thread: false,
        ..IndexSettings::default()
    }
}

fn damaged(message: String) -> Error {
    Error::new(ErrorKind::IndexUnusable, message)
        .with_hint("build it anew from the same sources: depeche index --rebuild SOURCE")
}

fn storage(path: &Path, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    let message = format!("cannot write to `{}`", path.display());
    Error::new(ErrorKind::Storage, message).caused_by(cause)
}
