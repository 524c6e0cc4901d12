//! What can be typed behind `cargo bench --bench peers --`.

use std::path::PathBuf;

use super::Outcome;

const USAGE: &str = "\
cargo bench --bench peers -- [ARTICLES QUERIES] [OPTIONS]
  --only NAMES        parts to measure, by comma: kinds of queries, or
                      frequent prefixes counts filters highlights threads process
                      indexing
  --collections NAMES passages, whole, or both by comma (as it is without)
  --work DIR          keep collections and indexes there and use them again
  --record FILE       write every figure as JSON
  --rounds N          rounds over all queries (3)
  --reps N            repetitions of each query in a round (7)
  --growth LARGER     also index LARGER, and ARTICLES with four times LARGER";

/// Parts of the table that are no kinds of queries.
pub const PARTS: [&str; 8] =
    ["frequent", "prefixes", "counts", "filters", "highlights", "threads", "process", "indexing"];

/// Word that makes this program answer as the baseline's process.
pub const STOCK_PROCESS: &str = "--stock-process";

pub struct Arguments {
    pub articles: Option<PathBuf>,
    pub queries: Option<PathBuf>,
    pub only: Vec<String>,
    pub collections: Vec<String>,
    pub work: Option<PathBuf>,
    pub record: Option<PathBuf>,
    pub growth: Option<PathBuf>,
    pub rounds: usize,
    pub repetitions: usize,
}

impl Arguments {
    pub fn read() -> Outcome<Self> {
        let mut read = Arguments {
            articles: None,
            queries: None,
            only: Vec::new(),
            collections: vec!["passages".to_owned(), "whole".to_owned()],
            work: None,
            record: None,
            growth: None,
            rounds: 3,
            repetitions: 7,
        };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            match word.as_str() {
                // Cargo says so to every bench.
                "--bench" => {}
                "--help" => return Err(USAGE.into()),
                option if option.starts_with("--") => {
                    let value = words.next().ok_or(format!("{option} lacks its value\n{USAGE}"))?;
                    read.set(option, value)?;
                }
                _ if read.articles.is_none() => read.articles = Some(word.into()),
                _ => read.queries = Some(word.into()),
            }
        }
        Ok(read)
    }

    /// Tells whether a part or a kind of queries is wanted.
    pub fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == name)
    }

    fn set(&mut self, option: &str, value: String) -> Outcome<()> {
        let list = |value: &str| value.split(',').map(str::to_owned).collect();
        match option {
            "--only" => self.only = list(&value),
            "--collections" => self.collections = list(&value),
            "--work" => self.work = Some(value.into()),
            "--record" => self.record = Some(value.into()),
            "--growth" => self.growth = Some(value.into()),
            "--rounds" => self.rounds = value.parse::<usize>()?.max(1),
            "--reps" => self.repetitions = value.parse::<usize>()?.max(1),
            _ => return Err(format!("{option} is unknown\n{USAGE}").into()),
        }
        Ok(())
    }
}

/// Returns the index and the query when this program is to answer as the baseline's process.
pub fn stock_process() -> Option<(PathBuf, String)> {
    let mut words = std::env::args().skip(1);
    (words.next()? == STOCK_PROCESS).then_some(())?;
    Some((words.next()?.into(), words.next()?))
}
