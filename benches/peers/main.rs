//! depeche beside a plain tantivy program, in one run:
//! `cargo bench --bench peers -- ARTICLES.jsonl QUERIES.tsv`.
//!
//! Both index the same articles into one segment and answer the same queries by turns, on one
//! thread, warm. Of each query the best of several repetitions counts; the whole is done in
//! several rounds, of which the median and the spread are told. Without arguments the sample
//! corpus serves, which is far too small for a verdict and shows only that everything runs.

mod arguments;
mod building;
mod collection;
mod contest;
mod cutting;
mod growth;
mod indexes;
mod processes;
mod record;
mod stock;
mod tables;

use std::error::Error;

use arguments::Arguments;
use collection::Collection;
use depeche::bench::Workload;
use indexes::Indexes;
use record::Record;

/// Whatever went wrong.
type Outcome<T> = Result<T, Box<dyn Error>>;

/// Queries for the sample corpus.
const SAMPLE_QUERIES: &str = "term\tgouvernement\nphrase\t\"assistance militaire\"\n\
    phrase\t\"Corée du Nord\"\nand\taccord paix\nterm\ttraité\nprefix\tmilitair*\n";

fn main() -> Outcome<()> {
    if let Some((directory, query)) = arguments::stock_process() {
        return processes::answer_as_stock(&directory, &query);
    }
    let arguments = Arguments::read()?;
    let queries = match &arguments.queries {
        Some(path) => std::fs::read_to_string(path)?,
        None => SAMPLE_QUERIES.to_owned(),
    };
    let workload = Workload::read(&queries, "queries")?;
    if let Some(name) = arguments.only.iter().find(|name| !tables::is_known(name, &workload)) {
        return Err(format!("--only {name}: there is no such part or kind of queries").into());
    }
    let scratch = tempfile::tempdir()?;
    let work = arguments.work.clone().unwrap_or_else(|| scratch.path().to_owned());
    let mut record = Record::new(&arguments, &queries)?;
    for collection in Collection::all(&arguments, &work)? {
        let indexes = Indexes::open_or_build(&collection)?;
        tables::print_all(&arguments, &indexes, &workload, &mut record)?;
    }
    if let Some(larger) = &arguments.growth {
        growth::print(&arguments, larger, &work, &workload, &mut record)?;
    }
    record.write(arguments.record.as_deref())
}
