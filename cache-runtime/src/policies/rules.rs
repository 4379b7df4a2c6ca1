//! What layers must not say together: the contradictions that the attribute refuses at compile time, and what a function
//! was not compiled for. Pure: an overlay goes in, faults come out.
//!
//! A layer may take away what an option of a lower one was about: `stampede = "coalesce"` the `early` of a `beta`. Such an
//! option then says nothing, and is no fault.

use super::function::Abilities;
use super::overlay::{Layer, Overlay, Place, Setting, Stated, Strategy, Ttl, on};
use crate::clock::Millis;
use crate::policy::Tiers;

/// Something that cannot be, and what of it is to be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contradiction {
    pub(crate) place: Option<Place>,
    pub(crate) text: String,
}

/// The contradictions of one layer by itself: whatever it leaves open, another may say.
pub(crate) fn within(overlay: &Overlay) -> Vec<Contradiction> {
    let mut checking = Checking::of(overlay);
    checking.all();
    checking.found
}

/// Those of all layers together, for a function that can do so much. What is left of the overlay counts.
pub(crate) fn of_function(
    overlay: &Overlay,
    abilities: Abilities,
) -> Result<Overlay, Vec<Contradiction>> {
    let mut checking = Checking::of(overlay);
    checking.complete = true;
    checking.drop_what_is_about_nothing();
    checking.all();
    checking.abilities(abilities);
    if checking.found.is_empty() {
        Ok(checking.overlay)
    } else {
        Err(checking.found)
    }
}

struct Checking {
    overlay: Overlay,
    /// Whether nothing else will be said.
    complete: bool,
    found: Vec<Contradiction>,
}

/// Drops what a lower layer than `layer` has said.
fn drop_below<T>(stated: &mut Option<Stated<T>>, layer: Layer) {
    if stated
        .as_ref()
        .is_some_and(|stated| stated.place.layer < layer)
    {
        *stated = None;
    }
}

impl Checking {
    fn of(overlay: &Overlay) -> Self {
        Self {
            overlay: overlay.clone(),
            complete: false,
            found: Vec::new(),
        }
    }

    fn drop_what_is_about_nothing(&mut self) {
        let all = &mut self.overlay;
        if let (Some(ttl), Some(adaptive)) = (all.ttl, all.adaptive_ttl) {
            drop_below(&mut all.ttl, adaptive.place.layer);
            drop_below(&mut all.adaptive_ttl, ttl.place.layer);
        }
        if let Some(layer) = said(all.ttl, |ttl| ttl == Ttl::Forever) {
            drop_below(&mut all.jitter, layer);
            drop_below(&mut all.stale_while_revalidate, layer);
            drop_below(&mut all.stale_if_error, layer);
            drop_below(&mut all.refresh_ahead, layer);
            drop_below(&mut all.sliding, layer);
            if said(all.stampede, |strategy| strategy == Strategy::Early).is_some() {
                drop_below(&mut all.stampede, layer);
            }
        }
        if let Some(layer) = said(all.stampede, |strategy| strategy != Strategy::Early) {
            drop_below(&mut all.beta, layer);
        }
        if let Some(layer) = said(all.stampede, |strategy| strategy != Strategy::Lock) {
            drop_below(&mut all.lock_wait, layer);
        }
        if let Some(layer) = said(all.refresh_every, |every| every == Setting::Off) {
            drop_below(&mut all.idle_after, layer);
        }
        if let Some(layer) = said(all.sliding, |sliding| !sliding) {
            drop_below(&mut all.max_age, layer);
        }
        if let Some(layer) = said(all.stale_if_error, |window| window == Setting::Off) {
            drop_below(&mut all.soft_timeout, layer);
        }
    }

    fn all(&mut self) {
        self.ttl();
        self.sliding();
        self.windows();
        self.refreshes();
        self.stampede();
        self.timeouts();
    }

    fn ttl(&mut self) {
        let all = self.overlay.clone();
        if let (Some(ttl), Some(adaptive)) = (all.ttl, all.adaptive_ttl) {
            self.blame(
                &[adaptive.place, ttl.place],
                "`adaptive_ttl` says how long every entry lives, so `ttl` would never count; keep one of them",
            );
        }
        if self.complete && all.ttl.is_none() && all.adaptive_ttl.is_none() {
            self.found.push(Contradiction {
                place: None,
                text: "`ttl` is missing: neither the attribute nor a policy says how long entries live; write one of `ttl` and `adaptive_ttl` in either".to_owned(),
            });
        }
        if let (Some(jitter), Some(forever)) = (all.jitter, self.forever())
            && jitter.value > 0.0
        {
            self.blame(
                &[jitter.place, forever],
                "`jitter` varies the ttl, and `ttl = \"forever\"` cannot vary; write `jitter = 0`, or another ttl",
            );
        }
        if let (Some(copy), Some((longest, of_ttl))) = (on(all.memory_ttl), self.longest())
            && longest < copy.value
        {
            self.blame(
                &[copy.place, of_ttl],
                "`memory_ttl` is longer than the `ttl`, which ends the copy in memory too; write less, or `memory_ttl = \"off\"`",
            );
        }
    }

