//! Which functions a shared tier could serve, and what it would hold of their values.
#![allow(
    clippy::option_option,
    clippy::unnecessary_wraps,
    reason = "the types are what is tested"
)]

use cache_runtime::__private::{Coder, Content, Site, coder};
use cache_runtime::{Cache, Cacheable, Policy, cached, testing};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct User {
    id: u64,
    name: String,
}

impl User {
    fn new(id: u64) -> Self {
        Self {
            id,
            name: format!("user {id}"),
        }
    }
}

/// A value that serde knows nothing of.
#[derive(Debug, Clone, PartialEq)]
struct Socket(u64);

/// Half of what it takes.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Report(u64);

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Refusal {
    Missing(u64),
}

/// How the values of a function would be written once it was called.
fn after<V: Cacheable, T>(call: impl FnOnce() -> T, site: &Site) -> Option<Coder<V>> {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    call();
    coder(&cache, site)
}

/// Writes a value and reads it back; tells what was said of it beside the bytes.
#[track_caller]
fn round_trip<V: PartialEq + Debug>(coder: Coder<V>, value: &V) -> (Content, Vec<u8>) {
    let (content, bytes) = coder
        .write(value)
        .expect("the codec has a form for it")
        .expect("it is for sharing");
    assert_eq!(coder.read(content, &bytes).as_ref(), Ok(value));
    (content, bytes)
}

type Fallible<T> = Result<T, Refusal>;
type Maybe<T> = Option<T>;

mod by_default {
    use super::*;

    #[cached(ttl = "1h")]
    fn plain(id: u64) -> User {
        User::new(id)
    }

    #[cached(ttl = "1h")]
    async fn waited_for(id: u64) -> User {
        std::future::ready(User::new(id)).await
    }

    #[cached(ttl = "1h")]
    fn counted(id: u64) -> Arc<User> {
        Arc::new(User::new(id))
    }

    #[cached(ttl = "1h")]
    fn copied(id: u64) -> Cow<'static, str> {
        id.to_string().into()
    }

    #[cached(ttl = "1h")]
    fn socket(id: u64) -> Socket {
        Socket(id)
    }

    #[cached(ttl = "1h")]
    fn report(id: u64) -> Report {
        Report(id)
    }

    #[cached(ttl = "1h")]
    fn sockets(id: u64) -> Result<Vec<Socket>, String> {
        Ok(vec![Socket(id)])
    }

    #[cached(ttl = "1h", max_weight = "1MiB")]
    fn weighed(id: u64) -> Option<String> {
        Some(id.to_string())
    }

    #[cached(ttl = "1h", tier = "memory")]
    fn at_home(id: u64) -> User {
        User::new(id)
    }

    #[cached(ttl = "1h", helpers = false)]
    fn spliced(id: u64) -> Fallible<User> {
        Ok(User::new(id))
    }

    #[test]
    fn what_serde_can_write_and_read_is_shared() {
        assert!(after::<User, _>(|| plain(7), __plain_site()).is_some());
        let asynchronous = || testing::run(waited_for(7));
        assert!(after::<User, _>(asynchronous, __waited_for_site()).is_some());
        assert!(after::<Cow<'static, str>, _>(|| copied(7), __copied_site()).is_some());
        assert!(after::<Option<String>, _>(|| weighed(7), __weighed_site()).is_some());
        assert_eq!(spliced(7), Ok(User::new(7)));
    }

    #[test]
    fn what_stands_behind_a_pointer_is_shared_like_itself() {
        let counted = after::<Arc<User>, _>(|| counted(7), __counted_site()).unwrap();
        let plain = after::<User, _>(|| plain(7), __plain_site()).unwrap();
        let (_, bytes) = round_trip(counted, &Arc::new(User::new(7)));
        assert_eq!(bytes, round_trip(plain, &User::new(7)).1);
    }

    #[test]
    fn anything_else_stays_in_memory() {
        assert!(after::<Socket, _>(|| socket(7), __socket_site()).is_none());
        assert!(after::<Report, _>(|| report(7), __report_site()).is_none());
        assert!(after::<Vec<Socket>, _>(|| sockets(7), __sockets_site()).is_none());
    }

    #[test]
    fn what_is_meant_for_memory_stays_there() {
        assert!(after::<User, _>(|| at_home(7), __at_home_site()).is_none());
    }

    #[test]
    fn helpers_find_what_the_function_would() {
        let puts = || put_plain(7, User::new(7)).unwrap();
        assert!(after::<User, _>(puts, __plain_site()).is_some());
        assert!(after::<User, _>(|| peek_plain(7), __plain_site()).is_some());
        assert!(after::<User, _>(|| refresh_plain(7), __plain_site()).is_some());
        assert!(after::<User, _>(|| plain_cached(7), __plain_site()).is_some());
    }
}

mod on_demand {
    use super::*;

    #[cached(ttl = "1h", tier = "all")]
    fn everywhere(id: u64) -> Option<User> {
        Some(User::new(id))
    }

