//! Exceptions to the default endpoint of a service, and the endpoints of operations that give values to the rules.

use std::collections::{BTreeMap, BTreeSet};

/// An exception to the default host pattern, and the regions that it applies to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointException {
    /// The regions that the exception applies to.
    pub scope: EndpointScope,
    /// Limits the exception to FIPS endpoints (`true`) or to others (`false`).
    pub fips: Option<bool>,
    /// Limits the exception to dual-stack endpoints (`true`) or to others (`false`).
    pub dual_stack: Option<bool>,
    /// The endpoint that replaces the default one; `None` if the service has no endpoint there.
    pub answer: Option<EndpointOverride>,
}

/// The regions that an exception applies to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EndpointScope {
    /// These regions.
    Regions(Vec<String>),
    /// All regions of these partitions.
    Partitions(Vec<String>),
    /// All regions.
    Everywhere,
}

/// The parts of an endpoint that differ from the default. The texts contain the placeholders of the runtime's
/// `Exception`, such as `{region}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct EndpointOverride {
    /// The URL; `None` for the default URL.
    pub url: Option<String>,
    /// The region of signatures, or for `SigV4a` the set of regions; `None` for the region of the endpoint.
    pub signing_region: Option<String>,
    /// The service name in signatures; `None` for the default name.
    pub signing_name: Option<String>,
}

impl EndpointException {
    /// The condition in words: `in aws-cn, over FIPS, not over dual stack`.
    pub fn condition(&self) -> String {
        let scope = match &self.scope {
            EndpointScope::Regions(names) | EndpointScope::Partitions(names) => {
                format!("in {}", names.join(" and "))
            }
            EndpointScope::Everywhere => "everywhere".to_owned(),
        };
        let variant = |applies: Option<bool>, name: &str| match applies {
            Some(true) => format!(", over {name}"),
            Some(false) => format!(", not over {name}"),
            None => String::new(),
        };
        format!("{scope}{}{}", variant(self.fips, "FIPS"), variant(self.dual_stack, "dual stack"))
    }

    /// The endpoint in words: `https://backup.{region}.{suffix}, signed for us-east-1`.
    pub fn effect(&self) -> String {
        let Some(answer) = &self.answer else { return "no endpoint".to_owned() };
        let url = answer.url.as_deref().unwrap_or("the default host");
        let part = |part: &Option<String>, word: &str| {
            part.as_ref().map_or_else(String::new, |part| format!(", {word} {part}"))
        };
        let region = part(&answer.signing_region, "signed for");
        format!("{url}{region}{}", part(&answer.signing_name, "signed as"))
    }
}

/// A value that an operation gives to a parameter of the endpoint rules. A member's value is in
/// [`Member::endpoint_param`](super::Member::endpoint_param).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EndpointArgument {
    /// A constant text (`staticContextParams`).
    Text(String),
    /// A constant (`staticContextParams`).
    Boolean(bool),
    /// A constant list of texts (`staticContextParams`).
    Texts(Vec<String>),
    /// An input member (`contextParam`).
    Member(String),
    /// The values at a `JMESPath` in the input (`operationContextParams`).
    Path(String),
}

/// The endpoint of an operation whose parameters matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationEndpoint {
    /// The values of the parameters.
    pub arguments: BTreeMap<String, EndpointArgument>,
    /// The endpoint, which may depend on members and settings.
    pub choice: EndpointChoice,
    /// Input members that must be unset, with the reason.
    pub refused: BTreeMap<String, EndpointRefusal>,
}

/// Whether a signing region is a set of regions, such as `*`, for which requests are signed with `SigV4a`.
pub fn is_region_set(signing_region: &str) -> bool {
    signing_region.contains(['*', ','])
}

/// The reason why a parameter of the rules is not supported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndpointRefusal {
    /// The endpoint requires another signature than `SigV4` and `SigV4a`.
    Signature,
    /// The rules compute with the value.
    Computed,
}

/// A text in a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostLabel {
    /// The text.
    pub text: EndpointText,
    /// Whether the text may be several labels with dots between them.
    pub has_dots: bool,
}

/// The endpoints of an operation, chosen by the values of parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EndpointChoice {
    /// Exceptions to the default host pattern.
    Table {
        /// The exceptions.
        exceptions: Vec<EndpointException>,
        /// The text of the placeholder `{label}`.
        label: Option<HostLabel>,
    },
    /// Two choices: if the condition holds, and otherwise.
    If(EndpointCondition, Box<[Self; 2]>),
}

/// A condition on the values of parameters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EndpointCondition {
    /// A parameter has a value.
    IsSet(String),
    /// A boolean parameter is true.
    IsTrue(String),
    /// A parameter is an ARN.
    IsArn(String),
    /// The caller allows hosts with an account ID (`AccountIdEndpointMode` is not `disabled`).
    AllowsAccountHost,
    /// A text is a label of a host name; with `true`, several labels.
    IsHostLabel(EndpointText, bool),
    /// Two texts are equal.
    Equals(EndpointText, EndpointOperand),
}

/// A text whose value is known for each request.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EndpointText {
    /// The value of a parameter.
    Parameter(String),
    /// A part of a parameter that is an ARN.
    Arn(String, ArnPart),
}

/// A part of an ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ArnPart {
    /// The partition.
    Partition,
    /// The service.
    Service,
    /// The region.
    Region,
    /// The account ID.
    Account,
    /// The first part of the resource, usually its type.
    ResourceType,
    /// The second part of the resource, usually its name.
    ResourceName,
}

