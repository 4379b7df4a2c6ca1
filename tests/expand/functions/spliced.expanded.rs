//! Without helpers nothing stands beside the function: its body is spliced.
use cache_runtime::cached;
pub async fn sum(argument_0: (u64, u64), mut c: u64) -> Result<u64, String> {
    let site = {
        static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
                ::core::concat!(::core::module_path!(), "::sum"),
                ::cache_runtime::__private::Template::explicit(&["sum:", ":", ":", ""]),
            )
            .ttl(10000)
            .location(::core::file!(), ::core::line!(), ::core::column!());
        &SITE
    };
    let call = ::cache_runtime::__private::Call::new(
        site,
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            let (a, b) = &argument_0;
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(a)).part())
                .with((&&&&::cache_runtime::__private::Probe(b)).part())
                .with((&&&&::cache_runtime::__private::Probe(&c)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Result < u64, String >)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape
            .loading(
                async move {
                    if false {
                        return ::cache_runtime::__private::never::<
                            Result<u64, String>,
                        >();
                    }
                    let (a, b) = argument_0;
                    if a > 100 {
                        return Err(format!("{a} is too much"));
                    }
                    c += a;
                    Ok(c + b)
                },
                ::cache_runtime::__private::nothing,
            )
    };
    ::cache_runtime::__private::get_or_load_async(call, shape, load).await
}
pub fn difference(a: u64, b: u64) -> Option<u64> {
    let site = {
        static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
                ::core::concat!(::core::module_path!(), "::difference"),
                ::cache_runtime::__private::Template::by_default(2),
            )
            .ttl(10000)
            .location(::core::file!(), ::core::line!(), ::core::column!());
        &SITE
    };
    let call = ::cache_runtime::__private::Call::new(
        site,
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&a)).part())
                .with((&&&&::cache_runtime::__private::Probe(&b)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Option < u64 >)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape
            .loading(
                move || {
                    if false {
                        return ::cache_runtime::__private::never::<Option<u64>>();
                    }
                    let difference = a.checked_sub(b)?;
                    Some(difference)
                },
                ::cache_runtime::__private::nothing,
            )
    };
    ::cache_runtime::__private::get_or_load(call, shape, load)
}
