//! Terms: the entries of the dictionaries that satisfy a word, with what each is worth.

use std::sync::Arc;

use tantivy::schema::Field as Column;

use super::{Planner, Scope, WeightedTerm, Zone};
use crate::analysis::QueryToken;
use crate::error::Result;
use crate::index::{form_term, implied_forms};
use crate::query::{Field, Matching};
use crate::search::dictionary::{Found, FoundForm};

impl Planner<'_> {
    /// Returns the terms that satisfy a word in one zone; those that no article has are left out.
    pub(super) fn terms(
        &mut self,
        token: &QueryToken,
        matching: Matching,
        zone: Zone,
        scope: Scope,
    ) -> Result<Vec<WeightedTerm>> {
        let factor = scope.weight * self.zone_weight(zone);
        let (exact_column, lemma_column) = self.columns(zone, scope.field);
        if zone == Zone::Metadata {
            let term = self.term(exact_column, &token.exact, zone, factor)?;
            return Ok(term.into_iter().collect());
        }
        if self.is_strict || matching != Matching::Inflected {
            let exact_weight = factor * (self.weights.lemma + self.weights.exact);
            let forms = self.form_terms(exact_column, token, zone, exact_weight)?;
            return Ok(forms.into_iter().map(|(_, term)| term).collect());
        }
        let columns = [exact_column, lemma_column];
        let mut terms =
            self.lemma_terms(columns, &token.lemma, zone, factor * self.weights.lemma)?;
        for homograph in &token.homographs {
            let weight = factor * self.weights.homograph;
            terms.extend(self.lemma_terms(columns, homograph, zone, weight)?);
        }
        for (lemma, mut term) in
            self.form_terms(exact_column, token, zone, factor * self.weights.exact)?
        {
            let is_of_lemma = token.is_of(&lemma);
            // « maïs » typed with its accent is not asked for by "mais".
            if is_of_lemma || !token.are_accents_decisive {
                term.makes_match = !is_of_lemma;
                terms.push(term);
            }
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
        let found = self.lookups.term(self.snapshot, column, text)?;
        Ok(found.map(|Found { places, doc_freq }| {
            let weight = weight * self.full_score(doc_freq);
            WeightedTerm { column, places, zone, weight, is_exact: false, makes_match: true }
        }))
    }

    /// Returns the terms of a lemma: its own, and those of the forms that imply it. All weigh
    /// alike, as one word.
    fn lemma_terms(
        &self,
        [exact_column, lemma_column]: [Column; 2],
        lemma: &str,
        zone: Zone,
        weight: f32,
    ) -> Result<Vec<WeightedTerm>> {
        let implied = implied_forms(lemma).iter();
        let implied = implied.map(|form| (exact_column, form_term(form, lemma)));
        let mut found = Vec::new();
        for (column, text) in std::iter::once((lemma_column, lemma.to_owned())).chain(implied) {
            let term = self.lookups.term(self.snapshot, column, &text)?;
            found.extend(term.map(|term| (column, term)));
        }
        let doc_freq: u64 = found.iter().map(|(_, term)| term.doc_freq).sum();
        let weight = weight * self.full_score(doc_freq.min(self.article_count()));
        let weighted = |(column, Found { places, .. })| WeightedTerm {
            column,
            places,
            zone,
            weight,
            is_exact: false,
            makes_match: true,
        };
        Ok(found.into_iter().map(weighted).collect())
    }

    /// Returns the terms of a form, one for each lemma that it has in the index. All weigh alike,
    /// as one word.
    fn form_terms(
        &self,
        column: Column,
        token: &QueryToken,
        zone: Zone,
        weight: f32,
    ) -> Result<Vec<(String, WeightedTerm)>> {
        let found = self.lookups.forms(self.snapshot, column, &token.exact)?;
        let doc_freq: u64 = found.iter().map(|form| form.term.doc_freq).sum();
        let weight = weight * self.full_score(doc_freq.min(self.article_count()));
        let weighted = |form: &FoundForm| {
            let places = Arc::clone(&form.term.places);
            let term =
                WeightedTerm { column, places, zone, weight, is_exact: true, makes_match: true };
            (form.lemma.clone(), term)
        };
        Ok(found.iter().map(weighted).collect())
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

    /// Remembers what a clause asks for.
    pub(super) fn note(&mut self, clause: u16, token: &QueryToken, terms: &[WeightedTerm]) {
        let Some(clause) = self.clauses.get_mut(usize::from(clause)) else { return };
        clause.exact.push(token.exact.clone());
        clause.lemmas.push(token.lemma.clone());
        clause.lemmas.extend(token.homographs.iter().cloned());
        let best = terms.iter().map(|term| term.weight).fold(0.0, f32::max);
        clause.weight = clause.weight.max(best);
    }

    /// Remembers one of the many forms that satisfy a clause.
    pub(super) fn note_form(&mut self, clause: u16, form: String, weight: f32) {
        let Some(clause) = self.clauses.get_mut(usize::from(clause)) else { return };
        clause.exact.push(form);
        clause.weight = clause.weight.max(weight);
    }
}
