//! Random articles and queries over a small French vocabulary, so that they meet often.

/// SplitMix64 (Steele, Lea and Flood, 2014): small, and the same everywhere.
pub struct Random(u64);

/// Nouns, verbs, inflections, homographs, compounds, elisions, figures.
const WORDS: [&str; 42] = [
    "accord",
    "accords",
    "accorde",
    "militaire",
    "militaires",
    "militant",
    "paix",
    "traité",
    "traite",
    "traités",
    "maïs",
    "mais",
    "marché",
    "marche",
    "marchés",
    "signé",
    "signée",
    "signer",
    "l’accord",
    "d'accord",
    "l’été",
    "été",
    "week-end",
    "weekend",
    "nord-coréen",
    "nord",
    "coréen",
    "Corée",
    "Kim",
    "Jong-un",
    "porte-parole",
    "porteparole",
    "20 h 30",
    "11 000",
    "2024",
    "œuvre",
    "oeuvres",
    "prix",
    "a",
    "au",
    "eu",
    "dû",
];

/// Words that a phrase keeps and a plain query leaves out.
const STOP_WORDS: [&str; 10] = ["le", "la", "de", "du", "et", "à", "en", "est", "un", "qui"];

const SOURCES: [&str; 3] = ["Le Phare", "L’Écho du Nord", "Agence Paix"];
const AUTHORS: [&str; 3] = ["Anne Marché", "Kim Accord", "Jean de la Paix"];
const DATES: [&str; 4] = ["2023", "2024-02", "2024-06-18", "2025-01-02"];
const DATE_RANGES: [&str; 6] =
    ["2024", "..2024-02", "2024-03..", "2024..2025", ">2024-02", "<2024"];
const PATTERNS: [&str; 14] = [
    "milit*",
    "accord*",
    "mar*",
    "m*",
    "nord-*",
    "l'acc*",
    "trait?",
    "ma?s",
    "m*t*e",
    "week*",
    "~militaire",
    "~traite",
    "accors~",
    "11 0*",
];

/// Conditions that a request has beside its query.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filters {
    pub from: Option<&'static str>,
    pub to: Option<&'static str>,
    pub source: Option<&'static str>,
}

impl Random {
    pub fn new(seed: u64) -> Self {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn is_one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn choose<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    fn word(&mut self) -> &'static str {
        if self.is_one_in(4) { self.choose(&STOP_WORDS) } else { self.choose(&WORDS) }
    }

    /// Makes an article as a line of JSON.
    pub fn article(&mut self, id: usize) -> String {
        let mut article = serde_json::json!({"id": id.to_string(), "body": self.body()});
        if !self.is_one_in(3) {
            article["title"] = self.words(5).into();
        }
        for (key, values) in [
            ("source", &SOURCES[..]),
            ("author", &AUTHORS),
            ("date", &DATES),
            ("section", &["Monde / Nord", "Marchés"]),
            ("lang", &["fr", "fr-CA"]),
            ("url", &["https://phare.fr/monde/accord-2024", "https://echo.fr/prix"]),
        ] {
            if !self.is_one_in(4) {
                article[key] = self.choose(values).into();
            }
        }
        article.to_string() + "\n"
    }

    fn words(&mut self, most: usize) -> String {
        let words: Vec<_> = (0..=self.below(most)).map(|_| self.word()).collect();
        words.join(" ")
    }

    /// Makes paragraphs of sentences; one text in three is longer than a passage.
    fn body(&mut self) -> String {
        let paragraphs = 1 + self.below(3);
        let sentences = if self.is_one_in(3) { 14 } else { 4 };
        let paragraph = |random: &mut Random| {
            let sentences = (0..=random.below(sentences)).map(|_| random.sentence());
            sentences.collect::<Vec<_>>().join(" ")
        };
        let paragraphs: Vec<_> = (0..paragraphs).map(|_| paragraph(self)).collect();
        paragraphs.join("\n\n")
    }

    fn sentence(&mut self) -> String {
        let words = self.words(9);
        let mut letters = words.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        let comma = if self.is_one_in(3) { ", " } else { " " };
        format!("{first}{}{comma}{}.", letters.as_str(), self.words(4))
    }

    /// Makes a query of the whole language.
    pub fn query(&mut self) -> String {
        match self.below(6) {
            0 => self.plain(),
            _ => self.strict(3),
        }
    }

    /// Makes filters that stand beside a query, as words of the query language; mostly none.
    pub fn filters(&mut self) -> Filters {
        if !self.is_one_in(5) {
            return Filters::default();
        }
        Filters {
            from: self.is_one_in(2).then_some("2024-02"),
            to: self.is_one_in(2).then_some("2024"),
            source: self.is_one_in(2).then(|| SOURCES[self.below(SOURCES.len())]),
        }
    }

    /// Makes a query of a few words without signs.
    pub fn question(&mut self) -> String {
        self.words(5)
    }

    /// Makes a query of proximities inside each other, with operators on their sides.
    pub fn nested(&mut self) -> String {
        let (side, reach, inner) = (self.side(1), self.reach(), self.near(3));
        let nested = match self.is_one_in(2) {
            true => format!("{side} {reach} ({inner})"),
            false => format!("({inner}) {reach} ({})", self.near(2)),
        };
        match self.below(4) {
            0 => format!("({nested}) ET {}", self.leaf()),
            1 => format!("{}({nested})", self.condition()),
            _ => nested,
        }
    }

