//! Matches in visible rows, of patterns that the window thread must not try itself.
//!
//! A pattern that backtracks may take a million steps for a row. Rows show without their matches
//! until a thread of the document has sent them; what was asked for last, which is what is in
//! sight, comes first. The thread starts with the first such pattern.

use crate::base::{Offset, Span, panics};
use crate::scan::Piece;
use crate::search::{PieceKey, Search};
use crate::source::reader::Waker;
use crossbeam_channel::{Receiver, Sender, bounded};
use std::collections::VecDeque;
use std::sync::{Arc, OnceLock, Weak};
use std::time::{Duration, Instant};

/// Pieces that wait at most: more than there are rows on a screen. What is in sight and was
/// dropped is asked for again by the next frame.
const MOST_WAITING: usize = 256;

/// Pictures are asked for no more often, while there is more to come.
const EVERY: Duration = Duration::from_millis(100);

/// A piece to be searched, with its own bytes.
struct Ask {
    /// Gone as soon as another pattern is searched for.
    search: Weak<Search>,
    key: PieceKey,
    window: Box<[u8]>,
    lead: usize,
    len: usize,
    at: Offset,
    file_len: u64,
}

/// The matches of a piece.
struct Answer {
    search: Weak<Search>,
    key: PieceKey,
    matches: Vec<Span>,
}

/// The window thread's ends. Dropping them ends the thread.
struct Link {
    asks: Sender<Ask>,
    answers: Receiver<Answer>,
}

/// Finds matches for painting, at once or by a thread of its own.
pub(super) struct Highlights {
    waker: Waker,
    /// `None` if the thread could not be started: such patterns colour nothing.
    link: OnceLock<Option<Link>>,
}

impl Highlights {
    pub(super) fn new(waker: &Waker) -> Self {
        Self { waker: Arc::clone(waker), link: OnceLock::new() }
    }

    /// Appends the matches in a piece of some KiB, as far as they are known; if they are not, another
    /// picture follows when they are.
    pub(super) fn append(&self, search: &Arc<Search>, piece: &Piece<'_>, spans: &mut Vec<Span>) {
        self.absorb();
        let Err(key) = search.highlights(piece, spans) else { return };
        let link = self.link.get_or_init(|| start(Arc::clone(&self.waker)).ok());
        if let Some(link) = link {
            let ask = Ask {
                search: Arc::downgrade(search),
                key,
                window: piece.window().into(),
                lead: piece.before().len(),
                len: piece.bytes().len(),
                at: piece.at(),
                file_len: piece.file_len(),
            };
            // If it is full, the next frame asks again.
            let _ = link.asks.try_send(ask);
        }
    }

    fn absorb(&self) {
        let Some(Some(link)) = self.link.get() else { return };
        for Answer { search, key, matches } in link.answers.try_iter() {
            if let Some(search) = search.upgrade() {
                search.remember(key, matches);
            }
        }
    }
}

fn start(waker: Waker) -> std::io::Result<Link> {
    let (asks, asked) = bounded(MOST_WAITING);
    let (sender, answers) = bounded(MOST_WAITING);
    let work = move || run(&asked, &sender, &waker);
    std::thread::Builder::new().name("gander-highlight".into()).spawn(work)?;
    Ok(Link { asks, answers })
}

fn run(asked: &Receiver<Ask>, answers: &Sender<Answer>, waker: &Waker) {
    let mut waiting = VecDeque::new();
    let mut woke = Instant::now();
    loop {
        if waiting.is_empty() {
            let Ok(first) = asked.recv() else { return };
            waiting.push_back(first);
        }
        put_in_front(&mut waiting, asked.try_iter().take(MOST_WAITING).collect());
        let Some(ask) = waiting.pop_front() else { continue };
        // A full channel waits for the next picture, which absorbs the answers.
        if answers.is_full() {
            waker();
        }
        if answers.send(answer(ask)).is_err() {
            return;
        }
        if waiting.is_empty() && asked.is_empty() || woke.elapsed() >= EVERY {
            waker();
            woke = Instant::now();
        }
    }
}

