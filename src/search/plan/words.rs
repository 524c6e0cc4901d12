//! Words and phrases: typed text, through the analysis, into terms of fields.

use tantivy::Term;
use tantivy::schema::Field as Column;

use super::{Node, Planner, Scope, Slot, TermSet, WeightedTerm, Zone, weight};
use crate::analysis::{QueryToken, Rule};
use crate::error::Result;
use crate::index::bounded;
use crate::query::{Field, Matching, Phrase, Query, Word};
use crate::search::bm25::MAX_SATURATION;

/// Up to so many content words, articles that have all of them come first. A longer query is a
/// question or a pasted headline, of which good articles often lack a word.
const MAX_WORDS_ALL_FIRST: usize = 4;

/// Terms of the verbs among the stop words.
const AUXILIARIES: [&str; 2] = ["etre", "avoir"];

/// What one typed word falls into.
pub(super) enum Unit {
    /// One word.
    Single(QueryToken),
    /// The parts of a compound at successive positions, and the joined form.
    Compound { parts: Vec<QueryToken>, joined: Option<QueryToken> },
}

impl Unit {
    fn is_stop_word(&self) -> bool {
        matches!(self, Unit::Single(token) if token.is_stop_word)
    }
}

impl Planner<'_> {
    /// Plans words side by side. Stop words weigh nothing, unless there is nothing else.
    pub(super) fn words(&mut self, parts: &[Query], scope: Scope) -> Result<Node> {
        let mut planned = Vec::new();
        let mut support = Vec::new();
        let mut stop_words = Vec::new();
        let mut required = Vec::new();
        for part in parts {
            if let Query::Required(part) = part {
                let part = self.node(part, scope)?;
                required.push(Node::Filter(Box::new(part.clone())));
                planned.push(part);
                continue;
            }
            let Query::Word(word) = part else {
                planned.push(self.node(part, scope)?);
                continue;
            };
            if self.is_pattern(word) {
                planned.push(self.word(word, scope)?);
                continue;
            }
            for unit in self.units(&word.text) {
                if unit.is_stop_word() && word.matching == Matching::Inflected {
                    stop_words.push((unit, word.matching));
                    continue;
                }
                support.extend(self.stem_support(&unit, word.matching, scope)?);
                planned.push(self.unit(&unit, word.matching, scope)?);
            }
        }
        if planned.is_empty() {
            for (unit, matching) in stop_words {
                planned.push(self.unit(&unit, matching, scope)?);
            }
        }
        let weighed = match planned.len() {
            0 => return Ok(Node::Nothing),
            1 => return Ok(planned.swap_remove(0)),
            count => {
                let is_short = count <= MAX_WORDS_ALL_FIRST;
                let bonus = if is_short { planned.iter().map(ceiling).sum() } else { 0.0 };
                Node::Words { parts: planned, support, bonus }
            }
        };
        if required.is_empty() {
            return Ok(weighed);
        }
        required.push(weighed);
        Ok(Node::All(required))
    }

    /// Plans one word that stands alone, or under an operator: all it falls into must match.
    pub(super) fn word(&mut self, word: &Word, scope: Scope) -> Result<Node> {
        if self.is_pattern(word) {
            return self.pattern(word, scope);
        }
        let mut units = self.units(&word.text);
        if units.iter().any(|unit| !unit.is_stop_word()) {
            units.retain(|unit| !unit.is_stop_word());
        }
        let mut nodes = Vec::new();
        for unit in &units {
            nodes.push(self.unit(unit, word.matching, scope)?);
        }
        Ok(match nodes.len() {
            0 => Node::Nothing,
            1 => nodes.swap_remove(0),
            _ => Node::All(nodes),
        })
    }

    /// Plans a phrase: every word has its place, stop words included.
    pub(super) fn phrase(&mut self, phrase: &Phrase, scope: Scope) -> Result<Node> {
        let mut apart = Vec::new();
        let mut joined = Vec::new();
        let mut has_compound = false;
        for slot in &phrase.slots {
            let choices = match slot {
                Query::Any(choices) => choices.as_slice(),
                single => std::slice::from_ref(single),
            };
            let [Query::Word(word)] = choices else {
                push_choice(&mut apart, &mut joined, self.choice_tokens(choices));
                continue;
            };
            for unit in self.units(&word.text) {
                match unit {
                    Unit::Single(token) => {
                        let token = vec![(token, word.matching)];
                        push_choice(&mut apart, &mut joined, token);
                    }
                    Unit::Compound { parts, joined: form } => {
                        has_compound |= form.is_some();
                        let form = form.map_or_else(|| parts.clone(), |form| vec![form]);
                        let alone = |token| vec![(token, word.matching)];
                        apart.extend(parts.into_iter().map(alone));
                        joined.extend(form.into_iter().map(alone));
                    }
                }
            }
        }
        let clause = self.clause();
        let mut nodes = self.phrase_nodes(clause, &apart, phrase.slop, scope)?;
        if has_compound {
            nodes.extend(self.phrase_nodes(clause, &joined, phrase.slop, scope)?);
        }
        Ok(if nodes.len() == 1 { nodes.swap_remove(0) } else { Node::Any(nodes) })
    }

    /// Plans a name in a metadata field: its words in order, without scoring.
    pub(super) fn metadata_phrase(&mut self, text: &str, scope: Scope) -> Result<Node> {
        let mut places = Vec::new();
        for unit in self.units(text) {
            match unit {
                Unit::Single(token) => places.push(vec![(token, Matching::Exact)]),
                Unit::Compound { parts, .. } => {
                    places.extend(parts.into_iter().map(|part| vec![(part, Matching::Exact)]));
                }
            }
        }
        let clause = self.clause();
        let nodes = self.phrase_nodes(clause, &places, 0, scope)?;
        Ok(Node::Filter(Box::new(Node::Any(nodes))))
    }

    /// Takes typed text apart; a compound's parts and its joined form belong together.
    pub(super) fn units(&mut self, text: &str) -> Vec<Unit> {
        let mut units = Vec::new();
        for token in self.analyzer.analyze_query(text) {
            let is_joined = token.rule == Rule::Joined;
            let is_part = token.rule == Rule::Part;
            match units.last_mut() {
                Some(Unit::Compound { parts, joined })
                    if is_part && fits(parts, joined, &token) =>
                {
                    parts.push(token);
                }
                Some(Unit::Compound { parts, joined })
                    if is_joined && joined.is_none() && starts_with(parts, &token) =>
                {
                    *joined = Some(token);
                }
                _ if is_joined => {
                    units.push(Unit::Compound { parts: Vec::new(), joined: Some(token) });
                }
                _ if is_part => units.push(Unit::Compound { parts: vec![token], joined: None }),
                _ => units.push(Unit::Single(token)),
            }
        }
        units
    }

    fn unit(&mut self, unit: &Unit, matching: Matching, scope: Scope) -> Result<Node> {
        let clause = self.clause();
        match unit {
            Unit::Single(token) => self.single(clause, token, matching, scope),
            Unit::Compound { parts, joined } => {
                let places: Vec<_> =
                    parts.iter().map(|part| vec![(part.clone(), matching)]).collect();
                let mut nodes = self.phrase_nodes(clause, &places, 0, scope)?;
                if let Some(joined) = joined {
                    nodes.push(self.single(clause, joined, matching, scope)?);
                }
                Ok(Node::Any(nodes))
            }
        }
    }

    fn single(
        &mut self,
        clause: u16,
        token: &QueryToken,
        matching: Matching,
        scope: Scope,
    ) -> Result<Node> {
        let mut terms = Vec::new();
        for zone in self.zones(scope) {
            terms.extend(self.terms(token, matching, zone, scope)?);
        }
        self.note(clause, token, &terms);
        let word = Node::Word(TermSet { clause, terms });
        let is_metadata = scope.field.is_some_and(|field| field != Field::Title);
        Ok(if is_metadata { Node::Filter(Box::new(word)) } else { word })
    }

    fn phrase_nodes(
        &mut self,
        clause: u16,
        places: &[Vec<(QueryToken, Matching)>],
        slop: u32,
        scope: Scope,
    ) -> Result<Vec<Node>> {
        let mut nodes = Vec::new();
        for zone in self.zones(scope) {
            let mut slots = Vec::with_capacity(places.len());
            let mut weight = 0.0;
            for (offset, choices) in (0..).zip(places) {
                let mut terms = Vec::new();
                for (token, matching) in choices {
                    let matching = in_phrase(token, *matching);
                    let found = self.terms(token, matching, zone, scope)?;
                    self.note(clause, token, &found);
                    terms.extend(found);
                }
                weight += terms.iter().map(|term| term.weight).sum::<f32>();
                slots.push(Slot { offset, terms });
            }
            nodes.push(phrase_node(clause, zone, slots, slop, weight));
        }
        Ok(nodes)
    }

    fn choice_tokens(&mut self, choices: &[Query]) -> Vec<(QueryToken, Matching)> {
        let mut tokens = Vec::new();
        for choice in choices {
            let Query::Word(word) = choice else { continue };
            let found = self.analyzer.analyze_query(&word.text).into_iter();
            tokens.extend(found.map(|token| (token, word.matching)));
        }
        tokens
    }

    /// Returns the terms that satisfy a word in one zone; those that no article has are left out.
    fn terms(
        &mut self,
        token: &QueryToken,
        matching: Matching,
        zone: Zone,
        scope: Scope,
    ) -> Result<Vec<WeightedTerm>> {
        let (exact_column, lemma_column) = self.columns(zone, scope.field);
        let is_exact_only =
            zone == Zone::Metadata || self.is_strict || matching != Matching::Inflected;
        let factor = scope.weight * if zone == Zone::Title { weight::TITLE } else { 1.0 };
        let mut terms = Vec::with_capacity(2);
        if is_exact_only {
            let exact_weight = factor * (weight::LEMMA + weight::EXACT);
            terms.extend(self.term(exact_column, &token.exact, zone, exact_weight)?);
            for term in &mut terms {
                term.is_exact = true;
            }
            return Ok(terms);
        }
        terms.extend(self.term(lemma_column, &token.lemma, zone, factor * weight::LEMMA)?);
        for homograph in &token.homographs {
            let homograph_weight = factor * weight::HOMOGRAPH;
            terms.extend(self.term(lemma_column, homograph, zone, homograph_weight)?);
        }
        if let Some(mut term) =
            self.term(exact_column, &token.exact, zone, factor * weight::EXACT)?
        {
            term.is_exact = true;
            // « maïs » typed with its accent is not asked for by "mais".
            term.makes_match = !token.are_accents_decisive;
            terms.push(term);
        }
        Ok(terms)
    }

    /// Returns a term with its weight, or `None` when no article has it.
    pub(super) fn term(
        &self,
        column: Column,
        text: &str,
        zone: Zone,
        weight: f32,
    ) -> Result<Option<WeightedTerm>> {
        let term = Term::from_field_text(column, bounded(text));
        let doc_freq = self.doc_freq(&term)?;
        let weight = weight * self.idf(doc_freq);
        let found = WeightedTerm { term, zone, weight, is_exact: false, makes_match: true };
        Ok((doc_freq > 0).then_some(found))
    }

    /// Returns the columns of exact forms and of lemmas.
    pub(super) fn columns(&self, zone: Zone, field: Option<Field>) -> (Column, Column) {
        let fields = self.snapshot.fields();
        match (zone, field) {
            (Zone::Body, _) => (fields.body_exact, fields.body_lemma),
            (Zone::Title, _) => (fields.title_exact, fields.title_lemma),
            (Zone::Metadata, Some(Field::Author)) => (fields.author, fields.author),
            (Zone::Metadata, Some(Field::Section)) => (fields.section, fields.section),
            (Zone::Metadata, Some(Field::Url)) => (fields.url, fields.url),
            (Zone::Metadata, Some(Field::Lang)) => (fields.lang, fields.lang),
            (Zone::Metadata, _) => (fields.source, fields.source),
        }
    }

    /// Plans the stem of a word, which adds to the score of articles that match other words.
    fn stem_support(
        &mut self,
        unit: &Unit,
        matching: Matching,
        scope: Scope,
    ) -> Result<Option<TermSet>> {
        let Unit::Single(token) = unit else { return Ok(None) };
        let is_wanted = self.uses_stems
            && matching == Matching::Inflected
            && scope.field.is_none()
            && scope.zone.is_none();
        if !is_wanted {
            return Ok(None);
        }
        let column = self.snapshot.fields().body_stem;
        let term = self.term(column, &token.stem, Zone::Body, scope.weight * weight::STEM)?;
        Ok(term.map(|term| TermSet { clause: 0, terms: vec![term] }))
    }

    /// Remembers what a clause asks for.
    fn note(&mut self, clause: u16, token: &QueryToken, terms: &[WeightedTerm]) {
        let Some(clause) = self.clauses.get_mut(usize::from(clause)) else { return };
        clause.exact.push(token.exact.clone());
        clause.lemmas.push(token.lemma.clone());
        clause.lemmas.extend(token.homographs.iter().cloned());
        let best = terms.iter().map(|term| term.weight).fold(0.0, f32::max);
        clause.weight = clause.weight.max(best);
    }
}

