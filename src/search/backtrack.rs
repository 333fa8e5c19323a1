//! Patterns with look-around and back-references: line by line, by backtracking.

use super::pattern::LineEnds;
use super::piece_matcher::PieceMatcher;
use super::sink::Sink;
use fancy_regex::Regex;
use std::cell::Cell;

thread_local! {
    static N_TRIED: Cell<u64> = const { Cell::new(0) };
}

/// How many lines this thread has tried by backtracking: a thread that paints tries none.
#[must_use]
pub fn n_lines_tried() -> u64 {
    N_TRIED.get()
}

/// Finds matches in `text`, the bytes of `matcher`. A line on which backtracking gives up counts
/// as one without further matches, and is reported.
pub(super) fn find<S: Sink>(
    fancy: &Regex,
    ends: LineEnds,
    text: &str,
    matcher: &mut PieceMatcher<'_>,
    sink: &mut S,
) {
    matcher.pass_open_row(sink);
    let mut line = text[..matcher.at.min(text.len())].rfind('\n').map_or(0, |lf| lf + 1);
    while line <= matcher.limit.min(text.len()) && matcher.may_start(line.max(matcher.at)) {
        let end = text[line..].find('\n').map_or(text.len(), |lf| line + lf);
        let text_end = ends.text_end(text.as_bytes(), end).max(line);
        find_in_line(fancy, &text[line..text_end], line, matcher, sink);
        line = end + 1;
    }
}

fn find_in_line<S: Sink>(
    fancy: &Regex,
    text: &str,
    line: usize,
    matcher: &mut PieceMatcher<'_>,
    sink: &mut S,
) {
    N_TRIED.set(N_TRIED.get() + 1);
    let mut at = matcher.at.saturating_sub(line);
    while at <= text.len() {
        let found = match fancy.find_from_pos(text, at) {
            Ok(Some(found)) => found,
            Ok(None) => return,
            Err(_) => return sink.gave_up(),
        };
        let (start, end) = (line + found.start(), line + found.end());
        let step = |at: usize| at + text[at..].chars().next().map_or(1, char::len_utf8);
        if start == end && matcher.last_end == Some(end) {
            at = step(found.end());
            continue;
        }
        if !matcher.may_start(start) {
            return;
        }
        matcher.hit(start, end, sink);
        if !S::EACH {
            return;
        }
        at = found.end();
    }
}
