CREATE SCHEMA finance_schema;

CREATE TABLE finance_schema.accounts (
  account_no integer PRIMARY KEY,
  name varchar(80) NOT NULL,
  kind varchar(16) NOT NULL
);
INSERT INTO finance_schema.accounts
SELECT 1000 + g, 'Account ' || 1000 + g, (ARRAY['asset', 'liability', 'income', 'expense'])[1 + g % 4] FROM generate_series(1, 60) g;

CREATE TABLE finance_schema.ledger (
  entry_id bigint PRIMARY KEY,
  account_no integer NOT NULL REFERENCES finance_schema.accounts,
  booked_at timestamptz NOT NULL,
  amount numeric(20, 4) NOT NULL,
  text varchar(200)
);
COMMENT ON COLUMN finance_schema.ledger.amount IS 'EUR; credit is negative';
INSERT INTO finance_schema.ledger
SELECT g,
       1001 + g * 7 % 60,
       timestamptz '2024-01-01 00:00+00' + g * interval '3 hours',
       (g * 7919 % 2000001 - 1000000) / 1000.0,
       'Voucher ' || g
  FROM generate_series(1, 3000) g;

CREATE TABLE finance_schema.budgets (
  department varchar(40) NOT NULL,
  month date NOT NULL,
  amount numeric(14, 2) NOT NULL,
  approved boolean
);
INSERT INTO finance_schema.budgets
SELECT (ARRAY['Sales', 'Research', 'Operations', 'People'])[1 + g % 4],
       (date '2023-01-01' + (g / 4) * interval '1 month')::date,
       10000 + g * 7 % 13 * 1000,
       CASE g % 3 WHEN 0 THEN true WHEN 1 THEN false END
  FROM generate_series(0, 143) g;

CREATE VIEW finance_schema.balances AS
SELECT a.account_no, a.name, sum(l.amount) AS balance
  FROM finance_schema.accounts a JOIN finance_schema.ledger l USING (account_no)
 GROUP BY a.account_no, a.name;

GRANT USAGE ON SCHEMA finance_schema TO finance;
GRANT SELECT ON ALL TABLES IN SCHEMA finance_schema TO finance;
GRANT INSERT, UPDATE, DELETE ON finance_schema.budgets TO finance;