/// In a phrase an article or preposition stands as typed: « Corée du Nord » is not "Corée de la
/// Nord". Auxiliary verbs are inflected like any other word.
fn in_phrase(token: &QueryToken, matching: Matching) -> Matching {
    let is_auxiliary = AUXILIARIES.contains(&token.lemma.as_str());
    match matching {
        Matching::Inflected if token.is_stop_word && !is_auxiliary => Matching::Exact,
        matching => matching,
    }
}

fn push_choice<T: Clone>(apart: &mut Vec<Vec<T>>, joined: &mut Vec<Vec<T>>, choice: Vec<T>) {
    apart.push(choice.clone());
    joined.push(choice);
}

/// A part continues the compound when it stands right behind the last one.
fn fits(parts: &[QueryToken], joined: &Option<QueryToken>, token: &QueryToken) -> bool {
    let end = joined.as_ref().map(|joined| joined.position + joined.length);
    let is_inside = end.is_none_or(|end| token.position < end);
    let is_next = parts.last().is_none_or(|last| last.position + 1 == token.position);
    is_inside && is_next
}

fn starts_with(parts: &[QueryToken], joined: &QueryToken) -> bool {
    parts.first().is_some_and(|first| first.position == joined.position)
}

/// A phrase of one word is that word; one with a place that nothing can fill matches nothing.
pub(super) fn phrase_node(
    clause: u16,
    zone: Zone,
    mut slots: Vec<Slot>,
    slop: u32,
    weight: f32,
) -> Node {
    let is_hopeless = slots.iter().any(|slot| slot.terms.is_empty());
    match slots.len() {
        0 => Node::Nothing,
        _ if is_hopeless => Node::Nothing,
        1 => Node::Word(TermSet { clause, terms: std::mem::take(&mut slots[0].terms) }),
        _ => Node::Phrase { clause, zone, slots, slop, weight },
    }
}

/// Returns the highest score a node can give.
fn ceiling(node: &Node) -> f32 {
    let terms = |terms: &[WeightedTerm]| terms.iter().map(|term| term.weight).sum::<f32>();
    match node {
        Node::Word(set) => terms(&set.terms) * MAX_SATURATION,
        Node::Phrase { weight, .. } => weight * MAX_SATURATION,
        Node::All(parts) | Node::Any(parts) => parts.iter().map(ceiling).sum(),
        Node::Words { parts, bonus, .. } => bonus + parts.iter().map(ceiling).sum::<f32>(),
        Node::Except(kept, _) => ceiling(kept),
        Node::Near { sides, .. } => sides.iter().map(ceiling).sum(),
        Node::AtLeast { of, .. } | Node::Lead { of, .. } => ceiling(of),
        Node::Nothing | Node::Everything | Node::Filter(_) | Node::Dated(_) => 0.0,
    }
}
