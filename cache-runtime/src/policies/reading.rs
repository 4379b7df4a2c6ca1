//! The value of one field in the file: of which type, and between which bounds. Rules between fields stand in `rules.rs`.

use super::duration;
use super::nearest::did_you_mean;
use super::overlay::{Overlay, Range, Setting, Stated, Strategy, Ttl};
use crate::clock::Millis;
use toml::de::DeValue;

/// Each field with an example of its use.
const EXAMPLES: [(&str, &str); 19] = [
    ("ttl", "ttl = \"30s\""),
    ("adaptive_ttl", "adaptive_ttl = \"5m..1h\""),
    ("sliding", "sliding = true"),
    ("max_age", "max_age = \"1d\""),
    ("jitter", "jitter = 0.1"),
    ("negative_ttl", "negative_ttl = \"10s\""),
    ("error_ttl", "error_ttl = \"1s\""),
    ("stampede", "stampede = \"lock\""),
    ("beta", "beta = 1.5"),
    ("lock_wait", "lock_wait = \"2s\""),
    ("stale_while_revalidate", "stale_while_revalidate = \"1m\""),
    ("stale_if_error", "stale_if_error = \"1d\""),
    ("refresh_ahead", "refresh_ahead = 0.8"),
    ("refresh_every", "refresh_every = \"5m\""),
    ("idle_after", "idle_after = \"1h\""),
    ("timeout", "timeout = \"2s\""),
    ("soft_timeout", "soft_timeout = \"100ms\""),
    ("memory_ttl", "memory_ttl = \"30s\""),
    ("audit", "audit = 0.001"),
];

/// What the attribute can say, and nothing at run time.
const ONLY_IN_THE_ATTRIBUTE: [&str; 15] = [
    "key",
    "ignore",
    "ttl_with",
    "tags",
    "depends_on",
    "on_cancel",
    "cache_if",
    "unless",
    "tier",
    "capacity",
    "max_weight",
    "cache",
    "version",
    "helpers",
    "crate",
];

/// Reads the field `name`. `further` are the names that the table has beside those of every policy.
pub(super) fn read(
    overlay: &mut Overlay,
    name: &str,
    value: &DeValue<'_>,
    line: usize,
    further: &[&str],
) -> Result<(), String> {
    let stated = |value| Some(Stated::at(value, line));
    let field = Field { name, value };
    match name {
        "ttl" => overlay.ttl = Some(Stated::at(field.ttl()?, line)),
        "adaptive_ttl" => overlay.adaptive_ttl = Some(Stated::at(field.range()?, line)),
        "sliding" => overlay.sliding = Some(Stated::at(field.switch()?, line)),
        "max_age" => overlay.max_age = stated(field.duration()?),
        "jitter" => overlay.jitter = Some(Stated::at(field.jitter()?, line)),
        "negative_ttl" => overlay.negative_ttl = stated(field.duration_or_zero()?),
        "error_ttl" => overlay.error_ttl = stated(field.duration()?),
        "stampede" => overlay.stampede = Some(Stated::at(field.strategy()?, line)),
        "beta" => overlay.beta = Some(Stated::at(field.beta()?, line)),
        "lock_wait" => overlay.lock_wait = stated(field.duration()?),
        "stale_while_revalidate" => overlay.stale_while_revalidate = stated(field.duration()?),
        "stale_if_error" => overlay.stale_if_error = stated(field.duration()?),
        "refresh_ahead" => overlay.refresh_ahead = Some(Stated::at(field.fraction()?, line)),
        "refresh_every" => overlay.refresh_every = stated(field.duration()?),
        "idle_after" => overlay.idle_after = Some(Stated::at(field.finite()?, line)),
        "timeout" => overlay.timeout = stated(field.duration()?),
        "soft_timeout" => overlay.soft_timeout = stated(field.duration()?),
        "memory_ttl" => overlay.memory_ttl = stated(field.duration()?),
        "audit" => overlay.audit = Some(Stated::at(field.share()?, line)),
        _ => return Err(unknown(name, further)),
    }
    Ok(())
}

/// `true` or `false`
pub(super) fn switch(name: &str, value: &DeValue<'_>) -> Result<bool, String> {
    Field { name, value }.switch()
}

/// The name of a policy.
pub(super) fn policy(value: &DeValue<'_>) -> Result<String, String> {
    let text = value
        .as_str()
        .ok_or("`policy` takes text in quotes, as in `policy = \"hot\"`")?;
    Ok(text.to_owned())
}

fn unknown(name: &str, further: &[&str]) -> String {
    if ONLY_IN_THE_ATTRIBUTE.contains(&name) {
        return format!("`{name}` cannot be changed at run time; write it in the attribute");
    }
    if matches!(name, "enabled" | "policy") {
        return format!(
            "`{name}` is said of a function, not of a policy; write it under `[functions.\"…\"]`"
        );
    }
    let names = || Overlay::FIELDS.iter().chain(further).copied();
    let expected: Vec<String> = names().map(|name| format!("`{name}`")).collect();
    format!(
        "unknown field `{name}`; expected one of: {}{}",
        expected.join(", "),
        did_you_mean(name, names())
    )
}

