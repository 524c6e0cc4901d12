//! A search as a process: started, answered, ended.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use depeche::bench::{Workload, median};
use serde::Serialize;

use super::Outcome;
use super::arguments::{Arguments, STOCK_PROCESS};
use super::contest::Spread;
use super::indexes::Indexes;
use super::stock::Stock;
use super::tables::told;

/// Queries that processes answer.
const QUERIES: usize = 10;

/// Times of processes, over the median of the repetitions of each query.
#[derive(Serialize)]
pub struct Processes {
    queries: usize,
    depeche_ms: Spread,
    stock_ms: Spread,
    ratio: Spread,
}

/// Answers one query as the baseline would as a program of its own.
pub fn answer_as_stock(directory: &Path, query: &str) -> Outcome<()> {
    let found = Stock::open(directory, false)?.answer(query)?;
    println!("{}", found.unwrap_or_default());
    Ok(())
}

/// Times `depeche search` beside the baseline's process, by turns.
pub fn print(arguments: &Arguments, indexes: &Indexes, workload: &Workload) -> Outcome<Processes> {
    let queries: Vec<&str> = workload
        .queries
        .iter()
        .filter(|query| query.kind != "prefix" && query.kind != "question")
        .step_by((workload.queries.len() / QUERIES).max(1))
        .map(|query| query.text.as_str())
        .collect();
    let own_process = std::env::current_exe()?;
    let (mut own_ms, mut stock_ms) = (Vec::new(), Vec::new());
    for _ in 0..arguments.rounds {
        let (mut own_sum, mut stock_sum) = (0.0, 0.0);
        for query in &queries {
            let mut times = [Vec::new(), Vec::new()];
            for _ in 0..arguments.repetitions {
                let mut own = Command::new(env!("CARGO_BIN_EXE_depeche"));
                own.args(["search", "--index"]).arg(&indexes.own_directory).args(["--", query]);
                let mut stock = Command::new(&own_process);
                stock.arg(STOCK_PROCESS).arg(&indexes.stock_directory).arg(query);
                times[0].push(milliseconds(&mut own)?);
                times[1].push(milliseconds(&mut stock)?);
            }
            own_sum += median(&mut times[0]);
            stock_sum += median(&mut times[1]);
        }
        own_ms.push(own_sum / queries.len() as f64);
        stock_ms.push(stock_sum / queries.len() as f64);
    }
    let ratio = own_ms.iter().zip(&stock_ms).map(|(own, stock)| stock / own).collect();
    let processes = Processes {
        queries: queries.len(),
        depeche_ms: Spread::of(own_ms),
        stock_ms: Spread::of(stock_ms),
        ratio: Spread::of(ratio),
    };
    println!(
        "\na search as a process ({} queries): depeche {} ms, stock {} ms, ratio {}",
        processes.queries,
        told(processes.depeche_ms, 1),
        told(processes.stock_ms, 1),
        told(processes.ratio, 2)
    );
    Ok(processes)
}

fn milliseconds(command: &mut Command) -> Outcome<f64> {
    let started = Instant::now();
    let output = command.stdin(Stdio::null()).output()?;
    let time = started.elapsed().as_secs_f64() * 1e3;
    // Exit code 1: nothing was found.
    match output.status.code() {
        Some(0 | 1) => Ok(time),
        _ => Err(String::from_utf8_lossy(&output.stderr).into_owned().into()),
    }
}
