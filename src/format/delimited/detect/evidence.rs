//! The evidence for a dialect, a sentence each.

use super::columns::Why;
use super::cut::Syntax;
use crate::base::units::len_u64;
use crate::messages::Text;

/// What was counted.
pub(super) struct Counted {
    /// Records of the table in the samples, and how many have its number of cells.
    pub n_rows: u64,
    pub n_even: u64,
    pub n_columns: usize,
    pub n_quoted: usize,
    pub n_unclosed: usize,
    pub n_above: usize,
    pub n_below: usize,
    pub n_others: usize,
    pub names_delimiter: bool,
    pub n_header: usize,
    pub why: Why,
    /// The delimiter that came second, and in percent of the first one's score.
    pub runner_up: Option<(Box<[u8]>, u64)>,
}

/// All that speaks for the dialect, and what it lost to.
pub(super) fn evidence(syntax: &Syntax, comment: Option<u8>, counted: &Counted) -> Vec<Text> {
    let mut says = Vec::new();
    if counted.names_delimiter {
        says.push(Text::new("sniff-sep-line").with("delimiter", shown(&syntax.delimiter)));
    }
    says.push(if syntax.delimiter.is_empty() {
        Text::new("sniff-one-column").with("of", counted.n_rows)
    } else {
        Text::new("sniff-delimiter")
            .with("n", counted.n_even)
            .with("of", counted.n_rows)
            .with("columns", len_u64(counted.n_columns))
            .with("delimiter", shown(&syntax.delimiter))
    });
    if let Some((delimiter, percent)) = &counted.runner_up {
        says.push(Text::new("sniff-runner-up").with("delimiter", shown(delimiter)).with("percent", *percent));
    }
    if let Some(quote) = syntax.quote.filter(|_| counted.n_quoted > 0) {
        says.push(
            Text::new("sniff-quote").with("n", len_u64(counted.n_quoted)).with("quote", shown(&[quote])),
        );
    }
    if let Some(escape) = syntax.escape {
        says.push(Text::new("sniff-escape").with("escape", shown(&[escape])));
    }
    if syntax.trims {
        says.push(Text::new("sniff-trims"));
    }
    if let Some(comment) = comment {
        says.push(Text::new("sniff-comment").with("comment", shown(&[comment])));
    }
    says.push(header(counted));
    let counts = [
        ("sniff-unclosed", counted.n_unclosed),
        ("sniff-preamble", counted.n_above),
        ("sniff-footer", counted.n_below),
        ("sniff-tables", counted.n_others),
    ];
    says.extend(counts.iter().filter(|(_, n)| *n > 0).map(|(key, n)| Text::new(key).with("n", len_u64(*n))));
    says
}

fn header(counted: &Counted) -> Text {
    let says = match counted.why {
        Why::Contrast(n) => Text::new("sniff-header-contrast").with("n", len_u64(n)),
        Why::NoContrast(n) => Text::new("sniff-header-none").with("n", len_u64(n)),
        Why::Names => Text::new("sniff-header-names"),
        Why::NoNames => Text::new("sniff-header-no-names"),
    };
    says.with("rows", len_u64(counted.n_header))
}

/// A delimiter or quote as displayed: in quotes, with escapes for what is invisible.
fn shown(bytes: &[u8]) -> String {
    format!(
        "“{}”",
        bytes.escape_ascii().to_string().replace("\\\"", "\"").replace("\\'", "'").replace("\\\\", "\\")
    )
}
