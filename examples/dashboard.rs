//! Proves: the page of a cache is one line in an axum application, behind the guard of that application, and who has no
//! token invalidates nothing. With an address, as in `-- 127.0.0.1:3000`, it goes on serving: open `/cache` there.

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::Response;
use cache_runtime::dashboard::Dashboard;
use cache_runtime::{Cache, cached};
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[cached(key = "product:<id>", ttl = "20s", jitter = 0.3, tags = ["products", "shelf:<result.1>"], stale_while_revalidate = "5s")]
async fn product(id: u64) -> (String, u64) {
    tokio::time::sleep(Duration::from_millis(5 + id % 60)).await; // a query, in truth
    (format!("product {id}"), id % 7)
}

#[cached(key = "price:<id>:<currency>", ttl = "2s", tags = ["prices"])]
async fn price(id: u64, currency: &str) -> Result<u64, io::Error> {
    tokio::time::sleep(Duration::from_millis(2 + id % 9)).await;
    if id % 50 == 49 {
        return Err(io::Error::other("no price"));
    }
    Ok(id * 100 + currency.len() as u64)
}

/// What lets operators in: your session, your proxy's header. Here, whoever is on this machine.
async fn operators_only(request: Request, next: Next) -> Result<Response, StatusCode> {
    if request.headers().contains_key("x-forwarded-for") {
        return Err(StatusCode::FORBIDDEN);
    }
    Ok(next.run(request).await)
}

fn application(token: &str) -> Router {
    let dashboard = Dashboard::installed().allow_invalidation(token).router();
    Router::new().nest(
        "/cache",
        dashboard.layer(middleware::from_fn(operators_only)),
    )
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let address = std::env::args().nth(1);
    let listener = TcpListener::bind(address.as_deref().unwrap_or("127.0.0.1:0")).await?;
    let bound = listener.local_addr()?;
    let application = application("a-token-from-your-secrets");
    let serving = tokio::spawn(async move { axum::serve(listener, application).await });
    if address.is_some() {
        println!("http://{bound}/cache, with the token `a-token-from-your-secrets`");
        visitors().await;
    }
    prove(bound).await?;
    serving.abort();
    Ok(())
}

async fn prove(bound: SocketAddr) -> io::Result<()> {
    product(7).await;
    let page = ask(bound, "GET /cache", "").await?;
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("<title>Cache</title>"));
    let outsider = ask(bound, "GET /cache", "x-forwarded-for: 192.0.2.1\r\n").await?;
    assert!(outsider.starts_with("HTTP/1.1 403"));
    let nobody = ask(
        bound,
        "POST /cache/invalidate",
        "content-type: application/json\r\n",
    )
    .await?;
    assert!(nobody.starts_with("HTTP/1.1 401"));
    let loads = Cache::installed()
        .stats()
        .function("product")
        .map(|row| row.loads);
    assert_eq!(loads, Some(1));
    println!("the page is there for who is let in; without the token nothing was invalidated");
    Ok(())
}

async fn ask(bound: SocketAddr, what: &str, headers: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(bound).await?;
    let request = format!("{what} HTTP/1.1\r\nhost: {bound}\r\nconnection: close\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}

/// Some traffic to look at, for ever.
async fn visitors() {
    let mut seed = 1_u64;
    for round in 1_u64.. {
        for _ in 0..20 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let id = (seed >> 33) % 1_000 * ((seed >> 40) % 100) / 100;
            tokio::spawn(async move {
                product(id).await;
                // Some products have no price.
                let _ = price(id, if id.is_multiple_of(3) { "USD" } else { "EUR" }).await;
            });
        }
        if round.is_multiple_of(50) {
            let renamed = invalidate_product(seed % 1_000).await;
            let moved = Cache::installed()
                .invalidate_tag(format!("shelf:{}", seed % 7))
                .await;
            renamed
                .and(moved)
                .expect("a cache in memory can always be told");
        }
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
}
