use super::*;
use proptest::prelude::{
    Just, ProptestConfig, any, prop, prop_assert_eq, prop_compose, prop_oneof, proptest,
};
use std::time::Duration;

fn policy() -> Policy {
    Policy::new(Duration::from_secs(100))
}

fn life() -> Life {
    Life::begin(1_000, 100_000, 0.0, 500_000, 0.0)
}

#[test]
fn an_entry_is_fresh_to_the_last_millisecond_of_its_ttl() {
    let at = |now| of(&life(), &policy(), now, || 0.0);
    assert_eq!(at(1_000), Freshness::Fresh);
    assert_eq!(at(100_999), Freshness::Fresh);
    assert_eq!(at(101_000), Freshness::Expired);
}

#[test]
fn an_entry_marked_stale_stays_as_a_fallback_until_its_time_is_over() {
    let marked = Life {
        marked: true,
        window: 1_000,
        ..life()
    };
    let policy = policy().with_stale_if_error(Duration::from_secs(1));
    let at = |now| of(&marked, &policy, now, || 0.0);
    assert_eq!(at(5_000), Freshness::Fallback);
    assert_eq!(at(101_999), Freshness::Fallback);
    assert_eq!(at(102_000), Freshness::Expired);
}

#[test]
fn jitter_spreads_both_ways_and_never_further() {
    assert_eq!(spread(1000, 0.1, 0.0), 900);
    assert_eq!(spread(1000, 0.1, 0.5), 1000);
    assert_eq!(spread(1000, 0.1, 0.999_999), 1100);
    assert_eq!(spread(1, 0.5, 0.0), 1);
    assert_eq!(spread(NEVER, 0.5, 0.0), NEVER);
}

#[test]
fn early_refresh_follows_the_exponential_law() {
    // P(refresh | remaining τ) = e^(−τ/(βδ)); δ is 500 ms here.
    let early = policy().with_early_refresh(1.0);
    let mut random = fastrand::Rng::with_seed(7);
    for (remaining, expected) in [(125, 0.7788), (500, 0.3679), (1000, 0.1353), (2500, 0.0067)] {
        let now = 101_000 - remaining;
        let draws = 200_000;
        let due = (0..draws)
            .filter(|_| of(&life(), &early, now, || random.f64()) == Freshness::RefreshDue)
            .count();
        let share = f64::from(u32::try_from(due).unwrap()) / f64::from(draws);
        assert!(
            (share - expected).abs() < 0.005,
            "τ = {remaining}: {share} instead of {expected}"
        );
    }
}

#[test]
fn early_refresh_spares_the_first_half_of_a_life() {
    let dear = Life {
        load_cost: u32::MAX,
        ..life()
    };
    let early = policy().with_early_refresh(10.0);
    assert_eq!(of(&dear, &early, 50_999, || 0.999), Freshness::Fresh);
    assert_eq!(of(&dear, &early, 51_000, || 0.999), Freshness::RefreshDue);
    assert_eq!(dear.attention(&early, 1_000, 0), 51_000);
}

/// What an entry is worth at a moment, as the documentation tells it.
#[allow(clippy::cast_precision_loss, reason = "these lives are short")]
fn model(life: &Life, policy: &Policy, now: Millis, draw: f64) -> Freshness {
    let ttl = (life.fresh_until - life.stored_at) as f64;
    let age = (now - life.stored_at) as f64;
    let cost = f64::from(life.load_cost) / 1000.0;
    let is_drawn = |beta| cost > 0.0 && -(1.0 - draw).ln() * beta * cost >= ttl - age;
    let is_ahead = policy.refresh_ahead.is_some_and(|part| age >= ttl * part);
    let is_early = age >= (ttl / 2.0).floor() && policy.beta.is_some_and(is_drawn);
    let within = |window: Millis| now < life.fresh_until + window.min(life.window);
    let is_fresh = !life.marked && now < life.fresh_until;
    let is_stale = !life.marked && within(policy.stale_while_revalidate);
    let is_fallback = policy.stale_if_error > 0 && within(policy.stale_if_error);
    let is_quiet = now < life.quiet_until;
    match () {
        () if now >= life.copy_until => Freshness::Expired,
        () if is_fresh && (is_ahead || is_early) && !is_quiet => Freshness::RefreshDue,
        () if is_fresh => Freshness::Fresh,
        () if (is_stale || is_fallback) && is_quiet => Freshness::Held,
        () if is_stale => Freshness::Stale,
        () if is_fallback => Freshness::Fallback,
        () => Freshness::Expired,
    }
}

