//! The lock, the socket, and the thread that serves it.

use super::message::{Answer, answer, answered, receive, send};
use super::{GIVEN_UP, Handed, Instance, Joined, PATIENCE, TAKEN, WAITING};
use crossbeam_channel::{Sender, bounded};
use std::ffi::OsString;
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use xxhash_rust::xxh3::Xxh3;

/// How long the first window has for a request: less than the other start waits.
const TAKES: Duration = Duration::from_millis(400);

/// How long a start waits for a window that is still being made.
const STARTS: Duration = Duration::from_secs(20);

/// How often a start looks again.
const LOOKS: Duration = Duration::from_millis(5);

/// Requests that may wait.
const MOST_WAITING: usize = 64;

/// Where the windows that belong together meet.
#[derive(Clone, Debug)]
pub struct Place {
    lock: PathBuf,
    socket: PathBuf,
}

impl Place {
    /// The place of this person, this display and this data folder; `None` where there is none that is
    /// safe.
    #[must_use]
    pub fn of_system(data: &Path) -> Option<Self> {
        let folder = runtime_folder()?;
        let mut hash = Xxh3::new();
        let display = |name: &str| std::env::var_os(name).unwrap_or_default();
        for part in [data.as_os_str().to_owned(), display("DISPLAY"), display("WAYLAND_DISPLAY")] {
            hash.update(OsString::as_os_str(&part).as_bytes());
            hash.update(&[0]);
        }
        Some(Self::within(&folder, &format!("window-{:016x}", hash.digest())))
    }

    /// A place of this name in a folder.
    #[must_use]
    pub fn within(folder: &Path, name: &str) -> Self {
        Self { lock: folder.join(format!("{name}.lock")), socket: folder.join(format!("{name}.sock")) }
    }
}

/// A folder that is the person's alone.
fn runtime_folder() -> Option<PathBuf> {
    let user = rustix::process::getuid().as_raw();
    let of_system = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = of_system
        .map_or_else(|| std::env::temp_dir().join(format!("gander-{user}")), |folder| folder.join("gander"));
    let made = DirBuilder::new().mode(0o700).recursive(true).create(&folder);
    let meta = made.and_then(|()| std::fs::symlink_metadata(&folder)).ok()?;
    let is_ours = meta.is_dir() && meta.uid() == user && meta.permissions().mode().trailing_zeros() >= 6;
    is_ours.then_some(folder)
}

/// Joins the windows at a place: hands over the files, or is the first there. Blocks for [`PATIENCE`] at
/// most, and longer only while the first window is being made.
#[must_use]
pub fn join(place: &Place, files: &[PathBuf]) -> Joined {
    match first_at(place) {
        Ok(Some(lock)) => match Server::start(place, lock) {
            Ok(instance) => Joined::First(instance),
            Err(error) => {
                tracing::debug!(%error, "no other start can be served");
                Joined::Alone
            }
        },
        Ok(None) if is_handed_over(place, files) => Joined::HandedOver,
        Ok(None) => Joined::Alone,
        Err(error) => {
            tracing::debug!(%error, "other windows are not looked for");
            Joined::Alone
        }
    }
}

/// The lock of the first window; `None` if another has it.
fn first_at(place: &Place) -> io::Result<Option<File>> {
    let file = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&place.lock)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Hands files over, on a thread: a process that is stopped blocks what connects to it.
fn is_handed_over(place: &Place, files: &[PathBuf]) -> bool {
    let (socket, files) = (place.socket.clone(), files.to_vec());
    let (says, said) = bounded(2);
    let hand_over = move || {
        let Some(mut stream) = connect(&socket) else { return };
        let _ = stream.set_read_timeout(Some(STARTS));
        if send(&mut stream, &files).is_err() {
            return;
        }
        while let Some(answer) = answered(&stream) {
            if says.send(answer).is_err() || answer != Answer::Wait {
                return;
            }
        }
    };
    if std::thread::Builder::new().name("gander-join".into()).spawn(hand_over).is_err() {
        return false;
    }
    let mut left = PATIENCE;
    loop {
        match said.recv_timeout(left) {
            Ok(Answer::Wait) => left = STARTS,
            Ok(answer) => return answer == Answer::Taken,
            Err(_) => return false,
        }
    }
}

