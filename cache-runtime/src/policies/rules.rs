//! What layers must not say together: the contradictions that the attribute refuses at compile time. What a function was not
//! compiled for stands in `abilities.rs`. Pure: an overlay goes in, faults come out.
//!
//! A layer may take away what an option of a lower one was about: `stampede = "coalesce"` the `early` of a `beta`. Such an
//! option then says nothing, and is no fault.

use super::function::Abilities;
use super::overlay::{Layer, Overlay, Place, Setting, Stated, Strategy, Ttl, on};
use crate::clock::Millis;

/// Something that cannot be, and what of it is to be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contradiction {
    pub(crate) place: Option<Place>,
    pub(crate) text: String,
}

/// The contradictions of one layer by itself: whatever it leaves open, another may say.
pub(crate) fn within(overlay: &Overlay) -> Vec<Contradiction> {
    let mut checking = Checking::of(overlay);
    checking.drop_what_is_about_nothing();
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

pub(super) struct Checking {
    pub(super) overlay: Overlay,
    /// Whether nothing else will be said.
    complete: bool,
    found: Vec<Contradiction>,
}

/// What counts for more is greater.
type Rank = (Layer, bool);

/// Drops what counts for less than `rank`.
fn drop_below<T>(stated: &mut Option<Stated<T>>, rank: Rank) {
    if stated
        .as_ref()
        .is_some_and(|stated| stated.place.rank() < rank)
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
            drop_below(&mut all.ttl, adaptive.place.rank());
            drop_below(&mut all.adaptive_ttl, ttl.place.rank());
        }
        if let Some(rank) = said(all.ttl, |ttl| ttl == Ttl::Forever) {
            drop_below(&mut all.jitter, rank);
            drop_below(&mut all.stale_while_revalidate, rank);
            drop_below(&mut all.stale_if_error, rank);
            drop_below(&mut all.refresh_ahead, rank);
            drop_below(&mut all.sliding, rank);
            if said(all.stampede, |strategy| strategy == Strategy::Early).is_some() {
                drop_below(&mut all.stampede, rank);
            }
        }
        if let Some(rank) = said(all.stampede, |strategy| strategy != Strategy::Early) {
            drop_below(&mut all.beta, rank);
        }
        if let Some(rank) = said(all.stampede, |strategy| strategy != Strategy::Lock) {
            drop_below(&mut all.lock_wait, rank);
        }
        if let Some(rank) = said(all.refresh_every, |every| every == Setting::Off) {
            drop_below(&mut all.idle_after, rank);
        }
        if let Some(rank) = said(all.sliding, |sliding| !sliding) {
            drop_below(&mut all.max_age, rank);
        }
        if let Some(rank) = said(all.stale_if_error, |window| window == Setting::Off) {
            drop_below(&mut all.soft_timeout, rank);
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

    pub(super) fn early(&self) -> Option<Place> {
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
    /// that is right by itself; in the file before code. Of several alike, the first that is given.
    pub(super) fn blame(&mut self, places: &[Place], text: &str) {
        let distance = |place: &Place| {
            let layer = match place.layer {
                Layer::Override => 0,
                Layer::Named => 1,
                Layer::Attribute => 2,
            };
            (layer, place.line == 0)
        };
        self.found.push(Contradiction {
            place: places.iter().min_by_key(|place| distance(place)).copied(),
            text: text.to_owned(),
        });
    }
}

/// How much something counts that was said, if it `counts` at all.
fn said<T: Copy>(stated: Option<Stated<T>>, counts: impl Fn(T) -> bool) -> Option<Rank> {
    let stated = stated?;
    counts(stated.value).then_some(stated.place.rank())
}

fn known(ttl: Stated<Ttl>) -> Option<(Millis, Place)> {
    match ttl.value {
        Ttl::For(millis) => Some((millis, ttl.place)),
        Ttl::Forever | Ttl::Computed => None,
    }
}
