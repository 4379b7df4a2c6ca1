//! The page in a real Chromium.

use crate::browser::{Browser, open};
use crate::shop::{Shop, TOKEN};
use cache_runtime::dashboard::Dashboard;
use cache_runtime::{Cache, Policy};
use cache_test_servers::Redis;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

const LEFT: char = '\u{e012}';
const RIGHT: char = '\u{e014}';
const ENTER: char = '\u{e007}';

/// The cells of the row of a function, by their labels.
async fn row_of(browser: &Browser, function: &str) -> Value {
    let script = format!(
        "const row = [...document.querySelectorAll('#functions tbody tr')].find((row) => row.cells[0].textContent.includes({}));
         return row && Object.fromEntries([...row.cells].map((cell) => [cell.dataset.label, cell.textContent]))",
        json!(function)
    );
    browser.run(&script).await
}

async fn assert_quiet(browser: &Browser) {
    assert_eq!(
        browser.console().await,
        Vec::<String>::new(),
        "the console of the page"
    );
}

#[tokio::test]
async fn the_page_shows_what_stats_tells_and_asks_nobody_else() {
    let shop = Arc::new(Shop::read_only());
    (0..1_200).for_each(|id| drop(shop.product(id % 400)));
    let _ = shop.stock(0);
    let theirs = shop.clone();
    open(&shop.router, async move |browser| {
        let shop = theirs;
        for _ in 0..2 {
            let stats = shop.cache.stats();
            let row = stats.function("product").unwrap();
            let shown = row_of(&browser, "product").await;
            assert_eq!(shown["Calls"], thousands(row.gets.calls()));
            assert_eq!(shown["Misses"], thousands(row.gets.misses));
            assert_eq!(shown["Entries"], thousands(row.entries as u64));
            let ratio = format!("{:.1} %", 100.0 * row.hit_ratio().unwrap());
            assert_eq!(shown["Hit ratio"], ratio);
            assert_eq!(row_of(&browser, "stock").await["Errors"], "1");
            assert_eq!(
                browser.text("#tag-count").await,
                thousands(stats.tags as u64)
            );
            (0..50).for_each(|id| drop(shop.product(id)));
            browser.tick().await;
        }
        let requests = browser.requests().await;
        assert!(requests.len() >= 3, "{requests:?}");
        for request in requests {
            let own = request.starts_with(browser.address()) || request.starts_with("data:");
            assert!(own, "the page asked for {request}");
        }
        for request in browser.log.take() {
            assert!(request.starts_with("GET /cache"), "{request}");
        }
        assert_quiet(&browser).await;
    })
    .await;
}

/// As people write numbers.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut written = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// Names that would do something if they became markup.
const HOSTILE: [&str; 3] = [
    "<script>window.harmed=1</script>",
    "<img src=x onerror=window.harmed=1>",
    "\"><svg onload=window.harmed=1>&amp;</textarea></style>",
];

#[tokio::test]
async fn names_that_look_like_markup_are_shown_as_text() {
    let shop = Shop::open();
    for name in HOSTILE {
        let region = shop.cache.region::<u64>(name).with_tags([name]);
        region.put_blocking(&7_u64, &Policy::forever(), 1).unwrap();
        assert_eq!(region.get(&7_u64), Some(1));
        shop.cache
            .invalidate_tag_blocking(format!("{name}{name}"))
            .unwrap();
    }
    open(&shop.router, async move |browser| {
        browser.tick().await;
        for name in HOSTILE {
            browser.shows("#functions", name).await;
            browser.shows("#tags", name).await;
            browser.write("#inspect-key", &format!("{name}:7")).await;
            browser.press("#inspect-key", ENTER).await;
            browser.shows("#inspection", name).await;
        }
        browser.write("#filter", HOSTILE[1]).await;
        browser.shows("#functions tbody tr:only-child", HOSTILE[1]).await;
        browser.click("#functions .action button").await;
        let markup = "return document.querySelectorAll('main img, main script, main [onload], main [onerror], main style').length";
        assert_eq!(browser.run(markup).await, 0);
        assert_eq!(browser.run("return document.scripts.length").await, 1);
        assert_eq!(browser.run("return window.harmed === undefined").await, json!(true));
        assert_quiet(&browser).await;
    })
    .await;
}

