//! Questions to whoever sits at the terminal.

use std::io::IsTerminal;

use dialoguer::theme::ColorfulTheme;
use dialoguer::{Input, MultiSelect, Select};
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use crate::{Terminal, failure};

/// How many choices are shown at a time.
const PAGE: usize = 15;

/// Asks, if somebody is there who can answer.
pub struct Ask {
    is_possible: bool,
}

impl Ask {
    /// Questions at this terminal.
    pub fn of(terminal: &Terminal) -> Self {
        Self { is_possible: terminal.interactive && std::io::stdin().is_terminal() }
    }

    /// Whether somebody is there.
    pub fn is_possible(&self) -> bool {
        self.is_possible
    }

    /// A text that is `valid`; another one is asked for again.
    ///
    /// # Errors
    ///
    /// Fails if nobody answers, with `help`.
    pub fn text(
        &self,
        prompt: &str,
        usual: Option<&str>,
        help: &str,
        valid: &dyn Fn(&str) -> Result<(), String>,
    ) -> Result<String, Diagnostics> {
        self.or_refuse(help)?;
        let theme = ColorfulTheme::default();
        let input = Input::with_theme(&theme).with_prompt(prompt);
        let input = input.validate_with(|answer: &String| valid(answer));
        let input = match usual {
            Some(usual) => input.default(usual.to_owned()),
            None => input,
        };
        input.interact_text().map_err(|error| failure("no answer could be read", &error))
    }

    /// One of several choices, by number.
    ///
    /// # Errors
    ///
    /// Fails if nobody answers, with `help`, or if none is chosen.
    pub fn one(&self, prompt: &str, choices: &[&str], help: &str) -> Result<usize, Diagnostics> {
        self.or_refuse(help)?;
        let theme = ColorfulTheme::default();
        let select = Select::with_theme(&theme).with_prompt(prompt).items(choices).default(0);
        let chosen = select.interact_opt();
        chosen.map_err(|error| failure("no answer could be read", &error))?.ok_or_else(nothing)
    }

    /// Some of several choices. Who chooses none is asked again.
    ///
    /// # Errors
    ///
    /// Fails if nobody answers, with `help`, or turns the question down.
    pub fn several(
        &self,
        prompt: &str,
        choices: &[&str],
        help: &str,
    ) -> Result<Vec<String>, Diagnostics> {
        self.or_refuse(help)?;
        let theme = ColorfulTheme::default();
        loop {
            let select = MultiSelect::with_theme(&theme).with_prompt(prompt).items(choices);
            let chosen = select.max_length(PAGE).interact_opt();
            let chosen = chosen.map_err(|error| failure("no answer could be read", &error))?;
            let chosen = chosen.ok_or_else(nothing)?;
            let names = chosen.into_iter().filter_map(|index| choices.get(index));
            let names: Vec<String> = names.map(|name| (*name).to_owned()).collect();
            if !names.is_empty() {
                return Ok(names);
            }
        }
    }

    fn or_refuse(&self, help: &str) -> Result<(), Diagnostics> {
        if self.is_possible {
            return Ok(());
        }
        Err(Diagnostic::error("not all is said, and there is no terminal to ask at")
            .help(help)
            .into())
    }
}

fn nothing() -> Diagnostics {
    Diagnostic::error("nothing was chosen, and nothing is written").into()
}
