//! What is said of a name that neither summary has: what comes near it, or what there is.

use super::CheckError;
use super::parser::Part;
use crate::messages::Text;
use crate::summary::diff::visible::visible;
use std::collections::BTreeSet;

/// Names that an error lists at most.
const MOST_NAMES: usize = 12;

/// The place of what stands behind a figure, as an error takes it.
pub(super) const VERB: &str = ".";

/// A path that has to go on.
pub(super) fn wants_more(part: &Part, known: Vec<&str>) -> CheckError {
    CheckError::new(
        part.at,
        Text::new("check-wants-more").with("name", part.name.clone()).with("known", list(known)),
    )
}

/// A name that neither summary has, and what comes near it.
pub(super) fn unknown(part: &Part, place: &str, known: Vec<&str>) -> CheckError {
    let in_place = |[verb, bare, placed]: [&'static str; 3]| match place {
        VERB => Text::new(verb),
        "" => Text::new(bare),
        place => Text::new(placed).with("place", visible(place)),
    };
    let lower = part.name.to_lowercase();
    let distance = |known: &str| strsim::damerau_levenshtein(&known.to_lowercase(), &lower);
    let near = known.iter().map(|known| (distance(known), *known)).min();
    let is_near = |distance: usize| distance <= (lower.chars().count() / 3).max(2);
    let says = match near {
        Some((distance, near)) if is_near(distance) => {
            in_place(["check-verb-near", "check-unknown-near", "check-unknown-near-in"])
                .with("near", visible(near))
        }
        _ => in_place(["check-verb", "check-unknown", "check-unknown-in"]).with("known", list(known)),
    };
    let nr = part.nr.map_or_else(String::new, |nr| format!("[{nr}]"));
    let says = says.with("name", format!("{}{nr}", visible(&part.name)));
    CheckError::new(part.at, says)
}

fn list(known: Vec<&str>) -> String {
    let mut seen = BTreeSet::new();
    let known: Vec<&str> = known.into_iter().filter(|name| seen.insert(*name)).collect();
    let mut names = visible(&known[..known.len().min(MOST_NAMES)].join(", "));
    if known.len() > MOST_NAMES {
        names.push_str(" …");
    }
    names
}
