//! Closed and open loops: when the next query is asked, and from when its answer is timed.

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use super::clock::Clock;
use super::options::{BenchOptions, Pace};
use crate::error::{Error, ErrorKind, Result};

/// An open loop is given up when it has taken so many times its duration.
const PATIENCE: u32 = 2;

/// One answer's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Timing {
    /// Place of the query in the workload.
    pub query: usize,
    /// From asking, or from when asking was due, to the end of the answer.
    pub latency: Duration,
}

/// What a loop measured.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// Every answer, and every query that was due but not answered.
    pub timings: Vec<Timing>,
    /// How many of them were not answered.
    pub unanswered: u64,
    /// Time in which the answers were given.
    pub busy: Duration,
}

/// Answers the query of a place in the workload.
pub(super) type Work<'a> = dyn Fn(usize) -> Result<()> + Sync + 'a;

/// What is measured, and by which clock.
pub(super) struct Loop<'a> {
    /// Places of the queries in the workload, in the order of asking.
    pub order: &'a [usize],
    pub clock: &'a dyn Clock,
    pub work: &'a Work<'a>,
}

impl Loop<'_> {
    /// Asks as the options say.
    pub(super) fn run(&self, options: &BenchOptions) -> Result<Run> {
        if self.order.is_empty() {
            return Ok(Run::default());
        }
        let (threads, warm_up) = (options.threads.max(1), options.warm_up);
        match options.pace {
            Pace::Repeated { times } => {
                if !warm_up.is_zero() {
                    self.lasting(threads, Duration::ZERO, warm_up)?;
                }
                self.repeated(threads, times.max(1))
            }
            Pace::Lasting { duration } => self.lasting(threads, warm_up, duration),
            Pace::Scheduled { rate, duration } => {
                self.scheduled(threads, &Schedule::new(rate, warm_up, duration))
            }
        }
    }

    /// Closed loop: every query so many times in a row.
    fn repeated(&self, threads: usize, times: u32) -> Result<Run> {
        let next = AtomicU64::new(0);
        let started = self.clock.now();
        let timings = on_threads(threads, &|| {
            let mut timings = Vec::new();
            loop {
                let turn = next.fetch_add(1, Ordering::Relaxed) as usize;
                let Some(&query) = self.order.get(turn) else { return Ok(timings) };
                for _ in 0..times {
                    timings.push(self.timed(query, self.clock.now())?);
                }
            }
        })?;
        Ok(Run { timings, unanswered: 0, busy: self.clock.now() - started })
    }

    /// Closed loop: the queries in turn until the time is up.
    fn lasting(&self, threads: usize, warm_up: Duration, duration: Duration) -> Result<Run> {
        let next = AtomicU64::new(0);
        let begin = self.clock.now() + warm_up;
        let timings = on_threads(threads, &|| {
            let mut timings = Vec::new();
            loop {
                let turn = next.fetch_add(1, Ordering::Relaxed);
                let asked = self.clock.now();
                if asked >= begin + duration {
                    return Ok(timings);
                }
                let timing = self.timed(self.query(turn), asked)?;
                timings.extend((asked >= begin).then_some(timing));
            }
        })?;
        let busy = self.clock.now().saturating_sub(begin);
        Ok(Run { timings, unanswered: 0, busy })
    }

    /// Open loop: the queries in turn, each when it is due.
    fn scheduled(&self, threads: usize, schedule: &Schedule) -> Result<Run> {
        let next = AtomicU64::new(0);
        let unanswered = AtomicU64::new(0);
        let started = self.clock.now();
        let give_up = started + schedule.warm_up + schedule.duration * PATIENCE;
        let timings = on_threads(threads, &|| {
            let mut timings = Vec::new();
            loop {
                let turn = next.fetch_add(1, Ordering::Relaxed);
                let Some(due) = schedule.due(turn) else { return Ok(timings) };
                let query = self.query(turn);
                self.clock.wait_until(started + due);
                let is_counted = due >= schedule.warm_up;
                if self.clock.now() >= give_up {
                    let latency = self.clock.now().saturating_sub(started + due);
                    unanswered.fetch_add(u64::from(is_counted), Ordering::Relaxed);
                    timings.extend(is_counted.then_some(Timing { query, latency }));
                    continue;
                }
                let timing = self.timed(query, started + due)?;
                timings.extend(is_counted.then_some(timing));
            }
        })?;
        let busy = self.clock.now().saturating_sub(started + schedule.warm_up);
        let busy = busy.max(schedule.duration);
        Ok(Run { timings, unanswered: unanswered.into_inner(), busy })
    }

    fn timed(&self, query: usize, from: Duration) -> Result<Timing> {
        (self.work)(query)?;
        Ok(Timing { query, latency: self.clock.now().saturating_sub(from) })
    }

    fn query(&self, turn: u64) -> usize {
        self.order[(turn % self.order.len() as u64) as usize]
    }
}

/// When queries are due, at even distances.
#[derive(Debug)]
struct Schedule {
    rate: f64,
    warm_up: Duration,
    duration: Duration,
}

impl Schedule {
    fn new(rate: f64, warm_up: Duration, duration: Duration) -> Self {
        Schedule { rate, warm_up, duration }
    }

    /// Returns when a query is due, from the start; `None` after the last one.
    fn due(&self, turn: u64) -> Option<Duration> {
        let due = Duration::try_from_secs_f64(turn as f64 / self.rate).ok()?;
        (due < self.warm_up + self.duration).then_some(due)
    }
}

/// Does the same work on several threads and puts together what they measured.
fn on_threads(
    threads: usize,
    work: &(dyn Fn() -> Result<Vec<Timing>> + Sync),
) -> Result<Vec<Timing>> {
    let stopped = |_| Error::new(ErrorKind::Internal, "a thread of the measurement stopped");
    thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let mut timings = Vec::new();
        for thread in running {
            timings.extend(thread.join().map_err(stopped)??);
        }
        Ok(timings)
    })
}

#[cfg(test)]
#[path = "pacing_tests.rs"]
mod tests;
