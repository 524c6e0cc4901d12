//! Threads that analyse and record articles.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Scope, ScopedJoinHandle};

use super::super::recorder::Recorder;
use super::super::segment::Origin;
use super::super::writer::Writer;
use crate::analysis::Analyzer;
use crate::article::Article;
use crate::error::{Error, ErrorKind, Result};

/// Bytes of text that are handed over together, so that threads seldom wait for each other.
const BATCH_BYTES: usize = 1 << 16;

/// Articles that are handed over together at most: what is not text counts too.
const BATCH_ARTICLES: usize = 64;

/// Batches read ahead of the analysis, for every thread.
const READ_AHEAD: usize = 4;

/// One article to write.
pub(super) struct Job {
    pub article: Article,
    pub origin: Origin,
    /// An older article with the same id goes.
    pub replaces: bool,
}

/// The threads; they end when no more work can come.
pub(super) struct Pool<'scope> {
    batches: SyncSender<Vec<Job>>,
    /// Jobs of the next batch, and the bytes of their texts.
    waiting: Vec<Job>,
    bytes: usize,
    workers: Vec<ScopedJoinHandle<'scope, Result<()>>>,
}

impl<'scope> Pool<'scope> {
    /// Starts the threads.
    pub(super) fn start<'env>(
        scope: &'scope Scope<'scope, 'env>,
        writer: &'env Writer,
        analyzer: &Analyzer,
        threads: usize,
    ) -> Self {
        let (batches, receiver) = sync_channel(READ_AHEAD * threads);
        let receiver = Arc::new(Mutex::new(receiver));
        let workers = (0..threads)
            .map(|_| {
                let (receiver, recorder) =
                    (Arc::clone(&receiver), writer.recorder(analyzer.clone()));
                scope.spawn(move || work(&receiver, recorder))
            })
            .collect();
        Pool { batches, waiting: Vec::new(), bytes: 0, workers }
    }

    /// Hands over one article; waits while the threads are busy.
    pub(super) fn submit(&mut self, job: Job) -> Result<()> {
        self.bytes += job.article.body.len();
        self.waiting.push(job);
        if self.bytes >= BATCH_BYTES || self.waiting.len() >= BATCH_ARTICLES {
            self.send()
        } else {
            Ok(())
        }
    }

    fn send(&mut self) -> Result<()> {
        self.bytes = 0;
        let batch = std::mem::take(&mut self.waiting);
        // The receiver is gone only when every thread has failed; `finish` says why.
        self.batches.send(batch).map_err(|_| stopped())
    }

    /// Waits for the work to end.
    ///
    /// # Errors
    /// The first error of a thread.
    pub(super) fn finish(mut self) -> Result<()> {
        // Why it could not be sent, a thread tells.
        let sent = self.send();
        drop(self.batches);
        let mut outcome = Ok(());
        for worker in self.workers {
            outcome = outcome.and(worker.join().unwrap_or_else(|_| Err(stopped())));
        }
        outcome.and(sent)
    }
}

fn work(receiver: &Mutex<Receiver<Vec<Job>>>, mut recorder: Recorder<'_>) -> Result<()> {
    loop {
        let received = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(batch) = received else { return recorder.finish().map(drop) };
        for Job { article, origin, replaces } in batch {
            recorder = recorder.put(&article, &origin, replaces)?;
        }
    }
}

fn stopped() -> Error {
    Error::new(ErrorKind::Internal, "a thread of the indexer stopped early")
}
