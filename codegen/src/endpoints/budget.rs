//! Limits on the time and memory that a rule set takes. A small rule set can make texts that double with each condition,
//! or a table that grows with the cube of its rules.

use std::cell::Cell;

use super::RuleError;

/// The maximum length of a text in the rules, and of a text that the rules make, in bytes.
pub const MAX_TEXT: usize = 2048;

/// The maximum number of parameters and assigned names that a condition can read.
pub const MAX_NAMES: usize = 200;

/// The maximum number of steps for all endpoints of a service, over ten times that of any service of AWS.
const MAX_STEPS: usize = 30_000_000;

/// The next step for a rule set that exceeds a limit.
const HELP: &str = "remove rules that you do not need, or remove the rule set and set the URL of the \
                    endpoint yourself";

/// The steps that the rules of a service may still take. A step is a rule, a call of a function, or the
/// comparison of a row with a cell of the table.
pub struct Budget(Cell<usize>);

impl Default for Budget {
    fn default() -> Self {
        Self(Cell::new(MAX_STEPS))
    }
}

impl Budget {
    /// The steps taken.
    #[cfg(test)]
    pub fn spent(&self) -> usize {
        MAX_STEPS - self.0.get()
    }

    /// Takes steps.
    ///
    /// # Errors
    ///
    /// Fails if there are fewer steps left.
    pub fn spend(&self, steps: usize) -> Result<(), RuleError> {
        let left = self.0.get().checked_sub(steps).ok_or_else(|| {
            exceeded(format!("the endpoints of the service take over {MAX_STEPS} steps"))
        })?;
        self.0.set(left);
        Ok(())
    }
}

/// Checks the length of a text in bytes.
///
/// # Errors
///
/// Fails if the text is too long.
pub fn check_length(bytes: usize) -> Result<(), RuleError> {
    if bytes <= MAX_TEXT {
        return Ok(());
    }
    Err(exceeded(format!("a text has over {MAX_TEXT} bytes")))
}

/// An error about a limit, without a path.
pub fn exceeded(message: impl Into<String>) -> RuleError {
    RuleError { help: Some(HELP), ..RuleError::new(message) }
}
