//! What `stats` and `analyze` call their figures and columns.

use depeche::index::Statistics;
use depeche::render::{byte_size, clean, date};

use super::Messages;

impl Messages {
    /// Returns the general figures of an index, each with its label.
    pub(in crate::cli) fn statistics(self, statistics: &Statistics) -> Vec<[String; 2]> {
        let bytes = &statistics.bytes;
        let dates = statistics.date_range.map(|range| self.dates(range));
        let rows = [
            ("articles", "articles", self.count(statistics.articles)),
            ("passages", "passages", self.count(statistics.passages)),
            ("mots", "words", self.count(statistics.tokens)),
            ("dates", "dates", dates.unwrap_or_else(|| "–".to_owned())),
            ("segments", "segments", self.count(statistics.segments)),
            ("texte", "text", self.size(statistics.text_bytes)),
            ("index", "index", self.size(statistics.index_bytes)),
            ("  termes", "  terms", self.size(bytes.terms)),
            ("  listes", "  postings", self.size(bytes.postings)),
            ("  positions", "  positions", self.size(bytes.positions)),
            ("  articles", "  store", self.size(bytes.store)),
            ("  colonnes", "  fast", self.size(bytes.fast)),
            ("format", "format", statistics.format_version.to_string()),
            ("analyse", "analysis", statistics.analysis.clone()),
        ];
        rows.map(|(french, english, value)| [self.say(french, english).to_owned(), value]).into()
    }

    /// Returns the figures of each field, under their headings.
    pub(in crate::cli) fn fields(self, statistics: &Statistics) -> Vec<[String; 3]> {
        let headings = [("champ", "field"), ("termes", "terms"), ("mots", "words")];
        let mut rows = vec![headings.map(|(french, english)| self.say(french, english).to_owned())];
        for (name, field) in &statistics.fields {
            rows.push([name.clone(), self.count(field.terms), self.count(field.tokens)]);
        }
        rows
    }

    /// Returns the sources with their numbers of articles, the largest first.
    pub(in crate::cli) fn sources(self, statistics: &Statistics) -> Vec<[String; 2]> {
        let mut sources: Vec<_> = statistics.sources.iter().collect();
        sources.sort_by_key(|(name, articles)| (u64::MAX - **articles, name.as_str()));
        let headings = [("source", "source"), ("articles", "articles")];
        let mut rows = vec![headings.map(|(french, english)| self.say(french, english).to_owned())];
        for (name, articles) in sources {
            let name =
                if name.is_empty() { self.say("(sans source)", "(no source)") } else { name };
            rows.push([name.to_owned(), self.count(*articles)]);
        }
        rows
    }

    /// Returns the headings of a table of tokens.
    pub(in crate::cli) fn token_headings(self) -> [String; 8] {
        let headings = [
            ("position", "position"),
            ("octets", "bytes"),
            ("texte", "text"),
            ("forme", "exact"),
            ("lemme", "lemma"),
            ("racine", "stem"),
            ("règle", "rule"),
            ("", ""),
        ];
        headings.map(|(french, english)| self.say(french, english).to_owned())
    }

    /// Returns what marks a stop word of a query.
    pub(in crate::cli) fn stop_word(self) -> &'static str {
        self.say("mot vide", "stop word")
    }

    /// Returns what is said of the other lemmas that a word without accents may have.
    pub(in crate::cli) fn homographs(self, lemmas: &[String]) -> String {
        format!("{} {}", self.say("ou", "or"), lemmas.join(", "))
    }

    /// Returns what is said of a word whose accents part it from another one.
    pub(in crate::cli) fn decisive_accents(self) -> &'static str {
        self.say("accents décisifs", "accents decide")
    }

    /// Returns a line on what words of a query also stand for.
    pub(in crate::cli) fn synonyms(self, typed: &str, synonyms: &[String]) -> String {
        let label = self.say("synonymes\u{202f}: ", "synonyms: ");
        format!("{label}{} → {}\n", clean(typed), clean(&synonyms.join(", ")))
    }

    fn size(self, bytes: u64) -> String {
        byte_size(bytes, self.language)
    }

    fn dates(self, (first, last): (i64, i64)) -> String {
        let words = |second| {
            depeche::Date::from_second(second)
                .map(|day| date(day, self.language))
                .unwrap_or_default()
        };
        format!("{} – {}", words(first), words(last))
    }
}

#[cfg(test)]
mod tests {
    use depeche::Language;

    use super::*;

    #[test]
    fn the_largest_source_comes_first() {
        let mut statistics = Statistics::default();
        for (name, articles) in [("", 1), ("La Gazette", 1), ("Le Courrier", 1200)] {
            statistics.sources.insert(name.to_owned(), articles);
        }
        let rows = Messages::new(Language::English).sources(&statistics);
        let names = ["source", "Le Courrier", "(no source)", "La Gazette"];
        assert_eq!(rows.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), names);
        assert_eq!(rows[1][1], "1,200");
    }

    #[test]
    fn the_date_range_is_told_in_days() {
        let mut statistics = Statistics::default();
        statistics.date_range = Some((1_718_668_800, 1_718_841_599));
        let rows = Messages::new(Language::French).statistics(&statistics);
        assert_eq!(rows[3], ["dates", "18 juin 2024 – 19 juin 2024"].map(str::to_owned));
    }
}
