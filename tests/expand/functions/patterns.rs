//! Patterns, `mut` and underscored names: the signature gets plain names, the body keeps what was written.
use cache_runtime::cached;

pub struct Point {
    pub x: i32,
    pub y: i32,
}

#[cached(key = "area:<x>:<y>:<width>:<scale>", ttl = "5m", cache_if = |width, scale| *width > 0 && *scale > 0, ignore(height, _trace))]
pub fn area(
    Point { x, mut y }: Point,
    (width, height): (i32, i32),
    mut scale: i32,
    _trace: &str,
) -> i32 {
    y += 1;
    scale += x + y;
    width * height * scale
}
