//! Brings an index in line with its sources: new articles in, changed ones anew, gone ones out.

mod changes;
mod pool;

use std::path::Path;
use std::time::{Duration, Instant};

use serde::Serialize;

use self::changes::{Change, Changes};
use self::pool::{Job, Pool};
use super::manifest::Manifest;
use super::writer::{Resources, Writer};
use super::{Index, schema};
use crate::analysis::Analyzer;
use crate::error::Result;
use crate::ingest::{self, Skip, Source};

/// How a synchronisation runs.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SyncOptions {
    /// How the sources are read.
    pub ingest: ingest::Options,
    /// Lemmas that the user prefers, as [`crate::analysis::read_exceptions`] gives them; `None`
    /// keeps those of the index. Others than those of the index need a rebuild.
    pub exceptions: Option<Vec<(String, String)>>,
    /// Threads that analyse, and as many that write; 0 = one for every core.
    pub jobs: usize,
    /// Memory for postings that are not written yet, in bytes.
    pub memory_bytes: usize,
    /// Builds the index anew beside the old one, which serves until the new one is complete.
    pub rebuild: bool,
    /// Counts what would change and changes nothing.
    pub dry_run: bool,
}

impl Default for SyncOptions {
    fn default() -> Self {
        SyncOptions {
            ingest: ingest::Options::default(),
            exceptions: None,
            jobs: 0,
            memory_bytes: 192 << 20,
            rebuild: false,
            dry_run: false,
        }
    }
}

/// What a synchronisation did.
#[derive(Debug, Clone, Default, Serialize)]
#[non_exhaustive]
pub struct SyncReport {
    /// Articles that were not there before.
    pub added: u64,
    /// Articles whose content differs from before.
    pub changed: u64,
    /// Articles whose source no longer has them.
    pub removed: u64,
    /// Articles left as they were.
    pub unchanged: u64,
    /// Articles that were not met again and stay, because a part of their source could not be
    /// read.
    pub kept: u64,
    /// Inputs left out, each with its reason.
    pub skipped: Vec<Skip>,
    /// Articles in the index now.
    pub articles: u64,
    /// Passages in the index now.
    pub passages: u64,
    /// Bytes of input read.
    pub source_bytes: u64,
    /// Bytes of the index on disk.
    pub index_bytes: u64,
    /// Time from start to commit.
    #[serde(rename = "took_ms", serialize_with = "as_milliseconds")]
    pub took: Duration,
}

/// Where a synchronisation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// Articles are read; so many bytes of input are done.
    Reading {
        /// Articles read.
        articles: u64,
        /// Bytes of input they came from.
        bytes: u64,
    },
    /// All is read; the last postings are written and merged.
    Committing,
}

/// Brings the index of `directory` in line with `sources` and makes it when there is none.
///
/// Articles of other sources, from earlier runs, stay. An interrupted run changes nothing.
///
/// # Errors
/// [`crate::ErrorKind::IndexBusy`] when another process writes, [`crate::ErrorKind::Input`] when a
/// source does not exist, [`crate::ErrorKind::IndexUnusable`] and [`crate::ErrorKind::Storage`].
pub fn synchronise(
    directory: impl AsRef<Path>,
    sources: &[Source],
    options: &SyncOptions,
    observe: &mut dyn FnMut(Progress),
) -> Result<SyncReport> {
    let started = Instant::now();
    let directory = directory.as_ref();
    let mut report = if options.dry_run {
        compare_only(directory, sources, options, observe)?
    } else {
        write(directory, sources, options, observe)?
    };
    report.took = started.elapsed();
    Ok(report)
}

