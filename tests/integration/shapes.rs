//! Every shape of function that can be cached: called twice it runs once, and its helpers can be called.

use cache_runtime::{Cache, CacheKey, Cached, Source, cached, testing};
use std::borrow::Cow;
use std::cell::Cell;
use std::fmt::{Debug, Display};
use std::future::Future;
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

thread_local! {
    static RUNS: Cell<u64> = const { Cell::new(0) };
}

/// Bodies call this: each test runs on a thread of its own.
fn ran() {
    RUNS.set(RUNS.get() + 1);
}

/// Makes a call twice in a cache of its own: the body ran once, and both answers are the same.
#[track_caller]
fn once<T: PartialEq + Debug>(mut call: impl FnMut() -> T) -> T {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let before = RUNS.get();
    let first = call();
    assert_eq!(call(), first);
    assert_eq!(RUNS.get() - before, 1, "the body runs once for two calls");
    first
}

/// Makes a call twice: nothing of it is kept.
#[track_caller]
fn twice<T: PartialEq + Debug>(mut call: impl FnMut() -> T) {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let before = RUNS.get();
    assert_eq!(call(), call());
    assert_eq!(RUNS.get() - before, 2, "the body runs for every call");
}

mod free {
    use super::*;

    #[cached(ttl = "1h")]
    fn sync(n: u64) -> u64 {
        ran();
        n + 1
    }

    #[cached(ttl = "1h")]
    async fn asynchronous(n: u64) -> u64 {
        ran();
        std::future::ready(n + 1).await
    }

