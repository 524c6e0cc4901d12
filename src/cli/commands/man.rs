//! `depeche man`: manual pages.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory};
use clap_mangen::Man;
use depeche::{Error, ErrorKind};

use crate::cli::failure::Failure;
use crate::cli::{Outcome, arguments, output};

/// Print the manual page, or write the pages of all commands into a folder
#[derive(Debug, Args)]
pub(in crate::cli) struct Arguments {
    /// Folder for the pages; it is made when it is missing
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let command = arguments::Arguments::command();
    match &arguments.folder {
        Some(folder) => write_all(command, folder)?,
        None => {
            let mut page = Vec::new();
            Man::new(command).render(&mut page)?;
            output::print(&String::from_utf8_lossy(&page))?;
        }
    }
    Ok(Outcome::Complete)
}

fn write_all(command: clap::Command, folder: &Path) -> Result<(), Error> {
    let written =
        fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command, folder));
    written.map_err(|cause| {
        let message = format!("cannot write manual pages to `{}`", folder.display());
        Error::new(ErrorKind::Storage, message).caused_by(cause)
    })
}
