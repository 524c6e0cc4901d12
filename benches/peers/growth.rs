//! How latency and indexing change with the number of passages.

use std::path::{Path, PathBuf};

use depeche::bench::{self, BenchOptions, Latency, Workload};
use depeche::{Index, Searcher};
use serde::Serialize;

use super::Outcome;
use super::arguments::Arguments;
use super::collection::{Collection, whole};
use super::indexes::{build_own, built};
use super::record::Record;

/// Kinds whose growth is told.
const KINDS: [&str; 3] = ["term", "and", "phrase"];

/// Times that the larger collection is added to the smaller one.
const TIMES: usize = 4;

/// Figures of one size.
#[derive(Serialize)]
struct Size {
    documents: u64,
    passages: u64,
    megabytes_per_second: f64,
    mean_us: Vec<f64>,
}

/// Prints the sizes below each other, each beside what the square root would give.
pub fn print(
    arguments: &Arguments,
    larger: &PathBuf,
    work: &Path,
    workload: &Workload,
    record: &mut Record,
) -> Outcome<()> {
    let smaller = arguments.articles.as_ref().ok_or("growth needs ARTICLES")?;
    let mut both = vec![smaller];
    both.extend([larger; TIMES]);
    let sizes: [(&str, &[&PathBuf]); 3] =
        [("growth-1", &[smaller]), ("growth-2", &[larger]), ("growth-3", &both)];
    println!("\ngrowth: mean µs and, in brackets, its ratio to the first ÷ that of √passages");
    let mut first: Option<Size> = None;
    for (name, sources) in sizes {
        let size = measure(work, name, sources, workload)?;
        let base = first.as_ref().unwrap_or(&size);
        let root = (size.passages as f64 / base.passages as f64).sqrt();
        let growth = size
            .mean_us
            .iter()
            .zip(&base.mean_us)
            .map(|(mean, base)| format!("{mean:.0} ({:.2})", mean / base / root));
        let growth: Vec<String> = growth.collect();
        println!(
            "{:9} passages, {:.2} MB/s: {} {}",
            size.passages,
            size.megabytes_per_second,
            KINDS.join(" · "),
            growth.join(" · ")
        );
        record.keep("growth", name, &size)?;
        first = first.or(Some(size));
    }
    Ok(())
}

fn measure(work: &Path, name: &str, sources: &[&PathBuf], workload: &Workload) -> Outcome<Size> {
    let collection = Collection::make(work, name, sources, whole)?;
    let directory = collection.folder.join("depeche");
    let build = built(&directory, |directory| build_own(directory, &collection.articles()))?;
    let searcher = Searcher::new(Index::open(&directory)?.snapshot()?);
    let report = bench::run(&searcher, workload, &BenchOptions::default())?;
    let mean =
        |kind: &&str| report.kinds.get(*kind).map_or(0.0, |latency: &Latency| latency.mean_us);
    Ok(Size {
        documents: collection.facts.documents,
        passages: searcher.snapshot().statistics()?.passages,
        megabytes_per_second: collection.facts.text_bytes as f64 / 1e6 / build.seconds,
        mean_us: KINDS.iter().map(mean).collect(),
    })
}