/// Connects; the first window has the lock a moment before it has the socket.
fn connect(socket: &Path) -> Option<UnixStream> {
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end {
        if let Ok(stream) = UnixStream::connect(socket) {
            return Some(stream);
        }
        std::thread::sleep(LOOKS);
    }
    None
}

/// Serves other starts.
pub(super) struct Server {
    socket: PathBuf,
    shared: Arc<Shared>,
    /// The lock is released last: its next holder may replace the socket.
    _lock: File,
}

#[derive(Default)]
struct Shared {
    waker: OnceLock<Arc<dyn Fn() + Send + Sync>>,
    is_over: AtomicBool,
}

impl Server {
    fn start(place: &Place, lock: File) -> io::Result<Instance> {
        // What a process left that has ended.
        let _ = std::fs::remove_file(&place.socket);
        let listener = UnixListener::bind(&place.socket)?;
        std::fs::set_permissions(&place.socket, PermissionsExt::from_mode(0o600))?;
        let (sender, requests) = bounded(MOST_WAITING);
        let shared: Arc<Shared> = Arc::default();
        let ours = Arc::clone(&shared);
        let serve = move || serve_all(&listener, &sender, &ours);
        std::thread::Builder::new().name("gander-instance".into()).spawn(serve)?;
        let server = Self { socket: place.socket.clone(), shared, _lock: lock };
        Ok(Instance { requests, server })
    }

    pub(super) fn is_up(&self, wake: Arc<dyn Fn() + Send + Sync>) {
        let _ = self.shared.waker.set(wake);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::Release);
        // Wakes the thread, which then ends.
        let _ = UnixStream::connect(&self.socket);
        let _ = std::fs::remove_file(&self.socket);
    }
}

fn serve_all(listener: &UnixListener, requests: &Sender<Handed>, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.is_over.load(Ordering::Acquire) {
            return;
        }
        let Ok(stream) = stream else { continue };
        // Each by itself: one that says nothing keeps no other waiting.
        let (requests, shared) = (requests.clone(), Arc::clone(shared));
        let serve = move || drop(serve(stream, &requests, &shared));
        let spawned = std::thread::Builder::new().name("gander-handed".into()).spawn(serve);
        spawned.err().into_iter().for_each(|error| tracing::warn!(%error, "a start was not served"));
    }
}

