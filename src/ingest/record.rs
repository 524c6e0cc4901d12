//! From one JSON object to an article.

use serde_json::{Map, Value};

use crate::article::{Article, Date};

/// Reads an object such as `{"title": …, "body": …}`; the error is a reason to skip it.
///
/// The body keeps its bytes but for line ends, which become `\n`, and blanks at both ends.
pub(super) fn article(json: &str, origin: &str) -> Result<Article, String> {
    let mut object: Map<String, Value> =
        serde_json::from_str(json).map_err(|cause| fault(&cause))?;
    let mut article = Article::new(id(&mut object, origin)?, body(&mut object)?);
    article.title = text(&mut object, "title")?.map(one_line).unwrap_or_default();
    article.source = text(&mut object, "source")?;
    article.author = text(&mut object, "author")?;
    article.url = text(&mut object, "url")?;
    article.section = text(&mut object, "section")?;
    article.lang = text(&mut object, "lang")?;
    article.date = date(&mut object)?;
    article.metadata = metadata(object);
    Ok(article)
}

fn fault(cause: &serde_json::Error) -> String {
    match cause.classify() {
        serde_json::error::Category::Data => {
            "not a JSON object; write {\"title\": …, \"body\": …}".to_owned()
        }
        _ => format!("invalid JSON ({cause}); write one whole object a line"),
    }
}

fn id(object: &mut Map<String, Value>, origin: &str) -> Result<String, String> {
    let id = match object.remove("id") {
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::String(id)) => id.trim().to_owned(),
        None | Some(Value::Null) => String::new(),
        Some(other) => return Err(wrong_type("id", &other)),
    };
    Ok(if id.is_empty() { origin.to_owned() } else { id })
}

fn body(object: &mut Map<String, Value>) -> Result<String, String> {
    match text(object, "body")? {
        Some(body) => Ok(body.replace("\r\n", "\n").replace('\r', "\n")),
        None => Err("`body` is missing or empty; put the text of the article there".to_owned()),
    }
}

/// Takes a text out of the object; blank is the same as absent.
fn text(object: &mut Map<String, Value>, key: &str) -> Result<Option<String>, String> {
    match object.remove(key) {
        Some(Value::String(text)) => {
            let text = text.trim();
            Ok((!text.is_empty()).then(|| text.to_owned()))
        }
        None | Some(Value::Null) => Ok(None),
        Some(other) => Err(wrong_type(key, &other)),
    }
}

/// Takes the date; one that cannot be read stays in the object, for the metadata.
fn date(object: &mut Map<String, Value>) -> Result<Option<Date>, String> {
    let Some(value) = object.remove("date").filter(|value| !value.is_null()) else {
        return Ok(None);
    };
    let text = match &value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(year) => year.to_string(),
        other => return Err(wrong_type("date", other)),
    };
    let date = Date::parse_french(&text);
    if date.is_none() && !text.is_empty() {
        object.insert("date".to_owned(), value);
    }
    Ok(date)
}

/// Returns what is left; a `metadata` object, as articles are written out, is opened up.
fn metadata(mut object: Map<String, Value>) -> Map<String, Value> {
    match object.remove("metadata") {
        Some(Value::Object(inner)) => {
            for (key, value) in inner {
                object.entry(key).or_insert(value);
            }
        }
        Some(other) => drop(object.insert("metadata".to_owned(), other)),
        None => {}
    }
    object
}

fn one_line(text: String) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn wrong_type(key: &str, found: &Value) -> String {
    let found = match found {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    format!("`{key}` is {found}; write it as a text in quotes")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Article {
        article(json, "a.jsonl:7").unwrap()
    }

    fn check_refused(json: &str, words: &str) {
        let reason = article(json, "a.jsonl:7").unwrap_err();
        assert!(reason.contains(words), "{reason}");
    }

    #[test]
    fn the_id_is_given_or_the_place() {
        assert_eq!(read(r#"{"id":"x","body":"b"}"#).id, "x");
        assert_eq!(read(r#"{"id":12,"body":"b"}"#).id, "12");
        assert_eq!(read(r#"{"body":"b"}"#).id, "a.jsonl:7");
        assert_eq!(read(r#"{"id":" ","body":"b"}"#).id, "a.jsonl:7");
    }

    #[test]
    fn unknown_keys_are_metadata() {
        let article = read(r#"{"body":"b","pages":[1,2],"metadata":{"lieu":"Gap"}}"#);
        assert_eq!(Value::Object(article.metadata).to_string(), r#"{"lieu":"Gap","pages":[1,2]}"#);
    }

    #[test]
    fn a_date_that_cannot_be_read_is_kept_as_text() {
        let date = |json| read(json).date.map(|date| date.to_string());
        assert_eq!(date(r#"{"body":"b","date":"3 mai 2021"}"#).as_deref(), Some("2021-05-03"));
        assert_eq!(date(r#"{"body":"b","date":2021}"#).as_deref(), Some("2021"));
        let article = read(r#"{"body":"b","date":"naguère"}"#);
        assert_eq!((article.date, &article.metadata["date"]), (None, &Value::from("naguère")));
    }

    #[test]
    fn the_body_keeps_its_paragraphs() {
        assert_eq!(read(r#"{"body":"\r\nUn.\r\n\r\nDeux  mots.\n"}"#).body, "Un.\n\nDeux  mots.");
    }

    #[test]
    fn a_fault_is_named_with_its_remedy() {
        check_refused("{", "invalid JSON");
        check_refused("[1]", "not a JSON object");
        check_refused(r#"{"title":"t"}"#, "`body` is missing");
        check_refused(r#"{"body":"  "}"#, "`body` is missing or empty");
        check_refused(r#"{"body":["b"]}"#, "`body` is a list");
        check_refused(r#"{"body":"b","title":3}"#, "`title` is a number");
        check_refused(&format!("{{\"a\":{}", "[".repeat(100_000)), "invalid JSON");
    }

    #[test]
    fn an_article_written_out_is_read_back() {
        let mut article = Article::new("a", "Un.\n\nDeux.");
        article.date = Date::from_day(2021, 5, 3);
        article.metadata.insert("lieu".to_owned(), Value::from("Gap"));
        assert_eq!(read(&serde_json::to_string(&article).unwrap()), article);
    }
}
