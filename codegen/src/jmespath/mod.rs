//! The subset of [JMESPath](https://jmespath.org/specification.html) that paginators and waiters use: paths through an
//! output, and comparisons.
//!
//! Valid `JMESPath` outside the subset is [`Reason::Unknown`]; any other text is [`Reason::Invalid`].

mod output_path;
mod parse;
mod resolve;
mod token;

pub use output_path::{Operand, OutputCondition, OutputPath, PathStep, ResolvedExpression};
pub use parse::{MAX_LENGTH, parse};
pub use resolve::{equals, resolve, resolve_alternatives, resolve_path};

/// A parsed expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// `@`, the current value. It is also the implicit start of a path.
    Current,
    /// `of.name`.
    Field(Box<Expression>, String),
    /// `of[-1]`.
    Index(Box<Expression>, i64),
    /// `of[]` or `of[*]`. The two differ only for lists of lists.
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

/// A comparison operator.
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

/// A constant in an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// Text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// `true` or `false`.
    Boolean(bool),
}

/// Why a text cannot be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The text is not `JMESPath`; parsing failed at this byte.
    Invalid(usize),
    /// The text uses this construct, which is outside the subset.
    Unknown(String),
}

#[cfg(test)]
mod tests {
    use super::{Comparator, Expression, Literal, Reason, parse};

    fn field(of: Expression, name: &str) -> Expression {
        Expression::Field(Box::new(of), name.to_owned())
    }

    #[test]
    fn reads_a_path_from_left_to_right() {
        let shards = field(field(Expression::Current, "StreamDescription"), "Shards");
        let last = Expression::Index(Box::new(shards), -1);
        assert_eq!(parse("StreamDescription.Shards[-1].ShardId"), Ok(field(last, "ShardId")));
    }

    #[test]
    fn reads_both_forms_of_elements() {
        let tasks = Expression::Elements(Box::new(field(Expression::Current, "tasks")));
        assert_eq!(parse("tasks[].lastStatus"), Ok(field(tasks.clone(), "lastStatus")));
        assert_eq!(parse("tasks[*].lastStatus"), Ok(field(tasks, "lastStatus")));
    }

    #[test]
    fn binds_comparison_before_and_before_or() {
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
    fn reads_the_longest_expression_of_botocore() {
        let text = "length(services[?!(length(deployments) == `1` && runningCount == desiredCount)]) == `0`";
        assert!(matches!(
            parse(text),
            Ok(Expression::Comparison(_, Comparator::Equal, zero)) if *zero == Expression::Literal(Literal::Number(0))
        ));
    }

    #[test]
    fn names_constructs_outside_the_subset() {
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
    fn locates_syntax_errors() {
        for (text, at) in
            [("", 0), ("a.", 2), ("a b", 2), ("a[", 2), ("length(a", 8), ("'a", 0), ("a #", 2)]
        {
            assert_eq!(parse(text), Err(Reason::Invalid(at)), "{text}");
        }
    }

    /// The limit that a repeated text exceeds.
    fn exceeded(part: &str, count: usize) -> String {
        match parse(&(part.repeat(count) + "a")) {
            Err(Reason::Unknown(limit)) => limit,
            other => panic!("{part}: {other:?}"),
        }
    }

    #[test]
    fn limits_the_depth() {
        for nested in ["(", "!", "length(", "a[?"] {
            assert_eq!(exceeded(nested, 80), "an expression of over 64 levels", "{nested}");
        }
    }

    #[test]
    fn limits_chains_of_steps_and_operators() {
        for chained in ["a.", "a||", "a&&", "*.", "a[].", "a[0].", "a|"] {
            assert_eq!(exceeded(chained, 260), "an expression of over 256 tokens", "{chained}");
        }
    }

    #[test]
    fn limits_the_length() {
        for long in ["a||", "(", "a", " ", "'"] {
            let limit = exceeded(long, 100_000);
            assert_eq!(limit, "an expression of over 2000 bytes", "{long}");
        }
    }

    #[test]
    fn reads_expressions_up_to_the_limits() {
        let nested = "(".repeat(60) + "a" + &")".repeat(60);
        for text in [nested, "a.".repeat(120) + "a", "a||".repeat(120) + "a", "a".repeat(2000)] {
            assert!(parse(&text).is_ok(), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in r#"[a-c\.\[\]\*\?!&|=<>'`"@(){},: 0-9-]{0,24}"#, other in ".*") {
            let _ = (parse(&text), parse(&other));
        }
    }
}
