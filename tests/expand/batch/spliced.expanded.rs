//! Without helpers the body stands in the closure of the load, with copies of what it reads.
use std::collections::HashMap;
use cache_runtime::cached;
pub trait Rates {
    async fn rates(
        &self,
        day: String,
        names: Vec<String>,
    ) -> Result<HashMap<String, u64>, String>;
    fn sums(&self, pairs: &[(u64, u64)], offset: u64) -> HashMap<(u64, u64), u64>;
}
pub struct Fixed;
impl Rates for Fixed {
    async fn rates(
        &self,
        day: String,
        names: Vec<String>,
    ) -> Result<HashMap<String, u64>, String> {
        let site = {
            static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
                    ::core::concat!(::core::module_path!(), "::rates"),
                    ::cache_runtime::__private::Template::explicit(&["rate:", ":", ""]),
                )
                .ttl(3600000)
                .batch()
                .location(::core::file!(), ::core::line!(), ::core::column!());
            &SITE
        };
        let batch = ::cache_runtime::__private::shape!(
            Result < HashMap < String, u64 >, String >
        );
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::element!(::cache_runtime::__private::shape!(Result
            < HashMap < String, u64 >, String >))
        );
        ::cache_runtime::__private::load_batch_async(
                ::cache_runtime::__private::gather(
                    ::cache_runtime::__private::Call::all(site)
                        .instance_generics(::core::any::type_name::<Self>()),
                    batch,
                    shape,
                    ::cache_runtime::__private::asked::<String>(names),
                    |element| {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        let &name = &element;
                        ::cache_runtime::__private::Key::new()
                            .with((&&&&::cache_runtime::__private::Probe(&day)).part())
                            .with((&&&&::cache_runtime::__private::Probe(name)).part())
                    },
                ),
                |_, _| {},
                |_, _, _| {},
                |some: ::cache_runtime::__private::Missing<String>| {
                    let day = ::cache_runtime::__private::again_for_batch(&day);
                    async move {
                        if false {
                            return ::cache_runtime::__private::never::<
                                Result<HashMap<String, u64>, String>,
                            >();
                        }
                        let mut names = some;
                        if day.is_empty() {
                            return Err("no day".to_owned());
                        }
                        names.sort();
                        Ok(names.into_iter().map(|name| (name, 7)).collect())
                    }
                },
            )
            .await
    }
    fn sums(&self, pairs: &[(u64, u64)], offset: u64) -> HashMap<(u64, u64), u64> {
        let site = {
            static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
                    ::core::concat!(::core::module_path!(), "::sums"),
                    ::cache_runtime::__private::Template::explicit(
                        &["sum:", ":", ":", ""],
                    ),
                )
                .ttl(3600000)
                .batch()
                .location(::core::file!(), ::core::line!(), ::core::column!());
            &SITE
        };
        let batch = ::cache_runtime::__private::shape!(HashMap < (u64, u64), u64 >);
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::element!(::cache_runtime::__private::shape!(HashMap
            < (u64, u64), u64 >))
        );
        ::cache_runtime::__private::load_batch(
            ::cache_runtime::__private::gather(
                ::cache_runtime::__private::Call::all(site)
                    .instance_generics(::core::any::type_name::<Self>()),
                batch,
                shape,
                ::cache_runtime::__private::asked::<(u64, u64)>(pairs),
                |element| {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    let &pair = &element;
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&pair.0)).part())
                        .with((&&&&::cache_runtime::__private::Probe(&pair.1)).part())
                        .with((&&&&::cache_runtime::__private::Probe(&offset)).part())
                },
            ),
            |_, _| {},
            |_, _, _| {},
            |some: ::cache_runtime::__private::Missing<(u64, u64)>| {
                let mut offset = ::cache_runtime::__private::again_for_batch(&offset);
                {
                    if false {
                        return ::cache_runtime::__private::never::<
                            HashMap<(u64, u64), u64>,
                        >();
                    }
                    let pairs = &*some;
                    offset += 1;
                    pairs.iter().map(|pair| (*pair, pair.0 + pair.1 + offset)).collect()
                }
            },
        )
    }
}
