//! Nothing of its own: the tests are about the crates beside it.
