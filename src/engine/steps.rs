//! The steps of a job, which its protocol calls in order, and what passes between both.

/// What a job does between the transitions of its protocol. Never panics.
pub trait Steps {
    /// A worker's own state, passed through.
    type Worker;
    /// Cuts the file into chunks.
    type Dealer;
    /// Everything merged so far.
    type Frontier;
    /// A part of the file that one worker scans.
    type Chunk;
    /// A chunk's result.
    type Scanned;
    /// What a restart may extend to: a longer snapshot.
    type Grown;
    /// Why a job ends early.
    type Failure;

    /// Cuts the next chunk; `None` at the file's end.
    ///
    /// # Errors
    /// Ends the job.
    fn cut(&self, dealer: &mut Self::Dealer) -> Result<Option<Self::Chunk>, Self::Failure>;

    /// Merges the chunk that follows what is merged.
    fn merge(
        &self,
        worker: &Self::Worker,
        frontier: &mut Self::Frontier,
        scanned: Self::Scanned,
    ) -> Merged<Self::Failure>;

    /// Begins an epoch from the settled bytes on.
    ///
    /// # Errors
    /// Ends the job.
    fn restart(
        &self,
        dealer: &mut Self::Dealer,
        frontier: &mut Self::Frontier,
        grown: Option<Self::Grown>,
        epoch: u64,
    ) -> Result<(), Self::Failure>;

    /// Sends an epoch's last update.
    fn end(&self, frontier: &mut Self::Frontier, epoch: u64, end: EpochEnd<Self::Failure>);

    /// Wakes workers that found nothing to do. Called under the protocol's lock.
    fn wake(&self);
}

/// The result of merging a chunk.
pub enum Merged<F> {
    /// It is merged; more follow.
    More,
    /// It is merged, and was the last.
    Last,
    /// The job was stopped meanwhile.
    Stopped,
    /// It could not be merged.
    Failed(F),
}

/// How an epoch ends.
#[derive(Debug, PartialEq, Eq, Clone)]
pub enum EpochEnd<F> {
    /// All chunks are merged.
    Complete,
    /// It was cancelled.
    Cancelled,
    /// A step or a chunk failed.
    Failed(F),
}

/// A worker's next task.
pub enum Deal<C> {
    /// A chunk to be scanned, to be handed in or failed.
    Chunk(Dealt<C>),
    /// Nothing until another worker is done; [`Steps::wake`] is called then.
    Wait,
    /// Nothing until the next request.
    Nothing,
}

/// A chunk and its place in the job.
pub struct Dealt<C> {
    /// The epoch that it was dealt in.
    pub epoch: u64,
    /// Its place in file order in that epoch.
    pub seq: u64,
    /// What to scan.
    pub chunk: C,
}
