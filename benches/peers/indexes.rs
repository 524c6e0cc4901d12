//! The indexes of a collection: depeche's, the baseline's, and the baseline's with a stop list.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use depeche::ingest::Source;
use depeche::{Index, Searcher, SyncOptions, synchronise};
use serde::{Deserialize, Serialize};

use super::Outcome;
use super::collection::{Collection, Facts};
use super::stock::Stock;

/// Clock ticks of Linux in a second.
const TICKS_PER_SECOND: f64 = 100.0;

/// All indexes of a collection, open.
pub struct Indexes {
    pub collection: String,
    pub facts: Facts,
    pub articles: PathBuf,
    pub own_directory: PathBuf,
    pub stock_directory: PathBuf,
    pub own: Searcher,
    pub stock: Stock,
    /// The baseline with tantivy's French stop list.
    pub stopping: Stock,
    pub builds: Vec<Build>,
}

/// How an index was made.
#[derive(Serialize, Deserialize, Clone)]
pub struct Build {
    pub name: String,
    pub seconds: f64,
    /// Time of all threads together; none where the system does not tell.
    pub core_seconds: Option<f64>,
    pub index_bytes: u64,
    pub segments: u64,
}

impl Indexes {
    pub fn open_or_build(collection: &Collection) -> Outcome<Indexes> {
        let place = |name: &str| collection.folder.join(name);
        let articles = collection.articles();
        let builds = vec![
            built(&place("depeche"), |directory| build_own(directory, &articles))?,
            built(&place("stock"), |directory| build_stock(directory, &articles, false))?,
            built(&place("stock-stop"), |directory| build_stock(directory, &articles, true))?,
        ];
        let own = Searcher::new(Index::open(place("depeche"))?.snapshot()?);
        let (stock, stopping) =
            (Stock::open(&place("stock"), false)?, Stock::open(&place("stock-stop"), true)?);
        let counts =
            [own.snapshot().article_count(), stock.article_count(), stopping.article_count()];
        if counts != [collection.facts.documents; 3] {
            return Err(format!(
                "{counts:?} of {} documents are indexed",
                collection.facts.documents
            )
            .into());
        }
        Ok(Indexes {
            collection: collection.name.clone(),
            facts: collection.facts.clone(),
            articles,
            own_directory: place("depeche"),
            stock_directory: place("stock"),
            own,
            stock,
            stopping,
            builds,
        })
    }
}

/// Builds an index once: what was told of it then stands beside it.
pub fn built(directory: &Path, build: impl FnOnce(&Path) -> Outcome<(u64, u64)>) -> Outcome<Build> {
    let told = directory.with_extension("json");
    if let Ok(text) = fs::read_to_string(&told) {
        return Ok(serde_json::from_str(&text)?);
    }
    let ((index_bytes, segments), Seconds { wall, core }) = spent(|| build(directory))?;
    let name = directory.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let build = Build { name, seconds: wall, core_seconds: core, index_bytes, segments };
    fs::write(told, serde_json::to_string(&build)?)?;
    Ok(build)
}

/// What some work took.
pub struct Seconds {
    pub wall: f64,
    /// Of all threads together; none where the system does not tell.
    pub core: Option<f64>,
}

/// Does some work and tells what it took.
pub fn spent<T>(work: impl FnOnce() -> Outcome<T>) -> Outcome<(T, Seconds)> {
    let (started, before) = (Instant::now(), ticks());
    let done = work()?;
    let core = ticks().zip(before).map(|(after, before)| (after - before) / TICKS_PER_SECOND);
    Ok((done, Seconds { wall: started.elapsed().as_secs_f64(), core }))
}

/// Builds depeche's index with one writer.
pub fn build_own(directory: &Path, articles: &Path) -> Outcome<(u64, u64)> {
    let mut options = SyncOptions::default();
    options.jobs = 1;
    let sources = [Source::Path(articles.to_owned())];
    let report = synchronise(directory, &sources, &options, &mut |_| ())?;
    let statistics = Index::open(directory)?.snapshot()?.statistics()?;
    Ok((report.index_bytes, statistics.segments))
}

/// Builds the baseline's index with one writer.
pub fn build_stock(directory: &Path, articles: &Path, stops: bool) -> Outcome<(u64, u64)> {
    fs::create_dir_all(directory)?;
    let stock = Stock::build(directory, articles, stops)?;
    Ok((stock.index_bytes()?, stock.segments()))
}

/// Returns the clock ticks that all threads of this process took so far.
fn ticks() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program may hold spaces; it ends with the last parenthesis.
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    Some(fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?)
}
