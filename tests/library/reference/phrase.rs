//! Phrases, decided word by word.

use depeche::analysis::{QueryToken, Rule};
use depeche::query::{Matching, Phrase, Query};

use super::meaning::{Found, Reading, Scope, span};
use super::mention::Mention;
use super::text::{Spoken, Zone};
use super::word::{Pattern, Unit, fits, is_pattern, units};

/// What may stand at one place of a phrase.
#[derive(Clone)]
enum Asked {
    /// A word of its own, which a text may write as a compound.
    Word(QueryToken, Matching),
    Token(QueryToken, Matching),
    Pattern(Pattern),
}

type Place = Vec<Asked>;

impl Asked {
    fn fits(&self, spoken: &Spoken, has_lemmas: bool) -> bool {
        match self {
            Asked::Pattern(pattern) => pattern.fits(&spoken.exact),
            Asked::Word(token, matching) | Asked::Token(token, matching) => {
                // Articles and prepositions stand as typed, auxiliaries are inflected.
                let is_auxiliary = ["etre", "avoir"].contains(&token.lemma.as_str());
                let is_fixed = token.is_stop_word && !is_auxiliary;
                let matching = match matching {
                    Matching::Inflected if is_fixed => Matching::Exact,
                    matching => *matching,
                };
                fits(spoken, token, matching, has_lemmas)
            }
        }
    }
}

impl Asked {
    fn is_identical(&self) -> bool {
        matches!(self, Asked::Word(_, Matching::Identical) | Asked::Token(_, Matching::Identical))
    }

    /// The same without a look at letters.
    fn by_form(&self) -> Asked {
        match self.clone() {
            Asked::Word(token, Matching::Identical) => Asked::Word(token, Matching::Exact),
            Asked::Token(token, Matching::Identical) => Asked::Token(token, Matching::Exact),
            asked => asked,
        }
    }

    /// A word typed as one may stand as a compound of two parts, which covers two places.
    fn may_be_compound(&self) -> bool {
        match self {
            Asked::Word(token, matching) => {
                token.rule == Rule::Word
                    && !token.is_stop_word
                    && matches!(matching, Matching::Inflected | Matching::Exact)
            }
            _ => false,
        }
    }
}

/// Finds the mentions of a phrase, and those of what its words stand for.
pub fn find(reading: &mut Reading<'_>, phrase: &Phrase, scope: Scope) -> Found {
    let found = as_typed(reading, phrase, scope);
    let wordings = wordings(reading, phrase, scope);
    let others = wordings.iter().map(|wording| as_typed(reading, wording, scope)).collect();
    one_of(found, others)
}

/// Puts what was typed together with its other wordings: a mention inside another one is none.
pub fn one_of(typed: Found, others: Vec<Found>) -> Found {
    if others.is_empty() {
        return typed;
    }
    let all: Vec<Mention> = others.into_iter().chain([typed]).flatten().flatten().collect();
    let is_outermost = |mention: &&Mention| !all.iter().any(|outer| holds(outer, mention));
    let mut found: Vec<Mention> = all.iter().filter(is_outermost).cloned().collect();
    found.sort();
    found.dedup();
    (!found.is_empty()).then_some(found)
}

/// Tells whether one mention is longer than another and has all of its words.
fn holds(outer: &Mention, inner: &Mention) -> bool {
    let is_same = (inner.start, inner.end) == (outer.start, outer.end);
    inner.zone == outer.zone && inner.start >= outer.start && inner.end <= outer.end && !is_same
}

