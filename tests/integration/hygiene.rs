//! The user's names and the generated ones do not meet, wherever the attribute stands.

use cache_runtime::testing;

/// Arguments called as the locals of generated code.
mod names {
    use super::testing;
    use cache_runtime::cached;
    use std::time::Duration;

    #[cached(
        key = "sync:<key>:<cache>:<load>:<call>:<shape>:<site>",
        ttl = "1h",
        cache_if = |draft| *draft > 0,
        ttl_with = |stored, value, links| Duration::from_secs(stored + value + links),
        tags = ["<core>:<result>"],
        ignore(core, std, value, draft, links, self_)
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each name is one that generated code could use"
    )]
    fn sync(
        key: u64,
        cache: u64,
        load: u64,
        call: u64,
        shape: u64,
        site: u64,
        core: u64,
        std: u64,
        value: u64,
        draft: u64,
        links: u64,
        self_: u64,
    ) -> u64 {
        key + cache + load + call + shape + site + core + std + value + draft + links + self_
    }

    #[cached(
        key = "async:<key>:<cache>:<load>:<call>:<shape>:<site>",
        ttl = "1h",
        cache_if = |draft| *draft > 0,
        ttl_with = |stored, value, links| Duration::from_secs(stored + value + links),
        tags = ["<core>:<result>"],
        ignore(core, std, value, draft, links, self_),
        helpers = false
    )]
    #[expect(
        clippy::too_many_arguments,
        reason = "each name is one that generated code could use"
    )]
    async fn spliced(
        key: u64,
        cache: u64,
        load: u64,
        call: u64,
        shape: u64,
        site: u64,
        core: u64,
        std: u64,
        value: u64,
        draft: u64,
        links: u64,
        self_: u64,
    ) -> u64 {
        /// Not the static of generated code.
        const SITE: u64 = 0;
        let result = std::future::ready(key + cache + load + call + shape + site + SITE).await;
        result + core + std + value + draft + links + self_
    }

    #[cached(key = "other:<plain>:<own>:<argument_0>:<kept_0>", ttl = "1h", tags = ["<plain>:<result>"], negative_ttl = "1s", depends_on(sync_twin(plain)), ignore(exclusive_self, reader, encoder))]
    fn other(
        plain: u64,
        own: u64,
        argument_0: u64,
        kept_0: u64,
        (exclusive_self, reader, encoder): (u64, u64, u64),
    ) -> Option<u64> {
        plain.checked_add(own + argument_0 + kept_0 + exclusive_self + reader + encoder)
    }

    #[cached(key = "twin:<shape>", ttl = "1h")]
    fn sync_twin(shape: u64) -> u64 {
        shape
    }

    #[test]
    fn of_locals() {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        for _ in 0..2 {
            assert_eq!(sync(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), 78);
            assert_eq!(
                testing::run(spliced(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)),
                78
            );
            assert_eq!(other(1, 2, 3, 4, (5, 6, 7)), Some(28));
        }
        put_other(1, 2, 3, 4, Some(5)).unwrap();
        assert_eq!(other(1, 2, 3, 4, (5, 6, 7)), Some(5));
        for function in ["sync", "spliced"] {
            testing::assert_loads(&cache, function, 1);
            testing::assert_hits(&cache, function, 1);
        }
    }
}

/// Modules and types called as those that generated code names.
mod shadows {
    use super::testing;
    use ::cache_runtime::{CacheKey, cached};

    #[allow(dead_code, unused_macros, reason = "these only stand in the way")]
    mod in_the_way {
        pub(super) mod core {}
        pub(super) mod std {}
        pub(super) mod alloc {}
        pub(super) mod cache_runtime {}
        pub(super) struct Option;
        pub(super) struct Result;
        pub(super) struct String;
        pub(super) struct Box;
        pub(super) struct Call;
        pub(super) struct Key;
        pub(super) struct Site;
        pub(super) struct Probe;
        pub(super) trait Clone {}
        pub(super) trait AnyPart {}
        pub(super) trait DisplayPart {}
        pub(super) fn drop() {}
    }
    #[allow(unused_imports, reason = "these only stand in the way")]
    use in_the_way::*;

