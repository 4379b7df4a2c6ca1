//! Every shape of function under the strictest lints of rustc and Clippy, without one `allow`: what is generated gives no
//! lint a reason to speak, whatever the crate around it denies.
//!
//! That it compiles is half of the test; `cargo clippy --all-targets` is the other half.
#![deny(
    warnings,
    clippy::pedantic,
    clippy::nursery,
    clippy::allow_attributes_without_reason,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::dbg_macro,
    clippy::todo,
    clippy::unwrap_in_result,
    clippy::wildcard_imports,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    keyword_idents_2024,
    let_underscore_drop,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_abi,
    missing_copy_implementations,
    missing_debug_implementations,
    missing_docs,
    non_ascii_idents,
    redundant_lifetimes,
    rust_2018_idioms,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unreachable_pub,
    unsafe_code,
    unused_extern_crates,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]

use async_trait::async_trait;
use cache_runtime::{Cache, CacheKey, KeyPart, LoadTimeout, cache_invalidate, cache_put, cached};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Display;
use std::hash::Hash;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

/// A result under another name.
pub type Answer<T> = Result<T, Fault>;

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault;

impl From<LoadTimeout> for Fault {
    fn from(_: LoadTimeout) -> Self {
        Self
    }
}

/// An argument that changes nothing.
#[derive(Debug, Clone, Copy)]
pub struct Database;

/// An argument of the key.
#[derive(Debug, Clone, Copy, PartialEq, CacheKey)]
pub struct Tenant {
    /// Its number.
    pub number: u32,
    /// Whether it pays; changes nothing.
    #[cache_key(skip)]
    pub ratio: f32,
}

/// One of several.
#[derive(Debug, Clone, PartialEq, Eq, CacheKey)]
pub enum State<'a, T> {
    /// No more.
    Empty,
    /// A reference.
    Borrowed(&'a str, T),
    /// Names.
    Named {
        /// The name.
        name: Cow<'a, str>,
        /// An inner state.
        inner: Option<Box<Self>>,
    },
}

/// A unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, CacheKey)]
pub struct Unit;

/// A row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Of which team.
    pub team: u64,
}

/// Squares.
#[cached(ttl = "1h")]
#[must_use]
pub fn square(n: u64) -> u64 {
    n * n
}

/// Squares later.
#[cached(ttl = "1h")]
pub async fn square_later(n: u64) -> u64 {
    std::future::ready(n * n).await
}

/// Takes nothing.
#[cached(ttl = "forever")]
#[must_use]
pub fn constant() -> String {
    "constant".to_owned()
}

#[cached(ttl = "1h")]
fn private(n: u64) -> u64 {
    n * n
}

#[cached(ttl = "1h")]
pub(crate) async fn within_the_crate(n: u64) -> Option<u64> {
    std::future::ready(n.checked_mul(n)).await
}

/// Loads many at once.
///
/// # Errors
///
/// If there is no team.
#[cached(
    key = "batch:<tenant.number>:<name>:<id>", batch = ids, ttl = "1h", jitter = 0.1, version = 1, negative_ttl = "1m",
    ttl_with = |row, id| Duration::from_secs(row.as_ref().map_or(60, |row| row.team + id)),
    unless = |row| row.as_ref().is_some_and(|row| row.team == 9), cache_if = |tenant| tenant.number > 0,
    tags = ["batch", "tenant:<tenant.number>", "row:<id>", "team:<result.team>"], depends_on(square(id)), ignore(database)
)]
pub async fn many_rows(
    database: &Database,
    tenant: Tenant,
    name: String,
    ids: Vec<u64>,
) -> Result<HashMap<u64, Row>, Fault> {
    let Database = database;
    let limit = u64::from(tenant.number) + name.len() as u64 + 1;
    let rows = ids
        .into_iter()
        .filter(|id| *id <= limit)
        .map(|team| (team, Row { team }));
    Ok(std::future::ready(rows.collect()).await)
}

/// Loads many from a slice.
#[cached(key = "lengths:<unit>:<word>", batch = words, ttl = "1h", max_weight = "1MiB", stampede = "lock")]
#[must_use]
pub fn lengths(words: &[String], unit: usize) -> BTreeMap<String, usize> {
    let length = |word: &String| (word.clone(), word.len() * unit);
    words.iter().map(length).collect()
}

