//! Synonyms made ready: found by their first word, a line analysed when it is first asked for.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use super::{Rule, Synonyms};
use crate::analysis::{Analyzer, QueryToken, Unit};

/// Synonyms made ready for queries.
///
/// ```
/// use depeche::analysis::{Analyzer, SynonymTable, Synonyms, Unit};
///
/// let mut analyzer = Analyzer::default();
/// let table = SynonymTable::new(&Synonyms::shipped(), &mut analyzer);
/// let units = Unit::group(analyzer.analyze_query("missiles de la Corée du Nord"));
/// let found = table.find(&units, &mut analyzer);
/// assert_eq!(found[0].units, 3..6);
/// assert_eq!(found[0].synonyms[0].text, "RPDC");
/// ```
#[derive(Debug, Clone, Default)]
pub struct SynonymTable {
    lines: Vec<Line>,
    /// Lemma and form of the first word of each side, in order, with the numbers of their lines.
    by_first: Vec<(Cow<'static, str>, usize)>,
}

/// What may stand for words that were typed.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Synonym {
    /// As its list writes it.
    pub text: String,
    /// Its words.
    pub units: Vec<Unit>,
}

/// Words of a query that have synonyms.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SynonymMatch<'a> {
    /// Which of the units.
    pub units: Range<usize>,
    /// What may stand for all of them together.
    pub synonyms: Vec<&'a Synonym>,
}

/// One line of a list. A program that answers one query needs a line or none of them.
#[derive(Debug, Clone)]
struct Line {
    rule: Rule,
    analysed: OnceLock<Analysed>,
}

/// The words of a line.
#[derive(Debug, Clone)]
struct Analysed {
    synonyms: Vec<Synonym>,
    entries: Vec<Entry>,
}

/// One side of a line and what it stands for.
#[derive(Debug, Clone)]
struct Entry {
    words: Vec<QueryToken>,
    /// Places among the synonyms of the line.
    to: Vec<usize>,
}

/// A side that begins what was typed, with the synonyms of its line.
type Candidate<'a> = (&'a Entry, &'a [Synonym]);

impl SynonymTable {
    /// Looks at the first word of each side of all lines.
    pub fn new(synonyms: &Synonyms, analyzer: &mut Analyzer) -> Self {
        let mut table = SynonymTable::default();
        let are_known = analyzer.has_no_exceptions();
        for rule in &synonyms.rules {
            if are_known && !rule.first.is_empty() {
                let mut known = rule.first.split(' ');
                while let (Some(exact), Some(lemma)) = (known.next(), known.next()) {
                    table.add_first([exact, lemma].map(Cow::Borrowed));
                }
            } else {
                for (exact, lemma) in rule.from().filter_map(|side| analyzer.first_word(side)) {
                    table.add_first([exact, lemma].map(Cow::Owned));
                }
            }
            table.lines.push(Line { rule: rule.clone(), analysed: OnceLock::new() });
        }
        table.by_first.sort_unstable();
        table
    }

    /// Adds the first word of a side of the line that comes next.
    fn add_first(&mut self, [exact, lemma]: [Cow<'static, str>; 2]) {
        let number = self.lines.len();
        if exact != lemma {
            self.by_first.push((exact, number));
        }
        self.by_first.push((lemma, number));
    }

    /// Lists the lines with a side that begins with a form or lemma.
    fn lines_with<'t>(&'t self, first: &'t str) -> impl Iterator<Item = usize> + 't {
        let from = self.by_first.partition_point(|(own, _)| &**own < first);
        let here = self.by_first[from..].iter().take_while(move |(own, _)| *own == first);
        here.map(|(_, number)| *number)
    }

    /// Finds the words that have synonyms, from left to right, the longest run of words first;
    /// what is found does not overlap and never takes a compound apart.
    pub fn find(&self, units: &[Unit], analyzer: &mut Analyzer) -> Vec<SynonymMatch<'_>> {
        let mut found = Vec::new();
        if self.lines.is_empty() {
            return found;
        }
        let words: Vec<&QueryToken> = units.iter().flat_map(Unit::parts).collect();
        let mut ends = Vec::with_capacity(units.len());
        for unit in units {
            ends.push(ends.last().copied().unwrap_or(0) + unit.parts().len());
        }
        let (mut unit, mut word) = (0, 0);
        while unit < units.len() {
            let candidates = self.candidates(&words[word..], analyzer);
            let longest = longest(candidates, |length| ends.binary_search(&(word + length)).ok());
            let last = longest.map_or(unit, |(last, synonyms)| {
                found.push(SynonymMatch { units: unit..last + 1, synonyms });
                last
            });
            (unit, word) = (last + 1, ends[last]);
        }
        found
    }

