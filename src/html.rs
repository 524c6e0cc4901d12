//! What pages written by this program share.

use std::borrow::Cow;

/// Returns a text as it is written between tags and in quoted attributes.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    Cow::Owned(escaped.replace('"', "&quot;").replace('\'', "&#39;"))
}

/// Returns a whole page that needs nothing else: no script, no outside request.
pub(crate) fn page(title: &str, style: &str, main: &str) -> String {
    let title = escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n<style>\n{style}</style>\n<main>\n\
         <h1>{title}</h1>\n{main}</main>\n</html>\n",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_html_are_written_as_text() {
        assert_eq!(
            escaped("<a href=\"x\">l'eau & co</a>"),
            "&lt;a href=&quot;x&quot;&gt;l&#39;eau &amp; co&lt;/a&gt;"
        );
        assert_eq!(escaped("« eau »"), "« eau »");
    }
}
