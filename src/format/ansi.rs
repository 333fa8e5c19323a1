//! ANSI colours: SGR sequences, `ESC [ … m`, and the style that they set.
//!
//! Programs that write to terminals colour their output by such sequences, and logs keep them.
//! [`Escape`] recognises one character by character; [`Pen::with_sgr`] applies its parameters.
//! Unknown parameters are ignored, and so is *conceal*: nothing here makes text invisible. Only
//! SGR is interpreted: any other sequence is text.

/// Longest sequence that is recognised, in characters.
const LONGEST: usize = 64;

/// A colour as a sequence names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// One of the sixteen that every terminal, or theme, has its own idea of.
    Basic(u8),
    /// Red, green and blue.
    Rgb(u8, u8, u8),
}

/// The style of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pen {
    /// The colour of the characters, unless it is the usual one.
    pub color: Option<Colour>,
    /// The colour behind them, unless it is the usual one.
    pub fill: Option<Colour>,
    /// Whether they are bold, which most terminals show as brighter.
    pub is_bold: bool,
    /// Whether they are underlined.
    pub is_underlined: bool,
    /// Whether the two colours are swapped.
    pub is_inverse: bool,
}

/// Parser state: the pending characters of a possible sequence.
#[derive(Clone, Debug, Default)]
pub struct Escape {
    held: Vec<(char, usize)>,
}

/// The result of pushing a character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EscapeStep {
    /// It belongs to an unfinished sequence.
    Held,
    /// It ended a sequence with these parameters.
    Colours(String),
    /// It is text, and so are the pending ones.
    Text,
}

impl Escape {
    /// Pushes the next character, whose offset is `at`.
    ///
    /// After [`EscapeStep::Text`] the caller shows what [`Escape::take_pending`] gives, and then the
    /// character itself.
    pub fn push(&mut self, c: char, at: usize) -> EscapeStep {
        let goes_on = match self.held.len() {
            0 => c == '\x1B',
            1 => c == '[',
            LONGEST.. => false,
            _ if c == 'm' => {
                let parameters = self.held.drain(..).skip(2).map(|(c, _)| c).collect();
                return EscapeStep::Colours(parameters);
            }
            _ => matches!(c, '0'..='9' | ';' | ':'),
        };
        if goes_on {
            self.held.push((c, at));
            return EscapeStep::Held;
        }
        EscapeStep::Text
    }

    /// The pending characters, which turned out to be text, with their bytes.
    pub fn take_pending(&mut self) -> Vec<(char, usize)> {
        std::mem::take(&mut self.held)
    }

    /// Whether nothing is pending.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.held.is_empty()
    }
}

impl Pen {
    /// The pen after a sequence with these parameters, such as `1;38;5;208`.
    #[must_use]
    pub fn with_sgr(mut self, parameters: &str) -> Self {
        let mut rest = parameters.split(';');
        while let Some(word) = rest.next() {
            let mut inner = word.split(':');
            let code = number(inner.next());
            // Colours come as `38;5;n`, or more strictly as `38:5:n`, all in one word.
            let has_inner = word.contains(':');
            match code {
                38 | 48 | 58 => {
                    let colour = if has_inner { strict_colour(inner) } else { loose_colour(rest.by_ref()) };
                    match (code, colour) {
                        (38, Some(_)) => self.color = colour,
                        (48, Some(_)) => self.fill = colour,
                        _ => {}
                    }
                }
                4 if has_inner => self.is_underlined = number(inner.next()) != 0,
                _ => self.apply_sgr(code),
            }
        }
        self
    }

