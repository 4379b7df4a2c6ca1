//! All that is said at run time: the named policies, and what is said of functions. Decides what follows for a function.

use super::fault::PolicyFault;
use super::function::{Function, Written, said_by};
use super::nearest::did_you_mean;
use super::overlay::{Layer, Overlay, Place, Stated};
use super::overrides::Override;
use super::resolved;
use super::rules::{self, Contradiction};
use super::ruling::Rule;
use crate::policy::Policy;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What was said in code and in the file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Book {
    /// The file of what has a line.
    file: Option<String>,
    named: BTreeMap<String, Overlay>,
    functions: BTreeMap<String, Override>,
}

/// What follows for a function, and what is wrong with that.
#[derive(Debug)]
pub(crate) struct Decision {
    pub(crate) rule: Rule,
    pub(crate) faults: Vec<PolicyFault>,
}

impl Book {
    /// An empty one for a file of that name.
    #[cfg(feature = "policies")]
    pub(super) fn of_file(file: &str) -> Self {
        Self {
            file: Some(file.to_owned()),
            ..Self::default()
        }
    }

    /// A named policy, as code gives it: all that differs from the default.
    pub(crate) fn name(&mut self, name: String, policy: &Policy) {
        let written = Written {
            ttl: true,
            computed_ttl: false,
            jitter: policy.jitter > 0.0,
            stampede: policy.beta.is_some() || policy.stampede != Policy::forever().stampede,
            beta: true,
            sliding: false,
        };
        self.insert_named(name, &said_by(policy, written));
    }

    pub(crate) fn insert_named(&mut self, name: String, overlay: &Overlay) {
        self.named.insert(name, overlay.in_layer(Layer::Named));
    }

    pub(crate) fn insert_function(&mut self, path: String, mut said: Override) {
        said.overlay = said.overlay.in_layer(Layer::Override);
        self.functions.insert(path, said);
    }

    /// This on top of `below`, field by field.
    #[cfg(feature = "policies")]
    pub(crate) fn over(&self, below: &Self) -> Self {
        let mut both = below.clone();
        both.file = self.file.clone().or(both.file);
        for (name, overlay) in &self.named {
            let below = both.named.get(name).cloned().unwrap_or_default();
            both.named.insert(name.clone(), overlay.over(&below));
        }
        for (path, said) in &self.functions {
            let below = both.functions.get(path).cloned().unwrap_or_default();
            both.functions.insert(path.clone(), said.over(&below));
        }
        both
    }

    /// What is wrong with it, whatever functions there are.
    pub(crate) fn faults(&self) -> Vec<PolicyFault> {
        let mut faults = Vec::new();
        for (name, overlay) in &self.named {
            for contradiction in rules::within(overlay) {
                faults.push(self.fault(&contradiction, name, ""));
            }
        }
        for (path, said) in &self.functions {
            for contradiction in rules::within(&said.overlay) {
                faults.push(self.fault(&contradiction, path, ""));
            }
            faults.extend(self.unknown_choice(path, said));
        }
        // In the order of the file, whichever kind they are of.
        faults.sort_by_key(PolicyFault::line);
        faults
    }

    /// What follows for `function`.
    pub(crate) fn decide(&self, function: &Function) -> Decision {
        let said = self.functions.get(&function.name);
        if function.by_hand {
            return Decision {
                rule: Rule::default(),
                faults: said
                    .map(|said| self.about_region(function, said))
                    .into_iter()
                    .collect(),
            };
        }
        match self.layers(function, said) {
            Ok(None) => Decision {
                rule: Rule::default(),
                faults: Vec::new(),
            },
            Ok(Some(layers)) => self.under(&layers, function, said),
            Err(fault) => Decision {
                rule: fallback(function, said),
                faults: vec![fault],
            },
        }
    }

