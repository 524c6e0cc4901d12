//! What tantivy's own writer makes of the same articles: the same files, byte by byte.

use std::path::Path;

use proptest::prelude::*;
use tantivy::index::{Segment, SegmentComponent};
use tantivy::indexer::{AddOperation, SegmentWriter};
use tantivy::schema::Field;
use tantivy::tokenizer::{PreTokenizedString, RawTokenizer, Token as EngineToken};
use tantivy::{Index as Engine, TantivyDocument};

use super::{Origin, SegmentBuilder};
use crate::analysis::{Analyzer, Rule, stop_form};
use crate::article::Article;
use crate::index::bounded::bounded;
use crate::index::form_term::form_term;
use crate::index::implied::is_implied;
use crate::index::pairs::{PairKey, is_frequent, pair_term};
use crate::index::schema::{self, Fields, PARAGRAPH_MARK, SENTENCE_MARK, TOKENIZER};
use crate::index::stored::{self, StoredPassage, StoredSentence};
use crate::ingest::{self, Source};
use crate::passage;

/// Terms of a field with their positions.
type Terms = Vec<(u32, String)>;

/// The columns of a text, told in words.
#[derive(Default)]
struct Columns {
    exact: Terms,
    lemma: Terms,
    stem: Terms,
    pairs: Terms,
    next: u32,
    words: u32,
    /// Position and keys of each word that has some.
    keys: Vec<(u32, Vec<PairKey>)>,
}

impl Columns {
    fn add(&mut self, text: &str, analyzer: &mut Analyzer) -> u32 {
        let first = self.next;
        let used = analyzer.analyze(text, |token| {
            let position = first + token.position;
            let (form, lemma) = (bounded(token.exact), bounded(token.lemma));
            self.exact.push((position, form_term(form, lemma)));
            let small_word = stop_form(token.exact);
            if !small_word.is_some_and(|form| is_implied(form, token.lemma)) {
                self.lemma.push((position, lemma.to_owned()));
            }
            let homographs = token.homographs.split_whitespace();
            self.lemma.extend(homographs.clone().map(|term| (position, bounded(term).to_owned())));
            let is_word = token.length == 1 && token.exact.starts_with(char::is_alphabetic);
            if small_word.is_none() && is_word {
                self.stem.push((position, bounded(token.stem).to_owned()));
            }
            if token.rule != Rule::Joined {
                let lemmas = homographs.chain([token.lemma]);
                let keys = lemmas.filter_map(|lemma| PairKey::of(token.exact, lemma));
                self.look(position, keys.collect());
            }
        });
        self.words += used;
        self.next = if used > 0 { first + used + 1 } else { first };
        first
    }

    fn look(&mut self, position: u32, mut keys: Vec<PairKey>) {
        keys.dedup();
        let mut add = |keys: &[PairKey]| {
            self.pairs.push((position + 1 - keys.len() as u32, pair_term(keys)));
        };
        let at = |before: u32| {
            let found =
                self.keys.iter().rev().take(2).find(|(other, _)| other + before == position);
            found.map(|(_, keys)| keys.as_slice()).unwrap_or_default()
        };
        for second in at(1) {
            for third in &keys {
                add(&[*second, *third]);
                for first in at(2) {
                    if is_frequent([*first, *second]) && is_frequent([*second, *third]) {
                        add(&[*first, *second, *third]);
                    }
                }
            }
        }
        self.keys.push((position, keys));
    }
}

fn document(article: &Article, origin: &Origin, fields: &Fields) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    let analyzer = &mut Analyzer::default();
    let (mut body, mut title) = (Columns::default(), Columns::default());
    let mut marks = Terms::new();
    let mut passages = Vec::new();
    for passage in passage::split(&article.body) {
        let mut sentences = Vec::new();
        for sentence in passage.sentences {
            let (byte_start, byte_end) = (sentence.byte_start, sentence.byte_end);
            let position = body.add(&article.body[byte_start..byte_end], analyzer);
            marks.push((position, SENTENCE_MARK.to_owned()));
            if sentence.starts_paragraph {
                marks.push((position, PARAGRAPH_MARK.to_owned()));
            }
            sentences.push(StoredSentence { byte_start, byte_end, position });
        }
        document.add_u64(fields.passages, u64::from(sentences[0].position));
        passages.push(StoredPassage { sentences });
    }
    title.add(&article.title, analyzer);
    for (field, terms) in [
        (fields.body_exact, body.exact),
        (fields.body_lemma, body.lemma),
        (fields.body_stem, body.stem),
        (fields.body_pairs, body.pairs),
        (fields.title_exact, title.exact),
        (fields.title_lemma, title.lemma),
        (fields.marks, marks),
    ] {
        add(&mut document, field, terms);
    }
    for (field, text) in [
        (fields.source, &article.source),
        (fields.author, &article.author),
        (fields.section, &article.section),
        (fields.url, &article.url),
        (fields.lang, &article.lang),
    ] {
        let mut terms = Terms::new();
        analyzer.analyze(text.as_deref().unwrap_or(""), |token| {
            terms.push((token.position, bounded(token.exact).to_owned()));
        });
        add(&mut document, field, terms);
    }
    if let Some(source) = &article.source {
        document.add_text(fields.source_name, source);
    }
    if let Some(date) = article.date {
        document.add_i64(fields.date, date.first_second());
    }
    document.add_text(fields.id, &article.id);
    document.add_text(fields.root, &origin.root);
    document.add_u64(fields.content_hash, origin.content_hash);
    document.add_u64(fields.words, u64::from(body.words));
    document.add_u64(fields.text_bytes, article.body.len() as u64);
    document.add_bytes(fields.stored, &stored::encode(article, &passages).unwrap());
    document
}

