//! The tables, and what fills them where they are empty. Both databases understand all of it.

/// As many as an online shop has; more products do not change the cost of a look-up.
const CATEGORIES: u32 = 200;
const SELLERS: u32 = 500;

pub(super) const TABLES: &str = "
CREATE TABLE IF NOT EXISTS categories (
    id BIGINT PRIMARY KEY, parent BIGINT NOT NULL, name TEXT NOT NULL, version BIGINT NOT NULL
);
CREATE TABLE IF NOT EXISTS users (
    id BIGINT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, version BIGINT NOT NULL
);
CREATE TABLE IF NOT EXISTS products (
    id BIGINT PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL, price BIGINT NOT NULL,
    category BIGINT NOT NULL, seller BIGINT NOT NULL, version BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS products_by_category ON products (category);
CREATE TABLE IF NOT EXISTS stock (
    product BIGINT PRIMARY KEY, quantity BIGINT NOT NULL, version BIGINT NOT NULL
);
CREATE TABLE IF NOT EXISTS views (
    product BIGINT NOT NULL, process BIGINT NOT NULL, views BIGINT NOT NULL, PRIMARY KEY (product, process)
);
";

/// What says whether there is something already.
pub(super) const FILLED: &str = "SELECT count(*) FROM categories";

/// Ten categories at the top, the others below them.
pub(super) fn rows(products: u32) -> [String; 4] {
    let numbers = |from: u32, count: u32| {
        let end = from + count;
        format!(
            "WITH RECURSIVE numbers(n) AS (SELECT {from} WHERE {from} < {end} UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {end})"
        )
    };
    [
        format!(
            "{} INSERT INTO categories (id, parent, name, version)
             SELECT n, CASE WHEN n <= 10 THEN 0 ELSE 1 + n % 10 END, 'category ' || n, 1 FROM numbers",
            numbers(1, CATEGORIES)
        ),
        format!(
            "{} INSERT INTO users (id, name, email, version)
             SELECT n, 'seller ' || n, 'seller' || n || '@example.com', 1 FROM numbers",
            numbers(1, SELLERS)
        ),
        format!(
            "{} INSERT INTO products (id, name, description, price, category, seller, version)
             SELECT n,
                 trim(substr('amber   azure   coral   ebony   ivory   olive   scarlet teal    ', 1 + n % 8 * 8, 8)) || ' '
                 || trim(substr('basket  candle  chair   clock   curtain drawer  fork    lamp    ladder  mirror  pillow  shelf   spoon   table   tray    vase    ', 1 + n / 8 % 16 * 8, 8))
                 || ' ' || n,
                 'One of the things that people buy when they look for number ' || n || '.',
                 100 + n * 37 % 20000, 1 + n % {CATEGORIES}, 1 + n * 7 % {SELLERS}, 1 FROM numbers",
            numbers(0, products)
        ),
        format!(
            "{} INSERT INTO stock (product, quantity, version) SELECT n, 1000000 + n % 50, 1 FROM numbers",
            numbers(0, products)
        ),
    ]
}
