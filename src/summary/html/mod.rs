//! The summary as a page to hand on: one file of HTML that needs no script and nothing from elsewhere.
//!
//! It promises a size, [`PAGE_BYTES`] and [`COLUMN_BYTES`] for each column of a table; that nothing which a file
//! holds becomes markup ([`markup`]); that each figure is that of the JSON, in full where it is read or in
//! `data-v`; and that what a chart shows stands in a table behind it. A policy in its head allows its own style
//! and nothing else. Attributes say where a figure is from, so that a test, or a script, finds it in the JSON:
//! `data-s` a section, `data-k` a fact or a column, `data-t` a table, `data-from` the number of its first row.
//!
//! Sections of any id are shown ([`section`]); [`columns`] and [`timeline`] know tables by their shape.

mod chart;
mod columns;
mod extracts;
mod figure;
mod head;
pub(super) mod markup;
mod notes;
mod section;
mod timeline;

use super::{Summary, Writer};
use crate::messages::{Text, say_english};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use markup::Markup;
use notes::Notes;
use section::{Body, fair_share};
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// The writer.
pub struct Html;

/// Bytes of a page without columns, at most.
pub const PAGE_BYTES: usize = 300_000;

/// Bytes that it may take for each column, at most.
pub const COLUMN_BYTES: usize = 1_000;

/// Bytes of the tables of all sections but those of columns.
const TABLE_BYTES: usize = 150_000;

/// Bytes kept for what follows the sections.
const FOOT_BYTES: usize = 12_000;

/// How the page looks.
const STYLE: &str = include_str!("style.css");

impl Writer for Html {
    fn id(&self) -> &'static str {
        "html"
    }

    fn extension(&self) -> &'static str {
        "html"
    }

    fn label(&self) -> &'static str {
        "HTML"
    }

    fn quotes_rows(&self) -> bool {
        true
    }

    fn write(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(page(summary).as_str().as_bytes())
    }
}

/// The whole page.
fn page(summary: &Summary) -> Markup {
    let mut out = Markup::default();
    let notes = Notes::of(&summary.sections);
    out.raw("<!DOCTYPE html>\n");
    out.element("html", &[("lang", "en"), ("dir", "ltr")], |out| {
        out.element("head", &[], |out| prologue(out, summary));
        out.element("body", &[], |out| {
            head::write(out, summary, &contents(summary, &notes));
            out.element("main", &[], |out| {
                head::cards(out, summary);
                head::what(out, summary);
                sections(out, summary);
                notes.write(out);
            });
            out.element("footer", &[], |out| {
                out.says("p", &[], say_english("report-foot"));
            });
        });
    });
    out.raw("\n");
    out
}

/// What browsers are told before the page begins.
fn prologue(out: &mut Markup, summary: &Summary) {
    out.open("meta", &[("charset", "utf-8")]);
    out.open("meta", &[("http-equiv", "content-security-policy"), ("content", &policy())]);
    out.open("meta", &[("name", "viewport"), ("content", "width=device-width,initial-scale=1")]);
    out.open("meta", &[("name", "referrer"), ("content", "no-referrer")]);
    // No picture is asked for.
    out.open("link", &[("rel", "icon"), ("href", "data:,")]);
    let title = Text::new("report-title").with("name", head::name(&summary.file)).in_english();
    out.element("title", &[], |out| out.plain(&title, 1000));
    out.element("style", &[], |out| out.raw(STYLE));
}

/// What the page may load: the one style in it, and no picture but an empty one.
fn policy() -> String {
    let digest = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    let allowed = [
        ("default-src", "'none'".to_owned()),
        ("style-src", format!("'sha256-{digest}'")),
        ("img-src", "data:".to_owned()),
        ("base-uri", "'none'".to_owned()),
        ("form-action", "'none'".to_owned()),
    ];
    allowed.map(|(what, from)| format!("{what} {from}")).join("; ")
}

/// The parts of the page: what links lead to, and what they say.
fn contents(summary: &Summary, notes: &Notes) -> Vec<(String, String)> {
    let what = (head::ANCHOR.to_owned(), say_english("report-what-it-is").to_owned());
    let extracts = summary.extracts.iter().enumerate();
    let extracts = extracts.map(|(nr, one)| (extracts::anchor(nr), extracts::title(one).to_owned()));
    let sections = summary.sections.iter();
    let sections = sections.map(|(one, _)| (section::anchor(one), one.title().in_english().to_owned()));
    let inexact = (!notes.is_empty()).then(|| (notes::ANCHOR.to_owned(), notes.in_words()));
    [what].into_iter().chain(sections).chain(extracts).chain(inexact).collect()
}

/// All sections. What describes columns takes what the others leave, and is written where it stands among them.
fn sections(out: &mut Markup, summary: &Summary) {
    let of_bytes = summary.coverage.of_bytes;
    let of_columns = |(one, _): &&(crate::base::Section, u64)| columns::count(one).is_some();
    let mut bodies: Vec<Vec<Body>> = Vec::new();
    for (one, _) in summary.sections.iter().filter(|one| !of_columns(one)) {
        bodies.push(one.tables.iter().map(Body::of).collect());
    }
    let share = fair_share(bodies.iter().flatten().map(Body::len), TABLE_BYTES);
    let others = summary.sections.iter().filter(|one| !of_columns(one)).zip(bodies);
    let mut others = others.map(|((one, scanned), bodies)| {
        let mut written = Markup::default();
        section::write(&mut written, (one, *scanned), of_bytes, bodies, share);
        written
    });
    let mut written: Vec<Markup> = others.by_ref().collect();
    let mut quoted = Markup::default();
    for (nr, extract) in summary.extracts.iter().enumerate() {
        extracts::write(&mut quoted, nr, summary.extracts.len(), extract);
    }
    let taken = out.len() + written.iter().map(Markup::len).sum::<usize>() + quoted.len() + FOOT_BYTES;
    let n_columns: usize = summary.sections.iter().filter_map(|(one, _)| columns::count(one)).sum();
    let room = (PAGE_BYTES + COLUMN_BYTES * n_columns).saturating_sub(taken);
    written.reverse();
    for (one, scanned) in &summary.sections {
        match columns::count(one) {
            Some(_) => columns::write(out, (one, *scanned), of_bytes, room),
            None => written.pop().iter().for_each(|markup| out.push(markup)),
        }
    }
    out.push(&quoted);
}
