//! `gander find`: lists or counts the matches of a pattern, by the same search as the window's.

use super::find_args::{FindArgs, FindFormat};
use super::out::Out;
use super::{CommandEnd, live, matches};
use crate::messages::Text;
use crate::search::{Query, Search};
use std::sync::Arc;

pub(super) fn run(args: &FindArgs) -> Result<(), CommandEnd> {
    let flow = args.open()?;
    let counts_hits = args.count || args.form == FindFormat::Jsonl && !args.count_rows;
    let encoding = flow.encoding(args.is_beyond_ascii())?;
    let search = Search::new(&Query::of(args.pattern()), encoding, counts_hits);
    let search = Arc::new(search.map_err(|why| CommandEnd::Says(format!("{}.", why.in_english())))?);
    let mut out = Out::open(args.output.as_deref(), Some(flow.snapshot()), args.input.path())?;
    let (n, n_gave_up) = if args.lists() && !flow.is_live() {
        let (n, n_gave_up, stop) = matches::print(args, &search, encoding, flow.snapshot(), &mut out)?;
        out.finish(true)?;
        stop.map_or(Ok((n, n_gave_up)), Err)?
    } else {
        live::run(args, &search, encoding, flow, out)?
    };
    if n_gave_up > 0 {
        let lines = Text::new("count-lines").with("n", n_gave_up).in_english();
        return Err(CommandEnd::Says(format!(
            "the pattern took too long in {lines}; what it found before counts"
        )));
    }
    if n == 0 { Err(CommandEnd::No) } else { Ok(()) }
}
