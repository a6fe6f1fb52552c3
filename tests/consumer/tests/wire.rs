//! The recorded requests and responses of the nine operations, run through the generated types.

use backup_with_serde::BuildError;
use consumer::corpus;
use consumer::nine::{ErrorSeen, Reply, nine};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::Value;

#[test]
fn every_recorded_request_is_built_as_recorded() {
    let cases = corpus("tests/wire/requests_nine.jsonl");
    let failures: Vec<String> = cases.iter().filter_map(|case| check_request(case).err()).collect();
    assert_eq!(cases.len(), 332);
    assert!(
        failures.is_empty(),
        "{} failed, the first:\n{}",
        failures.len(),
        failures[..failures.len().min(3)].join("\n")
    );
}

fn check_request(case: &Value) -> Result<(), String> {
    let built = (nine(text(&case["operation"])).request)(case["input"].clone())
        .map_err(|error| format!("{case}: the input was not read: {error}"))?;
    if has_tag(case, "empty_label") {
        return match built {
            Err(error @ BuildError::EmptyLabel(_))
                if error.to_string().contains("must not be empty") =>
            {
                Ok(())
            }
            other => Err(format!("{case}: an empty label was not refused: {other:?}")),
        };
    }
    let expected = case.get("request_new").unwrap_or(&case["request"]);
    if text(&expected["path"]).split('/').any(|segment| matches!(segment, "." | "..")) {
        return match built {
            Err(BuildError::DotLabel(_)) => Ok(()),
            other => Err(format!("{case}: a label of dots was not refused: {other:?}")),
        };
    }
    let built = built.map_err(|error| format!("{case}: {error}"))?;
    let seen = (built.method().as_str(), built.uri().path(), built.uri().query().unwrap_or(""));
    let query = text(&expected["query"]);
    let query = if has_tag(case, "micro_ts") { in_millis(query) } else { query.to_owned() };
    let wanted = (text(&expected["method"]), text(&expected["path"]), &*query);
    if seen != wanted {
        return Err(format!("{case}: got {seen:?}"));
    }
    // None of the nine operations has its own headers or body.
    let bare = expected["headers"] == serde_json::json!({}) && expected["body"].is_null();
    if !(bare && built.headers().is_empty() && built.body().is_empty()) {
        return Err(format!(
            "{case}: got headers {:?} and body {:?}",
            built.headers(),
            built.body()
        ));
    }
    Ok(())
}

/// The query string with timestamps cut to milliseconds, as farrier sends them. botocore sends microseconds.
fn in_millis(query: &str) -> String {
    let cut = |text: &str| match text.rsplit_once('.') {
        Some((start, digits)) if digits.len() == 6 && digits.parse::<u32>().is_ok() => {
            format!("{start}.{}000", &digits[..3])
        }
        _ => text.to_owned(),
    };
    query.split('Z').map(cut).collect::<Vec<_>>().join("Z").replace(".000000Z", "Z")
}

#[test]
fn every_recorded_response_is_read_as_recorded() {
    let cases = corpus("tests/wire/responses_nine.jsonl");
    let failures: Vec<String> = cases.iter().filter_map(|case| check_reply(case).err()).collect();
    assert_eq!(cases.len(), 679);
    assert!(
        failures.is_empty(),
        "{} failed, the first:\n{}",
        failures.len(),
        failures[..failures.len().min(3)].join("\n")
    );
}

