//! The tables: which work is compared, and how it is told.

use std::time::Duration;

use depeche::bench::{self, BenchOptions, Pace, Workload, answer, answer_request};
use depeche::render::{Align, table};
use depeche::{Date, Query, SearchRequest, Searcher, Sort};

use super::Outcome;
use super::arguments::{Arguments, PARTS};
use super::building;
use super::contest::{Contest, Contestant, Figures, Spread};
use super::indexes::Indexes;
use super::processes;
use super::record::Record;

/// Phrases of words that stand in most articles.
const FREQUENT: [&str; 10] = [
    "\"de la\"",
    "\"il y a\"",
    "\"dans le cadre de\"",
    "\"et de la\"",
    "\"à la fin de\"",
    "\"l'un des\"",
    "\"ce n'est pas\"",
    "\"en ce qui concerne\"",
    "\"qui a été\"",
    "\"par rapport à\"",
];

/// Terms and unions that many articles match.
const COUNTED: [&str; 8] = [
    "France",
    "pays",
    "personnes",
    "ministre",
    "France OR pays",
    "gouvernement OR ministre OR président",
    "police OR justice",
    "ans OR mois OR jours",
];

/// Time of a measurement of throughput.
const THROUGHPUT: Duration = Duration::from_secs(3);

/// Kinds of queries whose answers are asked for with filters and in other orders.
const FILTERED_KINDS: [&str; 2] = ["term", "and"];

/// A name, a title, and what is measured.
type Part = (&'static str, &'static str, fn(&Stand) -> Outcome<Vec<Contest>>);

/// What the parts of a table share.
struct Stand<'a> {
    arguments: &'a Arguments,
    indexes: &'a Indexes,
    workload: &'a Workload,
}

/// Prints every part that is wanted, and keeps its figures.
pub fn print_all(
    arguments: &Arguments,
    indexes: &Indexes,
    workload: &Workload,
    record: &mut Record,
) -> Outcome<()> {
    let stand = Stand { arguments, indexes, workload };
    let name = indexes.collection.as_str();
    println!("\n== {name}: {} documents", indexes.facts.documents);
    print_builds(indexes);
    record.keep(name, "facts", &indexes.facts)?;
    record.keep(name, "builds", &indexes.builds)?;
    let parts: [Part; 5] = [
        ("kinds", "kinds of queries", kinds),
        ("frequent", "phrases of frequent words", frequent),
        ("prefixes", "prefixes", prefixes),
        ("counts", "counting only", counts),
        ("filters", "filters and orders", filters),
    ];
    for (part, title, measure) in parts {
        if part != "kinds" && !arguments.wants(part) {
            continue;
        }
        let contests = measure(&stand)?;
        if !contests.is_empty() {
            print(title, &contests);
            record.keep(name, part, &contests)?;
        }
    }
    if arguments.wants("highlights") {
        record.keep(name, "highlights", highlights(&stand)?)?;
    }
    if arguments.wants("threads") {
        record.keep(name, "threads", threads(&stand)?)?;
    }
    if arguments.wants("process") {
        record.keep(name, "process", processes::print(arguments, indexes, workload)?)?;
    }
    if arguments.wants("indexing") {
        record.keep(name, "indexing", building::print(arguments, indexes, &indexes.articles)?)?;
    }
    Ok(())
}

fn print_builds(indexes: &Indexes) {
    let megabytes = indexes.facts.text_bytes as f64 / 1e6;
    for build in &indexes.builds {
        let per_core = build.core_seconds.map(|seconds| format!("{:.2}", megabytes / seconds));
        println!(
            "{:10} {:.2} MB/s of text, {} MB/s per core; index {:.2} times the text, {} segments",
            build.name,
            megabytes / build.seconds,
            per_core.as_deref().unwrap_or("?"),
            build.index_bytes as f64 / indexes.facts.text_bytes as f64,
            build.segments
        );
    }
}

/// Each kind of the workload. Prefixes are a part of their own: the baseline's query parser has
/// none.
fn kinds(stand: &Stand) -> Outcome<Vec<Contest>> {
    let mut names: Vec<&str> = Vec::new();
    for query in &stand.workload.queries {
        if !names.contains(&query.kind.as_str()) && query.kind != "prefix" {
            names.push(&query.kind);
        }
    }
    let wanted = names.into_iter().filter(|name| stand.arguments.wants(name));
    wanted.map(|name| stand.beside_stock(name, &stand.queries(&[name]))).collect()
}

fn frequent(stand: &Stand) -> Outcome<Vec<Contest>> {
    let each = FREQUENT.iter().map(|&phrase| stand.beside_stock(phrase, &[phrase]));
    let mut contests = each.collect::<Outcome<Vec<Contest>>>()?;
    contests.push(stand.beside_stock("all of them", &FREQUENT)?);
    Ok(contests)
}

