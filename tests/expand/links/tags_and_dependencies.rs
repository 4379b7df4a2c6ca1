//! Tags of arguments and of the result, and entries that fall with others.
use cache_runtime::cached;

pub mod teams {
    use cache_runtime::cached;

    #[cached(key = "team:<id>", ttl = "1h")]
    pub async fn get_team(id: u64) -> String {
        format!("team {id}")
    }

    #[cached(key = "org:<name>", ttl = "1h")]
    pub async fn get_org(name: &str) -> String {
        name.to_uppercase()
    }
}

#[derive(Clone)]
pub struct Member {
    pub role: String,
}

#[cached(
    key = "member:<team>:<org>:<id>",
    ttl = "1h",
    tags = ["members", "team:<team>", "locale:<locale>", "role:<team>:<result.role>"],
    depends_on(teams::get_team(team), teams::get_org(&org)),
    ignore(locale),
)]
pub async fn get_member(
    team: u64,
    org: String,
    id: u64,
    locale: &str,
) -> Result<Option<Member>, std::io::Error> {
    let role = format!("{org}{id}{locale}");
    Ok((team > 0).then_some(Member { role }))
}
