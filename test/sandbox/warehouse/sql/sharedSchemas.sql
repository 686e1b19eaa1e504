-- As on Redshift, everybody may use schema public and create tables in it.
GRANT USAGE, CREATE ON SCHEMA public TO PUBLIC;

CREATE SCHEMA reporting_schema;
CREATE TABLE reporting_schema.calendar (day date PRIMARY KEY, week smallint NOT NULL, is_holiday boolean NOT NULL);
INSERT INTO reporting_schema.calendar
SELECT d, extract(week FROM d), extract(isodow FROM d) > 5 FROM generate_series(date '2024-01-01', date '2025-12-31', interval '1 day') d;
GRANT USAGE ON SCHEMA reporting_schema TO reporting;
GRANT SELECT ON ALL TABLES IN SCHEMA reporting_schema TO reporting;

-- One column for each type, one row for each way to lose something on the way to a screen. bytea is what VARBYTE is here.
CREATE TABLE public.type_samples (
  id smallint PRIMARY KEY,
  what varchar(40) NOT NULL,
  int4_value integer,
  int8_value bigint,
  numeric_value numeric(38, 37),
  money_value numeric(18, 2),
  float4_value real,
  float8_value double precision,
  bool_value boolean,
  date_value date,
  timestamp_value timestamp,
  timestamptz_value timestamptz,
  time_value time,
  char_value char(8),
  varchar_value varchar(256),
  long_value varchar(65535),
  varbyte_value bytea
);
COMMENT ON COLUMN public.type_samples.numeric_value IS '38 digits, 37 of them after the point';
INSERT INTO public.type_samples VALUES
  (1, 'largest', 2147483647, 9223372036854775807, 9.9999999999999999999999999999999999999, 9999999999999999.99,
   '3.4028235e38', '1.7976931348623157e308', true, '9999-12-31', '9999-12-31 23:59:59.999999', '9999-12-31 23:59:59.999999+00',
   '23:59:59.999999', 'ABCDEFGH', 'largest', repeat('x', 5000), decode('00ff10fe', 'hex')),
  (2, 'smallest', -2147483648, -9223372036854775808, -9.9999999999999999999999999999999999999, -9999999999999999.99,
   '-1e-37', '-2.2250738585072014e-308', false, '0001-01-01', '0001-01-01 00:00:00', '1970-01-01 00:00:00+00',
   '00:00:00', 'a', 'smallest', '', decode('', 'hex')),
  (3, 'null', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (4, 'not a number', 0, 9007199254740993, 0, 0, 'NaN', 'NaN', true, '2024-02-29', '2024-02-29 12:00:00', '2024-02-29 12:00:00+02',
   '12:00:00', '', '', '', decode('7b7d', 'hex')),
  (5, 'infinite', 1, -9007199254740993, 0.1000000000000000055511151231257827021, 0.10, 'Infinity', '-Infinity', false, '1999-12-31',
   '1999-12-31 23:59:59.5', '1999-12-31 23:59:59.5-08', '23:59:59.5', 'inf', 'Infinity', 'NaN', NULL),
  (6, 'text', 6, 6, 1, 0.01, 0.1, 0.1, true, '2024-07-01', '2024-07-01 01:02:03.004', '2024-07-01 01:02:03.004+00', '01:02:03.004',
   'äöü', E'line one\nline two\r\nthree\ttab', E'"quotes", \'apostrophes\', \\backslash, NULL, \u200Bzero width, 日本語, 🦆, e\u0301', NULL);
GRANT SELECT ON public.type_samples TO PUBLIC;
