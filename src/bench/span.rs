//! Lengths of time as people type them: `5ms`, `1.5s`, `2min`.

use std::time::Duration;

use crate::error::{Error, ErrorKind, Result};

/// Units with their seconds. Longer names stand before their own endings.
const UNITS: [(&str, f64); 6] =
    [("min", 60.0), ("ms", 1e-3), ("us", 1e-6), ("µs", 1e-6), ("ns", 1e-9), ("s", 1.0)];

/// Longest time accepted, in seconds: a day.
const MAX_SECONDS: f64 = 86_400.0;

/// Reads a length of time with its unit: `250us`, `5ms`, `1.5s`, `2min`.
///
/// ```
/// use std::time::Duration;
///
/// assert_eq!(depeche::bench::parse_time("1.5s")?, Duration::from_millis(1500));
/// # Ok::<(), depeche::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Input`] when it is no such length, or longer than a day.
pub fn parse_time(text: &str) -> Result<Duration> {
    let wrong = || {
        Error::new(ErrorKind::Input, format!("`{text}` is no length of time"))
            .with_hint("write a number and its unit, up to a day: 250us, 5ms, 1.5s, 2min")
    };
    let split = UNITS.iter().find_map(|(unit, scale)| Some((text.strip_suffix(unit)?, scale)));
    let (number, scale) = split.ok_or_else(wrong)?;
    let seconds = number.trim_end().parse::<f64>().map_err(|_| wrong())? * scale;
    if !(0.0..=MAX_SECONDS).contains(&seconds) {
        return Err(wrong());
    }
    Ok(Duration::from_secs_f64(seconds))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_unit_is_read() {
        let cases = [
            ("250ns", 250),
            ("250us", 250_000),
            ("250µs", 250_000),
            ("5 ms", 5_000_000),
            ("0.5s", 500_000_000),
            ("2min", 120_000_000_000),
        ];
        for (text, nanoseconds) in cases {
            assert_eq!(parse_time(text).unwrap(), Duration::from_nanos(nanoseconds), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in ["", "5", "ms", "-1s", "NaNs", "infs", "2h", "1e9s", "5m s"] {
            assert!(parse_time(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,12}") {
            let _ = parse_time(&text);
        }
    }
}
