//! Proves: two processes share what either loads; what one invalidates the other never sees again; neither notices when
//! Redis is killed, and both share again when it is back.

use cache_runtime::{Cache, cached};
use cache_test_servers::{Redis, wait_for};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// A "query": it reads the price from a file, slowly. Where there is none, the price is 100.
#[cached(
    key = "price:<product>",
    ttl = "1h",
    stampede = "lock",
    ignore(database)
)]
async fn price(database: &Path, product: u64) -> u64 {
    tokio::time::sleep(Duration::from_millis(20)).await;
    let text = std::fs::read_to_string(database.join(product.to_string()));
    text.map_or(100, |text| number(&text))
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [database, url] => serve(Path::new(database), url),
        _ => direct(),
    }
}

/// One of the two processes: does what it is told, line by line.
#[tokio::main]
async fn serve(database: &Path, url: &str) {
    let cache = Cache::builder().namespace("shop").redis(url).build().await;
    let cache = cache.expect("the parent started Redis");
    cache.install().expect("nothing was called before");
    for line in std::io::stdin().lines() {
        let line = line.expect("the parent writes text");
        let words: Vec<&str> = line.split(' ').collect();
        let start = Instant::now();
        let answer = match words[..] {
            ["read", product] => {
                let found = price_cached(database, number(product)).await;
                format!("{} from {:?}", found.value, found.source)
            }
            ["update", product, price] => {
                std::fs::write(database.join(product), price).expect("the file can be written");
                match invalidate_price(number(product)).await {
                    Ok(_) => "told everybody".to_owned(),
                    Err(error) => error.to_string(),
                }
            }
            _ => unreachable!("the parent knows two orders"),
        };
        println!("{answer} ({} ms)", start.elapsed().as_millis());
    }
}

fn number(text: &str) -> u64 {
    text.parse().expect("the parent writes numbers")
}

/// The parent: starts Redis and the two processes, and says what happens.
fn direct() {
    let database = Database::create();
    let redis = Redis::start();
    let mut one = Process::start("one", &database.0, &redis.url());
    let mut two = Process::start("two", &database.0, &redis.url());

    println!("two processes, one function:");
    assert!(one.order("read 7").starts_with("100 from Loader"));
    assert!(two.order("read 7").starts_with("100 from Redis"));
    assert!(two.order("read 7").starts_with("100 from Memory"));

    println!("one changes the price:");
    assert!(one.order("update 7 120").starts_with("told everybody"));
    assert!(one.order("read 7").starts_with("120 from Loader"));
    two.until("read 7", "120 from");

    println!("Redis is killed:");
    redis.kill();
    one.until("read 7", "120 from Memory");
    assert!(two.order("read 8").starts_with("100 from Loader"));
    assert!(
        one.order("update 7 150")
            .contains("as soon as Redis answers again")
    );
    assert!(one.order("read 7").starts_with("150 from Loader"));

    println!("Redis is started again:");
    redis.start_again();
    two.until("read 7", "150 from");
    let product = wait_for("a value that one loads and the other finds", || {
        let product = unasked_product();
        one.order(&format!("read {product}"));
        let found = two.order(&format!("read {product}"));
        found.contains("from Redis").then_some(product)
    });
    println!("both share again: product {product}");
}

/// A product that nobody asked for before.
fn unasked_product() -> u64 {
    static NEXT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(100);
    NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
}

struct Process {
    name: &'static str,
    child: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Process {
    fn start(name: &'static str, database: &Path, url: &str) -> Self {
        let program = std::env::current_exe().expect("a running program has a path");
        let mut child = Command::new(program)
            .arg(database)
            .arg(url)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("what runs once runs again");
        let orders = child.stdin.take().expect("it is piped");
        let answers = BufReader::new(child.stdout.take().expect("it is piped"));
        Self {
            name,
            child,
            orders,
            answers,
        }
    }

    fn order(&mut self, order: &str) -> String {
        let answer = self.ask(order);
        println!("  {} {order}: {answer}", self.name);
        answer
    }

    /// Repeats an order until the answer begins so: what others do travels in no time, but it does travel.
    fn until(&mut self, order: &str, beginning: &str) {
        let answer = wait_for(beginning, || {
            let answer = self.ask(order);
            answer.starts_with(beginning).then_some(answer)
        });
        println!("  {} {order}: {answer}", self.name);
    }

    fn ask(&mut self, order: &str) -> String {
        writeln!(self.orders, "{order}").expect("the process listens");
        let mut answer = String::new();
        self.answers
            .read_line(&mut answer)
            .expect("the process answers");
        answer.trim().to_owned()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A directory with a file for each price.
struct Database(PathBuf);

impl Database {
    fn create() -> Self {
        let path = std::env::temp_dir().join(format!("two-processes-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("the directory for temporary files can be written");
        Self(path)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // What is left is a few bytes among temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
