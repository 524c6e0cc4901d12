//! Makes `codebook.bin` from the sample corpus, the word list and the lexicon.
//!
//! Run it from the repository's root; with `--check` it compares instead of writing. With a file of
//! JSON Lines it also measures how much shorter the table makes the texts of `body`:
//! `cargo run --manifest-path codebook/generator/Cargo.toml -- [--check] [FILE.jsonl]`

#[path = "../../../src/index/codec/code.rs"]
mod code;
#[path = "../../../src/index/codec/cutter.rs"]
mod cutter;
mod learn;
mod lexicon;
mod material;
#[path = "../../../src/index/codec/trie.rs"]
mod trie;

use std::error::Error;
use std::time::Instant;
use std::{env, fs};

use code::ENTRIES;
use cutter::{Cutter, Step};

const OUTPUT: &str = "codebook/codebook.bin";
const MAGIC: &[u8] = b"depeche-codebook-1\n";

fn main() -> Result<(), Box<dyn Error>> {
    let entries = learn::learn(&material::read()?);
    if entries.len() != ENTRIES {
        return Err(format!("{} entries where there are {ENTRIES} codes", entries.len()).into());
    }
    let table = table(&entries);
    println!("{} entries, {} bytes", entries.len(), table.len());
    let (options, files): (Vec<String>, Vec<String>) =
        env::args().skip(1).partition(|argument| argument.starts_with("--"));
    for file in files {
        measure(&entries, &file)?;
    }
    if options.iter().any(|option| option == "--check") {
        let is_same = fs::read(OUTPUT)? == table;
        return if is_same { Ok(()) } else { Err(format!("{OUTPUT} is another table").into()) };
    }
    Ok(fs::write(OUTPUT, table)?)
}

/// Writes the first line, then every entry with its length before it.
fn table(entries: &[Vec<u8>]) -> Vec<u8> {
    let mut table = MAGIC.to_vec();
    for entry in entries {
        table.push(entry.len() as u8);
        table.extend_from_slice(entry);
    }
    table
}

/// Prints the size of the codes of a file's texts, paragraph by paragraph.
fn measure(entries: &[Vec<u8>], file: &str) -> Result<(), Box<dyn Error>> {
    let cutter = Cutter::<u32>::new(entries.iter().map(Vec::as_slice));
    let (mut bytes, mut codes) = (0, 0);
    let bodies = material::bodies(&fs::read_to_string(file)?)?;
    let started = Instant::now();
    for body in &bodies {
        for text in body.split_inclusive("\n\n") {
            bytes += text.len();
            codes += cutter.cut(text.as_bytes()).map(Step::cost).sum::<u32>() as usize;
        }
    }
    let took = started.elapsed().as_secs_f64();
    let ratio = codes as f64 / bytes as f64;
    println!("{file}: {bytes} bytes, {ratio:.4}, {:.0} MB/s", bytes as f64 / took / 1e6);
    Ok(())
}
