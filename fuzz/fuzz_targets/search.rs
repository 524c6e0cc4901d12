//! Any query can be searched: totals are the number of hits, highlights slice the stored text.

#![no_main]

use std::fs;
use std::sync::OnceLock;

use depeche::ingest::Source;
use depeche::search::Hit;
use depeche::{Index, Query, SearchRequest, Searcher, SyncOptions, synchronise};
use libfuzzer_sys::fuzz_target;

/// A few articles with what makes searches hard: elisions, compounds, figures, several passages.
const ARTICLES: &str = include_str!("../articles.jsonl");

struct Prepared {
    searcher: Searcher,
    _folder: tempfile::TempDir,
}

fn prepared() -> &'static Prepared {
    static PREPARED: OnceLock<Prepared> = OnceLock::new();
    PREPARED.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (source, index) = (folder.path().join("articles.jsonl"), folder.path().join("index"));
        fs::write(&source, ARTICLES).expect("a source");
        synchronise(&index, &[Source::Path(source)], &SyncOptions::default(), &mut |_| ())
            .expect("an index");
        let snapshot = Index::open(&index).and_then(|index| index.snapshot()).expect("a snapshot");
        Prepared { searcher: Searcher::new(snapshot), _folder: folder }
    })
}

fn check(searcher: &Searcher, hit: &Hit) {
    let article = searcher.snapshot().article(&hit.article.id).expect("a reading");
    let article = article.expect("an article");
    for mark in &hit.title_highlights {
        assert_eq!(article.title.get(mark.byte_start..mark.byte_end), Some(mark.text.as_str()));
    }
    let mut marked = 0;
    for passage in &hit.passages {
        let text = article.body.get(passage.byte_start..passage.byte_end);
        assert_eq!(text, Some(passage.text.as_str()));
        marked += u32::from(!passage.highlights.is_empty());
        let mut done = 0;
        for mark in &passage.highlights {
            let text = passage.text.get(mark.byte_start..mark.byte_end);
            assert_eq!(text, Some(mark.text.as_str()));
            assert!(mark.byte_start >= done && !mark.text.is_empty(), "{mark:?}");
            done = mark.byte_end;
        }
    }
    assert_eq!(marked, hit.matching_passages);
}

fuzz_target!(|input: &str| {
    let Prepared { searcher, .. } = prepared();
    let query = Query::parse(input).query;
    let mut request = SearchRequest::new(query);
    request.limit = SearchRequest::ALL;
    request.per_article = usize::MAX;
    let results = searcher.search(&request).expect("results");
    assert_eq!(results.total_articles, results.hits.len() as u64);
    for hit in &results.hits {
        check(searcher, hit);
    }
});