    #[cached(ttl = "1h")]
    fn nothing() -> &'static str {
        ran();
        "nothing"
    }

    #[cached(key = "borrowed:<text>:<bytes>:<list>", ttl = "1h")]
    fn borrowed(text: &str, bytes: &[u8], list: &[String]) -> usize {
        ran();
        text.len() + bytes.len() + list.len()
    }

    #[cached(key = "owned:<text>:<cow>:<boxed>", ttl = "1h")]
    async fn owned(text: String, cow: Cow<'_, str>, boxed: Box<str>) -> String {
        ran();
        std::future::ready(()).await;
        text + &cow + &boxed
    }

    struct Point {
        x: u8,
        y: u8,
    }

    #[cached(key = "patterns:<x>:<y>:<a>:<c>:<first>:<d>", ttl = "1h", ignore(b))]
    fn patterns(
        Point { x, mut y }: Point,
        (a, (b, c)): (u8, (u8, u8)),
        [first, ..]: [u8; 3],
        &[d, ..]: &[u16; 9],
    ) -> u16 {
        ran();
        y += 1;
        u16::from(x + y + a + b + c + first) + d
    }

    #[cached(key = "impl:<shown>:<more>", ttl = "1h", ignore(call))]
    async fn implemented(
        shown: impl Display,
        more: impl Into<String> + Display,
        call: impl Fn() -> u8,
    ) -> String {
        ran();
        let start = format!("{shown}{}", call());
        std::future::ready(start).await + &more.into()
    }

    #[cached(key = "mut:<n>", ttl = "1h", ignore(log))]
    fn exclusive(log: &mut Vec<u64>, mut n: u64) -> u64 {
        ran();
        n += 1;
        log.push(n);
        n
    }

    #[cached(key = "_underscored:<n>", ttl = "1h", ignore(_trace))]
    async fn underscored(_trace: &str, n: u64) -> u64 {
        ran();
        std::future::ready(n).await
    }

    #[cached(key = "lifetimes:<left>:<right>", ttl = "1h")]
    fn lifetimes<'a, 'b>(left: &'a str, right: &'b str) -> String
    where
        'b: 'a,
    {
        ran();
        let longer: &'a str = if left.len() > right.len() {
            left
        } else {
            right
        };
        longer.to_owned()
    }

    #[test]
    fn arguments_of_every_kind() {
        assert_eq!(once(|| sync(1)), 2);
        assert_eq!(once(|| testing::run(asynchronous(1))), 2);
        assert_eq!(once(nothing), "nothing");
        assert_eq!(once(|| borrowed("abc", &[1], &[String::new()])), 5);
        let owned = || testing::run(owned("a".to_owned(), "b".into(), "c".into()));
        assert_eq!(once(owned), "abc");
        assert_eq!(
            once(|| patterns(Point { x: 1, y: 2 }, (3, (4, 5)), [6, 0, 0], &[7; 9])),
            29
        );
        assert_eq!(once(|| testing::run(implemented("a", "b", || 1))), "a1b");
        let mut log = Vec::new();
        assert_eq!(once(|| exclusive(&mut log, 1)), 2);
        assert_eq!(log, [2]);
        assert_eq!(once(|| testing::run(underscored("", 7))), 7);
        assert_eq!(once(|| lifetimes("a", "bc")), "bc");
    }

    #[test]
    fn helpers_of_a_sync_function() {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        assert_eq!(peek_sync(1), None);
        assert_eq!(sync(1), 2);
        assert_eq!(peek_sync(1).map(|cached| cached.value), Some(2));
        let Cached { value, source, .. } = sync_cached(1);
        assert_eq!((value, source), (2, Source::Memory));
        assert_eq!(sync_uncached(1), 2);
        assert_eq!(refresh_sync(1), 2);
        assert_eq!(RUNS.get(), 3);
        put_sync(1, 9).unwrap();
        assert_eq!(sync(1), 9);
        expire_sync(1).unwrap();
        assert_eq!(sync(1), 2);
        invalidate_sync(1).unwrap();
        assert_eq!(peek_sync(1), None);
        sync(1);
        invalidate_all_sync().unwrap();
        assert_eq!(peek_sync(1), None);
        assert!(sync_key(1).to_string().ends_with("free::sync:1"));
    }

    #[test]
    fn helpers_of_an_async_function() {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        testing::run(async {
            assert_eq!(peek_asynchronous(1).await, None);
            assert_eq!(asynchronous(1).await, 2);
            assert_eq!(
                peek_asynchronous(1).await.map(|cached| cached.value),
                Some(2)
            );
            assert_eq!(asynchronous_cached(1).await.source, Source::Memory);
            assert_eq!(asynchronous_uncached(1).await, 2);
            assert_eq!(refresh_asynchronous(1).await, 2);
            assert_eq!(RUNS.get(), 3);
            put_asynchronous(1, 9).await.unwrap();
            assert_eq!(asynchronous(1).await, 9);
            expire_asynchronous(1).await.unwrap();
            assert_eq!(asynchronous(1).await, 2);
            invalidate_asynchronous(1).await.unwrap();
            assert_eq!(peek_asynchronous(1).await, None);
            asynchronous(1).await;
            invalidate_all_asynchronous().await.unwrap();
            assert_eq!(peek_asynchronous(1).await, None);
        });
    }

    #[test]
    fn helpers_take_what_the_key_needs() {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        let point = || Point { x: 1, y: 2 };
        patterns(point(), (3, (4, 5)), [6, 0, 0], &[7; 9]);
        assert_eq!(
            patterns_key(point(), (3, (9, 5)), [6, 1, 1], &[7; 9]).to_string(),
            "patterns:1:2:3:5:6:7"
        );
        invalidate_patterns(point(), (3, (4, 5)), [6, 0, 0], &[7; 9]).unwrap();
        assert!(peek_patterns(point(), (3, (4, 5)), [6, 0, 0], &[7; 9]).is_none());

        testing::run(async {
            implemented("a", "b", || 1).await;
            assert_eq!(
                peek_implemented("a", "b").await.map(|cached| cached.value),
                Some("a1b".to_owned())
            );
            put_implemented("a", "b", "z".to_owned()).await.unwrap();
            assert_eq!(implemented("a", "b", || 1).await, "z");
            assert_eq!(refresh_implemented("a", "b", || 2).await, "a2b");
        });
        exclusive(&mut Vec::new(), 1);
        invalidate_exclusive(1).unwrap();
        assert!(peek_exclusive(1).is_none());
    }
}

mod generics {
    use super::*;

