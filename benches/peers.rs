//! depeche beside a plain tantivy program, in one run:
//! `cargo bench --bench peers -- ARTICLES.jsonl QUERIES.tsv`.
//!
//! Both index the same articles into one segment and answer the same queries on one thread, warm;
//! the best of several repetitions counts. Without arguments the sample corpus serves, which is
//! far too small for a verdict and shows only that both run.

mod stock;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use depeche::bench::{self, BenchOptions, Workload};
use depeche::ingest::{self, Options, Source};
use depeche::{Index, Searcher, SyncOptions, synchronise};
use stock::Stock;

const REPETITIONS: u32 = 7;

const SAMPLE_QUERIES: &str = "term\tgouvernement\nphrase\t\"assistance militaire\"\n\
    phrase\t\"Corée du Nord\"\nand\taccord paix\nterm\ttraité\n";

/// Answers of one kind.
#[derive(Default)]
struct Kind {
    stock: Vec<f64>,
    ours: Vec<f64>,
    /// Queries that the stock query parser refuses.
    refused: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let articles = arguments.first().map_or(sample, PathBuf::from);
    let queries = match arguments.get(1) {
        Some(path) => fs::read_to_string(path)?,
        None => SAMPLE_QUERIES.to_owned(),
    };
    let workload = Workload::read(&queries, "queries")?;
    let folder = tempfile::tempdir()?;
    let lines = json_lines(&articles)?;
    let source_path = folder.path().join("articles.jsonl");
    fs::write(&source_path, &lines)?;
    let stock = build_stock(&folder.path().join("stock"), &lines)?;
    let ours = build_ours(&folder.path().join("ours"), &source_path)?;
    measure(&stock, &ours, &workload)
}

/// Gives both the same articles, as depeche reads them.
fn json_lines(path: &Path) -> Result<String, Box<dyn Error>> {
    let mut lines = String::new();
    ingest::read(&[Source::Path(path.to_owned())], &Options::default(), &mut |item| {
        if let Ok(article) = item.article {
            lines.push_str(&serde_json::to_string(&article).unwrap_or_default());
            lines.push('\n');
        }
        Ok(())
    })?;
    Ok(lines)
}

fn build_stock(directory: &Path, lines: &str) -> Result<Stock, Box<dyn Error>> {
    fs::create_dir(directory)?;
    let started = Instant::now();
    let stock = Stock::build(directory, lines)?;
    report_build("stock", started, lines.len(), stock.index_bytes()?, stock.article_count());
    Ok(stock)
}

fn build_ours(directory: &Path, source: &Path) -> Result<Searcher, Box<dyn Error>> {
    let started = Instant::now();
    let mut options = SyncOptions::default();
    options.jobs = 1;
    let sources = [Source::Path(source.to_owned())];
    let report = synchronise(directory, &sources, &options, &mut |_| ())?;
    let bytes = report.source_bytes as usize;
    report_build("depeche", started, bytes, report.index_bytes, report.articles);
    Ok(Searcher::new(Index::open(directory)?.snapshot()?))
}

fn report_build(name: &str, started: Instant, bytes: usize, index_bytes: u64, articles: u64) {
    let seconds = started.elapsed().as_secs_f64();
    let megabytes = bytes as f64 / 1e6;
    println!(
        "{name:8} {articles} articles, {:.1} MB/s, index {:.2} times the input",
        megabytes / seconds,
        index_bytes as f64 / bytes as f64
    );
}

fn measure(stock: &Stock, ours: &Searcher, workload: &Workload) -> Result<(), Box<dyn Error>> {
    let mut options = BenchOptions::default();
    options.repetitions = REPETITIONS;
    let report = bench::run(ours, workload, &options, &mut |_| ())?;
    let mut kinds: BTreeMap<&str, Kind> = BTreeMap::new();
    for (query, sample) in workload.queries.iter().zip(&report.samples) {
        let kind = kinds.entry(query.kind.as_str()).or_default();
        match best_of_stock(stock, &query.text)? {
            Some(best) => {
                kind.stock.push(best);
                kind.ours.push(sample.best.as_secs_f64() * 1e6);
            }
            None => kind.refused += 1,
        }
    }
    println!("\nwhole answers, µs, best of {REPETITIONS}; queries that stock refuses are left out");
    println!(
        "{:9} {:>4} {:>8} | {:>9} {:>9} {:>6} | {:>9} {:>9} {:>6}",
        "kind", "n", "refused", "mean", "depeche", "ratio", "p99", "depeche", "ratio"
    );
    for (name, kind) in &mut kinds {
        print_kind(name, kind);
    }
    Ok(())
}

fn best_of_stock(stock: &Stock, query: &str) -> Result<Option<f64>, Box<dyn Error>> {
    let mut best = f64::INFINITY;
    for _ in 0..=REPETITIONS {
        let started = Instant::now();
        if stock.answer(query)?.is_none() {
            return Ok(None);
        }
        best = best.min(started.elapsed().as_secs_f64() * 1e6);
    }
    Ok(Some(best))
}

fn print_kind(name: &str, kind: &mut Kind) {
    let mean = |times: &[f64]| times.iter().sum::<f64>() / times.len().max(1) as f64;
    let p99 = |times: &mut Vec<f64>| {
        times.sort_unstable_by(f64::total_cmp);
        let rank = (times.len() * 99).div_ceil(100).saturating_sub(1);
        times.get(rank).copied().unwrap_or(0.0)
    };
    let (n, stock_mean, ours_mean) = (kind.stock.len(), mean(&kind.stock), mean(&kind.ours));
    let (stock_p99, ours_p99) = (p99(&mut kind.stock), p99(&mut kind.ours));
    println!(
        "{name:9} {n:4} {:8} | {stock_mean:9.0} {ours_mean:9.0} {:6.2} | {stock_p99:9.0} \
         {ours_p99:9.0} {:6.2}",
        kind.refused,
        stock_mean / ours_mean,
        stock_p99 / ours_p99
    );
}
