//! Clean tables, made by a seed, and how they are written.

/// SplitMix64 (Steele, Lea and Flood 2014).
#[derive(Clone)]
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).expect("it fits");
        usize::try_from(self.next() % n.max(1)).expect("below a usize")
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

const CITIES: [&str; 14] = [
    "Oslo",
    "Rome",
    "Köln",
    "São Paulo",
    "New York",
    "Aix-en-Provence",
    "Zürich",
    "Ho Chi Minh City",
    "Málaga",
    "York",
    "Washington, D.C.",
    "Bath",
    "Lyon",
    "Reykjavík",
];
const WORDS: [&str; 20] = [
    "the", "river", "was", "cold", "market", "opened", "late", "because", "nobody", "had", "keys", "and",
    "so", "we", "waited", "under", "awning", "until", "seven", "o'clock",
];
const CODES: [&str; 6] = ["A-17", "B-2", "XK9", "Q-400", "R2", "ZZ-1"];
const PEOPLE: [&str; 8] =
    ["Ann Lee", "Bo Öst", "Cai O'Neil", "Dee Fox", "Eli Roth", "Fay Wu", "Gil Paz", "Ida Kim"];

/// What a column holds, with its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Of {
    Id,
    Date,
    Time,
    Stamp,
    Decimal,
    Price,
    City,
    Code,
    Person,
    Flag,
    Mail,
    Url,
    Sentence,
}

const ALL: [(Of, &str); 13] = [
    (Of::Id, "id"),
    (Of::Date, "date"),
    (Of::Time, "start time"),
    (Of::Stamp, "created_at"),
    (Of::Decimal, "amount"),
    (Of::Price, "price"),
    (Of::City, "city"),
    (Of::Code, "model"),
    (Of::Person, "contact"),
    (Of::Flag, "active"),
    (Of::Mail, "email"),
    (Of::Url, "url"),
    (Of::Sentence, "comment"),
];

impl Of {
    pub fn cell(self, random: &mut Random, nr: usize) -> String {
        let (a, b, c) = (random.below(12) + 1, random.below(28) + 1, random.below(60));
        match self {
            Self::Id => (1000 + nr).to_string(),
            Self::Date => format!("20{:02}-{a:02}-{b:02}", random.below(26)),
            Self::Time => format!("{:02}:{c:02}:{:02}", random.below(24), random.below(60)),
            Self::Stamp => format!("2025-{a:02}-{b:02} {:02}:{c:02}", random.below(24)),
            Self::Decimal => format!("{}.{:02}", random.below(5000), c),
            Self::Price => format!("${},{:03}.{c:02}", 1 + random.below(9), random.below(1000)),
            Self::City => random.pick(&CITIES).to_owned(),
            Self::Code => random.pick(&CODES).to_owned(),
            Self::Person => random.pick(&PEOPLE).to_owned(),
            Self::Flag => random.pick(&["true", "false"]).to_owned(),
            Self::Mail => format!("u{}@example.org", random.below(900)),
            Self::Url => format!("https://example.org/p/{}?a=1&b={a}", random.below(900)),
            Self::Sentence => sentence(random),
        }
    }
}

/// Words, at times with commas, quotes and line ends.
fn sentence(random: &mut Random) -> String {
    let mut text = String::new();
    for nr in 0..2 + random.below(12) {
        let joint = match random.below(24) {
            _ if nr == 0 => "",
            0 => ", ",
            1 => "; ",
            2 if random.one_in(2) => "\n",
            3 if random.one_in(2) => " \"so\" ",
            _ => " ",
        };
        text.push_str(joint);
        text.push_str(random.pick(&WORDS));
    }
    text
}

/// A table: names first, if it has any.
#[derive(Clone)]
pub struct Clean {
    pub columns: Vec<Of>,
    pub names: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Clean {
    pub fn new(random: &mut Random, n_columns: usize, n_rows: usize) -> Self {
        let mut columns = Vec::new();
        let mut names: Vec<String> = Vec::new();
        for nr in 0..n_columns {
            let (of, name) = random.pick(&ALL);
            columns.push(of);
            names.push(if names.iter().any(|other| other == name) {
                format!("{name} {nr}")
            } else {
                name.to_owned()
            });
        }
        let mut row = |nr: usize| -> Vec<String> {
            let mut cell = |of: &Of| {
                let cell = of.cell(random, nr);
                if n_columns > 1 && random.one_in(15) { String::new() } else { cell }
            };
            columns.iter().map(&mut cell).collect()
        };
        let rows = (0..n_rows).map(&mut row).collect();
        Self { columns, names, rows }
    }

    /// Names and rows.
    pub fn records(&self) -> Vec<Vec<String>> {
        std::iter::once(self.names.clone()).chain(self.rows.iter().cloned()).collect()
    }
}

/// How a table is written.
#[derive(Clone)]
pub struct Style {
    pub delimiter: String,
    pub quote: char,
    pub backslash: bool,
    pub end: &'static str,
}

impl Default for Style {
    fn default() -> Self {
        Self { delimiter: ",".into(), quote: '"', backslash: false, end: "\n" }
    }
}

impl Style {
    pub fn needs_quotes(&self, cell: &str, is_alone: bool) -> bool {
        cell.contains(&self.delimiter)
            || cell.contains(self.delimiter.trim_end())
            || cell.contains([self.quote, '\n', '\r'])
            || cell.trim() != cell
            || (is_alone && cell.is_empty())
    }

    pub fn quoted(&self, cell: &str) -> String {
        let mut text = String::from(self.quote);
        for c in cell.chars() {
            if c == self.quote {
                text.push(if self.backslash { '\\' } else { self.quote });
            } else if c == '\\' && self.backslash {
                text.push('\\');
            }
            text.push(c);
        }
        text.push(self.quote);
        text
    }

    pub fn cell(&self, cell: &str, is_alone: bool) -> String {
        if self.needs_quotes(cell, is_alone) { self.quoted(cell) } else { cell.to_owned() }
    }

    /// The cells of a record as written, without delimiters.
    pub fn cells(&self, row: &[String]) -> Vec<String> {
        row.iter().map(|cell| self.cell(cell, row.len() == 1)).collect()
    }

    pub fn line(&self, row: &[String]) -> String {
        self.cells(row).join(&self.delimiter) + self.end
    }

    pub fn text(&self, records: &[Vec<String>]) -> String {
        records.iter().map(|row| self.line(row)).collect()
    }
}
