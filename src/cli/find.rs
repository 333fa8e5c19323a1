//! `gander find`: lists or counts the matches of a pattern, by the same search as the window's.

use super::ListFormat;
use super::find_args::FindArgs;
use super::live::LiveList;
use super::out::Out;
use super::{CommandEnd, count};
use crate::messages::Text;
use crate::search::{Query, Search};
use std::sync::Arc;

pub(super) fn run(args: &FindArgs) -> Result<(), CommandEnd> {
    let mut flow = args.open()?;
    let counts_hits = args.count || args.form == ListFormat::Jsonl && !args.count_rows;
    let encoding = flow.encoding(args.is_beyond_ascii())?;
    let search = Search::new(&Query::of(args.pattern()), encoding, counts_hits);
    let search = Arc::new(search.map_err(|why| CommandEnd::Says(format!("{}.", why.in_english())))?);
    let mut out = Out::open(args.output.as_deref(), Some(flow.snapshot()), args.input.path())?;
    let found = if args.lists() || args.limit.is_some() {
        let found = LiveList { args, search: &search, encoding }.print(&mut flow, &mut out);
        match found {
            Ok((n, _)) if !args.lists() => count::print(n, &mut out).and(found),
            found => found,
        }
    } else {
        count::run(args, &search, flow.snapshot(), &mut out)
    };
    if let Err(CommandEnd::Says(_)) | Ok(_) = &found {
        // What was found before something went wrong is an answer, too.
        out.finish(true)?;
    }
    let (n, n_gave_up) = found?;
    if n_gave_up > 0 {
        let lines = Text::new("count-lines").with("n", n_gave_up).in_english();
        return Err(CommandEnd::Says(format!(
            "the pattern took too long in {lines}; what it found before counts"
        )));
    }
    if n == 0 { Err(CommandEnd::No) } else { Ok(()) }
}
