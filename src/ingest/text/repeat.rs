//! Lines that a page prints more than once.

use super::headline::Cores;
use super::line::{self, Line};

/// Captions come back within so many lines.
const NEAR_LINES: usize = 4;

/// Shorter lines may be said twice: `Non.`
const MIN_REPEATED_BYTES: usize = 40;

/// A shorter one, printed again at once, is a caption whose credit stood between.
const MIN_DOUBLED_BYTES: usize = 20;

/// The beginning of a caption that ends in three points is told by less.
const MIN_CUT_BYTES: usize = 20;

/// Drops the headline in the body, second copies of captions, and beginnings of the next line.
pub(super) fn drop(lines: &mut Vec<Line>, title: &str) {
    let title = Cores::of(title);
    let is_dropped: Vec<bool> = (0..lines.len())
        .map(|at| {
            let line = lines.get(at);
            line.is_some_and(|line| Cores::of(&line.text).is_same(&title))
                || is_second_copy(lines, at)
                || is_beginning_of_next(lines, at)
        })
        .collect();
    line::retain(lines, |at, _| !is_dropped.get(at).copied().unwrap_or(false));
}

fn is_second_copy(lines: &[Line], at: usize) -> bool {
    let Some(line) = lines.get(at) else { return false };
    let near = match line.key.len() {
        MIN_REPEATED_BYTES.. => NEAR_LINES,
        MIN_DOUBLED_BYTES.. => 1,
        _ => 0,
    };
    let before = lines.get(at.saturating_sub(near)..at).unwrap_or_default();
    before.iter().any(|earlier| earlier.key == line.key)
}

/// `Le maire et ses invités se…`, then the whole caption.
fn is_beginning_of_next(lines: &[Line], at: usize) -> bool {
    let (Some(line), Some(next)) = (lines.get(at), lines.get(at + 1)) else { return false };
    let is_cut = line.text.ends_with("...") || line.text.ends_with('…');
    is_cut && line.key.len() >= MIN_CUT_BYTES && next.key.starts_with(&line.key)
}
