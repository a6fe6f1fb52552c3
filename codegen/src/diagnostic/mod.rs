//! Diagnostics: errors with a location and help.

pub(crate) mod json_path;
mod location;
mod render;

pub use location::{Location, Source};

/// An error for the user.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    message: String,
    location: Option<Box<Location>>,
    label: String,
    help: Vec<String>,
    refuses: Option<Box<str>>,
}

impl Diagnostic {
    /// Creates an error from a one-line message.
    pub fn error(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            location: None,
            label: String::new(),
            help: Vec::new(),
            refuses: None,
        }
    }

    /// Sets the location.
    #[must_use]
    pub fn at(mut self, location: Location) -> Self {
        self.location = Some(Box::new(location));
        self
    }

    /// Sets the text beside the marked location.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds a help text.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds a help text that suggests the probable name, if there is one.
    #[must_use]
    pub fn or_meant(self, guess: Option<&str>) -> Self {
        match guess {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }

    /// An error for an unknown value, with a help text that lists the known ones.
    pub fn unknown_value(message: impl Into<String>, known: &[&str]) -> Self {
        Self::error(message).help(format!("expected one of `{}`", known.join("`, `")))
    }

    /// Marks an unsupported feature of a valid model, by the name of the trait, protocol or construct.
    #[must_use]
    pub fn refuses(mut self, name: impl Into<Box<str>>) -> Self {
        self.refuses = Some(name.into());
        self
    }

    /// The message.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The unsupported feature, if the error is about one.
    pub fn refused(&self) -> Option<&str> {
        self.refuses.as_deref()
    }
}

/// The errors of a stage, shown together.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds an error.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds the errors of a result. Returns its value, if any.
    pub fn collect<T>(&mut self, result: Result<T, impl Into<Self>>) -> Option<T> {
        result.map_err(|errors| self.0.extend(errors.into().0)).ok()
    }

    /// Sets the location of errors without one.
    #[must_use]
    pub fn or_at(mut self, location: Option<&Location>) -> Self {
        for error in self.0.iter_mut().filter(|error| error.location.is_none()) {
            error.location = location.cloned().map(Box::new);
        }
        self
    }

    /// Ends a stage: returns its result if there were no errors.
    ///
    /// # Errors
    ///
    /// Returns the collected errors.
    pub fn finish<T>(self, result: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(result) } else { Err(self) }
    }

    /// The errors, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

/// A limited number of name suggestions. Each suggestion compares all known names.
#[derive(Debug)]
pub struct Guesses {
    left: usize,
}

impl Default for Guesses {
    fn default() -> Self {
        Self { left: 40 }
    }
}

impl Guesses {
    /// The known name that was probably meant by `name`.
    pub fn guess<'a>(
        &mut self,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        self.left = self.left.checked_sub(1)?;
        did_you_mean(name, known)
    }
}

/// The maximum length of names in suggestions. The comparison takes time proportional to the product of two lengths.
const GUESSED_LENGTH: usize = 100;

/// The known name that was probably meant by `name`.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > GUESSED_LENGTH {
        return None;
    }
    let similarity = |candidate: &str| {
        if candidate.eq_ignore_ascii_case(name) {
            return 1.0;
        }
        strsim::jaro_winkler(name, candidate)
    };
    known
        .into_iter()
        .filter(|candidate| candidate.len() <= GUESSED_LENGTH)
        .map(|candidate| (similarity(candidate), candidate))
        .filter(|(similarity, _)| *similarity > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