fn serve(mut stream: UnixStream, requests: &Sender<Handed>, shared: &Shared) -> io::Result<()> {
    stream.set_read_timeout(Some(TAKES))?;
    stream.set_write_timeout(Some(TAKES))?;
    let Some(files) = receive(&stream) else { return Ok(()) };
    let mut end = Instant::now() + TAKES;
    if shared.waker.get().is_none() {
        answer(&mut stream, Answer::Wait)?;
        end = Instant::now() + STARTS;
    }
    let state = Arc::new(AtomicU8::new(WAITING));
    if requests.try_send(Handed { files, state: Arc::clone(&state) }).is_err() {
        return answer(&mut stream, Answer::Refused);
    }
    let mut is_woken = false;
    while state.load(Ordering::Acquire) == WAITING && Instant::now() < end {
        if let (false, Some(wake)) = (is_woken, shared.waker.get()) {
            wake();
            is_woken = true;
        }
        std::thread::sleep(LOOKS);
    }
    let gives_up = state.compare_exchange(WAITING, GIVEN_UP, Ordering::AcqRel, Ordering::Acquire);
    let is_taken = gives_up.is_err_and(|state| state == TAKEN);
    answer(&mut stream, if is_taken { Answer::Taken } else { Answer::Refused })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "threads of tests need no name")]

    use super::*;
    use std::io::Write;

    fn place(folder: &Path) -> Place {
        Place::within(folder, "w")
    }

    fn first(place: &Place) -> Instance {
        match join(place, &[]) {
            Joined::First(instance) => instance,
            _ => panic!("this is the first"),
        }
    }

    fn up(instance: &Instance) {
        instance.is_up(Arc::new(|| ()));
    }

    #[test]
    fn a_second_start_hands_its_files_over_and_a_dead_socket_is_replaced() {
        let folder = tempfile::tempdir().expect("room");
        let place = place(folder.path());
        std::fs::write(&place.socket, "left behind").expect("room");
        let instance = first(&place);
        up(&instance);
        let files = vec![PathBuf::from("/a b"), PathBuf::from(OsString::from("/ü\n"))];
        let given = files.clone();
        let second = std::thread::spawn({
            let place = place.clone();
            move || matches!(join(&place, &given), Joined::HandedOver)
        });
        let handed = instance.requests().recv_timeout(Duration::from_secs(60)).expect("they come");
        assert_eq!(handed.take(), Some(files));
        assert!(second.join().expect("it ends"));
        drop(instance);
        assert!(!place.socket.exists());
        drop(first(&place));
    }

    #[test]
    fn a_window_that_hangs_is_left_alone_and_takes_nothing_later() {
        let folder = tempfile::tempdir().expect("room");
        let place = place(folder.path());
        let instance = first(&place);
        up(&instance);
        assert!(matches!(join(&place, &["/a".into()]), Joined::Alone));
        let handed = instance.requests().recv_timeout(Duration::from_secs(60)).expect("it came");
        // The window comes to itself after the other start has given up.
        let end = Instant::now() + Duration::from_secs(60);
        while handed.state.load(Ordering::Acquire) == WAITING && Instant::now() < end {
            std::thread::sleep(LOOKS);
        }
        assert_eq!(handed.take(), None);
    }

    #[test]
    fn a_window_that_is_being_made_is_waited_for() {
        let folder = tempfile::tempdir().expect("room");
        let place = place(folder.path());
        let instance = first(&place);
        let second = std::thread::spawn(move || matches!(join(&place, &["/a".into()]), Joined::HandedOver));
        let handed = instance.requests().recv_timeout(Duration::from_secs(60)).expect("it came");
        std::thread::sleep(PATIENCE + Duration::from_millis(200));
        up(&instance);
        assert!(handed.take().is_some());
        assert!(second.join().expect("it ends"));
    }

    #[test]
    fn of_starts_at_once_one_is_first_and_the_others_hand_over() {
        let folder = tempfile::tempdir().expect("room");
        let place = place(folder.path());
        let (sender, joined) = bounded(8);
        for nr in 0..8 {
            let (place, sender) = (place.clone(), sender.clone());
            std::thread::spawn(move || {
                let joined = join(&place, &[PathBuf::from(format!("/{nr}"))]);
                let _ = sender.send(joined);
            });
        }
        let (mut instance, mut n_handed) = (None, 0);
        for _ in 0..8 {
            // The first is served as soon as it is there.
            match joined.recv_timeout(Duration::from_secs(60)).expect("each ends") {
                Joined::First(first) => {
                    up(&first);
                    let requests = first.requests();
                    std::thread::spawn(move || requests.iter().for_each(|handed| drop(handed.take())));
                    assert!(instance.replace(first).is_none(), "two are first");
                }
                Joined::HandedOver => n_handed += 1,
                Joined::Alone => panic!("the first one answers"),
            }
        }
        assert!(instance.is_some() && n_handed == 7);
    }

    #[test]
    fn what_is_no_request_opens_nothing() {
        let folder = tempfile::tempdir().expect("room");
        let place = place(folder.path());
        let instance = first(&place);
        up(&instance);
        for said in ["", "\n", "GET / HTTP/1.1\r\n\r\n", "{\"version\":2,\"files\":[]}\n", "[[[[\n"] {
            let mut stream = UnixStream::connect(&place.socket).expect("it listens");
            stream.write_all(said.as_bytes()).expect("it takes it");
            stream.shutdown(std::net::Shutdown::Write).expect("it was open");
            assert_eq!(answered(&stream), None, "{said}");
        }
        assert!(instance.requests().is_empty());
    }
}
