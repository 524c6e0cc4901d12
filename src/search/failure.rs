//! What could not be read while cursors were at work, which have no way to return it.

use std::cell::RefCell;
use std::rc::Rc;

use crate::error::{Error, Result};

/// The first thing that could not be read. Cursors go on without it, and the search fails when they
/// are done.
#[derive(Debug, Clone, Default)]
pub(super) struct Failure(Rc<RefCell<Option<Error>>>);

impl Failure {
    /// Returns what was read; when it could not be read, remembers why.
    pub(super) fn heed<T>(&self, read: Result<T>) -> Option<T> {
        read.map_err(|error| {
            self.0.borrow_mut().get_or_insert(error);
        })
        .ok()
    }

    /// Fails when something could not be read.
    pub(super) fn check(&self) -> Result<()> {
        self.0.borrow_mut().take().map_or(Ok(()), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn the_first_failure_is_told() {
        let failure = Failure::default();
        assert_eq!(failure.heed(Ok(1)), Some(1));
        assert!(failure.check().is_ok());
        for message in ["first", "second"] {
            let read: Result<()> = Err(Error::new(ErrorKind::IndexUnusable, message));
            assert_eq!(failure.clone().heed(read), None);
        }
        assert_eq!(failure.check().map_err(|error| error.to_string()), Err("first".to_owned()));
    }
}