    #[cached(key = "made:<n>", ttl = "1h")]
    fn made<T: From<u8> + Clone + Send + Sync + 'static>(n: u8) -> T {
        ran();
        T::from(n)
    }

    #[cached(key = "shown:<value>", ttl = "1h")]
    async fn shown<T>(value: T) -> String
    where
        T: Display + Clone,
    {
        ran();
        std::future::ready(value.to_string()).await
    }

    #[cached(key = "sized:<n>", ttl = "1h")]
    fn sized<const N: usize>(n: usize) -> usize {
        ran();
        N + n
    }

    struct Store<T, const N: usize>(PhantomData<fn() -> T>);

    impl<T: Default + Clone + Display + Send + Sync + 'static, const N: usize> Store<T, N> {
        #[cached(key = "items:<prefix>", ttl = "1h", ignore(self))]
        fn items(&self, prefix: &str) -> Vec<T> {
            let _ = (self.0, prefix);
            ran();
            vec![T::default(); N]
        }

        #[cached(key = "joined:<separator>", ttl = "1h", ignore(self))]
        async fn joined<S: Display + Sync>(&self, separator: &S) -> String {
            let _ = self.0;
            ran();
            std::future::ready(format!("{}{separator}", T::default())).await
        }

        #[cached(ttl = "1h")]
        fn length() -> usize {
            ran();
            Self::SIZE
        }

        const SIZE: usize = N;
    }

    #[test]
    fn of_functions() {
        assert_eq!(once(|| made::<u32>(1)), 1_u32);
        assert_eq!(once(|| testing::run(shown("a"))), "a");
        assert_eq!(once(|| sized::<3>(1)), 4);
    }

    #[test]
    fn types_keep_entries_apart() {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        assert_eq!(
            (made::<u32>(1), made::<u64>(1), sized::<3>(1), sized::<4>(1)),
            (1, 1, 4, 5)
        );
        assert_eq!(RUNS.get(), 4);
        invalidate_made::<u32>(1).unwrap();
        assert!(peek_made::<u32>(1).is_none());
        assert!(peek_made::<u64>(1).is_some());
    }

    #[test]
    fn of_types() {
        let store = Store::<u8, 2>(PhantomData);
        assert_eq!(once(|| store.items("")), [0, 0]);
        assert_eq!(once(|| testing::run(store.joined(&'-'))), "0-");
        assert_eq!(once(Store::<u8, 2>::length), 2);

        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        assert_eq!((Store::<u8, 2>::length(), Store::<u8, 3>::length()), (2, 3));
        Store::<u8, 2>::invalidate_all_length().unwrap();
        assert!(Store::<u8, 2>::peek_length().is_none());
    }
}

mod methods {
    use super::*;

    #[derive(Clone)]
    struct Shop {
        region: Region,
        cache: Cache,
        sold: u64,
    }

    #[derive(Clone, Copy, CacheKey)]
    enum Region {
        North,
        South,
    }

    impl Shop {
        fn new(region: Region) -> Self {
            Self {
                region,
                cache: Cache::memory(),
                sold: 0,
            }
        }

        #[cached(key = "shop:<self.region>:<item>", ttl = "1h")]
        fn by_reference(&self, item: u64) -> u64 {
            ran();
            item + self.sold
        }

        #[cached(key = "shop-later:<self.region>:<item>", ttl = "1h")]
        async fn by_reference_later(&self, item: u64) -> u64 {
            ran();
            std::future::ready(item + self.sold).await
        }

        #[cached(key = "exclusive:<item>", ttl = "1h", ignore(self))]
        fn by_exclusive_reference(&mut self, item: u64) -> u64 {
            ran();
            self.sold += 1;
            item
        }

        #[cached(key = "exclusive-later:<item>", ttl = "1h", ignore(self))]
        async fn by_exclusive_reference_later(&mut self, item: u64) -> u64 {
            ran();
            self.sold += std::future::ready(1).await;
            item
        }

        #[cached(key = "value:<item>", ttl = "1h", ignore(self))]
        fn by_value(self, item: u64) -> u64 {
            ran();
            item + self.sold
        }

        #[cached(key = "value-later:<item>", ttl = "1h", ignore(self))]
        async fn by_mutable_value(mut self, item: u64) -> u64 {
            ran();
            self.sold += std::future::ready(1).await;
            item + self.sold
        }

        #[cached(key = "box:<item>", ttl = "1h", ignore(self))]
        #[allow(clippy::boxed_local, reason = "the receiver is what is tested here")]
        fn by_box(self: Box<Self>, item: u64) -> u64 {
            ran();
            item + self.sold
        }

        #[cached(key = "arc:<item>", ttl = "1h", ignore(self))]
        async fn by_arc(self: Arc<Self>, item: u64) -> u64 {
            ran();
            std::future::ready(item + self.sold).await
        }

