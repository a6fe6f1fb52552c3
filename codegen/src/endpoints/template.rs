//! Strings with placeholders: `https://{Region}.{PartitionResult#dnsSuffix}`.

/// A string, split at its placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(pub Vec<TemplatePart>);

/// A part of a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplatePart {
    /// Literal text.
    Text(String),
    /// A placeholder, such as `{PartitionResult#dnsSuffix}`.
    Placeholder {
        /// The name of a parameter or of an assigned result: `PartitionResult`.
        name: String,
        /// The keys below that value: `dnsSuffix`.
        keys: Vec<String>,
    },
}

impl Template {
    /// Parses a string. `{{` and `}}` are literal braces.
    ///
    /// # Errors
    ///
    /// Fails for a brace without its counterpart.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let mut parts = Vec::new();
        let mut fixed = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            fixed.push_str(before);
            if let Some((brace, after)) = doubled(from) {
                fixed.push(brace);
                rest = after;
                continue;
            }
            let placeholder = from.strip_prefix('{').ok_or("`}` without `{`")?;
            let (placeholder, after) = placeholder.split_once('}').ok_or("`{` without `}`")?;
            if !fixed.is_empty() {
                parts.push(TemplatePart::Text(std::mem::take(&mut fixed)));
            }
            let mut names = placeholder.split('#').map(str::to_owned);
            let name = names.next().unwrap_or_default();
            parts.push(TemplatePart::Placeholder { name, keys: names.collect() });
            rest = after;
        }
        fixed.push_str(rest);
        if !fixed.is_empty() {
            parts.push(TemplatePart::Text(fixed));
        }
        Ok(Self(parts))
    }

    /// The text of a string without placeholders.
    pub fn fixed(&self) -> Option<String> {
        match self.0.as_slice() {
            [TemplatePart::Text(text)] => Some(text.clone()),
            _ => None,
        }
    }

    /// The names in the placeholders.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|part| match part {
            TemplatePart::Placeholder { name, .. } => Some(name.as_str()),
            TemplatePart::Text(_) => None,
        })
    }
}

/// An escaped brace, and the text after it.
fn doubled(text: &str) -> Option<(char, &str)> {
    [("{{", '{'), ("}}", '}')]
        .into_iter()
        .find_map(|(pair, brace)| Some((brace, text.strip_prefix(pair)?)))
}
