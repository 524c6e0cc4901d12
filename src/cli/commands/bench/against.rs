//! Two builds by turns, each as a process of its own.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};

use depeche::bench::{BenchReport, Sample, Workload, read_samples, report_of_rounds};
use depeche::{Error, ErrorKind, Result};

use super::Arguments;
use super::files;
use crate::cli::context::Context;

/// Turns that each build gets; what the machine does meanwhile should meet both.
const ROUNDS: usize = 5;

/// Measures this build and another one, round by round, and keeps the best time of each query.
pub(super) fn run(
    program: &Path,
    arguments: &Arguments,
    context: &Context,
    workload: &Workload,
) -> Result<[BenchReport; 2]> {
    let own = env::current_exe().map_err(|cause| {
        Error::new(ErrorKind::Internal, "this program cannot find itself").caused_by(cause)
    })?;
    let second_index = context.second_index.as_ref().unwrap_or(&context.index);
    let sides = [(own.as_path(), &context.index), (program, second_index)];
    let mut rounds = [Vec::new(), Vec::new()];
    for round in 0..ROUNDS {
        for side in [round % 2, 1 - round % 2] {
            let (program, index) = sides[side];
            rounds[side].push(measure(program, index, arguments)?);
        }
    }
    let [first, second] = rounds.map(|rounds| report_of_rounds(workload, &rounds));
    Ok([first?, second?])
}

/// Runs one build and returns the lines of its `--samples`.
fn measure(program: &Path, index: &Path, arguments: &Arguments) -> Result<Vec<Sample>> {
    let scratch = Scratch::new()?;
    let samples = scratch.samples();
    let mut command = Command::new(program);
    command.arg("bench").arg("--index").arg(index).arg("-Q").arg(&arguments.queries);
    command.arg("--reps").arg(arguments.reps.to_string()).arg("--samples").arg(&samples);
    let name = program.display();
    let output = command.stdin(Stdio::null()).output().map_err(|cause| {
        Error::new(ErrorKind::Input, format!("cannot run `{name}`")).caused_by(cause)
    })?;
    if !output.status.success() {
        let told = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(Error::new(ErrorKind::Input, format!("`{name} bench` failed")).caused_by(told));
    }
    read_samples(&files::read(&samples)?, &samples.display().to_string())
}

/// A folder that goes when it is done with.
struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    fn new() -> Result<Self> {
        let folder = env::temp_dir().join(format!("depeche-bench-{}", process::id()));
        // Not one that is there already: it may be somebody else's.
        fs::create_dir(&folder).map_err(|cause| {
            let message = format!("cannot make the folder `{}`", folder.display());
            Error::new(ErrorKind::Storage, message).caused_by(cause)
        })?;
        Ok(Scratch { folder })
    }

    fn samples(&self) -> PathBuf {
        self.folder.join("samples.tsv")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A folder left among temporary ones does no harm.
        let _ = fs::remove_dir_all(&self.folder);
    }
}
