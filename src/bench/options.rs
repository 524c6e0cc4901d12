//! How a measurement runs.

use std::time::Duration;

/// How a measurement runs.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct BenchOptions {
    /// When the next query is asked.
    pub pace: Pace,
    /// Threads that answer.
    pub threads: usize,
    /// Time that queries are answered before anything counts.
    pub warm_up: Duration,
}

impl Default for BenchOptions {
    fn default() -> Self {
        let pace = Pace::Repeated { times: BenchOptions::REPETITIONS };
        BenchOptions { pace, threads: 1, warm_up: Duration::ZERO }
    }
}

impl BenchOptions {
    /// Times that every query is answered when nobody says otherwise.
    pub const REPETITIONS: u32 = 5;
}

/// When the next query is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pace {
    /// Closed loop: every query so many times, each as soon as the one before is answered. The
    /// best time of each query counts, as the rest is other work of the machine.
    Repeated {
        /// Times that each query is answered.
        times: u32,
    },
    /// Closed loop: the queries in turn, as fast as they are answered; every answer counts.
    Lasting {
        /// Time of the measurement.
        duration: Duration,
    },
    /// Open loop: the queries in turn, by a schedule that waits for no answer; every answer
    /// counts, and from the moment it was due. So the time that an answer waits behind a slow one
    /// is in its latency, which a closed loop leaves out (“coordinated omission”).
    Scheduled {
        /// Queries a second.
        rate: f64,
        /// Time of the measurement.
        duration: Duration,
    },
}
