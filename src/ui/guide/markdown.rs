//! The little Markdown that the guide is written in: a title, headings, paragraphs, items, blocks of
//! code, and within lines keys (`**bold**`), names (`*italic*`) and `code`, and pictures on lines of their
//! own. Whatever else stands in a text is shown as it is.

/// A paragraph or what stands like one.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block {
    Title(Vec<Span>),
    Heading(Vec<Span>),
    Text(Vec<Span>),
    Item(Vec<Span>),
    Code(String),
    /// A picture by its file's name without its ending, and what it shows.
    Picture {
        name: String,
        says: String,
    },
}

/// A stretch of text of one look.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub style: Style,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Key,
    Name,
    Code,
}

/// A page's title: its first line.
pub(super) fn title(text: &str) -> &str {
    text.lines().next().unwrap_or_default().trim_start_matches("# ")
}

/// The blocks of a text, in its order; costs microseconds for a page.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            let code: Vec<_> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            blocks.push(Block::Code(code.join("\n")));
        } else if let Some(heading) = line.strip_prefix("## ") {
            blocks.push(Block::Heading(spans(heading)));
        } else if let Some(title) = line.strip_prefix("# ") {
            blocks.push(Block::Title(spans(title)));
        } else if let Some(item) = line.strip_prefix("- ") {
            blocks.push(Block::Item(spans(item)));
        } else if let Some(picture) = picture(line) {
            blocks.push(picture);
        } else if !line.is_empty() {
            blocks.push(Block::Text(spans(line)));
        }
    }
    blocks
}

/// A picture on a line of its own: `![What it shows](folder/name.png)`.
fn picture(line: &str) -> Option<Block> {
    let (says, path) = line.strip_prefix("![")?.strip_suffix(".png)")?.split_once("](")?;
    let name = path.rsplit('/').next().unwrap_or(path);
    Some(Block::Picture { name: name.to_owned(), says: says.to_owned() })
}

/// The marks that open and close a look, the longer ones first.
const MARKS: [(&str, Style); 3] = [("**", Style::Key), ("*", Style::Name), ("`", Style::Code)];

fn spans(line: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut plain = String::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let marked = MARKS.iter().find_map(|&(mark, style)| Some((style, enclosed(rest, mark)?, mark.len())));
        if let Some((style, inside, mark)) = marked {
            push(&mut spans, Style::Plain, std::mem::take(&mut plain));
            push(&mut spans, style, inside.to_owned());
            rest = &rest[inside.len() + 2 * mark..];
        } else {
            plain.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    push(&mut spans, Style::Plain, plain);
    spans
}

/// What a pair of marks at the start of a text encloses; a mark before a blank opens nothing.
fn enclosed<'a>(text: &'a str, mark: &str) -> Option<&'a str> {
    let inside = text.strip_prefix(mark)?;
    let end = inside.find(mark).filter(|&end| end > 0 && !inside.starts_with(' '))?;
    Some(&inside[..end])
}

fn push(spans: &mut Vec<Span>, style: Style, text: String) {
    if !text.is_empty() {
        spans.push(Span { style, text });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(line: &str) -> Vec<(Style, String)> {
        spans(line).into_iter().map(|span| (span.style, span.text)).collect()
    }

    #[test]
    fn looks_within_a_line_are_told_apart() {
        assert_eq!(
            looks("Press **F3** or *Find*: `a*b*c`"),
            [
                (Style::Plain, "Press ".to_owned()),
                (Style::Key, "F3".to_owned()),
                (Style::Plain, " or ".to_owned()),
                (Style::Name, "Find".to_owned()),
                (Style::Plain, ": ".to_owned()),
                (Style::Code, "a*b*c".to_owned()),
            ]
        );
        assert_eq!(looks("2 * 3 is *"), [(Style::Plain, "2 * 3 is *".to_owned())]);
    }

    #[test]
    fn a_page_falls_into_its_blocks() {
        let found = blocks("# T\n\nText.\n\n- one\n- two\n\n```\na\n\nb\n```\n![p](p.png)\n## H");
        let kinds: Vec<_> = found.iter().map(std::mem::discriminant).collect();
        assert_eq!(found.len(), 7, "{found:?}");
        assert_eq!(found[5], Block::Picture { name: "p".to_owned(), says: "p".to_owned() });
        assert_eq!(kinds[2], kinds[3]);
        assert_eq!(found[4], Block::Code("a\n\nb".to_owned()));
        assert_eq!(title("# T\n"), "T");
    }
}