    #[cached(ttl = "1h", tier = "redis", error_ttl = "1s", max_weight = "1MiB")]
    fn elsewhere(id: u64) -> Result<String, String> {
        Ok(id.to_string())
    }

    #[test]
    fn what_is_demanded_is_had() {
        assert!(after::<Option<User>, _>(|| everywhere(7), __everywhere_site()).is_some());
        let elsewhere =
            after::<Result<String, String>, _>(|| elsewhere(7), __elsewhere_site()).unwrap();
        assert_eq!(
            round_trip(elsewhere, &Err("gone".to_owned())).0,
            Content::Failure
        );
    }
}

mod borrowed {
    use super::*;

    type Text = &'static str;

    #[cached(ttl = "1h")]
    fn spelled(id: u64) -> &'static str {
        if id == 7 { "seven" } else { "another" }
    }

    #[cached(ttl = "1h", negative_ttl = "1s")]
    fn aliased(id: u64) -> Option<Text> {
        Some(if id == 7 { "seven" } else { "another" })
    }

    #[cached(ttl = "1h")]
    fn inside(id: u64) -> Vec<&'static str> {
        vec![if id == 7 { "seven" } else { "another" }]
    }

    #[test]
    fn what_borrows_from_the_program_stays_in_memory() {
        assert!(after::<Text, _>(|| spelled(7), __spelled_site()).is_none());
        assert!(after::<Option<Text>, _>(|| aliased(7), __aliased_site()).is_none());
        assert!(after::<Vec<Text>, _>(|| inside(7), __inside_site()).is_none());
    }
}

mod generic {
    use super::*;

    #[cached(key = "bound:<id>", ttl = "1h", ignore(make))]
    fn bound<T: Cacheable + Serialize + DeserializeOwned>(id: u64, make: fn(u64) -> T) -> T {
        make(id)
    }

    #[cached(key = "unbound:<id>", ttl = "1h", ignore(make))]
    fn unbound<T: Cacheable>(id: u64, make: fn(u64) -> T) -> T {
        make(id)
    }

    #[cached(key = "around:<id>", ttl = "1h", ignore(make))]
    fn around<T>(id: u64, make: fn(u64) -> T) -> Result<Vec<T>, String>
    where
        T: Cacheable + Serialize,
        T: DeserializeOwned,
    {
        Ok(vec![make(id)])
    }

    #[test]
    fn the_bounds_of_a_generic_function_tell_what_it_shares() {
        assert!(after::<User, _>(|| bound(7, User::new), __bound_site()).is_some());
        assert!(after::<Vec<User>, _>(|| around(7, User::new), __around_site()).is_some());
        // `User` could be shared, but nothing says so of `T`.
        assert!(after::<User, _>(|| unbound(7, User::new), __unbound_site()).is_none());
        assert!(after::<Socket, _>(|| unbound(7, Socket), __unbound_site()).is_none());
    }
}

mod absence {
    use super::*;

    #[cached(ttl = "1h")]
    fn maybe(id: u64) -> Option<User> {
        (id > 0).then(|| User::new(id))
    }

    #[cached(ttl = "1h", negative_ttl = "1s")]
    fn checked(id: u64) -> Fallible<Maybe<User>> {
        Ok((id > 0).then(|| User::new(id)))
    }

    #[cached(ttl = "1h")]
    fn twice(id: u64) -> Option<Option<u64>> {
        Some((id > 0).then_some(id))
    }

    #[cached(ttl = "1h")]
    fn unit(id: u64) -> Option<()> {
        (id > 0).then_some(())
    }

    #[test]
    fn nothing_is_told_beside_the_bytes_and_something_is_written_alone() {
        let maybe = after::<Option<User>, _>(|| maybe(7), __maybe_site()).unwrap();
        assert_eq!(round_trip(maybe, &None), (Content::Absent, Vec::new()));
        let (content, bytes) = round_trip(maybe, &Some(User::new(7)));
        assert_eq!(content, Content::Value);
        // The bytes of a `Some` are those of what is in it.
        let plain = after::<User, _>(|| bare(7), __bare_site()).unwrap();
        assert_eq!(bytes, round_trip(plain, &User::new(7)).1);
    }

    #[cached(ttl = "1h")]
    fn bare(id: u64) -> User {
        User::new(id)
    }

    #[test]
    fn absence_is_found_behind_results_and_aliases() {
        let checked = after::<Option<User>, _>(|| checked(7), __checked_site()).unwrap();
        assert_eq!(round_trip(checked, &None).0, Content::Absent);
        assert_eq!(round_trip(checked, &Some(User::new(7))).0, Content::Value);
    }

    #[test]
    fn an_option_in_an_option_survives() {
        let twice = after::<Option<Option<u64>>, _>(|| twice(7), __twice_site()).unwrap();
        assert_eq!(round_trip(twice, &None).0, Content::Absent);
        assert_eq!(round_trip(twice, &Some(None)).0, Content::Value);
        assert_eq!(round_trip(twice, &Some(Some(7))).0, Content::Value);
    }

