//! The HTML report in a real browser. Without chromium these tests are skipped.

use std::process::Command;

use farrier_codegen::change::{
    Change, ChangeKind, Direction, History, ItemStatus, ModelVersion, ModuleBreaks, Outside,
    Report, Review, RustItem, RustVerdict, SemverLevel, WireVerdict, render,
};
use tests::skip;

/// A page that measures the report in a frame as wide as a phone, and prints the results.
const PROBE: &str = include_str!("browser/probe.html");

const HOSTILE: &str = "</script><img src=x onerror=\"document.title='run'\">\u{202e}";

#[test]
fn url_filter_hides_other_changes() {
    let Some(browser) = Browser::find() else { return };
    assert_eq!(browser.visible(""), ["aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"]);
    assert_eq!(browser.visible("#rust=major"), ["aaaaaaaaaaaa"]);
    assert_eq!(browser.visible("#rust=major&rust=minor"), ["aaaaaaaaaaaa", "bbbbbbbbbbbb"]);
    assert_eq!(browser.visible("#rust=patch"), [""; 0]);
    assert_eq!(browser.visible("#wire=none"), ["cccccccccccc"]);
    assert_eq!(browser.visible("#breaks=matches"), ["bbbbbbbbbbbb"]);
    assert_eq!(browser.visible("#kind=documentation-changed"), ["cccccccccccc"]);
    // The search matches paths, items and operations.
    assert_eq!(browser.visible("#q=getjob+NAME"), ["aaaaaaaaaaaa"]);
    assert_eq!(browser.visible("#q=state%3A%3Abusy"), ["bbbbbbbbbbbb"]);
    assert_eq!(browser.visible("#q=operation17"), ["aaaaaaaaaaaa"]);
    let page = browser.open("report.html#rust=major").dom;
    assert!(page.contains("<output>1 of 3 changes</output>"), "the shown changes are counted");
}

#[test]
fn link_to_a_change_shows_the_change() {
    let Some(browser) = Browser::find() else { return };
    assert_eq!(browser.visible("#bbbbbbbbbbbb").len(), 3, "a link alone filters nothing");
    let probe = browser.probe("#bbbbbbbbbbbb", 1);
    assert!(probe.contains("target=bbbbbbbbbbbb"), "{probe}");
    assert!(probe.contains("followed=cccccccccccc hidden=1"), "filtered out, and shown: {probe}");
}

#[test]
fn shows_everything_without_scripts() {
    let page = render::html(&report().into());
    assert!(page.contains(
        "<form class=\"filters\" role=\"search\" aria-label=\"Filter the changes\" hidden>"
    ));
    assert_eq!(page.matches(" hidden>").count(), 1);
}

#[test]
fn content_security_policy_blocks_foreign_scripts() {
    let Some(browser) = Browser::find() else { return };
    let opened = browser.open("report.html");
    assert_eq!(opened.console, [""; 0]);
    assert!(!opened.dom.contains("<title>run"));
    let page = render::html(&report().into());
    let foreign = page.replace("<main>", "<main><script>document.title = 'run'</script>");
    browser.write("foreign.html", &foreign);
    let opened = browser.open("foreign.html");
    assert!(
        opened.console.iter().any(|line| line.contains("Content Security Policy")),
        "{opened:?}"
    );
    assert!(!opened.dom.contains("<title>run"));
}

#[test]
fn fits_a_phone_and_has_contrast_in_light_and_dark() {
    let Some(browser) = Browser::find() else { return };
    let backgrounds = [(1, "light"), (0, "dark")].map(|(scheme, name)| {
        let probe = browser.probe("", scheme);
        assert!(probe.contains("width=360 of 360"), "{name}: {probe}");
        assert!(probe.contains("wide= "), "wider than the screen, {name}: {probe}");
        assert!(probe.contains("faint= "), "less than 4.5 to 1, {name}: {probe}");
        probe.lines().find(|line| line.starts_with("background=")).unwrap().to_owned()
    });
    assert_ne!(backgrounds[0], backgrounds[1]);
}

#[test]
fn timeline_fits_a_phone_and_blocks_all_scripts() {
    let Some(browser) = Browser::find() else { return };
    let page = render::history_html(&history());
    // The probe opens the file of this name.
    browser.write("report.html", &page);
    let backgrounds = [(1, "light"), (0, "dark")].map(|(scheme, name)| {
        let probe = browser.probe("#aaaaaaaaaaaa", scheme);
        assert!(probe.contains("width=360 of 360"), "{name}: {probe}");
        assert!(probe.contains("wide= "), "wider than the screen, {name}: {probe}");
        assert!(probe.contains("faint= "), "less than 4.5 to 1, {name}: {probe}");
        assert!(probe.contains("target=aaaaaaaaaaaa"), "{name}: {probe}");
        probe.lines().find(|line| line.starts_with("background=")).unwrap().to_owned()
    });
    assert_ne!(backgrounds[0], backgrounds[1]);
    assert_eq!(browser.open("report.html").console, [""; 0]);
    let foreign = page.replace("<main>", "<main><script>document.title = 'run'</script>");
    browser.write("foreign.html", &foreign);
    let opened = browser.open("foreign.html");
    assert!(opened.console.iter().any(|line| line.contains("Content Security Policy")));
    assert!(!opened.dom.contains("<title>run"));
}

