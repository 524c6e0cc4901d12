//! Indexing beside the baseline, again and again, by turns.

use std::fs;
use std::path::Path;

use serde::Serialize;

use super::Outcome;
use super::arguments::Arguments;
use super::contest::Spread;
use super::indexes::{Indexes, build_own, build_stock, spent};
use super::tables::told;

/// Figures of all rounds.
#[derive(Serialize)]
pub struct Building {
    megabytes: f64,
    /// Core seconds.
    own: Vec<f64>,
    stock: Vec<f64>,
    /// How many times as fast as the baseline.
    ratio: Spread,
}

/// Builds both indexes in every round; which one goes first changes.
pub fn print(arguments: &Arguments, indexes: &Indexes, articles: &Path) -> Outcome<Building> {
    let folder = articles.with_extension("again");
    let timed = |name: &str, build: &dyn Fn(&Path) -> Outcome<(u64, u64)>| -> Outcome<f64> {
        let directory = folder.join(name);
        let (_, seconds) = spent(|| build(&directory))?;
        fs::remove_dir_all(&directory)?;
        Ok(seconds.core.ok_or("this system does not tell processor time")?)
    };
    let own = || timed("depeche", &|directory| build_own(directory, articles));
    let stock = || timed("stock", &|directory| build_stock(directory, articles, false));
    let mut times: (Vec<f64>, Vec<f64>) = Default::default();
    for round in 0..arguments.rounds {
        let (own, stock) = match round % 2 {
            0 => (own()?, stock()?),
            _ => {
                let stock = stock()?;
                (own()?, stock)
            }
        };
        times.0.push(own);
        times.1.push(stock);
    }
    let (own, stock): (Vec<f64>, Vec<f64>) = times;
    let ratios = own.iter().zip(&stock).map(|(own, stock)| stock / own).collect();
    let megabytes = indexes.facts.text_bytes as f64 / 1e6;
    let speeds = |times: &[f64]| Spread::of(times.iter().map(|time| megabytes / time).collect());
    let ratio = Spread::of(ratios);
    println!(
        "\nindexing: depeche {} MB/s per core, stock {} MB/s, ratio {}",
        told(speeds(&own), 2),
        told(speeds(&stock), 2),
        told(ratio, 2)
    );
    Ok(Building { megabytes, own, stock, ratio })
}