fn prefixes(stand: &Stand) -> Outcome<Vec<Contest>> {
    let Stand { arguments, indexes, .. } = stand;
    let own = |query: &str| stand.own(query);
    let by_regex = |query: &str| Ok(indexes.stock.answer_by_regex(query)?);
    let by_prefix = |query: &str| Ok(indexes.stock.answer_by_prefix(query)?);
    let contestants = [
        Contestant { name: "depeche", answer: &own },
        Contestant { name: "stock regex", answer: &by_regex },
        Contestant { name: "stock prefix", answer: &by_prefix },
    ];
    let queries = stand.queries(&["prefix"]);
    Ok(vec![Contest::run(arguments, "prefix", &contestants, &queries)?])
}

fn counts(stand: &Stand) -> Outcome<Vec<Contest>> {
    let Stand { arguments, indexes, .. } = stand;
    let own = |query: &str| counted(&indexes.own, query);
    let stock = |query: &str| Ok(indexes.stock.count(query)?);
    let contestants = [
        Contestant { name: "depeche", answer: &own },
        Contestant { name: "stock Count", answer: &stock },
    ];
    let each = COUNTED.iter().map(|&query| Contest::run(arguments, query, &contestants, &[query]));
    each.collect()
}

/// Compares depeche with itself: the same queries with a filter or in another order.
fn filters(stand: &Stand) -> Outcome<Vec<Contest>> {
    let statistics = stand.indexes.own.snapshot().statistics()?;
    let middle = statistics.date_range.map(|(first, last)| {
        let quarter = (last - first) / 4;
        [first + quarter, last - quarter].map(Date::from_second)
    });
    let [from, to] = middle.unwrap_or_default();
    let largest = statistics.sources.iter().max_by_key(|(_, articles)| **articles);
    let source = largest.map(|(source, _)| source.clone()).unwrap_or_default();
    let with = |query: &str, change: &dyn Fn(&mut SearchRequest)| {
        let mut request = SearchRequest::new(Query::parse(query).query);
        change(&mut request);
        Ok(Some(answer_request(&stand.indexes.own, &request)?.articles))
    };
    let plain = |query: &str| with(query, &|_| ());
    let dated = |query: &str| with(query, &|request| (request.from, request.to) = (from, to));
    let sourced = |query: &str| with(query, &|request| request.sources = vec![source.clone()]);
    let newest = |query: &str| with(query, &|request| request.sort = Sort::Newest);
    let contestants = [
        Contestant { name: "depeche", answer: &plain },
        Contestant { name: "by date", answer: &dated },
        Contestant { name: "by source", answer: &sourced },
        Contestant { name: "newest first", answer: &newest },
    ];
    let each = FILTERED_KINDS
        .iter()
        .map(|&kind| Contest::run(stand.arguments, kind, &contestants, &stand.queries(&[kind])));
    each.collect()
}

/// What showing a further hit costs: the whole answer less the same answer that shows one hit. Both
/// rank the same articles; what is left is to fetch a document and to mark its best passage.
fn highlights(stand: &Stand) -> Outcome<Contest> {
    let Stand { arguments, indexes, .. } = stand;
    let own = |query: &str, limit: usize| {
        let mut request = SearchRequest::new(Query::parse(query).query);
        request.limit = limit;
        Ok(Some(answer_request(&indexes.own, &request)?.passages))
    };
    let stock = |query: &str, shown: usize| {
        Ok(indexes.stock.answer_showing(query, shown)?.map(|found| found.min(shown as u64)))
    };
    let contestants = [
        Contestant { name: "depeche", answer: &|query| own(query, 10) },
        Contestant { name: "depeche, one shown", answer: &|query| own(query, 1) },
        Contestant { name: "stock", answer: &|query| stock(query, 10) },
        Contestant { name: "stock, one shown", answer: &|query| stock(query, 1) },
    ];
    let queries = stand.queries(&["term", "and", "phrase"]);
    let contest = Contest::run(arguments, "highlights", &contestants, &queries)?;
    let per_hit = |side: usize| {
        let further = contest.sides[side].hits - contest.sides[side + 1].hits;
        let shown = further as f64 / contest.queries as f64;
        let rounds = contest.sides[side].rounds.iter().zip(&contest.sides[side + 1].rounds);
        let cost = |(full, bare): (&Figures, &Figures)| (full.mean_us - bare.mean_us) / shown;
        rounds.map(cost).collect::<Vec<f64>>()
    };
    let (own, stock) = (per_hit(0), per_hit(2));
    let ratios = own.iter().zip(&stock).map(|(own, stock)| stock / own).collect();
    println!(
        "\na further hit fetched and highlighted: depeche {} µs, stock {} µs, ratio {}",
        told(Spread::of(own), 1),
        told(Spread::of(stock), 1),
        told(Spread::of(ratios), 2)
    );
    Ok(contest)
}

