//! Everything that the program itself says to people, in both languages.

mod statistics;

use depeche::Language;
use depeche::eval::LeftOut;
use depeche::index::SyncReport;
use depeche::render::{clean, count, duration, plural};

/// Skipped inputs that are listed; a broken archive may have thousands.
const MAX_LISTED: usize = 20;

/// The texts of one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Messages {
    language: Language,
}

impl Messages {
    pub(super) fn new(language: Language) -> Self {
        Messages { language }
    }

    pub(super) fn language(self) -> Language {
        self.language
    }

    /// Chooses the text of the language.
    fn say<'a>(self, french: &'a str, english: &'a str) -> &'a str {
        match self.language {
            Language::French => french,
            Language::English => english,
        }
    }

    fn count(self, number: u64) -> String {
        count(number, self.language)
    }

    /// Returns a number with its noun, to which `s` is added for the plural.
    fn counted(self, number: u64, noun: &str) -> String {
        let ending = if plural(number, self.language) { "s" } else { "" };
        format!("{} {noun}{ending}", self.count(number))
    }

    /// Returns what stands before a hint.
    pub(super) fn hint_label(self) -> &'static str {
        self.say("conseil\u{202f}: ", "hint: ")
    }

    /// Returns a warning about queries that an evaluation leaves out; `None` when it has all.
    pub(super) fn left_out(self, left_out: &LeftOut) -> Option<String> {
        let LeftOut { unjudged, nothing_relevant, not_asked, .. } = left_out;
        let asked = (unjudged.len() + nothing_relevant.len()) as u64;
        let judged = not_asked.len() as u64;
        if asked + judged == 0 {
            return None;
        }
        let (asked, judged) = (self.count(asked), self.count(judged));
        Some(match self.language {
            Language::French => format!(
                "sans jugement pertinent\u{202f}: {asked} ; jugées mais non posées\u{202f}: {judged}"
            ),
            Language::English => format!(
                "queries without a relevant article: {asked}; judged but not asked: {judged}"
            ),
        })
    }

    /// Says that a figure of a measurement is above its limit.
    pub(super) fn above_limit(self, name: &str, value_us: f64, limit_us: f64) -> String {
        match self.language {
            Language::French => {
                format!("`{name}` dépasse la limite\u{202f}: {value_us:.0} µs > {limit_us:.0} µs")
            }
            Language::English => {
                format!("`{name}` is above its limit: {value_us:.0} µs > {limit_us:.0} µs")
            }
        }
    }

    /// Returns a remark on a query as a line.
    pub(super) fn remark(self, message: &str) -> String {
        format!("{}{message}\n", self.say("remarque\u{202f}: ", "remark: "))
    }

    /// Asks whether another query was meant.
    pub(super) fn suggestion(self, query: &str) -> String {
        let query = clean(query);
        match self.language {
            Language::French => format!("vouliez-vous dire\u{202f}: {query}\n"),
            Language::English => format!("did you mean: {query}\n"),
        }
    }

    /// Returns the lines that tell how a query was understood.
    pub(super) fn understood(self, canonical: &str, in_words: &str) -> String {
        let label = self.say("comprise\u{202f}: ", "understood: ");
        let (canonical, in_words) = (clean(canonical), clean(in_words));
        format!("{label}{canonical}\n{}{in_words}\n", " ".repeat(label.chars().count()))
    }

    /// Returns one more line that tells how a query was understood.
    pub(super) fn understood_too(self, notice: &str) -> String {
        let label = self.say("comprise\u{202f}: ", "understood: ");
        format!("{}{}\n", " ".repeat(label.chars().count()), clean(notice))
    }

    /// Says that the index has no such article.
    pub(super) fn unknown_article(self, id: &str) -> String {
        match self.language {
            Language::French => format!("l’index n’a pas d’article `{id}`"),
            Language::English => format!("the index has no article `{id}`"),
        }
    }

    /// Says that an article has no such passage.
    pub(super) fn unknown_passage(self, id: &str, ordinal: usize, passages: usize) -> String {
        let there_are = self.counted(passages as u64, "passage");
        match self.language {
            Language::French => format!("l’article `{id}` a {there_are}, pas de §{ordinal}"),
            Language::English => format!("article `{id}` has {there_are}, no §{ordinal}"),
        }
    }

    /// Returns the text beside the bar while articles are read.
    pub(super) fn reading(self, articles: u64) -> String {
        self.counted(articles, "article")
    }

    /// Returns the text beside the bar while the last of the index is written.
    pub(super) fn committing(self) -> &'static str {
        self.say("écriture de l’index…", "writing the index…")
    }

    /// Returns the report of a synchronisation of the index at `place`.
    pub(super) fn sync_report(self, report: &SyncReport, place: &str, is_dry_run: bool) -> String {
        let changes = self.changes(report);
        let skipped = self.skipped(report);
        let took = duration(report.took, self.language);
        let articles = self.counted(report.articles, "article");
        let total = if is_dry_run {
            let nothing =
                self.say("essai à blanc, rien n’est écrit", "dry run, nothing is written");
            format!("{articles} · {took} · {nothing}\n")
        } else {
            let passages = self.counted(report.passages, "passage");
            let inside = self.say("dans", "in");
            let place = place.trim_end_matches('/');
            format!("{articles}, {passages} {inside} {}/ · {took}\n", clean(place))
        };
        format!("{changes}{skipped}{total}")
    }

    fn changes(self, report: &SyncReport) -> String {
        let skipped = report.skipped.len() as u64;
        let parts = [
            ("+", report.added, "ajouté", "added"),
            ("~", report.changed, "modifié", "changed"),
            ("-", report.removed, "retiré", "removed"),
            ("=", report.unchanged, "inchangé", "unchanged"),
            ("!", skipped, "ignoré", "skipped"),
        ];
        let parts = parts.map(|(sign, number, french, english)| match self.language {
            Language::French => format!("{sign} {}", self.counted(number, french)),
            Language::English => format!("{sign} {} {english}", self.count(number)),
        });
        format!("{}\n", parts.join("  "))
    }

    fn kept(self, count: u64) -> String {
        let articles = self.counted(count, "article");
        match (self.language, plural(count, self.language)) {
            (Language::English, _) => format!(
                "! {articles} not met again, kept because a part of the source could not be read\n"
            ),
            (Language::French, false) => format!(
                "! {articles} non revu, gardé parce qu’une partie de la source n’a pas pu être lue\n"
            ),
            (Language::French, true) => format!(
                "! {articles} non revus, gardés parce qu’une partie de la source n’a pas pu être lue\n"
            ),
        }
    }

    fn skipped(self, report: &SyncReport) -> String {
        let listed = report.skipped.iter().take(MAX_LISTED);
        let mut lines: String = listed
            .map(|skip| {
                let colon = self.say("\u{202f}: ", ": ");
                format!("! {}{colon}{}\n", clean(&skip.origin), clean(&skip.reason))
            })
            .collect();
        let rest = report.skipped.len().saturating_sub(MAX_LISTED) as u64;
        if rest > 0 {
            let others = match (self.language, plural(rest, self.language)) {
                (Language::French, false) => "autre",
                (Language::French, true) => "autres",
                (Language::English, _) => "more",
            };
            lines.push_str(&format!("! … {} {others}\n", self.count(rest)));
        }
        if report.kept > 0 {
            lines.push_str(&self.kept(report.kept));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use depeche::ingest::Skip;

    use super::*;

    const FRENCH: Messages = Messages { language: Language::French };
    const ENGLISH: Messages = Messages { language: Language::English };

    fn report(skipped: usize) -> SyncReport {
        let mut report = SyncReport::default();
        (report.added, report.articles, report.passages) = (1066, 1066, 1);
        report.took = Duration::from_millis(812);
        report.skipped = (0..skipped)
            .map(|line| Skip {
                origin: format!("a.jsonl:{line}"),
                reason: "bad\u{1b}".to_owned(),
                is_foreign: false,
            })
            .collect();
        report
    }

    #[test]
    fn a_report_counts_what_changed_and_what_is_there() {
        assert_eq!(
            ENGLISH.sync_report(&report(0), "index", false),
            "+ 1,066 added  ~ 0 changed  - 0 removed  = 0 unchanged  ! 0 skipped\n\
             1,066 articles, 1 passage in index/ · 812.0 ms\n"
        );
        assert_eq!(
            FRENCH.sync_report(&report(0), "index", false),
            "+ 1\u{202f}066 ajoutés  ~ 0 modifié  - 0 retiré  = 0 inchangé  ! 0 ignoré\n\
             1\u{202f}066 articles, 1 passage dans index/ · 812,0 ms\n"
        );
    }

    #[test]
    fn articles_kept_are_told() {
        let mut report = report(0);
        report.kept = 2;
        assert!(
            FRENCH.sync_report(&report, "index", false).contains("! 2 articles non revus, gardés")
        );
        assert!(
            ENGLISH.sync_report(&report, "index", false).contains("! 2 articles not met again")
        );
    }

    #[test]
    fn a_dry_run_says_so() {
        let text = ENGLISH.sync_report(&report(0), "index", true);
        assert!(
            text.ends_with("1,066 articles · 812.0 ms · dry run, nothing is written\n"),
            "{text}"
        );
    }

    #[test]
    fn the_first_skipped_inputs_are_listed_and_the_rest_counted() {
        let text = ENGLISH.sync_report(&report(23), "index", false);
        assert_eq!(text.matches("! a.jsonl:").count(), MAX_LISTED);
        assert!(text.contains("! a.jsonl:0: bad\u{fffd}\n"), "{text}");
        assert!(text.contains("! … 3 more\n"), "{text}");
    }

    #[test]
    fn french_puts_a_narrow_space_before_a_colon() {
        assert_eq!(FRENCH.understood("a", "b"), "comprise\u{202f}: a\n           b\n");
        assert_eq!(FRENCH.remark("x"), "remarque\u{202f}: x\n");
    }
}