    fn sliding(&mut self) {
        let all = self.overlay.clone();
        let sliding = all.sliding.filter(|sliding| sliding.value);
        if let Some(max_age) = on(all.max_age) {
            let open = !self.complete && all.sliding.is_none();
            if sliding.is_none() && !open {
                self.blame(
                    &[max_age.place],
                    "`max_age` needs `sliding = true`: it says how old an entry may grow by being renewed",
                );
            }
            if let Some((longest, of_ttl)) = self.longest()
                && max_age.value <= longest
            {
                self.blame(
                    &[max_age.place, of_ttl],
                    "`max_age` is not longer than the `ttl`, so no hit would renew it; write more, or `sliding = false`",
                );
            }
        }
        let Some(sliding) = sliding else { return };
        if let Some(forever) = self.forever() {
            self.blame(
                &[sliding.place, forever],
                "`sliding` renews the ttl, and `ttl = \"forever\"` never ends; give a ttl, or write `sliding = false`",
            );
        }
        if let Some(adaptive) = all.adaptive_ttl {
            self.blame(
                &[adaptive.place, sliding.place],
                "`adaptive_ttl` and `sliding = true` both let hits decide how long an entry lives; keep one of them",
            );
        }
        let refreshing = [
            (
                on(all.refresh_ahead).map(|ahead| ahead.place),
                "refresh_ahead",
            ),
            (
                on(all.refresh_every).map(|every| every.place),
                "refresh_every",
            ),
            (self.early(), "stampede = \"early\""),
        ];
        for (place, spelling) in refreshing {
            if let Some(place) = place {
                self.blame(
                    &[place, sliding.place],
                    &format!("`{spelling}` loads anew before the ttl ends, and with `sliding = true` a hit renews the ttl without a load; keep one of them"),
                );
            }
        }
    }

    fn windows(&mut self) {
        let all = self.overlay.clone();
        let revalidating = on(all.stale_while_revalidate);
        let failing = on(all.stale_if_error);
        let windows = [
            (revalidating, "stale_while_revalidate"),
            (failing, "stale_if_error"),
        ];
        for (window, name) in windows {
            if let (Some(window), Some(forever)) = (window, self.forever()) {
                self.blame(
                    &[window.place, forever],
                    &format!("`{name}` begins when the ttl ends, and `ttl = \"forever\"` never ends; give a ttl, or write `{name} = \"off\"`"),
                );
            }
        }
        if let (Some(failing), Some(revalidating)) = (failing, revalidating)
            && failing.value <= revalidating.value
        {
            self.blame(
                &[failing.place, revalidating.place],
                "`stale_if_error` is not longer than `stale_while_revalidate`, which answers before it; both begin when the ttl ends: write more, or `stale_if_error = \"off\"`",
            );
        }
    }

    fn refreshes(&mut self) {
        let all = self.overlay.clone();
        if let Some(ahead) = on(all.refresh_ahead) {
            if let Some(forever) = self.forever() {
                self.blame(
                    &[ahead.place, forever],
                    "`refresh_ahead` loads before the ttl ends, and `ttl = \"forever\"` never ends; give a ttl, or write `refresh_every`",
                );
            }
            if let Some(early) = self.early() {
                self.blame(
                    &[ahead.place, early],
                    "`refresh_ahead` and `stampede = \"early\"` both say when to load before the ttl ends; keep one of them",
                );
            }
        }
        let every = on(all.refresh_every);
        if let (Some(every), Some((shortest, of_ttl))) = (every, self.shortest())
            && shortest <= every.value
        {
            self.blame(
                &[every.place, of_ttl],
                "`refresh_every` is not shorter than the ttl, so entries would end before they are refreshed; write less, or a longer ttl",
            );
        }
        let Some(idle_after) = all.idle_after else {
            return;
        };
        let open = !self.complete && all.refresh_every.is_none();
        match every {
            None if open => {}
            None => self.blame(
                &[idle_after.place],
                "`idle_after` needs `refresh_every`: it says how long after the last call the refreshes stop",
            ),
            Some(every) if idle_after.value < every.value => self.blame(
                &[idle_after.place, every.place],
                "`idle_after` is shorter than `refresh_every`, so the refreshes would stop before the first; write more",
            ),
            Some(_) => {}
        }
    }

