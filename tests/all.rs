#[path = "all/corpus.rs"]
mod corpus;
#[path = "all/faults.rs"]
mod faults;
#[path = "all/laws.rs"]
mod laws;
#[path = "all/trial.rs"]
mod trial;
#[path = "all/twins.rs"]
mod twins;