#[tokio::test]
async fn the_browser_runs_nothing_but_the_pages_own_script() {
    let shop = Shop::read_only();
    open(&shop.router, async move |browser| {
        let made_of_text = browser
            .run("try { document.body.innerHTML = '<b>x</b>'; return 'made'; } catch (error) { return error.name; }")
            .await;
        assert_eq!(made_of_text, "TypeError", "markup was made of text");
        browser
            .run("document.addEventListener('securitypolicyviolation', (event) => { window.refused = (window.refused || 0) + 1; });
                  const image = document.createElement('img'); image.src = 'http://127.0.0.1:9/x.png'; document.body.append(image);
                  const style = document.createElement('style'); style.append('main { display: none }'); document.head.append(style);")
            .await;
        browser.until("both refusals", "return window.refused === 2").await;
        let visible = "return getComputedStyle(document.querySelector('main')).display !== 'none'";
        assert_eq!(browser.run(visible).await, json!(true));
    })
    .await;
}

#[tokio::test]
async fn a_key_is_looked_up_and_invalidated_after_a_question() {
    let shop = Arc::new(Shop::open());
    shop.product(7);
    let theirs = shop.clone();
    open(&shop.router, async move |browser| {
        let shop = theirs;
        browser.write("#inspect-key", "product:7").await;
        browser.click("#inspect button").await;
        browser.shows("#inspection", "fresh").await;
        browser.shows("#inspection", "shelf:7").await;
        browser.shows("#inspection", "1 h").await;

        let this_key = "#inspection .found-head button";
        browser.click(this_key).await;
        browser
            .shows("#invalidate-outcome", "The token is needed")
            .await;
        assert_eq!(
            browser.run("return document.activeElement.id").await,
            "invalidate-token"
        );

        browser.write("#invalidate-token", TOKEN).await;
        browser.click(this_key).await;
        browser.shows("#confirm[open]", "“product:7”").await;
        assert_eq!(
            browser.run("return document.activeElement.value").await,
            "no",
            "the safe answer has the focus"
        );
        browser.click("#confirm [value=no]").await;
        browser
            .until(
                "the end of the question",
                "return !document.querySelector('#confirm').open",
            )
            .await;
        shop.product(7);
        assert_eq!(
            shop.loads_of_product(),
            1,
            "nothing was invalidated after a no"
        );

        browser.click(this_key).await;
        browser.click("#confirm [value=yes]").await;
        browser
            .shows("#invalidate-outcome", "met 1 entry and 0 loads")
            .await;
        shop.product(7);
        assert_eq!(shop.loads_of_product(), 2);
        let asked = browser.log.take().join("\n");
        assert!(!asked.contains(TOKEN), "the token stands in a URL");
        assert!(!asked.contains("product:7"), "the key stands in a URL");
        assert_quiet(&browser).await;
    })
    .await;
}

#[tokio::test]
async fn a_tag_a_function_and_everything_have_buttons_too() {
    let shop = Arc::new(Shop::open());
    let theirs = shop.clone();
    shop.product(7);
    open(&shop.router, async move |browser| {
        let shop = theirs;
        browser.write("#invalidate-token", TOKEN).await;
        let buttons = [
            (2, "#functions .action button", "function “product:{}” is invalidated"),
            (3, "#tags .action button", "tag “products” is invalidated"),
        ];
        for (loads, button, outcome) in buttons {
            browser.click(button).await;
            browser.click("#confirm [value=yes]").await;
            browser.shows("#invalidate-outcome", outcome).await;
            shop.product(7);
            assert_eq!(shop.loads_of_product(), loads, "{button}");
            browser.tick().await;
        }
        browser.run("document.querySelector('#invalidate-kind').value = 'everything'; document.querySelector('#invalidate-kind').dispatchEvent(new Event('change'))").await;
        browser.click("#invalidate button").await;
        browser.shows("#confirm[open]", "Every entry goes").await;
        browser.click("#confirm [value=yes]").await;
        browser.shows("#invalidate-outcome", "everything is invalidated").await;
        shop.product(7);
        assert_eq!(shop.loads_of_product(), 4);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_token_is_told_and_nothing_is_invalidated() {
    let shop = Arc::new(Shop::open());
    shop.product(7);
    let theirs = shop.clone();
    open(&shop.router, async move |browser| {
        let shop = theirs;
        browser.write("#invalidate-token", "a-wrong-token-of-16-bytes").await;
        browser.write("#invalidate-name", "product:7").await;
        browser.click("#invalidate button").await;
        browser.click("#confirm [value=yes]").await;
        browser.shows("#invalidate-outcome", "Invalidating").await;
        // The answer waits for the clock of the cache.
        while !browser.log.take().iter().any(|line| line.starts_with("POST")) {
            tokio::task::yield_now().await;
        }
        let outcome = "return document.querySelector('#invalidate-outcome').textContent.startsWith('Not done')";
        while browser.run(outcome).await != json!(true) {
            shop.clock.advance(Duration::from_secs(1));
        }
        browser.shows("#invalidate-outcome", "the token is not the right one").await;
        assert_eq!(shop.cache.inspect("product:7").await.memory.entries.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn without_a_token_on_the_server_there_are_no_buttons() {
    let shop = Shop::read_only();
    shop.product(7);
    open(&shop.router, async move |browser| {
        browser.shows("#invalidate-off", "Switched off").await;
        browser.write("#inspect-key", "product:7").await;
        browser.click("#inspect button").await;
        browser.shows("#inspection", "fresh").await;
        let buttons = "return [...document.querySelectorAll('main button')].filter((button) => button.checkVisibility() && /invalidate/i.test(button.textContent)).length";
        assert_eq!(browser.run(buttons).await, 0);
    })
    .await;
}

/// How two colours of the page differ, as accessibility guidelines measure it; written as a script's function.
const CONTRAST: &str = "
    const channels = (colour) => {
        const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
        canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const light = (colour) => channels(colour).map((value) => value / 255)
        .map((value) => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
        .reduce((sum, value, place) => sum + value * [0.2126, 0.7152, 0.0722][place], 0);
    const contrast = (one, other) => {
        const [dark, bright] = [light(one), light(other)].sort((left, right) => left - right);
        return (bright + 0.05) / (dark + 0.05);
    };
    const theme = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
";

#[tokio::test]
async fn it_follows_light_and_dark_and_is_readable_in_both() {
    let shop = Shop::open();
    shop.product(7);
    open(&shop.router, async move |browser| {
        let mut grounds = Vec::new();
        for scheme in ["light", "dark"] {
            browser.prefer("prefers-color-scheme", scheme).await;
            let pairs = [
                ("--text", "--page"),
                ("--text", "--card"),
                ("--muted", "--page"),
                ("--muted", "--card"),
                ("--muted", "--raised"),
                ("--on-accent", "--accent"),
                ("--card", "--bad"),
                ("--good", "--good-ground"),
                ("--warn", "--warn-ground"),
                ("--bad", "--bad-ground"),
                ("--bad", "--card"),
            ];
            for (ink, ground) in pairs {
                let script =
                    format!("{CONTRAST} return contrast(theme('{ink}'), theme('{ground}'))");
                let contrast = browser.run(&script).await.as_f64().unwrap();
                assert!(
                    contrast >= 4.5,
                    "{ink} on {ground} in {scheme}: {contrast:.2}"
                );
            }
            for line in [
                "--memory", "--shared", "--stale", "--misses", "--p50", "--p99", "--accent",
            ] {
                let script =
                    format!("{CONTRAST} return contrast(theme('{line}'), theme('--card'))");
                let contrast = browser.run(&script).await.as_f64().unwrap();
                assert!(contrast >= 2.5, "{line} in {scheme}: {contrast:.2}");
            }
            let script =
                format!("{CONTRAST} return light(getComputedStyle(document.body).backgroundColor)");
            grounds.push(browser.run(&script).await.as_f64().unwrap());
        }
        assert!(grounds[0] > 0.8 && grounds[1] < 0.05, "{grounds:?}");
    })
    .await;
}

#[tokio::test]
async fn it_fits_a_phone_whatever_the_names_are() {
    let shop = Shop::open();
    shop.product(7);
    let long = "a_very_long_name_without_any_place_to_break_".repeat(4);
    let region = shop.cache.region::<u64>(&long).with_tags([&long]);
    region.put_blocking(&7_u64, &Policy::forever(), 1).unwrap();
    shop.cache
        .invalidate_blocking(&*format!("{long}:7"))
        .unwrap();
    region.put_blocking(&8_u64, &Policy::forever(), 1).unwrap();
    open(&shop.router, async move |browser| {
        for width in [375, 320] {
            browser.resize(width, 800).await;
            browser.load().await;
            browser.write("#inspect-key", &format!("{long}:8")).await;
            browser.press("#inspect-key", ENTER).await;
            browser.shows("#inspection", "fresh").await;
            let wide = browser.run("return document.documentElement.scrollWidth").await;
            assert!(wide.as_u64().unwrap() <= u64::from(width), "{wide} at {width}");
            let outside = "return [...document.querySelectorAll('main *')].filter((node) => {
                const box = node.getBoundingClientRect();
                return box.width > 1 && !node.closest('.unseen, thead, svg') && (box.right > innerWidth + 0.5 || box.left < -0.5);
            }).map((node) => node.outerHTML.slice(0, 80))";
            assert_eq!(browser.run(outside).await, json!([]), "at {width}");
            let small = "return [...document.querySelectorAll('main button, main input, main select')].filter((node) => node.checkVisibility() && node.type !== 'radio')
                .filter((node) => node.getBoundingClientRect().height < 24).map((node) => node.outerHTML.slice(0, 80))";
            assert_eq!(browser.run(small).await, json!([]), "too small for a thumb at {width}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_redis_has_is_shown_and_fits_as_well() {
    let redis = Redis::start();
    let cache = Cache::builder().redis(redis.url()).build().await.unwrap();
    let region = cache.region::<u64>("in-redis").shared().with_tags(["far"]);
    region
        .put(&7_u64, &Policy::new(Duration::from_secs(3_600)), 1)
        .await
        .unwrap();
    redis.command(&["SET", "cache:v1:in-redis:8", "no entry"]);
    let dashboard = Dashboard::of(&cache).router();
    open(&dashboard, async move |browser| {
        for width in [1280, 375] {
            browser.resize(width, 900).await;
            browser.load().await;
            browser.shows("#tiers", "available").await;
            browser.shows("#tiers", &format!("Breaker of 127.0.0.1:{}", redis.port())).await;
            browser.shows("#tiers", "heard").await;
            let squeezed = "return [...document.querySelectorAll('#tiers dt, #tiers dd')]
                .filter((node) => node.getBoundingClientRect().width < 100 || node.getBoundingClientRect().height > 150)
                .map((node) => node.textContent)";
            assert_eq!(browser.run(squeezed).await, json!([]), "at {width}");
        }
        let redis_card = "#inspection article:nth-child(2)";
        for (key, expected) in [("in-redis:7", "postcard"), ("in-redis:8", "not a frame"), ("in-redis:9", "not there")] {
            browser.write("#inspect-key", key).await;
            browser.press("#inspect-key", ENTER).await;
            browser.shows("#inspection .found-head", key).await;
            browser.shows(redis_card, expected).await;
        }
        assert_quiet(&browser).await;
    })
    .await;
}

#[tokio::test]
async fn refreshing_moves_nothing_and_keeps_the_focus() {
    let shop = Arc::new(Shop::open());
    (0..30).for_each(|id| drop(shop.product(id)));
    let theirs = shop.clone();
    open(&shop.router, async move |browser| {
        let shop = theirs;
        browser.tick().await;
        browser
            .run("window.moved = []; new PerformanceObserver((list) => list.getEntries().forEach((entry) => moved.push(entry.value)))
                      .observe({ type: 'layout-shift' });
                  document.querySelector('#functions .action button').focus()")
            .await;
        for round in 0..5_u64 {
            (0..10_u64.pow(u32::try_from(round).unwrap())).for_each(|id| drop(shop.product(id % 40)));
            let _ = shop.stock(0);
            browser.tick().await;
        }
        browser.run("return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))").await;
        let moved = browser.run("return moved").await;
        let sum: f64 = moved.as_array().unwrap().iter().filter_map(Value::as_f64).sum();
        assert!(sum < 0.02, "the layout moved: {moved}");
        let focus = "return document.activeElement.closest('#functions') !== null";
        assert_eq!(browser.run(focus).await, json!(true));
    })
    .await;
}

#[tokio::test]
async fn it_asks_nothing_while_nobody_looks() {
    let shop = Shop::read_only();
    open(&shop.router, async move |browser| {
        let look = |hidden: bool| {
            format!("Object.defineProperty(document, 'hidden', {{ value: {hidden}, configurable: true }}); document.dispatchEvent(new Event('visibilitychange'))")
        };
        browser.run(&look(true)).await;
        assert_eq!(browser.run("return timers.size").await, 0, "hidden");
        browser.run(&look(false)).await;
        assert_eq!(browser.run("return timers.size").await, 1, "in view again");
        browser.click("#pause").await;
        assert_eq!(browser.run("return timers.size").await, 0, "paused");
        assert_eq!(browser.run("return document.querySelector('#pause').ariaPressed").await, "true");
        browser.click("#pause").await;
        browser.log.take();
        browser.tick().await;
        let asked = browser.log.take();
        assert_eq!(asked.len(), 1, "{asked:?}");
        assert!(asked[0].starts_with("GET /cache/overview?since="), "{asked:?}");
    })
    .await;
}

#[tokio::test]
async fn a_server_that_is_away_is_told_and_found_again() {
    let shop = Shop::read_only();
    shop.product(7);
    open(&shop.router, async move |browser| {
        browser.log.be_away(true);
        browser.tick().await;
        browser.shows("#status", "Not reached").await;
        assert_eq!(
            row_of(&browser, "product").await["Calls"],
            "1",
            "what was known stays"
        );
        browser.log.be_away(false);
        browser.tick().await;
        browser.shows("#status", "Healthy").await;
    })
    .await;
}

#[tokio::test]
async fn everything_has_a_name_and_can_be_reached_without_a_mouse() {
    let shop = Shop::open();
    shop.product(7);
    open(&shop.router, async move |browser| {
        let tree = browser.devtools("Accessibility.getFullAXTree", json!({})).await;
        let mut named = 0;
        for node in tree["nodes"].as_array().unwrap() {
            let role = node["role"]["value"].as_str().unwrap_or_default();
            let is_asked_for = ["button", "textbox", "searchbox", "combobox", "radio", "image", "table", "heading", "columnheader"];
            if node["ignored"] == json!(false) && is_asked_for.contains(&role) {
                let name = node["name"]["value"].as_str().unwrap_or_default();
                assert!(!name.trim().is_empty(), "a {role} without a name: {node}");
                named += 1;
            }
        }
        assert!(named > 20, "{named}");
        let unreachable = "return [...document.querySelectorAll('button, input, select, a[href], .chart svg')]
            .filter((node) => node.checkVisibility() && !node.disabled && node.tabIndex < 0).length";
        assert_eq!(browser.run(unreachable).await, 0);
        assert_eq!(browser.run("return document.documentElement.lang").await, "en");
        assert_eq!(browser.run("return document.querySelectorAll('h1').length").await, 1);
    })
    .await;
}

#[tokio::test]
async fn functions_are_sorted_by_what_one_asks_for() {
    let shop = Arc::new(Shop::read_only());
    let theirs = shop.clone();
    (0..5).for_each(|_| drop(shop.product(1)));
    (0..3).for_each(|_| drop(shop.stock(0)));
    open(&shop.router, async move |browser| {
        drop(theirs);
        let first = "return document.querySelector('#functions tbody tr').cells[0].textContent";
        let first = async |browser: &Browser| {
            browser
                .run(first)
                .await
                .as_str()
                .unwrap()
                .contains("product")
        };
        assert!(first(&browser).await, "by calls");
        browser.click("#functions th:nth-child(4) button").await;
        assert!(!first(&browser).await, "by misses");
        let sorted = "return document.querySelector('#functions th:nth-child(4)').ariaSort";
        assert_eq!(browser.run(sorted).await, "descending");
        browser.click("#functions th:nth-child(4) button").await;
        assert!(first(&browser).await, "by misses, the least first");
    })
    .await;
}

#[tokio::test]
async fn who_wants_no_motion_gets_none() {
    let shop = Shop::open();
    open(&shop.router, async move |browser| {
        let time = "return getComputedStyle(document.querySelector('#pause')).transitionDuration";
        for (wish, expected) in [("no-preference", "0.15s, 0.3s"), ("reduce", "0s")] {
            browser.prefer("prefers-reduced-motion", wish).await;
            assert_eq!(browser.run(time).await, expected, "{wish}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_chart_tells_its_values_to_the_keyboard() {
    let shop = Shop::read_only();
    (0..100).for_each(|id| drop(shop.product(id)));
    (0..200).for_each(|id| drop(shop.product(id % 100)));
    shop.pass(5);
    (0..500).for_each(|id| drop(shop.product(id % 100)));
    shop.pass(5);
    open(&shop.router, async move |browser| {
        browser.shows("#tile-ratio", "87.5 %").await;
        assert_eq!(browser.text("#tile-calls").await, "80");
        let charts = browser
            .run("return document.querySelectorAll('.chart').length")
            .await;
        assert_eq!(charts, 3);
        for (chart, last, before) in [
            (1, "100 %", "66.7 %"),
            (2, "memory100", "memory40"),
            (3, "p99–", "p99"),
        ] {
            let svg = format!(".chart:nth-child({chart}) svg");
            let tip = format!(".chart:nth-child({chart}) .tip");
            browser.press(&svg, RIGHT).await;
            browser.shows(&tip, last).await;
            browser.press(&svg, LEFT).await;
            browser.shows(&tip, before).await;
            let words = browser.text(&format!("#chart-words-{}", chart - 1)).await;
            assert!(words.starts_with("At "), "{words}");
        }
        let lines = "return document.querySelectorAll('.chart path').length >= 7";
        browser.until("the drawn lines", lines).await;
        assert_quiet(&browser).await;
    })
    .await;
}

#[tokio::test]
async fn health_is_shown_with_its_reasons_as_long_as_there_are_any() {
    let shop = Arc::new(Shop::read_only());
    (0..10).for_each(|id| drop(shop.product(id)));
    (0..30).for_each(|_| drop(shop.stock(0)));
    let theirs = shop.clone();
    open(&shop.router, async move |browser| {
        let shop = theirs;
        browser.shows("#status", "Degraded").await;
        browser.shows("#reasons", "Failed loads: 75.0 %").await;
        assert_eq!(
            browser.run("return document.title").await,
            "Degraded · Cache"
        );
        shop.pass(120);
        browser.tick().await;
        browser.shows("#status", "Healthy").await;
        browser
            .shows("#reasons", "Everything is within its thresholds")
            .await;
    })
    .await;
}

#[tokio::test]
async fn recent_invalidations_are_listed_with_where_they_come_from() {
    let shop = Arc::new(Shop::open());
    shop.product(7);
    shop.cache.invalidate_blocking("product:7").unwrap();
    let here = format!("page.rs:{}", line!() - 1);
    let theirs = shop.clone();
    open(&shop.router, async move |browser| {
        let shop = theirs;
        let latest = "#recent tbody tr:first-child";
        browser.shows(latest, "product:7").await;
        browser.shows(latest, &here).await;
        browser.shows(latest, "a call").await;
        browser.shows(latest, "1, 0").await;
        for number in 0..20 {
            shop.cache
                .invalidate_tag_blocking(format!("tag-{number}"))
                .unwrap();
        }
        browser.tick().await;
        browser.shows(latest, "tag-19").await;
        let rows = "return document.querySelectorAll('#recent tbody tr').length";
        assert_eq!(browser.run(rows).await, 10);
        browser.click("#recent-more").await;
        assert_eq!(browser.run(rows).await, 21);
    })
    .await;
}
