//! The texts that the codebook is learned from.
use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::path::Path;
use std::fs;

/// One text with how much it counts, and the article it is of.
pub struct Sample { pub text: String, pub weight: f64, pub article: u32 }

pub fn read() -> Result<Vec<Sample>, Box<dyn Error>> {
    let mut articles: Vec<String> = Vec::new();
    if let Ok(path) = std::env::var("ORACLE") {
        articles.extend(fs::read_to_string(path)?.lines().map(str::to_owned));
    } else {
    let mut folders = vec![Path::new("corpus").to_owned()];
    let mut paths = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() { folders.push(path) } else { paths.push(path) }
        }
    }
    paths.sort();
    for path in paths {
        if path.file_name().is_some_and(|n| n == "README.md") { continue }
        let text = fs::read_to_string(&path)?;
        if path.extension().is_some_and(|e| e == "jsonl") {
            for line in text.lines() {
                let value: serde_json::Value = serde_json::from_str(line)?;
                articles.push(format!("{}\n\n{}", value["title"].as_str().unwrap_or(""), value["body"].as_str().unwrap_or("")));
            }
        } else { articles.push(text) }
    }
    }
    let mut sample = Vec::new();
    let mut counts: BTreeMap<String, f64> = BTreeMap::new();
    for (number, article) in articles.iter().enumerate() {
        for text in article.split("\n\n") {
            sample.push(Sample { text: format!("{text}\n\n"), weight: 1.0, article: number as u32 });
        }
        for word in article.to_lowercase().split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
            *counts.entry(word.to_owned()).or_default() += 1.0;
        }
    }
    let listed = fs::read_to_string("codebook/words.txt").unwrap_or_default();
    let mut weight = 1.0;
    for line in listed.lines() {
        if let Some(number) = line.strip_prefix("# ") { if let Ok(n) = number.trim().parse() { weight = n } continue }
        for phrase in line.split(';').map(str::trim).filter(|p| !p.is_empty()) {
            sample.push(Sample { text: format!(" {phrase}"), weight, article: u32::MAX });
            for word in phrase.split(' ') { *counts.entry(word.to_lowercase()).or_default() += weight; }
        }
    }
    let forms = crate::lexicon::forms(&fs::read("lexicon/lexicon.fst")?).ok_or("lexicon")?;
    let lambda: f64 = std::env::var("LAMBDA").ok().and_then(|v| v.parse().ok()).unwrap_or(0.3);
    let floor: f64 = std::env::var("FLOOR").ok().and_then(|v| v.parse().ok()).unwrap_or(0.002);
    let mut lemma_count: HashMap<&str, f64> = HashMap::new();
    let mut ending: HashMap<(String, String), f64> = HashMap::new();
    let mut lemma_forms: HashMap<&str, f64> = HashMap::new();
    for (form, lemma) in &forms {
        *lemma_forms.entry(lemma).or_default() += 1.0;
        if let Some(count) = counts.get(form) {
            *lemma_count.entry(lemma).or_default() += count;
            *ending.entry(endings(form, lemma)).or_default() += count;
        }
    }
    let mut total: HashMap<&str, f64> = HashMap::new();
    for (form, lemma) in &forms { *total.entry(lemma).or_default() += ending.get(&endings(form, lemma)).copied().unwrap_or(0.0) + 0.5; }
    for (form, lemma) in &forms {
        let share = (ending.get(&endings(form, lemma)).copied().unwrap_or(0.0) + 0.5) / total[lemma.as_str()];
        let count = lemma_count.get(lemma.as_str()).copied().unwrap_or(0.0).min(20.0);
        let weight = lambda * count * share + floor * share;
        sample.push(Sample { text: format!(" {form}"), weight, article: u32::MAX });
    }
    Ok(sample)
}

fn endings(form: &str, lemma: &str) -> (String, String) {
    let shared = form.char_indices().zip(lemma.chars()).take_while(|((_, a), b)| a == b).map(|((at, a), _)| at + a.len_utf8()).last().unwrap_or(0);
    (form[shared..].to_owned(), lemma[shared..].to_owned())
}
