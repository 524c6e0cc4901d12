//! The sample corpus from reading to highlights.

use std::path::{Path, PathBuf};

use depeche::ingest::{self, Options, Source};
use depeche::{Article, Query, SearchRequest, Searcher, SyncOptions};

use crate::collection::{Collection, index, marked};

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// Indexes the sample corpus into a collection's folder.
pub fn searcher(collection: &Collection) -> Searcher {
    index(&collection.index_folder(), &folder(), &SyncOptions::default()).expect("an index");
    collection.searcher()
}

fn articles() -> Vec<Article> {
    let mut articles = Vec::new();
    ingest::read(&[Source::Path(folder())], &Options::default(), &mut |item| {
        articles.push(item.article.expect("an article"));
        Ok(())
    })
    .expect("the sample corpus");
    articles
}

#[test]
fn every_article_has_a_title_and_a_text() {
    let articles = articles();
    assert!(articles.len() >= 60, "{} articles", articles.len());
    for article in articles {
        assert!(!article.title.is_empty(), "{}", article.id);
        assert!(article.body.split_whitespace().count() >= 100, "{}", article.id);
    }
}

#[test]
fn no_scrape_noise_stays_in_the_texts() {
    for article in articles() {
        for noise in ["Aller au contenu", "À lire également", "Crédit photo", "PREV ", "Partager"]
        {
            let stays = article.body.lines().any(|line| line.starts_with(noise));
            assert!(!stays, "{noise} in {}", article.id);
        }
    }
}

#[test]
fn a_phrase_finds_its_inflections_and_nothing_else() {
    let collection = Collection::new();
    let searcher = searcher(&collection);
    let query = Query::parse("\"assistance militaire\"").query;
    let results = searcher.search(&SearchRequest::new(query)).expect("results");
    let mut ids: Vec<_> = results.hits.iter().map(|hit| hit.article.id.as_str()).collect();
    ids.sort_unstable();
    assert_eq!(
        ids,
        [
            "am-20241205-traite",
            "lagunes-20230518-benin",
            "textes/entree-en-vigueur-gazette.txt",
            "textes/pacte-russo-coreen-article-4.txt",
            "textes/traite-pyongyang-signature.txt",
            "web/pacte-moscou-pyongyang-vigie.txt",
        ]
    );
    for hit in &results.hits {
        for text in marked(hit) {
            let folded = text.replace('\u{a0}', " ").to_lowercase();
            assert!(
                ["assistance militaire", "assistances militaires"].contains(&&*folded),
                "{text}"
            );
        }
    }
}

#[test]
fn offsets_slice_the_stored_text() {
    let collection = Collection::new();
    let searcher = searcher(&collection);
    for text in ["traité OU accord", "\"Corée du Nord\"", "militair*", "week-end", "11000"] {
        let mut request = SearchRequest::new(Query::parse(text).query);
        request.limit = SearchRequest::ALL;
        request.per_article = usize::MAX;
        let results = searcher.search(&request).expect("results");
        assert!(!results.hits.is_empty(), "{text}");
        for hit in results.hits {
            let article = searcher.snapshot().article(&hit.article.id).expect("a reading");
            let body = article.expect("an article").body;
            for passage in hit.passages {
                assert_eq!(&body[passage.byte_start..passage.byte_end], passage.text);
                for mark in passage.highlights {
                    assert_eq!(&passage.text[mark.byte_start..mark.byte_end], mark.text);
                    let utf16: Vec<u16> = passage.text.encode_utf16().collect();
                    let sliced = String::from_utf16_lossy(&utf16[mark.utf16_start..mark.utf16_end]);
                    assert_eq!(sliced, mark.text);
                }
            }
        }
    }
}

/// The scraped pages that the reader of pages was first made for, where they are at hand.
#[test]
fn three_of_the_five_seeds_have_the_phrase() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    if !seeds.is_dir() {
        println!("skipped: the seed pages are not at hand");
        return;
    }
    let collection = Collection::new();
    index(&collection.index_folder(), &seeds, &SyncOptions::default()).expect("an index");
    let results = collection.search("\"assistance militaire\"");
    assert_eq!(results.total_articles, 3);
    for hit in &results.hits {
        assert_eq!(marked(hit).first(), Some(&"assistance militaire"), "{}", hit.article.id);
    }
}
