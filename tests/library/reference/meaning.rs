//! What a query means, decided on the words of one article.

use depeche::query::{DateRange, Field, Matching, Query, Within, Word};

use super::mention::{Mark, Mention, count_apart};
use super::phrase;
use super::text::{Spoken, Told, Zone};
use super::ways::Ways;
use super::word::{self, Pattern, Unit, Vocabulary, fits, is_pattern};

/// The mentions of a query in an article that it matches; `None` when it does not match.
pub type Found = Option<Vec<Mention>>;

/// Where a part of the query is looked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scope {
    pub field: Option<Field>,
    pub zone: Option<Zone>,
    /// Only the first so many words.
    pub lead: Option<u32>,
}

impl Scope {
    pub fn zones(self) -> Vec<Zone> {
        match (self.zone, self.field) {
            (Some(zone), _) => vec![zone],
            (None, None) => vec![Zone::Body, Zone::Title],
            (None, Some(Field::Title)) => vec![Zone::Title],
            (None, Some(_)) => vec![Zone::Metadata],
        }
    }
}

/// Reads one article with the eyes of a query.
pub struct Reading<'a> {
    pub told: &'a Told,
    pub vocabulary: &'a mut Vocabulary,
    pub ways: Ways,
    /// Whether the query is nothing but plain words, for which related ones may stand.
    pub is_loose: bool,
}

/// Fewest words of a plain query of which one may be found by its stem alone.
const MIN_LOOSE_WORDS: usize = 3;

impl<'a> Reading<'a> {
    pub fn new(told: &'a Told, vocabulary: &'a mut Vocabulary, query: &Query, ways: Ways) -> Self {
        let is_plain =
            |part: &Query| matches!(part, Query::Word(Word { matching: Matching::Inflected, .. }));
        let is_loose = matches!(query, Query::Words(parts) if parts.iter().all(is_plain));
        Reading { told, vocabulary, ways, is_loose: is_loose && !ways.is_strict }
    }

    /// Decides a query.
    pub fn find(&mut self, query: &Query, scope: Scope) -> Found {
        match query {
            Query::Nothing => None,
            Query::Words(parts) => self.words(parts, scope),
            Query::Required(part) => self.find(part, scope),
            Query::Word(word) => self.word(word, scope),
            Query::Phrase(phrase) => {
                let found = phrase::find(self, phrase, scope);
                self.lead(found, scope)
            }
            Query::All(parts) => self.all(parts, scope),
            Query::Any(parts) => self.any(parts, scope),
            Query::Not(part) => self.find(part, scope).is_none().then(Vec::new),
            Query::In(field, part) => {
                self.find(part, Scope { field: Some(*field), zone: None, ..scope })
            }
            Query::Weight { of, .. } => self.find(of, scope),
            Query::Dated(range) => self.is_dated(range).then(Vec::new),
            Query::Near { left, right, within, is_ordered } => {
                self.near([left, right], *within, *is_ordered, scope)
            }
            Query::AtLeast { count, of } => {
                self.find(of, scope).filter(|found| count_apart(found) >= *count)
            }
            Query::Lead { words, of } => {
                let zone = if scope.field.is_none() { Some(Zone::Body) } else { scope.zone };
                let words = scope.lead.map_or(*words, |outer| outer.min(*words));
                self.find(of, Scope { zone, lead: Some(words), ..scope })
            }
            other => panic!("the reference does not know {other:?}"),
        }
    }

    fn all(&mut self, parts: &[Query], scope: Scope) -> Found {
        let mut found = Vec::new();
        for part in parts {
            found.extend(self.find(part, scope)?);
        }
        Some(found)
    }

    fn any(&mut self, parts: &[Query], scope: Scope) -> Found {
        let found: Vec<_> = parts.iter().filter_map(|part| self.find(part, scope)).collect();
        (!found.is_empty()).then(|| found.into_iter().flatten().collect())
    }

    /// Words side by side: any will do, stop words only when there is nothing else.
    fn words(&mut self, parts: &[Query], scope: Scope) -> Found {
        let mut weighing: Vec<Found> = Vec::new();
        let mut stop_words: Vec<Found> = Vec::new();
        let mut has_related = false;
        for part in parts {
            match part {
                Query::Required(part) => weighing.push(Some(self.find(part, scope)?)),
                Query::Word(word) if !is_pattern(word) => {
                    for unit in word::units(&word.text, word.matching, self.vocabulary) {
                        let is_stop = matches!(&unit, Unit::Single(token) if token.is_stop_word);
                        let found = self.unit(&unit, word.matching, scope);
                        match is_stop && word.matching == Matching::Inflected {
                            true => stop_words.push(found),
                            false => {
                                has_related |= self.has_related(&unit);
                                weighing.push(found);
                            }
                        }
                    }
                }
                part => weighing.push(self.find(part, scope)),
            }
        }
        let is_related = self.is_loose && weighing.len() >= MIN_LOOSE_WORDS && has_related;
        let weighing = if weighing.is_empty() { stop_words } else { weighing };
        let found: Vec<_> = weighing.into_iter().flatten().collect();
        (is_related || !found.is_empty()).then(|| found.into_iter().flatten().collect())
    }

