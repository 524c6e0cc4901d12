//! A line for every query: what builds and versions of this program exchange.

use std::fmt::Write as _;
use std::time::Duration;

use super::answer::Answer;
use super::pacing::{Run, Timing};
use super::report::{BenchReport, Counted, Sample};
use super::workload::Workload;
use crate::error::{Error, ErrorKind, Result};

/// Returns a line per query: kind, query, best µs, median µs, articles, passages.
pub fn write_samples(samples: &[Sample]) -> String {
    let mut text = String::new();
    for sample in samples {
        let [best, median] = [sample.best, sample.median].map(|time| time.as_secs_f64() * 1e6);
        let Sample { kind, query, articles, passages, .. } = sample;
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{kind}\t{query}\t{best:.1}\t{median:.1}\t{articles}\t{passages}");
    }
    text
}

/// Reads what [`write_samples`] wrote, by this build or another. `origin` names the text in errors.
///
/// # Errors
/// [`ErrorKind::Input`] when a line has other columns.
pub fn read_samples(text: &str, origin: &str) -> Result<Vec<Sample>> {
    let read = |(number, line): (usize, &str)| {
        sample(line).ok_or_else(|| {
            let message = format!("`{origin}`, line {}: no line of samples", number + 1);
            Error::new(ErrorKind::Input, message)
        })
    };
    text.lines().enumerate().map(read).collect()
}

/// Puts together what several rounds measured of the same queries: the best time of each counts.
/// The throughput is that of the median times, as the rounds say nothing else.
///
/// # Errors
/// [`ErrorKind::Input`] when a round is not of these queries.
pub fn report_of_rounds(workload: &Workload, rounds: &[Vec<Sample>]) -> Result<BenchReport> {
    let mut run = Run::default();
    let mut answers = vec![Answer::default(); workload.queries.len()];
    for round in rounds {
        let is_same = round.len() == workload.queries.len()
            && workload.queries.iter().zip(round).all(|(asked, sample)| asked.text == sample.query);
        if !is_same {
            return Err(Error::new(ErrorKind::Input, "the samples are of other queries"));
        }
        for (query, sample) in round.iter().enumerate() {
            let Sample { articles, passages, .. } = *sample;
            answers[query] = Answer { articles, passages };
            run.timings.push(Timing { query, latency: sample.best });
            run.busy += sample.median;
        }
    }
    BenchReport::new(workload, &answers, &run, Counted::BestOfEachQuery)
}

fn sample(line: &str) -> Option<Sample> {
    let columns: Vec<&str> = line.split('\t').collect();
    // A query may hold tabs itself; the numbers stand behind it.
    let [kind, query @ .., best, median, articles, passages] = columns.as_slice() else {
        return None;
    };
    let time = |text: &str| {
        let seconds = text.parse::<f64>().ok()? / 1e6;
        Duration::try_from_secs_f64(seconds).ok()
    };
    Some(Sample {
        kind: (*kind).to_owned(),
        query: query.join("\t"),
        best: time(best)?,
        median: time(median)?,
        articles: articles.parse().ok()?,
        passages: passages.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn workload() -> Workload {
        Workload::read("term\tpaix\nand\tgel\tloyers\n", "queries").unwrap()
    }

    fn rounds() -> [Vec<Sample>; 2] {
        [
            "term\tpaix\t10.0\t12.0\t3\t2\nand\tgel\tloyers\t40.0\t50.0\t1\t1\n",
            "term\tpaix\t11.0\t11.5\t3\t2\nand\tgel\tloyers\t30.5\t50.0\t1\t1\n",
        ]
        .map(|text| read_samples(text, "samples").unwrap())
    }

    #[test]
    fn the_best_time_of_all_rounds_counts() {
        let report = report_of_rounds(&workload(), &rounds()).unwrap();
        assert_eq!((report.kinds["term"].mean_us, report.kinds["and"].mean_us), (10.0, 30.5));
        assert_eq!((report.all.hits, report.answers), (4, 4));
    }

    #[test]
    fn rounds_of_other_queries_are_refused() {
        let mut rounds = rounds();
        rounds[1].swap(0, 1);
        assert!(report_of_rounds(&workload(), &rounds).is_err());
    }

    #[test]
    fn other_lines_are_refused_with_their_place() {
        for line in ["", "term\tpaix", "term\tpaix\t1\t2\t3\tx", "term\tpaix\t-1\t2\t3\t4"] {
            let text = format!("a\tb\t1\t2\t3\t4\n{line}\n");
            let message = read_samples(&text, "s.tsv").unwrap_err().to_string();
            assert!(message.contains("`s.tsv`, line 2"), "{message}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(kind in "[a-z]{1,8}", query in "[^\\n\\r]{0,20}", tenths in 0_u64..1_000_000) {
            let time = Duration::from_nanos(tenths * 100);
            let written = [Sample { kind, query, best: time, median: time, articles: 5, passages: 6 }];
            let text = write_samples(&written);
            let read = read_samples(&text, "samples").unwrap();
            prop_assert_eq!(write_samples(&read), text);
            prop_assert_eq!(&read[0].query, &written[0].query);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[\\t\\n0-9a.]{0,40}") {
            let _ = read_samples(&text, "samples");
        }
    }
}
