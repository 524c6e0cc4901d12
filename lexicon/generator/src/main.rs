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
    let names = shadowed_names(&names, &lemmas, &rules);
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
    reading.form = fold::lower(&reading.form);
    reading.lemma = fold::lower(&reading.lemma);
    reading
}

/// Names that in lower case would be an inflected common word: `Paris`, plural of `pari`.
fn shadowed_names(
    names: &[Reading],
    lemmas: &BTreeMap<String, String>,
    rules: &Rules,
) -> BTreeSet<String> {
    let is_shadowed = |name: &&String| {
        let lowered = fold::lower(name);
        let is_titled = name.chars().skip(1).all(char::is_lowercase);
        is_titled && lemmas.get(&lowered).is_some_and(|lemma| *lemma != lowered)
    };
    let listed = names.iter().map(|reading| &reading.form).chain(&rules.names);
    listed.filter(is_shadowed).cloned().collect()
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