    /// Tells whether the body has a word with the stem of a single one.
    fn has_related(&self, unit: &Unit) -> bool {
        let Unit::Single(token) = unit else { return false };
        self.told.body.iter().any(|spoken| spoken.stem.as_ref() == Some(&token.stem))
    }

    fn word(&mut self, word: &Word, scope: Scope) -> Found {
        if is_pattern(word) {
            let pattern = Pattern::new(word);
            return self.mentions(scope, |spoken, _| pattern.fits(&spoken.exact));
        }
        let mut units = word::units(&word.text, word.matching, self.vocabulary);
        let is_content = |unit: &Unit| !matches!(unit, Unit::Single(token) if token.is_stop_word);
        if units.iter().any(is_content) {
            units.retain(is_content);
        }
        let mut found = Vec::new();
        for unit in &units {
            found.extend(self.unit(unit, word.matching, scope)?);
        }
        (!units.is_empty()).then_some(found)
    }

    fn unit(&mut self, unit: &Unit, matching: Matching, scope: Scope) -> Found {
        let typed = self.unit_as_typed(unit, self.ways.meant(matching), scope);
        let synonyms = self.ways.synonyms_of(unit, matching, scope.field);
        let others = synonyms.into_iter().map(|text| {
            let found = phrase::synonym(self, text, scope);
            self.lead(found, scope)
        });
        let others = others.collect();
        phrase::one_of(typed, others)
    }

    fn unit_as_typed(&mut self, unit: &Unit, matching: Matching, scope: Scope) -> Found {
        match unit {
            Unit::Single(token) => {
                self.mentions(scope, |spoken, has_lemmas| fits(spoken, token, matching, has_lemmas))
            }
            Unit::Compound(parts, joined) => {
                let in_a_row = phrase::in_a_row(self, parts, matching, scope);
                let in_a_row = self.lead(in_a_row, scope);
                let joined = joined.as_ref().and_then(|joined| {
                    self.mentions(scope, |spoken, lemmas| fits(spoken, joined, matching, lemmas))
                });
                let found = [in_a_row, joined].into_iter().flatten().flatten();
                Some(found.collect()).filter(|found: &Vec<Mention>| !found.is_empty())
            }
        }
    }

    /// Returns the words that fit, each a mention of its own.
    fn mentions(&self, scope: Scope, fits: impl Fn(&Spoken, bool) -> bool) -> Found {
        let mut found = Vec::new();
        for zone in scope.zones() {
            let words = self.told.words(zone, scope.field).iter();
            let fitting = words.filter(|spoken| fits(spoken, zone != Zone::Metadata));
            found.extend(fitting.map(|spoken| span(zone, spoken, spoken)));
        }
        self.lead(Some(found), scope)
    }

    /// Leaves out what stands behind the opening that is asked for.
    fn lead(&self, found: Found, scope: Scope) -> Found {
        let is_in_lead = |mention: &Mention| scope.lead.is_none_or(|words| mention.end <= words);
        let kept: Vec<_> = found?.into_iter().filter(is_in_lead).collect();
        (!kept.is_empty()).then_some(kept)
    }

    fn is_dated(&self, range: &DateRange) -> bool {
        let Some(date) = self.told.date else { return false };
        let is_after = range.from.is_none_or(|from| date.first_second() >= from.first_second());
        is_after && range.to.is_none_or(|to| date.first_second() <= to.last_second())
    }

    /// Boolean operators inside a proximity are operators between proximities.
    fn near(
        &mut self,
        sides: [&Query; 2],
        within: Within,
        is_ordered: bool,
        scope: Scope,
    ) -> Found {
        let with_logic = sides.iter().enumerate().filter(|(_, side)| has_logic(side));
        for (index, side) in with_logic {
            let mut with = |part: &Query| {
                let mut sides = sides;
                sides[index] = part;
                self.near(sides, within, is_ordered, scope)
            };
            match side {
                Query::Weight { of, .. } => return with(of),
                Query::Not(part) => return with(part).is_none().then(Vec::new),
                Query::All(parts) => {
                    let found: Option<Vec<_>> = parts.iter().map(with).collect();
                    return found.map(|found| found.concat());
                }
                Query::Any(parts) => {
                    let found: Vec<_> = parts.iter().filter_map(with).collect();
                    return (!found.is_empty()).then(|| found.concat());
                }
                Query::Near { left, right, within: inner, is_ordered: inner_order } => {
                    if let Some(spread) = spread(left, right, *inner, *inner_order) {
                        return with(&spread);
                    }
                }
                _ => {}
            }
        }
        let mut found = Vec::new();
        for zone in scope.zones() {
            let scope = Scope { zone: Some(zone), ..scope };
            let [left, right] = sides;
            let (Some(left), Some(right)) = (self.find(left, scope), self.find(right, scope))
            else {
                continue;
            };
            let reach = Reach { within, is_ordered, zone };
            found.extend(reach.pairs(&left, &right));
        }
        self.lead(Some(found), scope)
    }
}

