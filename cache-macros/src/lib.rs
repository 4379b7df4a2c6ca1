//! The macros of `cache-runtime`, which re-exports them; depend on that crate.
//!
//! Each macro parses what was written, validates it into a model, and expands the model. Generated code names nothing but the
//! runtime's hidden module and `::core`, and decides nothing that the runtime could decide.

mod arguments;
mod cache_invalidate;
mod cache_key;
mod cache_put;
mod cached;
mod diagnostics;
mod function;
mod generics;
mod lending;
mod literal;
mod locals;
mod mention;
mod named;
mod paths;
mod suggestion;
mod write_behind;
mod write_side;

#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

/// Caches a function: a call whose arguments were seen before is answered from the cache.
///
/// ```
/// use cache_runtime::cached;
/// # use cache_runtime::CacheKey;
/// # struct Db;
/// # #[derive(Clone)] struct User;
/// # #[derive(Clone, Copy, CacheKey)] struct TenantId(u64);
/// # #[derive(Debug)] struct DbError;
/// # impl Db {
/// #     async fn find(&self, _: TenantId, _: u64) -> Result<User, DbError> { Ok(User) }
/// # }
///
/// #[cached(key = "user:<tenant>:<id>", ttl = "1h", tags = ["users", "tenant:<tenant>"], ignore(db))]
/// async fn get_user(db: &Db, tenant: TenantId, id: u64) -> Result<User, DbError> {
///     db.find(tenant, id).await
/// }
/// # cache_runtime::testing::run(get_user(&Db, TenantId(1), 7)).unwrap();
/// ```
///
/// It stands on `fn` and `async fn`, free functions and methods, generic functions, and with `helpers = false` on the
/// methods of a trait's implementation, also inside `#[async_trait]`. `Result` and `Option` are recognised by their types,
/// so aliases behave the same. The signature, its attributes and its documentation stay as written.
///
/// # Arguments
///
/// | argument | value | default |
/// |---|---|---|
/// | [`key`](#key) | template | every argument that is not ignored |
/// | [`ignore`](#ignore) | names of arguments | none |
/// | [`batch`](#batch) | name of an argument | one entry for each call |
/// | [`policy`](#policy) | name of a policy | none |
/// | [`ttl`](#ttl) | duration, `"forever"`, or an expression of type `Duration` | required, without `policy` |
/// | [`ttl_with`](#ttl_with) | closure over the value and arguments, to a `Duration` | the `ttl` |
/// | [`adaptive_ttl`](#adaptive_ttl) | range of durations, in place of `ttl` | the `ttl` |
/// | [`sliding`](#sliding-and-max_age) | `true`, `false` | `false` |
/// | [`max_age`](#sliding-and-max_age) | duration, with `sliding = true` | no bound |
/// | [`jitter`](#jitter) | fraction, `0.0` to `0.5` | `0.0` |
/// | [`tags`](#tags) | list of templates | none |
/// | [`depends_on`](#depends_on) | calls of other cached functions | none |
/// | [`track`](#track) | `true`, `false` | `false` |
/// | [`stampede`](#stampede) | `"coalesce"`, `"lock"`, `"early"`, `"none"` | `"coalesce"` |
/// | [`beta`](#beta) | number greater than zero, with `stampede = "early"` | `1.0` |
/// | [`lock_wait`](#lock_wait) | duration, with `stampede = "lock"` | that of the cache |
/// | [`stale_while_revalidate`](#stale_while_revalidate) | duration | nothing stale is an answer |
/// | [`stale_if_error`](#stale_if_error) | duration | an error is handed on |
/// | [`refresh_ahead`](#refresh_ahead) | fraction of the ttl, between `0.0` and `1.0` | not before the ttl ends |
/// | [`refresh_every`](#refresh_every-and-idle_after) | duration | by no schedule |
/// | [`idle_after`](#refresh_every-and-idle_after) | duration, with `refresh_every` | ten times `refresh_every` |
/// | [`timeout`](#timeout) | duration | none |
/// | [`soft_timeout`](#soft_timeout) | duration, with `stale_if_error` | none |
/// | [`on_cancel`](#on_cancel) | `"stop"`, `"finish"` | `"stop"`, where nothing else asks for `"finish"` |
/// | [`audit`](#audit) | share of the hits, above `0.0` and up to `1.0` | none |
/// | [`negative_ttl`](#negative_ttl) | duration; `"0s"` does not cache `None` | `None` is cached like any value |
/// | [`error_ttl`](#error_ttl) | duration | an `Err` is not cached |
/// | [`cache_if`](#cache_if) | closure over arguments | always |
/// | [`unless`](#unless) | closure over the value | never |
/// | [`tier`](#tier) | `"memory"`, `"redis"`, `"all"` | all that can hold the values |
/// | [`memory_ttl`](#memory_ttl) | duration | the `ttl` |
/// | [`capacity`](#capacity-and-max_weight) | number of entries | that of the cache |
/// | [`max_weight`](#capacity-and-max_weight) | amount of memory | that of the cache |
/// | [`cache`](#cache) | expression of type `Cache` | the installed cache |
/// | [`version`](#version) | whole number | `0` |
/// | [`helpers`](#helpers) | `true`, `false`, or a visibility | the function's visibility |
/// | [`crate`](#crate) | path | `::cache_runtime` |
///
/// Durations are whole numbers with the units `ms`, `s`, `m`, `h`, `d`, `w`, as in `"1h30m"`.
///
/// ## `key`
///
/// Which entry a call means. `<id>` and `{id}` are the same: an argument, a constant parameter, or a path into an argument
/// made of fields, tuple indices and methods without arguments. `<<`, `>>`, `{{`, `}}` are the characters themselves.
/// Between two placeholders stands at least one separator, such as `:`.
///
/// ```
/// # use cache_runtime::cached;
/// # struct Shop { region: u8 }
/// # struct Item { id: u64 }
/// # impl Shop {
/// #[cached(key = "price:<self.region>:<item.id>:<name.len()>", ttl = "1h")]
/// # fn price(&self, item: &Item, name: &str) -> u64 { item.id + name.len() as u64 }
/// # }
/// # assert_eq!(Shop { region: 1 }.price_key(&Item { id: 2 }, "abc").to_string(), "price:1:2:3");
/// ```
///
/// Without `key` it is the function's path and all arguments that are not ignored.
///
/// ## `ignore`
///
/// Arguments that do not change the result. An argument that is neither in the key nor ignored does not compile: forgotten, it
/// would serve one caller what was loaded for another. `self` is an argument too, and has to be decided even without a `key`.
///
/// ```
/// # use cache_runtime::cached;
/// # struct Users;
/// # impl Users {
/// #[cached(key = "user:<id>", ttl = "1h", ignore(self, trace))]
/// # fn get_user(&self, id: u64, trace: &str) -> u64 { id }
/// # }
/// # Users.get_user(7, "");
/// ```
///
/// ## `batch`
///
/// The argument that holds many elements, as a `Vec<K>` or a `&[K]`. Each element has an entry of its own, and the one name in
/// the key that no argument has stands for it. The function returns a map of what there is, plain or in a `Result`: a `HashMap`,
/// a `BTreeMap`, or any other type that is made from pairs and taken apart into pairs. Helpers name the type of its values: beside
/// them an alias of a `Result` must be called `Result`.
///
/// ```
/// # use cache_runtime::cached;
/// # use std::collections::HashMap;
/// # struct Db;
/// # impl Db { async fn find_all(&self, _: u64, ids: &[u64]) -> Result<HashMap<u64, String>, String> {
/// #     Ok(ids.iter().map(|id| (*id, id.to_string())).collect())
/// # } }
/// #[cached(key = "user:<tenant>:<id>", batch = ids, ttl = "1h", ignore(db))]
/// async fn load_users(db: &Db, tenant: u64, ids: Vec<u64>) -> Result<HashMap<u64, String>, String> {
///     db.find_all(tenant, &ids).await // gets only what is missing, each once, in the order asked
/// }
///
/// # cache_runtime::testing::run(async {
/// let users = load_users(&Db, 1, vec![7, 8, 7]).await?;
/// assert_eq!(users.len(), 2);
/// invalidate_load_users(1, 7).await.unwrap(); // helpers are about one element
/// # Ok::<_, String>(()) }).unwrap();
/// ```
///
/// Every entry is found, loaded by one, stored and invalidated as if it had been asked for by itself, also by a function of one
/// element: with the same `key` and the same type of value, both share entries and loads. Memory is looked at first; what it lacks
/// is one `MGET` to Redis for each thousand elements and node (in a cluster, slot), and leases and values go in one piece each. A
/// batch loads what is its own before it waits for what others load; if that fails, the body runs again for those elements. So its
/// other arguments are shared references, or are cloned for each run. Without elements the body does not run.
///
/// An `Err` is that of the call, and nothing of that run is cached. An element that the map lacks is not cached either, unless
/// `negative_ttl` is given: then its absence is, and the entries are those of a function that returns an `Option`; `unless`,
/// `ttl_with`, `peek_*` and `put_*` meet an `Option` too. What the map has beyond what the body was asked for is
/// neither cached nor returned: debug builds panic, release builds write one line on standard error, and `Cache::check` tells it.
///
/// `cache_if` decides about a whole call. Options about the hits and the refreshes of one entry, about time limits and about
/// cached errors do not compile beside `batch`. There are no helpers `*_cached` and `refresh_*`. Counters count elements.
///
/// ## `policy`
///
/// What this attribute does not say is taken from the policy of that name, which the builder of the cache has (`policy`) or a file
/// (`policies_from`, feature `policies`); so `ttl` may be left out. What is written here counts for more than the policy, and what
/// is said of this one function at run time (`override_function`, or in the file) for more than that.
///
/// What stands here must be right by itself, and what the function has to be compiled for must stand here: windows that refresh
/// in the background, `refresh_every`, `timeout`, `error_ttl` and `negative_ttl`. Their times may differ at run time. A function
/// whose policy there is not panics at its first call in debug builds; in release builds it is not cached, and says so in one
/// line on standard error.
///
/// ```
/// # use cache_runtime::{Cache, Policy, cached};
/// # use std::time::Duration;
/// #[cached(key = "user:<id>", policy = "hot")]
/// # fn get_user(id: u64) -> u64 { id }
/// # let hot = Policy::new(Duration::from_secs(300));
/// # let cache = Cache::builder().policy("hot", hot).build_memory().unwrap();
/// # let _entered = cache_runtime::testing::enter(&cache);
/// # get_user(7);
/// ```
///
/// ## `ttl`
///
/// How long an entry lives. An entry that never goes stale is asked for with `"forever"`.
///
/// ```
/// # use cache_runtime::cached;
/// # use std::time::Duration;
/// # struct Settings { ttl: u64 }
/// #[cached(ttl = "1h30m")]
/// # fn get_user(id: u64) -> u64 { id }
/// #[cached(ttl = Duration::from_secs(settings.ttl), ignore(settings))]
/// # fn get_team(id: u64, settings: &Settings) -> u64 { id }
/// # get_team(get_user(7), &Settings { ttl: 60 });
/// ```
///
/// ## `ttl_with`
///
/// The ttl of each value, decided by the value and by arguments, which are named and received as references. The value is what
/// stands inside `Ok`; an `Option` stays one. The expression after `ttl` would never count beside it, so there `ttl` is in
/// quotes: it says whether entries are meant to go stale at all.
///
/// ```
/// # use cache_runtime::cached;
/// # use std::time::Duration;
/// # #[derive(Clone)] struct Token;
/// # impl Token { fn lifetime_for(&self, user: &u64) -> Duration { Duration::from_secs(*user) } }
/// #[cached(ttl = "1h", ttl_with = |token: &Token, user| token.lifetime_for(user))]
/// # fn get_token(user: u64) -> Result<Token, String> { Ok(Token) }
/// # get_token(7).unwrap();
/// ```
///
/// ## `adaptive_ttl`
///
/// Stands in place of `ttl`: entries that are asked for often live longer. An entry lives for the shorter time at first. Its 10th
/// hit moves its end to half of the longer time, if that is later, and its 100th to all of it, both counted from its load; the
/// next load begins with the shorter time again. Each process counts the hits in its own memory, so `tier = "redis"` does not go
/// with it; a shared tier is told of the new end, and other processes that read the entry there go by it.
///
/// ```
/// # use cache_runtime::cached;
/// #[cached(adaptive_ttl = "5m..1h")]
/// # fn get_user(id: u64) -> u64 { id }
/// # get_user(7);
/// ```
///
/// ## `sliding` and `max_age`
///
/// A hit renews the ttl: an entry ends when nobody asked for it during one ttl, or up to a 32nd of the ttl sooner, since not every
/// hit is noted. Nothing is loaded by that: a value in steady use stays as it is until something invalidates it, or until it is
/// as old as `max_age` says.
///
/// ```
/// # use cache_runtime::cached;
/// #[cached(ttl = "30m", sliding = true, max_age = "1d")]
/// # fn session(id: u64) -> u64 { id }
/// # session(7);
/// ```
///
/// ## `jitter`
///
/// Spreads the ttl of each entry evenly over `ttl ± jitter · ttl`, so that entries stored together do not end together;
/// `negative_ttl` and `error_ttl` too.
///
/// ```
/// # use cache_runtime::cached;
/// #[cached(ttl = "1h", jitter = 0.1)]
/// # fn get_user(id: u64) -> u64 { id }
/// # get_user(7);
/// ```
///
/// ## `tags`
///
/// Names under which entries are invalidated together. `<result>` is the value inside `Ok` and `Some`.
///
/// ```
/// # use cache_runtime::cached;
/// # #[derive(Clone)] struct User { team_id: u64 }
/// #[cached(key = "user:<id>", ttl = "1h", tags = ["users", "team:<result.team_id>"])]
/// # fn get_user(id: u64) -> Result<Option<User>, String> { Ok(Some(User { team_id: id })) }
/// # get_user(7).unwrap();
/// ```
///
/// ## `depends_on`
///
/// Invalidating one of these entries invalidates this one. The arguments are arguments of the key, or expressions over them.
///
/// ```
/// # use cache_runtime::{cached, CacheKey};
/// # #[derive(Clone, CacheKey)] struct Id { org: String, number: u64 }
/// # mod orgs {
/// #     #[cache_runtime::cached(key = "org:<name>", ttl = "1h")]
/// #     pub fn get_org(name: &str) -> String { name.to_owned() }
/// # }
/// # #[cached(key = "team:<id>", ttl = "1h")]
/// # fn get_team(id: u64) -> u64 { id }
/// #[cached(key = "member:<team>:<id>", ttl = "1h", depends_on(get_team(team), orgs::get_org(&id.org)))]
/// # fn get_member(team: u64, id: Id) -> u64 { team + id.number }
/// # get_member(1, Id { org: String::new(), number: 2 });
/// ```
///
/// ## `track`
///
/// What the function calls becomes a dependency of its own entry, as if `depends_on` named it: invalidating an entry that a load
/// has used, by its key, a tag, its function, a pattern or all at once, invalidates the entry that the load has made, and so on
/// through any number of functions with `track = true`. Calls after an `.await` and under `join!` count; those in tasks and on
/// threads that the load starts do, if they are wrapped in [`context::tracked`](../cache_runtime/context/fn.tracked.html) or
/// [`tracked_fn`](../cache_runtime/context/fn.tracked_fn.html).
///
/// ```
/// # use cache_runtime::cached;
/// #[cached(key = "price:<item>", ttl = "1h")]
/// # fn price(item: u64) -> u64 { item * 2 }
///
/// #[cached(key = "invoice:<id>", ttl = "1h", track = true)]
/// fn invoice(id: u64) -> u64 {
///     (id..id + 3).map(price).sum()
/// }
///
/// # fn main() -> Result<(), cache_runtime::Error> {
/// # assert_eq!(invoice(1), 12);
/// put_price(2, 100)?; // every invoice with item 2 is out of date
/// # assert_eq!(invoice(1), 108);
/// # Ok(())
/// # }
/// ```
///
/// - It is the entry that counts, not what its function calls: a function without `track` depends on what it says itself. A call
///   that `cache_if` sends past the cache, and one of `*_uncached`, has no entry: what it calls is taken for the load's own.
/// - The end of a ttl is no invalidation. But a load that was given a value past its time (`stale_while_revalidate`,
///   `stale_if_error`) makes no fresh entry: one that is past its time itself, to be refreshed within a second, where the function
///   has such a window, and else none.
/// - Of functions of another cache nothing is heard here: a load that calls one is not stored.
/// - In Redis an entry is stored only if it can be told under which versions each part was read. What rests on a function with
///   `tier = "redis"` and tags or dependencies, on a value that is not stored (`unless`, a ttl of zero), on a `peek_*`, or on more than a thousand names
///   stays in memory. While it is on, an inner call may take two more round trips; what was asked for before is known in the
///   process.
/// - While such a load is polled, hits of its thread take the way of misses as far as the look-up.
///
/// ## `stampede`
///
/// Who loads when many callers miss at once: `"coalesce"`, one per process; `"lock"`, one among all processes that share a
/// tier (without a shared tier: one per process); `"early"`, one per process, and before the ttl ends: each hit in the second
/// half of a life may start a refresh in the background, by a chance that grows towards the end; `"none"`, every caller.
///
/// ```
/// # use cache_runtime::cached;
/// #[cached(ttl = "1h", stampede = "lock")]
/// # fn get_user(id: u64) -> u64 { id }
/// # get_user(7);
/// ```
///
/// ## `beta`
///
/// How early `stampede = "early"` refreshes; more is earlier.
///
/// ```
/// # use cache_runtime::cached;
/// #[cached(ttl = "1h", stampede = "early", beta = 1.5)]
/// # fn get_user(id: u64) -> u64 { id }
/// # get_user(7);
/// ```
///
/// ## `lock_wait`
///
/// How long `stampede = "lock"` waits for the value that another process loads; then the caller loads for itself.
///
/// ```
/// # use cache_runtime::cached;
/// #[cached(ttl = "1h", stampede = "lock", lock_wait = "2s")]
/// # fn get_user(id: u64) -> u64 { id }
/// # get_user(7);
/// ```
///
/// ## `stale_while_revalidate`
///
/// For so long after the ttl the old value is the answer at once, and one refresh runs in the background: one for each key in
/// the process, and in the fleet where there is a shared tier. Callers then see what is at most this much older than the ttl,
/// and none of them waits, as long as somebody calls within the window; later calls wait for a load as ever. An entry that was
/// invalidated is no answer, and one that was marked by `expire_*` is one only where a load fails, within `stale_if_error`. `None`
/// with a `negative_ttl`, and errors, have no such time. After a refresh that failed, the source is left alone for a while (the
/// cache's `stale_throttle`).
///
/// ```
/// # use cache_runtime::cached;
/// #[cached(ttl = "1m", stale_while_revalidate = "30s")]
/// # fn get_user(id: u64) -> u64 { id }
/// # get_user(7);
/// ```
///
/// With this and the other arguments that make a load outlive its call, the arguments of the function
/// [are kept](#what-a-load-keeps).
///
/// ## `stale_if_error`
///
/// For so long after the ttl a call loads, and if the load fails the old value is the answer: where it returns an `Err`, panics,
/// or takes longer than `timeout`. The window begins with the end of the ttl, as that of `stale_while_revalidate` does, and
/// so has to be the longer one; no failure extends it. A source that failed is left alone for a while (the cache's
/// `stale_throttle`), and the old value is the answer meanwhile. An error that an old value stands in for is not cached by
/// `error_ttl`; `None` with a `negative_ttl`, and errors, are no old values.
///
/// ```
/// # use cache_runtime::cached;
/// #[cached(ttl = "1m", stale_while_revalidate = "30s", stale_if_error = "1d")]
/// # fn get_user(id: u64) -> Result<u64, String> { Ok(id) }
/// # get_user(7).unwrap();
/// ```
///
/// ## `refresh_ahead`
///
/// A hit after this fraction of the ttl has its answer at once, and one refresh runs in the background, as with
/// `stale_while_revalidate`. A key that is asked for at least once in the rest of its ttl never makes a caller wait; one that is
/// not ends with its ttl.
///
/// ```
/// # use cache_runtime::cached;
/// #[cached(ttl = "1m", refresh_ahead = 0.8)]
/// # fn get_user(id: u64) -> u64 { id }
/// # get_user(7);
/// ```
///
/// ## `refresh_every` and `idle_after`
///
/// Each key that a call has loaded is loaded again by a schedule, with the arguments of that call, until nobody has asked for it
/// during `idle_after`, or until its entry is gone; the next call that loads it begins anew. Where there is a shared tier, one
/// process of the fleet does it. The interval is shorter than the ttl, so that entries do not end before they are refreshed. The
/// number of keys that are refreshed so is bounded. The ttl of an expression after `ttl` is the one that was computed for the
/// call.
///
/// ```
/// # use cache_runtime::cached;
/// #[cached(ttl = "1h", refresh_every = "5m", idle_after = "30m")]
/// # fn leaderboard(game: &str) -> Vec<String> { vec![game.to_owned()] }
/// # leaderboard("chess");
/// ```
///
/// ## `timeout`
///
/// How long a call waits for a load at the most, its own or another's. Then it returns an error, or the old value where
/// `stale_if_error` still has one. The error type says how it carries that: it implements `From<cache_runtime::LoadTimeout>`, as
/// `Box<dyn Error + Send + Sync>` does. A load is dropped with the time of the caller that runs it, unless `on_cancel = "finish"` or
/// an argument that implies it lets it go on. The load of a sync function cannot be dropped: it runs on another thread, and goes
/// on there.
///
/// ```
/// # use cache_runtime::cached;
/// # type Error = Box<dyn std::error::Error + Send + Sync>;
/// #[cached(ttl = "1h", timeout = "2s")]
/// # async fn get_user(id: u64) -> Result<u64, Error> { Ok(id) }
/// # cache_runtime::testing::run(get_user(7)).unwrap();
/// ```
///
/// ## `soft_timeout`
///
/// How long a call waits while `stale_if_error` has an old value for it: then that is the answer, and the load goes on in the
/// background. A call without an old value waits for the load, or until `timeout`.
///
/// ```
/// # use cache_runtime::cached;
/// # type Error = Box<dyn std::error::Error + Send + Sync>;
/// #[cached(ttl = "1m", stale_if_error = "1d", soft_timeout = "100ms", timeout = "2s")]
/// # async fn get_user(id: u64) -> Result<u64, Error> { Ok(id) }
/// # cache_runtime::testing::run(get_user(7)).unwrap();
/// ```
///
/// ## `on_cancel`
///
/// What becomes of the load of an `async fn` when the caller that runs it is dropped: `"stop"` drops it too, and of those who wait
/// for it one begins again; `"finish"` lets it go on and stores its value, so that ten callers that each give up before the load
/// is done cost one load and not ten. Where there is a `timeout`, a load without callers is given ten times as long.
/// `stale_while_revalidate`, `refresh_ahead`, `refresh_every`, `soft_timeout` and `stampede = "early"` imply `"finish"`. A sync
/// function has no callers that could be dropped.
///
/// ```
/// # use cache_runtime::cached;
/// #[cached(ttl = "1h", on_cancel = "finish")]
/// # async fn get_user(id: u64) -> u64 { id }
/// # cache_runtime::testing::run(get_user(7));
/// ```
///
/// ## `audit`
///
/// Measures how often an answer is out of date. For this share of the hits, drawn at random, the function is run again in the
/// background, past its own cache, and what it returns is compared with what the hit has answered; nothing of it is stored, and the
/// caller does not wait. If the two differ, the entry is looked at again two seconds later, when an invalidation has arrived that
/// was on its way; if it is there still, and the function again returns something else, the answer is counted as stale, by the age
/// of the entry when it answered (`FunctionStats::audits`). So an invalidation that somebody forgot has a number.
///
/// ```
/// # use cache_runtime::cached;
/// #[cached(ttl = "1h", audit = 0.001)]
/// # fn get_user(id: u64) -> u64 { id }
/// # get_user(7);
/// ```
///
/// - Hits in memory and in Redis are audited, `None` too; not a value past its ttl, which claims nothing, a hit that sets off a
///   refresh, nor an error that is cached.
/// - The value inside `Ok` is `PartialEq`. A function that never returns the same twice is always found stale.
/// - Other cached functions that the body calls answer from the cache, as ever: they are audited by themselves.
/// - Ten audits run at a time in a cache (`background_audits`); one that finds no room is counted and not done. They take no room
///   from refreshes, and change no other counters.
/// - At run time a share can be lowered or switched off, not raised.
/// - What a load keeps of its arguments is cloned, for each hit that is audited.
///
/// ## What a load keeps
///
/// With `stale_while_revalidate`, `refresh_ahead`, `refresh_every`, `soft_timeout`, `stampede = "early"`, `on_cancel = "finish"`,
/// `audit`, and with `timeout` on a sync function, a load may outlive the call that began it. On every call but a hit its arguments
/// are then kept:
///
/// - what is borrowed is cloned: of a `&str` a `String` is kept, of a `&[T]` a `Vec<T>`, of a `&T` a `T`, and of `&self` a clone of
///   `self`; the body is lent these, and its signature stays as it is;
/// - what is passed by value is moved. With `refresh_every` and `audit` it is cloned for each load;
/// - all of it is `Send + 'static`, and what is cloned is `Sync` too; what the result's tags, `ttl_with` and `unless` read of it
///   is cloned once more;
/// - the error type is `Send`, and so is the future of an `async fn`.
///
/// What is dear to clone is best passed as an `Arc`. An exclusive reference cannot be kept, nor what borrows deeper than a plain
/// `&T` (`Option<&T>`, `&[&str]`, `Cow<'_, str>`); nor can a body that stands inside the function (`helpers = false`, the
/// implementation of a trait).
///
/// ```
/// # use cache_runtime::cached;
/// # use std::sync::Arc;
/// # #[derive(Clone)] struct Pool;
/// # struct Users { pool: Pool }
/// # impl Users {
/// #[cached(key = "user:<name>", ttl = "1m", refresh_ahead = 0.8, ignore(self))]
/// async fn find(self: &Arc<Self>, name: &str) -> String {
///     name.to_uppercase()
/// }
/// # }
/// # cache_runtime::testing::run(Arc::new(Users { pool: Pool }).find("ada"));
/// ```
///
/// ## `negative_ttl`
///
/// The ttl of `None`.
///
/// ```
/// # use cache_runtime::cached;
/// #[cached(ttl = "1h", negative_ttl = "10s")]
/// # fn get_user(id: u64) -> Option<u64> { Some(id) }
/// # get_user(7);
/// ```
///
/// ## `error_ttl`
///
/// Caches `Err` too, for this long. The error then has to be cacheable like a value.
///
/// ```
/// # use cache_runtime::cached;
/// #[cached(ttl = "1h", error_ttl = "1s")]
/// # fn get_user(id: u64) -> Result<u64, String> { Ok(id) }
/// # get_user(7).unwrap();
/// ```
///
/// ## `cache_if`
///
/// Goes past the cache when the closure says `false`. Its parameters name arguments, received as references.
///
/// ```
/// # use cache_runtime::cached;
/// #[cached(ttl = "1h", cache_if = |limit| *limit < 100)]
/// # fn users(limit: u64) -> Vec<u64> { vec![limit] }
/// # users(7);
/// ```
///
/// ## `unless`
///
/// Does not keep a value for which the closure says `true`.
///
/// ```
/// # use cache_runtime::cached;
/// # #[derive(Clone)] struct Row;
/// #[cached(ttl = "1h", unless = |rows: &Vec<Row>| rows.is_empty())]
/// # fn rows(table: &str) -> Vec<Row> { vec![Row; table.len()] }
/// # rows("users");
/// ```
///
/// ## `tier`
///
/// Which tiers of the cache hold the entries: `"memory"`, the process alone; `"redis"`, the shared tier alone, which is the
/// runtime's feature `redis`; `"all"`, whichever the cache has.
///
/// What is shared must be `Serialize + DeserializeOwned`, and so must the error be where `error_ttl` caches it. `"redis"` and
/// `"all"` demand it. Where nothing is written, values that can be shared are, and others stay in memory; in a generic
/// function, its bounds tell which they are. Only memory needs no bounds, nor does `"all"` without the feature.
///
/// ```
/// # use cache_runtime::cached;
/// #[cached(ttl = "1h", tier = "memory")]
/// # fn get_user(id: u64) -> u64 { id }
/// # get_user(7);
/// ```
///
/// ## `memory_ttl`
///
/// How old the copy in memory may grow of what a shared tier holds. A cache without a shared tier goes by the `ttl` alone.
///
/// ```
/// # use cache_runtime::cached;
/// #[cached(ttl = "1h", memory_ttl = "30s")]
/// # fn get_user(id: u64) -> u64 { id }
/// # get_user(7);
/// ```
///
/// ## `capacity` and `max_weight`
///
/// The bound of this function's entries in memory, by number or by size. Units of size are `B`, `KiB`, `MiB`, `GiB`, `KB`,
/// `MB`, `GB`.
///
/// ```
/// # use cache_runtime::cached;
/// #[cached(ttl = "1h", capacity = 10_000)]
/// # fn get_user(id: u64) -> u64 { id }
/// #[cached(ttl = "1h", max_weight = "64MiB")]
/// # fn get_page(id: u64) -> String { id.to_string() }
/// # get_page(get_user(7));
/// ```
///
/// ## `cache`
///
/// Another cache than the installed one.
///
/// ```
/// # use cache_runtime::{cached, Cache};
/// # struct Names { cache: Cache }
/// # impl Names {
/// #[cached(key = "name:<id>", ttl = "1h", cache = self.cache, ignore(self))]
/// # fn name(&self, id: u64) -> String { id.to_string() }
/// # }
/// # Names { cache: Cache::memory() }.name(7);
/// ```
///
/// ## `version`
///
/// Raised, it drops what older versions of the program stored.
///
/// ```
/// # use cache_runtime::cached;
/// #[cached(ttl = "1h", version = 2)]
/// # fn get_user(id: u64) -> u64 { id }
/// # get_user(7);
/// ```
///
/// ## `helpers`
///
/// Beside `get_user` are generated, with its visibility or the one given here:
///
/// | helper | does |
/// |---|---|
/// | `get_user_key(tenant, id)` | names the entry |
/// | `invalidate_get_user(tenant, id)` | removes the entry, everywhere |
/// | `expire_get_user(tenant, id)` | marks the entry as stale |
/// | `invalidate_all_get_user()` | removes every entry of the function |
/// | `get_user_uncached(db, tenant, id)` | the body; never touches the cache |
/// | `get_user_cached(db, tenant, id)` | the same call, telling where the value came from |
/// | `refresh_get_user(db, tenant, id)` | loads now and stores, whatever is cached |
/// | `peek_get_user(tenant, id)` | looks, never loads |
/// | `put_get_user(tenant, id, value)` | stores a value obtained elsewhere |
/// | `warm_get_user(db, keys, 8)` | [calls for many keys](#warming) |
///
/// ```
/// # use cache_runtime::cached;
/// #[cached(ttl = "1h", helpers = "pub(crate)")]
/// # pub fn get_user(id: u64) -> u64 { id }
/// # get_user(7);
/// # invalidate_get_user(7).unwrap();
/// ```
///
/// ### Warming
///
/// `warm_get_user(db, keys, concurrency)` calls the function for each of `keys`, so many at a time: an iterator of tuples of the
/// arguments that the key is made of, or of the one there is. Of an argument `&T` anything will do that can be borrowed as `T`. The
/// calls are ordinary ones: what is there is not loaded. An `async fn` is warmed by the task that awaits it, and who drops the
/// future drops the loads under way; a sync function by so many threads, the caller's among them. What came of it is in a
/// [`Warmed`](../cache_runtime/struct.Warmed.html); with a [`Warming`](../cache_runtime/struct.Warming.html) in place of the number
/// somebody is told of the progress.
///
/// ```
/// # use cache_runtime::cached;
/// # struct Db;
/// #[cached(key = "user:<tenant>:<name>", ttl = "1h", ignore(db))]
/// # fn get_user(db: &Db, tenant: u64, name: &str) -> String { let _ = db; format!("{tenant}{name}") }
/// # let db = Db;
/// let warmed = warm_get_user(&db, [(1, "ada"), (1, "bob"), (2, "ada")], 8);
/// assert_eq!(warmed.loaded, 3);
/// ```
///
/// Each call takes the arguments that are not in the key as they were given: shared references as they are, others cloned. There
/// is no such helper where an argument cannot serve several calls (an exclusive reference), where one of a type without a name
/// (`impl Trait`) would have to, and where all calls have the same key. A lifetime that is hidden in the type of an argument of the
/// key has to be shown: `Name<'_>`, not `Name`.
///
/// `helpers = false` generates none and moves the body into the function. The methods of a trait's implementation need it, since
/// nothing can stand beside them (without it rustc reports that `get_user_key` and the others are no members of the trait);
/// so does an associated function without receiver that never mentions `Self`, since it cannot be told from a free
/// function.
///
/// ## `crate`
///
/// The path of the runtime, where it is renamed or re-exported.
///
/// ```
/// # mod my_reexport { pub(crate) use cache_runtime as cache; }
/// # use my_reexport::cache::cached;
/// #[cached(ttl = "1h", crate = crate::my_reexport::cache)]
/// # fn get_user(id: u64) -> u64 { id }
/// # fn main() { get_user(7); }
/// ```
///
/// # What it expands to
///
/// ```ignore
/// async fn get_user(db: &Db, tenant: TenantId, id: u64) -> Result<User, DbError> {
///     let shape = shape!(Result<User, DbError>);
///     get_or_load_async(Call::new(get_user_site(), Key::new().with(tenant).with(id)), shape, move |links| {
///         links.tag("users");
///         links.tag(tag(&["tenant:", ""], Key::new().with(tenant)));
///         shape.loading(get_user_uncached(db, tenant, id), nothing)
///     })
///     .await
/// }
/// ```
#[proc_macro_attribute]
pub fn cached(arguments: TokenStream, item: TokenStream) -> TokenStream {
    cached::expand(arguments.into(), item.into()).into()
}

