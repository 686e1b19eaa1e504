-- Database sample_data_dev. The underscore of tpcds_1 is a wildcard of LIKE: the pattern fits the other schema too.
CREATE SCHEMA tpcds_1;
CREATE SCHEMA tpcds91;
CREATE TABLE tpcds_1.item (i_item_sk integer NOT NULL, i_item_id varchar(16) NOT NULL, i_current_price numeric(7, 2));
CREATE TABLE tpcds91.item (i_item_sk integer NOT NULL, i_brand varchar(50));
INSERT INTO tpcds_1.item SELECT g, 'AAAAAAAA' || g, (g * 97 % 10000) / 100.0 FROM generate_series(1, 100) g;
INSERT INTO tpcds91.item SELECT g, 'brand ' || g FROM generate_series(1, 10) g;
GRANT USAGE ON SCHEMA tpcds_1, tpcds91 TO PUBLIC;
GRANT SELECT ON tpcds_1.item, tpcds91.item TO PUBLIC;