        #[cached(key = "rc:<item>", ttl = "1h", ignore(self))]
        async fn by_reference_to_rc(self: &Rc<Self>, item: u64) -> u64 {
            ran();
            std::future::ready(item + self.sold).await
        }

        #[cached(key = "pin:<item>", ttl = "1h", ignore(self))]
        fn by_pin(self: std::pin::Pin<&Self>, item: u64) -> u64 {
            ran();
            item + self.sold
        }

        #[cached(key = "own:<item>", ttl = "1h", cache = self.cache, ignore(self))]
        fn in_its_own_cache(&self, item: u64) -> u64 {
            ran();
            item + self.sold
        }

        #[cached(key = "new:<sold>", ttl = "1h")]
        fn made(sold: u64) -> Arc<Self> {
            ran();
            Arc::new(Self {
                sold,
                ..Self::new(Region::North)
            })
        }
    }

    #[test]
    fn with_every_receiver() {
        let mut shop = Shop::new(Region::North);
        assert_eq!(once(|| shop.by_reference(1)), 1);
        assert_eq!(once(|| testing::run(shop.by_reference_later(1))), 1);
        assert_eq!(once(|| shop.by_exclusive_reference(1)), 1);
        assert_eq!(
            once(|| testing::run(shop.by_exclusive_reference_later(1))),
            1
        );
        assert_eq!(shop.sold, 2);
        assert_eq!(once(|| shop.clone().by_value(1)), 3);
        assert_eq!(once(|| testing::run(shop.clone().by_mutable_value(1))), 4);
        let boxed = Box::new(shop.clone());
        assert_eq!(once(|| boxed.clone().by_box(1)), 3);
        assert_eq!(once(|| testing::run(Arc::new(shop.clone()).by_arc(1))), 3);
        assert_eq!(
            once(|| testing::run(Rc::new(shop.clone()).by_reference_to_rc(1))),
            3
        );
        assert_eq!(once(|| std::pin::pin!(shop.clone()).as_ref().by_pin(1)), 3);
        assert_eq!(once(|| Shop::made(5).sold), 5);
    }

    #[test]
    fn with_helpers() {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        let (north, south) = (Shop::new(Region::North), Shop::new(Region::South));
        north.by_reference(1);
        south.by_reference(1);
        assert_eq!(RUNS.get(), 2);
        assert_eq!(north.by_reference_key(1).to_string(), "shop:North:1");
        north.invalidate_by_reference(1).unwrap();
        assert!(north.peek_by_reference(1).is_none());
        assert!(south.peek_by_reference(1).is_some());
        Shop::invalidate_by_value(1).unwrap();
        assert!(Shop::peek_by_value(1).is_none());
        assert_eq!(north.by_reference_cached(1).source, Source::Loader);
        assert_eq!(north.refresh_by_reference(1), 1);
        north.put_by_reference(1, 8).unwrap();
        assert_eq!(north.by_reference(1), 8);
    }

    #[test]
    fn in_a_cache_of_the_value() {
        let (one, other) = (Shop::new(Region::North), Shop::new(Region::North));
        assert_eq!((one.in_its_own_cache(1), one.in_its_own_cache(1)), (1, 1));
        assert_eq!(RUNS.get(), 1);
        other.in_its_own_cache(1);
        assert_eq!(RUNS.get(), 2);
        one.invalidate_in_its_own_cache(1).unwrap();
        assert!(one.peek_in_its_own_cache(1).is_none());
        assert!(other.peek_in_its_own_cache(1).is_some());
    }
}

mod traits {
    use super::*;
    use async_trait::async_trait;

    trait Prices {
        fn price(&self, item: u64) -> Result<u64, String>;

        #[cached(key = "default:<item>", ttl = "1h", ignore(self), helpers = false)]
        fn by_default(&self, item: u64) -> u64 {
            ran();
            item
        }

        fn later(&self, item: u64) -> impl Future<Output = u64> + Send;
    }

    #[async_trait]
    trait AsyncPrices {
        async fn price(&self, item: u64, name: &str) -> Result<u64, String>;
        async fn local(&mut self, (a, b): (u64, u64)) -> Option<u64>;
    }

