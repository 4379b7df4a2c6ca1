//! Types that contain themselves, directly and through each other.
use cache_runtime::CacheKey;

#[derive(CacheKey)]
pub struct Node {
    pub name: String,
    pub children: Vec<Node>,
}

#[derive(CacheKey)]
pub enum Tree {
    Leaf(Leaf),
    Branch(Box<Tree>, Box<Tree>),
}

#[derive(CacheKey)]
pub struct Leaf {
    pub number: u64,
    pub above: Option<Box<Tree>>,
}
