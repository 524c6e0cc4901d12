//! Words near each other, beside the phrase query of tantivy that comes nearest, over the very same
//! postings: `cargo bench --bench near -- INDEX`.
//!
//! `a +n b` asks for `b` at most `n` words behind `a`; a `PhraseQuery` of `a b` with a slop of
//! `n - 1` looks for the same, except that it counts the free position at the end of a sentence and
//! allows the other order when the slop is two or more. Both only find and count: nothing is ranked
//! again, fetched or shown.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use depeche::search::Sort;
use depeche::{Index, Query, SearchRequest, Searcher};
use tantivy::Term;
use tantivy::collector::Count;
use tantivy::query::PhraseQuery;

/// Words that are their own lemmas, from frequent to rare.
const PAIRS: [[&str; 2]; 8] = [
    ["pays", "monde"],
    ["premier", "ministre"],
    ["conseil", "administration"],
    ["gouvernement", "accord"],
    ["police", "justice"],
    ["ministre", "budget"],
    ["guerre", "paix"],
    ["projet", "loi"],
];
const DISTANCES: [u32; 3] = [1, 5, 20];
const RUNS: usize = 30;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// The index as tantivy sees it.
struct Stock {
    searcher: tantivy::Searcher,
    lemmas: tantivy::schema::Field,
}

impl Stock {
    fn open(index: &Path) -> Outcome<Stock> {
        let folders = std::fs::read_dir(index)?.flatten().map(|entry| entry.path());
        let data = folders.into_iter().find(|folder| folder.join("meta.json").is_file());
        let data = data.ok_or("the index has no data")?;
        let index = tantivy::Index::open_in_dir(data)?;
        let lemmas = index.schema().get_field("body_lemma")?;
        Ok(Stock { searcher: index.reader()?.searcher(), lemmas })
    }

    fn count(&self, words: [&str; 2], slop: u32) -> Outcome<u64> {
        let terms = words.map(|word| Term::from_field_text(self.lemmas, word)).to_vec();
        let mut query = PhraseQuery::new(terms);
        query.set_slop(slop);
        Ok(self.searcher.search(&query, &Count)? as u64)
    }
}

fn count(searcher: &Searcher, query: &str) -> Outcome<u64> {
    let mut request = SearchRequest::new(Query::parse(query).query);
    // What is not ordered by relevance is not ranked.
    (request.sort, request.limit) = (Sort::Newest, 0);
    Ok(searcher.search(&request)?.total_articles)
}

/// Returns the best time and the number of articles, which must stay the same.
fn best(answer: impl Fn() -> Outcome<u64>) -> Outcome<(Duration, u64)> {
    let expected = answer()?;
    let mut best = Duration::MAX;
    for _ in 0..RUNS {
        let started = Instant::now();
        let found = answer()?;
        best = best.min(started.elapsed());
        if found != expected {
            return Err(format!("{found} articles instead of {expected}").into());
        }
    }
    Ok((best, expected))
}

fn run(index: &Path) -> Outcome<()> {
    let stock = Stock::open(index)?;
    let searcher = Searcher::new(Index::open(index)?.snapshot()?);
    println!(
        "{:<28} {:>9} {:>7} {:>9} {:>7} {:>6}",
        "query", "depeche", "found", "tantivy", "found", "times"
    );
    let mut ratios = Vec::new();
    for words @ [left, right] in PAIRS {
        for distance in DISTANCES {
            // Words of the body alone, as in the one field of the phrase query.
            for query in
                [format!("{left} +{distance} {right}"), format!("{left} /{distance} {right}")]
            {
                let (own, found) = best(|| count(&searcher, &query))?;
                let (other, phrases) = best(|| stock.count(words, distance - 1))?;
                let times = other.as_secs_f64() / own.as_secs_f64();
                println!(
                    "{query:<28} {own:>9.1?} {found:>7} {other:>9.1?} {phrases:>7} {times:>6.2}"
                );
                ratios.push(times.ln());
            }
        }
    }
    let mean = ratios.iter().sum::<f64>() / ratios.len().max(1) as f64;
    println!("\ntantivy takes {:.2} times as long (geometric mean)", mean.exp());
    Ok(())
}

fn main() -> ExitCode {
    let Some(index) = std::env::args().skip(1).find(|word| !word.starts_with('-')) else {
        println!("near: name an index to measure");
        return ExitCode::SUCCESS;
    };
    match run(&PathBuf::from(index)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
