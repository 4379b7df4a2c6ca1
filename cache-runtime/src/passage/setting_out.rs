//! A call that found no plain hit, as far as its loader.

use super::{Asking, Passage, Questions, Step};
use crate::call::Call;
use crate::glance::Glimpse;
use crate::invalidation::Links;
use crate::key::KeyKinds;
use crate::shape::{Cacheable, SharedFailure};

/// Where a call has come.
pub(crate) enum Reached<'s, V: Cacheable> {
    /// Its end, which is no [`Step::Load`].
    End(Step<V>),
    /// Its turn to load.
    Loader(Box<Passage<'s, V>>),
}

/// Goes as far as the loader. `links` is what that says of the entry; `receives`: whether the function can make use of the
/// failure of another call's load.
pub(crate) async fn set_out<'s, Kinds: KeyKinds, V: Cacheable>(
    call: Call<'s, '_, Kinds>,
    questions: Questions<V>,
    asking: Asking,
    links: Links,
    receives: fn(&SharedFailure) -> bool,
) -> Reached<'s, V> {
    let present = call.present(asking.intent);
    let glanced = call.glance(questions, present.as_ref(), &links, &asking.span);
    let glanced = match glanced.await {
        Glimpse::Hit(cached) => return Reached::End(Step::Answer(cached)),
        Glimpse::Else(glanced) => glanced,
    };
    let mut passage = call.passage(questions, asking).after(glanced, links);
    loop {
        match passage.admission().await {
            Step::Failed(failure) if receives(&failure) => {
                passage.count_coalesced();
                return Reached::End(Step::Failed(failure));
            }
            Step::Failed(_) => {}
            Step::Load | Step::Busy => break,
            end => return Reached::End(end),
        }
    }
    match passage.share().await {
        // Only a caller that waited for a load sees its failure, and that is over; and nobody goes on without a caller whose
        // load is its own.
        Step::Load | Step::Busy | Step::Failed(_) => Reached::Loader(passage),
        end => Reached::End(end),
    }
}
