//! Terms: the entries of the dictionaries that satisfy a word, with what each is worth.

use tantivy::Term;
use tantivy::schema::Field as Column;

use super::units::Unit;
use super::{Planner, Scope, TermSet, WeightedTerm, Zone};
use crate::analysis::QueryToken;
use crate::error::Result;
use crate::index::bounded;
use crate::query::{Field, Matching};

impl Planner<'_> {
    /// Returns the terms that satisfy a word in one zone; those that no article has are left out.
    pub(super) fn terms(
        &mut self,
        token: &QueryToken,
        matching: Matching,
        zone: Zone,
        scope: Scope,
    ) -> Result<Vec<WeightedTerm>> {
        let (exact_column, lemma_column) = self.columns(zone, scope.field);
        let is_exact_only =
            zone == Zone::Metadata || self.is_strict || matching != Matching::Inflected;
        let factor = scope.weight * self.zone_weight(zone);
        let mut terms = Vec::with_capacity(2);
        if is_exact_only {
            let exact_weight = factor * (self.weights.lemma + self.weights.exact);
            terms.extend(self.term(exact_column, &token.exact, zone, exact_weight)?);
            for term in &mut terms {
                term.is_exact = true;
            }
            return Ok(terms);
        }
        terms.extend(self.term(lemma_column, &token.lemma, zone, factor * self.weights.lemma)?);
        for homograph in &token.homographs {
            let homograph_weight = factor * self.weights.homograph;
            terms.extend(self.term(lemma_column, homograph, zone, homograph_weight)?);
        }
        if let Some(mut term) =
            self.term(exact_column, &token.exact, zone, factor * self.weights.exact)?
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
        let weight = weight * self.full_score(doc_freq);
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
    pub(super) fn stem_support(
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
        let term = self.term(column, &token.stem, Zone::Body, scope.weight * self.weights.stem)?;
        Ok(term.map(|term| TermSet { clause: 0, terms: vec![term] }))
    }

    /// Remembers what a clause asks for.
    pub(super) fn note(&mut self, clause: u16, token: &QueryToken, terms: &[WeightedTerm]) {
        let Some(clause) = self.clauses.get_mut(usize::from(clause)) else { return };
        clause.exact.push(token.exact.clone());
        clause.lemmas.push(token.lemma.clone());
        clause.lemmas.extend(token.homographs.iter().cloned());
        let best = terms.iter().map(|term| term.weight).fold(0.0, f32::max);
        clause.weight = clause.weight.max(best);
    }
}