/// Puts newer requests before the others, each piece once; drops the oldest beyond
/// [`MOST_WAITING`].
fn put_in_front(waiting: &mut VecDeque<Ask>, mut newer: Vec<Ask>) {
    let is_same = |a: &Ask, b: &Ask| a.key == b.key && Weak::ptr_eq(&a.search, &b.search);
    waiting.retain(|old| !newer.iter().any(|new| is_same(old, new)));
    while let Some(ask) = newer.pop() {
        if !newer.iter().any(|earlier| is_same(earlier, &ask)) {
            waiting.push_front(ask);
        }
    }
    waiting.truncate(MOST_WAITING);
}

/// The matches of a piece; none if the search panics.
fn answer(ask: Ask) -> Answer {
    let piece = Piece::new(&ask.window, ask.lead, ask.len, ask.at, ask.file_len);
    let found = panics::catch("Highlighting matches", || {
        let mut matches = Vec::new();
        if let Some(search) = ask.search.upgrade() {
            search.matches_in(&piece, &mut matches);
        }
        matches
    });
    Answer { search: ask.search, key: ask.key, matches: found.unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::encoding::Encoding;
    use crate::search::{Pattern, PatternKind, Query, n_lines_tried};
    use std::sync::Mutex;

    fn search(pattern: &str) -> Arc<Search> {
        let pattern = Pattern { text: pattern.into(), kind: PatternKind::Regex, ..Pattern::default() };
        Arc::new(Search::new(&Query::of(pattern), Encoding::UTF_8, true).expect("it is a pattern"))
    }

    fn ask(search: &Arc<Search>, at: u64) -> Ask {
        let window: Box<[u8]> = Box::from(*b"aab");
        let key = PieceKey::of(&Piece::new(&window, 0, 3, Offset(at), 1000));
        Ask { search: Arc::downgrade(search), key, window, lead: 0, len: 3, at: Offset(at), file_len: 1000 }
    }

    #[test]
    fn matches_of_a_slow_pattern_come_by_message_and_are_those_of_the_pattern() {
        let (woke, wakes) = bounded(10_000);
        let woke = Mutex::new(woke);
        let waker: Waker = Arc::new(move || {
            let _ = woke.lock().map(|woke| woke.try_send(()));
        });
        let highlights = Highlights::new(&waker);
        let slow = search("a+(?=b)|(?<=x)b");
        let text = b"aab xb caab\n";
        let pieces: Vec<Piece<'_>> =
            (0..400).map(|nr| Piece::new(text, 0, 12, Offset(12 * nr), 4800)).collect();
        let mut spans = Vec::new();
        let mut n_shown = 0;
        while n_shown < pieces.len() {
            // A frame; each is asked for by a message.
            spans.clear();
            n_shown = 0;
            for piece in &pieces {
                let n = spans.len();
                highlights.append(&slow, piece, &mut spans);
                n_shown += usize::from(spans.len() > n);
            }
            if n_shown < pieces.len() {
                wakes.recv().expect("a picture is asked for when there is more");
            }
        }
        assert_eq!(n_lines_tried(), 0, "the thread that paints has matched no line");
        let mut expected = Vec::new();
        pieces.iter().for_each(|piece| slow.matches_in(piece, &mut expected));
        assert_eq!(spans, expected);
    }

    #[test]
    fn what_was_asked_for_last_comes_first_and_once() {
        let (one, other) = (search("a(?=b)"), search("a(?=b)"));
        let order = |waiting: &VecDeque<Ask>| waiting.iter().map(|ask| ask.at.0).collect::<Vec<_>>();
        let mut waiting = VecDeque::new();
        put_in_front(&mut waiting, vec![ask(&one, 1), ask(&one, 2), ask(&one, 3)]);
        assert_eq!(order(&waiting), [1, 2, 3]);
        put_in_front(&mut waiting, vec![ask(&one, 5), ask(&one, 2), ask(&one, 5), ask(&other, 3)]);
        assert_eq!(order(&waiting), [5, 2, 3, 1, 3]);
        put_in_front(&mut waiting, (100..400).map(|at| ask(&one, at)).collect());
        assert_eq!(order(&waiting), (100..356).collect::<Vec<_>>());
    }

    #[test]
    fn pieces_of_a_pattern_that_is_searched_for_no_more_are_not_searched() {
        let slow = search("a(?=b)");
        let ask = ask(&slow, 0);
        drop(slow);
        assert_eq!(answer(ask).matches, []);
        assert_eq!(n_lines_tried(), 0);
    }
}