/// Returns every wording that a phrase has with the synonyms of its words, without the typed one.
fn wordings(reading: &mut Reading<'_>, phrase: &Phrase, scope: Scope) -> Vec<Phrase> {
    let mut wordings: Vec<Vec<Query>> = vec![Vec::new()];
    for slot in &phrase.slots {
        let mut choices = vec![vec![slot.clone()]];
        if let Query::Word(word) = slot {
            for unit in units(&word.text, word.matching, reading.vocabulary) {
                let synonyms = reading.ways.synonyms_of(&unit, word.matching, scope.field);
                choices.extend(synonyms.iter().map(|text| slots(text)));
            }
        }
        let with = |before: &Vec<Query>| {
            choices.iter().map(|choice| [before.as_slice(), choice].concat()).collect::<Vec<_>>()
        };
        wordings = wordings.iter().flat_map(with).collect();
    }
    wordings.into_iter().skip(1).map(|slots| Phrase { slots, ..phrase.clone() }).collect()
}

/// Reads a synonym as the words of a phrase.
fn slots(text: &str) -> Vec<Query> {
    match Query::parse(&format!("\"{text}\"")).query {
        Query::Phrase(phrase) => phrase.slots,
        word => vec![word],
    }
}

/// Finds a synonym as it stands.
pub fn synonym(reading: &mut Reading<'_>, text: &str, scope: Scope) -> Found {
    as_typed(reading, &Phrase { slots: slots(text), slop: 0, span: 0..0 }, scope)
}

fn as_typed(reading: &mut Reading<'_>, phrase: &Phrase, scope: Scope) -> Found {
    let (mut apart, mut joined): (Vec<Place>, Vec<Place>) = (Vec::new(), Vec::new());
    for slot in &phrase.slots {
        let choices = match slot {
            Query::Any(choices) => choices.as_slice(),
            single => std::slice::from_ref(single),
        };
        match choices {
            [Query::Word(word)] if is_pattern(word) => {
                apart.push(vec![Asked::Pattern(Pattern::new(word))]);
                joined.push(vec![Asked::Pattern(Pattern::new(word))]);
            }
            [Query::Word(word)] => {
                let matching = reading.ways.meant(word.matching);
                for unit in units(&word.text, word.matching, reading.vocabulary) {
                    let ask = |token: QueryToken| vec![Asked::Token(token, matching)];
                    match unit {
                        Unit::Single(token) => {
                            let place = vec![Asked::Word(token, matching)];
                            apart.push(place.clone());
                            joined.push(place);
                        }
                        Unit::Compound(parts, form) => {
                            apart.extend(parts.iter().cloned().map(ask));
                            match form {
                                Some(form) => joined.push(ask(form)),
                                None => joined.extend(parts.into_iter().map(ask)),
                            }
                        }
                    }
                }
            }
            choices => {
                let place = alternatives(reading, choices);
                apart.push(place.clone());
                joined.push(place);
            }
        }
    }
    let mut found = Vec::new();
    for zone in scope.zones() {
        let words = reading.told.words(zone, scope.field);
        for places in [&apart, &joined] {
            match phrase.slop {
                0 => found.extend(exactly(words, places, zone)),
                slop => found.extend(loosely(words, places, slop, zone)),
            }
        }
    }
    found.sort();
    found.dedup();
    (!found.is_empty()).then_some(found)
}

/// Finds the parts of a hyphenated word in a row.
pub fn in_a_row(
    reading: &Reading<'_>,
    parts: &[QueryToken],
    matching: Matching,
    scope: Scope,
) -> Found {
    let places: Vec<Place> =
        parts.iter().map(|part| vec![Asked::Token(part.clone(), matching)]).collect();
    let mut found = Vec::new();
    for zone in scope.zones() {
        found.extend(exactly(reading.told.words(zone, scope.field), &places, zone));
    }
    (!found.is_empty()).then_some(found)
}

/// An alternative fills one place: a compound by its joined form, other words by their last one.
fn alternatives(reading: &mut Reading<'_>, choices: &[Query]) -> Place {
    let mut place = Vec::new();
    for choice in choices {
        let Query::Word(word) = choice else { panic!("a word in every slot") };
        if is_pattern(word) {
            place.push(Asked::Pattern(Pattern::new(word)));
            continue;
        }
        let tokens = reading.vocabulary.tokens(&word.text);
        let joined = tokens.iter().rfind(|token| token.rule == Rule::Joined);
        let matching = reading.ways.meant(word.matching);
        place.extend(joined.or(tokens.last()).map(|token| Asked::Token(token.clone(), matching)));
    }
    place
}

