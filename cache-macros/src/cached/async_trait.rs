//! Recognises what `#[async_trait]` makes of an `async fn`: a function that returns a boxed future.

use syn::parse::Parser as _;
use syn::{
    AngleBracketedGenericArguments, Block, Expr, ExprAsync, ExprCall, GenericArgument, Path,
    PathArguments, ReturnType, Stmt, Type, TypeParamBound, TypePath,
};

use super::model::BoxedFuture;
use crate::function::Function;

/// The boxed future that `function` returns, if its type and its last expression both say so.
pub(crate) fn boxed_future(function: &Function) -> Option<BoxedFuture> {
    let output = pinned_output(&function.signature.output)?;
    let mut before = Block::parse_within.parse2(function.statements()).ok()?;
    let Some(Stmt::Expr(Expr::Call(call), None)) = before.pop() else {
        return None;
    };
    let (pin, block) = pinned_block(call)?;
    Some(BoxedFuture {
        output,
        before,
        pin,
        statements: block.block.stmts,
    })
}

/// The `T` of `Pin<Box<dyn Future<Output = T> + …>>`.
fn pinned_output(output: &ReturnType) -> Option<Type> {
    let ReturnType::Type(_, pin) = output else {
        return None;
    };
    let boxed = only_argument(pin, "Pin")?;
    let Type::TraitObject(object) = only_argument(boxed, "Box")? else {
        return None;
    };
    object.bounds.iter().find_map(future_output)
}

fn only_argument<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let Type::Path(TypePath {
        qself: None, path, ..
    }) = ty
    else {
        return None;
    };
    match last_arguments(path, name)?.args.first()? {
        GenericArgument::Type(argument) => Some(argument),
        _ => None,
    }
}

fn last_arguments<'a>(path: &'a Path, name: &str) -> Option<&'a AngleBracketedGenericArguments> {
    let last = path
        .segments
        .last()
        .filter(|segment| segment.ident == name)?;
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) => Some(arguments),
        _ => None,
    }
}

fn future_output(bound: &TypeParamBound) -> Option<Type> {
    let TypeParamBound::Trait(bound) = bound else {
        return None;
    };
    last_arguments(&bound.path, "Future")?
        .args
        .iter()
        .find_map(|argument| match argument {
            GenericArgument::AssocType(output) if output.ident == "Output" => {
                Some(output.ty.clone())
            }
            _ => None,
        })
}

fn pinned_block(call: ExprCall) -> Option<(Expr, ExprAsync)> {
    let Expr::Path(function) = &*call.func else {
        return None;
    };
    let is_pin = function
        .path
        .segments
        .last()
        .is_some_and(|segment| segment.ident == "pin");
    match (is_pin, call.args.into_iter().next()?) {
        (true, Expr::Async(block)) if block.capture.is_some() => Some((*call.func, block)),
        _ => None,
    }
}
