CREATE SCHEMA sales_schema;

CREATE TABLE sales_schema.customers (
  customer_id integer PRIMARY KEY,
  full_name varchar(120) NOT NULL,
  email varchar(200),
  country char(2) NOT NULL,
  city varchar(80),
  signed_up date NOT NULL,
  credit_limit numeric(12, 2)
);
COMMENT ON TABLE sales_schema.customers IS 'Everybody who ever bought something';
COMMENT ON COLUMN sales_schema.customers.country IS 'ISO 3166-1 alpha-2';
COMMENT ON COLUMN sales_schema.customers.credit_limit IS 'EUR; NULL where none was agreed';

INSERT INTO sales_schema.customers
SELECT g,
       (ARRAY['Ada', 'Béla', 'Chloé', 'Dmitri', 'Elif', 'Farah', 'Grace', 'Hồng', 'Ines', 'Jürgen', 'Kenji', 'Łucja'])[1 + g % 12]
         || ' ' || (ARRAY['Okafor', 'Silva', 'Müller', 'Tanaka', 'O''Brien', 'Kowalska', 'Nguyễn', 'Rossi', 'Smith', 'Ångström', 'Yılmaz'])[1 + g % 11],
       CASE WHEN g % 17 > 0 THEN 'customer' || g || '@example.com' END,
       (ARRAY['DE', 'FR', 'BR', 'JP', 'NG', 'PL', 'TR', 'US', 'VN'])[1 + g % 9],
       (ARRAY['Köln', 'Lyon', 'São Paulo', '大阪', 'Lagos', 'Kraków', 'İzmir', 'Austin', 'Huế'])[1 + g % 9],
       date '2019-01-01' + (g * 37) % 2000,
       CASE WHEN g % 5 > 0 THEN (g * 13 % 900 + 100) * 10.5 END
  FROM generate_series(1, 2000) g;

CREATE TABLE sales_schema.products (
  product_id integer PRIMARY KEY,
  name varchar(120) NOT NULL,
  category varchar(40) NOT NULL,
  list_price numeric(10, 2) NOT NULL,
  discontinued boolean NOT NULL DEFAULT false
);
INSERT INTO sales_schema.products
SELECT g,
       (ARRAY['Bicycle', 'Lamp', 'Kettle', 'Desk', 'Camera', 'Tent', 'Violin', 'Scarf'])[1 + g % 8] || ' ' || chr(65 + g % 26) || g,
       (ARRAY['Outdoor', 'Home', 'Kitchen', 'Office', 'Photo', 'Outdoor', 'Music', 'Clothing'])[1 + g % 8],
       (g * 7919 % 90000 + 499) / 100.0,
       g % 23 = 0
  FROM generate_series(1, 200) g;

CREATE TABLE sales_schema.orders (
  order_id bigint PRIMARY KEY,
  customer_id integer NOT NULL REFERENCES sales_schema.customers,
  ordered_at timestamp NOT NULL,
  status varchar(16) NOT NULL,
  total numeric(14, 2) NOT NULL,
  note varchar(400)
);
COMMENT ON COLUMN sales_schema.orders.total IS 'EUR, taxes included';
INSERT INTO sales_schema.orders
SELECT 7000000000 + g,
       1 + g * 31 % 2000,
       timestamp '2024-01-01' + g * interval '2 hours 7 minutes',
       (ARRAY['open', 'paid', 'shipped', 'returned'])[1 + g % 4],
       (g * 104729 % 500000) / 100.0,
       CASE WHEN g % 10 = 0 THEN 'gift' WHEN g % 10 = 1 THEN '' END
  FROM generate_series(1, 5000) g;

CREATE TABLE sales_schema.store_sales (
  sale_id bigint NOT NULL,
  store varchar(40) NOT NULL,
  product_id integer NOT NULL,
  sold_on date NOT NULL,
  quantity smallint NOT NULL,
  amount numeric(12, 2) NOT NULL
);
INSERT INTO sales_schema.store_sales
SELECT g,
       (ARRAY['Berlin', 'Paris', 'Recife', 'Osaka', 'Lagos'])[1 + g % 5],
       1 + g * 17 % 200,
       date '2024-01-01' + g % 366,
       1 + g % 9,
       (g * 7907 % 100000) / 100.0
  FROM generate_series(1, 8000) g;

-- Names that have to be quoted.
CREATE TABLE sales_schema."Region Targets" ("Region" varchar(40) NOT NULL, "target %" numeric(5, 2), "select" integer);
INSERT INTO sales_schema."Region Targets" VALUES ('EMEA', 12.50, 1), ('Americas', 8.25, 2), ('APAC', NULL, 3);

-- In a schema that sales may use, but not granted to it.
CREATE TABLE sales_schema.commissions (seller varchar(80) NOT NULL, percent numeric(5, 2) NOT NULL);
INSERT INTO sales_schema.commissions VALUES ('Ada Okafor', 4.50), ('Kenji Tanaka', 5.25);

CREATE VIEW sales_schema.sales_by_store AS
SELECT store, count(*) AS sales, sum(amount) AS amount FROM sales_schema.store_sales GROUP BY store;
COMMENT ON VIEW sales_schema.sales_by_store IS 'Totals per store';

-- Filled by bigTable.ts.
CREATE UNLOGGED TABLE sales_schema.web_events (
  event_id bigint NOT NULL,
  customer_id integer,
  occurred_at timestamp NOT NULL,
  page varchar(200) NOT NULL,
  referrer varchar(200),
  value numeric(18, 4),
  is_mobile boolean NOT NULL
);
COMMENT ON TABLE sales_schema.web_events IS 'One row for each page view';

GRANT USAGE ON SCHEMA sales_schema TO sales;
GRANT SELECT ON ALL TABLES IN SCHEMA sales_schema TO sales;
GRANT INSERT, UPDATE, DELETE ON sales_schema."Region Targets" TO sales;
REVOKE ALL ON sales_schema.commissions FROM sales;
-- On one column alone.
GRANT USAGE ON SCHEMA sales_schema TO auditor;
GRANT SELECT (seller) ON sales_schema.commissions TO auditor;
-- What the superuser makes here later, sales may read too.
ALTER DEFAULT PRIVILEGES IN SCHEMA sales_schema GRANT SELECT ON TABLES TO sales;
