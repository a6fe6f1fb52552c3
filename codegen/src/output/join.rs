//! Joins the lines that the pretty-printer breaks although they fit. The printer's width is fixed; that of rustfmt, which
//! formats the runtime, is larger.

use super::layout::WIDTH;

/// Joins arguments, parameters, elements, fields and method chains to one line if they fit. A single call stays on the
/// line of its receiver.
pub fn join(text: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    loop {
        let joined = receivers(&chains(&groups(&lines)));
        if joined.len() == lines.len() {
            return joined.join("\n") + "\n";
        }
        lines = joined;
    }
}

/// Joins groups in brackets, the inner ones first, and values after `=`.
fn groups(lines: &[String]) -> Vec<String> {
    let (mut done, mut open) = (Vec::<String>::new(), Vec::new());
    for line in lines {
        let mut line = line.clone();
        let closes = line.trim_start().starts_with([')', ']', '}']);
        let opening = if closes { open.pop() } else { None };
        if let Some((at, (name, joined))) =
            opening.and_then(|at| Some((at, group(done.get(at..)?, &line)?)))
        {
            done.truncate(at);
            done.extend(name);
            line = joined;
        }
        if let Some(joined) = done.last().and_then(|before| value(before, &line)) {
            done.pop();
            line = joined;
        }
        if line.ends_with(['(', '[', '{']) && !line.trim_start().starts_with("//") {
            open.push(done.len());
        }
        done.push(line);
    }
    done
}

/// The group from the line with its opening bracket to its last line, if all of it fits on one line. The value of a `let`
/// may also fit on the line after the `=`, which then ends the other line.
fn group(lines: &[String], last: &str) -> Option<(Option<String>, String)> {
    let (first, inner) = lines.split_first()?;
    // The arguments of a call that starts a chain are indented twice.
    let inside = " ".repeat(indent(last) + 4);
    let item = |line: &'_ String| -> Option<String> {
        let item = line.strip_prefix(&inside)?;
        (!item.starts_with([' ', '/', '#'])).then(|| item.to_owned())
    };
    let items: Vec<String> = inner.iter().map(item).collect::<Option<_>>()?;
    let (end, others) = items.split_last()?;
    let is_list = others.iter().all(|item| item.ends_with(','))
        && (end.ends_with(',') || end.starts_with(".."));
    if !is_list || !may_join(first, items.len()) {
        return None;
    }
    let items = items.join(" ");
    let space = if first.ends_with('{') { " " } else { "" };
    let joined = [first, space, items.trim_end_matches(','), space, last.trim_start()].concat();
    if joined.len() <= WIDTH {
        return Some((None, joined));
    }
    let is_call = first.trim_start().starts_with("let ") && first.ends_with('(');
    // A `=` in the arguments may be in a text.
    let (name, value) = joined.split_at(first.find(" = ").filter(|_| is_call)?);
    let value = fitting(format!("{}    {}", " ".repeat(indent(first)), value.get(3..)?))?;
    last.ends_with(';').then(|| (Some(format!("{name} =")), value))
}

/// Whether a line opens a group that may be on one line: no definition and no `match`, and no tuple of one element, which
/// needs its comma.
fn may_join(first: &str, items: usize) -> bool {
    let words: Vec<&str> = first.split([' ', '<']).collect();
    let is_block =
        ["struct", "enum", "trait", "impl", "mod", "match"].iter().any(|it| words.contains(it));
    let before = first.strip_suffix('(').map(|before| {
        before.ends_with(|last: char| last.is_alphanumeric() || "_>!)".contains(last))
    });
    !is_block && (items > 1 || before != Some(false))
}

/// The line with the value of the line before it, which ends in `=`.
fn value(before: &str, line: &str) -> Option<String> {
    let is_value =
        before.ends_with(" =") && indent(line) == indent(before) + 4 && line.ends_with(';');
    fitting(format!("{before} {}", line.trim_start())).filter(|_| is_value)
}

/// Joins method chains of one call a line.
fn chains(lines: &[String]) -> Vec<String> {
    let mut done: Vec<String> = Vec::new();
    let mut rest = lines;
    while let Some((first, after)) = rest.split_first() {
        let depth = indent(first);
        let (inner, others) = split_block(depth, after);
        let is_call =
            |line: &String| indent(line) == depth + 4 && line.trim_start().starts_with('.');
        let calls = inner.iter().map(|line| line.trim_start());
        let joined = [first.as_str()].into_iter().chain(calls).collect();
        let is_chain = !inner.is_empty() && inner.iter().all(is_call);
        if let Some(joined) = fitting(joined).filter(|_| is_chain) {
            done.push(joined);
            rest = others;
        } else {
            done.push(first.clone());
            rest = after;
        }
    }
    done
}