    #[async_trait(?Send)]
    trait LocalPrices {
        async fn price(&self, item: Rc<str>) -> usize;
    }

    struct Shop(u64);

    impl Prices for Shop {
        #[cached(key = "price:<self.0>:<item>", ttl = "1h", helpers = false)]
        fn price(&self, item: u64) -> Result<u64, String> {
            ran();
            if item > 100 {
                return Err("too dear".to_owned());
            }
            Ok(item + self.0)
        }

        #[cached(key = "later:<self.0>:<item>", ttl = "1h", helpers = false)]
        async fn later(&self, item: u64) -> u64 {
            ran();
            std::future::ready(item + self.0).await
        }
    }

    #[async_trait]
    impl AsyncPrices for Shop {
        #[cached(
            key = "async:<self.0>:<item>:<name>",
            ttl = "1h",
            tags = ["name:<name>", "price:<result>"],
            helpers = false
        )]
        async fn price(&self, item: u64, name: &str) -> Result<u64, String> {
            ran();
            let length = std::future::ready(name.len()).await;
            u64::try_from(length)
                .map(|length| item + self.0 + length)
                .map_err(|error| error.to_string())
        }

        #[cached(key = "local:<a>:<b>", ttl = "1h", ignore(self), helpers = false)]
        async fn local(&mut self, (a, b): (u64, u64)) -> Option<u64> {
            ran();
            self.0 += std::future::ready(1).await;
            a.checked_sub(b)
        }
    }

    #[async_trait(?Send)]
    impl LocalPrices for Shop {
        #[cached(key = "length:<item>", ttl = "1h", ignore(self), helpers = false)]
        async fn price(&self, item: Rc<str>) -> usize {
            ran();
            std::future::ready(item.len()).await
        }
    }

    #[test]
    fn implementations() {
        let mut shop = Shop(1);
        assert_eq!(once(|| Prices::price(&shop, 2)), Ok(3));
        twice(|| Prices::price(&shop, 200));
        assert_eq!(once(|| shop.by_default(2)), 2);
        assert_eq!(once(|| testing::run(shop.later(2))), 3);
        assert_eq!(
            once(|| testing::run(AsyncPrices::price(&shop, 2, "abc"))),
            Ok(6)
        );
        assert_eq!(
            once(|| testing::run(LocalPrices::price(&shop, "abc".into()))),
            3
        );
        assert_eq!(once(|| testing::run(shop.local((5, 3)))), Some(2));
        assert_eq!(shop.0, 2);
    }

    #[test]
    fn what_they_cache_is_invalidated_by_text_and_by_tag() {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        let shop = Shop(1);
        let call = || testing::run(AsyncPrices::price(&shop, 2, "abc"));
        call().unwrap();
        cache.invalidate_blocking("async:1:2:abc").unwrap();
        call().unwrap();
        cache.invalidate_tag_blocking("price:6").unwrap();
        call().unwrap();
        cache.invalidate_tag_blocking("name:abc").unwrap();
        call().unwrap();
        assert_eq!(RUNS.get(), 4);
    }
}

mod other_macros {
    use super::*;

    #[tracing::instrument]
    #[cached(ttl = "1h")]
    async fn traced_outside(n: u64) -> u64 {
        ran();
        std::future::ready(n).await
    }

    #[cached(ttl = "1h")]
    #[tracing::instrument]
    async fn traced_inside(n: u64) -> u64 {
        ran();
        std::future::ready(n).await
    }

    #[cached(ttl = "1h", helpers = false)]
    #[tracing::instrument(skip(name))]
    fn traced_and_spliced(n: u64, name: &str) -> Option<u64> {
        ran();
        n.checked_add(u64::from(name.is_empty()))
    }

    struct Shop;

    impl Shop {
        #[tracing::instrument(skip(self))]
        #[cached(key = "traced:<item>", ttl = "1h", ignore(self))]
        async fn outside(&self, item: u64) -> Result<u64, String> {
            ran();
            std::future::ready(Ok(item)).await
        }

        #[cached(key = "traced-inside:<item>", ttl = "1h", ignore(self))]
        #[tracing::instrument(skip(self), err)]
        async fn inside(&self, item: u64) -> Result<u64, String> {
            ran();
            std::future::ready(Ok(item)).await
        }
    }

