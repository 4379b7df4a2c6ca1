use cache_runtime::cached;

#[cached(key = "named-policy:<id>", policy = "hot")]
pub fn by_name(id: u64) -> u64 {
    id
}

#[cached(key = "named-policy-written:<id>", policy = "hot", jitter = 0.1, sliding = false, stampede = "coalesce", helpers = false)]
pub fn by_name_and_written(id: u64) -> u64 {
    id
}