fn exactly(words: &[Spoken], places: &[Place], zone: Zone) -> Vec<Mention> {
    let mut found = Vec::new();
    for first in words {
        let mut ends = Vec::new();
        follow(words, places, zone, first.place, first, &mut ends);
        // A compound and its first part end differently; both may be meant.
        ends.retain(|end| places.len() > 1 || std::ptr::eq(*end, first));
        found.extend(ends.into_iter().map(|end| span(zone, first, end)));
    }
    found.sort();
    found.dedup();
    found
}

/// Lists where the places of a phrase end when the first of them is that of a word of the text.
fn follow<'t>(
    words: &'t [Spoken],
    places: &[Place],
    zone: Zone,
    from: u32,
    first: &Spoken,
    ends: &mut Vec<&'t Spoken>,
) {
    let Some((place, rest)) = places.split_first() else { return };
    let start = words.partition_point(|word| word.place < from);
    let here = words[start..].iter().take_while(|word| word.place == from);
    for word in here.filter(|word| word.sentence == first.sentence) {
        for asked in place.iter().filter(|asked| asked.fits(word, zone != Zone::Metadata)) {
            if rest.is_empty() {
                ends.push(word);
                continue;
            }
            follow(words, rest, zone, from + 1, first, ends);
            if word.length == 2 && asked.may_be_compound() {
                follow(words, rest, zone, from + 2, first, ends);
            }
        }
    }
}

/// Lucene's slop: the words' displacements differ by no more; all choices of words are tried. Of the
/// stretches that they take, those count that hold no other. What is asked for letter for letter has to
/// stand so somewhere in the stretch.
fn loosely(words: &[Spoken], places: &[Place], slop: u32, zone: Zone) -> Vec<Mention> {
    let fitting = |place: &Place| -> Vec<&Spoken> {
        let place: Place = place.iter().map(Asked::by_form).collect();
        let fits =
            |word: &&Spoken| place.iter().any(|asked| asked.fits(word, zone != Zone::Metadata));
        words.iter().filter(fits).collect()
    };
    let mut chosen: Vec<Vec<&Spoken>> = vec![Vec::new()];
    for place in places {
        let here = fitting(place);
        chosen = chosen
            .into_iter()
            .flat_map(|before| here.iter().map(move |word| [&before[..], &[*word]].concat()))
            .filter(|row| spread(row) <= i64::from(slop) && are_apart(row))
            .collect();
    }
    let as_mention = |row: Vec<&Spoken>| {
        let first = row.iter().min_by_key(|word| word.place)?;
        let last = row.iter().max_by_key(|word| (word.place, word.bytes.end))?;
        Some(span(zone, first, last))
    };
    let all: Vec<Mention> = chosen.into_iter().filter_map(as_mention).collect();
    let is_as_typed = |mention: &&Mention| {
        places.iter().filter(|place| place.iter().any(Asked::is_identical)).all(|place| {
            let here = |word: &&Spoken| (mention.start..mention.end).contains(&word.place);
            let fits = |word: &Spoken| place.iter().any(|asked| asked.fits(word, true));
            words.iter().filter(here).any(fits)
        })
    };
    let shortest = all.iter().filter(|outer| !all.iter().any(|inner| holds(outer, inner)));
    shortest.filter(is_as_typed).cloned().collect()
}

/// The end of a sentence counts as one place.
fn spread(row: &[&Spoken]) -> i64 {
    let displaced = row
        .iter()
        .zip(0_i64..)
        .map(|(word, offset)| i64::from(word.place) + i64::from(word.sentence) - offset);
    displaced.clone().max().unwrap_or(0) - displaced.min().unwrap_or(0)
}

fn are_apart(row: &[&Spoken]) -> bool {
    let last = row.last().expect("a word");
    row[..row.len() - 1].iter().all(|word| word.place != last.place)
}