/// Loads many of any kind.
#[cached(key = "any:<item>", batch = items, ttl = "1h", tier = "memory", helpers = false)]
#[must_use]
pub fn many_texts<T: Clone + Eq + Hash + KeyPart + ToString>(
    mut items: Vec<T>,
) -> HashMap<T, String> {
    items.truncate(10);
    let text = |item: T| (item.clone(), item.to_string());
    items.into_iter().map(text).collect()
}

/// Uses everything at once.
///
/// # Errors
///
/// For number zero.
#[cached(
    key = "row:<tenant>:<number>",
    ttl = "1h",
    jitter = 0.1,
    tags = ["rows", "tenant:<tenant>", "team:<result.team>:<tenant.number>"],
    depends_on(square_later(number), square(number)),
    stampede = "early",
    beta = 1.5,
    negative_ttl = "10s",
    error_ttl = "1s",
    cache_if = |number| *number < 1_000,
    unless = |row| row.is_none(),
    tier = "all",
    capacity = 1_000,
    version = 2,
    ignore(database)
)]
pub async fn row(database: &Database, tenant: Tenant, number: u64) -> Answer<Option<Row>> {
    let _ = database;
    if number == 0 {
        return Err(Fault);
    }
    let team = std::future::ready(u64::from(tenant.number)).await;
    Ok((number > 1).then_some(Row { team }))
}

/// A ttl for each value.
///
/// # Errors
///
/// Never.
#[cached(key = "timed:<name>", ttl = "1h", ttl_with = |value: &String, name, life| *life * u32::from(name.len() == value.len()), ignore(life))]
pub fn timed(name: &str, life: Duration) -> Answer<String> {
    Ok(name.to_owned())
}

/// A ttl for each call, which the body does not know.
#[cached(key = "computed:<n>", ttl = Duration::from_secs(seconds), ignore(seconds))]
pub async fn computed(n: u64, seconds: u64) -> u64 {
    std::future::ready(n).await
}

/// A weight.
#[cached(ttl = "1h", max_weight = "1MiB", stampede = "lock")]
#[must_use]
pub fn weighed(n: u64) -> Vec<String> {
    vec![n.to_string()]
}

/// Borrowed, patterned and generic arguments.
#[cached(
    key = "borrowed:<text>:<bytes>:<first>:<third>:<WIDE>",
    ttl = "1h",
    ignore(shown, second)
)]
pub fn borrowed<'a, T, const WIDE: bool>(
    text: &'a str,
    bytes: &[u8],
    (first, second): (u8, T),
    mut third: u64,
    shown: &(impl Display + Send),
) -> String
where
    T: Display + 'a,
{
    third += u64::from(WIDE);
    format!("{text}{}{first}{second}{third}{shown}", bytes.len())
}

/// The same, later.
#[cached(
    key = "borrowed:<text>:<bytes>:<first>:<third>",
    ttl = "1h",
    ignore(shown, second)
)]
pub async fn borrowed_later<T: Display + Send + Sync>(
    text: &str,
    bytes: &[u8],
    (first, second): (u8, &T),
    mut third: u64,
    shown: &(impl Display + Send + Sync),
) -> String {
    third += std::future::ready(1).await;
    format!("{text}{}{first}{second}{third}{shown}", bytes.len())
}

/// A type that the key does not tell.
#[cached(key = "parsed:<text>", ttl = "1h")]
#[must_use]
pub fn parsed<T: std::str::FromStr + Clone + Send + Sync + 'static>(text: &str) -> Option<T> {
    text.parse().ok()
}

/// Derived parts.
#[cached(key = "derived:<state>:<unit>", ttl = "1h")]
#[must_use]
pub fn derived(state: &State<'_, u8>, unit: Unit) -> bool {
    unit == Unit && *state == State::Empty
}

/// Changes what it is given.
#[cached(key = "changed:<n>", ttl = "1h", ignore(counter))]
pub async fn changed(counter: &mut u64, n: u64) -> u64 {
    *counter += std::future::ready(n).await;
    n
}

