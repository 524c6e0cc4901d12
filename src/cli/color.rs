//! Whether hits are marked by escape sequences, and by which.

use std::env;

use anstyle::Style;
use clap::ValueEnum;
use depeche::render::Marks;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    /// On a terminal that can
    Auto,
    /// On pipes and in files too
    Always,
    /// Nowhere
    Never,
}

/// What the environment says about colour.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Wishes {
    /// `NO_COLOR` is set to something.
    no_color: bool,
    /// `CLICOLOR_FORCE` is set to something other than 0.
    is_forced: bool,
    /// `TERM` is `dumb`.
    is_dumb: bool,
}

impl Wishes {
    pub(super) fn from_environment() -> Self {
        let value = |name| env::var_os(name).unwrap_or_default();
        let force = value("CLICOLOR_FORCE");
        Wishes {
            no_color: !value("NO_COLOR").is_empty(),
            is_forced: !force.is_empty() && force != "0",
            is_dumb: value("TERM") == "dumb",
        }
    }
}

impl ColorChoice {
    /// Tells whether escape sequences are written: the option wins over `NO_COLOR`, which wins
    /// over `CLICOLOR_FORCE`, which wins over what the terminal can.
    pub(super) fn is_on(self, wishes: Wishes, is_terminal: bool) -> bool {
        match self {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto if wishes.no_color => false,
            ColorChoice::Auto => wishes.is_forced || (is_terminal && !wishes.is_dumb),
        }
    }
}

/// Marks of a hit: bold and underlined, so that colour is never the only sign.
pub(super) fn hit() -> Marks {
    marks(Style::new().bold().underline())
}

/// Marks of a title.
pub(super) fn title() -> Marks {
    marks(Style::new().bold())
}

/// Marks of what matters less.
pub(super) fn faint() -> Marks {
    marks(Style::new().dimmed())
}

fn marks(style: Style) -> Marks {
    Marks::new(style.render().to_string(), style.render_reset().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wishes: `n` = NO_COLOR, `f` = CLICOLOR_FORCE, `d` = TERM=dumb, `t` = a terminal.
    fn check(choice: ColorChoice, wishes: &str, is_on: bool) {
        let has = |letter| wishes.contains(letter);
        let said = Wishes { no_color: has('n'), is_forced: has('f'), is_dumb: has('d') };
        assert_eq!(choice.is_on(said, has('t')), is_on, "{choice:?} {wishes}");
    }

    #[test]
    fn the_option_wins_over_the_environment() {
        check(ColorChoice::Always, "n", true);
        check(ColorChoice::Never, "ft", false);
    }

    #[test]
    fn no_color_wins_over_force_and_force_over_the_terminal() {
        for (wishes, is_on) in
            [("", false), ("t", true), ("dt", false), ("f", true), ("df", true), ("nft", false)]
        {
            check(ColorChoice::Auto, wishes, is_on);
        }
    }
}
