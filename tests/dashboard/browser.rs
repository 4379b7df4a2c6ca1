//! A Chromium of its own for each test, without a screen, driven by `chromedriver`; and the server whose page it shows.
//!
//! Nothing here sleeps for a fixed time: what a page does is waited for until it has. Its timers are the test's: the page
//! refreshes itself when [`Browser::tick`] says so.

use crate::http::Log;
use axum::Router;
use axum::middleware;
use cache_test_servers::Directory;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use url::Url;

/// No healthy machine takes so long.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(10);

/// In place of the page's timers.
const TIMERS: &str = "
    window.timers = new Map();
    let next = 1;
    window.setTimeout = (act) => { window.timers.set(next, act); return next++; };
    window.clearTimeout = (timer) => window.timers.delete(timer);
    window.tick = () => { const due = [...window.timers.values()]; window.timers.clear(); due.forEach((act) => act()); };
";

/// A page in a window.
pub(crate) struct Browser {
    client: Client,
    /// What was asked of the server.
    pub(crate) log: Log,
    address: String,
}

/// Opens the page of `router`, mounted at `/cache`, in a window of 1280 × 900, and lets `act` do something with it.
pub(crate) async fn open<F: Future<Output = ()> + Send + 'static>(
    router: &Router,
    act: impl FnOnce(Browser) -> F,
) {
    let driver = Driver::start();
    let log = Log::default();
    let address = serve(router, &log).await;
    let client = driver.connect().await;
    let browser = Browser {
        client: client.clone(),
        log,
        address,
    };
    browser.prepare().await;
    let outcome = tokio::spawn(act(browser)).await;
    client.close().await.unwrap();
    drop(driver);
    outcome.unwrap_or_else(|panic| std::panic::resume_unwind(panic.into_panic()));
}

async fn serve(router: &Router, log: &Log) -> String {
    let application = Router::new()
        .nest("/cache", router.clone())
        .layer(middleware::from_fn_with_state(log.clone(), Log::note));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, application).await });
    format!("http://{address}")
}

impl Browser {
    async fn prepare(&self) {
        self.resize(1280, 900).await;
        self.begin_with(TIMERS).await;
        self.load().await;
    }

    /// Has every page that is loaded from now on run this first.
    pub(crate) async fn begin_with(&self, script: &str) {
        let source = json!({ "source": script });
        self.devtools("Page.addScriptToEvaluateOnNewDocument", source)
            .await;
    }

    /// Loads the page, and waits until it shows something.
    pub(crate) async fn load(&self) {
        self.client
            .goto(&format!("{}/cache", self.address))
            .await
            .unwrap();
        self.until(
            "the first overview",
            "return document.querySelector('#status').textContent !== 'Loading' && timers.size > 0",
        )
        .await;
    }

    /// Lets the time pass after which the page asks again, and waits until it has shown the answer.
    pub(crate) async fn tick(&self) {
        self.run("tick()").await;
        self.until("the next refresh", "return timers.size > 0")
            .await;
    }

