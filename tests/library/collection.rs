//! Small collections made for one test.

use std::fs;
use std::path::{Path, PathBuf};

use depeche::ingest::Source;
use depeche::search::{Hit, SearchResults};
use depeche::{Index, Query, SearchRequest, Searcher, SyncOptions, SyncReport, synchronise};
use tempfile::TempDir;

/// A folder with sources and an index, gone when dropped.
pub struct Collection {
    folder: TempDir,
}

impl Collection {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("source")).expect("a source folder");
        Collection { folder }
    }

    /// Makes a collection of texts without titles, with the ids 0, 1, 2…
    pub fn of_texts(texts: &[&str]) -> Self {
        let collection = Collection::new();
        let lines = texts.iter().enumerate().map(|(id, body)| {
            serde_json::json!({"id": id.to_string(), "body": body}).to_string() + "\n"
        });
        collection.write("articles.jsonl", &lines.collect::<String>());
        collection.synchronise();
        collection
    }

    pub fn source(&self) -> PathBuf {
        self.folder.path().join("source")
    }

    pub fn index_folder(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    pub fn write(&self, name: &str, content: &str) {
        fs::write(self.source().join(name), content).expect("a source file");
    }

    pub fn synchronise(&self) -> SyncReport {
        self.synchronise_with(&SyncOptions::default()).expect("a synchronised index")
    }

    pub fn synchronise_with(&self, options: &SyncOptions) -> depeche::Result<SyncReport> {
        index(&self.index_folder(), &self.source(), options)
    }

    pub fn searcher(&self) -> Searcher {
        let index = Index::open(self.index_folder()).expect("an index");
        Searcher::new(index.snapshot().expect("a snapshot"))
    }

    pub fn search(&self, query: &str) -> SearchResults {
        let request = SearchRequest::new(Query::parse(query).query);
        self.searcher().search(&request).expect("results")
    }

    /// Returns the ids of the hits, in order.
    pub fn ids(&self, query: &str) -> Vec<String> {
        self.search(query).hits.into_iter().map(|hit| hit.article.id).collect()
    }
}

pub fn index(
    directory: &Path,
    source: &Path,
    options: &SyncOptions,
) -> depeche::Result<SyncReport> {
    synchronise(directory, &[Source::Path(source.to_owned())], options, &mut |_| ())
}

/// Returns the highlighted texts of a hit's passages.
pub fn marked(hit: &Hit) -> Vec<&str> {
    let highlights = hit.passages.iter().flat_map(|passage| &passage.highlights);
    highlights.map(|highlight| highlight.text.as_str()).collect()
}
