//! `depeche bench`: how long answers take.

mod against;
mod arguments;
mod files;
mod form;

pub(in crate::cli) use arguments::Arguments;

use depeche::bench::{self, BenchReport, Comparison, Page, Threshold, Workload};
use depeche::render::versioned;
use depeche::{Error, ErrorKind, Searcher};

use super::searcher_of;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::{Outcome, output};
use form::{Form, Place};

/// What was measured.
struct Measured {
    /// One report for every rate, or one in all; of the first index.
    reports: Vec<BenchReport>,
    /// Mean time to open the index, in microseconds, when the answers were first answers.
    open_mean_us: Option<f64>,
    /// A second index or build, and how it stands to the first.
    second: Option<(BenchReport, Comparison)>,
}

pub(super) fn run(arguments: &Arguments, context: &Context) -> Result<Outcome, Failure> {
    let workload = files::workload(&arguments.queries)?;
    let searcher = super::searcher(context, &arguments.synonymy)?;
    let measured = measure(arguments, context, &workload, &searcher)?;
    let Some(first) = measured.reports.first() else { return Ok(Outcome::Complete) };
    files::write(arguments.samples.as_deref(), || bench::write_samples(&first.samples))?;
    files::write(arguments.hdr.as_deref(), || first.times.all.distribution())?;
    let places = places(arguments, context, &searcher)?;
    files::write(arguments.html.as_deref(), || page(arguments, &places, &measured))?;
    let text = match arguments.json {
        true => format!("{}\n", versioned(Form::new(&places, arguments, &measured))?),
        false => form::lines(&measured),
    };
    output::print(&text)?;
    judge(&arguments.fail_above, &measured.reports, context)
}

fn measure(
    arguments: &Arguments,
    context: &Context,
    workload: &Workload,
    searcher: &Searcher,
) -> Result<Measured, Failure> {
    let mut measured = Measured { reports: Vec::new(), open_mean_us: None, second: None };
    if let Some(program) = &arguments.against {
        let [first, second] = against::run(program, arguments, context, workload)?;
        let comparison = bench::compare(&first.samples, &second.samples)?;
        (measured.reports, measured.second) = (vec![first], Some((second, comparison)));
    } else if let Some(directory) = &context.second_index {
        alone(arguments)?;
        let other = searcher_of(directory, context, &arguments.synonymy)?;
        let [first, second] = bench::run_pair([searcher, &other], workload, arguments.reps)?;
        let comparison = bench::compare(&first.samples, &second.samples)?;
        (measured.reports, measured.second) = (vec![first], Some((second, comparison)));
    } else if arguments.cold {
        let open = || searcher_of(&context.index, context, &arguments.synonymy);
        let cold = bench::run_cold(&open, workload, arguments.reps)?;
        (measured.reports, measured.open_mean_us) = (vec![cold.report], Some(cold.open_mean_us));
    } else {
        for options in arguments.options() {
            measured.reports.push(bench::run(searcher, workload, &options)?);
        }
    }
    Ok(measured)
}

/// Refuses what two indexes side by side do not have.
fn alone(arguments: &Arguments) -> depeche::Result<()> {
    if !arguments.asks_for_load() {
        return Ok(());
    }
    let message = "two indexes are measured by turns on one thread, warm";
    Err(Error::new(ErrorKind::Input, message)
        .with_hint("leave out --rate, --duration, --warmup, --threads and --cold"))
}

/// Returns the index or indexes that were measured.
fn places(
    arguments: &Arguments,
    context: &Context,
    searcher: &Searcher,
) -> depeche::Result<Vec<Place>> {
    let mut places = vec![Place::new(&context.index, searcher)];
    if let Some(directory) = &context.second_index {
        // Another build may have another format, which this one cannot open.
        match &arguments.against {
            Some(_) => places.push(Place::unopened(directory)),
            None => places.push(Place::new(
                directory,
                &searcher_of(directory, context, &arguments.synonymy)?,
            )),
        }
    }
    Ok(places)
}

fn page(arguments: &Arguments, places: &[Place], measured: &Measured) -> String {
    let mut page = Page::new(&measured.reports);
    page.facts = form::facts(places, arguments, measured);
    page.comparison = measured.second.as_ref().map(|(_, comparison)| comparison);
    bench::html(&page)
}

/// Names every limit that was passed.
fn judge(
    limits: &[Threshold],
    reports: &[BenchReport],
    context: &Context,
) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Complete;
    for report in reports {
        for limit in limits {
            if let Some(value_us) = limit.excess_us(report)? {
                let (name, limit_us) = (limit.to_string(), limit.limit_us());
                output::warn(&context.messages.above_limit(&name, value_us, limit_us));
                outcome = Outcome::Lacking;
            }
        }
    }
    Ok(outcome)
}