fn write(
    directory: &Path,
    sources: &[Source],
    options: &SyncOptions,
    observe: &mut dyn FnMut(Progress),
) -> Result<SyncReport> {
    let analyzer = analyzer(directory, options)?;
    let threads = threads(options.jobs);
    let resources = Resources { threads, bytes: options.memory_bytes };
    let mut writer = Writer::open(directory, &analyzer, options.rebuild, resources)?;
    let mut changes = Changes::new(Some(writer.searcher()?), *writer.fields());
    let mut report = SyncReport::default();
    std::thread::scope(|scope| {
        let mut pool = Pool::start(scope, &writer, &analyzer, threads);
        let read =
            read(sources, options, &mut changes, &mut report, observe, &mut |job| pool.submit(job));
        pool.finish().and(read)
    })?;
    let unmet = changes.unmet(sources)?;
    report.removed = unmet.gone.len() as u64;
    report.kept = unmet.kept;
    unmet.gone.iter().try_for_each(|id| writer.remove(id))?;
    observe(Progress::Committing);
    let articles = changes.articles_before() + report.added - report.removed;
    // It reads the commit before, whose files could not go.
    drop(changes);
    writer.commit(articles)?;
    drop(writer);
    let statistics = Index::open(directory)?.snapshot()?.statistics()?;
    report.articles = statistics.articles;
    report.passages = statistics.passages;
    report.index_bytes = statistics.index_bytes;
    Ok(report)
}

/// Makes the analyzer for the articles: with the exceptions asked for, else with those that the
/// index has.
fn analyzer(directory: &Path, options: &SyncOptions) -> Result<Analyzer> {
    if let Some(exceptions) = &options.exceptions {
        return Ok(Analyzer::with_exceptions(exceptions));
    }
    match Manifest::read(directory) {
        Ok(manifest) => Ok(manifest.map(|manifest| manifest.analyzer()).unwrap_or_default()),
        // A rebuild is the way out of a damaged manifest.
        Err(_) if options.rebuild => Ok(Analyzer::default()),
        Err(damage) => Err(damage),
    }
}

fn compare_only(
    directory: &Path,
    sources: &[Source],
    options: &SyncOptions,
    observe: &mut dyn FnMut(Progress),
) -> Result<SyncReport> {
    let manifest = if options.rebuild { None } else { Manifest::read(directory)? };
    let before = match manifest {
        Some(manifest) => {
            manifest.check(directory, &analyzer(directory, options)?)?;
            Some(Index::open(directory)?.snapshot()?.searcher())
        }
        None => None,
    };
    let mut changes = Changes::new(before, schema::schema().1);
    let mut report = SyncReport::default();
    read(sources, options, &mut changes, &mut report, observe, &mut |_| Ok(()))?;
    let unmet = changes.unmet(sources)?;
    report.removed = unmet.gone.len() as u64;
    report.kept = unmet.kept;
    report.articles = changes.articles_before() + report.added - report.removed;
    Ok(report)
}

/// Reads every source, sorts its articles by what must be done, and submits the work.
fn read(
    sources: &[Source],
    options: &SyncOptions,
    changes: &mut Changes,
    report: &mut SyncReport,
    observe: &mut dyn FnMut(Progress),
    submit: &mut dyn FnMut(Job) -> Result<()>,
) -> Result<()> {
    let mut articles = 0;
    for source in sources {
        let root = changes::root(source);
        ingest::read(std::slice::from_ref(source), &options.ingest, &mut |item| {
            report.source_bytes += item.source_bytes;
            let article = match item.article {
                Ok(article) => article,
                Err(skip) => {
                    changes.leave(&skip, &root)?;
                    report.skipped.push(skip);
                    return Ok(());
                }
            };
            articles += 1;
            observe(Progress::Reading { articles, bytes: report.source_bytes });
            let origin = changes::origin(&article, &root);
            let replaces = match changes.classify(&article.id, &origin)? {
                Change::Unchanged => {
                    report.unchanged += 1;
                    return Ok(());
                }
                Change::Conflict(reason) => {
                    report.skipped.push(Skip::new(article.id, reason));
                    return Ok(());
                }
                Change::Added => {
                    report.added += 1;
                    false
                }
                Change::Changed => {
                    report.changed += 1;
                    true
                }
            };
            submit(Job { article, origin, replaces })
        })?;
    }
    Ok(())
}

fn threads(jobs: usize) -> usize {
    match jobs {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        jobs => jobs,
    }
}

fn as_milliseconds<S: serde::Serializer>(
    took: &Duration,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_u64(took.as_millis() as u64)
}