    /// Returns the sides that `words` begin with, in the order of the lists.
    fn candidates(&self, words: &[&QueryToken], analyzer: &mut Analyzer) -> Vec<Candidate<'_>> {
        let Some(first) = words.first() else { return Vec::new() };
        let by_form = (first.exact != first.lemma).then_some(&first.exact);
        let keys = [Some(&first.lemma), by_form].into_iter().flatten();
        let mut numbers: Vec<usize> = keys.flat_map(|key| self.lines_with(key)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut candidates = Vec::new();
        for line in numbers.into_iter().filter_map(|number| self.lines.get(number)) {
            let Analysed { synonyms, entries } =
                line.analysed.get_or_init(|| Analysed::new(&line.rule, analyzer));
            let fitting = entries.iter().filter(|entry| entry.begins(words));
            candidates.extend(fitting.map(|entry| (entry, synonyms.as_slice())));
        }
        candidates
    }
}

/// Chooses the longest sides among those that end with a unit, as `end_of` tells: that unit, and
/// what the sides stand for.
fn longest(
    mut candidates: Vec<Candidate<'_>>,
    end_of: impl Fn(usize) -> Option<usize>,
) -> Option<(usize, Vec<&Synonym>)> {
    candidates.retain(|(entry, _)| end_of(entry.words.len()).is_some());
    let length = candidates.iter().map(|(entry, _)| entry.words.len()).max()?;
    let mut synonyms: Vec<&Synonym> = Vec::new();
    for (entry, of_line) in candidates {
        let is_longest = entry.words.len() == length;
        let stand_for = entry.to.iter().filter_map(|&place| of_line.get(place));
        for synonym in stand_for.filter(|_| is_longest) {
            if synonyms.iter().all(|known| known.text != synonym.text) {
                synonyms.push(synonym);
            }
        }
    }
    Some((end_of(length)?, synonyms))
}

impl Analysed {
    fn new(rule: &Rule, analyzer: &mut Analyzer) -> Self {
        let mut units = |text: &str| Unit::group(analyzer.analyze_query(text));
        let synonyms: Vec<Synonym> =
            rule.to().map(|text| Synonym { text: text.to_owned(), units: units(text) }).collect();
        let sides = rule.from().map(|side| {
            let words: Vec<_> = units(side).iter().flat_map(Unit::parts).cloned().collect();
            let is_other = |place: &usize| !synonyms[*place].is_made_of(&words);
            let to = (0..synonyms.len()).filter(is_other).collect();
            Entry { words, to }
        });
        let entries = sides.filter(|entry| !entry.to.is_empty()).collect();
        Analysed { synonyms, entries }
    }
}

impl Synonym {
    fn is_made_of(&self, words: &[QueryToken]) -> bool {
        let own: Vec<&QueryToken> = self.units.iter().flat_map(Unit::parts).collect();
        own.len() == words.len() && own.iter().zip(words).all(|(own, word)| fits(own, word))
    }
}

impl Entry {
    fn begins(&self, words: &[&QueryToken]) -> bool {
        (1..=words.len()).contains(&self.words.len())
            && self.words.iter().zip(words).all(|(own, word)| fits(own, word))
    }
}

