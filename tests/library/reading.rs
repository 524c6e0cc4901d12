//! Title, date, source and author of whole pages, and bodies without the frame.
//!
//! The tables were written by hand from the pages; an empty field is one that the page does not
//! state. A dispatch that a paper carries has the agency for its author.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use depeche::Article;
use depeche::ingest::{self, Options, Source};

/// Starts of lines that belong to a page, not to its article.
const NOISE: &[&str] = &[
    "#",
    "-\n",
    "© ",
    "Accueil",
    "Accéder au contenu",
    "Aller au",
    "Article précédent",
    "Article suivant",
    "Articles recommandés",
    "Comment aider les sinistrés",
    "Commentaires",
    "commentaires",
    "Crédit",
    "Dans la même section",
    "Dernières nouvelles",
    "(avec ",
    "[Image",
    "La rédaction",
    "Laisser un commentaire",
    "Lecture",
    "LIRE AUSSI",
    "Lire aussi",
    "Logo",
    "Menu",
    "Mis à jour",
    "Newsletter",
    "NEXT ",
    "Par la rédaction",
    "Par notre",
    "Partager",
    "Passer au contenu",
    "Photo:",
    "PHOTO",
    "PREV ",
    "Publié",
    "Recevez",
    "S'abonner",
    "Suivez-nous",
    "Sur le même",
    "TAGS",
    "Temps de lecture",
    "Vous avez trouvé",
    "À lire également",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn articles(folder: &Path) -> BTreeMap<String, Article> {
    let mut articles = BTreeMap::new();
    ingest::read(&[Source::Path(folder.to_owned())], &Options::default(), &mut |item| {
        let article = item.article.expect("an article");
        articles.insert(article.id.clone(), article);
        Ok(())
    })
    .expect("the folder");
    articles
}

/// Compares what is read with a table of path, title, date, source and author.
fn check(folder: &Path, table: &str) {
    let articles = articles(folder);
    let table = fs::read_to_string(root().join("tests/fixtures/ingest").join(table)).unwrap();
    let mut wrong = Vec::new();
    for row in table.lines().skip(1) {
        let fields: Vec<&str> = row.split('\t').collect();
        let article = &articles[fields[0]];
        let found = facts(article);
        if found[..] != fields[1..] {
            wrong.push(format!(
                "{}\n  expected {:?}\n  found    {found:?}",
                fields[0],
                &fields[1..]
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn facts(article: &Article) -> [String; 4] {
    [
        article.title.clone(),
        article.date.map(|date| date.to_string()).unwrap_or_default(),
        article.source.clone().unwrap_or_default(),
        article.author.clone().unwrap_or_default(),
    ]
}

/// Checks that no line of a body is of the frame, and that no body begins with the headline.
fn check_bodies(folder: &Path) {
    for (path, article) in articles(folder) {
        let first = article.body.lines().next().unwrap_or_default();
        assert_ne!(letters(first), letters(&article.title), "{path}");
        for line in article.body.lines() {
            let noise = NOISE.iter().find(|noise| line.starts_with(**noise));
            assert_eq!(noise, None, "{path}: {line}");
        }
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase()
}

fn texts() -> PathBuf {
    root().join("corpus")
}

fn pages() -> PathBuf {
    root().join("tests/fixtures/ingest/pages")
}

#[test]
fn the_facts_of_the_sample_corpus_are_read() {
    check(&texts(), "corpus.tsv");
}

#[test]
fn the_bodies_of_the_sample_corpus_have_no_frame() {
    for folder in ["web", "textes"] {
        check_bodies(&texts().join(folder));
    }
}

#[test]
fn the_facts_of_pages_from_many_countries_are_read() {
    check(&pages(), "pages.tsv");
}

#[test]
fn the_bodies_of_pages_from_many_countries_have_no_frame() {
    check_bodies(&pages());
}