    #[test]
    fn instrument_on_either_side() {
        assert_eq!(once(|| testing::run(traced_outside(1))), 1);
        assert_eq!(once(|| testing::run(traced_inside(1))), 1);
        assert_eq!(once(|| traced_and_spliced(1, "")), Some(2));
        assert_eq!(once(|| testing::run(Shop.outside(1))), Ok(1));
        assert_eq!(once(|| testing::run(Shop.inside(1))), Ok(1));
    }
}

mod threads {
    use super::*;

    #[cached(key = "local:<n>", ttl = "1h", ignore(context))]
    async fn stays(context: &Rc<u64>, n: u64) -> u64 {
        ran();
        let context = context.clone();
        let n = std::future::ready(n).await;
        *context + n
    }

    #[cached(
        key = "spliced-local:<n>",
        ttl = "1h",
        ignore(context),
        helpers = false
    )]
    async fn stays_spliced(context: Rc<u64>, n: u64) -> u64 {
        ran();
        let n = std::future::ready(n).await;
        *context + n
    }

    #[cached(key = "moves:<name>:<tenant>", ttl = "1h", tags = ["tenant:<tenant>", "value:<result>"], ignore(context))]
    async fn moves(context: &u64, name: &str, tenant: u32) -> Result<u64, std::io::Error> {
        ran();
        let _ = (name, tenant);
        let n = std::future::ready(1).await;
        Ok(context + n)
    }

    #[cached(key = "moves-spliced:<name>", ttl = "1h", helpers = false)]
    async fn moves_spliced(name: &str) -> Option<u64> {
        ran();
        u64::try_from(std::future::ready(name.len()).await).ok()
    }

    fn assert_send<T: Send>(value: T) -> T {
        value
    }

    #[test]
    fn a_future_that_stays_on_its_thread_can_be_cached() {
        let context = Rc::new(1);
        assert_eq!(once(|| testing::run(stays(&context, 1))), 2);
        assert_eq!(once(|| testing::run(stays_spliced(context.clone(), 1))), 2);
    }

    #[test]
    fn a_future_that_moves_between_threads_still_does() {
        assert_eq!(
            once(|| testing::run(assert_send(moves(&1, "a", 1))).ok()),
            Some(2)
        );
        assert_eq!(
            once(|| testing::run(assert_send(moves_spliced("a")))),
            Some(1)
        );
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        testing::run(async {
            assert_send(moves_cached(&1, "a", 1)).await.unwrap();
            assert_send(refresh_moves(&1, "a", 1)).await.unwrap();
            assert_send(peek_moves("a", 1)).await.unwrap();
            assert_send(put_moves("a", 1, 3)).await.unwrap();
            assert_send(expire_moves("a", 1)).await.unwrap();
            assert_send(invalidate_moves("a", 1)).await.unwrap();
            assert_send(invalidate_all_moves()).await.unwrap();
        });
    }
}

mod aliases {
    use super::*;

    type Maybe<T> = Option<T>;
    type Answer<T> = std::io::Result<T>;
    type Found<T> = Answer<Maybe<T>>;

    #[cached(ttl = "1h")]
    fn of_std(n: u64) -> std::io::Result<u64> {
        answered(n)
    }

    #[cached(ttl = "1h")]
    async fn of_anyhow(n: u64) -> anyhow::Result<u64> {
        Ok(std::future::ready(answered(n)).await?)
    }

    #[cached(ttl = "1h")]
    fn of_our_own(n: u64) -> Answer<u64> {
        answered(n)
    }

    #[cached(ttl = "1h", negative_ttl = "0s")]
    fn maybe(n: u64) -> Maybe<u64> {
        ran();
        n.checked_sub(10)
    }

    #[cached(ttl = "1h", negative_ttl = "0s", tags = ["found:<result>"])]
    async fn found(n: u64) -> Found<u64> {
        std::future::ready(answered(n))
            .await
            .map(|n| n.checked_sub(10))
    }

    #[cached(ttl = "1h", helpers = false)]
    fn spliced(n: u64) -> Answer<u64> {
        let answer = answered(n)?;
        Ok(answer)
    }

    fn answered(n: u64) -> std::io::Result<u64> {
        ran();
        if n == 0 {
            Err(std::io::Error::other("zero"))
        } else {
            Ok(n)
        }
    }