/// A load that goes on without its callers, and everything that is said of its value.
///
/// # Errors
///
/// For number zero.
#[cached(
    key = "kept:<tenant>:<name>:<number>",
    ttl = "1h",
    ttl_with = |row: &Option<Row>, name| Duration::from_secs(row.iter().len() as u64 + u64::from(name.is_empty())),
    unless = |row| row.is_none(),
    stale_while_revalidate = "1m",
    stale_if_error = "1d",
    soft_timeout = "100ms",
    timeout = "2s",
    refresh_ahead = 0.8,
    negative_ttl = "10s",
    error_ttl = "1s",
    tags = ["rows", "team:<result.team>:<name>:<tenant.number>"],
    depends_on(square_later(number)),
    ignore(database, second)
)]
pub async fn kept(
    database: &Database,
    tenant: Tenant,
    name: &str,
    (number, second): (u64, u8),
) -> Answer<Option<Row>> {
    let _ = database;
    if number == 0 {
        return Err(Fault);
    }
    let team = std::future::ready(u64::from(tenant.number) + u64::from(second)).await;
    Ok((!name.is_empty()).then_some(Row { team }))
}

/// The same without `async`.
///
/// # Errors
///
/// For large numbers.
#[cached(key = "kept:<names>:<n>", ttl = "1h", timeout = "2s", stale_if_error = "1d", tags = ["name:<names.len()>:<result>"])]
pub fn kept_now(names: &[String], mut n: u64) -> Answer<u64> {
    n += 1;
    n.checked_mul(names.len() as u64).ok_or(Fault)
}

/// Audited, with all that can be demanded of a return type.
///
/// # Errors
///
/// For large numbers.
#[cached(
    key = "audited:<name>:<n>",
    ttl = "1h",
    audit = 0.5,
    timeout = "2s",
    negative_ttl = "10s",
    max_weight = "1MiB",
    unless = |half| half.is_some_and(|half| half > 100),
    tags = ["half:<result>"]
)]
pub async fn audited(name: &str, n: u64) -> Answer<Option<u64>> {
    let n = n.checked_add(name.len() as u64).ok_or(Fault)?;
    Ok(std::future::ready(n.is_multiple_of(2).then_some(n / 2)).await)
}

/// The same without `async`.
#[cached(ttl = "1h", audit = 0.5)]
#[must_use]
pub fn audited_now(name: &str) -> u64 {
    name.len() as u64
}

/// Repeated by a schedule.
#[cached(key = "repeated:<name>:<n>", ttl = Duration::from_secs(seconds), refresh_every = "1s", idle_after = "1m", ignore(seconds))]
pub async fn repeated(name: String, n: &u64, seconds: u64) -> String {
    format!("{name}{}", std::future::ready(n).await)
}

/// The same without `async`.
#[cached(ttl = "1h", refresh_every = "5m")]
#[must_use]
pub fn repeated_now(name: &str) -> usize {
    name.len()
}

/// Kept generic arguments.
#[cached(
    key = "kept:<text>:<shown>:<WIDE>",
    ttl = "1h",
    stampede = "early",
    ignore(value)
)]
pub async fn kept_generic<T, const WIDE: bool>(
    text: &str,
    value: &T,
    shown: impl Display + Clone + Send + Sync + 'static,
) -> String
where
    T: Display + Clone + Send + Sync + 'static,
{
    std::future::ready(format!("{text}{value}{shown}{WIDE}")).await
}

/// A ttl that hits renew.
#[cached(ttl = "30m", sliding = true, max_age = "1d")]
#[must_use]
pub fn sliding(n: u64) -> u64 {
    n
}

/// A ttl that grows.
#[cached(adaptive_ttl = "5m..1h")]
pub async fn adaptive(n: u64) -> u64 {
    std::future::ready(n).await
}

/// The body in the function.
///
/// # Errors
///
/// For large numbers.
#[cached(ttl = "1h", helpers = false)]
pub fn spliced(n: u64) -> Answer<u64> {
    n.checked_mul(n).ok_or(Fault)
}

/// The body in the function, later.
///
/// # Errors
///
/// For large numbers.
#[cached(key = "spliced:<a>:<b>:<c>", ttl = "1h", helpers = false)]
pub async fn spliced_later((a, b): (u64, u64), mut c: u64) -> Answer<u64>
where
    u64: Into<u64>,
{
    c += 1;
    let product = a.checked_mul(b).ok_or(Fault)?;
    if product > 100 {
        return Err(Fault);
    }
    Ok(std::future::ready(product + c).await)
}

