//! `get_user(tenant, user.id)`, `self.get_team(id)`, `get_user_posts(..)`, `all(search)`: cached functions, read as calls of
//! what `#[cached]` generates beside them.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, format_ident, quote};
use syn::ext::IdentExt as _;
use syn::{Error, Expr, ExprCall, ExprField, ExprMethodCall, ExprPath, Member, Path, Result};

/// What is named.
pub(crate) enum Target {
    One(Entry),
    /// Every entry of a function, by its path.
    Every(ExprPath),
}

/// One entry.
pub(crate) struct Entry {
    pub(crate) function: Named,
    pub(crate) arguments: Vec<Expr>,
}

/// A cached function.
pub(crate) enum Named {
    Path(ExprPath),
    Method { receiver: Expr, method: Ident },
}

const HOW: &str = "name a cached function with the arguments of its key, as in `get_user(id)`, `Self::get_user(id)` or `self.get_user(id)`";
const HOW_ALL: &str = "name a cached function by its path, as in `all(get_user)`, `all(Self::get_user)` or `all(self.get_user)`";

impl Target {
    pub(crate) fn of(written: Expr) -> Result<Self> {
        match written {
            Expr::Call(call) => Self::of_call(call),
            Expr::MethodCall(call) => Self::of_method(call),
            Expr::Path(path) => {
                let name = path.to_token_stream().to_string().replace(' ', "");
                let message = format!(
                    "which entries of `{name}`? write `{name}(id)` for the one with that key, or `{name}(..)` for every entry"
                );
                Err(Error::new_spanned(path, message))
            }
            other => Err(Error::new_spanned(other, HOW)),
        }
    }

    fn of_call(call: ExprCall) -> Result<Self> {
        let Expr::Path(function) = &*call.func else {
            return Err(Error::new_spanned(call.func, HOW));
        };
        if function.path.is_ident("all") {
            return Self::of_all(&call);
        }
        if is_everything(&call.args) {
            return every(function);
        }
        Ok(Self::One(Entry {
            function: Named::Path(function.clone()),
            arguments: call.args.into_iter().collect(),
        }))
    }

    fn of_method(call: ExprMethodCall) -> Result<Self> {
        if is_everything(&call.args) {
            return own_function(&call.receiver, &call.method).ok_or_else(|| {
                let name = &call.method;
                let message = format!(
                    "every entry is named without a value; write the function by its type, as in `Users::{name}(..)`"
                );
                Error::new_spanned(&call.receiver, message)
            });
        }
        Ok(Self::One(Entry {
            function: Named::Method {
                receiver: *call.receiver,
                method: call.method,
            },
            arguments: call.args.into_iter().collect(),
        }))
    }

    /// `all(f)`
    fn of_all(call: &ExprCall) -> Result<Self> {
        let mut arguments = call.args.iter();
        let (Some(named), None) = (arguments.next(), arguments.next()) else {
            return Err(Error::new_spanned(call, HOW_ALL));
        };
        let target = match named {
            Expr::Path(function) => return every(function),
            Expr::Field(ExprField {
                base,
                member: Member::Named(name),
                ..
            }) => own_function(base, name),
            _ => None,
        };
        target.ok_or_else(|| Error::new_spanned(named, HOW_ALL))
    }
}

/// `..` alone
fn is_everything<'a>(arguments: impl IntoIterator<Item = &'a Expr>) -> bool {
    let mut arguments = arguments.into_iter();
    let first = arguments.next();
    let is_full =
        matches!(first, Some(Expr::Range(range)) if range.start.is_none() && range.end.is_none());
    is_full && arguments.next().is_none()
}

fn every(function: &ExprPath) -> Result<Target> {
    let last = function.path.segments.last();
    match last.filter(|last| !last.arguments.is_none()) {
        Some(last) => Err(Error::new_spanned(
            &last.arguments,
            "every entry of a function goes, whatever its types; remove them",
        )),
        None => Ok(Target::Every(function.clone())),
    }
}

/// `Self::name`, for a function of `self`.
fn own_function(receiver: &Expr, name: &Ident) -> Option<Target> {
    let is_self = matches!(receiver, Expr::Path(path) if path.path.is_ident("self"));
    is_self.then(|| {
        let own = Ident::new("Self", name.span());
        let path: Path = syn::parse_quote!(#own::#name);
        Target::Every(ExprPath {
            attrs: Vec::new(),
            qself: None,
            path,
        })
    })
}

/// `get_user_site`, for the path of `get_user`.
pub(crate) fn site(function: &ExprPath) -> TokenStream {
    let function = renamed(function, "__", "_site");
    quote!(#function())
}

impl Named {
    /// Where it is best pointed at.
    pub(crate) fn name(&self) -> Ident {
        match self {
            Self::Path(path) => path
                .path
                .segments
                .last()
                .map_or_else(|| format_ident!("_"), |last| last.ident.clone()),
            Self::Method { method, .. } => method.clone(),
        }
    }

    /// The tokens that it reads.
    pub(crate) fn reads(&self) -> TokenStream {
        match self {
            Self::Path(_) => TokenStream::new(),
            Self::Method { receiver, .. } => receiver.to_token_stream(),
        }
    }

    /// The call of its key builder.
    pub(crate) fn key(&self, arguments: &[TokenStream]) -> TokenStream {
        match self {
            Self::Path(path) => {
                let builder = renamed(path, "", "_key");
                quote!(#builder(#(#arguments),*))
            }
            Self::Method { receiver, method } => {
                let builder = affixed(method, "__", "_key_of");
                quote!(#receiver.#builder(#(#arguments),*))
            }
        }
    }

    /// The call of what makes a value ready to take the entry's place.
    pub(crate) fn put(&self, arguments: &[TokenStream]) -> TokenStream {
        match self {
            Self::Path(path) => {
                let put = renamed(path, "__put_", "");
                quote!(#put(#(#arguments),*))
            }
            Self::Method { receiver, method } => {
                let put = affixed(method, "__put_", "_of");
                quote!(#receiver.#put(#(#arguments),*))
            }
        }
    }
}

fn renamed(path: &ExprPath, prefix: &str, suffix: &str) -> ExprPath {
    let mut path = path.clone();
    if let Some(last) = path.path.segments.last_mut() {
        last.ident = affixed(&last.ident, prefix, suffix);
    }
    path
}

fn affixed(name: &Ident, prefix: &str, suffix: &str) -> Ident {
    format_ident!("{prefix}{}{suffix}", name.unraw(), span = name.span())
}
