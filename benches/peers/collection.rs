//! The articles that both programs index, as JSON lines in a folder.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use depeche::Article;
use depeche::ingest::{self, Options, Source};
use serde::{Deserialize, Serialize};

use super::Outcome;
use super::arguments::Arguments;
use super::cutting::cut;

/// Articles in a folder, with room for the indexes of them.
pub struct Collection {
    pub name: String,
    pub folder: PathBuf,
    pub facts: Facts,
}

/// What a collection holds and what it was made from.
#[derive(Serialize, Deserialize, Clone, PartialEq)]
pub struct Facts {
    pub source: String,
    pub source_bytes: u64,
    pub documents: u64,
    /// Bytes of titles and bodies.
    pub text_bytes: u64,
}

impl Collection {
    /// Makes the collections that are asked for, or finds them in the working folder.
    pub fn all(arguments: &Arguments, work: &Path) -> Outcome<Vec<Collection>> {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        let source = arguments.articles.as_ref().unwrap_or(&sample);
        let made = arguments.collections.iter().map(|name| match name.as_str() {
            "passages" => Collection::make(work, name, &[source], passages),
            "whole" => Collection::make(work, name, &[source], whole),
            _ => Err(format!("there are the collections passages and whole, no {name}").into()),
        });
        made.collect()
    }

    /// Writes the documents that `documents` makes of each article. The articles of each source
    /// get ids of their own, so a source may come several times.
    pub fn make(
        work: &Path,
        name: &str,
        sources: &[&PathBuf],
        documents: fn(Article) -> Vec<Article>,
    ) -> Outcome<Collection> {
        let folder = work.join(name);
        let mut facts = facts_of(sources)?;
        let told = folder.join("facts.json");
        if let Ok(text) = fs::read_to_string(&told) {
            let found: Facts = serde_json::from_str(&text)?;
            if (&found.source, found.source_bytes) == (&facts.source, facts.source_bytes) {
                return Ok(Collection { name: name.to_owned(), folder, facts: found });
            }
            return Err(format!("{} holds another collection", folder.display()).into());
        }
        fs::create_dir_all(&folder)?;
        let mut file = BufWriter::new(File::create(folder.join("articles.jsonl"))?);
        for (place, source) in sources.iter().enumerate() {
            let mut write = |mut article: Article| -> std::io::Result<()> {
                if sources.len() > 1 {
                    article.id = format!("{place}-{}", article.id);
                }
                for document in documents(article) {
                    facts.documents += 1;
                    facts.text_bytes += (document.title.len() + document.body.len()) as u64;
                    serde_json::to_writer(&mut file, &document)?;
                    file.write_all(b"\n")?;
                }
                Ok(())
            };
            let mut written = Ok(());
            ingest::read(&[Source::Path((*source).clone())], &Options::default(), &mut |item| {
                if written.is_ok()
                    && let Ok(article) = item.article
                {
                    written = write(article);
                }
                Ok(())
            })?;
            written?;
        }
        file.flush()?;
        fs::write(told, serde_json::to_string(&facts)?)?;
        Ok(Collection { name: name.to_owned(), folder, facts })
    }

    pub fn articles(&self) -> PathBuf {
        self.folder.join("articles.jsonl")
    }
}

/// Leaves articles whole.
pub fn whole(article: Article) -> Vec<Article> {
    vec![article]
}

/// Cuts an article into documents without a title.
fn passages(article: Article) -> Vec<Article> {
    let passage = |(place, span): (usize, std::ops::Range<usize>)| {
        let id = format!("{}#{}", article.id, place + 1);
        let mut passage = Article::new(id, &article.body[span]);
        passage.date = article.date;
        passage.source = article.source.clone();
        passage
    };
    cut(&article.body).into_iter().enumerate().map(passage).collect()
}

fn facts_of(sources: &[&PathBuf]) -> Outcome<Facts> {
    let names: Vec<String> = sources
        .iter()
        .map(|source| source.file_name().unwrap_or_default().to_string_lossy().into_owned())
        .collect();
    let mut source_bytes = 0;
    for source in sources {
        source_bytes += fs::metadata(source)?.len();
    }
    Ok(Facts { source: names.join(" + "), source_bytes, documents: 0, text_bytes: 0 })
}