    #[test]
    fn of_result() {
        assert_eq!(once(|| of_std(1).ok()), Some(1));
        twice(|| of_std(0).ok());
        assert_eq!(once(|| testing::run(of_anyhow(1)).ok()), Some(1));
        twice(|| testing::run(of_anyhow(0)).ok());
        assert_eq!(once(|| of_our_own(1).ok()), Some(1));
        twice(|| of_our_own(0).ok());
        assert_eq!(once(|| spliced(1).ok()), Some(1));
        twice(|| spliced(0).ok());
    }

    #[test]
    fn of_option() {
        assert_eq!(once(|| maybe(11)), Some(1));
        twice(|| maybe(1));
        assert_eq!(once(|| testing::run(found(11)).ok()), Some(Some(1)));
        twice(|| testing::run(found(1)).ok());
        twice(|| testing::run(found(0)).ok());
    }

    #[test]
    fn helpers_behind_an_alias() {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        of_our_own(1).unwrap();
        assert_eq!(of_our_own_cached(1).value.ok(), Some(1));
        assert_eq!(
            peek_of_our_own(1).and_then(|cached| cached.value.ok()),
            Some(1)
        );
        put_of_our_own(1, Ok(5)).unwrap();
        assert_eq!(of_our_own(1).ok(), Some(5));
        put_of_std(1, 6).unwrap();
        assert_eq!(of_std_cached(1).ok().map(|cached| cached.value), Some(6));
    }
}

/// `timeout` beside every combination of the arguments that change what is kept of a `Result`, and where.
mod timed {
    use super::*;
    use cache_runtime::testing::{Gate, TestClock};
    use cache_runtime::{LoadTimeout, Weigh};
    use serde::{Deserialize, Serialize};
    use std::time::Duration;

    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    struct Late {
        after: Duration,
    }

    impl From<LoadTimeout> for Late {
        fn from(timeout: LoadTimeout) -> Self {
            let after = timeout.after();
            Self { after }
        }
    }

    impl Weigh for Late {
        fn heap_bytes(&self) -> usize {
            0
        }
    }

    /// Makes loads late: the time of their calls passes while they wait at the gate.
    #[derive(Clone)]
    struct Delay {
        clock: TestClock,
        gate: Gate,
    }

    const LATE: u64 = 0;

    impl Delay {
        async fn pass(&self, id: u64) {
            if id == LATE {
                self.clock.advance(Duration::from_secs(1));
                self.gate.pass().await;
            }
        }

        fn pass_blocking(&self, id: u64) {
            if id == LATE {
                self.clock.advance(Duration::from_secs(1));
                self.gate.pass_blocking();
            }
        }
    }

