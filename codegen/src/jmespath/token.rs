//! Splits an expression into tokens.

use super::{Comparator, Literal, Reason};

/// A token of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    Name(String),
    Literal(Literal),
    Number(i64),
    Comparator(Comparator),
    And,
    Or,
    Not,
    Dot,
    Star,
    Current,
    Comma,
    Colon,
    Pipe,
    /// `[]`
    Flatten,
    /// `[?`
    Filter,
    Open,
    Close,
    OpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,
}

/// The tokens of a text, each with its byte offset.
pub fn tokens(text: &str) -> Result<Vec<(usize, Token)>, Reason> {
    let mut tokens = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        let at = text.len() - rest.len();
        let Some(first) = rest.chars().next() else { return Ok(tokens) };
        let (token, length) = match first {
            'a'..='z' | 'A'..='Z' | '_' => {
                let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
                let name = rest.split(|c| !is_part(c)).next().unwrap_or(rest);
                (Token::Name(name.to_owned()), name.len())
            }
            '-' | '0'..='9' => {
                let digits = rest.get(1..).unwrap_or_default();
                let more = digits.bytes().take_while(u8::is_ascii_digit).count();
                let number = rest.get(..=more).and_then(|number| number.parse().ok());
                (Token::Number(number.ok_or(Reason::Invalid(at))?), 1 + more)
            }
            '"' => {
                let (name, length) = quoted(rest, '"').ok_or(Reason::Invalid(at))?;
                let name = serde_json::from_str(&format!("\"{name}\""));
                (Token::Name(name.map_err(|_| Reason::Invalid(at))?), length)
            }
            '\'' => {
                let (raw, length) = quoted(rest, '\'').ok_or(Reason::Invalid(at))?;
                (Token::Literal(Literal::Text(raw.replace("\\'", "'"))), length)
            }
            '`' => {
                let (json, length) = quoted(rest, '`').ok_or(Reason::Invalid(at))?;
                (Token::Literal(literal(&json.replace("\\`", "`"), at)?), length)
            }
            _ => punctuation(rest).ok_or(Reason::Invalid(at))?,
        };
        tokens.push((at, token));
        rest = rest.get(length..).unwrap_or_default();
    }
}

/// The text between quotes, and the length with quotes. A backslash escapes the next quote.
fn quoted(text: &str, quote: char) -> Option<(&str, usize)> {
    let inside = text.get(1..)?;
    let mut escaped = false;
    let end = inside.find(|c| {
        let ends = c == quote && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })?;
    Some((inside.get(..end)?, end + 2))
}

/// Parses the JSON between backquotes.
fn literal(json: &str, at: usize) -> Result<Literal, Reason> {
    use serde_json::Value;
    let value: Value = serde_json::from_str(json).map_err(|_| Reason::Invalid(at))?;
    let number = value.as_i64();
    match value {
        Value::String(text) => Ok(Literal::Text(text)),
        Value::Bool(value) => Ok(Literal::Boolean(value)),
        _ => number.map(Literal::Number).ok_or_else(|| Reason::Unknown(format!("`{json}`"))),
    }
}

/// The punctuation at the start of a text, longest match first.
fn punctuation(text: &str) -> Option<(Token, usize)> {
    use Comparator::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    let marks = [
        ("[]", Token::Flatten),
        ("[?", Token::Filter),
        ("==", Token::Comparator(Equal)),
        ("!=", Token::Comparator(NotEqual)),
        ("<=", Token::Comparator(LessOrEqual)),
        (">=", Token::Comparator(GreaterOrEqual)),
        ("&&", Token::And),
        ("||", Token::Or),
        ("<", Token::Comparator(Less)),
        (">", Token::Comparator(Greater)),
        ("!", Token::Not),
        (".", Token::Dot),
        ("*", Token::Star),
        ("@", Token::Current),
        (",", Token::Comma),
        (":", Token::Colon),
        ("|", Token::Pipe),
        ("(", Token::Open),
        (")", Token::Close),
        ("[", Token::OpenBracket),
        ("]", Token::CloseBracket),
        ("{", Token::OpenBrace),
        ("}", Token::CloseBrace),
    ];
    marks
        .into_iter()
        .find_map(|(mark, token)| text.starts_with(mark).then_some((token, mark.len())))
}