/// Every receiver.
#[derive(Debug, Clone)]
pub struct Repository {
    cache: Cache,
    region: Region,
}

/// Where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, CacheKey)]
pub enum Region {
    /// Here.
    Here,
    /// There.
    There,
}

impl Repository {
    /// By reference.
    #[cached(key = "price:<self.region>:<item>", ttl = "1h")]
    #[must_use]
    pub fn price(&self, item: u64) -> u64 {
        item + u64::from(self.region == Region::There)
    }

    /// By reference, later.
    #[cached(key = "price:<self.region>:<item>", ttl = "1h", tags = ["region:<self.region>"])]
    pub async fn price_later(&self, item: u64) -> u64 {
        std::future::ready(item + u64::from(self.region == Region::There)).await
    }

    /// By exclusive reference.
    #[cached(ttl = "1h", ignore(self))]
    pub async fn exclusive(&mut self, item: u64) -> u64 {
        self.region = std::future::ready(Region::Here).await;
        item
    }

    /// By value.
    #[cached(ttl = "1h", ignore(self))]
    #[must_use]
    pub fn owned(mut self, item: u64) -> u64 {
        self.region = Region::Here;
        item
    }

    /// By shared pointer.
    #[cached(ttl = "1h", ignore(self))]
    pub async fn shared(self: Arc<Self>, item: u64) -> u64 {
        std::future::ready(item + u64::from(self.region == Region::There)).await
    }

    /// By reference, kept.
    #[cached(key = "kept:<self.region>:<item>", ttl = "1h", on_cancel = "finish", tags = ["region:<self.region>:<result>"])]
    pub async fn kept(&self, item: u64) -> u64 {
        std::future::ready(item + u64::from(self.region == Region::There)).await
    }

    /// By reference to a shared pointer, kept.
    #[cached(ttl = "1h", refresh_ahead = 0.5, ignore(self))]
    pub async fn kept_pointer(self: &Arc<Self>, item: u64) -> u64 {
        std::future::ready(item + u64::from(self.region == Region::There)).await
    }

    /// By value, kept.
    #[cached(ttl = "1h", stale_while_revalidate = "1m", ignore(self))]
    #[must_use]
    pub fn kept_value(mut self, item: u64) -> u64 {
        self.region = Region::Here;
        item
    }

    /// By nothing.
    #[cached(ttl = "1h")]
    #[must_use]
    pub fn associated(item: u64) -> u64 {
        Self::known(item)
    }

    const fn known(item: u64) -> u64 {
        item
    }

    /// A cache of its own.
    #[cached(key = "name:<item>", ttl = "1h", cache = self.cache, ignore(self))]
    #[must_use]
    pub fn name(&self, item: u64) -> String {
        format!("{:?}{item}", self.region)
    }

    /// A cache of its own, later.
    #[cached(key = "name:<item>", ttl = "1h", cache = self.cache, ignore(self), helpers = "pub(crate)")]
    pub async fn name_later(&self, item: u64) -> String {
        format!("{:?}{}", self.region, std::future::ready(item).await)
    }
}

/// A generic type.
#[derive(Debug)]
pub struct Store<T> {
    items: PhantomData<fn() -> T>,
}

impl<T> Store<T>
where
    T: Default + Display + Clone + Send + Sync + 'static,
{
    /// A method of it.
    #[cached(ttl = "1h", ignore(self))]
    #[must_use]
    pub fn first(&self, prefix: &str) -> String {
        let _ = self.items;
        format!("{prefix}{}", T::default())
    }

    /// A generic method of it.
    #[cached(key = "second:<prefix>", ttl = "1h", ignore(self))]
    pub async fn second<U: Default + Send + Sync + 'static>(&self, prefix: &str) -> T
    where
        T: From<U>,
    {
        let _ = (self.items, prefix);
        std::future::ready(T::from(U::default())).await
    }
}

/// A trait with methods that are cached where they are implemented.
#[async_trait]
pub trait Prices {
    /// Now.
    ///
    /// # Errors
    ///
    /// For large items.
    fn price_of(&self, item: u64) -> Answer<u64>;

