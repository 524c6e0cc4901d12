//! The time that a measurement goes by.

use std::thread;
use std::time::{Duration, Instant};

/// A sleeping thread may wake this much too late; the rest of a wait is spent awake.
const WAKE_UP: Duration = Duration::from_micros(300);

/// Tells the time since some moment, and waits. Tests bring their own.
pub(super) trait Clock: Sync {
    /// Returns the time now.
    fn now(&self) -> Duration;

    /// Returns when it is `time` or later.
    fn wait_until(&self, time: Duration);
}

/// The clock of the machine.
#[derive(Debug)]
pub(super) struct MachineClock {
    started: Instant,
}

impl MachineClock {
    /// Starts at zero.
    pub(super) fn new() -> Self {
        MachineClock { started: Instant::now() }
    }
}

impl Clock for MachineClock {
    fn now(&self) -> Duration {
        self.started.elapsed()
    }

    fn wait_until(&self, time: Duration) {
        let early = time.saturating_sub(self.now());
        if early > WAKE_UP {
            thread::sleep(early - WAKE_UP);
        }
        while self.now() < time {
            thread::yield_now();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_never_ends_early() {
        let clock = MachineClock::new();
        for milliseconds in [0, 1, 3] {
            let time = clock.now() + Duration::from_millis(milliseconds);
            clock.wait_until(time);
            assert!(clock.now() >= time);
        }
    }
}
