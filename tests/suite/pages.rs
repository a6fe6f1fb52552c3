//! The README and the pages of `docs`: links, code, commands, options and keys of the manifest exist.

use std::collections::BTreeSet;

use clap::error::ErrorKind;
use clap::{Command, CommandFactory};
use farrier_xtask::cli::Cli;
use tests::cargo::{scratch, write};
use tests::{read, repository, xtask};

/// The pages for users.
const PAGES: [&str; 11] = [
    "README.md",
    "docs/SECURITY.md",
    "docs/ci.md",
    "docs/client.md",
    "docs/compatibility.md",
    "docs/cookbook.md",
    "docs/from-aws-sdk.md",
    "docs/glossary.md",
    "docs/manifest.md",
    "docs/models.md",
    "docs/output.md",
];

/// Other pages with links.
const OTHERS: [&str; 4] =
    ["CONTRIBUTING.md", "docs/migrating.md", "docs/service-facts.md", "models/README.md"];

/// The compiled sources of the code in the pages.
const SOURCES: [&str; 8] = [
    "tests/aws-sdk/src/lib.rs",
    "tests/e2e-docs/src/moved.rs",
    "tests/e2e-docs/src/recipes.rs",
    "tests/e2e-s3/ureq/src/parts.rs",
    "tests/example/xtask/src/main.rs",
    "tests/fakes/src/with_ureq.rs",
    "tests/fakes/tests/with_ureq.rs",
    "tests/sending/examples/recipes.rs",
];

#[test]
fn every_page_of_the_folder_is_checked() {
    let folder = std::fs::read_dir(repository("docs")).unwrap();
    let paths = folder.map(|entry| entry.unwrap().path());
    let pages = paths.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let name = |path: std::path::PathBuf| format!("docs/{}", path.file_name().unwrap().display());
    let found: BTreeSet<String> = pages.map(name).collect();
    let builders = ["docs/adding-a-protocol.md", "docs/architecture.md"];
    let known = PAGES.iter().chain(&OTHERS).chain(&builders).copied();
    let unknown: Vec<_> =
        found.iter().filter(|name| !known.clone().any(|page| page == *name)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn linked_files_exist() {
    for page in PAGES.iter().chain(&OTHERS) {
        for link in read(page).split("](").skip(1) {
            let target = link.split(')').next().unwrap();
            if target.starts_with("https://") {
                continue;
            }
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
            let path = match file {
                "" => repository(page),
                file => repository(folder).join(file),
            };
            assert!(path.exists(), "{page} links to {target}");
            let has_heading =
                || headings(&std::fs::read_to_string(&path).unwrap()).any(|it| it == heading);
            assert!(heading.is_empty() || has_heading(), "{page} links to {target}");
        }
    }
}

/// The headings of a page, as in links to them.
fn headings(page: &str) -> impl Iterator<Item = String> {
    let titles = page.lines().filter(|line| line.starts_with('#'));
    titles.map(|title| {
        let title = title.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
        title.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).collect()
    })
}

/// The code blocks of a page, by language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let text = read(page);
    let blocks = text.split(&fence).skip(1);
    blocks.map(|block| block.split("```").next().unwrap().to_owned()).collect()
}

#[test]
fn code_is_compiled() {
    let source: String = SOURCES.iter().map(|path| read(path)).collect();
    let mut count = 0;
    // `cargo lab e2e` runs the program of the README, and `tests/suite/readme.rs` compares the excerpt.
    for page in &PAGES[1..] {
        // `tests/suite/example.rs` runs the program without a client.
        let is_run = usize::from(*page == "docs/output.md");
        for code in blocks(page, "rust").iter().skip(is_run) {
            assert!(source.contains(code), "no source has this code of {page}:\n{code}");
            count += 1;
        }
    }
    assert!(count > 30, "{count} blocks");
}

/// The command lines of a page, without comments.
fn command_lines(page: &str) -> Vec<String> {
    let blocks = ["sh", "yaml"].iter().flat_map(|language| blocks(page, language));
    let mut found = Vec::new();
    for block in blocks {
        for line in block.lines() {
            let line = line.split(" #").next().unwrap().split("&&").last().unwrap();
            let line = line.trim().trim_start_matches("- run: ").trim_start_matches("run: ");
            let line = line.strip_suffix(" || true").unwrap_or(line);
            if ["cargo farrier ", "cargo xtask "].iter().any(|start| line.starts_with(start)) {
                found.push(line.to_owned());
            }
        }
    }
    found
}