    /// Later.
    ///
    /// # Errors
    ///
    /// For large items.
    async fn price_of_later(&self, item: &str) -> Answer<u64>;
}

#[async_trait]
impl Prices for Repository {
    #[cached(key = "of:<self.region>:<item>", ttl = "1h", helpers = false)]
    fn price_of(&self, item: u64) -> Answer<u64> {
        item.checked_mul(2).ok_or(Fault)
    }

    #[cached(key = "of:<self.region>:<item>", ttl = "1h", tags = ["item:<item>"], helpers = false)]
    async fn price_of_later(&self, item: &str) -> Answer<u64> {
        let price = std::future::ready(item.len()).await;
        u64::try_from(price).map_err(|_| Fault)
    }
}

/// A trait with its own methods in an `impl` that needs no other macro.
pub trait Names {
    /// A name.
    fn name_of(&self, item: u64) -> String;

    /// A name, by default.
    #[cached(key = "default:<item>", ttl = "1h", ignore(self), helpers = false)]
    fn default_name(&self, item: u64) -> String {
        format!("default {item}")
    }
}

impl Names for Repository {
    #[cached(key = "of:<item>", ttl = "1h", ignore(self), helpers = false)]
    fn name_of(&self, item: u64) -> String {
        format!("name {item}")
    }
}

/// Traced outside.
#[tracing::instrument]
#[cached(ttl = "1h")]
pub async fn traced_outside(n: u64) -> u64 {
    std::future::ready(n).await
}

/// Traced inside.
#[cached(ttl = "1h")]
#[tracing::instrument]
pub async fn traced_inside(n: u64) -> u64 {
    std::future::ready(n).await
}

/// Traced, now.
#[cached(ttl = "1h")]
#[tracing::instrument(skip(database))]
#[must_use]
pub fn traced(n: u64, database: &'static str) -> u64 {
    n + u64::from(database.is_empty())
}

/// With attributes that speak of the body.
#[cfg(not(any()))]
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "a reference is what is tested here"
)]
#[inline]
#[must_use = "it was costly"]
#[cached(key = "attributes:<n>", ttl = "1s")]
fn attributes(n: &u32) -> u32 {
    n + 1
}

/// Changes the source, and names what that makes out of date in every way.
///
/// # Errors
///
/// For a row of no team.
#[cache_invalidate(
    square(result.team),
    square_later(n),
    within_the_crate(..),
    all(constant),
    tags = ["rows", "team:<result.team>:<name>"],
    pattern = "row:<n>:*"
)]
pub async fn changed_later(n: u64, name: String) -> Answer<Row> {
    let team = std::future::ready(n + name.len() as u64).await;
    if team == 0 {
        Err(Fault)
    } else {
        Ok(Row { team })
    }
}

/// Changes the source, whatever comes of it.
#[cache_invalidate(square(n), on = "always")]
#[cache_invalidate(square(n), square_later(n), soft = true)]
pub fn changed_now(n: u64) {
    let _ = n;
}

/// Puts what it returns in the place of an entry.
///
/// # Errors
///
/// For number zero.
#[cache_put(square(n), order = result)]
pub fn put_now(n: u64) -> Answer<u64> {
    n.checked_sub(1).ok_or(Fault)
}

/// Puts it later.
#[cache_put(within_the_crate(n))]
pub async fn put_later(n: u64) -> Option<u64> {
    std::future::ready(n.checked_sub(1)).await
}

impl Repository {
    /// Changes a price.
    #[cache_invalidate(self.price(item), self.price_later(item), cache = self.cache)]
    pub async fn reprice(&self, item: u64) {
        std::future::ready(()).await;
        let _ = item;
    }

    /// Puts a price.
    #[cache_put(self.price(item))]
    #[must_use]
    pub fn put_price_of(&self, item: u64) -> u64 {
        item + u64::from(self.region == Region::There)
    }
}

