//! A web page about a cache, as an [`axum::Router`] (feature `dashboard`): what it answers and from where, how long loads
//! take, which functions miss, what was invalidated and by whom, what stands under a key; and buttons to invalidate, for who
//! has the token.
//!
//! ```
//! use axum::Router;
//! use cache_runtime::dashboard;
//!
//! let app: Router = Router::new().nest("/cache", dashboard::router()); // open `/cache` in a browser
//! # drop(app);
//! ```
//!
//! As with every nested router, `nest("/cache", …)` answers at `/cache` and `nest("/cache/", …)` at `/cache/`; it works at both.
//!
//! # Who may look
//!
//! **Everybody who reaches the route, unless you guard it.** The page shows names of functions, tags, keys that were
//! invalidated by their texts, and of any key that somebody types what it rests on and how old it is: never a value, but keys
//! and tags may tell of your users. Put the router behind what your application has for its other internal pages, or on a port
//! that only your network reaches:
//!
//! ```
//! use axum::extract::Request;
//! use axum::http::StatusCode;
//! use axum::middleware::{self, Next};
//! use axum::response::Response;
//! use axum::Router;
//! use cache_runtime::dashboard;
//!
//! async fn operators_only(request: Request, next: Next) -> Result<Response, StatusCode> {
//!     // your session, your proxy's header, your client certificate
//!     let known = request.headers().contains_key("x-authenticated-operator");
//!     if known { Ok(next.run(request).await) } else { Err(StatusCode::FORBIDDEN) }
//! }
//!
//! let guarded = dashboard::router().layer(middleware::from_fn(operators_only));
//! let app: Router = Router::new().nest("/cache", guarded);
//! # drop(app);
//! ```
//!
//! # Who may invalidate
//!
//! Nobody, before [`allow_invalidation`](Dashboard::allow_invalidation) names a token. It travels in the header
//! `x-cache-token`, never in a URL; the page asks for it and forgets it when it is closed. It is compared in a time that does
//! not depend on what is right about it; a wrong one is answered after a second, and after five of them within ten seconds
//! nobody's is looked at until the ten are over. What comes from a page of another origin is refused whatever it knows, by
//! `Sec-Fetch-Site`, or by `Origin` and `Host` where the browser does not send it; no answer allows other origins anything.
//! Behind a proxy that changes `Host`, serve the page over HTTPS, so that browsers send `Sec-Fetch-Site`.
//!
//! # What it promises
//!
//! One page without any asset from elsewhere, under a content security policy that runs nothing but its own script, and that
//! forbids to make markup out of text. URLs are relative to where it is mounted, so a proxy may put it under any path. While it
//! is in view it asks every two seconds for what changed; one answer costs a few times what [`Cache::stats`] costs, and a key
//! that is looked up what [`Cache::inspect`] says. The form of what it is answered is not part of this crate's interface:
//! programs read [`Cache::stats`].

mod answer;
mod attempts;
mod headers;
mod invalidating;
mod origin;
mod overview;
mod page;
mod routes;
mod state;

use crate::cache::Cache;
use attempts::Token;
use axum::Router;
use state::Shown;
use std::fmt;

/// The page about the installed cache, without buttons to invalidate.
///
/// Which cache is installed is looked up at each request, so the router may be made before it is.
pub fn router() -> Router {
    Dashboard::installed().router()
}

/// Says what a page shows and allows.
///
/// # Default
/// It shows, and allows nothing.
///
/// ```
/// use cache_runtime::dashboard::Dashboard;
/// use cache_runtime::Cache;
///
/// let cache = Cache::memory();
/// let token = "d1ce-4a7e-b5f0-93c2"; // from your secrets, not from your source
/// let router: axum::Router = Dashboard::of(&cache).allow_invalidation(token).router();
/// # drop(router);
/// ```
#[derive(Clone)]
#[must_use = "a dashboard is served by its `router`"]
pub struct Dashboard {
    /// None: the installed one.
    cache: Option<Cache>,
    token: Option<Token>,
}

impl Dashboard {
    /// The least bytes that a token may have: 16.
    pub const SHORTEST_TOKEN: usize = 16;

    /// Shows this cache.
    pub fn of(cache: &Cache) -> Self {
        Self {
            cache: Some(cache.clone()),
            token: None,
        }
    }

    /// Shows the cache that is installed when somebody looks.
    pub fn installed() -> Self {
        Self {
            cache: None,
            token: None,
        }
    }

    /// Who knows `token` may invalidate: a key, a tag, a pattern, a function, everything. If not specified, nobody may.
    ///
    /// Take a random one from where your secrets are. Only a hash of it is kept.
    ///
    /// # Panics
    /// If it is shorter than [`SHORTEST_TOKEN`](Self::SHORTEST_TOKEN), or holds anything but visible ASCII characters: it
    /// could not be sent in a header.
    pub fn allow_invalidation(mut self, token: &str) -> Self {
        assert!(
            token.len() >= Self::SHORTEST_TOKEN
                && token.bytes().all(|byte| byte.is_ascii_graphic()),
            "a token for the dashboard has at least {} visible ASCII characters and no spaces; `openssl rand -hex 16` makes one",
            Self::SHORTEST_TOKEN
        );
        self.token = Some(Token::new(token));
        self
    }

    /// The routes, to be nested anywhere.
    pub fn router(self) -> Router {
        routes::router(Shown::new(self.cache, self.token))
    }
}

impl fmt::Debug for Dashboard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Dashboard")
            .field("cache", &self.cache)
            .field("allows_invalidation", &self.token.is_some())
            .finish()
    }
}
