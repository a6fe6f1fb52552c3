//! Finds the endpoints of an operation for every combination of the facts that its rules depend on.

use std::collections::BTreeMap;

use super::RuleError;
use super::budget::Budget;
use super::evaluate::evaluate;
use super::fold::{Cells, every_params, fold};
use super::later::{Arguments, LABEL, RuleArgument, Stop};
use super::rules::{NamedRegions, RuleSet};
use super::table::{EndpointTable, HostDefaults};
use crate::ir::{
    EndpointChoice, EndpointCondition, EndpointException, EndpointRefusal, EndpointScope, HostLabel,
};

/// The maximum number of tables of an operation. Kinesis, the service with the most, has twelve.
const MAX_TABLES: usize = 64;

/// The endpoints for the values of parameters, and the parameters that must be unset.
#[derive(Clone, Debug)]
pub struct Chosen {
    pub choice: EndpointChoice,
    pub refused: BTreeMap<String, EndpointRefusal>,
}

/// Folded endpoints. Operations of a service share most of them.
pub struct Folder<'a> {
    rules: &'a RuleSet,
    regions: NamedRegions,
    defaults: HostDefaults<'a>,
    folded: BTreeMap<Cells, Vec<EndpointException>>,
    pub budget: Budget,
}

impl<'a> Folder<'a> {
    pub fn new(rules: &'a RuleSet, defaults: HostDefaults<'a>) -> Self {
        let (regions, folded, budget) = (rules.regions(), BTreeMap::new(), Budget::default());
        Self { rules, regions, defaults, folded, budget }
    }

    /// The exceptions for a request that gives no value to the rules.
    pub fn service(&mut self) -> Result<Vec<EndpointException>, RuleError> {
        match self.table(&Arguments::default()) {
            Ok(exceptions) => Ok(exceptions),
            Err(Stop::Fault(fault)) => Err(fault),
            // Nothing is known later.
            Err(Stop::Ask(_) | Stop::Unsupported(..)) => Ok(no_endpoints()),
        }
    }

    /// The endpoints of an operation that gives these values to the rules.
    pub fn operation(
        &mut self,
        values: &BTreeMap<String, RuleArgument>,
    ) -> Result<Chosen, RuleError> {
        let mut refused = BTreeMap::new();
        loop {
            let unset = refused.keys().cloned().map(EndpointCondition::IsSet);
            let assumed = unset.map(|condition| (condition, false)).collect();
            let mut arguments =
                Arguments { values: values.clone(), assumed, ..Arguments::default() };
            match self.choice(&mut arguments, &mut 0) {
                Ok(choice) => return Ok(Chosen { choice, refused }),
                Err(Stop::Unsupported(parameter, reason)) if !refused.contains_key(&parameter) => {
                    refused.insert(parameter, reason);
                }
                Err(Stop::Fault(fault)) => return Err(fault),
                Err(Stop::Ask(_) | Stop::Unsupported(..)) => {
                    return Ok(Chosen { choice: nowhere(), refused });
                }
            }
        }
    }

    fn choice(
        &mut self,
        arguments: &mut Arguments,
        tables: &mut usize,
    ) -> Result<EndpointChoice, Stop> {
        let condition = match self.table(arguments) {
            Ok(exceptions) => {
                let label = arguments.labels.take().pop_first().map(|text| {
                    let has_dots = EndpointCondition::IsHostLabel(text.clone(), true);
                    HostLabel { text, has_dots: arguments.assumed.get(&has_dots) == Some(&true) }
                });
                return Ok(EndpointChoice::Table { exceptions, label });
            }
            Err(Stop::Ask(condition)) => condition,
            Err(stop) => return Err(stop),
        };
        *tables += 1;
        if let Some(parameter) = condition.parameter().filter(|_| *tables > MAX_TABLES) {
            return Err(Stop::Unsupported(parameter.to_owned(), EndpointRefusal::Computed));
        }
        let mut assume = |holds| {
            arguments.assumed.insert(condition.clone(), holds);
            let choice = self.choice(arguments, tables);
            arguments.assumed.remove(&condition);
            choice
        };
        let choices = [assume(true)?, assume(false)?];
        let [then, otherwise] = &choices;
        if then == otherwise || self.is_checked(&condition, then, otherwise)? {
            return Ok(then.clone());
        }
        Ok(EndpointChoice::If(condition, Box::new(choices)))
    }

    /// Whether the condition is that the label of a table is valid, which the runtime checks, too.
    fn is_checked(
        &self,
        condition: &EndpointCondition,
        then: &EndpointChoice,
        otherwise: &EndpointChoice,
    ) -> Result<bool, RuleError> {
        let EndpointCondition::IsHostLabel(text, false) = condition else { return Ok(false) };
        let (
            EndpointChoice::Table { exceptions: labeled, label: Some(label) },
            EndpointChoice::Table { exceptions: others, label: None },
        ) = (then, otherwise)
        else {
            return Ok(false);
        };
        self.budget.spend((labeled.len() + others.len()) * every_params(&self.regions).count())?;
        let [labeled, others] = [labeled, others]
            .map(|exceptions| EndpointTable { defaults: self.defaults, exceptions });
        let same = |params| {
            let endpoint = labeled.answer(params).filter(|it| !it.url.contains(LABEL));
            endpoint == others.answer(params)
        };
        Ok(*text == label.text && every_params(&self.regions).all(same))
    }

    fn table(&mut self, arguments: &Arguments) -> Result<Vec<EndpointException>, Stop> {
        let Self { rules, defaults, .. } = *self;
        arguments.labels.take();
        // The rules may compare the region of a constant ARN with that of the endpoint.
        let is_arn = |value: &RuleArgument| matches!(value, RuleArgument::Text(text) if text.starts_with("arn:"));
        self.regions.others_are_alike &= !arguments.values.values().any(is_arn);
        let cells = Cells::new(defaults, &self.regions, |params| {
            evaluate(rules, params, arguments, &self.budget)
        })?;
        if let Some(exceptions) = self.folded.get(&cells) {
            return Ok(exceptions.clone());
        }
        let exceptions = fold(defaults, &cells, &self.budget)?;
        self.folded.insert(cells, exceptions.clone());
        Ok(exceptions)
    }
}

/// The choice of an operation without endpoints.
pub fn nowhere() -> EndpointChoice {
    EndpointChoice::Table { exceptions: no_endpoints(), label: None }
}

/// The exceptions of a service without endpoints.
fn no_endpoints() -> Vec<EndpointException> {
    let scope = EndpointScope::Everywhere;
    vec![EndpointException { scope, fips: None, dual_stack: None, answer: None }]
}
