//! The log of `--log FILE`: one line per `tracing` event, appended to a file.
//!
//! Without the option no subscriber is set and events cost nothing. A dedicated thread writes, so
//! that a slow disk blocks no other thread; events that don't fit its bounded queue are dropped,
//! and the next line says how many were.

use crate::base::atomic_file::SaveError;
use crate::messages::Text;
use crate::source::{Stat, refuse_input};
use crossbeam_channel::{Receiver, Sender, bounded};
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Layer, SubscriberExt};

/// Capacity of the queue, in events.
const WAITING: usize = 4096;

/// Timeout of the final flush when the program ends.
const FLUSH_TIMEOUT: Duration = Duration::from_secs(1);

/// The running log. Dropping it flushes the queue.
pub struct Log(Sender<LogEvent>);

enum LogEvent {
    Event(Vec<u8>),
    /// A barrier: the sender is dropped once all earlier events are written.
    Flush(Sender<()>),
}

impl Log {
    /// Starts appending events to the file at `path`, which must not be one of `inputs`.
    ///
    /// # Errors
    /// One sentence for the user.
    pub fn start(path: &Path, inputs: &[PathBuf]) -> Result<Self, Text> {
        for input in inputs {
            let id = std::fs::metadata(input).map(|meta: Metadata| Stat::of(&meta)).unwrap_or_default();
            refuse_input(path, &id, Some(input)).map_err(|error| error.message())?;
        }
        let file = OpenOptions::new().create(true).append(true).open(path);
        let file = file.map_err(|error| SaveError::writing(path, &error).message())?;
        let (events, written) = bounded(WAITING);
        let lost = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&lost);
        let write = move || write(file, &written, &counted);
        let started = std::thread::Builder::new().name("gander-log".into()).spawn(write);
        started.map_err(|error| Text::new("log-no-thread").with("why", Text::of_io(&error)))?;
        let lines = EventWriter { events: events.clone(), lost };
        let layer = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(move || lines.clone());
        let ours = Targets::new().with_target(env!("CARGO_CRATE_NAME"), Level::DEBUG);
        let subscriber = tracing_subscriber::registry().with(layer.with_filter(ours));
        tracing::subscriber::set_global_default(subscriber)
            .map_err(|error| Text::new("log-unusable").with("why", error.to_string()))?;
        tracing::info!(version = env!("CARGO_PKG_VERSION"), "gander started");
        Ok(Self(events))
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        tracing::info!("gander ended");
        let (done, ended) = bounded(0);
        if self.0.send_timeout(LogEvent::Flush(done), FLUSH_TIMEOUT).is_ok() {
            // Disconnects when done; nothing is ever sent.
            let _ = ended.recv_timeout(FLUSH_TIMEOUT);
        }
    }
}

fn write(mut file: File, written: &Receiver<LogEvent>, lost: &AtomicU64) {
    for entry in written {
        let line = match entry {
            LogEvent::Event(line) => line,
            LogEvent::Flush(done) => {
                drop(done);
                continue;
            }
        };
        let n = lost.swap(0, Ordering::Relaxed);
        let gap = if n > 0 { format!("… {n} events were lost here\n") } else { String::new() };
        if file.write_all(gap.as_bytes()).and_then(|()| file.write_all(&line)).is_err() {
            return;
        }
    }
}

/// The writer side of the queue; one write is one event.
#[derive(Clone)]
struct EventWriter {
    events: Sender<LogEvent>,
    lost: Arc<AtomicU64>,
}

impl Write for EventWriter {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if self.events.try_send(LogEvent::Event(line.to_vec())).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
