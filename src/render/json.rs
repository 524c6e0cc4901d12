//! Answers as JSON, in the forms that scripts rely on: `docs/formats.md`.

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter};
use serde_json::{Map, Value};

use crate::article::{Article, Date};
use crate::error::{Error, ErrorKind, Result};
use crate::highlight::Highlight;
use crate::language::Language;
use crate::query::Parsed;
use crate::search::{Hit, MarkedArticle, SearchResults};

/// Version of these forms; a key that changes or goes needs a new one, a key that comes does not.
const SCHEMA_VERSION: u32 = 1;

/// Returns the answer to a search as one object. `input` is the query as typed.
///
/// # Errors
/// [`ErrorKind::Internal`] when a value cannot be written.
pub fn search_results(
    input: &str,
    parsed: &Parsed,
    results: &SearchResults,
    language: Language,
) -> Result<String> {
    let remarks = parsed.remarks.iter().map(|remark| RemarkForm {
        message: remark.message(language),
        byte_start: remark.span.start,
        byte_end: remark.span.end,
    });
    let notices: Vec<String> =
        results.notices.iter().map(|notice| super::notice(notice, language)).collect();
    // What the engine found out concerns the query as a whole.
    let whole = |message: &String| RemarkForm {
        message: message.clone(),
        byte_start: 0,
        byte_end: input.len(),
    };
    versioned(SearchForm {
        query: QueryForm {
            input,
            understood: parsed.query.to_string(),
            explanation: parsed.query.explain(language),
            remarks: remarks.chain(notices.iter().map(whole)).collect(),
        },
        total_articles: results.total_articles,
        total_is_exact: results.total_is_exact,
        took_us: u64::try_from(results.took.as_micros()).unwrap_or(u64::MAX),
        hits: &results.hits,
        notices,
        suggestion: results.suggestion.as_ref().map(|suggestion| suggestion.text.as_str()),
    })
}

/// Returns one hit as an object on one line, without the line end.
///
/// # Errors
/// [`ErrorKind::Internal`] when a value cannot be written.
pub fn hit_line(hit: &Hit) -> Result<String> {
    versioned(hit)
}

/// Returns an article with its highlights as one object. With `part`, the number of a passage and
/// its byte range, the object says where it is.
///
/// # Errors
/// [`ErrorKind::Internal`] when a value cannot be written.
pub fn marked_article(
    marked: &MarkedArticle,
    part: Option<(usize, std::ops::Range<usize>)>,
) -> Result<String> {
    let passage = part.map(|(ordinal, range)| PassageForm {
        ordinal,
        byte_start: range.start,
        byte_end: range.end,
        text: marked.article.body.get(range).unwrap_or(""),
    });
    versioned(ShowForm {
        article: ArticleForm::new(&marked.article),
        title_highlights: &marked.title_highlights,
        highlights: &marked.highlights,
        passage,
    })
}

/// Returns a value that becomes a JSON object as text on one line, `schema_version` first.
///
/// # Errors
/// [`ErrorKind::Internal`] when a value cannot be written.
pub fn versioned(value: impl Serialize) -> Result<String> {
    compact(&Versioned { schema_version: SCHEMA_VERSION, value })
}

/// Returns a value as JSON on one line. Unlike plain JSON it escapes the control characters from
/// U+007F to U+009F too: some terminals obey them.
///
/// # Errors
/// [`ErrorKind::Internal`] when the value cannot be written.
fn compact(value: &impl Serialize) -> Result<String> {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Guarded);
    let failed = |cause: &dyn std::fmt::Display| {
        Error::new(ErrorKind::Internal, format!("a value cannot be written as JSON: {cause}"))
    };
    value.serialize(&mut serializer).map_err(|cause| failed(&cause))?;
    String::from_utf8(bytes).map_err(|cause| failed(&cause))
}

struct Guarded;

impl Formatter for Guarded {
    fn write_string_fragment<W: std::io::Write + ?Sized>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> std::io::Result<()> {
        let mut done = 0;
        for (at, control) in fragment.match_indices(|c: char| c.is_control()) {
            CompactFormatter.write_string_fragment(writer, fragment.get(done..at).unwrap_or(""))?;
            for character in control.chars() {
                write!(writer, "\\u{:04x}", u32::from(character))?;
            }
            done = at + control.len();
        }
        CompactFormatter.write_string_fragment(writer, fragment.get(done..).unwrap_or(""))
    }
}

#[derive(Serialize)]
struct Versioned<T> {
    schema_version: u32,
    #[serde(flatten)]
    value: T,
}

#[derive(Serialize)]
struct SearchForm<'a> {
    query: QueryForm<'a>,
    total_articles: u64,
    total_is_exact: bool,
    took_us: u64,
    hits: &'a [Hit],
    notices: Vec<String>,
    suggestion: Option<&'a str>,
}

#[derive(Serialize)]
struct QueryForm<'a> {
    input: &'a str,
    understood: String,
    explanation: String,
    remarks: Vec<RemarkForm>,
}

#[derive(Serialize)]
struct RemarkForm {
    message: String,
    byte_start: usize,
    byte_end: usize,
}