/// Saves what is written later and in batches: a write is acknowledged at once, and the function below the attribute, the
/// *sink*, gets many of them together.
///
/// ```
/// use cache_runtime::write_behind;
/// # #[derive(Clone)] struct Db;
/// # impl Db {
/// #     async fn upsert(&self, _: Vec<User>) -> Result<(), std::io::Error> { Ok(()) }
/// # }
///
/// #[derive(Clone)]
/// struct User {
///     id: u64,
///     name: String,
/// }
///
/// #[write_behind(key = "user:<user.id>", item = user, ttl = "1h", flush_every = "5s", batch = 100)]
/// async fn save(db: &Db, users: Vec<User>) -> Result<(), std::io::Error> {
///     db.upsert(users).await // one statement for all of them
/// }
///
/// # cache_runtime::testing::run(async {
/// save_later(&Db, User { id: 7, name: "Ada".into() }).await?; // in the cache, and in the queue
/// save_later(&Db, User { id: 7, name: "Ada L.".into() }).await?; // of one key the last write is saved
/// let flushed = flush_save(&Db).await?;
/// assert_eq!((flushed.saved, flushed.dead), (2, 0));
/// # Ok::<_, cache_runtime::WriteBehindError>(())
/// # }).unwrap();
/// ```
///
/// It stands on an `async fn`, free or an inherent method, with one argument of type `Vec<T>`, that returns `Result<(), E>` with an error
/// that is `Display`. The function itself stays as it is, and can be called. `T` is `Clone + Send + Sync + 'static`. The other arguments are
/// kept for the batches: clones of what is borrowed, from the call that begins to deliver until nothing waits any more (with
/// `journal = "redis"`: until the end of the cache).
///
/// # Helpers
///
/// Beside `save`, with its visibility:
///
/// | helper | does |
/// |---|---|
/// | `save_later(db, user)` | notes the item, puts it into the cache as `put_*` of a `#[cached]` function with the same key and type would, and returns |
/// | `flush_save(db)` | waits until all that was acknowledged before is saved or in the dead letters, and tells how many of which |
/// | `start_save(db)` | begins to deliver with nothing to write: what a process left behind that is not there any more |
/// | `save_queue()` | depth, age of the oldest write, failed calls and the last error, dead letters |
/// | `save_dead_letters()` | the items that could not be saved, with their errors: the last 1,000 |
///
/// # Arguments of a sink
///
/// | argument | value | default |
/// |---|---|---|
/// | `key` | template over the item, `"user:<user.id>"` | required |
/// | `item` | the name of one item in `key` and `tags` | required |
/// | `ttl` | how long the cache keeps the item: duration or `"forever"`, longer than `flush_every` | required |
/// | `flush_every` | how old a write grows before its batch goes out | `"1s"` |
/// | `batch` | items that go out together, as soon as there are so many | `100` |
/// | `queue` | acknowledged writes that may wait; `save_later` waits for room when there are so many | `10_000` |
/// | `journal` | `"memory"`, `"redis"` | `"memory"` |
/// | `retries` | how often a batch fails before its items are tried one by one | `5` |
/// | `backoff` | pause after the first failure, doubled after each further one, up to the second duration | `"100ms..10s"` |
/// | `timeout` | how long one call of the sink may take; then it is dropped and has failed | `"30s"` |
/// | `tags` | list of templates over the item | none |
/// | `cache` | expression `&Cache` | the installed one |
/// | `crate` | path of the runtime, where it is renamed or re-exported | `::cache_runtime` |
///
/// # Promises
///
/// - Of one key the last write wins: writes of one key that wait together reach the sink as one item, the newest; two items of
///   one key are never on their way at once. Other keys may overtake each other.
/// - Each acknowledged write is saved *at least* once. A sink that has saved a batch and is ended before that is noted gets it
///   again: write idempotent upserts (`INSERT … ON CONFLICT (id) DO UPDATE`), never increments.
/// - `journal = "memory"`: **a process that ends loses what waits**, unless it ends by
///   [`Cache::shutdown`](../cache_runtime/struct.Cache.html#method.shutdown), which saves it.
/// - `journal = "redis"`: an acknowledged write stands in a Redis stream until the sink has saved it, and survives the end of any
///   process. One process in the fleet delivers at a time, so that the order of a key holds; when it dies, another that has called a
///   helper takes over as soon as the lease has run out (`CacheBuilder::lease`). The journal is as durable as that Redis: give it
///   `appendonly yes`, and no `maxmemory-policy` that evicts keys without a ttl (`allkeys-*`). An item that another build wrote with another
///   type goes to the dead letters, as bytes.
/// - A process that stands still for longer than the lease, and whose sink then goes on, may save an item after its
///   successor has saved a newer one. Where that matters, let the upsert compare a version.
///
/// # Failures
///
/// An error, a panic, and a call that takes longer than `timeout` are failures alike. A batch that has failed `retries` times is
/// tried item by item. An item that then fails although others are saved, twice, goes to the dead letters; so does one that
/// fails `retries` times while it is all there is. Where nothing can be saved it is the sink that is down: everything is
/// kept, and tried again with pauses of up to the longer `backoff`. A dropped call may go on elsewhere, say in a database: it
/// is one more reason for idempotent upserts.
///
/// # What the cache shows
///
/// A write is in the cache when `save_later` returns. If the entry is evicted or invalidated before the write is saved, a load
/// reads what the source has, which is the value before: give the region room, and do not invalidate what you save. Two processes
/// that write one key at the same moment may leave the cache with the other value than the sink, until the `ttl` ends.
#[proc_macro_attribute]
pub fn write_behind(arguments: TokenStream, item: TokenStream) -> TokenStream {
    write_behind::expand(arguments.into(), item.into()).into()
}