/// Takes the first Boolean operator out of a proximity; `None` when there is none.
fn spread(left: &Query, right: &Query, within: Within, is_ordered: bool) -> Option<Query> {
    let near = |left: &Query, right: &Query| Query::Near {
        left: Box::new(left.clone()),
        right: Box::new(right.clone()),
        within,
        is_ordered,
    };
    for (side, is_left) in [(left, true), (right, false)] {
        if !has_logic(side) {
            continue;
        }
        let with = |part: &Query| if is_left { near(part, right) } else { near(left, part) };
        match side {
            Query::Weight { of, .. } => return Some(with(of)),
            Query::Not(part) => return Some(Query::Not(Box::new(with(part)))),
            Query::All(parts) => return Some(Query::All(parts.iter().map(with).collect())),
            Query::Any(parts) => return Some(Query::Any(parts.iter().map(with).collect())),
            Query::Near { left, right, within, is_ordered } => {
                if let Some(inner) = spread(left, right, *within, *is_ordered) {
                    return Some(with(&inner));
                }
            }
            _ => {}
        }
    }
    None
}

/// Tells whether a side asks for more than one mention of itself.
fn has_logic(side: &Query) -> bool {
    match side {
        Query::All(_) | Query::Not(_) => true,
        Query::Any(parts) => parts.iter().any(has_logic),
        Query::Weight { of, .. } => has_logic(of),
        Query::Near { left, right, .. } => has_logic(left) || has_logic(right),
        _ => false,
    }
}

/// When two mentions are near each other.
struct Reach {
    within: Within,
    is_ordered: bool,
    zone: Zone,
}

impl Reach {
    /// Pairs each mention with the nearest of the others before it and behind it, and with all that
    /// lie between its words.
    fn pairs(&self, left: &[Mention], right: &[Mention]) -> Vec<Mention> {
        let [left, right] = [left, right].map(|side| {
            side.iter().filter(|mention| self.holds_alone(mention)).collect::<Vec<_>>()
        });
        let mut found = Vec::new();
        for (left, right) in left.iter().flat_map(|l| right.iter().map(move |r| (*l, *r))) {
            if self.holds(left, right) {
                found.push((left, right));
            }
        }
        let is_kept = |(one, other): &(&Mention, &Mention)| {
            let is_behind = one.end <= other.start;
            let is_before = other.end <= one.start;
            !(is_behind || is_before)
                || is_behind && is_nearest(one, other, &left, &right)
                || is_before && is_nearest(other, one, &right, &left)
        };
        found.into_iter().filter(is_kept).map(|(one, other)| one.joined(other)).collect()
    }

    /// A mention that leaves its sentence or paragraph is in none.
    fn holds_alone(&self, mention: &Mention) -> bool {
        match self.within {
            _ if self.zone != Zone::Body => true,
            Within::Words(_) => true,
            Within::Sentence => mention.first_sentence == mention.last_sentence,
            Within::Paragraph => mention.first_paragraph == mention.last_paragraph,
        }
    }

    fn holds(&self, left: &Mention, right: &Mention) -> bool {
        let whole = left.joined(right);
        let is_in_reach = match self.within {
            Within::Words(most) => {
                let (first, last) =
                    if left.start <= right.start { (left, right) } else { (right, left) };
                // Neighbours are one word apart; what overlaps is nearer.
                (last.start + 1).saturating_sub(first.end) <= most
            }
            Within::Sentence => whole.first_sentence == whole.last_sentence,
            Within::Paragraph => whole.first_paragraph == whole.last_paragraph,
        };
        let is_sound = match self.is_ordered {
            true => left.end <= right.start,
            false => !left.shares_words_with(right),
        };
        let is_one = self.zone != Zone::Body && !matches!(self.within, Within::Words(_));
        is_sound && (is_in_reach || is_one)
    }
}

/// Tells whether one of two mentions, of which one is behind the other, is the other's nearest.
fn is_nearest(
    first: &Mention,
    second: &Mention,
    firsts: &[&Mention],
    seconds: &[&Mention],
) -> bool {
    let behind = seconds.iter().filter(|other| other.start >= first.end);
    let before = firsts.iter().filter(|other| other.end <= second.start);
    behind.map(|other| (other.start, other.end)).min() == Some((second.start, second.end))
        || before.map(|other| (other.end, other.start)).max() == Some((first.end, first.start))
}

/// Makes the mention from one word to another.
pub fn span(zone: Zone, first: &Spoken, last: &Spoken) -> Mention {
    let (start, end) = (first.place, last.place + 1);
    let (byte_start, byte_end) = (first.bytes.start, last.bytes.end);
    Mention {
        zone,
        start,
        end,
        first_sentence: first.sentence,
        last_sentence: last.sentence,
        first_paragraph: first.paragraph,
        last_paragraph: last.paragraph,
        marks: vec![Mark { start, end, byte_start, byte_end }],
    }
}
