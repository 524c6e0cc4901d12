//! Queries made to hurt, each against a plain query of three words over the same index.
//!
//! `cargo bench --bench worst -- [INDEX [ROWS]]`; without an index, over the sample corpus, which
//! shows that the suite runs and little else. With ROWS, only the queries whose name has that text;
//! where none has it, it is itself the query.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use depeche::ingest::Source;
use depeche::{Index, Query, SearchRequest, Searcher, SyncOptions, synchronise};

/// What everything is measured by.
const PLAIN: &str = "accord paix gouvernement";
/// Slower than so many plain queries is a defect.
const MOST_TIMES: f64 = 50.0;
/// Time spent on one query, so that quick ones are measured often.
const BUDGET: Duration = Duration::from_secs(1);
const LEAST_RUNS: u32 = 10;

/// Words that most articles have.
const FREQUENT: [&str; 8] =
    ["pays", "président", "an", "faire", "dire", "premier", "France", "pouvoir"];

/// Beginnings of frequent words of the press, four letters each.
const BEGINNINGS: [&str; 24] = [
    "accor", "arti", "assu", "cham", "char", "comm", "comp", "conc", "cont", "cons", "dépa",
    "déci", "enqu", "entr", "fran", "gouv", "inte", "mini", "part", "prés", "prop", "prem", "réfo",
    "resp",
];

/// Truncates some of the beginnings to so many letters, as alternatives.
fn truncated(which: std::ops::Range<usize>, letters: usize) -> String {
    let cut = |word: &&str| word.chars().take(letters).collect::<String>() + "*";
    BEGINNINGS[which].iter().map(cut).collect::<Vec<_>>().join(" OU ")
}

fn repeated(part: impl Fn(usize) -> String, count: usize, between: &str) -> String {
    (0..count).map(part).collect::<Vec<_>>().join(between)
}

fn frequent(index: usize) -> String {
    FREQUENT[index % FREQUENT.len()].to_owned()
}

/// Two letters that begin a word, each number another.
fn letters(index: usize) -> String {
    let letter = |index: usize| char::from(b'a' + (index % 26) as u8);
    format!("{}{}", letter(index / 26), letter(index))
}

fn suite() -> Vec<(&'static str, String)> {
    let nested =
        |depth: usize| format!("{}guerre{}", "NON (paix OU ".repeat(depth), ")".repeat(depth));
    vec![
        ("thousands of alternatives", repeated(frequent, 4000, " OU ")),
        ("hundreds of truncated alternatives", repeated(|i| letters(i) + "*", 400, " OU ")),
        ("truncated words in proximity", "a* /5 b* /5 c*".to_owned()),
        ("groups in proximity", "(a* OU b*) /50 (c* OU d*)".to_owned()),
        ("groups in the same paragraph", "(a* OU b*) /para (c* OU d*)".to_owned()),
        (
            "operators in proximity",
            "(pays ET an ET dire) /50 (France ET faire ET président)".to_owned(),
        ),
        ("a chain of frequent words", repeated(frequent, 9, " /100 ")),
        ("negations, 100 deep", nested(100)),
        ("a paste of 10,000 words", repeated(frequent, 10_000, " ")),
        ("a paste of 10,000 rare words", repeated(|i| format!("mot{i}"), 10_000, " ")),
        (
            "a long phrase of stop words",
            format!("\"{}\"", repeated(|_| "de la".to_owned(), 50, " ")),
        ),
        ("a phrase of stop words", "\"il est à la\"".to_owned()),
        ("a loose phrase of stop words", "\"de la et le\"~50".to_owned()),
        ("a loose phrase of frequent words", "\"pays président an dire\"~100".to_owned()),
        ("a phrase of truncated words", "\"a* b* c*\"".to_owned()),
        ("a star before the word", "*a*".to_owned()),
        ("stars in the word", "a*e*i*o*n".to_owned()),
        ("one letter truncated", "a*".to_owned()),
        ("fuzzy long words", repeated(|_| "~anticonstitutionnellement".to_owned(), 20, " OU ")),
        ("fuzzy words", "~gouvernement ET ~président ET ~responsable".to_owned()),
        ("fifty mentions", "min50:de".to_owned()),
        ("fifty mentions of a truncated word", "min50:a*".to_owned()),
        ("in the opening", "debut50:(pays OU an OU dire OU faire)".to_owned()),
        ("in the opening, truncated", "debut50:(a* /5 b*)".to_owned()),
        (
            "truncated groups in proximity of each other",
            "((a* OU b*) /5 (c* OU d*)) /20 ((e* OU f*) /5 (p* OU s*))".to_owned(),
        ),
        ("nothing found by truncated words in proximity", "(a* /1 b* /1 c*) ET Zorglub".to_owned()),
        (
            "operators between truncated groups",
            "(a* ET b* ET c* ET d*) /50 (e* ET f* ET p* ET s*)".to_owned(),
        ),
        (
            "a dozen truncated words on both sides",
            format!("({}) /10 ({})", truncated(0..12, 4), truncated(12..24, 4)),
        ),
        (
            "a dozen truncated words in the same paragraph",
            format!("({}) /para ({})", truncated(0..12, 4), truncated(12..24, 4)),
        ),
        (
            "words behind three letters on both sides",
            format!("({}) /10 ({})", truncated(0..6, 3), truncated(12..18, 3)),
        ),
        ("two dozen truncated alternatives", truncated(0..24, 4)),
        ("the written form of a frequent word", "==Le".to_owned()),
        ("everything but a word", "NON Zorglub".to_owned()),
        ("all of a year", "date:2024".to_owned()),
    ]
}

