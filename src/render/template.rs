//! A line for every passage, by a template such as `{date}\t{source}\t{title}`.

use std::fmt;

use super::{Marks, clean};
use crate::highlight::{Highlight, fragments};
use crate::search::{Hit, PassageHit};

/// The values that a template can name.
const NAMES: [(&str, Value); 9] = [
    ("id", Value::Id),
    ("title", Value::Title),
    ("date", Value::Date),
    ("source", Value::Source),
    ("author", Value::Author),
    ("url", Value::Url),
    ("score", Value::Score),
    ("ordinal", Value::Ordinal),
    ("text", Value::Text),
];

/// How a hit becomes a line: text with `{names}`, `\t`, `\n` and `\\`; `{{` and `}}` are braces.
///
/// ```
/// use depeche::render::Template;
///
/// assert!("{date}\\t{title}".parse::<Template>().is_ok());
/// assert!("{datum}".parse::<Template>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    parts: Vec<Part>,
}

/// A template names a value that hits do not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName {
    name: String,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known: Vec<String> = NAMES.iter().map(|(name, _)| format!("{{{name}}}")).collect();
        write!(formatter, "`{{{}}}` is unknown; there are {}", self.name, known.join(" "))
    }
}

impl std::error::Error for UnknownName {}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    Value(Value),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Value {
    Id,
    Title,
    Date,
    Source,
    Author,
    Url,
    Score,
    Ordinal,
    Text,
}

impl std::str::FromStr for Template {
    type Err = UnknownName;

    /// Reads a template; a brace that is never closed is taken as text.
    fn from_str(text: &str) -> Result<Self, UnknownName> {
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        while let Some(character) = rest.chars().next() {
            let (taken, written) = match escape(rest) {
                Some(escape) => escape,
                None => match name(rest) {
                    Some(name) => {
                        parts.push(Part::Literal(std::mem::take(&mut literal)));
                        parts.push(Part::Value(value(name)?));
                        (name.len() + 2, None)
                    }
                    None => (character.len_utf8(), Some(character)),
                },
            };
            literal.extend(written);
            rest = rest.get(taken..).unwrap_or("");
        }
        parts.push(Part::Literal(literal));
        Ok(Template { parts })
    }
}

/// Returns the length of an escape at the beginning of the text and what it stands for.
fn escape(text: &str) -> Option<(usize, Option<char>)> {
    let escapes = [("\\n", '\n'), ("\\t", '\t'), ("\\\\", '\\'), ("{{", '{'), ("}}", '}')];
    let found = escapes.into_iter().find(|(written, _)| text.starts_with(written));
    found.map(|(written, character)| (written.len(), Some(character)))
}

/// Returns the name in braces at the beginning of the text.
fn name(text: &str) -> Option<&str> {
    // Names are short: a brace far away closes nothing, and looking for it would cost.
    const LONGEST_NAME: usize = 40;
    let inner = text.strip_prefix('{')?;
    let end = inner.bytes().take(LONGEST_NAME).position(|byte| byte == b'}')?;
    inner.get(..end)
}

fn value(name: &str) -> Result<Value, UnknownName> {
    let known = NAMES.iter().find(|(known, _)| *known == name);
    known.map(|(_, value)| *value).ok_or_else(|| UnknownName { name: name.to_owned() })
}

impl Template {
    /// Returns the lines of a hit, one for each of its passages, or one without passage when only
    /// its title matches. Hits are written between `hit_marks`.
    pub fn lines(&self, hit: &Hit, hit_marks: &Marks) -> String {
        let mut out = String::new();
        for passage in &hit.passages {
            self.push_line(&mut out, hit, Some(passage), hit_marks);
        }
        if hit.passages.is_empty() {
            self.push_line(&mut out, hit, None, hit_marks);
        }
        out
    }

    fn push_line(
        &self,
        out: &mut String,
        hit: &Hit,
        passage: Option<&PassageHit>,
        hit_marks: &Marks,
    ) {
        for part in &self.parts {
            match part {
                Part::Literal(text) => out.push_str(text),
                Part::Value(value) => out.push_str(&value.of(hit, passage, hit_marks)),
            }
        }
        out.push('\n');
    }
}

