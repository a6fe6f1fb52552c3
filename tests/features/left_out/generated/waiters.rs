//! The waiters of the service, for the functions of `runtime::waiting`.
//!
//! The waiter `HorsesHome` is not generated: `keys(Horses)` uses `keys(…)`.
//!
//! The waiter `HorsesLost` is not generated: `{\rhome` uses `{…}`.
