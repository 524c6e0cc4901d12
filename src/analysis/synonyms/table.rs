//! Synonyms made ready: analysed once, found by their first word.

use std::collections::HashMap;
use std::ops::Range;

use super::Synonyms;
use crate::analysis::{Analyzer, QueryToken, Unit};

/// Synonyms made ready for queries.
///
/// ```
/// use depeche::analysis::{Analyzer, SynonymTable, Synonyms, Unit};
///
/// let mut analyzer = Analyzer::default();
/// let table = SynonymTable::new(&Synonyms::shipped(), &mut analyzer);
/// let units = Unit::group(analyzer.analyze_query("missiles de la Corée du Nord"));
/// let found = table.find(&units);
/// assert_eq!(found[0].units, 3..6);
/// assert_eq!(found[0].synonyms[0].text, "RPDC");
/// ```
#[derive(Debug, Clone, Default)]
pub struct SynonymTable {
    synonyms: Vec<Synonym>,
    entries: Vec<Entry>,
    /// Entries by lemma and form of their first word.
    by_first: HashMap<String, Vec<usize>>,
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

/// One side of a line and what it stands for.
#[derive(Debug, Clone)]
struct Entry {
    words: Vec<QueryToken>,
    /// Places among the synonyms.
    to: Vec<usize>,
}

impl SynonymTable {
    /// Analyses the words of all lines.
    pub fn new(synonyms: &Synonyms, analyzer: &mut Analyzer) -> Self {
        let mut table = SynonymTable::default();
        for rule in &synonyms.rules {
            let first = table.synonyms.len();
            for text in &rule.to {
                let units = Unit::group(analyzer.analyze_query(text));
                table.synonyms.push(Synonym { text: text.clone(), units });
            }
            for side in &rule.from {
                let units = Unit::group(analyzer.analyze_query(side));
                let words: Vec<_> = units.iter().flat_map(Unit::parts).cloned().collect();
                let others = (first..table.synonyms.len()).filter(|&place| {
                    let synonym = &table.synonyms[place];
                    !synonym.is_made_of(&words)
                });
                let to = others.collect();
                table.add(Entry { words, to });
            }
        }
        table
    }

    fn add(&mut self, entry: Entry) {
        let Some(first) = entry.words.first().filter(|_| !entry.to.is_empty()) else { return };
        let number = self.entries.len();
        self.by_first.entry(first.lemma.clone()).or_default().push(number);
        if first.exact != first.lemma {
            self.by_first.entry(first.exact.clone()).or_default().push(number);
        }
        self.entries.push(entry);
    }

    /// Finds the words that have synonyms, from left to right, the longest run of words first;
    /// what is found does not overlap and never takes a compound apart.
    pub fn find(&self, units: &[Unit]) -> Vec<SynonymMatch<'_>> {
        let mut found = Vec::new();
        if self.entries.is_empty() {
            return found;
        }
        let words: Vec<&QueryToken> = units.iter().flat_map(Unit::parts).collect();
        let mut ends = Vec::with_capacity(units.len());
        for unit in units {
            ends.push(ends.last().copied().unwrap_or(0) + unit.parts().len());
        }
        let (mut unit, mut word) = (0, 0);
        while unit < units.len() {
            let longest =
                self.longest(&words[word..], |length| ends.binary_search(&(word + length)).ok());
            let last = longest.map_or(unit, |(last, synonyms)| {
                found.push(SynonymMatch { units: unit..last + 1, synonyms });
                last
            });
            (unit, word) = (last + 1, ends[last]);
        }
        found
    }

    /// Finds the longest run at the beginning of `words` that ends with a unit, as `end_of`
    /// tells: that unit, and the synonyms of the run.
    fn longest(
        &self,
        words: &[&QueryToken],
        end_of: impl Fn(usize) -> Option<usize>,
    ) -> Option<(usize, Vec<&Synonym>)> {
        let first = words.first()?;
        let by_form = (first.exact != first.lemma).then_some(&first.exact);
        let candidates = [Some(&first.lemma), by_form].into_iter().flatten();
        let numbers = candidates.filter_map(|key| self.by_first.get(key)).flatten();
        let mut numbers: Vec<usize> = numbers
            .copied()
            .filter(|&number| self.entries[number].begins(words))
            .filter(|&number| end_of(self.entries[number].words.len()).is_some())
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        let length = numbers.iter().map(|&number| self.entries[number].words.len()).max()?;
        let of_length = numbers.iter().map(|&number| &self.entries[number]);
        let places = of_length.filter(|entry| entry.words.len() == length);
        let mut synonyms: Vec<&Synonym> = Vec::new();
        for &place in places.flat_map(|entry| &entry.to) {
            let synonym = &self.synonyms[place];
            if synonyms.iter().all(|known| known.text != synonym.text) {
                synonyms.push(synonym);
            }
        }
        Some((end_of(length)?, synonyms))
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
        self.words.len() <= words.len()
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
        let found = table.find(&units).into_iter().map(|found| {
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

    proptest::proptest! {
        #[test]
        fn runs_are_in_order_and_apart(
            words in proptest::collection::vec("ONU|Nations|unies|Organisation|des|États-Unis|x", 0..9),
        ) {
            let mut analyzer = Analyzer::default();
            let table = SynonymTable::new(&Synonyms::parse(LIST, "s.txt").unwrap(), &mut analyzer);
            let units = Unit::group(analyzer.analyze_query(&words.join(" ")));
            let mut last = 0;
            for found in table.find(&units) {
                proptest::prop_assert!(found.units.start >= last && !found.units.is_empty());
                proptest::prop_assert!(!found.synonyms.is_empty());
                last = found.units.end;
            }
            proptest::prop_assert!(last <= units.len());
        }
    }
}
