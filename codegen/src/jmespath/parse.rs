//! A recursive descent parser for expressions.

use super::token::{Token, tokens};
use super::{Expression, Reason};

/// The maximum nesting of expressions, five times that of any service.
const MAX_DEPTH: usize = 64;

/// The maximum length of an expression in bytes, ten times that of any service.
pub const MAX_LENGTH: usize = 2000;

/// The maximum number of tokens, ten times that of any service. A chain of steps or operators is as deep as it is long.
const MAX_TOKENS: usize = 256;

/// Parses an expression.
///
/// # Errors
///
/// Fails if the text is not `JMESPath`, or uses a construct outside the subset.
pub fn parse(text: &str) -> Result<Expression, Reason> {
    if text.len() > MAX_LENGTH {
        return Err(Reason::Unknown(format!("an expression of over {MAX_LENGTH} bytes")));
    }
    let tokens = tokens(text)?;
    if tokens.len() > MAX_TOKENS {
        return Err(Reason::Unknown(format!("an expression of over {MAX_TOKENS} tokens")));
    }
    let mut parser = Parser { tokens: &tokens, end: text.len(), depth: 0 };
    let expression = parser.expression()?;
    match parser.peek() {
        None => Ok(expression),
        Some(Token::Pipe) => Err(Reason::Unknown("`|`".to_owned())),
        Some(_) => Err(parser.here()),
    }
}

/// A parser with its remaining tokens.
struct Parser<'t> {
    tokens: &'t [(usize, Token)],
    /// The length of the text.
    end: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<&'t Token> {
        self.tokens.first().map(|(_, token)| token)
    }

    fn next(&mut self) -> Option<&'t Token> {
        let ((_, token), rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(token)
    }

    /// Consumes the next token if it equals `token`.
    fn take(&mut self, token: &Token) -> bool {
        let is_next = self.peek() == Some(token);
        if is_next {
            self.next();
        }
        is_next
    }

    fn expect(&mut self, token: &Token) -> Result<(), Reason> {
        if self.take(token) { Ok(()) } else { Err(self.here()) }
    }

    /// The position of the next token.
    fn at(&self) -> usize {
        self.tokens.first().map_or(self.end, |(at, _)| *at)
    }

    fn here(&self) -> Reason {
        Reason::Invalid(self.at())
    }

    /// Parses a nested construct, and limits the depth.
    fn deeper<T>(&mut self, read: fn(&mut Self) -> Result<T, Reason>) -> Result<T, Reason> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Reason::Unknown(format!("an expression of over {MAX_DEPTH} levels")));
        }
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn expression(&mut self) -> Result<Expression, Reason> {
        self.deeper(|parser| {
            let mut left = parser.and()?;
            while parser.take(&Token::Or) {
                left = Expression::Or(Box::new(left), Box::new(parser.and()?));
            }
            Ok(left)
        })
    }

    fn and(&mut self) -> Result<Expression, Reason> {
        let mut left = self.comparison()?;
        while self.take(&Token::And) {
            left = Expression::And(Box::new(left), Box::new(self.comparison()?));
        }
        Ok(left)
    }

    fn comparison(&mut self) -> Result<Expression, Reason> {
        let left = self.not()?;
        let Some(Token::Comparator(comparator)) = self.peek() else { return Ok(left) };
        self.next();
        Ok(Expression::Comparison(Box::new(left), *comparator, Box::new(self.not()?)))
    }

    fn not(&mut self) -> Result<Expression, Reason> {
        if self.take(&Token::Not) {
            let negated = self.deeper(Self::not)?;
            return Ok(Expression::Not(Box::new(negated)));
        }
        self.path()
    }

    fn path(&mut self) -> Result<Expression, Reason> {
        let mut path = self.start()?;
        loop {
            path = match self.peek() {
                Some(Token::Dot) => {
                    self.next();
                    self.step(path)?
                }
                Some(Token::Flatten) => {
                    self.next();
                    Expression::Elements(Box::new(path))
                }
                Some(Token::OpenBracket) => {
                    self.next();
                    self.bracket(path)?
                }
                Some(Token::Filter) => {
                    self.next();
                    let condition = self.expression()?;
                    self.expect(&Token::CloseBracket)?;
                    Expression::Filter(Box::new(path), Box::new(condition))
                }
                _ => return Ok(path),
            };
        }
    }

    fn start(&mut self) -> Result<Expression, Reason> {
        let here = self.here();
        match self.peek() {
            Some(Token::Flatten | Token::Filter) => return Ok(Expression::Current),
            Some(Token::OpenBracket) => {
                return match self.tokens.get(1) {
                    Some((_, Token::Number(_) | Token::Star)) => Ok(Expression::Current),
                    Some(_) => Err(Reason::Unknown("`[…]` of several".to_owned())),
                    None => Err(Reason::Invalid(self.end)),
                };
            }
            _ => {}
        }
        match self.next() {
            Some(Token::Name(name)) if self.peek() == Some(&Token::Open) => self.call(name),
            Some(Token::Name(name)) => {
                Ok(Expression::Field(Box::new(Expression::Current), name.clone()))
            }
            Some(Token::Literal(literal)) => Ok(Expression::Literal(literal.clone())),
            Some(Token::Current) => Ok(Expression::Current),
            Some(Token::Star) => Ok(Expression::Values(Box::new(Expression::Current))),
            Some(Token::OpenBrace) => Err(Reason::Unknown("`{…}`".to_owned())),
            Some(Token::Open) => {
                let inside = self.expression()?;
                self.expect(&Token::Close)?;
                Ok(inside)
            }
            _ => Err(here),
        }
    }

    fn call(&mut self, name: &str) -> Result<Expression, Reason> {
        self.expect(&Token::Open)?;
        if name != "length" {
            return Err(Reason::Unknown(format!("`{name}(…)`")));
        }
        let of = self.expression()?;
        self.expect(&Token::Close)?;
        Ok(Expression::Length(Box::new(of)))
    }

    /// Parses the step after a dot.
    fn step(&mut self, of: Expression) -> Result<Expression, Reason> {
        let here = self.here();
        match self.next() {
            Some(Token::Name(name)) if self.peek() == Some(&Token::Open) => {
                Err(Reason::Unknown(format!("`.{name}(…)`")))
            }
            Some(Token::Name(name)) => Ok(Expression::Field(Box::new(of), name.clone())),
            Some(Token::Star) => Ok(Expression::Values(Box::new(of))),
            Some(Token::OpenBracket) => Err(Reason::Unknown("`[…]` of several".to_owned())),
            Some(Token::OpenBrace) => Err(Reason::Unknown("`{…}`".to_owned())),
            _ => Err(here),
        }
    }

    /// Parses the rest of a bracket: an index or `*`.
    fn bracket(&mut self, of: Expression) -> Result<Expression, Reason> {
        let here = self.here();
        let expression = match self.next() {
            Some(Token::Number(index)) => Expression::Index(Box::new(of), *index),
            Some(Token::Star) => Expression::Elements(Box::new(of)),
            Some(Token::Colon) => return Err(Reason::Unknown("a slice".to_owned())),
            _ => return Err(here),
        };
        if self.peek() == Some(&Token::Colon) {
            return Err(Reason::Unknown("a slice".to_owned()));
        }
        self.expect(&Token::CloseBracket)?;
        Ok(expression)
    }
}
