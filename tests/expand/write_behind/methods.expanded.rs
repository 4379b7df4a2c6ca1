//! A sink that is a method, with a cache of its own.
use cache_runtime::{Cache, WriteBehindError, write_behind};
#[derive(Clone)]
pub struct Log<T> {
    pub cache: Cache,
    pub name: T,
}
impl<T: Clone + Send + Sync + 'static> Log<T> {
    async fn append(&self, lines: Vec<(u64, String)>) -> Result<(), String> {
        let _ = (&self.name, lines);
        Ok(())
    }
    #[doc(hidden)]
    fn __append_writes() -> ::cache_runtime::__private::Writes<(u64, String)> {
        static SITE: ::cache_runtime::__private::SinkSite = ::cache_runtime::__private::SinkSite::new(
            ::cache_runtime::__private::Site::new(
                    ::core::concat!(::core::module_path!(), "::append"),
                    ::cache_runtime::__private::Template::explicit(&["writes:line:", ""]),
                )
                .ttl_forever()
                .location(::core::file!(), ::core::line!(), ::core::column!()),
        );
        ::cache_runtime::__private::in_memory::<(u64, String)>(&SITE)
    }
    #[doc(hidden)]
    fn __append_sink(&self) -> ::cache_runtime::__private::Sink<(u64, String)> {
        let kept_self = ::cache_runtime::__private::keep_for_writes(self);
        ::cache_runtime::__private::sink(move |items: Vec<(u64, String)>| {
            let kept_self = ::core::clone::Clone::clone(&kept_self);
            async move {
                ::cache_runtime::__private::outcome::<
                    Result<(), String>,
                >(
                    Self::append(::cache_runtime::__private::lend(&kept_self), items)
                        .await,
                )
            }
        })
    }
    /// Puts an item into the cache and into the queue of `append`, which saves it soon.
    ///
    /// # Errors
    ///
    /// If the item was not taken; the cache is as it was then.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    fn append_later(
        &self,
        line: (u64, String),
    ) -> impl ::core::future::Future<
        Output = ::core::result::Result<(), ::cache_runtime::__private::WriteBehindError>,
    > {
        let writes = Self::__append_writes();
        let call = ::cache_runtime::__private::Call::new(
                writes.entries(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&line.0)).part())
                },
            )
            .within(&(self.cache))
            .instance_generics(::core::any::type_name::<Self>());
        let links = ::cache_runtime::__private::Links::default();
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!((u64, String))
        );
        ::cache_runtime::__private::save_later(
            writes,
            call,
            shape,
            links,
            line,
            move || Self::__append_sink(self),
        )
    }
    /// Waits until all items that `append_later` has taken so far are saved, or in the dead letters.
    ///
    /// # Errors
    ///
    /// If the cache shuts down meanwhile, or the journal cannot be asked.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    fn flush_append(
        &self,
    ) -> impl ::core::future::Future<
        Output = ::core::result::Result<
            ::cache_runtime::__private::Flushed,
            ::cache_runtime::__private::WriteBehindError,
        >,
    > {
        let writes = Self::__append_writes();
        let call = ::cache_runtime::__private::Call::all(writes.entries())
            .within(&(self.cache))
            .instance_generics(::core::any::type_name::<Self>());
        ::cache_runtime::__private::flush_writes(
            writes,
            call,
            move || Self::__append_sink(self),
        )
    }
    /// Begins to save what waits in the queue of `append`, with nothing to add to it.
    ///
    /// # Errors
    ///
    /// If there cannot be such a queue in this cache.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    fn start_append(
        &self,
    ) -> ::core::result::Result<(), ::cache_runtime::__private::WriteBehindError> {
        let writes = Self::__append_writes();
        let call = ::cache_runtime::__private::Call::all(writes.entries())
            .within(&(self.cache))
            .instance_generics(::core::any::type_name::<Self>());
        ::cache_runtime::__private::start_writes(
            writes,
            call,
            move || Self::__append_sink(self),
        )
    }
    /// How the queue of `append` stands.
    ///
    /// # Errors
    ///
    /// If the journal cannot be asked.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    fn append_queue(
        &self,
    ) -> impl ::core::future::Future<
        Output = ::core::result::Result<
            ::cache_runtime::__private::WriteQueue,
            ::cache_runtime::__private::WriteBehindError,
        >,
    > {
        let writes = Self::__append_writes();
        let call = ::cache_runtime::__private::Call::all(writes.entries())
            .within(&(self.cache))
            .instance_generics(::core::any::type_name::<Self>());
        ::cache_runtime::__private::write_queue(writes, call)
    }
    /// The items that `append` could not save.
    ///
    /// # Errors
    ///
    /// If the journal cannot be asked.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    fn append_dead_letters(
        &self,
    ) -> impl ::core::future::Future<
        Output = ::core::result::Result<
            ::cache_runtime::__private::DeadLetters<(u64, String)>,
            ::cache_runtime::__private::WriteBehindError,
        >,
    > {
        let writes = Self::__append_writes();
        let call = ::cache_runtime::__private::Call::all(writes.entries())
            .within(&(self.cache))
            .instance_generics(::core::any::type_name::<Self>());
        ::cache_runtime::__private::dead_letters(writes, call)
    }
    pub async fn write(&self, number: u64, text: &str) -> Result<(), WriteBehindError> {
        self.append_later((number, text.to_owned())).await?;
        self.flush_append().await.map(drop)
    }
}
