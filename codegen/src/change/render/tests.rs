//! The limits of reports, with more changes than any real report has.

use super::{Detail, markdown, text};
use crate::change::kind::ChangeKind;
use crate::change::report::{Change, ItemStatus, Outside, Report, RustItem};
use crate::change::review::{Review, ReviewedService};
use crate::change::verdict::{Direction, RustVerdict, SemverLevel, WireVerdict};

fn item(name: String, status: ItemStatus, forms: Option<[&str; 2]>) -> RustItem {
    let [old, new] = forms.map_or([None, None], |forms| forms.map(|form| Some(form.to_owned())));
    RustItem { name, status, old, new }
}

fn change(kind: ChangeKind, path: String, level: SemverLevel, item: RustItem) -> Change {
    Change {
        kind,
        operations: vec![path.clone()],
        path,
        direction: Direction::Both,
        old: None,
        new: None,
        items: vec![item],
        rust: RustVerdict::of(level),
        wire: WireVerdict::None,
        fingerprint: "0123456789ab".to_owned(),
    }
}

/// A report with `count` changes of each rank.
fn report(service: &str, count: usize) -> Report {
    let numbers = 1..=count;
    let moved = numbers.clone().map(|number| {
        let forms = Some(["(one, other)", "(other, one)"]);
        let item = item(format!("Move{number}::new"), ItemStatus::Changed, forms);
        let path = format!("Move{number}.input");
        change(ChangeKind::ConstructorChanged, path, SemverLevel::Silent, item)
    });
    let removed = numbers.clone().map(|number| {
        let item = item(format!("Get{number}Output::colour"), ItemStatus::Removed, None);
        let path = format!("Get{number}.output.Colour");
        let change = change(ChangeKind::MemberRemoved, path, SemverLevel::Major, item);
        Change { wire: WireVerdict::Breaks, ..change }
    });
    let added = numbers.map(|number| {
        let name = format!("List{number}::filter_{number}");
        let item = item(name, ItemStatus::Added, None);
        let path = format!("List{number}.input.Filter{number}");
        change(ChangeKind::MemberAdded, path, SemverLevel::Minor, item)
    });
    Report {
        service: service.to_owned(),
        operations: vec!["Move1".to_owned()],
        changes: moved.chain(removed).chain(added).collect(),
        hidden: 3,
        outside: Outside { changes: 2, ..Outside::default() },
    }
}

fn review(counts: &[(&str, usize)]) -> Review {
    let services = counts.iter().map(|(name, count)| ReviewedService {
        name: (*name).to_owned(),
        report: report(&format!("AWS {name}"), *count),
    });
    Review { services: services.collect() }
}

fn plain(review: &Review) -> String {
    let text = text(review, Detail::Summary);
    let parts = text.split('\u{1b}').enumerate();
    let parts = parts.map(|(index, part)| match part.split_once('m') {
        Some((_, rest)) if index > 0 => rest,
        _ => part,
    });
    parts.collect()
}

#[test]
fn severe_changes_of_all_services_come_first() {
    insta::assert_snapshot!(plain(&review(&[("stables", 2), ("herds", 0), ("paddocks", 1)])));
}

#[test]
fn summary_has_at_most_forty_lines() {
    for counts in [1, 12, 13, 14, 30, 400] {
        let text = plain(&review(&[("stables", counts), ("herds", 1)]));
        assert!(text.lines().count() <= 40, "{text}");
    }
    let text = plain(&review(&[("stables", 400)]));
    assert_eq!(text.lines().count(), 40, "{text}");
    let first: Vec<&str> = text.lines().take(20).collect();
    assert!(first.iter().any(|line| line.contains("Move100::new(one, other) → (other, one)")));
    assert!(text.contains("more: add --all"));
}

#[test]
fn markdown_keeps_severe_changes_within_the_limit() {
    let review = review(&[("stables", 3_000)]);
    for detail in [Detail::Summary, Detail::Full] {
        for room in [500, 4_000, 65_536] {
            let text = markdown(&review, detail, room);
            assert!(text.chars().count() <= room, "{detail:?}: {}", text.chars().count());
            assert!(text.contains("`changes --format html`"), "{text}");
            assert!(room < 1_000 || text.contains("::new(one, other) → (other, one)"));
            assert_eq!(text.matches("<details>").count(), text.matches("</details>").count());
        }
    }
    let short = markdown(&self::review(&[("stables", 3)]), Detail::Full, 65_536);
    assert!(!short.contains("--format html"));
}
