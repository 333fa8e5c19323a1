//! The guide: ten short pages about what can be done and how, kept inside of the program, so that they
//! are there without a network. Their texts are Markdown files in `assets/guide`, those of other languages in a
//! folder of it by the language's tag.
//!
//! Promises that each page is readable whole in any window: what is too long scrolls, and pictures are not
//! wider than the window.

mod markdown;
mod pictures;

use super::dialog::Room;
use super::scrolled;
use super::theme::{SIZE, mono, palette, semibold};
use crate::app::{AppMsg, Msg, Overlay};
use crate::messages;
use egui::text::{LayoutJob, TextFormat};
use egui::{FontId, Label, ScrollArea, Ui, vec2};
use markdown::{Block, Span, Style};
use pictures::Pictures;

/// The widest that the guide is, in points.
pub(super) const WIDTH: f32 = 620.0;

/// The height of a line that keys scroll by, in points.
const LINE: f32 = 20.0;

/// The guide in one language.
struct Guide {
    tag: &'static str,
    /// The pages, in their order; each begins with its title.
    pages: [&'static str; 10],
    pictures: &'static Pictures,
}

/// The guide of one language, from its folder in `assets/guide`.
macro_rules! guide {
    ($tag:literal, $folder:literal) => {
        Guide {
            tag: $tag,
            pages: guide!(@ $folder, include_str, ".md", "01-opening", "02-moving", "03-finding", "04-logs",
                "05-tables", "06-bytes", "07-summaries", "08-following", "09-never-changed", "10-how-fast"),
            pictures: &guide!(@named $folder, "start", "panes", "log", "timeline", "table", "bytes", "map",
                "summary", "changes", "io"),
        }
    };
    (@ $folder:literal, $include:ident, $ending:literal, $($name:literal),+) => {
        [$($include!(concat!("../../../assets/guide", $folder, "/", $name, $ending))),+]
    };
    (@named $folder:literal, $($name:literal),+) => {
        [$(($name, include_bytes!(concat!("../../../assets/guide", $folder, "/pictures/", $name, ".png")))),+]
    };
}

/// Each language that the guide is written in; English comes first, and stands for all others.
static GUIDES: [Guide; 2] = [guide!("en", ""), guide!("zh-CN", "/zh-CN")];

/// The guide in the window's language.
fn spoken() -> &'static Guide {
    let tag = messages::spoken();
    GUIDES.iter().find(|guide| guide.tag == tag).unwrap_or(&GUIDES[0])
}

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
        let guide = spoken();
        if let Some(text) = guide.pages.get(usize::from(page)) {
            markdown::blocks(text).iter().for_each(|block| paint(ui, guide, text, block));
        }
    });
}

fn titles(ui: &mut Ui, page: u8, out: &mut Vec<Msg>) {
    ui.horizontal_wrapped(|ui| {
        for (nr, text) in (0_u8..).zip(spoken().pages) {
            if ui.selectable_label(nr == page, markdown::title(text)).clicked() && nr != page {
                out.push(AppMsg::Toggle(Overlay::Guide(nr)).into());
            }
        }
    });
}

fn paint(ui: &mut Ui, guide: &Guide, page: &'static str, block: &Block) {
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
        Block::Picture { name, says } => pictures::show(ui, guide.pictures, page, name, says),
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

    fn spans(pages: &[&str], style: Style) -> Vec<String> {
        let blocks = pages.iter().flat_map(|text| markdown::blocks(text));
        let spans = blocks.flat_map(|block| match block {
            Block::Title(spans) | Block::Heading(spans) | Block::Text(spans) | Block::Item(spans) => spans,
            Block::Code(_) | Block::Picture { .. } => Vec::new(),
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
        for Guide { pages, .. } in &GUIDES {
            let named: Vec<String> = spans(pages, Style::Key).into_iter().filter(is_key).collect();
            assert!(named.len() > 25, "{named:?}");
            for key in named {
                assert!(known.contains(&key) || OF_VIEWS.contains(&key.as_str()), "{key}");
            }
        }
    }

    #[test]
    fn every_name_that_the_guide_quotes_stands_in_the_window() {
        let catalogues = [
            include_str!("../../../assets/messages/en.ftl"),
            include_str!("../../../assets/messages/zh-CN.ftl"),
        ];
        for (Guide { pages, .. }, catalogue) in GUIDES.iter().zip(catalogues) {
            for name in spans(pages, Style::Name) {
                assert!(catalogue.contains(&name), "“{name}” is no longer called that");
            }
        }
    }

    /// The commands that pages show, each taken by the program.
    fn commands(pages: &[&str]) -> Vec<String> {
        let code = pages.iter().flat_map(|text| markdown::blocks(text)).filter_map(|block| match block {
            Block::Code(code) => Some(code),
            _ => None,
        });
        let lines = code.flat_map(|code| code.lines().map(str::to_owned).collect::<Vec<_>>());
        let all = lines.chain(spans(pages, Style::Code));
        let all = all.map(|line| line.rsplit("| ").next().unwrap_or(&line).to_owned());
        all.filter(|line| line.starts_with("gander ")).collect()
    }

    #[test]
    fn every_command_in_the_guide_is_one_that_the_program_takes() {
        let all = commands(&GUIDES[0].pages);
        assert!(all.len() >= 5, "{all:?}");
        for line in all {
            let words = line.split(' ').map(|word| word.trim_matches('\''));
            let taken = crate::cli::definitions().try_get_matches_from(words);
            assert!(taken.is_ok(), "{line}");
        }
    }

    #[test]
    fn every_page_is_short_and_has_a_title() {
        for Guide { pages, .. } in &GUIDES {
            for text in pages {
                assert!(!markdown::title(text).is_empty() && markdown::title(text).len() < 30);
                let n = text.split(|c: char| c.is_whitespace() || !c.is_ascii()).count();
                assert!(n < 700, "{n}: {}", markdown::title(text));
            }
        }
    }

    #[test]
    fn every_language_says_the_same_of_keys_commands_and_pictures() {
        for Guide { tag, pages, .. } in &GUIDES[1..] {
            for (ours, english) in pages.iter().zip(&GUIDES[0].pages) {
                let shape = |text: &str| {
                    let kinds: Vec<_> = markdown::blocks(text).iter().map(std::mem::discriminant).collect();
                    let sorted = |style| {
                        let mut all = spans(&[text], style);
                        all.sort();
                        all
                    };
                    (kinds, sorted(Style::Key), sorted(Style::Code))
                };
                assert_eq!(shape(ours), shape(english), "{tag}: {}", markdown::title(ours));
            }
        }
    }

    #[test]
    fn every_picture_that_a_page_names_is_there_and_none_is_left_over() {
        for Guide { pages, pictures, .. } in &GUIDES {
            let blocks = pages.iter().flat_map(|text| markdown::blocks(text));
            let mut named: Vec<String> = blocks
                .filter_map(|block| match block {
                    Block::Picture { name, says } => Some(name).filter(|_| !says.is_empty()),
                    _ => None,
                })
                .collect();
            let mut there: Vec<&str> = pictures.iter().map(|(name, _)| *name).collect();
            named.sort();
            there.sort_unstable();
            assert_eq!(named, there);
        }
    }
}
