//! Hyphens: `vice-amiral` is two words and one; `vont-ils` is a verb and its pronoun.

use super::Rule;
use super::character::{apostrophe_width, byte_at, is_digits, word_width};
use super::fold::fold;

/// Longest compound that also gets a joined form, in parts. The longest names of communes have
/// eight; what is longer is an address or a list.
pub(super) const MAX_PARTS: usize = 8;

/// Longest joined form in bytes, its signs not counted; longer ones are no word a reader would
/// type.
const MAX_JOINED_BYTES: usize = 92;

/// One part of a compound, in bytes of the view.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) rule: Rule,
}

/// How the parts of a compound go into the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// The parts and the joined form over them.
    Joined,
    /// The parts alone.
    Parts,
    /// A verb and its pronoun.
    Inverted,
}

/// Returns where the next part starts, when a hyphen or an apostrophe at `end` announces one.
pub(super) fn next_part(text: &str, start: usize, end: usize) -> Option<usize> {
    let after = match byte_at(text, end) {
        b'-' => end + 1,
        // Initials: J.-C.
        b'.' if byte_at(text, end + 1) == b'-' && is_initial(text, start, end) => end + 2,
        _ => match apostrophe_width(text, end) {
            0 => return None,
            width => end + width,
        },
    };
    (word_width(text, after) > 0).then_some(after)
}

/// Decides how the compound goes into the index.
pub(super) fn shape(text: &str, parts: &[Part], is_known: &dyn Fn(&str) -> bool) -> Shape {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return Shape::Parts };
    let whole = text.get(first.start..last.end).unwrap_or_default();
    let is_schedule = parts.iter().any(|part| part.rule == Rule::Hour);
    let joined_bytes: usize = parts.iter().map(|part| part.end - part.start).sum();
    if joined_bytes > MAX_JOINED_BYTES || is_schedule || has_neighboring_numbers(text, parts) {
        return Shape::Parts;
    }
    if is_inverted(text, parts) && !is_known(whole) { Shape::Inverted } else { Shape::Joined }
}

/// Whether the part is the `t` that only carries the sound: `a-t-elle`.
pub(super) fn is_euphonic(text: &str, parts: &[Part], index: usize) -> bool {
    let is_inside = index > 0 && index + 1 < parts.len();
    is_inside && parts.get(index).is_some_and(|part| matches!(slice(text, part), "t" | "T"))
}

fn is_initial(text: &str, start: usize, end: usize) -> bool {
    text.get(start..end).is_some_and(|letters| letters.chars().count() == 1)
}

/// Scores and dates: `3-1` is not thirty-one. Articles of the Constitution are an exception,
/// `49-3` is also written `49.3`.
fn has_neighboring_numbers(text: &str, parts: &[Part]) -> bool {
    let mut neighbors = parts.iter().zip(parts.iter().skip(1));
    let is_article = parts.len() == 2 && parts.iter().map(|part| part.end - part.start).eq([2, 1]);
    !is_article && neighbors.any(|(a, b)| is_digits(slice(text, a)) && is_digits(slice(text, b)))
}

fn is_inverted(text: &str, parts: &[Part]) -> bool {
    let [.., verb, pronoun] = parts else { return false };
    let (verb, pronoun) = (fold(slice(text, verb)), fold(slice(text, pronoun)));
    // A name in -il such as Jong-il follows no verbal ending.
    match pronoun.as_ref() {
        "il" | "elle" | "on" => parts.len() > 2 && verb == "t" || verb.ends_with(['t', 'd']),
        "ils" | "elles" => verb.ends_with("nt"),
        "je" => verb.ends_with(['e', 's', 'x', 'i']),
        "tu" => verb.ends_with(['s', 'x']),
        "nous" => verb.ends_with("ons") || verb.ends_with("mes") || verb.ends_with('e'),
        "vous" => verb.ends_with("ez") || verb.ends_with("tes") || verb.ends_with('e'),
        "ce" => verb.ends_with('t'),
        "moi" | "toi" | "lui" | "leur" | "le" | "la" | "les" | "en" | "y" => {
            verb.ends_with("ez") || verb.ends_with("ons") || verb.ends_with(['e', 's'])
        }
        _ => false,
    }
}

fn slice<'a>(text: &'a str, part: &Part) -> &'a str {
    text.get(part.start..part.end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::character::run_end;

    fn parts(text: &str) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut next = Some(0);
        while let Some(start) = next {
            let end = run_end(text, start);
            parts.push(Part { start, end, rule: Rule::Part });
            next = next_part(text, start, end);
        }
        parts
    }

    fn check(text: &str, expected: Shape) {
        let is_known = |word: &str| word == "rendez-vous";
        assert_eq!(shape(text, &parts(text), &is_known), expected, "{text}");
    }

    #[test]
    fn compounds_are_joined() {
        for text in ["vice-amiral", "chef-d'oeuvre", "F-35", "A.-M", "Jong-il", "rendez-vous"] {
            check(text, Shape::Joined);
        }
    }

    #[test]
    fn a_verb_and_its_pronoun_are_not() {
        for text in ["vont-ils", "a-t-elle", "Aura-t-on", "dis-je", "prenez-en", "EST-CE"] {
            check(text, Shape::Inverted);
        }
    }

    #[test]
    fn scores_are_not() {
        check("3-1", Shape::Parts);
        check("2020-06-12", Shape::Parts);
        check("49-3", Shape::Joined);
    }
}
