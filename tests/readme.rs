//! The code in the README is the code of the repository.

use tests::read;

#[test]
fn excerpt_matches_generated_code() {
    let source = read("generated/backup/src/operations/describe_protected_resource.rs");
    let readme = read("README.md");
    let excerpt = readme.split("```rust\n").nth(1).unwrap().split("```").next().unwrap();
    let parts: Vec<&str> = excerpt.split("...\n").collect();
    assert!(parts.len() > 4);
    let mut rest = source.as_str();
    for part in parts {
        let at = rest
            .find(part)
            .unwrap_or_else(|| panic!("missing in the file, or in another order:\n{part}"));
        rest = &rest[at + part.len()..];
    }
}

#[test]
fn linked_files_exist() {
    for page in ["README.md", "models/README.md"] {
        for link in read(page).split("](").skip(1) {
            let target = link.split(')').next().unwrap();
            if target.starts_with('#') {
                continue;
            }
            let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
            assert!(tests::repository(folder).join(target).exists(), "{page} links to {target}");
        }
    }
}
