//! Reviewed copies of generated files, which are snapshots without the header of `insta`.

use std::collections::BTreeMap;

use crate::cargo::write;
use crate::{repository, unified_diff};

/// Compares generated files, by path, with the reviewed copies in a folder of the repository.
/// `INSTA_UPDATE=always` updates the copies, as it does with snapshots.
///
/// # Panics
///
/// Panics with the differences if there are any.
pub fn assert_reviewed(folder: &str, files: &BTreeMap<String, String>) {
    let reviewed = files_below(folder, "");
    if reviewed == *files {
        return;
    }
    #[expect(clippy::disallowed_methods, reason = "the variable of `insta`, which tests depend on")]
    let is_update = std::env::var("INSTA_UPDATE").is_ok_and(|mode| mode == "always");
    assert!(
        is_update,
        "{folder} differs from the generated code; `INSTA_UPDATE=always` accepts it:\n{}",
        unified_diff(&reviewed, files)
    );
    for path in reviewed.keys().filter(|path| !files.contains_key(*path)) {
        #[expect(clippy::disallowed_methods, reason = "a reviewed copy is ours")]
        std::fs::remove_file(repository(folder).join(path)).expect("the copy can be removed");
    }
    for (path, text) in files {
        write(&repository(folder).join(path), text);
    }
}

/// The text files in a folder, by path.
fn files_below(folder: &str, within: &str) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(repository(folder).join(within)).into_iter().flatten() {
        let entry = entry.expect("the folder can be read");
        let name = format!("{within}{}", entry.file_name().display());
        if entry.path().is_dir() {
            files.extend(files_below(folder, &format!("{name}/")));
        } else {
            let text = std::fs::read_to_string(entry.path()).expect("sources are text");
            files.insert(name, text.replace("\r\n", "\n"));
        }
    }
    files
}
