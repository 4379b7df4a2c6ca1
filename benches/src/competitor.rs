//! [`Competitor`]: one way to answer a call from a cache, ready to be run over a sequence of keys.

use crate::form::Key;
use crate::user::User;
use crate::workload;
use std::fmt;
use std::hint::black_box;
use tokio::runtime::{Builder, Runtime};

type Run = Box<dyn Fn(&[u32]) + Send + Sync>;

/// One row of a table.
pub struct Competitor {
    /// Its name in the table.
    pub name: &'static str,
    run: Run,
}

impl Competitor {
    /// Answers on the caller's thread.
    pub fn sync<T>(name: &'static str, hit: impl Fn(u32) -> T + Send + Sync + 'static) -> Self {
        let run = move |sequence: &[u32]| {
            for &position in sequence {
                black_box(hit(black_box(position)));
            }
        };
        Self {
            name,
            run: Box::new(run),
        }
    }

    /// Answers in a task; one task asks again and again, so that nothing but the call is measured.
    pub fn tasked<T>(
        name: &'static str,
        hit: impl AsyncFn(u32) -> T + Send + Sync + 'static,
    ) -> Self {
        let runtime = current_thread();
        let run = move |sequence: &[u32]| {
            runtime.block_on(async {
                for &position in sequence {
                    black_box(hit(black_box(position)).await);
                }
            });
        };
        Self {
            name,
            run: Box::new(run),
        }
    }

    /// Under another name.
    #[must_use]
    pub fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// Asks for these keys.
    pub fn run(&self, sequence: &[u32]) {
        (self.run)(sequence);
    }

    /// Loads each key, then makes sure that every further call is a hit.
    ///
    /// # Panics
    /// If it is not.
    pub fn warm(&self) {
        let all: Vec<u32> = workload::positions().collect();
        self.run(&all);
        self.run(&all);
        let loads = User::loads();
        self.run(&all);
        assert_eq!(
            User::loads(),
            loads,
            "`{}` does not hold all keys",
            self.name
        );
    }
}

/// One function for each [`Key`], of which [`sync`](Self::sync) and [`tasked`](Self::tasked) choose one.
#[derive(Debug)]
pub struct Functions<N, T, C> {
    /// Takes a number.
    pub number: N,
    /// Takes a name.
    pub text: T,
    /// Takes both.
    pub composite: C,
}

impl<N, T, C> Functions<N, T, C> {
    /// Asks the function for this key on the caller's thread.
    pub fn sync<A, B, D>(self, name: &'static str, key: Key) -> Competitor
    where
        N: Fn(u64) -> A + Send + Sync + 'static,
        T: Fn(&str) -> B + Send + Sync + 'static,
        C: Fn(u64, &str) -> D + Send + Sync + 'static,
    {
        let Self {
            number,
            text,
            composite,
        } = self;
        let names = workload::names();
        match key {
            Key::Number => Competitor::sync(name, move |position| number(position.into())),
            Key::Text => Competitor::sync(name, move |position| text(&names[position as usize])),
            Key::Composite => Competitor::sync(name, move |position| {
                composite(workload::TENANT, &names[position as usize])
            }),
        }
    }

    /// Asks the function for this key in a task.
    pub fn tasked<A, B, D>(self, name: &'static str, key: Key) -> Competitor
    where
        N: AsyncFn(u64) -> A + Send + Sync + 'static,
        T: AsyncFn(&str) -> B + Send + Sync + 'static,
        C: AsyncFn(u64, &str) -> D + Send + Sync + 'static,
    {
        let Self {
            number,
            text,
            composite,
        } = self;
        let names = workload::names();
        match key {
            Key::Number => {
                Competitor::tasked(name, async move |position| number(position.into()).await)
            }
            Key::Text => Competitor::tasked(name, async move |position| {
                text(&names[position as usize]).await
            }),
            Key::Composite => Competitor::tasked(name, async move |position| {
                composite(workload::TENANT, &names[position as usize]).await
            }),
        }
    }
}

/// A runtime as a single-threaded server uses it.
///
/// # Panics
/// If the system refuses one.
#[must_use]
pub fn current_thread() -> Runtime {
    Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime without threads needs nothing but a poll handle")
}

impl fmt::Debug for Competitor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Competitor")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