    fn apply_sgr(&mut self, code: u32) {
        let basic = |from: u32, to: u32| u8::try_from(code - from + to).ok().map(Colour::Basic);
        match code {
            0 => *self = Self::default(),
            1 => self.is_bold = true,
            4 | 21 => self.is_underlined = true,
            7 => self.is_inverse = true,
            22 => self.is_bold = false,
            24 => self.is_underlined = false,
            27 => self.is_inverse = false,
            30..=37 => self.color = basic(30, 0),
            39 => self.color = None,
            40..=47 => self.fill = basic(40, 0),
            49 => self.fill = None,
            90..=97 => self.color = basic(90, 8),
            100..=107 => self.fill = basic(100, 8),
            _ => {}
        }
    }
}

/// A parameter; 0 if it is missing or not a number in range.
fn number(word: Option<&str>) -> u32 {
    word.and_then(|word| word.parse().ok()).unwrap_or(0)
}

/// The colour in the words after `38`: `5;n` or `2;r;g;b`.
fn loose_colour<'a>(mut words: impl Iterator<Item = &'a str>) -> Option<Colour> {
    match number(words.next()) {
        5 => palette(number(words.next())),
        2 => rgb([words.next(), words.next(), words.next()]),
        _ => None,
    }
}

/// The colour in the parts after `38:`: `5:n`, `2:r:g:b`, or `2:space:r:g:b`.
fn strict_colour<'a>(parts: impl Iterator<Item = &'a str>) -> Option<Colour> {
    let parts: Vec<&str> = parts.collect();
    match parts[..] {
        ["5", n, ..] => palette(number(Some(n))),
        ["2", r, g, b] | ["2", _, r, g, b, ..] => rgb([Some(r), Some(g), Some(b)]),
        _ => None,
    }
}

fn rgb(parts: [Option<&str>; 3]) -> Option<Colour> {
    let [Some(r), Some(g), Some(b)] = parts.map(|part| u8::try_from(number(part)).ok()) else {
        return None;
    };
    Some(Colour::Rgb(r, g, b))
}

/// One of the 256 colours of xterm: sixteen, a cube of 6 × 6 × 6, and 24 greys.
fn palette(n: u32) -> Option<Colour> {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let n = u8::try_from(n).ok()?;
    Some(match n {
        0..=15 => Colour::Basic(n),
        16..=231 => {
            let step = |by: u8| STEPS[usize::from((n - 16) / by % 6)];
            Colour::Rgb(step(36), step(6), step(1))
        }
        232.. => {
            let grey = 8 + 10 * (n - 232);
            Colour::Rgb(grey, grey, grey)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(parameters: &str, expected: Pen) {
        assert_eq!(Pen::default().with_sgr(parameters), expected, "{parameters}");
    }

    #[test]
    fn numbers_mean_what_terminals_make_of_them() {
        let pen = Pen::default();
        let color = |colour| Pen { color: Some(colour), ..pen };
        check("", pen);
        check("31", color(Colour::Basic(1)));
        check("1;97", Pen { is_bold: true, ..color(Colour::Basic(15)) });
        check("38;5;208", color(Colour::Rgb(255, 135, 0)));
        check("38;5", color(Colour::Basic(0)));
        check("38;5;9", color(Colour::Basic(9)));
        check("38;5;255", color(Colour::Rgb(238, 238, 238)));
        check("38;2;1;2;3;4", Pen { is_underlined: true, ..color(Colour::Rgb(1, 2, 3)) });
        check("38:2::1:2:3", color(Colour::Rgb(1, 2, 3)));
        check("38:2:1:2:3", color(Colour::Rgb(1, 2, 3)));
        check("48;5;16", Pen { fill: Some(Colour::Rgb(0, 0, 0)), ..pen });
        check("58;5;1;7", Pen { is_inverse: true, ..pen });
        check("4:3", Pen { is_underlined: true, ..pen });
        check("4;4:0", pen);
        check("31;;32;39;104", Pen { fill: Some(Colour::Basic(12)), ..pen });
    }

    #[test]
    fn nonsense_changes_nothing() {
        for nonsense in ["99999999999", "38", "38;5;256", "38;2;1;2;300", "8", ":", "38:9:1", "58"] {
            check(nonsense, Pen::default());
        }
    }
}
