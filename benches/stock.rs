//! The baseline: a plain tantivy program, as its documentation shows it, with French stemming.
//!
//! Not a bench of its own; the benches include it as a module.

use std::path::Path;

use rust_stemmers::{Algorithm, Stemmer};
use serde_json::Value as Json;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::QueryParser;
use tantivy::schema::{
    Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::snippet::SnippetGenerator;
use tantivy::tokenizer::{
    LowerCaser, RemoveLongFilter, SimpleTokenizer, TextAnalyzer, Token, TokenFilter, TokenStream,
    Tokenizer,
};
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument, doc};

/// Length of snippets, in characters: tantivy's own default.
const SNIPPET_CHARS: usize = 150;

/// French Snowball by rust-stemmers, as tantivy's own filter used it before 0.27.
#[derive(Clone)]
pub struct FrenchStemmer;

#[derive(Clone)]
pub struct StemmingTokenizer<T>(T);

pub struct StemmingStream<T> {
    tail: T,
    stemmer: Stemmer,
}

impl TokenFilter for FrenchStemmer {
    type Tokenizer<T: Tokenizer> = StemmingTokenizer<T>;

    fn transform<T: Tokenizer>(self, tokenizer: T) -> StemmingTokenizer<T> {
        StemmingTokenizer(tokenizer)
    }
}

impl<T: Tokenizer> Tokenizer for StemmingTokenizer<T> {
    type TokenStream<'a> = StemmingStream<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        let stemmer = Stemmer::create(Algorithm::French);
        StemmingStream { tail: self.0.token_stream(text), stemmer }
    }
}

impl<T: TokenStream> TokenStream for StemmingStream<T> {
    fn advance(&mut self) -> bool {
        if !self.tail.advance() {
            return false;
        }
        let stem = self.stemmer.stem(&self.tail.token().text).into_owned();
        self.tail.token_mut().text = stem;
        true
    }

    fn token(&self) -> &Token {
        self.tail.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.tail.token_mut()
    }
}

/// The French analyzer of a plain program.
pub fn analyzer() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(40))
        .filter(LowerCaser)
        .filter(FrenchStemmer)
        .build()
}

/// A plain index of ids, titles and bodies.
pub struct Stock {
    index: Index,
    searcher: Searcher,
    parser: QueryParser,
    title: Field,
    body: Field,
}

impl Stock {
    /// Indexes articles given as JSON lines, into one segment.
    pub fn build(directory: &Path, json_lines: &str) -> tantivy::Result<Stock> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("french")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let text = TextOptions::default().set_indexing_options(indexing) | STORED;
        let id = schema.add_text_field("id", STRING | STORED);
        let title = schema.add_text_field("title", text.clone());
        let body = schema.add_text_field("body", text);
        let index = Index::create_in_dir(directory, schema.build())?;
        index.tokenizers().register("french", analyzer());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 200 << 20)?;
        for line in json_lines.lines() {
            let article: Json = serde_json::from_str(line)?;
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
        let searcher = index.reader()?.searcher();
        let parser = QueryParser::for_index(&index, vec![title, body]);
        Ok(Stock { index, searcher, parser, title, body })
    }

    /// Answers a query: ten best articles with snippets, and the count. Returns the number of
    /// articles and of highlighted stretches, or `None` where the query parser gives up.
    pub fn answer(&self, query: &str) -> tantivy::Result<Option<(usize, usize)>> {
        let Ok(query) = self.parser.parse_query(query) else { return Ok(None) };
        let collectors = (TopDocs::with_limit(10).order_by_score(), Count);
        let (best, count) = self.searcher.search(&query, &collectors)?;
        let mut snippets = SnippetGenerator::create(&self.searcher, &query, self.body)?;
        snippets.set_max_num_chars(SNIPPET_CHARS);
        let mut marked = 0;
        for (_, address) in best {
            let document: TantivyDocument = self.searcher.doc(address)?;
            let body = document.get_first(self.body).and_then(|value| value.as_str());
            let snippet = snippets.snippet(body.unwrap_or_default());
            marked += snippet.highlighted().len();
            let title = document.get_first(self.title).and_then(|value| value.as_str());
            std::hint::black_box((title.map(str::len), snippet.to_html()));
        }
        Ok(Some((count, marked)))
    }

    /// Returns the number of articles.
    pub fn article_count(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// Returns the size of the index on disk, in bytes.
    pub fn index_bytes(&self) -> tantivy::Result<u64> {
        Ok(self.index.reader()?.searcher().space_usage()?.total().get_bytes())
    }
}
