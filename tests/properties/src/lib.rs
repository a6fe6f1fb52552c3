//! An empty library: the tests are about the generated crates beside this one.
