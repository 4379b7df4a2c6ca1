//! The type as a key sees it: its name, and the fields that are not skipped.

use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned as _;
use syn::{
    Attribute, Error, Field, Fields, Generics, Ident, Item, Member, Meta, Result, Token, Type,
};

use crate::diagnostics::Errors;
use crate::paths::Runtime;

/// A type that is to be a part of a key.
pub(super) struct Model {
    pub(super) runtime: Runtime,
    pub(super) name: Ident,
    pub(super) generics: Generics,
    pub(super) body: Body,
}

pub(super) enum Body {
    Struct(Vec<KeyField>),
    Enum(Vec<Variant>),
}

pub(super) struct Variant {
    pub(super) name: Ident,
    pub(super) fields: Vec<KeyField>,
}

/// A field that is not skipped.
pub(super) struct KeyField {
    pub(super) member: Member,
    pub(super) ty: Type,
}

/// What stands in `#[cache_key(…)]`.
#[derive(Default)]
struct Options {
    skip: bool,
    runtime: Option<Runtime>,
}

/// Where `#[cache_key(…)]` stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Item,
    Field,
    Variant,
}

impl Model {
    /// `None` if the item is neither a struct nor an enum.
    pub(super) fn of(item: &Item, errors: &mut Errors) -> Option<Self> {
        let (name, generics, attributes) = match item {
            Item::Struct(item) => (&item.ident, &item.generics, &item.attrs),
            Item::Enum(item) => (&item.ident, &item.generics, &item.attrs),
            Item::Union(item) => {
                errors.at(
                    &item.ident,
                    "a union cannot be part of a cache key: which field is set is not known; use an enum",
                );
                return None;
            }
            other => {
                errors.at(
                    other,
                    "`CacheKey` can be derived for a struct or an enum only",
                );
                return None;
            }
        };
        let body = match item {
            Item::Enum(item) => Body::Enum(
                item.variants
                    .iter()
                    .map(|variant| Variant::of(variant, errors))
                    .collect(),
            ),
            Item::Struct(item) => Body::Struct(fields(&item.fields, errors)),
            _ => return None,
        };
        let options = Options::of(attributes, Place::Item, errors);
        Some(Self {
            runtime: options.runtime.unwrap_or_default(),
            name: name.clone(),
            generics: generics.clone(),
            body,
        })
    }
}

impl Variant {
    fn of(variant: &syn::Variant, errors: &mut Errors) -> Self {
        Options::of(&variant.attrs, Place::Variant, errors);
        Self {
            name: variant.ident.clone(),
            fields: fields(&variant.fields, errors),
        }
    }
}

fn fields(fields: &Fields, errors: &mut Errors) -> Vec<KeyField> {
    let mut kept = Vec::new();
    for (index, field) in fields.iter().enumerate() {
        if !Options::of(&field.attrs, Place::Field, errors).skip {
            kept.push(KeyField {
                member: member(index, field),
                ty: field.ty.clone(),
            });
        }
    }
    kept
}

fn member(index: usize, field: &Field) -> Member {
    let by_index = || {
        Member::Unnamed(syn::Index {
            index: u32::try_from(index).unwrap_or(u32::MAX),
            span: field.ty.span(),
        })
    };
    field.ident.clone().map_or_else(by_index, Member::Named)
}

impl Options {
    fn of(attributes: &[Attribute], place: Place, errors: &mut Errors) -> Self {
        let mut options = Self::default();
        for attribute in attributes
            .iter()
            .filter(|attribute| attribute.path().is_ident("cache_key"))
        {
            errors.keep(options.read(attribute, place));
        }
        options
    }

    fn read(&mut self, attribute: &Attribute, place: Place) -> Result<()> {
        let Meta::List(list) = &attribute.meta else {
            return Err(Error::new_spanned(attribute, place.expected()));
        };
        list.parse_nested_meta(|meta| {
            if meta.path.is_ident("skip") && place == Place::Field {
                self.skip = true;
                return ensure_bare(&meta);
            }
            if meta.path.is_ident("crate") && place == Place::Item {
                if !meta.input.peek(Token![=]) {
                    let message = "`crate` needs a path, as in `crate = ::my_reexport::cache`";
                    return Err(Error::new_spanned(&meta.path, message));
                }
                meta.input.parse::<Token![=]>()?;
                self.runtime = Some(Runtime::parse(meta.input)?);
                return Ok(());
            }
            Err(Error::new_spanned(&meta.path, place.expected()))
        })
    }
}

fn ensure_bare(skip: &ParseNestedMeta<'_>) -> Result<()> {
    if skip.input.is_empty() || skip.input.peek(Token![,]) {
        return Ok(());
    }
    let message = "`skip` takes no value; write `#[cache_key(skip)]`";
    Err(Error::new_spanned(&skip.path, message))
}

impl Place {
    fn expected(self) -> &'static str {
        match self {
            Self::Item => "expected `#[cache_key(crate = path)]`; `skip` belongs on a field",
            Self::Field => "expected `#[cache_key(skip)]`; `crate` belongs on the type",
            Self::Variant => {
                "`#[cache_key]` belongs on a field or on the type; a variant is always part of the key"
            }
        }
    }
}
