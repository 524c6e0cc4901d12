//! Makes the codebook.
mod learn;
mod lexicon;
mod material;
mod trie;

use std::error::Error;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let sample = material::read()?;
    let entries = learn::learn(&sample);
    let mut file = Vec::new();
    for entry in &entries { file.push(entry.len() as u8); file.extend_from_slice(entry); }
    println!("{} entries {} bytes", entries.len(), file.len());
    fs::write("/tmp/codec/book", &file)?;
    for path in env::args().skip(1) {
        let (mut bytes, mut greedy, mut best) = (0, 0, 0);
        let costs: Vec<(&[u8], u32)> = entries.iter().enumerate().map(|(i, e)| (e.as_slice(), if i < learn::SHORT { 1 } else { 2 })).collect();
        let trie = trie::Trie::new(costs.iter().copied());
        let started = std::time::Instant::now();
        for line in fs::read_to_string(&path)?.lines() {
            for text in line.split("\u{1}") {
                bytes += text.len();
                greedy += trie.greedy(text.as_bytes()).iter().map(|m| m.cost as usize).sum::<usize>();
                best += trie.best(text.as_bytes()).iter().map(|m| m.cost as usize).sum::<usize>();
            }
        }
        println!("{path}: {bytes} greedy {:.4} best {:.4} {:?}", greedy as f64 / bytes as f64, best as f64 / bytes as f64, started.elapsed());
    }
    Ok(())
}