/// Small words must stand as listed: « Corée du Nord » is not "Corée de la Nord". Others match by
/// lemma, or by form where accents part no words: `usa` is USA.
fn fits(listed: &QueryToken, typed: &QueryToken) -> bool {
    let is_same_form = listed.exact == typed.exact;
    if listed.is_stop_word {
        return is_same_form;
    }
    let are_accents_free = !listed.are_accents_decisive && !typed.are_accents_decisive;
    listed.lemma == typed.lemma || is_same_form && are_accents_free
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "\
        RPDC = Corée du Nord\n\
        ONU = Nations unies = Organisation des Nations unies\n\
        USA = États-Unis\n\
        brouteur, arnaqueur en ligne => escroc\n\
        cote => taux\n";

    /// Runs are written `[units] → synonyms`.
    fn check(query: &str, expected: &str) {
        let mut analyzer = Analyzer::default();
        let table = SynonymTable::new(&Synonyms::parse(LIST, "s.txt").unwrap(), &mut analyzer);
        let units = Unit::group(analyzer.analyze_query(query));
        let found = table.find(&units, &mut analyzer).into_iter().map(|found| {
            let texts: Vec<_> = found.synonyms.iter().map(|synonym| &*synonym.text).collect();
            format!("{:?} → {}", found.units, texts.join(", "))
        });
        assert_eq!(found.collect::<Vec<_>>().join("; "), expected, "{query}");
    }

    #[test]
    fn both_ways_and_among_many() {
        check("l'ONU", "1..2 → Nations unies, Organisation des Nations unies");
        check("nations unies", "0..2 → ONU, Organisation des Nations unies");
    }

    #[test]
    fn the_longest_run_wins() {
        check("Organisation des Nations Unies", "0..4 → ONU, Nations unies");
    }

    #[test]
    fn one_way_goes_one_way() {
        check("des brouteurs", "1..2 → escroc");
        check("un arnaqueur en ligne", "1..4 → escroc");
        check("escroc", "");
    }

    #[test]
    fn small_words_stand_as_listed() {
        check("missile Corée du Nord rpdc", "1..4 → RPDC; 4..5 → Corée du Nord");
        check("Corée de Nord", "");
        check("Corée", "");
    }

    #[test]
    fn compounds_match_with_and_without_hyphen_and_stay_whole() {
        for query in ["États-Unis", "Etats-Unis"] {
            check(query, "0..1 → USA");
        }
        check("etats unis", "0..2 → USA");
        check("usa", "0..1 → États-Unis");
        check("ONU-Habitat", "");
    }

    #[test]
    fn decisive_accents_part_words() {
        check("cotes", "0..1 → taux");
        check("côtés", "");
    }

    #[test]
    fn the_first_words_of_the_shipped_list_are_known() {
        let mut analyzer = Analyzer::default();
        let mut first = |side: &str| {
            let (exact, lemma) = analyzer.first_word(side).unwrap();
            format!("{exact} {lemma}")
        };
        let mut line = |rule: &Rule| rule.from().map(&mut first).collect::<Vec<_>>().join(" ");
        let lines: Vec<String> = Synonyms::shipped().rules.iter().map(&mut line).collect();
        let known: Vec<&str> = super::super::FIRST_WORDS.lines().collect();
        assert_eq!(known, lines, "write to lexicon/synonyms-first.txt:\n{}", lines.join("\n"));
    }

    proptest::proptest! {
        #[test]
        fn runs_are_in_order_and_apart(
            words in proptest::collection::vec("ONU|Nations|unies|Organisation|des|États-Unis|x", 0..9),
        ) {
            let mut analyzer = Analyzer::default();
            let table = SynonymTable::new(&Synonyms::parse(LIST, "s.txt").unwrap(), &mut analyzer);
            let units = Unit::group(analyzer.analyze_query(&words.join(" ")));
            let mut last = 0;
            for found in table.find(&units, &mut analyzer) {
                proptest::prop_assert!(found.units.start >= last && !found.units.is_empty());
                proptest::prop_assert!(!found.synonyms.is_empty());
                last = found.units.end;
            }
            proptest::prop_assert!(last <= units.len());
        }
    }
}
