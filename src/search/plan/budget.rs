//! What a query may cost: truncated words that stand for too much are cut where positions decide.

use std::collections::HashMap;

use tantivy::postings::TermInfo;

use super::{Node, TermSet, WeightedTerm};
use crate::search::results::Notice;
use crate::search::scan::MIN_FORMS;

/// Most places that a query reads to decide which articles match, for each article of the index: a
/// place is a form in an article, and once more each time that it stands there. A dozen words
/// truncated behind four letters take five or six, two dozen eleven.
const READINGS_PER_ARTICLE: u64 = 6;

/// The same for all words truncated behind one or two letters together: they stand for a good part
/// of every article, and of no notion.
const READINGS_OF_SHORT: u64 = 3;

/// Letters of a word that is truncated so early.
pub(super) const MAX_SHORT: usize = 2;

/// Small collections are read whole: so many places are nothing.
const FREE_READINGS: u64 = 200_000;

/// The same for words truncated behind one or two letters.
const FREE_READINGS_OF_SHORT: u64 = 50_000;

/// What it costs to begin to read a form, in places.
const OPENING: u64 = 16;

/// How much more a place costs where phrases, or words near each other, must be near others.
const NESTED: u64 = 6;

/// How much more a place costs where operators on positions are nested in other ways: every
/// occurrence is then worked out.
const WORKED_OUT: u64 = 24;

/// A truncated word whose positions are read.
struct Demand<'n> {
    terms: &'n mut Vec<WeightedTerm>,
    clause: u16,
    /// What one place costs.
    factor: u64,
}

/// Cuts what the truncated words of a plan stand for to what may be read; tells of which words, and
/// how many places remain. `typed` names the truncated words of each clause.
pub(super) fn cut(
    root: &mut Node,
    articles: u64,
    typed: &HashMap<u16, Vec<String>>,
) -> (Vec<Notice>, u64) {
    let mut demands = Vec::new();
    gather(root, 0, &mut demands);
    let is_short = |demand: &Demand<'_>| {
        typed.get(&demand.clause).into_iter().flatten().any(|word| letters(word) <= MAX_SHORT)
    };
    let mut notices: Vec<Notice> = Vec::new();
    for (are_short, readings, free) in [
        (true, READINGS_OF_SHORT, FREE_READINGS_OF_SHORT),
        (false, READINGS_PER_ARTICLE, FREE_READINGS),
    ] {
        let these = || demands.iter().filter(|demand| is_short(demand) == are_short);
        let allowed = (readings * articles).max(free);
        let share = fair_share(these().map(Demand::cost).collect(), allowed);
        let all = demands.iter_mut().filter(|demand| is_short(demand) == are_short);
        for demand in all.filter(|demand| demand.cost() > share) {
            let kept = demand.keep(share);
            for word in typed.get(&demand.clause).into_iter().flatten() {
                let notice = Notice::TooManyForms { word: word.clone(), kept };
                if !notices.contains(&notice) {
                    notices.push(notice);
                }
            }
        }
    }
    (notices, demands.iter().map(Demand::cost).sum())
}

/// Counts the letters before the first that is unknown; a fuzzy word has all of its own.
pub(super) fn letters(typed: &str) -> usize {
    let known = typed.trim_start_matches('~').split(['*', '?']).next().unwrap_or_default();
    known.chars().filter(|letter| letter.is_alphanumeric()).count()
}

/// Returns the most that each demand may cost so that all of them cost no more than is allowed:
/// those that need less leave the rest to the others.
fn fair_share(mut costs: Vec<u64>, allowed: u64) -> u64 {
    if costs.iter().sum::<u64>() <= allowed {
        return u64::MAX;
    }
    costs.sort_unstable();
    let (mut rest, mut others) = (allowed, costs.len() as u64);
    for cost in costs {
        if cost.saturating_mul(others) > rest {
            break;
        }
        rest -= cost;
        others -= 1;
    }
    rest / others.max(1)
}

