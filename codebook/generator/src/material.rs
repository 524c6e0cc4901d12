//! The texts that the codebook is learned from, with how much each counts.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::lexicon;

const CORPUS: &str = "corpus";
const WORDS: &str = "codebook/words.txt";
const LEXICON: &str = "lexicon/lexicon.fst";

/// Share of the count of a lemma that its forms get, whether they occur or not: the corpus is
/// small, and a verb that occurs in one form will occur in others.
const OF_LEMMA: f64 = 0.1;

/// What a lemma counts that occurs nowhere: together the lemmas teach how French words are built.
const OF_LEXICON: f64 = 0.06;

/// Count from which more mentions of a lemma say nothing about its other forms.
const MOST_OF_LEMMA: f64 = 20.0;

/// Added to the count of every ending, so that none is impossible.
const RARE_ENDING: f64 = 0.5;

/// A text and how much it counts.
pub struct Sample {
    pub text: String,
    pub weight: f64,
    /// Number of its article; words of the lists have none.
    pub article: Option<u32>,
}

/// Reads corpus, list and lexicon.
pub fn read() -> Result<Vec<Sample>, Box<dyn Error>> {
    let mut samples = Vec::new();
    let mut counts = BTreeMap::new();
    for (number, article) in (0..).zip(articles()?) {
        for text in article.split_inclusive("\n\n") {
            count(&mut counts, text, 1.0);
            samples.push(Sample { text: text.to_owned(), weight: 1.0, article: Some(number) });
        }
    }
    for (phrase, weight) in listed(&fs::read_to_string(WORDS)?)? {
        count(&mut counts, &phrase, weight);
        samples.push(Sample { text: format!(" {phrase}"), weight, article: None });
    }
    let forms = lexicon::forms(&fs::read(LEXICON)?).ok_or("the lexicon is damaged")?;
    for ((form, _), weight) in forms.iter().zip(expected(&forms, &counts)) {
        samples.push(Sample { text: format!(" {form}"), weight, article: None });
    }
    Ok(samples)
}

/// Returns the texts of JSON Lines.
pub fn bodies(lines: &str) -> Result<Vec<String>, serde_json::Error> {
    let body = |line| {
        let article: Value = serde_json::from_str(line)?;
        Ok(article["body"].as_str().unwrap_or_default().to_owned())
    };
    lines.lines().map(body).collect()
}

/// Returns the articles of the corpus in the order of their paths, titles as first paragraphs.
fn articles() -> Result<Vec<String>, Box<dyn Error>> {
    let mut articles = Vec::new();
    for path in files(Path::new(CORPUS))? {
        let text = fs::read_to_string(&path)?;
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            for line in text.lines() {
                let article: Value = serde_json::from_str(line)?;
                let part = |name: &str| article[name].as_str().unwrap_or_default().to_owned();
                articles.push(format!("{}\n\n{}", part("title"), part("body")));
            }
        } else {
            articles.push(text);
        }
    }
    Ok(articles)
}

fn files(root: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut folders = vec![root.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|name| name != "README.md") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Reads the word list: lines `# WEIGHT`, and below each words and phrases between semicolons.
fn listed(list: &str) -> Result<Vec<(String, f64)>, Box<dyn Error>> {
    let mut phrases = Vec::new();
    let mut weight = 0.0;
    for line in list.lines() {
        match line.strip_prefix("# ") {
            Some(number) => weight = number.parse()?,
            None => {
                let own = line.split(';').map(str::trim).filter(|phrase| !phrase.is_empty());
                phrases.extend(own.map(|phrase| (phrase.to_owned(), weight)));
            }
        }
    }
    Ok(phrases)
}

fn count(counts: &mut BTreeMap<String, f64>, text: &str, weight: f64) {
    let lower = text.to_lowercase();
    for word in lower.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty())
    {
        *counts.entry(word.to_owned()).or_default() += weight;
    }
}

/// Returns how often each form is expected: by how often its lemma occurs, and how often other
/// lemmas have this ending.
fn expected(forms: &[(String, String)], counts: &BTreeMap<String, f64>) -> Vec<f64> {
    let mut lemmas: BTreeMap<&str, f64> = BTreeMap::new();
    let mut endings: BTreeMap<(&str, &str), f64> = BTreeMap::new();
    for (form, lemma) in forms {
        let count = counts.get(form).copied().unwrap_or_default();
        *lemmas.entry(lemma).or_default() += count;
        *endings.entry(ending(form, lemma)).or_insert(RARE_ENDING) += count;
    }
    let mut sums: BTreeMap<&str, f64> = BTreeMap::new();
    for (form, lemma) in forms {
        *sums.entry(lemma).or_default() += endings[&ending(form, lemma)];
    }
    let expect = |(form, lemma): &(String, String)| {
        let share = endings[&ending(form, lemma)] / sums[lemma.as_str()];
        share * (OF_LEXICON + OF_LEMMA * lemmas[lemma.as_str()].min(MOST_OF_LEMMA))
    };
    forms.iter().map(expect).collect()
}

/// Returns where form and lemma part.
fn ending<'a>(form: &'a str, lemma: &'a str) -> (&'a str, &'a str) {
    let pairs = form.char_indices().zip(lemma.chars());
    let shared = pairs.take_while(|((_, own), other)| own == other);
    let end = shared.last().map_or(0, |((start, letter), _)| start + letter.len_utf8());
    (&form[end..], &lemma[end..])
}
