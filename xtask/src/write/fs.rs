//! The calls that change files and folders. A unit test can stop a run before any of them.

use std::fs::Permissions;
use std::io;
use std::path::Path;

pub fn create_dir_all(path: &Path) -> io::Result<()> {
    step();
    std::fs::create_dir_all(path)
}

pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    step();
    std::fs::rename(from, to)
}

/// Writes a file in a staging folder, where no other process reads it.
#[expect(clippy::disallowed_methods, reason = "no other process reads a staging folder")]
pub fn write(path: &Path, text: impl AsRef<[u8]>) -> io::Result<()> {
    step();
    std::fs::write(path, text)
}

pub fn copy(from: &Path, to: &Path) -> io::Result<()> {
    step();
    std::fs::copy(from, to).map(drop)
}

pub fn set_permissions(path: &Path, permissions: Permissions) -> io::Result<()> {
    step();
    std::fs::set_permissions(path, permissions)
}

#[expect(clippy::disallowed_methods, reason = "callers remove files of codegen alone")]
pub fn remove_file(path: &Path) -> io::Result<()> {
    step();
    std::fs::remove_file(path)
}

/// Removes an empty folder.
pub fn remove_dir(path: &Path) -> io::Result<()> {
    step();
    std::fs::remove_dir(path)
}

/// Removes a folder of cargo with its content.
#[expect(clippy::disallowed_methods, reason = "callers remove `target` of a crate alone")]
pub fn remove_dir_all(path: &Path) -> io::Result<()> {
    step();
    std::fs::remove_dir_all(path)
}

/// Exchanges two folders in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    step();
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

/// Exchanges two folders in three steps, on systems without an atomic exchange.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    let aside = one.with_extension("aside");
    rename(other, &aside)?;
    rename(one, other)?;
    rename(&aside, one)
}

#[cfg(not(test))]
fn step() {}

#[cfg(test)]
use fault::step;

/// Stops a run before a change of files, as a kill of the process does.
#[cfg(test)]
pub mod fault {
    use std::cell::RefCell;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    /// An action before a change, with the number of the change.
    type Action = Box<dyn FnMut(usize)>;

    thread_local! {
        static ACTION: RefCell<Option<(usize, Action)>> = const { RefCell::new(None) };
    }

    pub(super) fn step() {
        // The action may change files itself.
        let action = ACTION.take();
        if let Some((number, mut action)) = action {
            action(number);
            ACTION.set(Some((number + 1, action)));
        }
    }

    /// Runs `run`, and `action` before each change of files in this thread.
    pub fn before_each<T>(action: impl FnMut(usize) + 'static, run: impl FnOnce() -> T) -> T {
        ACTION.set(Some((0, Box::new(action))));
        let result = run();
        ACTION.take();
        result
    }

    /// Runs `run` up to a change of files. Returns whether the run had so many changes.
    pub fn stop_before(change: usize, run: impl FnOnce()) -> bool {
        let stop = move |number| {
            if number == change {
                std::panic::panic_any(Stop);
            }
        };
        let stopped = catch_unwind(AssertUnwindSafe(|| before_each(stop, run)));
        ACTION.take();
        match stopped {
            Ok(()) => false,
            Err(reason) if reason.is::<Stop>() => true,
            Err(reason) => std::panic::resume_unwind(reason),
        }
    }

    /// The reason of a stop.
    struct Stop;
}