/// A history with two versions that have the changes of [`report`], and versions without changes.
fn history() -> History {
    let version = |version: &str, date: &str, report: Option<Report>| ModelVersion {
        version: version.to_owned(),
        date: Some(date.to_owned()).filter(|date| !date.is_empty()),
        review: report.map(Review::from),
    };
    let quiet = || Report { changes: Vec::new(), ..report() };
    History {
        service: format!("Example {HOSTILE}"),
        operations: report().operations,
        versions: vec![
            version("1.0.0", "2023-02-07", None),
            version("1.0.1", "2023-02-08", Some(report())),
            version("1.0.2", "2023-02-09", Some(quiet())),
            version("1.0.3", "2024-02-29", Some(quiet())),
            version("1.1.0-with-a-very-long-name", "", Some(report())),
        ],
    }
}

/// A report with a change for each filter, and with very long and hostile names.
fn report() -> Report {
    let long = "AnExceedinglyLongNameThatHasNoPlaceWhereItCouldBeBroken".repeat(3);
    let item =
        |name: &str, status| RustItem { name: name.to_owned(), status, old: None, new: None };
    let removed = Change {
        operations: (1..=20).map(|number| format!("Operation{number}")).collect(),
        old: Some(long.clone()),
        new: Some(format!("{long} {HOSTILE}")),
        items: vec![
            RustItem {
                old: Some(long.clone()),
                new: Some("u32".to_owned()),
                ..item(&long, ItemStatus::Changed)
            },
            item("types::Name", ItemStatus::Removed),
        ],
        rust: RustVerdict::of(SemverLevel::Major),
        wire: WireVerdict::Breaks,
        ..change(ChangeKind::TypeChanged, &format!("GetJob.output.{long}.Name"), 'a')
    };
    let added = Change {
        new: Some("busy".to_owned()),
        items: vec![item("State::Busy", ItemStatus::Added)],
        rust: RustVerdict {
            module_breaks: Some(ModuleBreaks::Matches),
            ..RustVerdict::of(SemverLevel::Minor)
        },
        wire: WireVerdict::Compatible,
        ..change(ChangeKind::EnumValueAdded, "ListJobs.output.State=busy", 'b')
    };
    let edited = Change {
        old: Some("<p>A word and another.</p>".repeat(40)),
        new: Some(format!("{}<p>More.{HOSTILE}</p>", "<p>A word and another.</p>".repeat(40))),
        ..change(ChangeKind::DocumentationChanged, "ListJobs.input", 'c')
    };
    Report {
        service: format!("Example {HOSTILE}"),
        operations: vec![long, "GetJob".to_owned()],
        changes: vec![removed, added, edited],
        hidden: 1,
        outside: Outside { changes: 3, ..Outside::default() },
    }
}

fn change(kind: ChangeKind, path: &str, digit: char) -> Change {
    Change {
        kind,
        path: path.to_owned(),
        operations: Vec::new(),
        direction: Direction::Out,
        old: None,
        new: None,
        items: Vec::new(),
        rust: RustVerdict::default(),
        wire: WireVerdict::None,
        fingerprint: digit.to_string().repeat(12),
    }
}

/// The names under which systems install the browser, searched in `PATH`.
const PROGRAMS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// Whether a program is installed. Some systems have a command that only asks for another package.
fn runs(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

/// A browser, and a folder with the page and its probe.
struct Browser {
    program: &'static str,
    directory: tempfile::TempDir,
}

/// The DOM and the console of a page after its script ran.
#[derive(Debug)]
struct OpenedPage {
    dom: String,
    console: Vec<String>,
}

impl Browser {
    fn find() -> Option<Self> {
        let Some(program) = PROGRAMS.into_iter().find(|program| runs(program)) else {
            skip("chromium");
            return None;
        };
        let directory = tempfile::tempdir().unwrap();
        let browser = Self { program, directory };
        browser.write("report.html", &render::html(&report().into()));
        browser.write("probe.html", PROBE);
        Some(browser)
    }

    #[allow(clippy::disallowed_methods, reason = "a temporary folder of the test")]
    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.directory.path().join(name), text).unwrap();
    }

    fn open(&self, page: &str) -> OpenedPage {
        self.open_in(page, 1)
    }

    /// Opens a page in a colour scheme (0 is dark, 1 is light), with a new profile.
    fn open_in(&self, page: &str, scheme: u8) -> OpenedPage {
        let profile = tempfile::tempdir().unwrap();
        let output = Command::new(self.program)
            .args("--headless --no-sandbox --disable-gpu --disable-quic --no-first-run".split(' '))
            .args([
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ])
            // The probe is a local file that reads another local file.
            .args([
                "--allow-file-access-from-files",
                "--hide-scrollbars",
                "--enable-logging=stderr",
            ])
            .args(["--virtual-time-budget=5000", "--window-size=1280,900", "--dump-dom"])
            .arg(format!("--blink-settings=preferredColorScheme={scheme}"))
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg(format!("file://{}/{page}", self.directory.path().display()))
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        let console = errors.lines().filter(|line| line.contains("CONSOLE")).map(str::to_owned);
        let dom = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(dom.contains("</html>"), "no page, but: {errors}");
        OpenedPage { console: console.collect(), dom }
    }

    /// The probe's results for the page at a fragment.
    fn probe(&self, fragment: &str, scheme: u8) -> String {
        let dom = self.open_in(&format!("probe.html{fragment}"), scheme).dom;
        let probe =
            dom.split("<pre>").nth(1).unwrap_or_else(|| panic!("the probe has no output: {dom}"));
        probe.split("</pre>").next().unwrap().to_owned()
    }

    /// The visible changes at a fragment.
    fn visible(&self, fragment: &str) -> Vec<String> {
        let dom = self.open(&format!("report.html{fragment}")).dom;
        let sections = dom.split("<section class=\"change\" ").skip(1);
        let tags = sections.map(|section| section.split('>').next().unwrap());
        let shown = tags.filter(|tag| !tag.ends_with("hidden=\"\""));
        shown.map(|tag| tag.split('"').nth(1).unwrap().to_owned()).collect()
    }
}
