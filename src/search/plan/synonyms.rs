//! Synonyms in the plan: other forms of a clause, worth a little less than what was typed.

use super::phrase::{Piece, Setting};
use super::row::Run;
use super::{Node, Planner, WeightedTerm, Zone};
use crate::analysis::{Synonym, Unit};
use crate::error::Result;
use crate::query::Matching;
use crate::search::weights::Weights;

/// Most wordings of a phrase whose words have synonyms, the typed one included.
const MAX_WORDINGS: usize = 16;

/// A unit of the query, planned.
pub(super) struct Planned {
    pub clause: u16,
    pub node: Node,
}

/// What a synonym may be worth.
#[derive(Debug, Clone, Copy)]
pub(super) struct Worth {
    /// What was typed is worth, all its words together; 0 when no article has it.
    pub typed: f32,
    /// The share of it that falls to the clause.
    pub share: f32,
}

impl Planner<'_> {
    /// Lets the synonyms of a run stand for each of its words, so that an article that has one has
    /// all of them.
    pub(super) fn widen(
        &mut self,
        run: &Run<'_>,
        planned: &mut [Option<Planned>],
        setting: Setting,
    ) -> Result<()> {
        let typed: f32 = planned.iter().flatten().map(|planned| worth(&planned.node)).sum();
        let count = planned.iter().flatten().count();
        for Planned { clause, node } in planned.iter_mut().flatten() {
            let share = if typed > 0.0 { worth(node) / typed } else { 1.0 / count as f32 };
            let mut forms = vec![std::mem::replace(node, Node::Nothing)];
            for synonym in &run.synonyms {
                let setting = Setting { clause: *clause, ..setting };
                forms.extend(self.synonym(&pieces(synonym), Worth { typed, share }, setting)?);
            }
            *node = same(forms);
        }
        Ok(())
    }

    /// Plans another wording of what was typed; `None` when no article has it.
    pub(super) fn synonym(
        &mut self,
        pieces: &[Piece],
        worthy: Worth,
        setting: Setting,
    ) -> Result<Option<Node>> {
        let place = usize::from(setting.clause);
        let weight_typed = self.clauses.get(place).map_or(0.0, |clause| clause.weight);
        let mut nodes = self.spelled(pieces, setting)?;
        if let Some(clause) = self.clauses.get_mut(place).filter(|_| weight_typed > 0.0) {
            clause.weight = weight_typed;
        }
        let own = nodes.iter().map(worth).fold(0.0, f32::max);
        if own == 0.0 {
            return Ok(None);
        }
        let worth = if worthy.typed > 0.0 { own.min(worthy.typed) } else { own };
        let Weights { lemma, exact, .. } = self.weights;
        let form_gain = (lemma + exact) / lemma.max(f32::MIN_POSITIVE);
        for node in &mut nodes {
            lower(node, self.weights.synonym * worth * worthy.share / own, form_gain);
        }
        Ok(Some(Node::Any(nodes)))
    }
}

/// Puts the forms of one clause together.
pub(super) fn same(mut forms: Vec<Node>) -> Node {
    if forms.len() == 1 { forms.swap_remove(0) } else { Node::Same(forms) }
}

/// Returns every wording that a phrase has with its synonyms, without the typed one.
pub(super) fn wordings(pieces: &[Piece], runs: &[Run<'_>]) -> Vec<Vec<Piece>> {
    let mut wordings: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut done = 0;
    for run in runs {
        let (before, typed) = (&pieces[done..run.units.start], &pieces[run.units.clone()]);
        let mut longer = Vec::new();
        for wording in &wordings {
            let head = [wording, before].concat();
            longer.push([head.as_slice(), typed].concat());
            let with = |synonym: &&Synonym| [head.clone(), self::pieces(synonym)].concat();
            longer.extend(run.synonyms.iter().map(with));
        }
        longer.truncate(MAX_WORDINGS);
        (wordings, done) = (longer, run.units.end);
    }
    for wording in &mut wordings {
        wording.extend_from_slice(&pieces[done..]);
    }
    wordings.remove(0);
    wordings
}

fn pieces(synonym: &Synonym) -> Vec<Piece> {
    let piece = |unit: &Unit| Piece::Unit(unit.clone(), Matching::Inflected);
    synonym.units.iter().map(piece).collect()
}

/// Returns what one mention in the body is worth, or in the title when only that is asked.
pub(super) fn worth(node: &Node) -> f32 {
    match node {
        Node::Word(set) => {
            let of = |zone| {
                let terms = set.terms.iter().filter(|term: &&WeightedTerm| term.zone == zone);
                terms.map(|term| term.weight).sum::<f32>()
            };
            of(Zone::Body).max(of(Zone::Title))
        }
        Node::Phrase(phrase) => phrase.weight,
        Node::Written(written) => worth(&written.of),
        Node::Any(parts) | Node::Same(parts) => parts.iter().map(worth).fold(0.0, f32::max),
        _ => 0.0,
    }
}

/// Multiplies what a wording is worth. None of its words counts as typed; a phrase, of which a
/// share goes to mentions as typed, gets that share back.
fn lower(node: &mut Node, factor: f32, form_gain: f32) {
    let untyped = |terms: &mut Vec<WeightedTerm>, factor: f32| {
        for term in terms {
            term.is_exact = false;
            term.weight *= factor;
        }
    };
    match node {
        Node::Word(set) => untyped(&mut set.terms, factor),
        Node::Phrase(phrase) => {
            phrase.weight *= factor * form_gain;
            phrase.slots.iter_mut().for_each(|slot| untyped(&mut slot.terms, 1.0));
        }
        Node::Written(written) => lower(&mut written.of, factor, form_gain),
        Node::Any(parts) | Node::Same(parts) => {
            parts.iter_mut().for_each(|part| lower(part, factor, form_gain));
        }
        _ => {}
    }
}
