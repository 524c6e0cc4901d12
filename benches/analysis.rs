//! Analysis against a stock tantivy chain, and on hostile text:
//! `cargo bench --bench analysis [-- PATH]`.
//!
//! `PATH` is what `depeche index` reads, such as a file of JSON lines; without it the sample corpus
//! is read. Both sides read the same texts in turn, in one thread, and the table gives the median
//! over the repetitions, with the lowest and highest.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use depeche::analysis::Analyzer;
use depeche::ingest::{self, Options, Source};
use tantivy::tokenizer::TextAnalyzer;

// The searches of the stock program are for other benches.
#[allow(dead_code)]
mod stock;

/// Text enough for the vocabulary of the press, little enough for many repetitions.
const MAX_TEXT_BYTES: usize = 20_000_000;

const REPETITIONS: usize = 9;

/// Repetitions of a hostile piece in the longest text; the others have a half and a quarter.
const LONGEST: usize = 1_000_000;

/// Shorter times say nothing of growth: processor time is counted in ticks of some milliseconds.
const SHORTEST_MILLISECONDS: f64 = 12.0;

/// What a text of one repeated piece is called, and the piece.
const HOSTILE: [(&str, &str); 18] = [
    ("apostrophes", "'"),
    ("typographic apostrophes", "’"),
    ("hyphens", "-"),
    ("one endless word", "a"),
    ("one endless accented word", "é"),
    ("marks on one letter", "\u{301}"),
    ("elided words", "l'"),
    ("lexicalised words", "entr'"),
    ("points between letters", "a."),
    ("hyphens between letters", "a-"),
    ("digits with spaces", "1 000 "),
    ("digits with commas", "1,"),
    ("soft hyphens", "\u{AD}"),
    ("hyphens at line ends", "a-\n"),
    ("inclusive words", "élu(e)s "),
    ("inclusive endings", "·e"),
    ("ampersands", "a&"),
    ("capitals", "MARCHE "),
];

fn main() {
    let path = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let path =
        path.map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"), Into::into);
    compare(&texts(path));
    punish();
}

/// Returns titles and bodies of the articles at a path, up to the limit.
fn texts(path: PathBuf) -> Vec<String> {
    let mut texts = Vec::new();
    let mut bytes = 0;
    ingest::read(&[Source::Path(path)], &Options::default(), &mut |item| {
        for text in item.article.into_iter().flat_map(|article| [article.title, article.body]) {
            if bytes < MAX_TEXT_BYTES {
                bytes += text.len();
                texts.push(text);
            }
        }
        Ok(())
    })
    .expect("articles");
    texts
}

/// Prints megabytes of text each side reads in a second.
fn compare(texts: &[String]) {
    let bytes: usize = texts.iter().map(String::len).sum();
    let mut stock = stock::analyzer();
    let mut rates: [Vec<f64>; 4] = Default::default();
    for _ in 0..REPETITIONS {
        let mut analyzer = Analyzer::default();
        let times = [
            timed(|| read_stock(&mut stock, texts)),
            timed(|| read_levels(&mut analyzer, texts)),
            timed(|| read_levels(&mut analyzer, texts)),
            timed(|| read_places(&mut analyzer, texts)),
        ];
        for (rates, time) in rates.iter_mut().zip(times) {
            rates.push(bytes as f64 / 1e6 / time.as_secs_f64());
        }
    }
    println!("{:.1} MB of text, {REPETITIONS} repetitions", bytes as f64 / 1e6);
    println!("{:<34} {:>8} {:>17} {:>8}", "", "MB/s", "lowest–highest", "× stock");
    let names = [
        "stock: one term",
        "depeche: three terms, first reading",
        "depeche: three terms, words known",
        "depeche: places only",
    ];
    let baseline = rates[0].clone();
    for (name, rates) in names.iter().zip(rates) {
        let ratios = rates.iter().zip(&baseline).map(|(rate, stock)| rate / stock).collect();
        let [lowest, middle, highest] = spread(rates);
        let [_, ratio, _] = spread(ratios);
        let range = format!("{lowest:.1}–{highest:.1}");
        println!("{name:<34} {middle:>8.1} {range:>17} {ratio:>8.2}");
    }
}

fn read_stock(analyzer: &mut TextAnalyzer, texts: &[String]) {
    let mut words = 0;
    for text in texts {
        let mut stream = analyzer.token_stream(text);
        while stream.advance() {
            black_box(&stream.token().text);
            words += 1;
        }
    }
    assert!(words > 0);
}

fn read_levels(analyzer: &mut Analyzer, texts: &[String]) {
    let mut words = 0;
    for text in texts {
        words += analyzer.analyze(text, |token| {
            black_box((token.exact, token.lemma, token.stem));
        });
    }
    assert!(words > 0);
}

fn read_places(analyzer: &mut Analyzer, texts: &[String]) {
    let mut words = 0;
    for text in texts {
        words += analyzer.scan(text, |place| {
            black_box(place);
        });
    }
    assert!(words > 0);
}

/// Prints how the time grows with the length of hostile texts: 1.00 is linear, NaN too fast to tell.
fn punish() {
    println!(
        "\n{:<34} {:>8} {:>8} {:>8} {:>8}",
        "ms for pieces",
        LONGEST / 4,
        LONGEST / 2,
        LONGEST,
        "growth"
    );
    for (name, piece) in HOSTILE {
        let [quarter, half, whole] = [4, 2, 1].map(|part| milliseconds(piece, LONGEST / part));
        let is_timed = quarter >= SHORTEST_MILLISECONDS;
        let growth = if is_timed { (whole / quarter).log2() / 2.0 } else { f64::NAN };
        println!("{name:<34} {quarter:>8.1} {half:>8.1} {whole:>8.1} {growth:>8.2}");
    }
}

/// Returns the shortest of three readings of a repeated piece.
fn milliseconds(piece: &str, count: usize) -> f64 {
    let text = ["e", &piece.repeat(count)].concat();
    let read = || {
        let mut analyzer = Analyzer::default();
        timed(|| {
            black_box(analyzer.analyze(&text, |token| {
                black_box(token);
            }));
        })
    };
    let best = [read(), read(), read()].into_iter().min().unwrap_or_default();
    best.as_secs_f64() * 1e3
}

fn spread(mut values: Vec<f64>) -> [f64; 3] {
    values.sort_by(f64::total_cmp);
    let last = values.len() - 1;
    [values[0], values[last / 2], values[last]]
}

/// Returns the processor time that work takes, or its duration where the system does not tell.
fn timed(work: impl FnOnce()) -> Duration {
    let (start, before) = (Instant::now(), processor_time());
    work();
    match (before, processor_time()) {
        (Some(before), Some(after)) => after - before,
        _ => start.elapsed(),
    }
}

/// Linux counts the nanoseconds a thread has run, so that other programs do not disturb.
fn processor_time() -> Option<Duration> {
    let counts = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    counts.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}
