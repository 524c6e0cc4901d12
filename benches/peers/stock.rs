//! The baseline: a plain tantivy program, as its documentation shows it, with French stemming.
//!
//! It has no prefixes in its query language and stems what it indexes, so a prefix is asked for by
//! a query made by hand, over stems, and gets no highlights.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use serde_json::Value as Json;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Query, QueryParser, RegexQuery};
use tantivy::schema::{
    Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::snippet::SnippetGenerator;
use tantivy::tokenizer::{
    Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, StopWordFilter, TextAnalyzer,
};
use tantivy::{DocAddress, Index, IndexWriter, Score, Searcher, TantivyDocument, Term, doc};

/// Articles that an answer shows.
const SHOWN: usize = 10;

/// Length of snippets, in characters: tantivy's own default.
const SNIPPET_CHARS: usize = 150;

/// Name of the analyzer in the schema.
const TOKENIZER: &str = "french";

/// Memory of the writer, in bytes: what depeche takes by default.
const MEMORY: usize = 200 << 20;

/// The French analyzer of a plain program; with tantivy's French stop list when `stops`.
pub fn analyzer(stops: bool) -> TextAnalyzer {
    let plain = SimpleTokenizer::default();
    let builder =
        TextAnalyzer::builder(plain).filter(RemoveLongFilter::limit(40)).filter(LowerCaser);
    match StopWordFilter::new(Language::French).filter(|_| stops) {
        Some(list) => builder.filter(list).filter(Stemmer::new(Language::French)).build(),
        None => builder.filter(Stemmer::new(Language::French)).build(),
    }
}

/// A plain index of ids, titles and bodies.
pub struct Stock {
    searcher: Searcher,
    parser: QueryParser,
    title: Field,
    body: Field,
}

impl Stock {
    /// Indexes articles given as JSON lines, into one segment.
    pub fn build(directory: &Path, articles: &Path, stops: bool) -> tantivy::Result<Stock> {
        let schema = schema();
        let [id, title, body] = ["id", "title", "body"].map(|name| schema.get_field(name));
        let (id, title, body) = (id?, title?, body?);
        let index = Index::create_in_dir(directory, schema)?;
        index.tokenizers().register(TOKENIZER, analyzer(stops));
        let mut writer: IndexWriter = index.writer_with_num_threads(1, MEMORY)?;
        for line in BufReader::new(File::open(articles)?).lines() {
            let article: Json = serde_json::from_str(&line?)?;
            let part = |key: &str| article[key].as_str().unwrap_or_default().to_owned();
            writer.add_document(
                doc!(id => part("id"), title => part("title"), body => part("body")),
            )?;
        }
        writer.commit()?;
        let segments = index.searchable_segment_ids()?;
        if segments.len() > 1 {
            writer.merge(&segments).wait()?;
        }
        writer.wait_merging_threads()?;
        Stock::of(&index)
    }

    /// Opens an index that was built with the same choice of stop words.
    pub fn open(directory: &Path, stops: bool) -> tantivy::Result<Stock> {
        let index = Index::open_in_dir(directory)?;
        index.tokenizers().register(TOKENIZER, analyzer(stops));
        Stock::of(&index)
    }

    fn of(index: &Index) -> tantivy::Result<Stock> {
        let schema = index.schema();
        let (title, body) = (schema.get_field("title")?, schema.get_field("body")?);
        let parser = QueryParser::for_index(index, vec![title, body]);
        Ok(Stock { searcher: index.reader()?.searcher(), parser, title, body })
    }

    /// Answers a query: ten best articles with snippets, and the count. Returns the number of
    /// articles, or `None` where the query parser gives up.
    pub fn answer(&self, query: &str) -> tantivy::Result<Option<u64>> {
        self.answer_showing(query, SHOWN)
    }

    /// Answers a query, but fetches and marks only the best articles, so many as asked.
    pub fn answer_showing(&self, query: &str, shown: usize) -> tantivy::Result<Option<u64>> {
        let Ok(query) = self.parser.parse_query(query) else { return Ok(None) };
        self.answer_query(query.as_ref(), shown).map(Some)
    }

    /// Answers `mot*` by tantivy's regex query, or returns `None` where the query is no such word.
    pub fn answer_by_regex(&self, query: &str) -> tantivy::Result<Option<u64>> {
        let Some(prefix) = prefix(query) else { return Ok(None) };
        let pattern = format!("{prefix}.*");
        let [title, body] =
            [self.title, self.body].map(|field| RegexQuery::from_pattern(&pattern, field));
        self.answer_either(Box::new(title?), Box::new(body?)).map(Some)
    }

    /// Answers `mot*` by tantivy's fuzzy query with no letter wrong and any ending.
    pub fn answer_by_prefix(&self, query: &str) -> tantivy::Result<Option<u64>> {
        let Some(prefix) = prefix(query) else { return Ok(None) };
        let by_field =
            |field| FuzzyTermQuery::new_prefix(Term::from_field_text(field, &prefix), 0, true);
        self.answer_either(Box::new(by_field(self.title)), Box::new(by_field(self.body))).map(Some)
    }

    /// Counts the articles of a query, and does nothing else.
    pub fn count(&self, query: &str) -> tantivy::Result<Option<u64>> {
        let Ok(query) = self.parser.parse_query(query) else { return Ok(None) };
        Ok(Some(self.searcher.search(&query, &Count)? as u64))
    }

    /// Returns the number of articles.
    pub fn article_count(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// Returns the number of segments.
    pub fn segments(&self) -> u64 {
        self.searcher.segment_readers().len() as u64
    }

    /// Returns the size of the index on disk, in bytes.
    pub fn index_bytes(&self) -> tantivy::Result<u64> {
        Ok(self.searcher.space_usage()?.total().get_bytes())
    }

    fn answer_either(&self, left: Box<dyn Query>, right: Box<dyn Query>) -> tantivy::Result<u64> {
        self.answer_query(&BooleanQuery::union(vec![left, right]), SHOWN)
    }

    fn answer_query(&self, query: &dyn Query, shown: usize) -> tantivy::Result<u64> {
        let (best, count) = self.best(query)?;
        let mut snippets = SnippetGenerator::create(&self.searcher, query, self.body)?;
        snippets.set_max_num_chars(SNIPPET_CHARS);
        for (_, address) in best.into_iter().take(shown) {
            let document: TantivyDocument = self.searcher.doc(address)?;
            let body = document.get_first(self.body).and_then(|value| value.as_str());
            let snippet = snippets.snippet(body.unwrap_or_default());
            let title = document.get_first(self.title).and_then(|value| value.as_str());
            std::hint::black_box((title.map(str::len), snippet.to_html()));
        }
        Ok(count)
    }

    fn best(&self, query: &dyn Query) -> tantivy::Result<(Vec<(Score, DocAddress)>, u64)> {
        let collectors = (TopDocs::with_limit(SHOWN).order_by_score(), Count);
        let (best, count) = self.searcher.search(query, &collectors)?;
        Ok((best, count as u64))
    }
}

fn schema() -> Schema {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(indexing) | STORED;
    schema.add_text_field("id", STRING | STORED);
    schema.add_text_field("title", text.clone());
    schema.add_text_field("body", text);
    schema.build()
}

/// Returns the lower-cased word before the star, when the query is just that.
fn prefix(query: &str) -> Option<String> {
    let word = query.strip_suffix('*')?;
    word.chars().all(char::is_alphanumeric).then(|| word.to_lowercase())
}
