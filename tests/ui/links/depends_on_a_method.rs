use cache_runtime::cached;

struct Teams;

impl Teams {
    #[cached(key = "team:<id>", ttl = "1h", ignore(self))]
    fn get_team(&self, id: u64) -> u64 {
        id
    }
}

#[cached(key = "user:<id>", ttl = "1h", depends_on(teams.get_team(id)), ignore(teams))]
fn get_user(teams: &Teams, id: u64) -> u64 {
    teams.get_team(id)
}

fn main() {}