    #[allow(unused_macros, reason = "these only stand in the way")]
    macro_rules! concat {
        ($($anything:tt)*) => {
            compile_error!("the user's macro")
        };
    }
    #[allow(unused_macros, reason = "these only stand in the way")]
    macro_rules! module_path {
        () => {
            concat!()
        };
    }
    #[allow(unused_imports, reason = "these only stand in the way")]
    use {concat, module_path};

    #[derive(CacheKey)]
    struct Tenant {
        id: u64,
        reader: Kind,
    }

    #[derive(CacheKey)]
    enum Kind {
        Text { text: u8, encoder: u8 },
    }

    #[cached(ttl = "1h", tags = ["tenant:<tenant>:<result.0>"], jitter = 0.1)]
    fn found(tenant: &Tenant) -> ::core::option::Option<(u64, u8)> {
        let Kind::Text { text, encoder } = tenant.reader;
        (tenant.id > 0).then_some((tenant.id, text + encoder))
    }

    #[cached(ttl = "1h", helpers = false, ttl_with = |_, id| ::core::time::Duration::from_secs(*id))]
    async fn later(id: u64) -> ::core::result::Result<u64, ::std::string::String> {
        ::core::result::Result::Ok(id)
    }

    #[test]
    fn of_modules_types_and_macros() {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        let tenant = Tenant {
            id: 7,
            reader: Kind::Text {
                text: 1,
                encoder: 2,
            },
        };
        for _ in 0..2 {
            assert_eq!(found(&tenant), ::core::option::Option::Some((7, 3)));
            assert_eq!(testing::run(later(7)), ::core::result::Result::Ok(7));
        }
        testing::assert_loads(&cache, "found", 1);
        testing::assert_loads(&cache, "later", 1);
        invalidate_found(&tenant).unwrap();
        testing::run(async { peek_found(&tenant) });
    }
}

/// Without a prelude nothing is in scope that generated code does not name in full.
#[no_implicit_prelude]
mod bare {
    use ::cache_runtime::{CacheKey, cache_invalidate, cache_put, cached, testing};
    use ::core::option::Option;
    use ::core::result::Result;
    use ::std::string::String;

    #[derive(CacheKey)]
    pub(crate) struct Wrapper<T>(T, u8);

    #[cached(key = "bare:<text>:<wrapper>", ttl = "1h", tags = ["bare:<text>", "row:<result>"], unless = |value| value.is_none(), depends_on(base(text)))]
    pub(crate) async fn row(text: &str, wrapper: Wrapper<u64>) -> Result<Option<u64>, String> {
        let length = ::core::future::ready(text.len()).await;
        Result::Ok((length > 0).then_some(wrapper.0))
    }

    #[cached(ttl = "1h", negative_ttl = "1s", ttl_with = |_, text| ::core::time::Duration::from_secs(text.len() as u64))]
    pub(crate) fn base(text: &str) -> Option<usize> {
        text.len().checked_sub(0)
    }

    #[cached(key = "spliced:<text>", ttl = "1h", helpers = false)]
    pub(crate) async fn spliced(text: String) -> Result<usize, String> {
        Result::Ok(::core::future::ready(text.len()).await)
    }

    #[cache_invalidate(base(text), base(&result), tags = ["bare:<text>", "row:<result>"], pattern = "bare:<text>:*", on = "ok")]
    pub(crate) async fn change(text: &str) -> Result<String, String> {
        ::core::future::ready(()).await;
        Result::Ok(String::new())
    }

    #[cache_invalidate(base(..), on = "always")]
    #[cache_put(base(text), order = 7)]
    pub(crate) fn replace(text: &str) -> usize {
        text.len()
    }

    #[::core::prelude::v1::test]
    fn writers_need_no_prelude() {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        for () in [(); 2] {
            ::core::assert!(testing::run(change("a")).is_ok());
            ::core::assert!(base("a").is_some());
        }
        testing::assert_loads(&cache, "bare::base", 2);
        replace("a");
        ::core::assert!(base("a").is_some());
        testing::assert_loads(&cache, "bare::base", 2);
    }

