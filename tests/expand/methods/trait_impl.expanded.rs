//! A trait's method cannot have siblings.
use cache_runtime::cached;
pub trait Prices {
    fn price(&self, id: u64) -> Result<u64, String>;
}
pub struct Shop {
    pub region: u8,
}
impl Prices for Shop {
    fn price(&self, id: u64) -> Result<u64, String> {
        let site = {
            static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
                    ::core::concat!(::core::module_path!(), "::price"),
                    ::cache_runtime::__private::Template::explicit(&["shop:", ":", ""]),
                )
                .ttl(3600000)
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
                        .with(
                            (&&&&::cache_runtime::__private::Probe(&self.region)).part(),
                        )
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            )
            .instance_generics(::core::any::type_name::<Self>());
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(Result < u64, String >)
        );
        let load = move |_: &mut ::cache_runtime::__private::Links| {
            shape
                .loading(
                    move || {
                        if false {
                            return ::cache_runtime::__private::never::<
                                Result<u64, String>,
                            >();
                        }
                        let price = id.checked_mul(2).ok_or("too much")?;
                        Ok(price)
                    },
                    ::cache_runtime::__private::nothing,
                )
        };
        ::cache_runtime::__private::get_or_load(call, shape, load)
    }
}
