//! What the columns of a table hold, and which records name them.

use super::cut::{Cell, Row, Rows};
use super::kinds::{Class, Kind, kind};
use std::collections::BTreeSet;

/// Records that a column's class is taken from.
const MOST_ROWS: usize = 200;

/// Records of names at most.
const MOST_HEADER: usize = 4;

/// Words that name columns in most languages that tables are written in.
const NAMES: [&str; 44] = [
    "id",
    "name",
    "date",
    "time",
    "type",
    "city",
    "country",
    "value",
    "price",
    "quantity",
    "amount",
    "total",
    "year",
    "month",
    "day",
    "status",
    "code",
    "comment",
    "description",
    "email",
    "address",
    "url",
    "title",
    "category",
    "count",
    "number",
    "key",
    "product",
    "user",
    "state",
    "lat",
    "lon",
    "latitude",
    "longitude",
    "timestamp",
    "nom",
    "datum",
    "fecha",
    "nombre",
    "ort",
    "preis",
    "menge",
    "stadt",
    "notes",
];

/// A sample's bytes and records.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    pub bytes: &'a [u8],
    pub rows: &'a Rows,
}

impl<'a> Table<'a> {
    pub(super) fn content(&self, cell: &Cell) -> &'a [u8] {
        self.bytes.get(cell.bytes.clone()).unwrap_or_default()
    }

    pub(super) fn kind(&self, cell: &Cell) -> Kind {
        kind(self.content(cell))
    }

    /// The class of each column that holds numbers, dates or the like in four of five cells.
    pub(super) fn typed_columns(&self, rows: &[&Row], width: usize) -> Vec<Option<Class>> {
        let mut counts = vec![[0_usize; Class::ALL.len()]; width];
        for row in rows.iter().filter(|row| row.width() == width).take(MOST_ROWS) {
            for (cell, counts) in self.rows.cells(row).iter().zip(&mut counts) {
                let class = self.kind(cell).class();
                if let Some(nr) = class.and_then(|class| Class::ALL.iter().position(|of| *of == class)) {
                    counts[nr] += 1;
                }
            }
        }
        let of = |counts: [usize; Class::ALL.len()]| {
            let all: usize = counts.iter().sum();
            let (nr, n) = counts.iter().enumerate().max_by_key(|(nr, n)| (**n, std::cmp::Reverse(*nr)))?;
            (all > 0 && 5 * n >= 4 * all).then(|| Class::ALL[nr]).filter(|class| class.is_typed())
        };
        counts.into_iter().map(of).collect()
    }

    /// In how many typed columns a record has text, and in how many a value of the column's class.
    pub(super) fn contrast(&self, row: &Row, columns: &[Option<Class>]) -> (usize, usize) {
        let (mut n_text, mut n_same) = (0, 0);
        for (cell, class) in self.rows.cells(row).iter().zip(columns) {
            let Some(class) = class else { continue };
            match self.kind(cell).class() {
                Some(found) if found == *class => n_same += 1,
                Some(Class::Text) => n_text += 1,
                _ => {}
            }
        }
        (n_text, n_same)
    }
}

/// Why the first records are names of columns, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// So many columns hold numbers, dates or the like, but not there.
    Contrast(usize),
    /// So many columns hold the same kinds there as below.
    NoContrast(usize),
    /// All is text, and they look like names: short, unlike each other and what follows.
    Names,
    /// All is text, and they don't.
    NoNames,
}

/// How many of the first of `rows` are names of columns.
pub(super) fn header(table: Table<'_>, rows: &[&Row], width: usize) -> (usize, Why) {
    let Some((first, rest)) = rows.split_first() else { return (0, Why::NoNames) };
    let below = if rest.is_empty() {
        rows
    } else {
        &rest[rest.len().min(MOST_HEADER) * usize::from(rest.len() > 8)..]
    };
    let columns = table.typed_columns(below, width);
    let (n_text, n_same) = table.contrast(first, &columns);
    if rest.is_empty() {
        return match looks_like_names(table, first, &[]) && n_same == 0 {
            true => (1, Why::Names),
            false => (0, Why::NoContrast(n_same)),
        };
    }
    if n_same > 0 && n_text <= n_same {
        return (0, Why::NoContrast(n_same));
    }
    // In a short table further rows of names hide what the columns hold.
    let skips = 1..MOST_HEADER.min(rest.len().saturating_sub(1));
    let is_told =
        |columns: &Vec<Option<Class>>| matches!(table.contrast(first, columns), (n_text, 0) if n_text > 0);
    let shorter = skips.map(|skip| table.typed_columns(&rest[skip..], width)).find(is_told);
    let columns = shorter.filter(|_| n_text == 0).unwrap_or(columns);
    let (n_text, _) = table.contrast(first, &columns);
    if n_text == 0 {
        return match looks_like_names(table, first, rest) {
            true => (1, Why::Names),
            false => (0, Why::NoNames),
        };
    }
    let more = rest.iter().take((MOST_HEADER - 1).min(rest.len() - 1)).take_while(|row| {
        let (n_text, n_same) = table.contrast(row, &columns);
        n_text > 0 && n_same == 0
    });
    (1 + more.count(), Why::Contrast(n_text))
}

/// Whether cells are short, differ from each other, and do not stand below once more.
fn looks_like_names(table: Table<'_>, first: &Row, rest: &[&Row]) -> bool {
    let cells = table.rows.cells(first);
    let names: Vec<&[u8]> = cells.iter().map(|cell| table.content(cell).trim_ascii()).collect();
    let set: BTreeSet<&[u8]> = names.iter().copied().collect();
    let is_name = |name: &&[u8]| {
        let text = matches!(kind(name), Kind::Word | Kind::Phrase);
        let mut digits = name.iter().filter(|byte| byte.is_ascii_digit());
        text && name.len() <= 40 && digits.by_ref().count() * 2 < name.len() && !name.ends_with(b".")
    };
    let n_names = names.iter().filter(|name| is_name(name)).count();
    let is_known = |name: &&[u8]| {
        let mut words = name.split(|byte| !byte.is_ascii_alphanumeric());
        words.any(|word| NAMES.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(word)))
    };
    let n_known = names.iter().filter(|name| is_known(name)).count();
    if set.len() < names.len() || 4 * n_names < 3 * names.len() || n_names == 0 {
        return false;
    }
    if 2 * n_known >= names.len() {
        return true;
    }
    let recurs = |(nr, name): (usize, &&[u8])| {
        rest.iter().take(MOST_ROWS).any(|row| {
            table.rows.cells(row).get(nr).is_some_and(|cell| table.content(cell).trim_ascii() == *name)
        })
    };
    n_names == names.len() && !names.iter().enumerate().any(recurs)
}