struct Field<'a> {
    name: &'a str,
    value: &'a DeValue<'a>,
}

impl Field<'_> {
    fn takes(&self, what: &str) -> String {
        let name = self.name;
        let example = EXAMPLES
            .iter()
            .find(|(field, _)| *field == name)
            .map_or_else(String::new, |(_, example)| format!(", as in `{example}`"));
        format!("`{name}` takes {what}{example}")
    }

    fn text(&self) -> Result<&str, String> {
        self.value
            .as_str()
            .ok_or_else(|| self.takes("text in quotes"))
    }

    fn ttl(&self) -> Result<Ttl, String> {
        match duration::parse(self.text()?)? {
            Ttl::For(0) => Err("`ttl` must be longer than zero; to switch caching off write `enabled = false` for the function".to_owned()),
            ttl => Ok(ttl),
        }
    }

    fn range(&self) -> Result<Range, String> {
        let range = duration::parse_range(self.text()?)?;
        if range.from == 0 {
            return Err(
                "`adaptive_ttl` must begin longer than zero: entries live that long at first"
                    .to_owned(),
            );
        }
        if range.from >= range.to {
            return Err("`adaptive_ttl` must grow: write the shorter duration first, as in `\"5m..1h\"`; for a ttl that stays the same write `ttl`".to_owned());
        }
        Ok(range)
    }

    fn switch(&self) -> Result<bool, String> {
        self.value
            .as_bool()
            .ok_or_else(|| format!("`{}` takes `true` or `false`, without quotes", self.name))
    }

    /// A duration that may have no length.
    fn duration_or_zero(&self) -> Result<Setting<Millis>, String> {
        let text = self.text()?;
        if text == "off" {
            return Ok(Setting::Off);
        }
        match duration::parse(text)? {
            Ttl::For(millis) => Ok(Setting::To(millis)),
            Ttl::Forever | Ttl::Computed => Err(format!(
                "`{}` cannot be `\"forever\"`; write a duration, or `\"off\"`",
                self.name
            )),
        }
    }

    fn duration(&self) -> Result<Setting<Millis>, String> {
        match self.duration_or_zero()? {
            Setting::To(0) => Err(format!(
                "`{}` must be longer than zero; to do without write `\"off\"`",
                self.name
            )),
            setting => Ok(setting),
        }
    }

    fn finite(&self) -> Result<Millis, String> {
        match duration::parse(self.text()?)? {
            Ttl::For(millis) if millis > 0 => Ok(millis),
            _ => Err(format!(
                "`{}` must have a length and an end; write a duration",
                self.name
            )),
        }
    }

    fn number(&self) -> Result<f64, String> {
        let number = match self.value {
            DeValue::Float(float) => float.as_str().parse().ok(),
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str().parse().ok(),
            _ => None,
        };
        number
            .filter(|number: &f64| number.is_finite())
            .ok_or_else(|| self.takes("a number"))
    }

    fn jitter(&self) -> Result<f64, String> {
        let fraction = self.number()?;
        if (0.0..=0.5).contains(&fraction) {
            return Ok(fraction);
        }
        Err("`jitter` must lie between `0.0` and `0.5`: it is the fraction by which the ttl may vary".to_owned())
    }

    fn beta(&self) -> Result<f64, String> {
        let beta = self.number()?;
        if beta > 0.0 {
            return Ok(beta);
        }
        Err(
            "`beta` must be greater than zero; `1.0` is the default, and more loads earlier"
                .to_owned(),
        )
    }

    fn fraction(&self) -> Result<Setting<f64>, String> {
        if self.value.as_str() == Some("off") {
            return Ok(Setting::Off);
        }
        let fraction = self.number()?;
        if fraction > 0.0 && fraction < 1.0 {
            return Ok(Setting::To(fraction));
        }
        Err("`refresh_ahead` must lie between `0.0` and `1.0`, and be neither: it is the fraction of the ttl after which a hit refreshes, as in `0.8`".to_owned())
    }

    fn share(&self) -> Result<Setting<f64>, String> {
        if self.value.as_str() == Some("off") {
            return Ok(Setting::Off);
        }
        let share = self.number()?;
        if share > 0.0 && share <= 1.0 {
            return Ok(Setting::To(share));
        }
        Err("`audit` must be greater than `0.0` and at most `1.0`: it is the share of the hits that are audited; to audit none write `\"off\"`".to_owned())
    }

    fn strategy(&self) -> Result<Strategy, String> {
        let written = self.text()?;
        match written {
            "coalesce" => Ok(Strategy::Coalesce),
            "lock" => Ok(Strategy::Lock),
            "early" => Ok(Strategy::Early),
            "none" => Ok(Strategy::None),
            _ => Err(format!(
                "unknown stampede `\"{written}\"`; expected one of: `\"coalesce\"`, `\"lock\"`, `\"early\"`, `\"none\"`{}",
                did_you_mean(written, ["coalesce", "lock", "early", "none"])
            )),
        }
    }
}