#[derive(Serialize)]
struct ShowForm<'a> {
    article: ArticleForm<'a>,
    title_highlights: &'a [Highlight],
    highlights: &'a [Highlight],
    #[serde(skip_serializing_if = "Option::is_none")]
    passage: Option<PassageForm<'a>>,
}

#[derive(Serialize)]
struct PassageForm<'a> {
    ordinal: usize,
    byte_start: usize,
    byte_end: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct ArticleForm<'a> {
    id: &'a str,
    title: &'a str,
    date: Option<Date>,
    source: Option<&'a str>,
    author: Option<&'a str>,
    url: Option<&'a str>,
    section: Option<&'a str>,
    lang: Option<&'a str>,
    text: &'a str,
    metadata: &'a Map<String, Value>,
}

impl<'a> ArticleForm<'a> {
    fn new(article: &'a Article) -> Self {
        ArticleForm {
            id: &article.id,
            title: &article.title,
            date: article.date,
            source: article.source.as_deref(),
            author: article.author.as_deref(),
            url: article.url.as_deref(),
            section: article.section.as_deref(),
            lang: article.lang.as_deref(),
            text: &article.body,
            metadata: &article.metadata,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;
    use std::time::Duration;

    use super::*;
    use crate::highlight::highlights;
    use crate::query::Query;
    use crate::search::{ArticleInfo, PassageHit};

    fn highlighted(text: &str, range: Range<usize>) -> Vec<Highlight> {
        highlights(text, &mut vec![range.into()])
    }

    fn hit() -> Hit {
        let text = "Un « été » sec.";
        let passage = PassageHit {
            ordinal: 2,
            score: 1.5,
            byte_start: 40,
            byte_end: 40 + text.len(),
            text: text.to_owned(),
            highlights: highlighted(text, 6..11),
            before: Vec::new(),
            after: Vec::new(),
        };
        Hit {
            article: ArticleInfo {
                id: "m-1".to_owned(),
                title: "Chaud".to_owned(),
                date: "2024-06".parse().ok(),
                source: None,
                author: None,
                url: None,
                section: None,
            },
            score: 2.25,
            matching_passages: 1,
            passage_count: 4,
            title_highlights: Vec::new(),
            passages: vec![passage],
            explanation: None,
        }
    }

    const HIT: &str = concat!(
        r#""article":{"id":"m-1","title":"Chaud","date":"2024-06","source":null,"author":null,"#,
        r#""url":null,"section":null},"score":2.25,"matching_passages":1,"passage_count":4,"#,
        r#""title_highlights":[],"passages":[{"ordinal":2,"score":1.5,"byte_start":40,"#,
        r#""byte_end":59,"text":"Un « été » sec.","highlights":[{"byte_start":6,"byte_end":11,"#,
        r#""utf16_start":5,"utf16_end":8,"text":"été","clause":0}]}]}"#
    );

    #[test]
    fn a_hit_is_one_line_with_its_version() {
        assert_eq!(hit_line(&hit()).unwrap(), format!(r#"{{"schema_version":1,{HIT}"#));
    }

    #[test]
    fn an_answer_has_the_keys_of_the_contract_in_order() {
        let results = SearchResults {
            total_articles: 1,
            total_is_exact: true,
            took: Duration::from_micros(412),
            hits: vec![hit()],
            notices: Vec::new(),
            suggestion: None,
        };
        let json =
            search_results("été", &Query::parse("été"), &results, Language::English).unwrap();
        let head = r#"{"schema_version":1,"query":{"input":"été","understood":"été","explanation""#;
        assert!(json.starts_with(head), "{json}");
        let tail = format!(
            r#""remarks":[]}},"total_articles":1,"total_is_exact":true,"took_us":412,"hits":[{{{HIT}],"notices":[],"suggestion":null}}"#
        );
        assert!(json.ends_with(&tail), "{json}");
    }

    #[test]
    fn an_article_is_told_with_its_text_and_metadata() {
        let mut article = Article::new("m-2", "Un.\n\nDeux.");
        article.metadata.insert("desk".to_owned(), Value::from("nuit"));
        let passages = vec![0..3, 5..10];
        let (title_highlights, highlights) = (Vec::new(), highlighted(&article.body, 5..9));
        let marked = MarkedArticle { article, title_highlights, highlights, passages };
        let expected = concat!(
            r#"{"schema_version":1,"article":{"id":"m-2","title":"","date":null,"source":null,"#,
            r#""author":null,"url":null,"section":null,"lang":null,"text":"Un.\n\nDeux.","#,
            r#""metadata":{"desk":"nuit"}},"title_highlights":[],"highlights":[{"byte_start":5,"#,
            r#""byte_end":9,"utf16_start":5,"utf16_end":9,"text":"Deux","clause":0}],"#,
            r#""passage":{"ordinal":2,"byte_start":5,"byte_end":10,"text":"Deux."}}"#
        );
        assert_eq!(marked_article(&marked, Some((2, 5..10))).unwrap(), expected);
    }

    #[test]
    fn control_characters_are_escaped_and_come_back() {
        let text = "a\u{1b}[0m\u{9b}2J\u{7f}\n« b »\"\\";
        let json = compact(&text).unwrap();
        assert!(!json.contains(char::is_control), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
