//! Tags: which are known from the arguments, and which only from the result.

use super::super::args::Args;
use super::super::model::{Origin, Tag};
use super::key::{Results, Scope, texts};
use crate::arguments::Arguments;
use crate::diagnostics::Errors;
use crate::function::Function;
use crate::literal::template::Template;

#[derive(Default)]
pub(super) struct Tags {
    pub(super) of_arguments: Vec<Tag>,
    pub(super) of_result: Vec<Tag>,
}

pub(super) fn resolve(
    args: &Args,
    function: &Function,
    arguments: &Arguments,
    errors: &mut Errors,
) -> Tags {
    let scope = Scope::of(function, arguments, Results::Known);
    let mut tags = Tags::default();
    for template in args.tags.value().into_iter().flatten() {
        check_result(template, arguments, errors);
        let tag = Tag {
            texts: texts(template),
            parts: scope.parts(template, errors),
        };
        if tag.parts.iter().any(|part| part.origin == Origin::Result) {
            tags.of_result.push(tag);
        } else {
            tags.of_arguments.push(tag);
        }
    }
    tags
}

fn check_result(template: &Template, arguments: &Arguments, errors: &mut Errors) {
    let names_result = template
        .placeholders
        .iter()
        .any(|placeholder| placeholder.root == "result");
    if names_result && arguments.find("result").is_some() {
        errors.at(
            &template.literal,
            "`<result>` means what the function returns, but an argument is called `result` too; rename the argument",
        );
    }
}
