-- Database sample_data_dev. The underscore of tpcds_1 is a wildcard of LIKE: the pattern fits the other schema too.
CREATE SCHEMA tpcds_1;
CREATE SCHEMA tpcds91;
CREATE TABLE tpcds_1.item (i_item_sk integer NOT NULL, i_item_id varchar(16) NOT NULL, i_current_price numeric(7, 2));
CREATE TABLE tpcds91.item (i_item_sk integer NOT NULL, i_brand varchar(50));
INSERT INTO tpcds_1.item SELECT g, 'AAAAAAAA' || g, (g * 97 % 10000) / 100.0 FROM generate_series(1, 100) g;
INSERT INTO tpcds91.item SELECT g, 'brand ' || g FROM generate_series(1, 10) g;
GRANT USAGE ON SCHEMA tpcds_1, tpcds91 TO PUBLIC;
GRANT SELECT ON tpcds_1.item, tpcds91.item TO PUBLIC;

-- What one is denied in less plain ways: sales and finance may use desk, nobody may use vault. Of payroll_keeper is what its owner's
-- rights decide about.
CREATE ROLE payroll_keeper LOGIN;
CREATE SCHEMA vault;
CREATE SCHEMA desk;
GRANT USAGE ON SCHEMA desk TO sales, finance, payroll_keeper;
CREATE TABLE vault.payroll (person varchar(80) NOT NULL, month date NOT NULL, amount numeric(12, 2) NOT NULL);
CREATE TABLE vault.bonuses (person varchar(80) NOT NULL, amount numeric(12, 2) NOT NULL);
INSERT INTO vault.payroll VALUES ('Ada Okafor', '2024-01-01', 4200.00);
GRANT USAGE ON SCHEMA vault TO payroll_keeper;
GRANT SELECT ON vault.payroll TO payroll_keeper;

-- With its owner's rights, who may read it; granted to sales, and to nobody.
CREATE VIEW desk.payroll_totals AS SELECT month, sum(amount) AS amount FROM vault.payroll GROUP BY month;
CREATE VIEW desk.payroll_by_person AS SELECT person, sum(amount) AS amount FROM vault.payroll GROUP BY person;
-- With its owner's rights, who may not read it any more.
CREATE VIEW desk.bonus_totals AS SELECT sum(amount) AS amount FROM vault.bonuses;
CREATE VIEW desk.bonus_report AS SELECT amount FROM desk.bonus_totals;
-- With the rights of who asks.
CREATE VIEW desk.payroll_own WITH (security_invoker = true) AS SELECT * FROM vault.payroll;
ALTER VIEW desk.payroll_totals OWNER TO payroll_keeper;
ALTER VIEW desk.bonus_totals OWNER TO payroll_keeper;
GRANT SELECT ON desk.payroll_totals, desk.bonus_totals, desk.bonus_report, desk.payroll_own TO sales;

CREATE FUNCTION desk.payroll_tax(amount numeric, rate integer) RETURNS numeric IMMUTABLE LANGUAGE sql AS $$ SELECT amount * rate / 100 $$;
CREATE PROCEDURE desk.add_payroll(who varchar) LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO vault.payroll VALUES (who, date '2024-02-01', 0);
END $$;
CREATE PROCEDURE desk.close_payroll() SECURITY DEFINER LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; END $$;
ALTER FUNCTION desk.payroll_tax OWNER TO payroll_keeper;
ALTER PROCEDURE desk.close_payroll OWNER TO payroll_keeper;
REVOKE EXECUTE ON FUNCTION desk.payroll_tax FROM PUBLIC;
REVOKE EXECUTE ON PROCEDURE desk.add_payroll, desk.close_payroll FROM PUBLIC;
GRANT EXECUTE ON PROCEDURE desk.add_payroll TO sales;

-- Names that have to be quoted.
CREATE SCHEMA "Odd ""Desk""";
CREATE TABLE "Odd ""Desk"""."it's; --" (a integer);
INSERT INTO "Odd ""Desk"""."it's; --" VALUES (1);