    #[allow(
        clippy::unnecessary_wraps,
        reason = "as the functions return it whose body this is"
    )]
    fn loaded(id: u64) -> Result<Option<String>, Late> {
        Ok(Some(id.to_string()))
    }

    /// What the call of a load that comes too late ends with.
    fn too_late() -> Result<Option<String>, Late> {
        let after = Duration::from_secs(1);
        Err(Late { after })
    }

    fn delayed(test: impl FnOnce(Delay)) {
        let (cache, clock) = testing::cache();
        let _entered = testing::enter(&cache);
        let delay = Delay {
            clock,
            gate: Gate::new(),
        };
        let gate = delay.gate.clone();
        test(delay);
        gate.open_for_good();
        testing::settle_blocking(&cache);
    }

    macro_rules! beside {
        ($($name:ident($($argument:tt)*);)*) => {$(
            mod $name {
                use super::{Delay, Late, LATE, delayed, loaded, too_late};
                use cache_runtime::{cached, testing};

                #[cached(ttl = "1h", timeout = "1s", ignore(delay), $($argument)*)]
                fn sync(delay: &Delay, id: u64) -> Result<Option<String>, Late> {
                    delay.pass_blocking(id);
                    loaded(id)
                }

                #[cached(ttl = "1h", timeout = "1s", ignore(delay), $($argument)*)]
                async fn asynchronous(delay: &Delay, id: u64) -> Result<Option<String>, Late> {
                    delay.pass(id).await;
                    loaded(id)
                }

                #[cached(ttl = "1h", timeout = "1s", on_cancel = "finish", ignore(delay), $($argument)*)]
                async fn kept(delay: &Delay, id: u64) -> Result<Option<String>, Late> {
                    delay.pass(id).await;
                    loaded(id)
                }

                #[test]
                fn a_sync_function_says_that_it_was_too_late() {
                    delayed(|delay| {
                        assert_eq!(sync(&delay, 1), loaded(1));
                        let cached = sync_cached(&delay, 1).map(|cached| cached.value);
                        assert_eq!(cached, loaded(1));
                        assert_eq!(sync(&delay, LATE), too_late());
                        put_sync(LATE, Some("put".to_owned())).unwrap();
                        assert_eq!(refresh_sync(&delay, LATE), too_late());
                        assert_eq!(peek_sync(LATE).unwrap().value.as_deref(), Some("put"));
                    });
                }

                #[test]
                fn an_async_function_says_that_it_was_too_late() {
                    delayed(|delay| testing::run(async {
                        assert_eq!(asynchronous(&delay, 1).await, loaded(1));
                        let cached = asynchronous_cached(&delay, 1).await.map(|cached| cached.value);
                        assert_eq!(cached, loaded(1));
                        assert_eq!(asynchronous(&delay, LATE).await, too_late());
                        put_asynchronous(LATE, Some("put".to_owned())).await.unwrap();
                        assert_eq!(refresh_asynchronous(&delay, LATE).await, too_late());
                        let peeked = peek_asynchronous(LATE).await.unwrap();
                        assert_eq!(peeked.value.as_deref(), Some("put"));
                    }));
                }

                #[test]
                fn a_function_whose_load_goes_on_says_that_it_was_too_late() {
                    delayed(|delay| testing::run(async {
                        assert_eq!(kept(&delay, 1).await, loaded(1));
                        let cached = kept_cached(&delay, 1).await.map(|cached| cached.value);
                        assert_eq!(cached, loaded(1));
                        assert_eq!(kept(&delay, LATE).await, too_late());
                        put_kept(LATE, Some("put".to_owned())).await.unwrap();
                        assert_eq!(refresh_kept(&delay, LATE).await, too_late());
                        let peeked = peek_kept(LATE).await.unwrap();
                        assert_eq!(peeked.value.as_deref(), Some("put"));
                    }));
                }
            }
        )*};
    }

    beside! {
        nothing();
        errors(error_ttl = "1s");
        negatives(negative_ttl = "1s");
        weight(max_weight = "1MiB");
        errors_and_negatives(error_ttl = "1s", negative_ttl = "1s");
        errors_and_weight(error_ttl = "1s", max_weight = "1MiB");
        negatives_and_weight(negative_ttl = "1s", max_weight = "1MiB");
        errors_negatives_and_weight(error_ttl = "1s", negative_ttl = "1s", max_weight = "1MiB");
        all_tiers(tier = "all");
        errors_in_all_tiers(tier = "all", error_ttl = "1s");
        negatives_in_all_tiers(tier = "all", negative_ttl = "1s");
        weight_in_all_tiers(tier = "all", max_weight = "1MiB");
        errors_and_negatives_in_all_tiers(tier = "all", error_ttl = "1s", negative_ttl = "1s");
        errors_and_weight_in_all_tiers(tier = "all", error_ttl = "1s", max_weight = "1MiB");
        negatives_and_weight_in_all_tiers(tier = "all", negative_ttl = "1s", max_weight = "1MiB");
        everything_in_all_tiers(tier = "all", error_ttl = "1s", negative_ttl = "1s", max_weight = "1MiB");
        redis(tier = "redis");
        errors_in_redis(tier = "redis", error_ttl = "1s");
        negatives_in_redis(tier = "redis", negative_ttl = "1s");
        weight_in_redis(tier = "redis", max_weight = "1MiB");
        errors_and_negatives_in_redis(tier = "redis", error_ttl = "1s", negative_ttl = "1s");
        errors_and_weight_in_redis(tier = "redis", error_ttl = "1s", max_weight = "1MiB");
        negatives_and_weight_in_redis(tier = "redis", negative_ttl = "1s", max_weight = "1MiB");
        everything_in_redis(tier = "redis", error_ttl = "1s", negative_ttl = "1s", max_weight = "1MiB");
        memory(tier = "memory", error_ttl = "1s", negative_ttl = "1s", max_weight = "1MiB");
    }
}