impl Demand<'_> {
    fn cost(&self) -> u64 {
        self.terms.iter().map(|term| self.cost_of(term)).sum()
    }

    fn cost_of(&self, term: &WeightedTerm) -> u64 {
        self.factor * term.places.iter().flatten().map(cost_of_reading).sum::<u64>()
    }

    /// Keeps as many forms as the share goes for, beginning with the most frequent, which come
    /// first. One that takes more than half of what is left is passed over, so that the small words
    /// that begin with a letter do not stand for all; at least the cheapest one stays. Returns how
    /// many stay.
    fn keep(&mut self, share: u64) -> usize {
        let costs: Vec<u64> = self.terms.iter().map(|term| self.cost_of(term)).collect();
        let cheapest = costs.iter().copied().min().unwrap_or(0);
        let mut rest = share.max(2 * cheapest);
        let mut costs = costs.into_iter();
        self.terms.retain(|_| {
            let cost = costs.next().filter(|&cost| cost <= rest / 2);
            rest -= cost.unwrap_or(0);
            cost.is_some()
        });
        self.terms.len()
    }
}

/// Returns what it costs to read a form: its articles, its places, of which each takes about a
/// byte, and the beginning.
fn cost_of_reading(place: &TermInfo) -> u64 {
    u64::from(place.doc_freq) + place.positions_range.len() as u64 + OPENING
}

/// Lists the truncated words under operators on positions; `factor` is what such operators around
/// the node make a place cost, 0 outside.
fn gather<'n>(node: &'n mut Node, factor: u64, demands: &mut Vec<Demand<'n>>) {
    match node {
        Node::Word(TermSet { clause, terms, .. }) => demand(terms, *clause, factor, demands),
        Node::Phrase(phrase) => {
            for slot in &mut phrase.slots {
                demand(&mut slot.terms, phrase.clause, factor.max(1), demands);
            }
        }
        Node::All(parts) | Node::Any(parts) | Node::Same(parts) | Node::Words { parts, .. } => {
            parts.iter_mut().for_each(|part| gather(part, factor, demands));
        }
        Node::Except(kept, excluded) => {
            gather(kept, factor, demands);
            gather(excluded, factor, demands);
        }
        Node::Filter(of) => gather(of, factor, demands),
        Node::Written(written) => gather(&mut written.of, factor.max(1), demands),
        Node::Near { sides, .. } => {
            let factor = factor.max(cost_of_pairing(sides));
            sides.iter_mut().for_each(|side| gather(side, factor, demands));
        }
        Node::AtLeast { of, .. } => {
            let factor = factor.max(if are_words(of) { 1 } else { WORKED_OUT });
            gather(of, factor, demands);
        }
        Node::Lead { of, .. } => {
            let is_seen = are_words(of)
                || matches!(&**of, Node::Near { sides, .. } if sides.iter().all(are_words));
            gather(of, factor.max(if is_seen { 1 } else { WORKED_OUT }), demands);
        }
        Node::Nothing | Node::Everything | Node::Dated(_) | Node::Sourced(_) => {}
    }
}

fn demand<'n>(
    terms: &'n mut Vec<WeightedTerm>,
    clause: u16,
    factor: u64,
    demands: &mut Vec<Demand<'n>>,
) {
    // A typed word has other forms beside the one typed; none of them is ever cut.
    let is_typed = terms.iter().any(|term| !term.is_exact);
    if factor > 0 && terms.len() > MIN_FORMS && !is_typed {
        demands.push(Demand { terms, clause, factor });
    }
}

/// Returns what it makes a place cost that two sides are near each other.
fn cost_of_pairing(sides: &[Node; 2]) -> u64 {
    if sides.iter().all(are_words) {
        return 1;
    }
    if sides.iter().all(are_hulls) { NESTED } else { WORKED_OUT }
}

/// Tells whether all matches are single words.
pub(in crate::search) fn are_words(node: &Node) -> bool {
    match node {
        Node::Word(_) | Node::Nothing => true,
        Node::All(parts) | Node::Any(parts) | Node::Same(parts) => parts.iter().all(are_words),
        Node::Except(kept, _) => are_words(kept),
        _ => false,
    }
}

/// Tells whether all matches are words and phrases, or such near each other.
fn are_hulls(node: &Node) -> bool {
    match node {
        Node::Near { sides, .. } => sides.iter().all(are_hulls),
        Node::Any(parts) => parts.iter().all(are_hulls),
        Node::Phrase(_) => true,
        node => are_words(node),
    }
}