/// Moves a method call whose arguments do not fit on one line to the line of its receiver, if there is no other call; and
/// the arguments of a call that starts a chain to the left.
fn receivers(lines: &[String]) -> Vec<String> {
    let mut done: Vec<String> = Vec::new();
    let mut rest = lines;
    while let Some((first, after)) = rest.split_first() {
        let depth = indent(first);
        let (inner, others) = split_block(depth, after);
        let is_at = |line: &String, steps: usize| indent(line) == depth + 4 * steps;
        let in_path = |c: char| c.is_alphanumeric() || "_:.".contains(c);
        let may_move = inner.iter().all(|line| indent(line) >= depth + 4);
        let (head, moved) = match inner.split_first().filter(|_| may_move) {
            Some((call, arguments))
                if first.trim_start().chars().all(in_path)
                    && call.trim_start().starts_with('.')
                    && call.ends_with(['(', '{'])
                    && inner.iter().filter(|line| is_at(line, 1)).count() == 2 =>
            {
                (format!("{first}{}", call.trim_start()), arguments)
            }
            Some((argument, _)) if first.ends_with('(') && is_at(argument, 2) => {
                (first.clone(), inner)
            }
            _ => (first.clone(), &[][..]),
        };
        done.push(head);
        done.extend(moved.iter().filter_map(|line| line.get(4..)).map(str::to_owned));
        rest = if moved.is_empty() { after } else { others };
    }
    done
}

/// The lines that are indented by more than `depth`, and the others after them.
fn split_block(depth: usize, lines: &[String]) -> (&[String], &[String]) {
    let length = lines.iter().take_while(|line| indent(line) > depth && !line.is_empty()).count();
    lines.split_at(length)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The line, if it fits.
fn fitting(line: String) -> Option<String> {
    (line.len() <= WIDTH).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn joins_what_fits() {
        let code = "\
fn parse(
    status: StatusCode,
    body: &[u8],
) -> Result<Output, Error> {
    let value =
        call(
            one,
            Point {
                x: 1,
                ..base
            },
        );
    let list = values
        .iter()
        .map(text);
    let request_with_a_long_name = RequestBuilder::new(
        Method::GET,
        THE_LONG_PATH_OF_A_REQUEST_OF_THIS_NAME,
    );
    request_with_a_long_name
        .header(
            name_of_header,
            value(
                one_argument_with_a_name_that_is_long_enough,
                another_argument_with_a_name_that_is_long_enough,
            ),
        )?;
    a_call_with_a_long_name(
            one_argument_with_a_name_that_is_long_enough,
            another_argument_with_a_name_that_is_long_enough,
        )?
        .build();
    request(
            Method::GET,
            LONG_PATH_OF_A_REQUEST,
        )?
        .header(name_of_header, value_of_header_with_many_words)?
        .header(name_of_header, value_of_header_with_many_words)?
}
";
        let joined = "\
fn parse(status: StatusCode, body: &[u8]) -> Result<Output, Error> {
    let value = call(one, Point { x: 1, ..base });
    let list = values.iter().map(text);
    let request_with_a_long_name =
        RequestBuilder::new(Method::GET, THE_LONG_PATH_OF_A_REQUEST_OF_THIS_NAME);
    request_with_a_long_name.header(
        name_of_header,
        value(
            one_argument_with_a_name_that_is_long_enough,
            another_argument_with_a_name_that_is_long_enough,
        ),
    )?;
    a_call_with_a_long_name(
        one_argument_with_a_name_that_is_long_enough,
        another_argument_with_a_name_that_is_long_enough,
    )?
    .build();
    request(Method::GET, LONG_PATH_OF_A_REQUEST)?
        .header(name_of_header, value_of_header_with_many_words)?
        .header(name_of_header, value_of_header_with_many_words)?
}
";
        assert_eq!(join(code), joined);
    }

    #[test]
    fn keeps_definitions_blocks_and_what_is_too_wide() {
        let wide = format!("call(\n    {},\n    {},\n);\n", "a".repeat(50), "b".repeat(50));
        let codes = [
            "pub struct Point {\n    x: u8,\n    y: u8,\n}\n",
            "let value = request_with_a_long_name_that_is_not_short(\n    \"a = b\",\n    another_argument_that_is_too_wide_for_one_line,\n    x,\n);\n",
            "request_with_a_long_name_that_is_not_short(\n    \"a = b\",\n    another_argument_that_is_too_wide_for_one_line,\n    x,\n);\n",
            "match value {\n    1 => true,\n    _ => false,\n}\n",
            "let one = (\n    value,\n);\n",
            "if ready {\n    go()\n}\n",
            "call(\n    // first\n    one,\n);\n",
            "/// An opening {\nconst ONE: u8 = 1;\n",
            &wide,
        ];
        for code in codes {
            assert_eq!(join(code), code);
        }
    }
}
