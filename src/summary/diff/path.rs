//! Paths of figures: `lines.count`, `columns.amount.mean`, `columns.'unit price'.type`.
//!
//! A word that is a name of ours or a simple name of a column stands bare; any other name is quoted, with its quotes
//! doubled. Of columns of one name the second is `columns.amount[2]`.

/// What stands before a column's name.
pub const COLUMNS: &str = "columns";

/// The unit of places among columns.
pub(super) const PLACE: &str = "place";

/// What is asked of all columns together.
pub const SETS: [&str; 6] = ["added", "removed", "moved", "renamed", "retyped", "differing"];

/// What is asked of a figure, a table, a section or a column.
pub const VERBS: [&str; 11] =
    ["changed", "rose", "fell", "a", "b", "value", "came", "went", "moved", "renamed", "drift"];

/// Words of the language itself.
pub const WORDS: [&str; 6] = ["and", "or", "not", "true", "false", "null"];

/// Whether a text can stand bare.
pub(super) fn is_word(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_alphabetic() || c == '_') && chars.all(is_word_char)
}

/// Whether a character goes on with a word.
pub(super) fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The path of a column: `nr` counts those of the same name from 1; `facts` are the names that the section itself
/// has.
pub(super) fn of_column(name: &str, nr: usize, facts: &[&str]) -> String {
    let is_taken =
        facts.contains(&name) || SETS.contains(&name) || WORDS.contains(&name) || VERBS.contains(&name);
    let name = if is_word(name) && !is_taken { name.to_owned() } else { quoted(name) };
    match nr {
        1 => format!("{COLUMNS}.{name}"),
        nr => format!("{COLUMNS}.{name}[{nr}]"),
    }
}

/// A name that is no column's: bare if it can be.
pub(super) fn of_key(key: &str) -> String {
    if is_word(key) { key.to_owned() } else { quoted(key) }
}

/// A name in quotes.
pub(super) fn quoted(name: &str) -> String {
    format!("'{}'", name.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_names_stand_bare_and_others_are_quoted() {
        for (name, nr, path) in [
            ("amount", 1, "columns.amount"),
            ("größe_2", 1, "columns.größe_2"),
            ("unit price", 1, "columns.'unit price'"),
            ("it's", 2, "columns.'it''s'[2]"),
            ("rows", 1, "columns.'rows'"),
            ("added", 1, "columns.'added'"),
            ("mean", 3, "columns.mean[3]"),
            ("", 1, "columns.''"),
            ("2nd", 1, "columns.'2nd'"),
        ] {
            assert_eq!(of_column(name, nr, &["rows", "bad_rows"]), path);
        }
    }
}
