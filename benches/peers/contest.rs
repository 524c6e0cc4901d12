//! Several ways to do the same work, timed by turns.

use std::time::Instant;

use depeche::bench::{mean, median, percentile};
use serde::Serialize;

use super::Outcome;
use super::arguments::Arguments;

/// A way to answer a query, with its name. It returns how much was found, or `None` when it
/// refuses the query.
pub struct Contestant<'a> {
    pub name: &'static str,
    pub answer: &'a dyn Fn(&str) -> Outcome<Option<u64>>,
}

/// What was measured of one set of queries.
#[derive(Serialize)]
pub struct Contest {
    pub name: String,
    /// Queries that every contestant answers.
    pub queries: usize,
    /// Queries that some contestant refuses.
    pub refused: usize,
    pub sides: Vec<Side>,
}

/// What was measured of one contestant.
#[derive(Serialize)]
pub struct Side {
    pub name: &'static str,
    /// Found over all queries.
    pub hits: u64,
    /// Figures of each round.
    pub rounds: Vec<Figures>,
    /// Best time of each query in the last round, in microseconds.
    pub last_us: Vec<f64>,
}

/// Figures over the best times of the queries, in microseconds.
#[derive(Serialize, Clone, Copy)]
pub struct Figures {
    pub mean_us: f64,
    pub p50_us: f64,
    pub p99_us: f64,
}

/// A median of rounds with the lowest and the highest.
#[derive(Serialize, Clone, Copy)]
pub struct Spread {
    pub median: f64,
    pub low: f64,
    pub high: f64,
}

impl Contest {
    /// Lets all contestants answer all queries, round by round.
    pub fn run(
        arguments: &Arguments,
        name: &str,
        contestants: &[Contestant],
        queries: &[&str],
    ) -> Outcome<Contest> {
        let (answered, hits) = first_answers(contestants, queries)?;
        let side = |(contestant, hits): (&Contestant, &Vec<u64>)| Side {
            name: contestant.name,
            hits: hits.iter().sum(),
            rounds: Vec::new(),
            last_us: Vec::new(),
        };
        let mut sides: Vec<Side> = contestants.iter().zip(&hits).map(side).collect();
        for _ in 0..arguments.rounds {
            let mut times = vec![Vec::new(); contestants.len()];
            for (place, query) in answered.iter().enumerate() {
                let expected: Vec<u64> = hits.iter().map(|hits| hits[place]).collect();
                let best = best(arguments.repetitions, contestants, query, &expected)?;
                times.iter_mut().zip(best).for_each(|(times, best)| times.push(best));
            }
            for (side, times) in sides.iter_mut().zip(times) {
                side.rounds.push(Figures::of(times.clone()));
                side.last_us = times;
            }
        }
        let refused = queries.len() - answered.len();
        Ok(Contest { name: name.to_owned(), queries: answered.len(), refused, sides })
    }

    /// Returns how many times as long as the first a contestant took.
    pub fn ratio(&self, side: usize, figure: fn(&Figures) -> f64) -> Spread {
        let rounds = self.sides[0].rounds.iter().zip(&self.sides[side].rounds);
        Spread::of(rounds.map(|(first, other)| figure(other) / figure(first)).collect())
    }
}

impl Side {
    pub fn spread(&self, figure: fn(&Figures) -> f64) -> Spread {
        Spread::of(self.rounds.iter().map(figure).collect())
    }
}

impl Figures {
    fn of(mut times: Vec<f64>) -> Self {
        let p50_us = median(&mut times);
        Figures { mean_us: mean(&times), p50_us, p99_us: percentile(&times, 99.0) }
    }
}

impl Spread {
    pub fn of(mut values: Vec<f64>) -> Self {
        let median = median(&mut values);
        let at = |percent| percentile(&values, percent);
        Spread { median, low: at(0.0), high: at(100.0) }
    }
}

/// Returns the queries that no contestant refuses, and how much each contestant finds.
fn first_answers<'a>(
    contestants: &[Contestant],
    queries: &[&'a str],
) -> Outcome<(Vec<&'a str>, Vec<Vec<u64>>)> {
    let mut answered = Vec::new();
    let mut hits = vec![Vec::new(); contestants.len()];
    for query in queries {
        let mut found = Vec::new();
        for contestant in contestants {
            found.extend((contestant.answer)(query)?);
        }
        if found.len() == contestants.len() {
            answered.push(*query);
            hits.iter_mut().zip(found).for_each(|(hits, found)| hits.push(found));
        }
    }
    Ok((answered, hits))
}

/// Returns each contestant's best time in microseconds. Who goes first changes every time.
fn best(
    repetitions: usize,
    contestants: &[Contestant],
    query: &str,
    expected: &[u64],
) -> Outcome<Vec<f64>> {
    let mut best = vec![f64::INFINITY; contestants.len()];
    for repetition in 0..=repetitions {
        for turn in 0..contestants.len() {
            let side = (repetition + turn) % contestants.len();
            let started = Instant::now();
            let found = (contestants[side].answer)(query)?;
            let time = started.elapsed().as_secs_f64() * 1e6;
            if found != Some(expected[side]) {
                let name = contestants[side].name;
                return Err(format!(
                    "{name} finds {found:?} for `{query}`, not {}",
                    expected[side]
                )
                .into());
            }
            // The first repetition warms up.
            if repetition > 0 {
                best[side] = best[side].min(time);
            }
        }
    }
    Ok(best)
}
