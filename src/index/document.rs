//! Turns an article into the document that tantivy keeps.

use tantivy::TantivyDocument;
use tantivy::schema::Field;

use super::implied::is_implied;
use super::pairs::PairFinder;
use super::schema::{Fields, PARAGRAPH_MARK, SENTENCE_MARK};
use super::stored::{self, StoredPassage, StoredSentence};
use super::token_list::TokenList;
use crate::analysis::{Analyzer, Token, stop_form};
use crate::article::Article;
use crate::error::Result;
use crate::passage;

/// Positions left free after a sentence, so that no phrase runs across its end.
pub(crate) const SENTENCE_GAP: u32 = 1;

/// What a synchronisation must know of an article besides its text.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    /// The source argument it was read from.
    pub root: String,
    /// Hash of the article as it was read.
    pub content_hash: u64,
}

/// Analyses an article in one pass and builds its document.
pub(crate) fn build(
    article: &Article,
    origin: &Origin,
    fields: &Fields,
    analyzer: &mut Analyzer,
) -> Result<TantivyDocument> {
    let mut document = TantivyDocument::new();
    add_body(&mut document, article, fields, analyzer)?;
    add_title(&mut document, &article.title, fields, analyzer);
    add_metadata(&mut document, article, fields, analyzer);
    document.add_text(fields.id, &article.id);
    document.add_text(fields.root, &origin.root);
    document.add_u64(fields.content_hash, origin.content_hash);
    document.add_u64(fields.text_bytes, article.body.len() as u64);
    Ok(document)
}

/// The levels of the words of one text.
#[derive(Default)]
struct Levels {
    exact: TokenList,
    lemma: TokenList,
    stem: TokenList,
    pairs: TokenList,
    pair_finder: PairFinder,
    next_position: u32,
    words: u32,
}

impl Levels {
    /// Analyses a sentence or title and returns the position of its first word.
    fn add(&mut self, text: &str, analyzer: &mut Analyzer) -> u32 {
        let first = self.next_position;
        let used = analyzer.analyze(text, |token| {
            let position = first + token.position;
            self.exact.push_form(position, token.exact, token.lemma);
            let stop_form = stop_form(token.exact);
            if !stop_form.is_some_and(|form| is_implied(form, token.lemma)) {
                self.lemma.push(position, token.lemma);
            }
            for homograph in token.homographs.split_whitespace() {
                self.lemma.push(position, homograph);
            }
            if stop_form.is_none() && has_stem(&token) {
                self.stem.push(position, token.stem);
            }
            self.pair_finder.look(position, &token, stop_form, &mut self.pairs);
        });
        self.words += used;
        if used > 0 {
            self.next_position = first + used + SENTENCE_GAP;
        }
        first
    }
}

/// Whether a token has a stem that may be that of another word: a number has none, and the parts of
/// a compound have theirs.
fn has_stem(token: &Token<'_>) -> bool {
    token.length == 1 && token.exact.starts_with(char::is_alphabetic)
}

fn add_body(
    document: &mut TantivyDocument,
    article: &Article,
    fields: &Fields,
    analyzer: &mut Analyzer,
) -> Result<()> {
    let mut levels = Levels::default();
    let mut marks = TokenList::default();
    let mut passages = Vec::new();
    for passage in passage::split(&article.body) {
        let mut sentences = Vec::with_capacity(passage.sentences.len());
        for sentence in &passage.sentences {
            let text = article.body.get(sentence.byte_start..sentence.byte_end).unwrap_or("");
            let position = levels.add(text, analyzer);
            if sentences.is_empty() {
                document.add_u64(fields.passages, u64::from(position));
            }
            marks.push(position, SENTENCE_MARK);
            if sentence.starts_paragraph {
                marks.push(position, PARAGRAPH_MARK);
            }
            let (byte_start, byte_end) = (sentence.byte_start, sentence.byte_end);
            sentences.push(StoredSentence { byte_start, byte_end, position });
        }
        passages.push(StoredPassage { sentences });
    }
    document.add_u64(fields.words, u64::from(levels.words));
    document.add_bytes(fields.stored, &stored::encode(article, &passages)?);
    add_tokens(document, fields.body_exact, levels.exact);
    add_tokens(document, fields.body_lemma, levels.lemma);
    add_tokens(document, fields.body_stem, levels.stem);
    add_tokens(document, fields.body_pairs, levels.pairs);
    add_tokens(document, fields.marks, marks);
    Ok(())
}

fn add_title(
    document: &mut TantivyDocument,
    title: &str,
    fields: &Fields,
    analyzer: &mut Analyzer,
) {
    let mut levels = Levels::default();
    levels.add(title, analyzer);
    add_tokens(document, fields.title_exact, levels.exact);
    add_tokens(document, fields.title_lemma, levels.lemma);
}

fn add_metadata(
    document: &mut TantivyDocument,
    article: &Article,
    fields: &Fields,
    analyzer: &mut Analyzer,
) {
    let named = [
        (fields.source, &article.source),
        (fields.author, &article.author),
        (fields.section, &article.section),
        (fields.url, &article.url),
        (fields.lang, &article.lang),
    ];
    for (field, value) in named {
        let mut forms = TokenList::default();
        let text = value.as_deref().unwrap_or("");
        analyzer.analyze(text, |token| forms.push(token.position, token.exact));
        add_tokens(document, field, forms);
    }
    if let Some(source) = &article.source {
        document.add_text(fields.source_name, source);
    }
    if let Some(date) = article.date {
        document.add_i64(fields.date, date.first_second());
    }
}

fn add_tokens(document: &mut TantivyDocument, field: Field, tokens: TokenList) {
    let text = tokens.into_text();
    if !text.is_empty() {
        document.add_text(field, text);
    }
}
