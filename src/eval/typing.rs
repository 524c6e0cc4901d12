//! Typing errors made on purpose, to measure what they cost.

use super::EvalQuery;
use crate::random::Random;

/// Shortest word that gets an error: in a shorter one it often makes another word.
const MIN_LETTERS: usize = 5;

/// Letters that are typed by mistake.
const LETTERS: [char; 26] = [
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's',
    't', 'u', 'v', 'w', 'x', 'y', 'z',
];

/// Returns the queries with one typing error each, in one word of at least five letters: a letter
/// dropped, added or changed, or two neighbours exchanged, each as often. Queries without such a
/// word stay as they are. The same seed makes the same errors.
pub fn with_typing_errors(queries: &[EvalQuery], seed: u64) -> Vec<EvalQuery> {
    let mut random = Random::new(seed);
    let mistyped = |query: &EvalQuery| EvalQuery {
        id: query.id.clone(),
        text: mistype(&query.text, &mut random),
    };
    queries.iter().map(mistyped).collect()
}

fn mistype(text: &str, random: &mut Random) -> String {
    let letters: Vec<char> = text.chars().collect();
    let words = words(&letters);
    if words.is_empty() {
        return text.to_owned();
    }
    let (start, end) = words[below(random, words.len())];
    loop {
        let mut changed = letters.clone();
        slip(&mut changed, start, end, random);
        // Two like letters exchanged, or one changed to itself, are no error.
        if changed != letters {
            return changed.into_iter().collect();
        }
    }
}

/// Returns where words of enough letters begin and end.
fn words(letters: &[char]) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut start = 0;
    for at in 0..=letters.len() {
        if letters.get(at).is_some_and(|letter| letter.is_alphabetic()) {
            continue;
        }
        if at - start >= MIN_LETTERS {
            words.push((start, at));
        }
        start = at + 1;
    }
    words
}

fn slip(letters: &mut Vec<char>, start: usize, end: usize, random: &mut Random) {
    let length = end - start;
    let letter = LETTERS[below(random, LETTERS.len())];
    match below(random, 4) {
        0 => {
            letters.remove(start + below(random, length));
        }
        1 => letters.insert(start + below(random, length + 1), letter),
        2 => letters[start + below(random, length)] = letter,
        _ => {
            let first = start + below(random, length - 1);
            letters.swap(first, first + 1);
        }
    }
}

fn below(random: &mut Random, bound: usize) -> usize {
    (random.next() % bound.max(1) as u64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistyped(text: &str, seed: u64) -> String {
        mistype(text, &mut Random::new(seed))
    }

    #[test]
    fn one_word_of_five_letters_changes_by_one_move() {
        for seed in 0..200 {
            let text = mistyped("le navire sombre vite", seed);
            let words: Vec<&str> = text.split(' ').collect();
            assert_eq!((words.len(), words[0], words[3]), (4, "le", "vite"), "{text}");
            assert!((words[1] == "navire") != (words[2] == "sombre"), "{text}");
        }
    }

    #[test]
    fn short_words_and_numbers_stay() {
        assert_eq!(mistyped("un été de 12345", 7), "un été de 12345");
    }

    #[test]
    fn the_same_seed_makes_the_same_errors() {
        assert_eq!(mistyped("gouvernement", 3), mistyped("gouvernement", 3));
        assert!((0..9).any(|seed| mistyped("gouvernement", seed) != mistyped("gouvernement", 9)));
    }
}
