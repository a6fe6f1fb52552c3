//! Questions at the terminal.

use std::io::IsTerminal;

use dialoguer::theme::ColorfulTheme;
use dialoguer::{Input, MultiSelect, Select};
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use crate::{Terminal, failure};

/// The number of choices on a page.
const PAGE: usize = 15;

/// Asks questions, if the terminal is interactive.
pub struct Prompt {
    is_interactive: bool,
}

impl Prompt {
    pub fn of(terminal: &Terminal) -> Self {
        Self { is_interactive: terminal.interactive && std::io::stdin().is_terminal() }
    }

    /// Whether the terminal is interactive.
    pub fn is_interactive(&self) -> bool {
        self.is_interactive
    }

    /// Asks for a text, again until it is `valid`.
    ///
    /// # Errors
    ///
    /// Fails with `help` if the terminal is not interactive.
    pub fn text(
        &self,
        prompt: &str,
        default: Option<&str>,
        help: &str,
        valid: &dyn Fn(&str) -> Result<(), String>,
    ) -> Result<String, Diagnostics> {
        self.check_interactive(help)?;
        let theme = ColorfulTheme::default();
        let input = Input::with_theme(&theme).with_prompt(prompt);
        let input = input.validate_with(|answer: &String| valid(answer));
        let input = match default {
            Some(default) => input.default(default.to_owned()),
            None => input,
        };
        input.interact_text().map_err(|error| failure("cannot read the answer", &error))
    }

    /// Asks for one of several choices. Returns its index.
    ///
    /// # Errors
    ///
    /// Fails with `help` if the terminal is not interactive, and if the user cancels.
    pub fn one(&self, prompt: &str, choices: &[&str], help: &str) -> Result<usize, Diagnostics> {
        self.check_interactive(help)?;
        let theme = ColorfulTheme::default();
        let select = Select::with_theme(&theme).with_prompt(prompt).items(choices).default(0);
        let chosen = select.interact_opt();
        chosen.map_err(|error| failure("cannot read the answer", &error))?.ok_or_else(nothing)
    }

    /// Asks for at least one of several choices.
    ///
    /// # Errors
    ///
    /// Fails with `help` if the terminal is not interactive, and if the user cancels.
    pub fn several(
        &self,
        prompt: &str,
        choices: &[&str],
        help: &str,
    ) -> Result<Vec<String>, Diagnostics> {
        self.check_interactive(help)?;
        let theme = ColorfulTheme::default();
        loop {
            let select = MultiSelect::with_theme(&theme).with_prompt(prompt).items(choices);
            let chosen = select.max_length(PAGE).interact_opt();
            let chosen = chosen.map_err(|error| failure("cannot read the answer", &error))?;
            let chosen = chosen.ok_or_else(nothing)?;
            let names = chosen.into_iter().filter_map(|index| choices.get(index));
            let names: Vec<String> = names.map(|name| (*name).to_owned()).collect();
            if !names.is_empty() {
                return Ok(names);
            }
        }
    }

    fn check_interactive(&self, help: &str) -> Result<(), Diagnostics> {
        if self.is_interactive {
            return Ok(());
        }
        Err(Diagnostic::error("missing arguments, and no terminal to ask for them")
            .help(help)
            .into())
    }
}

fn nothing() -> Diagnostics {
    Diagnostic::error("no choice made, nothing written").into()
}
