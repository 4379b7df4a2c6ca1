//! Every receiver that can be kept, patterns, generic arguments and those of type `impl Trait`.
use cache_runtime::cached;
use std::fmt::Display;
use std::sync::Arc;

#[derive(Clone)]
pub struct Repository {
    pub region: String,
    pub calls: u64,
}

impl Repository {
    #[cached(
        key = "price:<self.region>:<id>",
        ttl = "1h",
        on_cancel = "finish",
        tags = ["price:<self.label()>:<self.calls>:<result>"]
    )]
    pub async fn price(&self, id: u64) -> u64 {
        id + self.calls
    }

    #[cached(key = "lent:<id>", ttl = "1h", stampede = "early", beta = 2.0, ignore(self))]
    pub async fn lent(self: &Arc<Self>, id: u64) -> u64 {
        id + self.calls
    }

    #[cached(key = "shared:<id>", ttl = "1h", refresh_ahead = 0.5, ignore(self))]
    pub async fn shared(self: Arc<Self>, id: u64) -> u64 {
        id + self.calls
    }

    #[cached(key = "owned:<id>", ttl = "1h", refresh_ahead = 0.5, ignore(self))]
    pub fn owned(mut self, id: u64) -> u64 {
        self.calls += id;
        self.calls
    }

    fn label(&self) -> &str {
        &self.region
    }
}

#[derive(Clone)]
pub struct Point {
    pub x: i32,
    pub y: i32,
}

#[cached(
    key = "area:<x>:<y>:<width>:<height>:<scale>",
    ttl = "5m",
    stale_while_revalidate = "1m",
    unless = |area| *area == 0,
    tags = ["areas", "area:<x>:<width>:<result>"],
    ignore(_trace)
)]
pub fn area(
    Point { x, y }: &Point,
    (width, mut height): (i32, i32),
    mut scale: i32,
    _trace: &'static str,
) -> i32 {
    height += y;
    scale += x;
    width * height * scale
}

#[cached(key = "parsed:<text>:<suffix>", ttl = "1h", stale_while_revalidate = "1m", ignore(source, context))]
pub async fn parsed<'a, S, T, const N: usize>(
    source: &'a S,
    text: &'a str,
    context: &impl Context,
    suffix: impl Display + Clone + Send + Sync + 'static,
) -> Option<T>
where
    S: Display + Clone + Send + Sync + 'static,
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    let text = format!("{source}{text}{}{suffix}", context.name());
    text.get(N..)?.parse().ok()
}

pub trait Context: Clone + Send + Sync + 'static {
    fn name(&self) -> &'static str;
}
