//! A query with some of its words replaced, operators kept.

use std::collections::BTreeMap;

use crate::query::{Phrase, Query, Word};

/// Returns the query with words replaced: the word with this number, in the order of the tree,
/// becomes these words; none at all when it was merged into its neighbour.
pub(super) fn rewrite(query: &Query, replaced: &BTreeMap<usize, Vec<String>>) -> Query {
    Rewriter { replaced, next: 0 }.one(query)
}

struct Rewriter<'a> {
    replaced: &'a BTreeMap<usize, Vec<String>>,
    next: usize,
}

impl Rewriter<'_> {
    /// Rewrites a part that must stay one: several words become a phrase.
    fn one(&mut self, query: &Query) -> Query {
        let mut parts = self.part(query);
        match parts.len() {
            0 => Query::Nothing,
            1 => parts.swap_remove(0),
            _ => Query::Phrase(Phrase { slots: parts, slop: 0, span: 0..0 }),
        }
    }

    fn boxed(&mut self, query: &Query) -> Box<Query> {
        Box::new(self.one(query))
    }

    fn run(&mut self, parts: &[Query]) -> Vec<Query> {
        parts.iter().flat_map(|part| self.part(part)).collect()
    }

    fn part(&mut self, query: &Query) -> Vec<Query> {
        let rewritten = match query {
            Query::Word(word) => return self.word(word),
            Query::Nothing | Query::Dated(_) => query.clone(),
            Query::Words(parts) => {
                let mut parts = self.run(parts);
                match parts.len() {
                    1 => parts.swap_remove(0),
                    _ => Query::Words(parts),
                }
            }
            Query::Phrase(phrase) => {
                Query::Phrase(Phrase { slots: self.run(&phrase.slots), ..phrase.clone() })
            }
            Query::All(parts) => Query::All(parts.iter().map(|part| self.one(part)).collect()),
            Query::Any(parts) => Query::Any(parts.iter().map(|part| self.one(part)).collect()),
            Query::Required(of) => Query::Required(self.boxed(of)),
            Query::Not(of) => Query::Not(self.boxed(of)),
            Query::In(field, of) => Query::In(*field, self.boxed(of)),
            Query::AtLeast { count, of } => Query::AtLeast { count: *count, of: self.boxed(of) },
            Query::Lead { words, of } => Query::Lead { words: *words, of: self.boxed(of) },
            Query::Weight { factor, of } => Query::Weight { factor: *factor, of: self.boxed(of) },
            Query::Near { left, right, within, is_ordered } => {
                let (left, right) = (self.boxed(left), self.boxed(right));
                Query::Near { left, right, within: *within, is_ordered: *is_ordered }
            }
        };
        vec![rewritten]
    }

    fn word(&mut self, word: &Word) -> Vec<Query> {
        let number = self.next;
        self.next += 1;
        match self.replaced.get(&number) {
            None => vec![Query::Word(word.clone())],
            Some(texts) => {
                let replace = |text: &String| Word { text: text.clone(), ..word.clone() };
                texts.iter().map(|text| Query::Word(replace(text))).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, replaced: &[(usize, &[&str])], expected: &str) {
        let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        let replaced = replaced.iter().map(|(number, to)| (*number, texts(to))).collect();
        let rewritten = rewrite(&Query::parse(input).query, &replaced).without_spans();
        assert_eq!(rewritten.to_string(), expected);
        assert_eq!(Query::parse(expected).query.without_spans(), rewritten, "{expected}");
    }

    #[test]
    fn operators_stay() {
        let input = "titre:(gel OU hause)^2 /5 loyer SAUF sondage";
        check(
            input,
            &[(2, &["hausse"])],
            &Query::parse(input).query.to_string().replace("hause", "hausse"),
        );
    }

    #[test]
    fn a_word_beside_others_becomes_several() {
        check("lapaix durable", &[(0, &["la", "paix"])], "la paix durable");
        check("\"lapaix durable\"", &[(0, &["la", "paix"])], "\"la paix durable\"");
    }

    #[test]
    fn a_word_under_an_operator_becomes_a_phrase() {
        check("lapaix ET Kiev", &[(0, &["la", "paix"])], "\"la paix\" ET Kiev");
    }

    #[test]
    fn neighbours_become_one_word() {
        check("gel des lo yers", &[(2, &["loyers"]), (3, &[])], "gel des loyers");
        check("lo yers", &[(0, &["loyers"]), (1, &[])], "loyers");
    }
}
