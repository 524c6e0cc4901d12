//! Names of months and weekdays as pages print them, and the folding they are looked up with.

/// Returns the month (1 to 12) of a French or English name or abbreviation, already folded.
pub(super) fn month(word: &str) -> Option<i8> {
    let number = MONTHS.iter().position(|names| names.contains(&word))? + 1;
    i8::try_from(number).ok()
}

/// Returns the weekday (Monday is 0) of a folded name.
pub(super) fn weekday(word: &str) -> Option<i64> {
    let number = WEEKDAYS.iter().position(|names| names.contains(&word))?;
    i64::try_from(number).ok()
}

/// Lower-cases a text and drops its accents: `Août` becomes `aout`.
pub(crate) fn unaccented(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            // Most letters of any text: no tables needed.
            ascii if ascii.is_ascii() && ascii != '`' => folded.push(ascii.to_ascii_lowercase()),
            other => folded.extend(other.to_lowercase().filter_map(plain)),
        }
    }
    folded
}

fn plain(letter: char) -> Option<char> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' | 'ı' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ş' => 's',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ÿ' | 'ý' => 'y',
        '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        // Marks of decomposed accents, soft hyphen, zero-width characters.
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => return None,
        other => other,
    })
}

const MONTHS: [&[&str]; 12] = [
    &["janvier", "janv", "jan", "january"],
    &["fevrier", "fevr", "fev", "february", "feb"],
    &["mars", "mar", "march"],
    &["avril", "avr", "april", "apr"],
    &["mai", "may"],
    &["juin", "jun", "june"],
    &["juillet", "juill", "juil", "jul", "july"],
    &["aout", "aou", "august", "aug"],
    &["septembre", "sept", "sep", "september"],
    &["octobre", "oct", "october"],
    &["novembre", "nov", "november"],
    &["decembre", "dec", "december"],
];

// French and English, then Turkish and Spanish: pages of foreign papers keep their own weekday.
const WEEKDAYS: [&[&str]; 7] = [
    &["lundi", "lun", "monday", "mon", "pazartesi", "lunes"],
    &["mardi", "mar", "tuesday", "tue", "sali", "martes"],
    &["mercredi", "mer", "wednesday", "wed", "carsamba", "miercoles"],
    &["jeudi", "jeu", "thursday", "thu", "persembe", "jueves"],
    &["vendredi", "ven", "friday", "fri", "cuma", "viernes"],
    &["samedi", "sam", "saturday", "sat", "cumartesi", "sabado"],
    &["dimanche", "dim", "sunday", "sun", "pazar", "domingo"],
];