fn add(document: &mut TantivyDocument, field: Field, terms: Terms) {
    if terms.is_empty() {
        return;
    }
    let token = |(position, text): (u32, String)| EngineToken {
        position: position as usize,
        text,
        ..EngineToken::default()
    };
    let tokens = terms.into_iter().map(token).collect();
    document.add_pre_tokenized_text(field, PreTokenizedString { text: String::new(), tokens });
}

/// Returns all files of a segment.
fn files(segment: &Segment) -> Vec<Vec<u8>> {
    let components = [
        SegmentComponent::FieldNorms,
        SegmentComponent::Terms,
        SegmentComponent::Postings,
        SegmentComponent::Positions,
        SegmentComponent::FastFields,
        SegmentComponent::Store,
    ];
    let bytes = |component| segment.open_read(component).unwrap().read_bytes().unwrap().to_vec();
    components.into_iter().map(bytes).collect()
}

fn check(articles: &[Article]) {
    let (schema, fields) = schema::schema();
    let settings = crate::index::settings();
    let engine = Engine::builder().schema(schema).settings(settings).create_in_ram().unwrap();
    engine.tokenizers().register(TOKENIZER, RawTokenizer::default());
    let (own, theirs) = (engine.new_segment(), engine.new_segment());
    let mut builder =
        SegmentBuilder::begin(own.clone(), Path::new(""), Analyzer::default()).unwrap();
    let mut writer = SegmentWriter::for_segment(15 << 20, theirs.clone()).unwrap();
    for (opstamp, article) in (0..).zip(articles) {
        let origin = Origin { root: "racine".to_owned(), content_hash: opstamp % 7 };
        builder.add(article, &origin).unwrap();
        let document = document(article, &origin, &fields);
        writer.add_document(AddOperation { opstamp, document }).unwrap();
    }
    let (meta, _) = builder.finish().unwrap();
    writer.finalize().unwrap();
    assert_eq!(meta.max_doc() as usize, articles.len());
    for (number, (own, theirs)) in files(&own).into_iter().zip(files(&theirs)).enumerate() {
        assert!(own == theirs, "file {number} differs");
    }
}

#[test]
fn the_sample_corpus_makes_the_same_files() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut articles = Vec::new();
    let sources = [Source::Path(corpus)];
    ingest::read(&sources, &ingest::Options::default(), &mut |item| {
        articles.extend(item.article.ok());
        Ok(())
    })
    .unwrap();
    assert!(articles.len() > 20);
    // More than a block of postings, and steps between documents of every width.
    let copies = (0..40).flat_map(|_| articles.iter().take(12).cloned());
    let copies: Vec<Article> = copies.chain(articles.iter().cloned()).collect();
    check(&copies);
}

#[test]
fn no_article_at_all_makes_the_same_files() {
    check(&[Article::new("vide", "")]);
}

prop_compose! {
    fn article()(
        body in "((le|La|l’|qu'|de|sous-préfet|MARCHE|a|été|12 500|3e|aujourd’hui|œuvre|[a-zé]{1,12})[ ]{1,2}|[.] |\n\n|, ){0,120}",
        title in "(le|marché|de|MARCHE|[a-z]{1,5}| ){0,9}",
        id in "[a-z]{1,3}",
        source in proptest::option::of("[A-Za-z ]{0,12}"),
        url in proptest::option::of("https://[a-z]{1,9}\\.fr/[a-z0-9-]{0,20}"),
        date in proptest::option::of("20[0-2][0-9]-0[1-9]-1[0-9]"),
    ) -> Article {
        let mut article = Article::new(id, body);
        (article.title, article.source, article.url) = (title, source, url);
        article.date = date.and_then(|date| date.parse().ok());
        article
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_articles_make_the_same_files(articles in prop::collection::vec(article(), 1..40)) {
        check(&articles);
    }
}
