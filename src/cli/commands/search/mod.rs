//! `depeche search`: asks the index and shows the answer.

mod arguments;

pub(in crate::cli) use arguments::Arguments;
pub(in crate::cli::commands) use arguments::marks;

use arguments::Form;
use depeche::query::Parsed;
use depeche::search::{Hit, Notice, SearchResults};
use depeche::{Error, ErrorKind, SearchRequest, Searcher, render};

use super::{parse, searcher, warn_of_remarks};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::messages::Messages;
use crate::cli::output::{self, Output};
use crate::cli::{Outcome, pager, weights};

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let input = arguments.input();
    let parsed = parse(&input);
    let mut request = arguments.request(parsed.query.clone());
    request.weights = weights::chosen(arguments.weights.as_deref(), &context.settings)?;
    let results = match arguments.form() {
        Form::Json => {
            let results = searcher(context, &arguments.synonymy)?.search(&request)?;
            let json = render::search_results(&input, &parsed, &results, context.language())?;
            output::print(&format!("{json}\n"))?;
            results
        }
        Form::Text => {
            warn_of_remarks(&input, &parsed.remarks, context.messages);
            print_text(arguments, &parsed, &request, context)?
        }
        Form::JsonLines => {
            warn_of_remarks(&input, &parsed.remarks, context.messages);
            let searcher = searcher(context, &arguments.synonymy)?;
            let line = |hit: &Hit| Ok(format!("{}\n", render::hit_line(hit)?));
            stream(&searcher, &request, context, line)?
        }
        Form::Template(template) => {
            warn_of_remarks(&input, &parsed.remarks, context.messages);
            let marks = context.look(arguments.mark.as_ref()).hit;
            let searcher = searcher(context, &arguments.synonymy)?;
            stream(&searcher, &request, context, |hit| Ok(template.lines(hit, &marks)))?
        }
    };
    Ok(if results.total_articles > 0 { Outcome::Complete } else { Outcome::Lacking })
}

fn print_text(
    arguments: &Arguments,
    parsed: &Parsed,
    request: &SearchRequest,
    context: &Context,
) -> Result<SearchResults, Failure> {
    let results = searcher(context, &arguments.synonymy)?.search(request)?;
    let language = context.language();
    warn_of_notices(&results.notices, context.messages);
    let mut text = render::article_count(&results, language);
    if arguments.explain {
        let canonical = parsed.query.to_string();
        let in_words = parsed.query.explain(language);
        text.push_str(&context.messages.understood(&canonical, &in_words));
        for notice in results.notices.iter().filter(|notice| is_explanation(notice)) {
            text.push_str(&context.messages.understood_too(&render::notice(notice, language)));
        }
    }
    if let Some(suggestion) = &results.suggestion {
        text.push_str(&context.messages.suggestion(&suggestion.text));
    }
    let look = context.look(arguments.mark.as_ref());
    text.push_str(&render::results(&results.hits, arguments.first_rank(), &look));
    match arguments.no_pager {
        true => output::print(&text)?,
        false => pager::show(&text, context)?,
    }
    Ok(results)
}

/// Writes hits one by one as they are found, so that memory does not grow with their number.
fn stream(
    searcher: &Searcher,
    request: &SearchRequest,
    context: &Context,
    line: impl Fn(&Hit) -> depeche::Result<String>,
) -> Result<SearchResults, Failure> {
    let mut output = Output::new();
    let mut refused = None;
    let searched = searcher.search_each(request, &mut |hit: Hit| {
        let line = line(&hit)?;
        output.write(&line).map_err(|failure| {
            refused = Some(failure);
            Error::new(ErrorKind::Storage, "the output takes no more")
        })
    });
    if let Some(failure) = refused {
        return Err(failure);
    }
    let results = searched?;
    output.finish()?;
    warn_of_notices(&results.notices, context.messages);
    if let Some(suggestion) = &results.suggestion {
        output::warn(&context.messages.suggestion(&suggestion.text));
    }
    Ok(results)
}

fn warn_of_notices(notices: &[Notice], messages: Messages) {
    for notice in notices.iter().filter(|notice| !is_explanation(notice)) {
        output::warn(&messages.remark(&render::notice(notice, messages.language())));
    }
}

/// Tells whether a notice only explains, so that it waits until it is asked for.
fn is_explanation(notice: &Notice) -> bool {
    matches!(notice, Notice::Synonyms { .. })
}