#[cfg(test)]
mod tests {
    use tantivy::postings::TermInfo;
    use tantivy::schema::Field;

    use super::*;
    use crate::query::Within;
    use crate::search::plan::{Kinship, Zone};

    /// A truncated word of so many forms, each in so many articles.
    fn word(clause: u16, forms: usize, doc_freq: u32) -> Node {
        let place = TermInfo { doc_freq, ..TermInfo::default() };
        let term = WeightedTerm {
            column: Field::from_field_id(0),
            places: vec![Some(place)].into(),
            zone: Zone::Body,
            weight: 1.0,
            is_exact: true,
            makes_match: true,
        };
        Node::Word(TermSet { clause, terms: vec![term; forms], kinship: Kinship::Typed })
    }

    fn near(left: Node, right: Node) -> Node {
        let (zone, within, is_ordered) = (Zone::Body, Within::Words(5), false);
        Node::Near { sides: Box::new([left, right]), zone, within, is_ordered }
    }

    fn forms(node: &Node) -> Vec<usize> {
        match node {
            Node::Word(set) => vec![set.terms.len()],
            Node::Near { sides, .. } => sides.iter().flat_map(forms).collect(),
            _ => Vec::new(),
        }
    }

    fn check(mut root: Node, kept: &[usize], notices: &[(&str, usize)]) {
        let typed = HashMap::from([(0, vec!["aaa*".to_owned()]), (1, vec!["bbb*".to_owned()])]);
        let (found, _) = cut(&mut root, 0, &typed);
        let notice = |(word, kept): &(&str, usize)| Notice::TooManyForms {
            word: (*word).to_owned(),
            kept: *kept,
        };
        assert_eq!(forms(&root), kept);
        assert_eq!(found, notices.iter().map(notice).collect::<Vec<_>>());
    }

    #[test]
    fn words_near_each_other_share_what_may_be_read() {
        check(near(word(0, 100, 984), word(1, 100, 984)), &[100, 100], &[]);
        check(near(word(0, 300, 984), word(1, 50, 984)), &[149, 50], &[("aaa*", 149)]);
    }

    #[test]
    fn a_form_that_takes_more_than_half_of_what_is_left_is_passed_over() {
        let Node::Word(mut set) = word(0, 20, 10_000) else { return };
        let Node::Word(dear) = word(0, 1, 150_000) else { return };
        set.terms.splice(..0, dear.terms);
        check(near(Node::Word(set), word(1, 13, 1)), &[18, 13], &[("aaa*", 18)]);
    }

    #[test]
    fn words_of_one_or_two_letters_have_a_share_of_their_own() {
        let known = ["a*", "ab*", "a?c*", "l’*", "abc*", "~ab", "a*e"].map(letters);
        assert_eq!(known, [1, 2, 1, 1, 3, 2, 1]);
    }

    #[test]
    fn typed_words_are_never_cut() {
        let Node::Word(mut set) = word(0, 300, 1000) else { return };
        set.terms[1].is_exact = false;
        check(near(Node::Word(set), word(1, 13, 1)), &[300, 13], &[]);
    }

    #[test]
    fn a_word_alone_is_not_read_for_its_places() {
        check(word(0, 1000, 1000), &[1000], &[]);
    }

    #[test]
    fn places_count_more_where_proximities_are_nested() {
        let inner = near(word(0, 40, 984), word(1, 40, 984));
        check(near(inner, word(2, 13, 1)), &[15, 15, 13], &[("aaa*", 15), ("bbb*", 15)]);
    }

    #[test]
    fn what_some_do_not_need_is_left_to_the_others() {
        assert_eq!(fair_share(vec![10, 20, 30], 60), u64::MAX);
        assert_eq!(fair_share(vec![10, 100, 100], 90), 40);
        assert_eq!(fair_share(vec![100, 10, 100], 90), 40);
        assert_eq!(fair_share(vec![100], 90), 90);
        assert_eq!(fair_share(vec![100, 100], 0), 0);
    }
}
