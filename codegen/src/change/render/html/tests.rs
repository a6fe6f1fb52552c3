use super::escape::{Name, Text};
use super::words::{Piece, compare};
use super::{SCRIPT, STYLE, html, policy};
use crate::change::kind::Kind;
use crate::change::report::{Change, Item, ItemStatus, Outside, Report};
use crate::change::verdict::Direction;
use crate::change::verdict::{Breaks, Level, Rust, Wire};

const HOSTILE: &str = "</script></style>\"'><img src=x onerror=alert(1)>\u{202e}\u{0}&amp;";

fn change(kind: Kind, path: &str, fingerprint: &str) -> Change {
    Change {
        kind,
        path: path.to_owned(),
        operations: vec![path.split('.').next().unwrap().to_owned()],
        direction: Direction::Out,
        old: None,
        new: None,
        items: Vec::new(),
        rust: Rust::default(),
        wire: Wire::None,
        fingerprint: fingerprint.to_owned(),
    }
}

fn report(changes: Vec<Change>) -> Report {
    let operations = vec!["GetJob".to_owned(), "ListJobs".to_owned()];
    let service = "AWS Example".to_owned();
    Report {
        service,
        operations,
        changes,
        notes: Vec::new(),
        hidden: 0,
        outside: Outside::default(),
    }
}

fn small() -> Report {
    let item = |name: &str, status, old: Option<&str>, new: Option<&str>| {
        let [old, new] = [old, new].map(|text| text.map(str::to_owned));
        Item { name: name.to_owned(), status, old, new }
    };
    let retargeted = Change {
        old: Some("JobName".to_owned()),
        new: Some("JobTitle".to_owned()),
        items: vec![
            item("Job::name", ItemStatus::Changed, Some("Option<Name>"), Some("Option<Title>")),
            item("types::Name", ItemStatus::Removed, None, None),
        ],
        rust: Rust::of(Level::Major),
        operations: (1..=7).map(|number| format!("GetJob{number}")).collect(),
        ..change(Kind::TargetChanged, "GetJob.output.Job.Name", "0123456789ab")
    };
    let added = Change {
        new: Some("busy".to_owned()),
        items: vec![item("State::Busy", ItemStatus::Added, None, None)],
        rust: Rust { module_breaks: Some(Breaks::Matches), ..Rust::of(Level::Minor) },
        wire: Wire::Compatible,
        operations: vec!["GetJob".to_owned(), "ListJobs".to_owned()],
        ..change(Kind::EnumValueAdded, "GetJob.output.State=busy", "ba9876543210")
    };
    let mut report = report(vec![retargeted, added]);
    report.hidden = 2;
    report.outside.operations_added = (1..=5).map(|number| format!("New{number}")).collect();
    report
}

/// The page without its style and script, which are files to be read by themselves, and their hashes.
fn outline(report: &Report) -> String {
    let page = html(report).replace(STYLE, "…").replace(SCRIPT, "…");
    page.replace(&policy::source(STYLE), "…").replace(&policy::source(SCRIPT), "…")
}

#[test]
fn a_small_report() {
    insta::assert_snapshot!(outline(&small()));
    assert_eq!(html(&small()), html(&small()));
}

#[test]
fn no_changes_are_said_to_be_none() {
    let page = outline(&report(Vec::new()));
    assert!(page.contains("<p class=\"headline\">no changes</p>"));
    assert!(page.contains("<p class=\"nothing\">No changes.</p>"));
    assert!(!page.contains("<form"));
}

#[test]
fn what_comes_from_a_model_is_text_wherever_it_stands() {
    let hostile = || Some(HOSTILE.to_owned());
    let item = || Item {
        name: HOSTILE.to_owned(),
        status: ItemStatus::Changed,
        old: hostile(),
        new: hostile(),
    };
    let everywhere = Change {
        old: hostile(),
        new: Some(format!("<b>{HOSTILE}")),
        items: vec![item()],
        operations: vec![HOSTILE.to_owned(), "Other".to_owned()],
        ..change(Kind::DocumentationChanged, HOSTILE, HOSTILE)
    };
    let mut report = report(vec![everywhere]);
    report.service = HOSTILE.to_owned();
    report.operations = vec![HOSTILE.to_owned()];
    report.outside.operations_removed = vec![HOSTILE.to_owned()];
    let page = html(&report);
    assert!(!page.contains("<img") && !page.contains("<b>") && !page.contains(HOSTILE));
    assert!(page.contains("&lt;img src<wbr>=") || page.contains("&lt;img src=<wbr>"));
    assert!(page.contains("\\u{202e}\\u{0}") && !page.contains(['\u{202e}', '\u{0}']));
    assert_eq!(page.matches("</script>").count(), 1);
    assert_eq!(page.matches("</style>").count(), 1);
}

#[test]
fn text_is_escaped_and_names_break_after_their_parts() {
    assert_eq!(Text("a<b>&\"'\n\u{feff}").to_string(), "a&lt;b&gt;&amp;&quot;&#39;\n\\u{feff}");
    assert_eq!(Name("types::Job").to_string(), "types::<wbr>Job");
    assert_eq!(Name("Get.output=a").to_string(), "Get.<wbr>output=<wbr>a");
}

#[test]
fn an_id_is_there_once_though_two_changes_have_the_same_fingerprint() {
    let twice = || change(Kind::Deprecated, "GetJob.input.Name", "0123456789ab");
    let page = html(&report(vec![twice(), twice()]));
    assert_eq!(page.matches("id=\"0123456789ab\"").count(), 1);
    assert_eq!(page.matches("id=\"0123456789ab-2\"").count(), 1);
}

#[test]
fn a_source_is_named_by_its_hash() {
    assert_eq!(policy::source(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}

#[test]
fn words_that_differ_are_found_in_both_texts() {
    let same = |text: &str| Piece::Same(text.to_owned());
    let differs =
        |old: &str, new: &str| Piece::Differs { old: old.to_owned(), new: new.to_owned() };
    assert_eq!(compare("a, b, c", "a, x, c"), [same("a, "), differs("b", "x"), same(", c")]);
    // Both at once: a word that went, and one that came after others that stayed.
    assert_eq!(
        compare("one two three", "two three four"),
        [differs("one ", ""), same("two three"), differs("", " four")]
    );
    // The comma is no landmark.
    assert_eq!(compare("a, b", "c, d"), [differs("a, b", "c, d")]);
    assert_eq!(compare("", ""), []);
    assert_eq!(compare("x", ""), [differs("x", "")]);
}

proptest::proptest! {
    #[test]
    fn the_pieces_are_the_texts(old in "[ab, ]{0,12}", new in "[ab, ]{0,12}") {
        let side = |is_old| compare(&old, &new).iter().map(|piece| match piece {
            Piece::Differs { old, .. } if is_old => old.clone(),
            Piece::Same(text) | Piece::Differs { new: text, .. } => text.clone(),
        }).collect::<String>();
        proptest::prop_assert_eq!(side(true), old.clone());
        proptest::prop_assert_eq!(side(false), new.clone());
    }

    #[test]
    fn nothing_that_is_not_seen_gets_through(text in "\\PC*|(?s).*") {
        let escaped = Text(&text).to_string();
        proptest::prop_assert!(!escaped.contains(['<', '>', '"', '\'']));
        proptest::prop_assert!(escaped.chars().all(|c| crate::is_visible(c) || c == '\n' || c == '\t'));
    }
}