/// Lets a struct or an enum be one part of a key.
///
/// ```
/// use cache_runtime::{CacheKey, cached};
///
/// #[derive(CacheKey)]
/// enum Region {
///     North,
///     South,
/// }
///
/// #[derive(CacheKey)]
/// struct Tenant {
///     region: Region,
///     id: u64,
///     #[cache_key(skip)]
///     name: String,
/// }
///
/// #[cached(key = "tenant:<tenant>", ttl = "1h")]
/// fn summary(tenant: &Tenant) -> String {
///     format!("{} has number {}", tenant.name, tenant.id)
/// }
///
/// let tenant = Tenant { region: Region::North, id: 7, name: "Ada".to_owned() };
/// assert_eq!(summary_key(&tenant).to_string(), "tenant:(North,7)");
/// ```
///
/// Every field must be a part of a key itself; floating-point numbers are not. Two values with the same fields are the same part.
///
/// | attribute | where | meaning |
/// |---|---|---|
/// | `#[cache_key(skip)]` | field | the field does not change the result |
/// | `#[cache_key(crate = path)]` | type | the path of the runtime, where it is renamed or re-exported |
#[proc_macro_derive(CacheKey, attributes(cache_key))]
pub fn cache_key(item: TokenStream) -> TokenStream {
    cache_key::expand(item.into()).into()
}

