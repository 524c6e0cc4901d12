//! The loops by a clock that only moves when an answer is worked on.

use std::sync::Mutex;

use super::*;

#[derive(Default)]
struct FakeClock(Mutex<Duration>);

impl FakeClock {
    fn pass(&self, milliseconds: u64) {
        *self.0.lock().unwrap() += ms(milliseconds);
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Duration {
        *self.0.lock().unwrap()
    }

    fn wait_until(&self, time: Duration) {
        let mut now = self.0.lock().unwrap();
        *now = time.max(*now);
    }
}

fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

/// Runs queries that take so many milliseconds each, in turn.
fn run(costs: &[u64], pace: Pace, warm_up: u64) -> Run {
    let clock = FakeClock::default();
    let work = |query: usize| {
        clock.pass(costs[query]);
        Ok(())
    };
    let options = BenchOptions { pace, warm_up: ms(warm_up), ..BenchOptions::default() };
    let order: Vec<usize> = (0..costs.len()).collect();
    Loop { order: &order, clock: &clock, work: &work }.run(&options).unwrap()
}

fn latencies(run: &Run) -> Vec<u64> {
    run.timings.iter().map(|timing| timing.latency.as_millis() as u64).collect()
}

#[test]
fn repeated_queries_are_timed_one_by_one() {
    let run = run(&[1, 3], Pace::Repeated { times: 2 }, 0);
    assert_eq!(latencies(&run), [1, 1, 3, 3]);
    assert_eq!((run.busy, run.unanswered), (ms(8), 0));
}

#[test]
fn a_closed_loop_does_not_see_who_waits() {
    let run = run(&[1, 1, 50, 1], Pace::Lasting { duration: ms(100) }, 0);
    assert_eq!(latencies(&run)[..5], [1, 1, 50, 1, 1]);
}

#[test]
fn a_schedule_counts_the_wait_behind_a_slow_answer() {
    // Every 10 ms one is due; the third takes 50, so those due meanwhile wait for it.
    let pace = Pace::Scheduled { rate: 100.0, duration: ms(100) };
    let run = run(&[1, 1, 50, 1, 1, 1, 1, 1, 1, 1], pace, 0);
    assert_eq!(latencies(&run), [1, 1, 50, 41, 32, 23, 14, 5, 1, 1]);
    assert_eq!(run.unanswered, 0);
}

#[test]
fn the_warm_up_is_answered_but_not_counted() {
    let pace = Pace::Scheduled { rate: 100.0, duration: ms(50) };
    let queries: Vec<usize> =
        run(&[1; 20], pace, 30).timings.iter().map(|timing| timing.query).collect();
    assert_eq!(queries, [3, 4, 5, 6, 7]);
    let lasting = run(&[10], Pace::Lasting { duration: ms(50) }, 30);
    assert_eq!((lasting.timings.len(), lasting.busy), (5, ms(50)));
}

#[test]
fn a_load_that_cannot_be_borne_is_given_up_and_told() {
    // Ten are due in 100 ms, each takes 100: two are answered before twice the time is over.
    let pace = Pace::Scheduled { rate: 100.0, duration: ms(100) };
    let run = run(&[100], pace, 0);
    assert_eq!(run.unanswered, 8);
    assert_eq!(latencies(&run), [100, 190, 180, 170, 160, 150, 140, 130, 120, 110]);
}

#[test]
fn threads_share_the_queries() {
    let clock = FakeClock::default();
    let work = |_: usize| Ok(());
    let options = BenchOptions { threads: 3, ..BenchOptions::default() };
    let order: Vec<usize> = (0..40).collect();
    let run = Loop { order: &order, clock: &clock, work: &work }.run(&options).unwrap();
    let mut queries: Vec<usize> = run.timings.iter().map(|timing| timing.query).collect();
    queries.sort_unstable();
    queries.dedup();
    assert_eq!((run.timings.len(), queries.len()), (200, 40));
}

#[test]
fn an_error_ends_the_measurement() {
    let clock = FakeClock::default();
    let work = |_: usize| Err(Error::new(ErrorKind::Internal, "no"));
    let measured = Loop { order: &[0, 1], clock: &clock, work: &work };
    assert!(measured.run(&BenchOptions::default()).is_err());
}