    #[test]
    fn no_bytes_are_no_absence() {
        let unit = after::<Option<()>, _>(|| unit(7), __unit_site()).unwrap();
        assert_eq!(round_trip(unit, &Some(())), (Content::Value, Vec::new()));
        assert_eq!(round_trip(unit, &None), (Content::Absent, Vec::new()));
    }

    #[test]
    fn what_a_type_cannot_be_is_refused() {
        let plain = after::<User, _>(|| bare(7), __bare_site()).unwrap();
        assert!(plain.read(Content::Absent, &[]).is_err());
        assert!(plain.read(Content::Failure, &[]).is_err());
        let maybe = after::<Option<User>, _>(|| maybe(7), __maybe_site()).unwrap();
        assert!(maybe.read(Content::Absent, &[0]).is_err());
        assert!(maybe.read(Content::Value, &[]).is_err());
        let (content, mut bytes) = round_trip(maybe, &Some(User::new(7)));
        bytes.push(0);
        assert!(maybe.read(content, &bytes).is_err());
    }
}

mod failures {
    use super::*;

    #[cached(ttl = "1h")]
    fn forgotten(id: u64) -> Fallible<User> {
        Ok(User::new(id))
    }

    #[cached(ttl = "1h", error_ttl = "1s")]
    fn remembered(id: u64) -> Fallible<User> {
        Ok(User::new(id))
    }

    #[cached(ttl = "1h", error_ttl = "1s")]
    fn unspeakable(id: u64) -> Result<User, Socket> {
        Ok(User::new(id))
    }

    #[cached(ttl = "1h", error_ttl = "1s", negative_ttl = "1s")]
    fn all_at_once(id: u64) -> Fallible<Option<User>> {
        Ok(Some(User::new(id)))
    }

    #[test]
    fn errors_that_serde_knows_are_shared() {
        let coder = after::<Fallible<User>, _>(|| remembered(7), __remembered_site()).unwrap();
        assert_eq!(round_trip(coder, &Ok(User::new(7))).0, Content::Value);
        let failure = round_trip(coder, &Err(Refusal::Missing(7)));
        assert_eq!(failure.0, Content::Failure);
    }

    #[test]
    fn errors_that_serde_does_not_know_stay_in_memory() {
        let coder =
            after::<Result<User, Socket>, _>(|| unspeakable(7), __unspeakable_site()).unwrap();
        assert_eq!(round_trip(coder, &Ok(User::new(7))).0, Content::Value);
        assert_eq!(coder.write(&Err(Socket(7))), Ok(None));
        assert!(coder.read(Content::Failure, &[7]).is_err());
    }

    #[test]
    fn values_nothing_and_errors_live_side_by_side() {
        let coder =
            after::<Fallible<Option<User>>, _>(|| all_at_once(7), __all_at_once_site()).unwrap();
        let contents = [Ok(Some(User::new(7))), Ok(None), Err(Refusal::Missing(7))]
            .map(|stored| round_trip(coder, &stored).0);
        assert_eq!(
            contents,
            [Content::Value, Content::Absent, Content::Failure]
        );
    }

    #[test]
    fn the_fingerprint_tells_the_types_that_are_stored() {
        let forgotten = after::<User, _>(|| forgotten(7), __forgotten_site()).unwrap();
        let remembered = after::<Fallible<User>, _>(|| remembered(7), __remembered_site()).unwrap();
        let unspeakable =
            after::<Result<User, Socket>, _>(|| unspeakable(7), __unspeakable_site()).unwrap();
        assert_ne!(forgotten.fingerprint(), remembered.fingerprint());
        assert_eq!(forgotten.fingerprint(), unspeakable.fingerprint());
    }
}

mod by_hand {
    use super::*;

    const POLICY: Policy = Policy::forever();

    /// Policies of direct regions know the shared tier too.
    #[test]
    fn a_policy_takes_the_bounds_of_a_shared_tier() {
        let minute = Duration::from_secs(60);
        assert_ne!(POLICY.with_memory_ttl(minute), POLICY);
        assert_ne!(POLICY.with_lock_wait(minute), POLICY);
    }

    #[test]
    fn a_region_and_its_shared_handle_hold_the_same_entries() {
        let cache = Cache::memory();
        let (home, shared) = (
            cache.region::<User>("users"),
            cache.region::<User>("users").shared(),
        );
        shared.put_blocking(&7_u64, &POLICY, User::new(7)).unwrap();
        assert_eq!(home.get(&7_u64), Some(User::new(7)));
        home.put_blocking(&8_u64, &POLICY, User::new(8)).unwrap();
        assert_eq!(shared.get(&8_u64), Some(User::new(8)));
        home.invalidate_all_blocking().unwrap();
        assert_eq!(shared.get(&7_u64), None);
        assert_eq!(cache.check(), Ok(()));
    }
}