    /// Asks the page until it says yes.
    pub(crate) async fn until(&self, what: &str, script: &str) {
        let begun = Instant::now();
        while self.run(script).await != json!(true) {
            assert!(begun.elapsed() < PATIENCE, "waited in vain for {what}");
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Waits until an element shows a text.
    pub(crate) async fn shows(&self, selector: &str, text: &str) {
        let script = format!(
            "const node = document.querySelector({}); return node !== null && node.textContent.includes({})",
            json!(selector),
            json!(text)
        );
        self.until(&format!("{text:?} in {selector}"), &script)
            .await;
    }

    pub(crate) async fn run(&self, script: &str) -> Value {
        match self.client.execute(script, Vec::new()).await {
            Ok(value) => value,
            Err(error) => panic!("{script}: {error}"),
        }
    }

    pub(crate) async fn text(&self, selector: &str) -> String {
        let script = format!(
            "return document.querySelector({}).textContent",
            json!(selector)
        );
        self.run(&script).await.as_str().unwrap().to_owned()
    }

    /// Types into a field as a person does.
    pub(crate) async fn write(&self, selector: &str, text: &str) {
        let field = self.find(selector).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    pub(crate) async fn click(&self, selector: &str) {
        let centre = json!(selector);
        self.run(&format!(
            "document.querySelector({centre}).scrollIntoView({{ block: 'center' }})"
        ))
        .await;
        self.find(selector).await.click().await.unwrap();
    }

    pub(crate) async fn press(&self, selector: &str, key: char) {
        self.find(selector)
            .await
            .send_keys(&key.to_string())
            .await
            .unwrap();
    }

    async fn find(&self, selector: &str) -> fantoccini::elements::Element {
        let locator = fantoccini::Locator::Css(selector);
        match self.client.find(locator).await {
            Ok(element) => element,
            Err(error) => panic!("{selector}: {error}"),
        }
    }

    /// In pixels of style.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics)
            .await;
    }

    /// Has the system prefer something: `prefers-color-scheme`, `prefers-reduced-motion`.
    pub(crate) async fn prefer(&self, name: &str, value: &str) {
        let features = json!({ "features": [{ "name": name, "value": value }] });
        self.devtools("Emulation.setEmulatedMedia", features).await;
    }

    /// What the developer tools of Chromium do.
    pub(crate) async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.issue("goog/cdp/execute", &body).await
    }

    /// What stands in the console of the page since this was last asked.
    pub(crate) async fn console(&self) -> Vec<String> {
        let entries = self.issue("se/log", &json!({ "type": "browser" })).await;
        let entries = entries.as_array().unwrap().iter();
        entries.map(|entry| entry["message"].to_string()).collect()
    }

    /// The addresses of all that the page has asked for since this was last asked.
    pub(crate) async fn requests(&self) -> Vec<String> {
        let entries = self
            .issue("se/log", &json!({ "type": "performance" }))
            .await;
        let messages = entries.as_array().unwrap().iter().map(|entry| {
            let message = entry["message"].as_str().unwrap();
            serde_json::from_str::<Value>(message).unwrap()["message"].clone()
        });
        messages
            .filter(|message| message["method"] == "Network.requestWillBeSent")
            .map(|message| {
                message["params"]["request"]["url"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .collect()
    }

    /// Where the page comes from.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    async fn issue(&self, path: &'static str, body: &Value) -> Value {
        let body = body.to_string();
        match self.client.issue_cmd(Extension { path, body }).await {
            Ok(answer) => answer,
            Err(error) => panic!("{path}: {error}"),
        }
    }
}

/// A command of `chromedriver` beyond the standard.
#[derive(Debug)]
struct Extension {
    path: &'static str,
    body: String,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        base.join(&format!(
            "session/{}/{}",
            session.unwrap_or_default(),
            self.path
        ))
    }

    fn method_and_body(&self, _: &Url) -> (axum::http::Method, Option<String>) {
        (axum::http::Method::POST, Some(self.body.clone()))
    }
}

/// A `chromedriver` and all that it has started; all of it ends with this.
struct Driver {
    process: Child,
    port: u16,
    /// Where the browser leaves its files.
    #[allow(dead_code, reason = "it is removed with this")]
    files: Directory,
}

impl Driver {
    fn start() -> Self {
        let files = Directory::new();
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .env("TMPDIR", files.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap_or_else(|error| {
                panic!("cannot start `chromedriver`: {error}; install chromium-driver and chromium")
            });
        let output = BufReader::new(process.stdout.take().unwrap());
        let port = output.lines().map_while(Result::ok).find_map(|line| {
            let (_, port) = line.split_once("started successfully on port ")?;
            port.trim_end_matches('.').parse().ok()
        });
        Self {
            process,
            port: port.expect("`chromedriver` says on which port it listens"),
            files,
        }
    }

    async fn connect(&self) -> Client {
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
        ];
        let capabilities = json!({
            "goog:chromeOptions": { "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        });
        let Value::Object(capabilities) = capabilities else {
            unreachable!("it was written as an object")
        };
        let connected = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{}", self.port))
            .await;
        connected.unwrap_or_else(|error| panic!("no Chromium: {error}; install chromium"))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(group) = i32::try_from(self.process.id())
            .ok()
            .and_then(Pid::from_raw)
        {
            // It may have ended by itself.
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.process.wait();
    }
}