impl ArnPart {
    const ALL: [Self; 6] = [
        Self::Partition,
        Self::Service,
        Self::Region,
        Self::Account,
        Self::ResourceType,
        Self::ResourceName,
    ];

    /// The path of the part in the result of the rules' function `aws.parseArn`.
    pub fn path(self) -> &'static str {
        match self {
            Self::Partition => "partition",
            Self::Service => "service",
            Self::Region => "region",
            Self::Account => "accountId",
            Self::ResourceType => "resourceId[0]",
            Self::ResourceName => "resourceId[1]",
        }
    }

    /// The part at a path.
    pub fn at(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.path() == path)
    }
}

/// The right side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EndpointOperand {
    /// A constant.
    Text(String),
    /// The region of the endpoint.
    Region,
    /// The partition of that region.
    Partition,
}

impl OperationEndpoint {
    /// Whether the choice and the constants are the same as those of another operation.
    pub fn is_same(&self, other: &Self) -> bool {
        let constants = |endpoint: &Self| {
            let is_constant = |argument: &EndpointArgument| {
                !matches!(argument, EndpointArgument::Member(_) | EndpointArgument::Path(_))
            };
            let arguments = endpoint.arguments.clone().into_iter();
            arguments.filter(|(_, argument)| is_constant(argument)).collect::<Vec<_>>()
        };
        self.choice == other.choice && constants(self) == constants(other)
    }

    /// The parameters that select the endpoint and have values from the input.
    pub fn inputs(&self) -> Vec<(&str, &EndpointArgument)> {
        let parameters = self.choice.parameters();
        let inputs = parameters.into_iter().filter_map(|name| {
            let argument = self.arguments.get(name)?;
            Some((name, argument))
        });
        inputs.collect()
    }

    /// The parameters that select the endpoint and are settings of the caller.
    pub fn settings(&self) -> impl Iterator<Item = &str> {
        let parameters = self.choice.parameters();
        parameters.into_iter().filter(|name| !self.arguments.contains_key(*name))
    }
}

impl EndpointRefusal {
    /// The reason in words.
    pub fn text(self) -> &'static str {
        match self {
            Self::Signature => "its endpoint requires a signature that is not supported",
            Self::Computed => "the rules for its endpoint are not supported",
        }
    }
}

impl EndpointText {
    /// The parameter.
    pub fn parameter(&self) -> &str {
        match self {
            Self::Parameter(name) | Self::Arn(name, _) => name,
        }
    }
}

impl EndpointCondition {
    /// The parameter, unless the condition is about a setting for all services.
    pub fn parameter(&self) -> Option<&str> {
        match self {
            Self::IsSet(name) | Self::IsTrue(name) | Self::IsArn(name) => Some(name),
            Self::IsHostLabel(text, _) | Self::Equals(text, _) => Some(text.parameter()),
            Self::AllowsAccountHost => None,
        }
    }
}

impl EndpointChoice {
    /// Whether a condition asks if a parameter is true.
    pub fn is_flag(&self, parameter: &str) -> bool {
        match self {
            Self::Table { .. } => false,
            Self::If(condition, choices) => {
                matches!(condition, EndpointCondition::IsTrue(name) if name == parameter)
                    || choices.iter().any(|choice| choice.is_flag(parameter))
            }
        }
    }

    /// The tables, in the order of the conditions.
    pub fn tables(&self) -> Vec<(&[EndpointException], Option<&HostLabel>)> {
        match self {
            Self::Table { exceptions, label } => vec![(exceptions, label.as_ref())],
            Self::If(_, choices) => choices.iter().flat_map(Self::tables).collect(),
        }
    }

    /// Whether requests to some endpoint are signed with `SigV4a`.
    pub fn has_region_set(&self) -> bool {
        let answers = self.tables().into_iter().flat_map(|(exceptions, _)| exceptions);
        let mut regions =
            answers.filter_map(|exception| exception.answer.as_ref()?.signing_region.as_deref());
        regions.any(is_region_set)
    }

    /// The parameters in conditions and labels.
    pub fn parameters(&self) -> BTreeSet<&str> {
        match self {
            Self::Table { label, .. } => label.iter().map(|label| label.text.parameter()).collect(),
            Self::If(condition, choices) => {
                let below = choices.iter().flat_map(Self::parameters);
                condition.parameter().into_iter().chain(below).collect()
            }
        }
    }

    /// The parameters that are read as ARNs.
    pub fn arns(&self) -> BTreeSet<&str> {
        let of_text = |text: &'_ EndpointText| matches!(text, EndpointText::Arn(..));
        match self {
            Self::Table { label, .. } => {
                let texts = label.iter().map(|label| &label.text);
                texts.filter(|text| of_text(text)).map(EndpointText::parameter).collect()
            }
            Self::If(condition, choices) => {
                let is_arn = match condition {
                    EndpointCondition::IsArn(_) => true,
                    EndpointCondition::IsHostLabel(text, _)
                    | EndpointCondition::Equals(text, _) => of_text(text),
                    _ => false,
                };
                let here = condition.parameter().filter(|_| is_arn);
                here.into_iter().chain(choices.iter().flat_map(Self::arns)).collect()
            }
        }
    }

    /// The table for a request that sets no parameter.
    pub fn usual(&self) -> &[EndpointException] {
        match self {
            Self::Table { exceptions, .. } => exceptions,
            Self::If(condition, choices) => {
                let [then, otherwise] = &**choices;
                let holds = *condition == EndpointCondition::AllowsAccountHost;
                if holds { then } else { otherwise }.usual()
            }
        }
    }
}
