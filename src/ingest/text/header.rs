//! What a text says about itself in its first lines: front matter, or `Titre : …` lines.

use serde_json::Value;

use super::line::key;
use crate::article::{Article, Date};

/// Longest front matter; more is a text that begins with a rule.
const MAX_FRONT_MATTER_LINES: usize = 100;

#[derive(Clone, Copy, PartialEq)]
enum Field {
    Title,
    Date,
    Source,
    Author,
    Url,
    Section,
    Lang,
}

const FIELDS: [(&[&str], Field); 7] = [
    (&["titre", "title", "headline"], Field::Title),
    (&["date", "date de publication", "publie le", "published", "pubdate"], Field::Date),
    (&["source", "journal", "media", "agence", "publication"], Field::Source),
    (&["auteur", "auteurs", "auteure", "author", "authors", "autrice"], Field::Author),
    (&["url", "lien", "link", "adresse"], Field::Url),
    (&["rubrique", "section", "categorie", "category"], Field::Section),
    (&["langue", "lang", "language"], Field::Lang),
];

/// Moves what the header says into the article and returns the text after it.
pub(super) fn take<'a>(text: &'a str, article: &mut Article) -> &'a str {
    let (pairs, rest) = match front_matter(text) {
        Some(found) => found,
        None => plain(text),
    };
    for (name, value) in pairs {
        store(&name, value.trim(), article);
    }
    rest
}

type Pairs = Vec<(String, String)>;

/// Reads `key: value` lines between two `---` lines.
fn front_matter(text: &str) -> Option<(Pairs, &str)> {
    let mut rest = text.trim_start();
    let mut pairs = Pairs::new();
    for number in 0..MAX_FRONT_MATTER_LINES {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        match (number, line.trim_end()) {
            (0, "---") => {}
            (0, _) => return None,
            (_, "---" | "...") => return Some((pairs, after)),
            (_, line) if line.trim().is_empty() || line.starts_with('#') => {}
            (_, line) => add(line, &mut pairs)?,
        }
        if after.is_empty() {
            return None;
        }
        rest = after;
    }
    None
}

/// Adds a pair, or an item of the list that the pair before began.
fn add(line: &str, pairs: &mut Pairs) -> Option<()> {
    if let Some(item) = line.trim_start().strip_prefix("- ") {
        let value = &mut pairs.last_mut()?.1;
        let comma = if value.is_empty() { "" } else { ", " };
        value.push_str(&format!("{comma}{}", unquoted(item)));
        return Some(());
    }
    let (name, value) = line.split_once(':')?;
    let is_name = !name.is_empty() && name.split_whitespace().count() <= 3;
    pairs.push((name.trim().to_owned(), unquoted(value).to_owned()));
    is_name.then_some(())
}

fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let inner = |quote: char| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inner('"').or(inner('\'')).unwrap_or(value)
}

/// Reads lines such as `Titre : …` at the top; the first other line ends them.
fn plain(text: &str) -> (Pairs, &str) {
    let (mut pairs, mut rest) = (Pairs::new(), text);
    while let Some((name, value, after)) = plain_pair(rest) {
        pairs.push((name.to_owned(), value.to_owned()));
        rest = after;
    }
    // One line alone is more likely the first of the text, unless it names the title.
    let is_header =
        pairs.len() > 1 || pairs.iter().any(|(name, _)| field(name) == Some(Field::Title));
    if is_header { (pairs, rest) } else { (Pairs::new(), text) }
}

fn plain_pair(text: &str) -> Option<(&str, &str, &str)> {
    let text = text.trim_start();
    let (line, after) = text.split_once('\n').unwrap_or((text, ""));
    let (name, value) = line.split_once(':')?;
    let is_field = name.len() < 40 && field(name).is_some();
    (is_field && !value.trim().is_empty()).then_some((name, value.trim(), after))
}

fn field(name: &str) -> Option<Field> {
    let name = key(name);
    FIELDS.iter().find(|(names, _)| names.contains(&name.as_str())).map(|(_, field)| *field)
}

fn store(name: &str, value: &str, article: &mut Article) {
    let date = Date::parse_french(value);
    let text = value.to_owned();
    match field(name).filter(|field| *field != Field::Date || date.is_some()) {
        _ if value.is_empty() => {}
        Some(Field::Title) => {
            article.title = text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        Some(Field::Date) => article.date = date,
        Some(Field::Source) => article.source = Some(text),
        Some(Field::Author) => article.author = Some(text),
        Some(Field::Url) => article.url = Some(text),
        Some(Field::Section) => article.section = Some(text),
        Some(Field::Lang) => article.lang = Some(text),
        None => drop(article.metadata.insert(name.trim().to_lowercase(), Value::from(text))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, title: &str, rest: &str) -> Article {
        let mut article = Article::default();
        assert_eq!(take(text, &mut article).trim(), rest);
        assert_eq!(article.title, title);
        article
    }

    #[test]
    fn front_matter_is_read() {
        let text = "---\ntitre: \"La crue: suite\"\ndate: 3 mai 2021\ntags:\n  - eau\n  - Loire\n---\nTexte.";
        let article = check(text, "La crue: suite", "Texte.");
        assert_eq!(article.date, Date::from_day(2021, 5, 3));
        assert_eq!(article.metadata["tags"], "eau, Loire");
    }

    #[test]
    fn plain_headers_are_read() {
        let article =
            check("Titre : La crue\nDate : jadis\nAuteur: A. B.\n\nTexte.", "La crue", "Texte.");
        assert_eq!((article.author.as_deref(), article.date), (Some("A. B."), None));
        assert_eq!(article.metadata["date"], "jadis");
    }

    #[test]
    fn a_rule_or_a_colon_is_no_header() {
        check("---\nTexte.\n---\nFin.", "", "---\nTexte.\n---\nFin.");
        check("Source : la Loire naît ici.", "", "Source : la Loire naît ici.");
        check("Crue : la Loire monte\nTexte.", "", "Crue : la Loire monte\nTexte.");
    }
}