impl Value {
    fn of(self, hit: &Hit, passage: Option<&PassageHit>, hit_marks: &Marks) -> String {
        let article = &hit.article;
        let optional = |text: &Option<String>| clean(text.as_deref().unwrap_or("")).into_owned();
        match self {
            Value::Id => clean(&article.id).into_owned(),
            Value::Title => marked(&article.title, &hit.title_highlights, hit_marks),
            Value::Date => article.date.map(|date| date.to_string()).unwrap_or_default(),
            Value::Source => optional(&article.source),
            Value::Author => optional(&article.author),
            Value::Url => optional(&article.url),
            Value::Score => hit.score.to_string(),
            Value::Ordinal => {
                passage.map(|passage| passage.ordinal.to_string()).unwrap_or_default()
            }
            Value::Text => passage
                .map(|passage| marked(&passage.text, &passage.highlights, hit_marks))
                .unwrap_or_default(),
        }
    }
}

fn marked(text: &str, highlights: &[Highlight], hit_marks: &Marks) -> String {
    let pieces = fragments(text, highlights).into_iter();
    pieces
        .map(|piece| match piece.is_hit {
            true => hit_marks.around(&clean(piece.text)),
            false => clean(piece.text).into_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::highlight::highlights;
    use crate::search::ArticleInfo;

    fn hit() -> Hit {
        let text = "Neige\n\net vent.";
        let passage = |ordinal| PassageHit {
            ordinal,
            score: 0.5,
            byte_start: 0,
            byte_end: text.len(),
            text: text.to_owned(),
            highlights: highlights(text, &mut vec![(10..14).into()]),
            before: Vec::new(),
            after: Vec::new(),
        };
        Hit {
            article: ArticleInfo {
                id: "x".to_owned(),
                title: "Météo".to_owned(),
                date: "2023-01".parse().ok(),
                source: None,
                author: None,
                url: None,
                section: None,
            },
            score: 1.5,
            matching_passages: 2,
            passage_count: 2,
            title_highlights: Vec::new(),
            passages: vec![passage(1), passage(2)],
            explanation: None,
        }
    }

    fn check(template: &str, expected: &str) {
        let template: Template = template.parse().unwrap();
        assert_eq!(template.lines(&hit(), &Marks::new("[[", "]]")), expected);
    }

    #[test]
    fn every_passage_gets_a_line() {
        check("{id}#{ordinal} {score}", "x#1 1.5\nx#2 1.5\n");
        check(r"{date}\t{source}\t{text}", &"2023-01\t\tNeige  et [[vent]].\n".repeat(2));
    }

    #[test]
    fn a_hit_without_passages_gets_one_line() {
        let template: Template = "{title}|{text}".parse().unwrap();
        let hit = Hit { passages: Vec::new(), ..hit() };
        assert_eq!(template.lines(&hit, &Marks::default()), "Météo|\n");
    }

    #[test]
    fn braces_and_backslashes_can_be_written() {
        check(r"{{{id}}} \\ \x {", "{x} \\ \\x {\n{x} \\ \\x {\n");
    }

    #[test]
    fn an_unknown_name_is_refused_with_the_known_ones() {
        let message = "{titre}".parse::<Template>().unwrap_err().to_string();
        assert!(message.starts_with("`{titre}` is unknown; there are {id} {title}"), "{message}");
    }

    proptest! {
        #[test]
        fn text_without_signs_is_written_as_it_is(text in "[^{}\\\\]{0,40}") {
            let template: Template = text.parse().unwrap();
            let hit = Hit { passages: Vec::new(), ..hit() };
            prop_assert_eq!(template.lines(&hit, &Marks::default()), text + "\n");
        }

        #[test]
        fn any_template_is_read_or_refused(text in "(?s)[{}\\\\a-zé]{0,60}") {
            let _ = text.parse::<Template>();
        }
    }
}