/// Invalidates entries of cached functions after the function has done its work.
///
/// It stands on the function that changes the source, and names the cached functions whose entries are then out of date. So no
/// caller can forget it, and what it names is checked as a call is: by the name, and by the number and the types of the
/// arguments.
///
/// ```
/// use cache_runtime::{cache_invalidate, cached};
/// # struct Db;
/// # #[derive(Clone)] struct User { id: u64, team: u64 }
/// # impl Db {
/// #     async fn find(&self, _: u64, id: u64) -> Result<User, String> { Ok(User { id, team: 1 }) }
/// #     async fn save(&self, user: User) -> Result<User, String> { Ok(user) }
/// # }
///
/// #[cached(key = "user:<tenant>:<id>", ttl = "1h", tags = ["tenant:<tenant>"], ignore(db))]
/// async fn get_user(db: &Db, tenant: u64, id: u64) -> Result<User, String> {
///     db.find(tenant, id).await
/// }
///
/// #[cache_invalidate(get_user(tenant, user.id), tags = ["team:<result.team>"])]
/// async fn update_user(db: &Db, tenant: u64, user: User) -> Result<User, String> {
///     db.save(user).await
/// }
/// # cache_runtime::testing::run(async {
/// # get_user(&Db, 1, 7).await.unwrap();
/// # update_user(&Db, 1, User { id: 7, team: 1 }).await.unwrap();
/// # assert!(peek_get_user(1, 7).await.is_none());
/// # });
/// ```
///
/// # What it names
///
/// | target | means |
/// |---|---|
/// | `get_user(tenant, user.id)` | the entry with that key: the arguments are those of `get_user_key` |
/// | `users::get_user(id)`, `Self::get_user(id)` | the same in another module, or beside this function in its `impl` |
/// | `self.get_user(id)`, `self.users.get_user(id)` | the same of a method; its type may be another one's |
/// | `get_posts(..)`, `all(get_posts)` | every entry of that function, in one step however many there are |
///
/// The attribute calls what `#[cached]` generates beside the function (`get_user_key` and others whose names begin with `__`).
/// A `use` of the function alone does not bring those: name it by its module, as in `users::get_user(id)`. A function
/// that is not cached has none of them, and so does one with `helpers = false`: rustc then finds no `get_user_key`.
///
/// The arguments of a target are expressions over the arguments of the function, evaluated before the body runs, as it may
/// take them; a path such as `user.id` is cloned. Where one of them speaks of `result`, which is what the function returns, or
/// what is inside its `Ok`, they are evaluated afterwards; what they read beside it is cloned before.
///
/// # Arguments
///
/// | argument | value | default |
/// |---|---|---|
/// | `tags` | list of templates over arguments and `<result>` | none |
/// | `pattern` | template of a glob, `"user:<tenant>:*"`; looks at every key, so tags are the better way where it is wide or frequent | none |
/// | `on` | `"ok"`, `"always"` | `"ok"` |
/// | `soft` | `true`: entries are marked stale and stay as fallbacks, as `expire_*` does; for keys alone | `false` |
/// | `cache` | expression of type `Cache`: the one that the named functions use | the installed cache |
/// | `crate` | path of the runtime | `::cache_runtime` |
///
/// # When
///
/// After the body has returned `Ok`, or has returned, where its type is no `Result` (which is decided by the type, so
/// aliases behave the same), and before the caller has the value: then it reads what it wrote. The invalidation begins in the
/// same step in which the body returns, and once begun it is carried out: no caller can leave in between.
///
/// With `on = "always"` also after an `Err`, after a panic, and where the future is dropped in the middle: the source may have
/// changed all the same. After a panic, and where the future is dropped, the invalidation has begun, and nobody waits for it. What
/// speaks of `result` is not known then, and is an error.
///
/// All that one attribute names is one order: one round trip to Redis (a pattern needs its `SCAN` beside, and a cluster one
/// at the same time to each slot concerned and one for the message), one message to the other processes, and then the memory of this one.
/// Several attributes on one function are carried out one after the other, in the order in which they stand.
///
/// # Failure
///
/// That Redis cannot be told never changes what the function returns. It is counted in `stats().shared.faults`, the
/// invalidation waits in `invalidations_waiting` until Redis answers, and until then this process reads nothing there; its own
/// memory has been told. What a crash loses between the change and the invalidation is bounded by the ttl.
///
/// # What it expands to
///
/// ```ignore
/// async fn update_user(db: &Db, tenant: u64, user: User) -> Result<User, String> {
///     let order = Invalidating::new().key(get_user_key(tenant.clone(), user.id.clone()));
///     let body = async move { db.save(user).await };
///     let success = success!(once_awaited, body);
///     invalidating_async(order, success, body, move |result| Invalidating::new().tag(tag(&["team:", ""], result.team))).await
/// }
/// ```
#[proc_macro_attribute]
pub fn cache_invalidate(arguments: TokenStream, item: TokenStream) -> TokenStream {
    cache_invalidate::expand(arguments.into(), item.into()).into()
}

