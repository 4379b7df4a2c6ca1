//! What a function was not compiled for, and so cannot be switched on at run time; and what its tiers forbid.

use super::function::Abilities;
use super::overlay::{Place, Strategy, on};
use super::rules::Checking;
use crate::policy::Tiers;

impl Checking {
    /// What the function was not compiled for cannot be switched on.
    pub(super) fn abilities(&mut self, abilities: Abilities) {
        self.tiers(abilities.tiers);
        if abilities.batch {
            self.options_of_single_entries();
        }
        let all = self.overlay.clone();
        let place = |stated: Option<Place>, able: bool| stated.filter(|_| !able);
        let kept = abilities.kept;
        let background = [
            (
                on(all.stale_while_revalidate).map(|window| window.place),
                "stale_while_revalidate",
            ),
            (
                on(all.refresh_ahead).map(|ahead| ahead.place),
                "refresh_ahead",
            ),
            (on(all.soft_timeout).map(|soft| soft.place), "soft_timeout"),
            (self.early(), "stampede = \"early\""),
        ];
        for (stated, spelling) in background {
            if let Some(place) = place(stated, kept) {
                self.blame(
                    &[place],
                    &format!("with `{spelling}` a load may outlive the call, and the function was compiled without that; write it in the attribute too, or `on_cancel = \"finish\"` there if the function is async"),
                );
            }
        }
        if let Some(soft) = on(all.soft_timeout).filter(|_| abilities.stops) {
            self.blame(
                &[soft.place],
                "`soft_timeout` leaves a load to go on, and loads of the function end with their callers; write `soft_timeout = \"off\"`, or `on_cancel = \"finish\"` in the attribute",
            );
        }
        let compiled = [
            (
                on(all.refresh_every).map(|every| every.place),
                abilities.repeats,
                "with `refresh_every` a load is done again and again with the same arguments, and the function was compiled without that; write `refresh_every` in the attribute too",
            ),
            (
                on(all.timeout).map(|timeout| timeout.place),
                abilities.times_out,
                "with `timeout` a call may end in an error that says so, and the function was compiled without that; write `timeout` in the attribute too",
            ),
            (
                on(all.error_ttl).map(|ttl| ttl.place),
                abilities.caches_errors,
                "with `error_ttl` errors are cached, and the function was compiled without that; write `error_ttl` in the attribute too",
            ),
            (
                on(all.negative_ttl).map(|ttl| ttl.place),
                abilities.tells_absence,
                "with `negative_ttl` a `None` is told from other values, and the function was compiled without that; write `negative_ttl` in the attribute too",
            ),
        ];
        for (stated, able, text) in compiled {
            if let Some(place) = place(stated, able) {
                self.blame(&[place], text);
            }
        }
        self.audits(abilities.audits);
    }

    /// Each hit is drawn by what the attribute says; of those some can be left out.
    fn audits(&mut self, most: f64) {
        let audit = on(self.overlay.audit).filter(|audit| audit.value > most);
        let Some(audit) = audit else { return };
        let text = if most > 0.0 {
            format!(
                "`audit` is more than the `{most}` of the attribute, by which hits are drawn; write that at most, or more in the attribute"
            )
        } else {
            "with `audit` a load is done again to compare its value, and the function was compiled without that; write `audit` in the attribute too".to_owned()
        };
        self.blame(&[audit.place], &text);
    }

    /// What a batch cannot have is refused by the attribute too. Refreshes are refused for want of arguments that last.
    fn options_of_single_entries(&mut self) {
        let all = self.overlay.clone();
        let sliding = all.sliding.filter(|sliding| sliding.value);
        let refused = [
            (sliding.map(|sliding| sliding.place), "sliding"),
            (all.adaptive_ttl.map(|range| range.place), "adaptive_ttl"),
            (
                on(all.stale_if_error).map(|window| window.place),
                "stale_if_error",
            ),
        ];
        for (stated, spelling) in refused {
            if let Some(place) = stated {
                self.blame(
                    &[place],
                    &format!("`{spelling}` is about the hits or the load of one entry, and the function has `batch`, which looks for many at once; remove it for this function"),
                );
            }
        }
    }

    fn tiers(&mut self, tiers: Tiers) {
        let all = self.overlay.clone();
        if let Some(copy) = on(all.memory_ttl) {
            match tiers {
                Tiers::Memory => self.blame(
                    &[copy.place],
                    "`memory_ttl` bounds the copy of what a shared tier holds, but the function has `tier = \"memory\"`; give that time as the `ttl`",
                ),
                Tiers::Redis => self.blame(
                    &[copy.place],
                    "`memory_ttl` bounds the copy in memory, but the function has `tier = \"redis\"` and keeps none there; write `memory_ttl = \"off\"`",
                ),
                Tiers::Default | Tiers::All => {}
            }
        }
        if let (Some(adaptive), Tiers::Redis) = (all.adaptive_ttl, tiers) {
            self.blame(
                &[adaptive.place],
                "`adaptive_ttl` grows with the hits in memory, and the function has `tier = \"redis\"` and keeps nothing there; write a `ttl` in its place",
            );
        }
        let lock = all
            .stampede
            .filter(|stated| stated.value == Strategy::Lock && tiers == Tiers::Memory);
        if let Some(lock) = lock {
            self.blame(
                &[lock.place],
                "`stampede = \"lock\"` needs a tier that processes share, but the function has `tier = \"memory\"`; write `stampede = \"coalesce\"`",
            );
        }
    }
}
