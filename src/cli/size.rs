//! Sizes as people type them: `256M`.

use std::fmt;
use std::str::FromStr;

/// A number of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size(pub usize);

/// The text is no size.
#[derive(Debug)]
pub(super) struct NotASize;

impl fmt::Display for NotASize {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a size is a number with K, M or G, such as 256M")
    }
}

impl std::error::Error for NotASize {}

impl FromStr for Size {
    type Err = NotASize;

    /// Reads digits and an optional `K`, `M` or `G` (times 1024), with or without `B` or `iB`.
    fn from_str(text: &str) -> Result<Self, NotASize> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at_checked(digits).ok_or(NotASize)?;
        let shift = match unit.trim().to_ascii_lowercase().as_str() {
            "" | "b" => 0,
            "k" | "kb" | "kib" => 10,
            "m" | "mb" | "mib" => 20,
            "g" | "gb" | "gib" => 30,
            _ => return Err(NotASize),
        };
        let number: usize = number.parse().map_err(|_| NotASize)?;
        number.checked_mul(1 << shift).map(Size).ok_or(NotASize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, bytes: Option<usize>) {
        assert_eq!(text.parse::<Size>().ok(), bytes.map(Size), "{text}");
    }

    #[test]
    fn a_size_is_digits_and_a_unit() {
        check("512", Some(512));
        check("64k", Some(64 << 10));
        check("256M", Some(256 << 20));
        check("2 GiB", Some(2 << 30));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "M", "-1", "1.5G", "3 T", "99999999999999999999", "99999999999G", "é"] {
            check(text, None);
        }
    }
}