#[test]
fn it_all_runs() {
    use cache_runtime::testing::{self, run};

    let cache = Cache::memory();
    let _entered = testing::enter(&cache);
    assert_eq!((square(3), run(square_later(3)), private(3)), (9, 9, 9));
    assert_eq!(
        (constant(), run(within_the_crate(3))),
        ("constant".to_owned(), Some(9))
    );
    let tenant = Tenant {
        number: 1,
        ratio: 0.5,
    };
    assert_eq!(run(row(&Database, tenant, 2)), Ok(Some(Row { team: 1 })));
    assert_eq!(timed("abc", Duration::from_secs(1)), Ok("abc".to_owned()));
    assert_eq!(
        (run(computed(7, 60)), weighed(7)),
        (7, vec!["7".to_owned()])
    );
    assert_eq!(borrowed::<_, true>("a", &[1], (2, 3), 4, &5), "a12355");
    assert_eq!(run(borrowed_later("a", &[1], (2, &3), 4, &5)), "a12355");
    assert_eq!(parsed::<u8>("7"), Some(7));
    let state = State::Named {
        name: "a".into(),
        inner: Some(Box::new(State::Borrowed("b", 1))),
    };
    assert!(!derived(&state, Unit));
    let mut counter = 0;
    assert_eq!((run(changed(&mut counter, 3)), counter), (3, 3));
    assert_eq!((spliced(3), run(spliced_later((3, 4), 5))), (Ok(9), Ok(18)));

    assert_eq!(
        run(kept(&Database, tenant, "a", (2, 3))),
        Ok(Some(Row { team: 4 }))
    );
    assert_eq!(kept_now(&["a".to_owned()], 2), Ok(3));
    assert_eq!(run(repeated("a".to_owned(), &1, 60)), "a1");
    assert_eq!(repeated_now("abc"), 3);
    assert_eq!(run(audited("abc", 3)), Ok(Some(audited_now("abc"))));
    assert_eq!(run(kept_generic::<_, true>("a", &1, 2)), "a12true");
    assert_eq!((sliding(1), run(adaptive(1))), (1, 1));
    let tenant = Tenant {
        number: 1,
        ratio: 0.5,
    };
    let rows = run(many_rows(&Database, tenant, String::new(), vec![1, 2]));
    assert_eq!(rows.map(|rows| rows.len()), Ok(2));
    assert_eq!(lengths(&["abc".to_owned()], 2).get("abc"), Some(&6));
    assert_eq!(many_texts(vec![1_u64]).len(), 1);

    let mut repository = Repository {
        cache,
        region: Region::There,
    };
    assert_eq!(
        (repository.price(1), run(repository.price_later(1))),
        (2, 2)
    );
    assert_eq!(
        (run(repository.exclusive(1)), repository.clone().owned(1)),
        (1, 1)
    );
    assert_eq!(
        (
            Repository::associated(1),
            run(Arc::new(repository.clone()).shared(2))
        ),
        (1, 2)
    );
    let pointer = Arc::new(repository.clone());
    assert_eq!(
        (
            run(repository.kept(1)),
            run(pointer.kept_pointer(1)),
            repository.clone().kept_value(1)
        ),
        (1, 1, 1)
    );
    assert_eq!(
        (repository.name(1), run(repository.name_later(1))),
        ("Here1".to_owned(), "Here1".to_owned())
    );
    assert_eq!(
        (
            repository.price_of(1),
            run(repository.price_of_later("abc"))
        ),
        (Ok(2), Ok(3))
    );
    assert_eq!(
        (repository.name_of(1), repository.default_name(1)),
        ("name 1".to_owned(), "default 1".to_owned())
    );

    let store = Store::<u64> { items: PhantomData };
    assert_eq!(
        (store.first("n"), run(store.second::<u8>("n"))),
        ("n0".to_owned(), 0)
    );
    assert_eq!(
        (run(traced_outside(1)), run(traced_inside(1)), traced(1, "")),
        (1, 1, 2)
    );
    assert_eq!(attributes(&1), 2);
}

#[test]
fn writers_run() {
    use cache_runtime::testing::{self, run};

    let cache = Cache::memory();
    let _entered = testing::enter(&cache);
    let repository = Repository {
        cache,
        region: Region::There,
    };
    assert_eq!(run(changed_later(1, "a".to_owned())), Ok(Row { team: 2 }));
    changed_now(3);
    assert_eq!((put_now(3), square(3)), (Ok(2), 2));
    assert_eq!(run(put_later(3)), Some(2));
    run(repository.reprice(1));
    assert_eq!(repository.put_price_of(1), repository.price(1));
}