    /// All that is said of the function; none, if only its attribute says something. An unknown policy leaves open what else
    /// would be wrong.
    fn layers(
        &self,
        function: &Function,
        said: Option<&Override>,
    ) -> Result<Option<Overlay>, PolicyFault> {
        let chosen = said.and_then(|said| said.policy.as_ref());
        let named = match (chosen, function.policy) {
            // That there is none of that name is wrong whatever functions there are.
            (Some(chosen), _) => self.named.get(&chosen.value),
            (None, Some(name)) => match self.named.get(name) {
                None => return Err(self.unknown_name(function, name)),
                named => named,
            },
            (None, None) if said.is_none() => return Ok(None),
            (None, None) => None,
        };
        let said = said.map_or_else(Overlay::default, |said| said.overlay.clone());
        let attribute = function.attribute.in_layer(Layer::Attribute);
        let above = said.over(&attribute);
        Ok(Some(match named {
            Some(named) => above.over(named),
            None => above,
        }))
    }

    /// What follows from all layers together.
    fn under(&self, layers: &Overlay, function: &Function, said: Option<&Override>) -> Decision {
        match rules::of_function(layers, function.abilities) {
            Ok(layers) => Decision {
                rule: Rule {
                    policy: Some(Arc::new(resolved::policy(&layers, function))),
                    off: is_off(said),
                },
                faults: Vec::new(),
            },
            Err(found) => Decision {
                rule: fallback(function, said),
                faults: found
                    .iter()
                    .map(|found| self.fault(found, &function.name, &describe(function)))
                    .collect(),
            },
        }
    }

    /// The functions that something is said of, and where.
    pub(crate) fn functions(&self) -> impl Iterator<Item = (&str, usize)> {
        self.functions
            .iter()
            .map(|(path, said)| (path.as_str(), said.line))
    }

    /// A fault at a line of the file, or in code.
    pub(crate) fn fault_at(&self, line: usize, message: String) -> PolicyFault {
        PolicyFault::new(self.file.as_deref(), line, message)
    }

    fn fault(&self, found: &Contradiction, subject: &str, function: &str) -> PolicyFault {
        let line = found.place.map_or_else(
            || self.functions.get(subject).map_or(0, |said| said.line),
            |place| place.line,
        );
        let code = match found.place {
            Some(Place {
                layer: Layer::Named,
                line: 0,
            }) if function.is_empty() => format!("policy(\"{subject}\"): "),
            Some(Place {
                layer: Layer::Override,
                line: 0,
            }) => format!("override_function(\"{subject}\"): "),
            _ => String::new(),
        };
        self.fault_at(line, format!("{code}{function}{}", found.text))
    }

    fn unknown_choice(&self, path: &str, said: &Override) -> Option<PolicyFault> {
        let Stated { value: name, place } = said.policy.as_ref()?;
        if self.named.contains_key(name) {
            return None;
        }
        let message = format!(
            "the function `{path}` is given the policy `{name}`, and there is none of that name{}; {}",
            did_you_mean(name, self.names()),
            self.remedy(name)
        );
        Some(self.fault_at(place.line, message))
    }

    fn unknown_name(&self, function: &Function, name: &str) -> PolicyFault {
        let message = format!(
            "{}the attribute names the policy `{name}`, and there is none of that name{}; {}",
            describe(function),
            did_you_mean(name, self.names()),
            self.remedy(name)
        );
        self.fault_at(0, message)
    }

    fn about_region(&self, region: &Function, said: &Override) -> PolicyFault {
        let message = format!(
            "the region `{}` is used by hand and has its policy from each call; remove what is said of it",
            region.name
        );
        self.fault_at(said.line, message)
    }

    fn remedy(&self, name: &str) -> String {
        match &self.file {
            Some(file) => format!("write `[policies.{name}]` in {file}"),
            None => format!("give it to the builder with `policy(\"{name}\", …)`"),
        }
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.named.keys().map(String::as_str)
    }
}

/// What is in force where what was said cannot be: what the attribute says, if that is enough to go by.
fn fallback(function: &Function, said: Option<&Override>) -> Rule {
    let attribute = &function.attribute;
    let whole = attribute.ttl.is_some() || attribute.adaptive_ttl.is_some();
    Rule {
        policy: None,
        off: is_off(said) || !whole || function.policy.is_some(),
    }
}

fn is_off(said: Option<&Override>) -> bool {
    said.and_then(|said| said.enabled) == Some(false)
}

/// The function and where it stands, for people.
fn describe(function: &Function) -> String {
    let (file, line, _) = function.location;
    format!("`{}` ({file}:{line}): ", function.name)
}
