//! `==word`: the letters that must stand in the text as typed.

use super::phrase::{Choice, Place, Setting};
use super::{Node, Planner};
use crate::analysis::{Analyzer, QueryToken};
use crate::query::{Field, Matching};

/// A word or phrase some of whose words must stand in the text letter for letter.
#[derive(Debug, Clone)]
pub(in crate::search) struct WrittenPlan {
    /// Finds the candidates, by the exact form.
    pub of: Node,
    /// The field whose text is read; `None` is body and title.
    pub field: Option<Field>,
    pub words: Vec<WrittenWord>,
    /// Takes the text apart as it was for the index.
    pub analyzer: Analyzer,
    /// Whether articles that have it are left out of the answer.
    pub is_excluded: bool,
}

/// One place of the match.
#[derive(Debug, Clone)]
pub(in crate::search) struct WrittenWord {
    /// Distance from the start of the match; `None` is anywhere in it, for a phrase with slop.
    pub offset: Option<u32>,
    /// Any of them will do.
    pub choices: Vec<WrittenChoice>,
}

/// What may stand at a place.
#[derive(Debug, Clone)]
pub(in crate::search) enum WrittenChoice {
    /// These letters.
    Letters(String),
    /// Any word of this form or one of these lemmas.
    Terms { exact: String, lemmas: Vec<String> },
    /// Whatever was found there.
    Any,
}

impl Planner<'_> {
    /// Has the letters of a match looked at, where the query asks for it.
    pub(super) fn written(&mut self, of: Node, places: &[Place], setting: Setting) -> Node {
        let mut words = Vec::new();
        for (offset, place) in (0..).zip(places) {
            let is_identical =
                |choice: &Choice| matches!(choice, Choice::Token(_, Matching::Identical));
            if place.iter().any(is_identical) {
                let offset = (setting.slop == 0).then_some(offset);
                let choices = place.iter().flat_map(|choice| self.written_choices(choice));
                words.push(WrittenWord { offset, choices: choices.collect() });
            }
        }
        if words.is_empty() {
            return of;
        }
        let (field, analyzer) = (setting.scope.field, self.snapshot.analyzer());
        let is_excluded = false;
        Node::Written(Box::new(WrittenPlan { of, field, words, analyzer, is_excluded }))
    }

    fn written_choices(&mut self, choice: &Choice) -> Vec<WrittenChoice> {
        match choice {
            Choice::Token(token, matching) => vec![self.written_choice(token, *matching)],
            Choice::Forms(_) => vec![WrittenChoice::Any],
        }
    }

    fn written_choice(&mut self, token: &QueryToken, matching: Matching) -> WrittenChoice {
        match matching {
            Matching::Identical => WrittenChoice::Letters(self.analyzer.letters(&token.written)),
            Matching::Inflected => {
                let mut lemmas = token.homographs.clone();
                lemmas.push(token.lemma.clone());
                WrittenChoice::Terms { exact: token.exact.clone(), lemmas }
            }
            _ => WrittenChoice::Terms { exact: token.exact.clone(), lemmas: Vec::new() },
        }
    }
}

/// Tells the parts that are decided on letters whether an article that has them is left out.
pub(super) fn tell_excluded(node: &mut Node, is_excluded: bool) {
    let each = |parts: &mut [Node]| {
        parts.iter_mut().for_each(|part| tell_excluded(part, is_excluded));
    };
    match node {
        Node::Written(written) => {
            written.is_excluded = is_excluded;
            tell_excluded(&mut written.of, is_excluded);
        }
        Node::Except(kept, excluded) => {
            tell_excluded(kept, is_excluded);
            tell_excluded(excluded, !is_excluded);
        }
        Node::All(parts) | Node::Any(parts) | Node::Same(parts) | Node::Words { parts, .. } => {
            each(parts);
        }
        Node::Near { sides, .. } => each(&mut **sides),
        Node::Filter(of) | Node::AtLeast { of, .. } | Node::Lead { of, .. } => {
            tell_excluded(of, is_excluded);
        }
        Node::Word(_)
        | Node::Phrase(_)
        | Node::Nothing
        | Node::Everything
        | Node::Dated(_)
        | Node::Sourced(_) => {}
    }
}
