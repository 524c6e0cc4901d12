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

/// Articles read ahead of the analysis, for every thread.
const READ_AHEAD: usize = 16;

/// One article to write.
pub(super) struct Job {
    pub article: Article,
    pub origin: Origin,
    /// An older article with the same id goes.
    pub replaces: bool,
}

/// The threads; they end when no more work can come.
pub(super) struct Pool<'scope> {
    jobs: SyncSender<Job>,
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
        let (jobs, receiver) = sync_channel(READ_AHEAD * threads);
        let receiver = Arc::new(Mutex::new(receiver));
        let workers = (0..threads)
            .map(|_| {
                let (receiver, recorder) =
                    (Arc::clone(&receiver), writer.recorder(analyzer.clone()));
                scope.spawn(move || work(&receiver, recorder))
            })
            .collect();
        Pool { jobs, workers }
    }

    /// Hands over one article; waits while the threads are busy.
    pub(super) fn submit(&self, job: Job) -> Result<()> {
        // The receiver is gone only when every thread has failed; `finish` says why.
        self.jobs.send(job).map_err(|_| stopped())
    }

    /// Waits for the work to end.
    ///
    /// # Errors
    /// The first error of a thread.
    pub(super) fn finish(self) -> Result<()> {
        drop(self.jobs);
        let mut outcome = Ok(());
        for worker in self.workers {
            outcome = outcome.and(worker.join().unwrap_or_else(|_| Err(stopped())));
        }
        outcome
    }
}

fn work(receiver: &Mutex<Receiver<Job>>, mut recorder: Recorder<'_>) -> Result<()> {
    loop {
        let received = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = received else { return recorder.finish().map(drop) };
        recorder = recorder.put(&job.article, &job.origin, job.replaces)?;
    }
}

fn stopped() -> Error {
    Error::new(ErrorKind::Internal, "a thread of the indexer stopped early")
}