fn check_reply(case: &Value) -> Result<(), String> {
    let response = &case["response"];
    let status =
        StatusCode::from_u16(u16::try_from(response["status"].as_u64().unwrap()).unwrap()).unwrap();
    let header = |(name, value): (&String, &Value)| {
        let name: HeaderName = name.parse().unwrap();
        (name, HeaderValue::from_str(text(value)).unwrap())
    };
    let headers: HeaderMap = response["headers"].as_object().unwrap().iter().map(header).collect();
    let reply = (nine(text(&case["operation"])).parse)(
        status,
        &headers,
        text(&response["body"]).as_bytes(),
    );
    let expected = case.get("expected_new").unwrap_or(&case["expected"]);
    // botocore knows every error of the service in every operation. The generated enum has only the errors that the
    // model lists for the operation; another error is unmodelled, with its code, message and request id.
    let of_operation = case["modelled_in"] != "service";
    let agreed = match (&reply, expected.get("ok"), expected.get("error")) {
        (Reply::Ok(output), Some(wanted), _) => same(output, wanted),
        (Reply::Error(error), _, Some(wanted)) => {
            same_head(error, wanted) && same_members(error, wanted, of_operation)
        }
        _ => false,
    };
    // Some mutations are harmless: the response is read as before.
    let unharmed = agreed && serde_json::from_str::<Value>(text(&response["body"])).is_ok();
    // A lenient case of an error response is still an error with the same code. Only the code in the header of a
    // server error without a body is an exception, because botocore ignores that header.
    let same_code = match (&reply, expected.get("error")) {
        (Reply::Error(error), Some(wanted)) => {
            error.code == text(&wanted["code"])
                || text(&case["kind"]) == "error_empty_body_500_header"
        }
        (Reply::Error(_), None) => true,
        _ => false,
    };
    let refused = same_code
        || matches!(&reply, Reply::Malformed(reason) if reason.contains("cannot be read"));
    let passed = match text(&case["class"]) {
        "valid" => agreed,
        "lenient" => agreed || refused,
        // botocore fails on the body `null`, which is an output without members.
        "malformed" if text(&case["kind"]) == "top_level_null" => {
            matches!(&reply, Reply::Ok(output) if *output == serde_json::json!({}))
        }
        "malformed" => refused || unharmed,
        class => return Err(format!("unknown class {class}")),
    };
    if passed { Ok(()) } else { Err(format!("{case}: got {}", show(&reply))) }
}

fn show(reply: &Reply) -> String {
    match reply {
        Reply::Ok(output) => output.to_string(),
        Reply::Error(error) => format!("{} with {:?}", error.display, error.modelled),
        Reply::Malformed(reason) => reason.clone(),
    }
}

/// Equality up to the corpus's notation: timestamps are rounded to milliseconds, and `null` means missing, also for
/// an element of a collection.
fn same(seen: &Value, wanted: &Value) -> bool {
    match (seen, wanted) {
        (Value::Object(seen), Value::Object(wanted)) => {
            let wanted: Vec<_> = wanted.iter().filter(|(_, value)| !value.is_null()).collect();
            seen.len() == wanted.len()
                && wanted
                    .iter()
                    .all(|(key, wanted)| seen.get(*key).is_some_and(|seen| same(seen, wanted)))
        }
        (Value::Array(seen), Value::Array(wanted)) => {
            let wanted: Vec<_> = wanted.iter().filter(|value| !value.is_null()).collect();
            seen.len() == wanted.len()
                && seen.iter().zip(wanted).all(|(seen, wanted)| same(seen, wanted))
        }
        (Value::Number(a), Value::Number(b)) if a != b => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            a.fract() != 0.0 && ((a * 1000.0).round() - b * 1000.0).abs() < 0.001
                || b.fract() == 0.0 && a.to_bits() == b.to_bits()
        }
        _ => seen == wanted,
    }
}

/// botocore reports an empty message instead of none, and no request id for a server error without a body.
fn same_head(seen: &ErrorSeen, wanted: &Value) -> bool {
    let message = wanted["message"].as_str().filter(|message| !message.is_empty());
    seen.code == text(&wanted["code"])
        && seen.message.as_deref().filter(|message| !message.is_empty()) == message
        && wanted["request_id"].as_str().is_none_or(|id| seen.request_id.as_deref() == Some(id))
        && seen.display.contains(&seen.code)
        && message.is_none_or(|message| seen.display.contains(message))
}

fn same_members(seen: &ErrorSeen, wanted: &Value, of_operation: bool) -> bool {
    match (&seen.modelled, wanted["modeled"].as_str().filter(|_| of_operation)) {
        (None, None) => true,
        (Some((name, fields)), Some(wanted_name)) => {
            name == wanted_name && same(fields, &wanted["fields"])
        }
        _ => false,
    }
}

fn has_tag(case: &Value, tag: &str) -> bool {
    case["tags"].as_array().unwrap().iter().any(|other| other == tag)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