prop_compose! {
    fn policies()(
        stale_while_revalidate in prop_oneof![Just(0_u64), 1..50_u64],
        stale_if_error in prop_oneof![Just(0_u64), 1..100_u64],
        refresh_ahead in prop::option::of(0.01..0.99_f64),
        beta in prop::option::of(0.1..10.0_f64),
    ) -> Policy {
        Policy {
            beta,
            refresh_ahead,
            stale_while_revalidate,
            stale_if_error,
            ..Policy::new(Duration::from_millis(100))
        }
    }
}

prop_compose! {
    fn lives()(
        ttl in 1..100_u64,
        lasts in any::<bool>(),
        copy in prop_oneof![3 => Just(NEVER), 1 => 0..250_u64],
        load_cost in prop_oneof![Just(0_u32), 1..100_000_u32],
        marked in prop::bool::weighted(0.2),
        quiet in prop_oneof![Just(0_u64), 0..250_u64],
        policy in policies(),
    ) -> (Life, Policy) {
        let life = Life {
            window: if lasts { policy.window() } else { 0 },
            copy_until: copy.saturating_add(1_000),
            marked,
            quiet_until: quiet + 1_000,
            ..Life::begin(1_000, ttl, 0.0, load_cost, 0.0)
        };
        (life, policy)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn an_entry_is_worth_what_the_model_says_at_every_moment((life, policy) in lives(), draw in 0.0..1.0_f64) {
        for now in 1_000..1_300 {
            prop_assert_eq!(of(&life, &policy, now, || draw), model(&life, &policy, now, draw), "at {}", now);
        }
    }

    #[test]
    fn before_its_moment_of_attention_an_entry_is_fresh((life, policy) in lives(), draw in 0.0..1.0_f64) {
        let attention = life.attention(&policy, 1_000, 0);
        for now in 1_000..attention.min(1_300) {
            prop_assert_eq!(of(&life, &policy, now, || draw), Freshness::Fresh, "at {}", now);
        }
    }

    #[test]
    fn from_its_retirement_on_an_entry_is_of_no_use((life, policy) in lives(), draw in 0.0..1.0_f64) {
        for now in life.retain_until().max(1_000)..1_300 {
            prop_assert_eq!(of(&life, &policy, now, || draw), Freshness::Expired, "at {}", now);
        }
    }
}

/// How long before its end an entry is first refreshed that is read at random, so often in the time of a load, as a
/// multiple of that time: the mean of many lives.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "moments of this simulation are positive and small"
)]
fn mean_lead(beta: f64, reads_per_load: f64, random: &mut fastrand::Rng) -> f64 {
    const LOAD: f64 = 10_000.0;
    const LIVES: u32 = 1_000;
    let policy = policy().with_early_refresh(beta);
    // So long that the first half, in which nothing is refreshed, plays no part.
    let life = Life::begin(0, 800_000, 0.0, 10_000_000, 0.0);
    let mut leads = 0.0;
    for _ in 0..LIVES {
        let mut now = 400_000.0;
        let refreshed = loop {
            // Independent readers come by a Poisson process.
            now -= (1.0 - random.f64()).ln() * LOAD / reads_per_load;
            assert!(now < 800_000.0, "nobody has refreshed it");
            if of(&life, &policy, now as Millis, || random.f64()) == Freshness::RefreshDue {
                break now;
            }
        };
        leads += 800_000.0 - refreshed;
    }
    leads / f64::from(LIVES) / LOAD
}

#[test]
fn the_first_early_refresh_leads_the_end_by_as_much_as_theory_says() {
    // βδ·(ln(rβδ) + γ), where r readers come in a unit of time and γ is Euler's constant.
    let mut random = fastrand::Rng::with_seed(1);
    for (beta, reads) in [
        (1.0_f64, 100.0_f64),
        (2.0, 100.0),
        (1.0, 1000.0),
        (0.5, 20.0),
    ] {
        let theory = beta * ((reads * beta).ln() + 0.577);
        let measured = mean_lead(beta, reads, &mut random);
        assert!(
            (measured / theory - 1.0).abs() < 0.05,
            "β = {beta}, {reads} reads in a load: {measured} instead of {theory}"
        );
    }
}

#[test]
fn hits_pay_for_draws_only_when_one_could_refresh() {
    let early = policy().with_early_refresh(1.0);
    let begins = life().attention(&early, 1_000, 0);
    assert_eq!(begins, 101_000 - 37 * 500);
    let luckiest = 1.0 - f64::EPSILON / 2.0;
    assert_eq!(of(&life(), &early, begins, || luckiest), Freshness::Fresh);
    let soon = begins + 200;
    assert_eq!(
        of(&life(), &early, soon, || luckiest),
        Freshness::RefreshDue
    );
}
