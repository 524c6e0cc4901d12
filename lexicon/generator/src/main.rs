//! Makes `lexicon.fst` from a Hunspell dictionary of French.
//!
//! Run it from the repository's root; `lexicon/README.md` says where the dictionary comes from:
//! `cargo run --release --manifest-path lexicon/generator/Cargo.toml -- fr.dic fr.aff`

mod affix;
mod choose;
mod expand;
#[path = "../../../src/analysis/fold.rs"]
#[allow(dead_code)]
mod fold;
mod rules;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::{env, fs};

use affix::Affixes;
use choose::Chooser;
use expand::{Class, Reading};
use rules::Rules;
use table::Table;

const EXCEPTIONS: &str = "lexicon/exceptions.txt";
const OUTPUT: &str = "lexicon/lexicon.fst";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [dictionary, affixes, ..] = arguments.as_slice() else {
        return Err("usage: lexicon-generator fr.dic fr.aff [--list]".into());
    };
    let rules = Rules::parse(&fs::read_to_string(EXCEPTIONS)?)?;
    let affixes = Affixes::parse(&fs::read_to_string(affixes)?);
    let readings = expand::expand(&fs::read_to_string(dictionary)?, &affixes);
    let (names, mut readings): (Vec<_>, Vec<_>) =
        readings.into_iter().map(spelled_out).partition(|reading| reading.class == Class::Name);
    readings.sort();
    if arguments.iter().any(|argument| argument == "--list") {
        list(&readings, &rules);
    }
    let lemmas = Chooser::new(&readings, &rules).choose(&readings);
    let names = kept_names(&names, &lemmas, &rules);
    println!("{} forms, {} names", lemmas.len(), names.len());
    let file = Table::new(lemmas, names, &rules).write()?;
    println!("{} bytes", file.len());
    Ok(fs::write(OUTPUT, file)?)
}

/// Undoes the ligatures, as the analyzer does.
fn spelled_out(mut reading: Reading) -> Reading {
    if reading.class == Class::Name {
        return reading;
    }
    reading.form = fold::lower(&reading.form).into_owned();
    reading.lemma = fold::lower(&reading.lemma).into_owned();
    reading
}

/// Names that must not be read as an inflected word: those that in lower case would be one
/// (`Paris`, plural of `pari`) or one without its accents (`Denis`, `dénis`), as they are written,
/// and those no word resembles, folded (`Athenes`).
fn kept_names(
    names: &[Reading],
    lemmas: &BTreeMap<String, String>,
    rules: &Rules,
) -> BTreeSet<String> {
    let words: BTreeSet<String> = lemmas.keys().map(|form| fold::fold(form).into_owned()).collect();
    let listed = names.iter().map(|reading| &reading.form).chain(&rules.names);
    let mut kept = BTreeSet::new();
    let is_kept = |name: &&String| {
        name.chars().skip(1).all(char::is_lowercase) && !rules.words.contains(*name)
    };
    for name in listed.filter(is_kept) {
        let folded = fold::fold(name);
        if !words.contains(folded.as_ref()) {
            kept.insert(capitalised(&folded));
            continue;
        }
        // Capitals may lack their accent: `Ecosse`.
        for name in [name.clone(), with_plain_capital(name)] {
            let lowered = fold::lower(&name);
            if lemmas.get(lowered.as_ref()).is_none_or(|lemma| *lemma != lowered) {
                kept.insert(name);
            }
        }
    }
    kept
}

fn with_plain_capital(name: &str) -> String {
    let mut letters = name.chars();
    let first: String = letters.next().into_iter().collect();
    capitalised(&fold::fold(&first)) + letters.as_str()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}

/// Prints the forms that several lemmas claim, the chosen one first.
fn list(readings: &[Reading], rules: &Rules) {
    let chosen = Chooser::new(readings, rules).choose(readings);
    for (form, lemma) in &chosen {
        println!("form\t{form}\t{lemma}");
    }
    for group in readings.chunk_by(|a, b| a.form == b.form) {
        let lemmas: BTreeSet<&str> = group.iter().map(|reading| reading.lemma.as_str()).collect();
        let form = &group[0].form;
        if let Some(first) = chosen.get(form).filter(|_| lemmas.len() > 1) {
            let others: Vec<&str> = lemmas.into_iter().filter(|lemma| lemma != first).collect();
            println!("{form}\t{first}\t{}", others.join(" "));
        }
    }
}