    fn stampede(&mut self) {
        let all = self.overlay.clone();
        let open = !self.complete && all.stampede.is_none();
        let is = |strategy| all.stampede.is_some_and(|stated| stated.value == strategy);
        if let Some(beta) = all.beta.filter(|_| !open && !is(Strategy::Early)) {
            self.blame(
                &[beta.place],
                "`beta` needs `stampede = \"early\"`: it says how early",
            );
        }
        if let Some(wait) = on(all.lock_wait).filter(|_| !open && !is(Strategy::Lock)) {
            self.blame(
                &[wait.place],
                "`lock_wait` needs `stampede = \"lock\"`: it says how long to wait for the process that loads",
            );
        }
        if let (Some(early), Some(forever)) = (self.early(), self.forever()) {
            self.blame(
                &[early, forever],
                "`stampede = \"early\"` loads before the ttl ends, and `ttl = \"forever\"` never ends; give a ttl",
            );
        }
    }

    fn timeouts(&mut self) {
        let all = self.overlay.clone();
        let hard = on(all.timeout);
        if let Some(soft) = on(all.soft_timeout) {
            let open = !self.complete && all.stale_if_error.is_none();
            if on(all.stale_if_error).is_none() && !open {
                self.blame(
                    &[soft.place],
                    "`soft_timeout` needs `stale_if_error`: it answers with the value that is kept for that long after its ttl",
                );
            }
            if let Some(hard) = hard.filter(|hard| hard.value <= soft.value) {
                self.blame(
                    &[soft.place, hard.place],
                    "`soft_timeout` is not shorter than `timeout`, which ends the wait before; write less, or `soft_timeout = \"off\"`",
                );
            }
        }
        if let (Some(wait), Some(hard)) = (on(all.lock_wait), hard)
            && wait.value > hard.value
        {
            self.blame(
                &[wait.place, hard.place],
                "`lock_wait` is longer than `timeout`, which bounds that wait too; write less, or `lock_wait = \"off\"`",
            );
        }
    }

    /// What the function was not compiled for cannot be switched on.
    fn abilities(&mut self, abilities: Abilities) {
        self.tiers(abilities.tiers);
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
                "`soft_timeout` leaves a load to go on, and the attribute has `on_cancel = \"stop\"`, which ends it; write `soft_timeout = \"off\"`, or remove `on_cancel` there",
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

    fn early(&self) -> Option<Place> {
        let stampede = self.overlay.stampede?;
        (stampede.value == Strategy::Early).then_some(stampede.place)
    }

    fn forever(&self) -> Option<Place> {
        let ttl = self.overlay.ttl?;
        (ttl.value == Ttl::Forever).then_some(ttl.place)
    }

    /// The least that is known of every ttl.
    fn shortest(&self) -> Option<(Millis, Place)> {
        match (self.overlay.adaptive_ttl, self.overlay.ttl) {
            (Some(adaptive), _) => Some((adaptive.value.from, adaptive.place)),
            (None, ttl) => known(ttl?),
        }
    }

    /// The most that is known of every ttl.
    fn longest(&self) -> Option<(Millis, Place)> {
        match (self.overlay.adaptive_ttl, self.overlay.ttl) {
            (Some(adaptive), _) => Some((adaptive.value.to, adaptive.place)),
            (None, ttl) => known(ttl?),
        }
    }

    /// Where it is to be changed: what was said of this function before what was said of several, and never the attribute, as
    /// that is right by itself. Of one layer, the first that is given.
    fn blame(&mut self, places: &[Place], text: &str) {
        let rank = |place: &Place| match place.layer {
            Layer::Override => 0,
            Layer::Named => 1,
            Layer::Attribute => 2,
        };
        self.found.push(Contradiction {
            place: places.iter().min_by_key(|place| rank(place)).copied(),
            text: text.to_owned(),
        });
    }
}

/// The layer in which something was said that `counts`.
fn said<T: Copy>(stated: Option<Stated<T>>, counts: impl Fn(T) -> bool) -> Option<Layer> {
    let stated = stated?;
    counts(stated.value).then_some(stated.place.layer)
}

fn known(ttl: Stated<Ttl>) -> Option<(Millis, Place)> {
    match ttl.value {
        Ttl::For(millis) => Some((millis, ttl.place)),
        Ttl::Forever | Ttl::Computed => None,
    }
}
