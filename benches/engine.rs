//! Each stage of the engine over the sample corpus: `cargo bench --bench engine`.

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use depeche::analysis::Analyzer;
use depeche::highlight::fragments;
use depeche::ingest::{self, Options, Source};
use depeche::{Article, Index, Query, SearchRequest, Searcher, SyncOptions, passage, synchronise};

/// Queries with the number of articles of the sample corpus that they must find.
const QUERIES: [(&str, &str, u64); 5] = [
    ("term", "gouvernement", 6),
    ("and", "traité ET Russie", 7),
    ("phrase", "\"assistance militaire\"", 6),
    ("boolean", "(Corée OU Ukraine) SAUF sport", 16),
    ("prefix", "militair*", 18),
];

fn corpus() -> Vec<Source> {
    vec![Source::Path(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"))]
}

fn articles() -> Vec<Article> {
    let mut articles = Vec::new();
    ingest::read(&corpus(), &Options::default(), &mut |item| {
        articles.extend(item.article.ok());
        Ok(())
    })
    .expect("the sample corpus");
    articles
}

fn index(directory: &Path) -> u64 {
    let report = synchronise(directory, &corpus(), &SyncOptions::default(), &mut |_| ());
    report.expect("an index of the sample corpus").articles
}

fn searcher(directory: &Path) -> Searcher {
    index(directory);
    let index = Index::open(directory).expect("the index");
    Searcher::new(index.snapshot().expect("a snapshot"))
}

fn analysis(criterion: &mut Criterion) {
    let bodies: Vec<String> = articles().into_iter().map(|article| article.body).collect();
    let bytes: usize = bodies.iter().map(String::len).sum();
    let mut group = criterion.benchmark_group("analysis");
    group.throughput(Throughput::Bytes(bytes as u64));
    let mut analyzer = Analyzer::default();
    let mut expected = None;
    group.bench_function("three_levels", |bencher| {
        bencher.iter(|| {
            let mut words = 0;
            for body in &bodies {
                words += analyzer.analyze(body, |token| {
                    black_box((token.exact, token.lemma, token.stem));
                });
            }
            assert_eq!(words, *expected.get_or_insert(words));
            words
        });
    });
    group.bench_function("places_only", |bencher| {
        bencher.iter(|| {
            let scan = |body: &String| {
                analyzer.scan(body, |place| {
                    black_box(place);
                })
            };
            let words: u32 = bodies.iter().map(scan).sum();
            assert_eq!(words, *expected.get_or_insert(words));
            words
        });
    });
    group.bench_function("passages", |bencher| {
        bencher.iter(|| {
            let passages: usize = bodies.iter().map(|body| passage::split(body).len()).sum();
            assert!(passages >= bodies.len());
            passages
        });
    });
    group.finish();
}

fn indexing(criterion: &mut Criterion) {
    let expected = articles().len() as u64;
    let mut group = criterion.benchmark_group("indexing");
    group.sample_size(10);
    group.bench_function("sample_corpus", |bencher| {
        bencher.iter_with_large_drop(|| {
            let folder = tempfile::tempdir().expect("a folder");
            assert_eq!(index(&folder.path().join("index")), expected);
            folder
        });
    });
    group.finish();
}

fn search(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let searcher = searcher(&folder.path().join("index"));
    let mut group = criterion.benchmark_group("search");
    for (kind, text, expected) in QUERIES {
        group.bench_function(kind, |bencher| {
            bencher.iter(|| {
                let request = SearchRequest::new(Query::parse(text).query);
                let results = searcher.search(&request).expect("results");
                assert_eq!(results.total_articles, expected, "{text}");
                results
            });
        });
    }
    group.finish();
}

fn highlighting(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let searcher = searcher(&folder.path().join("index"));
    let query = Query::parse("\"assistance militaire\"").query;
    let found = searcher.search(&SearchRequest::new(query.clone())).expect("results");
    let ids: Vec<String> = found.hits.into_iter().map(|hit| hit.article.id).collect();
    assert_eq!(ids.len() as u64, QUERIES[2].2);
    criterion.bench_function("highlighting/whole_articles", |bencher| {
        bencher.iter(|| {
            for id in &ids {
                let marked = searcher.mark(id, &query).expect("a reading").expect("an article");
                assert!(!marked.highlights.is_empty() || !marked.title_highlights.is_empty());
                black_box(fragments(&marked.article.body, &marked.highlights));
            }
        });
    });
}

criterion_group!(benches, analysis, indexing, search, highlighting);
criterion_main!(benches);
