//! The generator of load: `load --help`.

use indicatif::{ProgressBar, ProgressStyle};
use product_service::load::arguments::{Arguments, Task, USAGE};
use product_service::load::report::{Column, Report};
use product_service::load::run::{Done, Progress, run};
use product_service::load::target::Target;
use product_service::load::traffic::Traffic;
use product_service::service::serve;
use product_service::settings::Settings;
use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::io::{AsyncReadExt, stdin};

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// How the service runs: its name in the table, and what it is told.
const WAYS: [(&str, [(&str, &str); 2]); 3] = [
    ("cache off", [("CACHE", "off"), ("WARM", "off")]),
    ("begins empty", [("CACHE", "on"), ("WARM", "off")]),
    ("warmed", [("CACHE", "on"), ("WARM", "on")]),
];

#[tokio::main]
async fn main() -> Outcome<()> {
    match Arguments::parse(std::env::args_os().skip(1)) {
        Ok(Task::Load(arguments)) => compare(&arguments).await,
        Ok(Task::Serve) => serve(Settings::from_env()?, left_alone()).await,
        Ok(Task::Help) => {
            println!("{USAGE}");
            Ok(())
        }
        Err(error) => Err(format!("{error}\n\n{USAGE}").into()),
    }
}

/// The end of the standard input: whoever started this is gone, or wants no more of it.
async fn left_alone() {
    // A standard input that cannot be read is at its end, too.
    let _ = stdin().read_to_end(&mut Vec::new()).await;
}

async fn compare(arguments: &Arguments) -> Outcome<()> {
    let traffic = Arc::new(arguments.traffic()?);
    println!("{}", described(arguments, &traffic));
    let mut report = Report::default();
    for (name, told) in WAYS {
        let namespace = format!("load-{}-{}", std::process::id(), report.0.len());
        let mut variables = arguments.variables();
        variables.push(("CACHE_NAMESPACE", namespace));
        variables.extend(told.map(|(name, value)| (name, value.to_owned())));
        let target = Target::start(&std::env::current_exe()?, &variables).await?;
        let before = target.statistics().await?;
        let done = shown(name, &target, &traffic, arguments).await;
        report.0.push(Column {
            name,
            done,
            before,
            after: target.statistics().await?,
        });
        target.end().await?;
    }
    println!("\n{report}");
    match report.faults() {
        0 => Ok(()),
        faults => Err(format!("{faults} requests were not answered as they should be").into()),
    }
}

fn described(arguments: &Arguments, traffic: &Traffic) -> String {
    let rate = arguments.pace.rate;
    let pace = rate.map_or("as fast as they are answered".to_owned(), |rate| {
        format!("{rate} in a second")
    });
    let Arguments {
        connections,
        database_latency,
        pace: asked,
        ..
    } = arguments;
    format!(
        "{} requests for {} products, {} of them writes; {} workers, {pace}\n\
         database: {connections} connections, each statement {database_latency} ms longer than it takes here",
        traffic.requests(),
        traffic.distinct(),
        traffic.writes(),
        asked.workers,
    )
}

/// Sends the requests, with a bar that shows how far it is.
async fn shown(
    name: &'static str,
    target: &Target,
    traffic: &Arc<Traffic>,
    arguments: &Arguments,
) -> Done {
    let progress = Progress::default();
    let style = "{prefix:<14} {bar:40} {pos}/{len} requests, {per_sec}, {eta} left";
    let style = ProgressStyle::with_template(style).expect("the template is a literal");
    let bar = ProgressBar::new(traffic.requests() as u64)
        .with_style(style)
        .with_prefix(name);
    let (seen, drawn) = (progress.clone(), bar.clone());
    let drawing = tokio::spawn(async move {
        loop {
            drawn.set_position(seen.load(Ordering::Relaxed) as u64);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    });
    let done = run(target.address(), traffic.clone(), arguments.pace, progress).await;
    drawing.abort();
    bar.finish_and_clear();
    done
}
