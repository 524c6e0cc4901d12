//! What a command knows of its surroundings.

use std::env;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use depeche::render::{Look, Marks};
use depeche::{Date, Error, Language};

use super::arguments::{LanguageChoice, Shared};
use super::color::{self, Wishes};
use super::messages::Messages;
use super::place;
use super::settings::Settings;

/// Columns of a text when nobody says how wide the screen is.
const DEFAULT_COLUMNS: usize = 80;

/// Longer lines are hard to read.
const MAX_COLUMNS: usize = 100;

/// Surroundings of a command: index, language, screen.
#[derive(Debug)]
pub(super) struct Context {
    /// Directory of the index.
    pub index: PathBuf,
    /// Directory of an index to compare with.
    pub second_index: Option<PathBuf>,
    /// The same, when the command line names it.
    pub stated_index: Option<PathBuf>,
    /// What `depeche.toml` sets.
    pub settings: Settings,
    /// What is said to people.
    pub messages: Messages,
    /// Lines of the screen; `None` when the output goes elsewhere.
    pub screen_lines: Option<usize>,
    columns: usize,
    is_colored: bool,
}

impl Context {
    /// Looks around.
    ///
    /// # Errors
    /// When the settings cannot be read or understood.
    pub(super) fn new(shared: &Shared) -> Result<Self, Error> {
        let settings = match shared.no_config {
            true => Settings::default(),
            false => Settings::find(shared.config.as_deref())?,
        };
        let is_terminal = io::stdout().is_terminal();
        let screen = terminal_size::terminal_size().filter(|_| is_terminal);
        let columns = screen.map(|(width, _)| usize::from(width.0)).or_else(stated_columns);
        Ok(Context {
            index: place::index_directory(shared.index.first().cloned(), &settings),
            second_index: shared.index.get(1).cloned(),
            stated_index: shared.index.first().cloned(),
            messages: Messages::new(language(shared.lang.or(settings.lang()))),
            settings,
            screen_lines: screen.map(|(_, height)| usize::from(height.0)),
            columns: columns.unwrap_or(DEFAULT_COLUMNS).min(MAX_COLUMNS),
            is_colored: shared.color.is_on(Wishes::from_environment(), is_terminal),
        })
    }

    pub(super) fn language(&self) -> Language {
        self.messages.language()
    }

    /// Returns how text looks. `mark`, when the user asked for his own, marks hits instead of
    /// escape sequences.
    pub(super) fn look(&self, mark: Option<&Marks>) -> Look {
        let (width, language) = (self.columns, self.language());
        let mut look = Look { width, language, ..Look::default() };
        if self.is_colored {
            (look.hit, look.title, look.faint) = (color::hit(), color::title(), color::faint());
        }
        look.hit = mark.cloned().unwrap_or(look.hit);
        look
    }
}

/// Returns the messages for when there are no settings.
pub(super) fn messages(shared: &Shared) -> Messages {
    Messages::new(language(shared.lang))
}

/// Returns the day that `date:>7j` counts from.
pub(super) fn today() -> Option<Date> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Date::from_second(i64::try_from(now.as_secs()).ok()?)
}

fn stated_columns() -> Option<usize> {
    env::var("COLUMNS").ok()?.parse().ok()
}

fn language(choice: Option<LanguageChoice>) -> Language {
    match choice {
        Some(LanguageChoice::Fr) => Language::French,
        Some(LanguageChoice::En) => Language::English,
        None => Language::from_locale(&locale()),
    }
}

/// Returns the locale of messages: the first variable that is set to something, as POSIX has it.
fn locale() -> String {
    let set = |name| env::var(name).ok().filter(|value| !value.is_empty());
    ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).unwrap_or_default()
}