/// Puts what the function returns in the place of an entry: write-through.
///
/// ```
/// use cache_runtime::{cache_put, cached};
/// # struct Db;
/// # #[derive(Clone)] struct User { id: u64, version: u64 }
/// # impl Db {
/// #     async fn find(&self, id: u64) -> Result<User, String> { Ok(User { id, version: 1 }) }
/// #     async fn save(&self, user: User) -> Result<User, String> { Ok(User { version: 2, ..user }) }
/// # }
///
/// #[cached(key = "user:<id>", ttl = "1h", ignore(db))]
/// async fn get_user(db: &Db, id: u64) -> Result<User, String> {
///     db.find(id).await
/// }
///
/// #[cache_put(get_user(user.id), order = result.version)]
/// async fn update_user(db: &Db, user: User) -> Result<User, String> {
///     db.save(user).await
/// }
/// # cache_runtime::testing::run(async {
/// # update_user(&Db, User { id: 7, version: 1 }).await.unwrap();
/// # assert_eq!(get_user(&Db, 7).await.unwrap().version, 2);
/// # });
/// ```
///
/// It stores a clone of what the function returns, or of what is inside its `Ok`, as `put_get_user` would: with the ttl, the
/// tags and the conditions of `get_user`, in the cache that `get_user` uses. The arguments are those of `put_get_user` before the value, and like the
/// value's type they are checked by rustc; an entry of type `Option<User>` also takes a `User`. A function that returns
/// `Ok(None)` puts that: where it means that no row was changed rather than that there is none, return an `Err`, or invalidate.
/// How a function is named, when its arguments are evaluated, when the value is put and what becomes of a fault is as with
/// [`cache_invalidate`](macro@cache_invalidate); after an `Err`, a panic, or where the future is dropped in the middle,
/// nothing is put.
///
/// # Arguments
///
/// | argument | value | default |
/// |---|---|---|
/// | `order` | expression of type `u64` over `result` and arguments | none |
/// | `crate` | path of the runtime | `::cache_runtime` |
///
/// # Two writers
///
/// Two writers may put in another order than they committed: without `order`, the older value then stays until its ttl ends.
/// Where nothing says which is newer, invalidate the entry: [`cache_invalidate`](macro@cache_invalidate) has no such gap.
///
/// With `order`, such as the version of a row, a value never takes the place of one with a greater order, in memory or in Redis;
/// of an equal one it does. A value that comes too late is no error: it is left out. What is loaded over a value
/// counts as new as that value.
///
/// An order is known as long as its entry is. After an invalidation, a `DEL` by hand, an eviction, or the end of its time, there
/// is nothing to compare with, and the next value is stored however old it is; so does one that is put over a value without an
/// order, be it loaded or put. A writer that may be later than an invalidation has to invalidate as well.
///
/// # What it expands to
///
/// ```ignore
/// async fn update_user(db: &Db, user: User) -> Result<User, String> {
///     let kept_0 = kept_for_result(&user.id);
///     let body = async move { db.save(user).await };
///     let success = success!(once_awaited, body);
///     putting_async(success, body, move |result| {
///         __put_get_user(kept_0, replacement(result)).ordered(result.version)
///     })
///     .await
/// }
/// ```
#[proc_macro_attribute]
pub fn cache_put(arguments: TokenStream, item: TokenStream) -> TokenStream {
    cache_put::expand(arguments.into(), item.into()).into()
}
