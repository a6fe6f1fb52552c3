//! Questions at the terminal.

use std::io::IsTerminal;

use dialoguer::theme::ColorfulTheme;
use dialoguer::{Input, MultiSelect, Select};
use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};

use crate::{Terminal, failure, pluralize};

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

    /// Asks for at least one of many choices: for a part of their names, and then for those of the matching ones, again
    /// until the part is empty.
    ///
    /// # Errors
    ///
    /// Fails with `help` if the terminal is not interactive, and if the user cancels.
    pub fn search(
        &self,
        title: &str,
        choices: &[&str],
        help: &str,
    ) -> Result<Vec<String>, Diagnostics> {
        self.check_interactive(help)?;
        let theme = ColorfulTheme::default();
        let mut chosen: Vec<&str> = Vec::new();
        loop {
            let question = match chosen.as_slice() {
                [] => format!("{title}: type a part of a name"),
                names => {
                    format!("{}; a part of another name, or enter to finish", names.join(", "))
                }
            };
            let input = Input::<String>::with_theme(&theme).with_prompt(question);
            let part = input.allow_empty(!chosen.is_empty()).interact_text();
            let part = part.map_err(|error| failure("cannot read the answer", &error))?;
            if part.trim().is_empty() {
                return Ok(chosen.into_iter().map(str::to_owned).collect());
            }
            let found = matching(choices, part.trim());
            let is_alone = found.len() == 1;
            let is_chosen: Vec<bool> =
                found.iter().map(|name| is_alone || chosen.contains(name)).collect();
            if found.is_empty() {
                continue;
            }
            let select = MultiSelect::with_theme(&theme)
                .with_prompt(format!(
                    "{} (space to select, enter to go on)",
                    pluralize(found.len(), "operation")
                ))
                .items(&found)
                .defaults(&is_chosen)
                .max_length(PAGE);
            let answer = select.interact_opt();
            let answer = answer.map_err(|error| failure("cannot read the answer", &error))?;
            let answer = answer.ok_or_else(nothing)?;
            chosen.retain(|name| !found.contains(name));
            chosen.extend(answer.into_iter().filter_map(|index| found.get(index).copied()));
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

/// The choices that contain a text, in any case. If one is the text itself, only that.
fn matching<'c>(choices: &[&'c str], part: &str) -> Vec<&'c str> {
    let part = part.to_lowercase();
    let whole = choices.iter().find(|name| name.to_lowercase() == part);
    match whole {
        Some(whole) => vec![whole],
        None => {
            choices.iter().copied().filter(|name| name.to_lowercase().contains(&part)).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::matching;

    #[test]
    fn finds_names_by_a_part() {
        let names = ["GetItem", "PutItem", "ListTables", "GetItemCount"];
        assert_eq!(matching(&names, "item"), ["GetItem", "PutItem", "GetItemCount"]);
        assert_eq!(matching(&names, "getitem"), ["GetItem"]);
        assert!(matching(&names, "x").is_empty());
    }
}
