//! What is stored comes back, whole or by passages, and damage is told.

use proptest::prelude::*;

use super::*;
use crate::passage;

fn sample() -> (Article, Vec<StoredPassage>) {
    let mut article = Article::new("a", " Un accord. Deux accords.\n\nTrois.\n");
    article.title = "Été".to_owned();
    article.date = "2024-06".parse().ok();
    let first = StoredSentence { byte_start: 1, byte_end: 11, position: 0 };
    let second = StoredSentence { byte_start: 12, byte_end: 25, position: 3 };
    let third = StoredSentence { byte_start: 27, byte_end: 33, position: 300 };
    let passages = vec![
        StoredPassage { sentences: vec![first, second] },
        StoredPassage { sentences: vec![third] },
    ];
    (article, passages)
}

/// Splits a text as the index does; positions are the sentences' numbers.
fn split(body: &str) -> Vec<StoredPassage> {
    let mut position = 0;
    let mut passages = Vec::new();
    for passage in passage::split(body) {
        let sentences = passage.sentences.iter().map(|sentence| {
            position += 2;
            let (byte_start, byte_end) = (sentence.byte_start, sentence.byte_end);
            StoredSentence { byte_start, byte_end, position }
        });
        passages.push(StoredPassage { sentences: sentences.collect() });
    }
    passages
}

fn check(article: Article, passages: Vec<StoredPassage>) {
    let packed =
        PackedArticle::read(OwnedBytes::new(encode(&article, &passages).unwrap())).unwrap();
    assert_eq!(packed.article().unwrap(), Article { body: String::new(), ..article.clone() });
    for (index, passage) in passages.iter().enumerate() {
        assert_eq!(packed.passage_text(index).unwrap(), article.body[span(&passage.sentences)]);
    }
    assert_eq!(packed.passage_text(passages.len()).unwrap(), "");
    assert_eq!(packed.unpack().unwrap(), StoredArticle { article, passages });
}

#[test]
fn what_is_stored_comes_back() {
    let (article, passages) = sample();
    check(article, passages);
    check(Article::default(), Vec::new());
    check(Article::new("sans passage", "Un texte."), Vec::new());
}

#[test]
fn every_field_comes_back_or_stays_away() {
    let (mut article, passages) = sample();
    article.source = Some(String::new());
    article.section = Some("monde".to_owned());
    check(article.clone(), passages.clone());
    article.author = Some("Ève Ève".to_owned());
    article.url = Some("https://example.org/été?a=1".to_owned());
    article.lang = Some("fr-CA".to_owned());
    article.metadata.insert("clés".to_owned(), serde_json::json!(["é", 1, null]));
    check(article, passages);
}

#[test]
fn a_cut_is_an_error_and_no_panic() {
    let (article, passages) = sample();
    let block = encode(&article, &passages).unwrap();
    for end in 0..block.len() {
        let error = PackedArticle::read(OwnedBytes::new(block[..end].to_vec())).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::IndexUnusable, "cut at {end}");
    }
}

#[test]
fn passages_outside_their_text_are_refused() {
    let (mut article, passages) = sample();
    article.body.truncate(20);
    assert_eq!(encode(&article, &passages).unwrap_err().kind(), ErrorKind::Internal);
}

fn read_all(block: Vec<u8>) -> Result<StoredArticle> {
    let packed = PackedArticle::read(OwnedBytes::new(block))?;
    for index in 0..packed.passage_count() {
        packed.passage_text(index)?;
    }
    packed.unpack()
}

proptest! {
    #[test]
    fn passages_alone_are_slices_of_the_whole(body in "([A-Za-zéÉ’ ,]{1,60}[.!?…\u{202f}] ?(\r?\n){0,3}){0,30}|(?s:.*)") {
        let passages = split(&body);
        check(Article::new("id", body), passages);
    }

    #[test]
    fn any_bytes_are_an_article_or_an_error(block: Vec<u8>) {
        let _ = read_all(block);
    }

    #[test]
    fn a_changed_byte_is_an_article_or_an_error(place in 0_usize..200, byte: u8) {
        let (article, passages) = sample();
        let mut block = encode(&article, &passages).unwrap();
        let place = place % block.len();
        block[place] = byte;
        if let Err(error) = read_all(block) {
            prop_assert_eq!(error.kind(), ErrorKind::IndexUnusable);
        }
    }
}