#[test]
fn commands_are_valid() {
    let mut count = 0;
    for page in PAGES.iter().chain(&OTHERS) {
        for line in command_lines(page) {
            let words = line.split('>').next().unwrap().split_whitespace();
            let words: Vec<&str> = words.skip(1).collect();
            let result = Cli::command().try_get_matches_from(words);
            let is_help = |error: &clap::Error| {
                matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion)
            };
            if let Err(error) = result
                && !is_help(&error)
            {
                panic!("{page}: {line}\n{error}");
            }
            count += 1;
        }
    }
    assert!(count > 30, "{count} commands");
}

/// Code in running text that is between single backticks.
fn spans(page: &str) -> Vec<String> {
    let text = read(page);
    let outside = text.split("```").step_by(2);
    let spans = outside.flat_map(|text| text.split('`').skip(1).step_by(2).map(str::to_owned));
    spans.collect()
}

#[test]
fn commands_and_options_in_the_text_exist() {
    let cli = Cli::command();
    let mut known = BTreeSet::from(["--help".to_owned(), "--version".to_owned()]);
    options(&cli, &mut known);
    for page in PAGES {
        for span in spans(page) {
            let mut words = span.split_whitespace();
            match (words.next(), words.next()) {
                (Some("cargo"), Some("farrier" | "xtask")) => subcommand(&cli, words, page),
                (Some(option), _) if option.starts_with("--") => {
                    assert!(known.contains(option), "{page}: unknown option {option}");
                }
                _ => {}
            }
        }
    }
}

fn options(command: &Command, known: &mut BTreeSet<String>) {
    let arguments = command.get_arguments().filter_map(clap::Arg::get_long);
    known.extend(arguments.map(|name| format!("--{name}")));
    command.get_subcommands().for_each(|command| options(command, known));
}

/// Checks the names of commands, and the options of the last one.
fn subcommand<'w>(cli: &Command, words: impl Iterator<Item = &'w str>, page: &str) {
    let mut command = cli;
    for word in words {
        if word.starts_with("--") {
            let mut known = BTreeSet::from(["--help".to_owned(), "--version".to_owned()]);
            options(command, &mut known);
            assert!(known.contains(word), "{page}: {} has no {word}", command.get_name());
        } else if command.has_subcommands() && word != "help" {
            let found = command.find_subcommand(word);
            command = found.unwrap_or_else(|| panic!("{page}: no command {word}"));
        } else {
            return;
        }
    }
}

/// The known keys and values that an error lists.
fn expected(manifest: &str) -> BTreeSet<String> {
    let folder = scratch("pages");
    write(&folder.join("codegen.toml"), manifest);
    let ran = xtask(&folder, &["codegen"]);
    let help = ran.err.lines().find_map(|line| line.split("expected ").nth(1));
    let help = help.unwrap_or_else(|| panic!("{}", ran.err));
    help.split(['`', '"']).skip(1).step_by(2).map(str::to_owned).collect()
}

/// The first column of the tables in a section.
fn first_column(page: &str, section: &str) -> BTreeSet<String> {
    let text = read(page);
    let section = text.split(&format!("\n{section}\n")).nth(1).unwrap();
    let rows = section.lines().take_while(|line| !line.starts_with('#'));
    let names = rows.filter_map(|row| row.strip_prefix("| `")?.split('`').next());
    names.map(str::to_owned).collect()
}

#[test]
fn manifest_page_has_every_key() {
    let output = "[[output]]\npath = \"a\"\n";
    let service = "[[output.service]]\nmodel = \"m\"\noperations = \"all\"\n";
    for (section, manifest) in [
        ("## The file", format!("zzzzzzzz = 1\n{output}{service}")),
        ("## `[[output]]`", format!("{output}zzzzzzzz = 1\n{service}")),
        ("## `[[output.service]]`", format!("{output}{service}zzzzzzzz = 1\n")),
        (
            "### Sources of credentials",
            format!("{output}client = \"ureq\"\ncredentials = [\"zzzzzzzz\"]\n{service}"),
        ),
    ] {
        assert_eq!(first_column("docs/manifest.md", section), expected(&manifest), "{section}");
    }
}

#[test]
fn manifests_of_the_pages_are_valid() {
    let mut count = 0;
    for page in PAGES {
        for block in blocks(page, "toml").iter().filter(|block| block.contains("[[output")) {
            let folder = scratch("pages-manifests");
            write(&folder.join("codegen.toml"), block);
            let ran = xtask(&folder, &["codegen"]);
            let is_model = |line: &&str| line.contains("models/");
            let errors = ran.err.lines().filter(|line| line.starts_with("error"));
            let others: Vec<&str> = errors.filter(|line| !is_model(line)).collect();
            assert!(others.is_empty(), "{page}: {}", ran.err);
            count += 1;
        }
    }
    assert!(count > 1);
}