    /// Makes a query of loose phrases near something.
    pub fn loose(&mut self) -> String {
        let (reach, outer) = (self.reach(), self.reach());
        let words = 1 + self.below(3);
        let words: Vec<_> = (0..=words).map(|_| self.word()).collect();
        let loose = format!("\"{}\"~{}", words.join(" "), 1 + self.below(6));
        let near = format!("{loose} {reach} {}", self.side(1));
        match self.below(5) {
            0 => format!("({near}) {outer} {}", self.side(2)),
            1 => format!("{} {outer} ({near})", self.side(1)),
            2 => format!("{} SAUF ({near})", self.leaf()),
            3 => format!("{}({near})", self.condition()),
            _ => near,
        }
    }

    /// Words side by side with signs.
    fn plain(&mut self) -> String {
        let mut parts = Vec::new();
        for _ in 0..=self.below(4) {
            let leaf = self.leaf();
            parts.push(match self.below(8) {
                0 => format!("+{leaf}"),
                1 => format!("-{leaf}"),
                2 => format!("{leaf}^2"),
                _ => leaf,
            });
        }
        parts.join(" ")
    }

    fn strict(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.leaf();
        }
        let inner = |random: &mut Random| match random.is_one_in(2) {
            true => random.leaf(),
            false => format!("({})", random.strict(depth - 1)),
        };
        match self.below(12) {
            0 | 1 => format!("{} ET {}", inner(self), inner(self)),
            2 | 3 => format!("{} OU {}", inner(self), inner(self)),
            4 => format!("{} SAUF {}", inner(self), inner(self)),
            5 => match self.below(3) {
                0 => format!("NON (NON {})", inner(self)),
                1 => format!("({})^{}", inner(self), 2 + self.below(3)),
                _ => format!("NON {}", inner(self)),
            },
            6..=8 => self.near(depth),
            9 => format!("{}{}", self.condition(), inner(self)),
            10 => format!("{} ET {}", inner(self), self.metadata()),
            _ => self.leaf(),
        }
    }

    fn near(&mut self, depth: usize) -> String {
        let reach = self.reach();
        format!("{} {reach} {}", self.side(depth - 1), self.side(depth - 1))
    }

    fn reach(&mut self) -> String {
        match self.below(6) {
            0 => "/phrase".to_owned(),
            1 => "/para".to_owned(),
            2 => format!("+{}", 1 + self.below(9)),
            _ => format!("/{}", 1 + self.below(9)),
        }
    }

    fn side(&mut self, depth: usize) -> String {
        match self.below(8) {
            0 => format!("({} OU {})", self.leaf(), self.leaf()),
            1 => format!("({} ET {})", self.leaf(), self.leaf()),
            2 => format!("({} SAUF {})", self.leaf(), self.leaf()),
            3 if depth > 0 => format!("({})", self.near(depth)),
            4 if depth > 0 => format!("({} SAUF ({}))", self.leaf(), self.near(depth)),
            _ => self.leaf(),
        }
    }

    fn condition(&mut self) -> String {
        match self.below(3) {
            0 => format!("min{}:", 1 + self.below(4)),
            1 => format!("debut{}:", 3 + self.below(20)),
            _ => "titre:".to_owned(),
        }
    }

    fn metadata(&mut self) -> String {
        match self.below(7) {
            0 => format!("source:{}", self.choose(&["phare", "Écho", "\"Agence Paix\"", "pai*"])),
            1 => format!("auteur:{}", self.choose(&["Kim", "(Kim OU Anne)", "(Jean /4 Paix)"])),
            2 => format!("date:{}", self.choose(&DATE_RANGES)),
            3 => format!("lang:{}", self.choose(&["fr", "CA"])),
            4 => format!("section:{}", self.choose(&["monde", "marchés", "marché"])),
            5 => format!("url:{}", self.choose(&["phare", "echo.fr", "accord"])),
            _ => "NON source:phare".to_owned(),
        }
    }

    fn leaf(&mut self) -> String {
        match self.below(12) {
            0 => self.choose(&PATTERNS).to_owned(),
            1 => format!("={}", self.word()),
            2 => self.written(),
            3..=5 => self.phrase(),
            6 => format!("{}^{}", self.word(), 2 + self.below(3)),
            _ => self.word().to_owned(),
        }
    }

    /// A word to be found letter for letter, with or without a capital.
    fn written(&mut self) -> String {
        let word = self.word();
        let mut letters = word.chars();
        match letters.next().filter(|_| self.is_one_in(2)) {
            Some(first) => format!("=={}{}", first.to_uppercase(), letters.as_str()),
            None => format!("=={word}"),
        }
    }

    fn phrase(&mut self) -> String {
        let mut words = Vec::new();
        for _ in 0..2 + self.below(3) {
            words.push(match self.below(12) {
                0 => format!("{}|{}", self.word(), self.word()),
                1 => self.choose(&["milit*", "accor*", "trait?"]).to_owned(),
                2 => format!("={}", self.word()),
                3 => self.written(),
                _ => self.word().to_owned(),
            });
        }
        let sign = match self.below(12) {
            0 => "=",
            1 => "==",
            _ => "",
        };
        let behind = match self.below(16) {
            0 | 1 => format!("~{}", 1 + self.below(4)),
            2 => "^2".to_owned(),
            _ => String::new(),
        };
        format!("{sign}\"{}\"{behind}", words.join(" "))
    }
}
