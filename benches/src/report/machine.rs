//! [`Machine`]: where something was measured, as the kernel describes it.

use std::fmt;
use std::fs;
use std::thread::available_parallelism;

const UNKNOWN: &str = "unknown";
const KIB_A_GIB: f64 = 1_048_576.0;

/// Processor, memory, kernel, and what else was going on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Machine {
    processor: String,
    cores: usize,
    memory: String,
    kernel: String,
    load: String,
}

/// What the kernel says of itself, as text.
struct Sources<'a> {
    processors: &'a str,
    memory: &'a str,
    kernel: &'a str,
    load: &'a str,
}

impl Machine {
    /// This machine, now.
    pub(super) fn read() -> Self {
        // What is not told is unknown: a machine without `/proc` has figures too.
        let text = |path: &str| fs::read_to_string(path).unwrap_or_default();
        let sources = Sources {
            processors: &text("/proc/cpuinfo"),
            memory: &text("/proc/meminfo"),
            kernel: &text("/proc/sys/kernel/osrelease"),
            load: &text("/proc/loadavg"),
        };
        Self::of(&sources, available_parallelism().map_or(0, usize::from))
    }

    fn of(sources: &Sources<'_>, cores: usize) -> Self {
        let known = |text: Option<&str>| text.unwrap_or(UNKNOWN).trim().to_owned();
        Self {
            processor: known(field(sources.processors, "model name")),
            cores,
            memory: field(sources.memory, "MemTotal")
                .and_then(gibibytes)
                .unwrap_or_else(|| UNKNOWN.to_owned()),
            kernel: known(sources.kernel.lines().next()),
            load: known(
                sources
                    .load
                    .split(' ')
                    .next()
                    .filter(|load| !load.is_empty()),
            ),
        }
    }
}

/// The value of the first line with this key.
fn field<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    text.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.trim() == key)
        .map(|(_, value)| value)
}

fn gibibytes(value: &str) -> Option<String> {
    let kibibytes: f64 = value.strip_suffix("kB")?.trim().parse().ok()?;
    Some(format!("{:.0} GiB", kibibytes / KIB_A_GIB))
}

impl fmt::Display for Machine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            processor,
            cores,
            memory,
            kernel,
            load,
        } = self;
        write!(
            formatter,
            "{processor}, {cores} cores, {memory}, Linux {kernel}, load average before {load}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_is_what_its_kernel_says() {
        let sources = Sources {
            processors: "processor\t: 0\nmodel name\t: AMD EPYC\nprocessor\t: 1\nmodel name\t: AMD EPYC\n",
            memory: "MemTotal:       24117248 kB\nMemFree: 1 kB\n",
            kernel: "6.1.0\n",
            load: "0.12 0.50 1.00 1/200 4711\n",
        };
        assert_eq!(
            Machine::of(&sources, 2).to_string(),
            "AMD EPYC, 2 cores, 23 GiB, Linux 6.1.0, load average before 0.12"
        );
    }

    #[test]
    fn what_the_kernel_does_not_say_is_unknown() {
        let nothing = Sources {
            processors: "",
            memory: "",
            kernel: "",
            load: "",
        };
        assert_eq!(
            Machine::of(&nothing, 8).to_string(),
            "unknown, 8 cores, unknown, Linux unknown, load average before unknown"
        );
    }
}
