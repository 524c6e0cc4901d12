//! Names and options of the fields. Nothing outside this file spells a field name.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, Schema, SchemaBuilder,
    TextFieldIndexing, TextOptions,
};

/// Name of the tokenizer that the schema needs to name. There is none: words are recorded as they
/// are analysed, see `segment`.
pub(super) const TOKENIZER: &str = "depeche";

/// Version of the layout on disk. Any change of fields or of the stored form raises it.
pub(crate) const FORMAT_VERSION: u32 = 5;

/// Tokens in the field `marks` say where sentences and paragraphs begin.
pub(crate) const SENTENCE_MARK: &str = "sentence";
/// See [`SENTENCE_MARK`].
pub(crate) const PARAGRAPH_MARK: &str = "paragraph";

/// Handles of all fields.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// Article id, raw: the delete key.
    pub id: Field,
    /// The source argument an article was read from, raw: what a synchronisation may remove.
    pub root: Field,
    /// Hash of the article as it was read.
    pub content_hash: Field,
    /// Words of the body, folded, each with its lemma, see `form_term`.
    pub body_exact: Field,
    /// Words of the body, lemmas, at the same positions; but for those that `implied` tells.
    pub body_lemma: Field,
    /// Neighbouring frequent words of the body as one term, see `pairs`.
    pub body_pairs: Field,
    /// Words of the body, stems, frequencies only; without stop words, numbers, joined compounds.
    pub body_stem: Field,
    /// Words of the title, folded, each with its lemma.
    pub title_exact: Field,
    /// Words of the title, lemmas.
    pub title_lemma: Field,
    /// Words of the metadata, folded.
    pub source: Field,
    /// See `source`.
    pub author: Field,
    /// See `source`.
    pub section: Field,
    /// See `source`.
    pub url: Field,
    /// See `source`.
    pub lang: Field,
    /// First second that the date covers.
    pub date: Field,
    /// Name of the source as printed, for counts.
    pub source_name: Field,
    /// Positions where sentences and paragraphs begin.
    pub marks: Field,
    /// Positions where passages begin, one number each.
    pub passages: Field,
    /// Number of words.
    pub words: Field,
    /// Length of the text in bytes.
    pub text_bytes: Field,
    /// The article and its passage table, see `stored`.
    pub stored: Field,
}

/// Makes the schema and the handles of its fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let with_positions = IndexRecordOption::WithFreqsAndPositions;
    let mut scored = |name: &str| builder.add_text_field(name, tokens(with_positions));
    let [body_exact, body_lemma] = ["body_exact", "body_lemma"].map(&mut scored);
    let [title_exact, title_lemma] = ["title_exact", "title_lemma"].map(&mut scored);
    let mut matched = |name: &str| builder.add_text_field(name, without_lengths(with_positions));
    let [body_pairs, marks] = ["body_pairs", "marks"].map(&mut matched);
    let [source, author, section, url, lang] =
        ["source", "author", "section", "url", "lang"].map(&mut matched);
    let [id, root] = ["id", "root"]
        .map(|name| builder.add_text_field(name, without_lengths(IndexRecordOption::Basic)));
    let fields = Fields {
        id,
        root,
        content_hash: builder.add_u64_field("content_hash", FAST),
        body_exact,
        body_lemma,
        body_pairs,
        body_stem: builder.add_text_field("body_stem", tokens(IndexRecordOption::WithFreqs)),
        title_exact,
        title_lemma,
        source,
        author,
        section,
        url,
        lang,
        date: add_date(&mut builder),
        source_name: builder.add_text_field("source_name", TextOptions::default() | FAST),
        marks,
        passages: builder.add_u64_field("passages", FAST),
        words: builder.add_u64_field("words", FAST),
        text_bytes: builder.add_u64_field("text_bytes", FAST),
        stored: builder.add_bytes_field("stored", STORED),
    };
    (builder.build(), fields)
}

fn add_date(builder: &mut SchemaBuilder) -> Field {
    builder.add_i64_field("date", NumericOptions::from(INDEXED) | FAST)
}

/// Words whose score depends on how long the text is.
fn tokens(record: IndexRecordOption) -> TextOptions {
    options(record, true)
}

/// Words that are only matched: nobody asks how many others there are.
fn without_lengths(record: IndexRecordOption) -> TextOptions {
    options(record, false)
}

fn options(record: IndexRecordOption, has_lengths: bool) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(TOKENIZER).set_index_option(record);
    TextOptions::default().set_indexing_options(indexing.set_fieldnorms(has_lengths))
}
