//! Diagnostics: what is wrong with the input, and where.

pub(crate) mod json_path;
mod location;
mod render;

pub use location::{Location, Source};

/// One thing that is wrong, said to the person who can mend it.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    message: String,
    location: Option<Box<Location>>,
    label: String,
    help: Vec<String>,
    refuses: Option<Box<str>>,
}

impl Diagnostic {
    /// An error: what is wrong, in one line.
    pub fn error(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            location: None,
            label: String::new(),
            help: Vec::new(),
            refuses: None,
        }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, location: Location) -> Self {
        self.location = Some(Box::new(location));
        self
    }

    /// Says a word beside the marked place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Says what can be done. May be called again.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Says what a name that is not known probably is, if there is a guess.
    #[must_use]
    pub fn or_meant(self, guess: Option<&str>) -> Self {
        match guess {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }

    /// Says that the input is sound, and that what it needs is not generated yet: the name of the trait,
    /// protocol or construct.
    #[must_use]
    pub fn refuses(mut self, name: impl Into<Box<str>>) -> Self {
        self.refuses = Some(name.into());
        self
    }

    /// What is wrong, in one line.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What is not generated yet, if that is the error.
    pub fn refused(&self) -> Option<&str> {
        self.refuses.as_deref()
    }
}

/// The errors of a stage, shown together.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds an error and lets the stage go on.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds the errors of a part of the stage; gives its result if there is one.
    pub fn collect<T>(&mut self, result: Result<T, impl Into<Self>>) -> Option<T> {
        result.map_err(|errors| self.0.extend(errors.into().0)).ok()
    }

    /// Says where the errors are that have no place of their own.
    #[must_use]
    pub fn or_at(mut self, location: Option<&Location>) -> Self {
        for error in self.0.iter_mut().filter(|error| error.location.is_none()) {
            error.location = location.cloned().map(Box::new);
        }
        self
    }

    /// Ends a stage: its result, unless there were errors.
    ///
    /// # Errors
    ///
    /// The errors that were collected.
    pub fn finish<T>(self, result: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(result) } else { Err(self) }
    }

    /// The errors one by one, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(vec![diagnostic])
    }
}

/// Guesses what names were meant, as often as anybody reads it. Each guess goes over all names that are known.
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
    /// The one of `known` that was probably meant by `name`.
    pub fn guess<'a>(
        &mut self,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        self.left = self.left.checked_sub(1)?;
        did_you_mean(name, known)
    }
}

/// How long a name may be that is guessed. Nobody types a longer one, and likeness takes the product of two lengths.
const GUESSED_LENGTH: usize = 100;

/// The one of `known` that was probably meant by `name`.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > GUESSED_LENGTH {
        return None;
    }
    known
        .into_iter()
        .filter(|candidate| candidate.len() <= GUESSED_LENGTH)
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