/// Returns the time that this thread has run: of the processor where the system tells (Linux), which
/// other work on the machine does not lengthen, otherwise of the clock.
fn time_run(started: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split_whitespace().next()?.parse().ok());
    nanoseconds.map_or_else(|| started.elapsed(), Duration::from_nanos)
}

/// Returns the mean time of the whole answer, its number of articles and of notices.
fn measure(searcher: &Searcher, text: &str) -> depeche::Result<(Duration, u64, usize)> {
    let answer = || -> depeche::Result<(u64, usize)> {
        let parsed = Query::parse(text);
        let results = searcher.search(&SearchRequest::new(parsed.query))?;
        Ok((results.total_articles, results.notices.len() + parsed.remarks.len()))
    };
    let (articles, notices) = answer()?;
    let (started, mut runs) = (Instant::now(), 0);
    let before = time_run(started);
    while runs < LEAST_RUNS || started.elapsed() < BUDGET {
        std::hint::black_box(answer()?);
        runs += 1;
    }
    Ok(((time_run(started) - before) / runs, articles, notices))
}

/// Opens the index that is named, or makes one of the sample corpus.
fn open(named: Option<PathBuf>, made: &Path) -> depeche::Result<Searcher> {
    let index = match named {
        Some(folder) => folder,
        None => {
            let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
            let options = SyncOptions::default();
            synchronise(made, &[Source::Path(corpus)], &options, &mut |_| ())?;
            made.to_owned()
        }
    };
    Ok(Searcher::new(Index::open(index)?.snapshot()?))
}

fn run() -> depeche::Result<bool> {
    let made = std::env::temp_dir().join(format!("depeche-worst-{}", std::process::id()));
    let mut named = std::env::args().skip(1).filter(|word| !word.starts_with('-'));
    let searcher = open(named.next().map(PathBuf::from), &made)?;
    let rows = named.next().unwrap_or_default();
    let mut suite = suite();
    if !suite.iter().any(|(name, _)| name.contains(&rows)) {
        suite.push(("", rows.clone()));
    }
    let _ = std::fs::remove_dir_all(&made);
    let (plain, articles, _) = measure(&searcher, PLAIN)?;
    println!("{articles} articles in {plain:.2?}: {PLAIN}\n");
    println!("{:>9} {:>6} {:>9} {:>7}  query", "time", "times", "articles", "notices");
    let mut is_well = true;
    for (name, text) in suite {
        if !name.contains(&rows) && text != rows {
            continue;
        }
        let (time, articles, notices) = measure(&searcher, &text)?;
        let times = time.as_secs_f64() / plain.as_secs_f64();
        let sign = if times > MOST_TIMES { " too slow" } else { "" };
        is_well &= times <= MOST_TIMES;
        println!("{time:>9.2?} {times:>6.1} {articles:>9} {notices:>7}  {name}{sign}");
    }
    Ok(is_well)
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}
