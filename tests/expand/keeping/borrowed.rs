//! A load that may outlive its call: what was lent is cloned for it, and for what is said of its value.
use cache_runtime::cached;
use std::time::Duration;

#[derive(Clone)]
pub struct Db {
    pub rows: u64,
}

#[derive(Clone)]
pub struct Member {
    pub role: String,
}

#[derive(Clone)]
pub struct Team {
    pub id: u64,
    pub name: String,
}

impl Team {
    fn short(&self) -> &str {
        &self.name[..2]
    }
}

#[cached(key = "org:<name>", ttl = "1h")]
pub async fn get_org(name: &str) -> String {
    name.to_uppercase()
}

#[cached(
    key = "member:<team.id>:<org>:<id>",
    ttl = "1h",
    ttl_with = |member: &Option<Member>, org| Duration::from_secs(member.iter().len() as u64 + org.len() as u64),
    unless = |member| member.as_ref().is_some_and(|member| member.role.is_empty()),
    stale_while_revalidate = "1m",
    stale_if_error = "1d",
    tags = ["members", "locale:<locale>", "role:<team.id>:<team.short()>:<locale>:<result.role>"],
    depends_on(get_org(&org)),
    ignore(db, locale),
)]
pub async fn get_member(
    db: &Db,
    team: &Team,
    org: String,
    id: u64,
    locale: &str,
) -> Result<Option<Member>, std::io::Error> {
    let role = format!("{org}{id}{locale}");
    Ok((db.rows > 0 && !team.name.is_empty()).then_some(Member { role }))
}
