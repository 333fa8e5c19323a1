//! The guide: ten short pages about what can be done and how, kept inside of the program, so that they
//! are there without a network. Their texts are Markdown files in `assets/guide`.
//!
//! Promises that each page is readable whole in any window: what is too long scrolls. Pictures that the
//! texts name are for readers outside of the program and are left out here.

mod markdown;

use super::dialog::Room;
use super::scrolled;
use super::theme::{SIZE, mono, palette, semibold};
use crate::app::{AppMsg, Msg, Overlay};
use egui::text::{LayoutJob, TextFormat};
use egui::{FontId, Label, ScrollArea, Ui, vec2};
use markdown::{Block, Span, Style};

/// The widest that the guide is, in points.
pub(super) const WIDTH: f32 = 620.0;

/// The height of a line that keys scroll by, in points.
const LINE: f32 = 20.0;

/// The pages, in their order; each begins with its title.
static PAGES: [&str; 10] = [
    include_str!("../../../assets/guide/01-opening.md"),
    include_str!("../../../assets/guide/02-moving.md"),
    include_str!("../../../assets/guide/03-finding.md"),
    include_str!("../../../assets/guide/04-logs.md"),
    include_str!("../../../assets/guide/05-tables.md"),
    include_str!("../../../assets/guide/06-bytes.md"),
    include_str!("../../../assets/guide/07-summaries.md"),
    include_str!("../../../assets/guide/08-following.md"),
    include_str!("../../../assets/guide/09-never-changed.md"),
    include_str!("../../../assets/guide/10-how-fast.md"),
];

/// Shows the page of that number, under the titles of all.
pub(super) fn show(ui: &mut Ui, page: u8, room: Room, out: &mut Vec<Msg>) {
    let by = scrolled::by_keys(ui, room.height, LINE);
    // Each page keeps where it was scrolled to.
    let area = ScrollArea::vertical().id_salt(page).max_height(room.height).min_scrolled_height(room.height);
    scrolled::show(ui, area.auto_shrink([false, true]), |ui| {
        if by != 0.0 {
            ui.scroll_with_delta_animation(vec2(0.0, -by), egui::style::ScrollAnimation::none());
        }
        titles(ui, page, out);
        ui.separator();
        if let Some(text) = PAGES.get(usize::from(page)) {
            markdown::blocks(text).iter().for_each(|block| paint(ui, block));
        }
    });
}

fn titles(ui: &mut Ui, page: u8, out: &mut Vec<Msg>) {
    ui.horizontal_wrapped(|ui| {
        for (nr, text) in (0_u8..).zip(PAGES) {
            if ui.selectable_label(nr == page, markdown::title(text)).clicked() && nr != page {
                out.push(AppMsg::Toggle(Overlay::Guide(nr)).into());
            }
        }
    });
}

fn paint(ui: &mut Ui, block: &Block) {
    match block {
        Block::Title(spans) => {
            ui.add_space(6.0);
            ui.add(Label::new(job(ui, spans, &semibold(18.0))).wrap());
        }
        Block::Heading(spans) => {
            ui.add_space(8.0);
            ui.add(Label::new(job(ui, spans, &semibold(14.0))).wrap());
        }
        Block::Text(spans) => {
            ui.add_space(2.0);
            ui.add(Label::new(job(ui, spans, &FontId::proportional(SIZE))).wrap());
        }
        Block::Item(spans) => {
            ui.horizontal_top(|ui| {
                ui.label("•");
                ui.add(Label::new(job(ui, spans, &FontId::proportional(SIZE))).wrap());
            });
        }
        Block::Code(text) => {
            let colours = palette(ui);
            egui::Frame::new().fill(colours.panel).corner_radius(4).inner_margin(8).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.add(Label::new(egui::RichText::new(text).font(mono()).color(colours.text)).wrap());
            });
        }
    }
    ui.add_space(2.0);
}

/// A paragraph in one piece, so that its lines wrap as a whole.
fn job(ui: &Ui, spans: &[Span], font: &FontId) -> LayoutJob {
    let colours = palette(ui);
    let mut job = LayoutJob::default();
    for Span { style, text } in spans {
        let font = match style {
            Style::Plain | Style::Name => font.clone(),
            Style::Key => semibold(font.size),
            Style::Code => FontId { size: font.size - 0.5, ..mono() },
        };
        let mut format = TextFormat::simple(font, colours.text);
        format.italics = *style == Style::Name;
        format.line_height = Some(LINE);
        if *style == Style::Code {
            format.background = colours.panel;
        }
        job.append(text, 0.0, format);
    }
    job
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::actions;

    /// Keys that are no action's: those of views and fields.
    const OF_VIEWS: [&str; 2] = ["Ctrl+Home", "Ctrl+End"];

    fn spans(style: Style) -> Vec<String> {
        let blocks = PAGES.iter().flat_map(|text| markdown::blocks(text));
        let spans = blocks.flat_map(|block| match block {
            Block::Title(spans) | Block::Heading(spans) | Block::Text(spans) | Block::Item(spans) => spans,
            Block::Code(_) => Vec::new(),
        });
        spans.filter(|span| span.style == style).map(|span| span.text).collect()
    }

    #[test]
    fn every_key_that_the_guide_names_does_something() {
        let known: Vec<String> =
            actions::all().iter().flat_map(|action| action.keys.iter().map(|keys| keys.text())).collect();
        let is_key = |text: &String| {
            let f = text.strip_prefix('F').is_some_and(|rest| rest.parse::<u8>().is_ok());
            f || ["Ctrl+", "Alt+", "Shift+"].iter().any(|start| text.starts_with(start))
        };
        let named: Vec<String> = spans(Style::Key).into_iter().filter(is_key).collect();
        assert!(named.len() > 25, "{named:?}");
        for key in named {
            assert!(known.contains(&key) || OF_VIEWS.contains(&key.as_str()), "{key}");
        }
    }

    #[test]
    fn every_name_that_the_guide_quotes_stands_in_the_window() {
        let catalogue = include_str!("../../../assets/messages/en.ftl");
        for name in spans(Style::Name) {
            assert!(catalogue.contains(&name), "“{name}” is no longer called that");
        }
    }

    #[test]
    fn every_command_in_the_guide_is_one_that_the_program_takes() {
        let mut n = 0;
        for text in PAGES {
            let inline = spans(Style::Code);
            let code = markdown::blocks(text).into_iter().filter_map(|block| match block {
                Block::Code(code) => Some(code),
                _ => None,
            });
            for line in
                code.flat_map(|code| code.lines().map(str::to_owned).collect::<Vec<_>>()).chain(inline)
            {
                let line = line.rsplit("| ").next().unwrap_or(&line).to_owned();
                if line.starts_with("gander ") {
                    let words = line.split(' ').map(|word| word.trim_matches('\''));
                    let taken = crate::cli::definitions().try_get_matches_from(words);
                    assert!(taken.is_ok(), "{line}");
                    n += 1;
                }
            }
        }
        assert!(n >= 5, "{n}");
    }

    #[test]
    fn every_page_is_short_and_has_a_title() {
        for text in PAGES {
            assert!(!markdown::title(text).is_empty() && markdown::title(text).len() < 30);
            assert!(text.split_whitespace().count() < 300, "{}", markdown::title(text));
        }
    }
}
