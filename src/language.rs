//! The languages in which the program speaks to people.

/// A language of messages. Keys in data are English always.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// French, with French typography.
    French,
    /// English.
    #[default]
    English,
}

impl Language {
    /// Returns French for a locale such as `fr`, `fr_FR.UTF-8`, `fr-CA` or `fr:en`; English for
    /// any other, `C` and the empty one included.
    pub fn from_locale(locale: &str) -> Self {
        let code = locale.split(['_', '-', '.', '@', ':']).next().unwrap_or_default();
        match code.trim().eq_ignore_ascii_case("fr") {
            true => Language::French,
            false => Language::English,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_is_french_by_its_language_code() {
        for locale in ["fr", "fr_FR.UTF-8", "fr-CA", "FR", "fr_CH@euro", "fr:en"] {
            assert_eq!(Language::from_locale(locale), Language::French, "{locale}");
        }
        for locale in ["", "C", "POSIX", "en_US.UTF-8", "frr_DE", "de_DE", "en:fr"] {
            assert_eq!(Language::from_locale(locale), Language::English, "{locale}");
        }
    }
}
