//! Edits a list of texts in TOML, and keeps the comments of its other values.

use toml_edit::{Array, RawString, Value};

fn prefix(value: &Value) -> String {
    value.decor().prefix().and_then(RawString::as_str).unwrap_or_default().to_owned()
}

/// Inserts a text into a list. In a list of several lines, the text has a line of its own.
pub fn insert(list: &mut Array, index: usize, text: &str) {
    let lines = list.iter().map(prefix).find_map(|prefix| {
        prefix.rsplit_once('\n').map(|(_, indentation)| format!("\n{indentation}"))
    });
    let separator = lines.unwrap_or_else(|| " ".to_owned());
    let mut new = Value::from(text);
    if let Some(next) = list.get_mut(index) {
        // A comment behind the value before is part of this prefix; one on a line of its own belongs to the next value.
        let own = prefix(next);
        let (line, rest) = split_line(&own);
        if rest.is_empty() {
            new.decor_mut().set_prefix(line);
            next.decor_mut().set_prefix(separator);
        } else {
            new.decor_mut().set_prefix(format!("{line}{separator}"));
            next.decor_mut().set_prefix(rest);
        }
    } else if index > 0 {
        // A comment behind the last value is before the end of the list.
        let end = list_end(list);
        let (line, rest) = split_line(&end);
        // The line of a comment must end.
        let is_open = line.contains('#') && !separator.contains('\n');
        let separator = if is_open { "\n    " } else { &separator };
        new.decor_mut().set_prefix(format!("{line}{separator}"));
        if !list.trailing_comma()
            && let Some(last) = list.get_mut(index - 1)
        {
            last.decor_mut().set_suffix("");
        }
        let rest = rest.to_owned();
        list.insert_formatted(index, new);
        set_list_end(list, &rest);
        return;
    }
    list.insert_formatted(index, new);
}

/// Splits a text before its first line break.
fn split_line(text: &str) -> (&str, &str) {
    text.split_at(text.find('\n').unwrap_or(text.len()))
}

/// The text between the last value of a list, or its comma, and the end of the list.
fn list_end(list: &Array) -> String {
    let end = if list.trailing_comma() {
        list.trailing().as_str()
    } else {
        list.iter().last().and_then(|last| last.decor().suffix()?.as_str())
    };
    end.unwrap_or_default().to_owned()
}

fn set_list_end(list: &mut Array, end: &str) {
    if list.trailing_comma() {
        list.set_trailing(end);
    } else if let Some(last) = list.iter_mut().last() {
        last.decor_mut().set_suffix(end);
    }
}

/// Removes a value from a list, with the comment behind it.
pub fn remove(list: &mut Array, index: usize) {
    let Some(removed) = list.get(index).map(prefix) else { return };
    let end = list_end(list);
    // A comment behind the value before is on its line.
    let (line, own) = split_line(&removed);
    let joined = |after: &str| {
        let (_, rest) = split_line(after);
        match (rest.is_empty(), own.is_empty()) {
            (false, _) => format!("{line}{rest}"),
            (true, false) => removed.clone(),
            (true, true) if index == 0 => removed.clone(),
            (true, true) => after.to_owned(),
        }
    };
    if let Some(next) = list.get_mut(index + 1) {
        let after = prefix(next);
        next.decor_mut().set_prefix(joined(&after));
        list.remove(index);
    } else {
        list.remove(index);
        if index > 0 {
            let (_, rest) = split_line(&end);
            let end = match (line.contains('#'), rest.is_empty()) {
                (true, true) => format!("{line}\n{end}"),
                (true, false) => format!("{line}{rest}"),
                (false, false) => rest.to_owned(),
                (false, true) => end,
            };
            set_list_end(list, &end);
        }
    }
}
