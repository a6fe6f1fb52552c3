use super::escape::{HtmlName, HtmlText};
use super::words::{Piece, compare};
use super::{SCRIPT, STYLE, html, policy};
use crate::change::kind::ChangeKind;
use crate::change::report::{Change, ItemStatus, Outside, Report, RustItem};
use crate::change::review::Review;
use crate::change::verdict::Direction;
use crate::change::verdict::{ModuleBreaks, RustVerdict, SemverLevel, WireVerdict};

const HOSTILE: &str = "</script></style>\"'><img src=x onerror=alert(1)>\u{202e}\u{0}&amp;";

fn change(kind: ChangeKind, path: &str, fingerprint: &str) -> Change {
    Change {
        kind,
        path: path.to_owned(),
        operations: vec![path.split('.').next().unwrap().to_owned()],
        direction: Direction::Out,
        old: None,
        new: None,
        items: Vec::new(),
        rust: RustVerdict::default(),
        wire: WireVerdict::None,
        fingerprint: fingerprint.to_owned(),
    }
}

fn report(changes: Vec<Change>) -> Report {
    let operations = vec!["GetJob".to_owned(), "ListJobs".to_owned()];
    let service = "AWS Example".to_owned();
    Report { service, operations, changes, hidden: 0, outside: Outside::default() }
}

fn small() -> Report {
    let item = |name: &str, status, old: Option<&str>, new: Option<&str>| {
        let [old, new] = [old, new].map(|text| text.map(str::to_owned));
        RustItem { name: name.to_owned(), status, old, new }
    };
    let retargeted = Change {
        old: Some("JobName".to_owned()),
        new: Some("JobTitle".to_owned()),
        items: vec![
            item("Job::name", ItemStatus::Changed, Some("Option<Name>"), Some("Option<Title>")),
            item("types::Name", ItemStatus::Removed, None, None),
        ],
        rust: RustVerdict::of(SemverLevel::Major),
        operations: (1..=7).map(|number| format!("GetJob{number}")).collect(),
        ..change(ChangeKind::TargetChanged, "GetJob.output.Job.Name", "0123456789ab")
    };
    let added = Change {
        new: Some("busy".to_owned()),
        items: vec![item("State::Busy", ItemStatus::Added, None, None)],
        rust: RustVerdict {
            module_breaks: Some(ModuleBreaks::Matches),
            ..RustVerdict::of(SemverLevel::Minor)
        },
        wire: WireVerdict::Compatible,
        operations: vec!["GetJob".to_owned(), "ListJobs".to_owned()],
        ..change(ChangeKind::EnumValueAdded, "GetJob.output.State=busy", "ba9876543210")
    };
    let reordered = Change {
        old: Some("Name, Owner".to_owned()),
        new: Some("Owner, Name".to_owned()),
        items: vec![item(
            "Job::new",
            ItemStatus::Changed,
            Some("Name, Owner"),
            Some("Owner, Name"),
        )],
        rust: RustVerdict::of(SemverLevel::Silent),
        ..change(ChangeKind::ConstructorChanged, "StartJob.input", "abcdef012345")
    };
    let mut report = report(vec![reordered, retargeted, added]);
    report.hidden = 2;
    report.outside.operations_added = (1..=5).map(|number| format!("New{number}")).collect();
    report
}

/// The page without its style, its script and their hashes.
fn outline(report: &Report) -> String {
    let page = html(&Review::from(report.clone())).replace(STYLE, "…").replace(SCRIPT, "…");
    page.replace(&policy::source(STYLE), "…").replace(&policy::source(SCRIPT), "…")
}

#[test]
fn renders_small_report() {
    insta::assert_snapshot!(outline(&small()));
    assert_eq!(outline(&small()), outline(&small()));
}

#[test]
fn renders_report_without_changes() {
    let page = outline(&report(Vec::new()));
    assert!(page.contains("<p class=\"headline\">no changes</p>"));
    assert!(page.contains("<p class=\"nothing\">No changes.</p>"));
    assert!(!page.contains("<form"));
}

#[test]
fn escapes_model_text_everywhere() {
    let hostile = || Some(HOSTILE.to_owned());
    let item = || RustItem {
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
        ..change(ChangeKind::DocumentationChanged, HOSTILE, HOSTILE)
    };
    let mut report = report(vec![everywhere]);
    report.service = HOSTILE.to_owned();
    report.operations = vec![HOSTILE.to_owned()];
    report.outside.operations_removed = vec![HOSTILE.to_owned()];
    let page = html(&report.into());
    assert!(!page.contains("<img") && !page.contains("<b>") && !page.contains(HOSTILE));
    assert!(page.contains("&lt;img src<wbr>=") || page.contains("&lt;img src=<wbr>"));
    assert!(page.contains("\\u{202e}\\u{0}") && !page.contains(['\u{202e}', '\u{0}']));
    assert_eq!(page.matches("</script>").count(), 1);
    assert_eq!(page.matches("</style>").count(), 1);
}

#[test]
fn escapes_text_and_allows_line_breaks_in_names() {
    assert_eq!(HtmlText("a<b>&\"'\n\u{feff}").to_string(), "a&lt;b&gt;&amp;&quot;&#39;\n\\u{feff}");
    assert_eq!(HtmlName("types::Job").to_string(), "types::<wbr>Job");
    assert_eq!(HtmlName("Get.output=a").to_string(), "Get.<wbr>output=<wbr>a");
}

#[test]
fn makes_ids_unique_for_equal_fingerprints() {
    let twice = || change(ChangeKind::Deprecated, "GetJob.input.Name", "0123456789ab");
    let page = html(&report(vec![twice(), twice()]).into());
    assert_eq!(page.matches("id=\"0123456789ab\"").count(), 1);
    assert_eq!(page.matches("id=\"0123456789ab-2\"").count(), 1);
}

#[test]
fn hashes_inline_sources() {
    assert_eq!(policy::source(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}

#[test]
fn compares_texts_word_by_word() {
    let same = |text: &str| Piece::Same(text.to_owned());
    let differs =
        |old: &str, new: &str| Piece::Differs { old: old.to_owned(), new: new.to_owned() };
    assert_eq!(compare("a, b, c", "a, x, c"), [same("a, "), differs("b", "x"), same(", c")]);
    // A removed word before equal words, and an added word after them.
    assert_eq!(
        compare("one two three", "two three four"),
        [differs("one ", ""), same("two three"), differs("", " four")]
    );
    // An equal comma does not split a difference.
    assert_eq!(compare("a, b", "c, d"), [differs("a, b", "c, d")]);
    assert_eq!(compare("", ""), []);
    assert_eq!(compare("x", ""), [differs("x", "")]);
}

proptest::proptest! {
    #[test]
    fn pieces_add_up_to_both_texts(old in "[ab, ]{0,12}", new in "[ab, ]{0,12}") {
        let side = |is_old| compare(&old, &new).iter().map(|piece| match piece {
            Piece::Differs { old, .. } if is_old => old.clone(),
            Piece::Same(text) | Piece::Differs { new: text, .. } => text.clone(),
        }).collect::<String>();
        proptest::prop_assert_eq!(side(true), old.clone());
        proptest::prop_assert_eq!(side(false), new.clone());
    }

    #[test]
    fn escapes_markup_and_invisible_characters(text in "\\PC*|(?s).*") {
        let escaped = HtmlText(&text).to_string();
        proptest::prop_assert!(!escaped.contains(['<', '>', '"', '\'']));
        proptest::prop_assert!(escaped.chars().all(|c| crate::is_visible(c) || c == '\n' || c == '\t'));
    }
}