/// Returns how many times the throughput of one thread two have, by turns.
fn threads(stand: &Stand) -> Outcome<Spread> {
    let throughput = |threads: usize| {
        let mut options = BenchOptions::default();
        (options.threads, options.pace) = (threads, Pace::Lasting { duration: THROUGHPUT });
        bench::run(&stand.indexes.own, stand.workload, &options).map(|report| report.throughput_qps)
    };
    let mut ratios = Vec::new();
    for _ in 0..stand.arguments.rounds {
        let (one, two) = (throughput(1)?, throughput(2)?);
        ratios.push(two / one);
    }
    let spread = Spread::of(ratios);
    println!("\ntwo threads of queries: {} times the throughput of one", told(spread, 2));
    Ok(spread)
}

impl<'a> Stand<'a> {
    fn queries(&self, kinds: &[&str]) -> Vec<&'a str> {
        let queries = self.workload.queries.iter();
        let wanted = queries.filter(|query| kinds.contains(&query.kind.as_str()));
        wanted.map(|query| query.text.as_str()).collect()
    }

    fn own(&self, query: &str) -> Outcome<Option<u64>> {
        Ok(Some(answer(&self.indexes.own, query)?.articles))
    }

    fn beside_stock(&self, name: &str, queries: &[&str]) -> Outcome<Contest> {
        let own = |query: &str| self.own(query);
        let stock = |query: &str| Ok(self.indexes.stock.answer(query)?);
        let stopping = |query: &str| Ok(self.indexes.stopping.answer(query)?);
        let first = |query: &str| {
            let searcher = Searcher::new(self.indexes.own.snapshot().clone());
            Ok(Some(answer(&searcher, query)?.articles))
        };
        let contestants = [
            Contestant { name: "depeche", answer: &own },
            Contestant { name: "stock", answer: &stock },
            Contestant { name: "stock, stop list", answer: &stopping },
            Contestant { name: "depeche, nothing kept", answer: &first },
        ];
        Contest::run(self.arguments, name, &contestants, queries)
    }
}

fn counted(searcher: &Searcher, query: &str) -> Outcome<Option<u64>> {
    let mut request = SearchRequest::new(Query::parse(query).query);
    request.limit = 0;
    Ok(Some(searcher.search(&request)?.total_articles))
}

/// Prints contests that have the same contestants: depeche's times, the others' as ratios to them.
pub fn print(title: &str, contests: &[Contest]) {
    let mut head = vec![title.to_owned()];
    head.extend(["n", "refused", "hits", "mean µs", "p50", "p99"].map(str::to_owned));
    for side in &contests[0].sides[1..] {
        head.extend([
            format!("{} hits", side.name),
            "mean ×".into(),
            "p50 ×".into(),
            "p99 ×".into(),
        ]);
    }
    let mut rows = vec![head];
    rows.extend(contests.iter().map(row));
    let mut align = vec![Align::Right; rows[0].len()];
    align[0] = Align::Left;
    println!("\n{}", table(&rows, &align).trim_end());
}

fn row(contest: &Contest) -> Vec<String> {
    let figures: [fn(&Figures) -> f64; 3] =
        [|figures| figures.mean_us, |figures| figures.p50_us, |figures| figures.p99_us];
    let own = &contest.sides[0];
    let mut row = vec![contest.name.clone()];
    row.extend([contest.queries as u64, contest.refused as u64, own.hits].map(|n| n.to_string()));
    row.extend(figures.map(|figure| format!("{:.0}", own.spread(figure).median)));
    for (side, other) in contest.sides.iter().enumerate().skip(1) {
        row.push(other.hits.to_string());
        row.extend(figures.map(|figure| told(contest.ratio(side, figure), 2)));
    }
    row
}

/// Writes a median with its lowest and highest, when there are several.
pub fn told(spread: Spread, decimals: usize) -> String {
    let Spread { median, low, high } = spread;
    if low == high {
        return format!("{median:.decimals$}");
    }
    format!("{median:.decimals$} ({low:.decimals$}–{high:.decimals$})")
}

/// Tells whether a name is a part or a kind; the arguments are checked against it.
pub fn is_known(name: &str, workload: &Workload) -> bool {
    PARTS.contains(&name) || workload.queries.iter().any(|query| query.kind == name)
}
