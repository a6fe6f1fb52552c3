//! The part of [JMESPath](https://jmespath.org/specification.html) that models use: paths through an output, and what
//! is compared with what.
//!
//! Reading is exact: what is valid and not of this part is [`Reason::Unknown`], and what is not an expression at all is
//! [`Reason::Invalid`].

mod parse;
mod token;

pub use parse::parse;

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// `@`, or what stands before a path begins.
    Current,
    /// `of.name`.
    Field(Box<Expression>, String),
    /// `of[-1]`.
    Index(Box<Expression>, i64),
    /// `of[]`, and `of[*]`, which is the same unless lists hold lists.
    Elements(Box<Expression>),
    /// `of.*`.
    Values(Box<Expression>),
    /// `of[?condition]`.
    Filter(Box<Expression>, Box<Expression>),
    /// `left == right` and the like.
    Comparison(Box<Expression>, Comparator, Box<Expression>),
    /// `left && right`.
    And(Box<Expression>, Box<Expression>),
    /// `left || right`.
    Or(Box<Expression>, Box<Expression>),
    /// `!of`.
    Not(Box<Expression>),
    /// `length(of)`.
    Length(Box<Expression>),
    /// `'text'`, or JSON between backquotes.
    Literal(Literal),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// A value that an expression has in itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// Text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// `true` or `false`.
    Boolean(bool),
}

/// Why a text has no [`Expression`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is not an expression. At this byte something else is expected.
    Invalid(usize),
    /// It has something that is not of the part that models use.
    Unknown(String),
}

#[cfg(test)]
mod tests {
    use super::{Comparator, Expression, Literal, Reason, parse};

    fn field(of: Expression, name: &str) -> Expression {
        Expression::Field(Box::new(of), name.to_owned())
    }

    #[test]
    fn a_path_is_read_from_its_start() {
        let shards = field(field(Expression::Current, "StreamDescription"), "Shards");
        let last = Expression::Index(Box::new(shards), -1);
        assert_eq!(parse("StreamDescription.Shards[-1].ShardId"), Ok(field(last, "ShardId")));
    }

    #[test]
    fn elements_are_taken_one_by_one() {
        let tasks = Expression::Elements(Box::new(field(Expression::Current, "tasks")));
        assert_eq!(parse("tasks[].lastStatus"), Ok(field(tasks.clone(), "lastStatus")));
        assert_eq!(parse("tasks[*].lastStatus"), Ok(field(tasks, "lastStatus")));
    }

    #[test]
    fn comparisons_bind_tighter_than_and_and_and_tighter_than_or() {
        let is = |name: &str, text: &str| {
            Expression::Comparison(
                Box::new(field(Expression::Current, name)),
                Comparator::Equal,
                Box::new(Expression::Literal(Literal::Text(text.to_owned()))),
            )
        };
        let and = Expression::And(Box::new(is("b", "y")), Box::new(is("c", "z")));
        let or = Expression::Or(Box::new(is("a", "x")), Box::new(and));
        assert_eq!(parse("a == 'x' || b == 'y' && c == 'z'"), Ok(or));
    }

    #[test]
    fn the_longest_expression_of_botocore_is_read() {
        let text = "length(services[?!(length(deployments) == `1` && runningCount == desiredCount)]) == `0`";
        assert!(matches!(
            parse(text),
            Ok(Expression::Comparison(_, Comparator::Equal, zero)) if *zero == Expression::Literal(Literal::Number(0))
        ));
    }

    #[test]
    fn what_models_do_not_use_is_named() {
        for (text, what) in [
            ("a | b", "`|`"),
            ("keys(a)", "`keys(…)`"),
            ("[a, b]", "`[…]` of several"),
            ("{a: b}", "`{…}`"),
            ("a[1:2]", "a slice"),
            ("a == `1.5`", "`1.5`"),
        ] {
            assert_eq!(parse(text), Err(Reason::Unknown(what.to_owned())), "{text}");
        }
    }

    #[test]
    fn what_is_not_an_expression_says_where() {
        for (text, at) in
            [("", 0), ("a.", 2), ("a b", 2), ("a[", 2), ("length(a", 8), ("'a", 0), ("a #", 2)]
        {
            assert_eq!(parse(text), Err(Reason::Invalid(at)), "{text}");
        }
    }

    #[test]
    fn depth_has_a_limit() {
        let text = "(".repeat(100_000);
        assert!(matches!(parse(&text), Err(Reason::Invalid(_))));
        let long = format!("a{}", ".a".repeat(100_000));
        assert!(matches!(parse(&long), Err(Reason::Invalid(_))));
        assert!(matches!(parse(&"!".repeat(100_000)), Err(Reason::Invalid(_))));
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_much(text in r#"[a-c\.\[\]\*\?!&|=<>'`"@(){},: 0-9-]{0,24}"#, other in ".*") {
            let _ = (parse(&text), parse(&other));
        }
    }
}