    #[::core::prelude::v1::test]
    fn needs_no_prelude() {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        for () in [(); 2] {
            ::core::assert!(testing::run(row("a", Wrapper(7, 1))).is_ok());
            ::core::assert!(base("a").is_some());
            ::core::assert!(testing::run(spliced(String::new())).is_ok());
        }
        testing::assert_loads(&cache, "bare::row", 1);
        testing::assert_loads(&cache, "bare::base", 1);
        testing::assert_loads(&cache, "bare::spliced", 1);
        ::core::assert!(testing::run(invalidate_row("a", Wrapper(7, 1))).is_ok());
    }
}

/// The attribute written by another macro.
mod inside_macros {
    use super::testing;
    use cache_runtime::cached;

    macro_rules! repository {
        ($function:ident, $argument:ident: $ty:ty, $key:literal, $ttl:expr, $body:expr) => {
            #[cached(key = $key, ttl = $ttl)]
            fn $function($argument: $ty) -> $ty {
                $body
            }
        };
    }

    repository!(doubled, number: u64, "doubled:<number>", "1h", number * 2);
    repository!(timed, number: u64, "timed:<number>", std::time::Duration::from_secs(60), number * 3);

    macro_rules! own_names {
        ($name:ident) => {
            #[cached(key = "own:<id>:<pair.0>", ttl = "1h", tags = ["own:<id>"], cache_if = |id| *id > 0)]
            async fn $name(id: u64, pair: (u64, u64)) -> Option<u64> {
                let total = id + pair.0;
                Some(total)
            }
        };
    }

    own_names!(total);

    macro_rules! methods {
        ($owner:ident, $($name:ident),*) => {
            struct $owner {
                region: u8,
            }

            impl $owner {
                $(
                    #[cached(key = "method:<self.region>:<item>", ttl = "1h")]
                    fn $name(&self, item: u8) -> u8 {
                        self.region + item
                    }
                )*
            }
        };
    }

    methods!(Shop, price, stock);

    #[test]
    fn of_every_kind() {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        let shop = Shop { region: 1 };
        for _ in 0..2 {
            assert_eq!((doubled(2), timed(2)), (4, 6));
            assert_eq!(testing::run(total(1, (2, 3))), Some(3));
            assert_eq!((shop.price(1), shop.stock(1)), (2, 2));
        }
        for function in ["doubled", "timed", "total"] {
            testing::assert_loads(&cache, function, 1);
        }
        assert_eq!(doubled_key(2).to_string(), "doubled:2");
        testing::run(invalidate_total(1, (2, 3))).unwrap();
        shop.invalidate_price(1).unwrap();
    }
}

/// The runtime under other paths.
mod paths {
    use super::testing;

    /// A re-export within this crate.
    pub(crate) mod reexport {
        pub(crate) use cache_runtime as runtime;
    }

    /// What a library's own macro would write.
    macro_rules! remembered {
        ($(#[$attribute:meta])* fn $name:ident($argument:ident: $ty:ty) -> $output:ty $body:block) => {
            #[$crate::hygiene::paths::reexport::runtime::cached(
                ttl = "1h",
                crate = $crate::hygiene::paths::reexport::runtime
            )]
            $(#[$attribute])*
            fn $name($argument: $ty) -> $output $body
        };
    }

    remembered! {
        #[must_use]
        fn squared(n: u64) -> u64 {
            n * n
        }
    }

    #[reexport::runtime::cached(ttl = "1h", crate = crate::hygiene::paths::reexport::runtime)]
    async fn reexported(n: u64) -> Result<u64, String> {
        std::future::ready(Ok(n)).await
    }

    #[derive(reexport::runtime::CacheKey)]
    #[cache_key(crate = crate::hygiene::paths::reexport::runtime)]
    struct Tenant(u64);

    #[reexport::runtime::cached(
        key = "tenant:<tenant>",
        ttl = "1h",
        tags = ["tenant:<tenant>", "result:<result>"],
        helpers = false,
        crate = crate::hygiene::paths::reexport::runtime
    )]
    fn spliced(tenant: &Tenant) -> u64 {
        tenant.0
    }

    #[test]
    fn of_a_reexport() {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        for _ in 0..2 {
            assert_eq!(squared(3), 9);
            assert_eq!(testing::run(reexported(3)), Ok(3));
            assert_eq!(spliced(&Tenant(3)), 3);
        }
        for function in ["squared", "reexported", "spliced"] {
            testing::assert_loads(&cache, function, 1);
        }
        invalidate_squared(3).unwrap();
    }
}
