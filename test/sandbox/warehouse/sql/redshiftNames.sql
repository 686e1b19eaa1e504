-- Redshift's names on top of PostgreSQL, in pg_catalog as there: found whatever the search_path is.
-- Columns as in the pages of the Redshift developer guide (r_SVV_*.html, PG_GET_SESSION_ROLES.html, r_ROLE_IS_MEMBER_OF.html).
-- They show what the current user can access, as those pages say; everything to the superuser.
SET allow_system_table_mods = on;
SET search_path = pg_catalog;

-- Grants the session roles of federated users: what it granted came with a sign-in, the rest was granted explicitly.
CREATE ROLE rdsiam NOLOGIN;

-- A role without column names, so that callers have to give them: eff_ro(name name, roleid integer).
CREATE FUNCTION pg_get_session_roles() RETURNS SETOF record STABLE LANGUAGE sql AS $$
  SELECT r.rolname, r.oid::integer
    FROM pg_auth_members m
    JOIN pg_roles r ON r.oid = m.roleid
    JOIN pg_roles u ON u.oid = m.member
    JOIN pg_roles g ON g.oid = m.grantor
   WHERE u.rolname = session_user AND g.rolname = 'rdsiam'
   ORDER BY r.rolname
$$;

CREATE FUNCTION user_is_member_of(user_name name, role_name name) RETURNS boolean STABLE LANGUAGE sql AS $$
  SELECT pg_has_role(user_name, role_name, 'MEMBER') AND user_name <> role_name
$$;

CREATE FUNCTION role_is_member_of(role_name name, other_role name) RETURNS boolean STABLE LANGUAGE sql AS $$
  SELECT pg_has_role(role_name, other_role, 'MEMBER') AND role_name <> other_role
$$;

CREATE FUNCTION getdate() RETURNS timestamp VOLATILE LANGUAGE sql AS $$ SELECT date_trunc('second', clock_timestamp()::timestamp) $$;

-- Superuser, or has it by itself or by a role.
CREATE FUNCTION rs_is_superuser() RETURNS boolean STABLE LANGUAGE sql AS $$
  SELECT rolsuper FROM pg_roles WHERE rolname = current_user
$$;

CREATE FUNCTION rs_sees_schema(schema oid) RETURNS boolean STABLE LANGUAGE sql AS $$
  SELECT has_schema_privilege(schema, 'USAGE') OR has_schema_privilege(schema, 'CREATE')
$$;

CREATE FUNCTION rs_sees_relation(relation oid) RETURNS boolean STABLE LANGUAGE sql AS $$
  SELECT has_table_privilege(relation, 'SELECT, INSERT, UPDATE, DELETE, REFERENCES') OR has_any_column_privilege(relation, 'SELECT, UPDATE')
$$;

CREATE VIEW svv_redshift_databases AS
SELECT d.datname::varchar(128) AS database_name,
       d.datdba::integer AS database_owner,
       'local'::varchar(32) AS database_type,
       array_to_string(d.datacl, '~')::varchar(128) AS database_acl,
       NULL::varchar(128) AS database_options,
       'Snapshot Isolation'::varchar(128) AS database_isolation_level
  FROM pg_database d
 WHERE NOT d.datistemplate AND d.datallowconn AND has_database_privilege(d.oid, 'CONNECT');

CREATE VIEW svv_redshift_schemas AS
SELECT current_database()::varchar(128) AS database_name,
       n.nspname::varchar(128) AS schema_name,
       n.nspowner::integer AS schema_owner,
       'local'::varchar(128) AS schema_type,
       array_to_string(n.nspacl, '~')::varchar(128) AS schema_acl,
       NULL::varchar(128) AS schema_option
  FROM pg_namespace n
 WHERE n.nspname !~ '^pg_(toast|temp_)' AND rs_sees_schema(n.oid);

CREATE VIEW svv_all_schemas AS
SELECT database_name, schema_name, schema_owner, schema_type, schema_acl, NULL::varchar(128) AS source_database, schema_option
  FROM svv_redshift_schemas;

CREATE VIEW svv_redshift_tables AS
SELECT current_database()::varchar(128) AS database_name,
       n.nspname::varchar(128) AS schema_name,
       c.relname::varchar(128) AS table_name,
       CASE WHEN c.relkind IN ('v', 'm') THEN 'VIEW' ELSE 'TABLE' END::varchar(128) AS table_type,
       array_to_string(c.relacl, '~')::varchar(128) AS table_acl,
       obj_description(c.oid, 'pg_class')::varchar(128) AS remarks,
       c.relowner::integer AS table_owner
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname !~ '^pg_(toast|temp_)'
   AND rs_sees_schema(n.oid) AND rs_sees_relation(c.oid);

CREATE VIEW svv_all_tables AS
SELECT database_name, schema_name, table_name, table_acl, table_type, remarks FROM svv_redshift_tables;

CREATE VIEW svv_redshift_columns AS
SELECT current_database()::varchar(128) AS database_name,
       n.nspname::varchar(128) AS schema_name,
       c.relname::varchar(128) AS table_name,
       a.attname::varchar(128) AS column_name,
       a.attnum::integer AS ordinal_position,
       format_type(a.atttypid, a.atttypmod)::varchar(32767) AS data_type,
       pg_get_expr(d.adbin, d.adrelid)::varchar(4000) AS column_default,
       CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END::varchar(3) AS is_nullable,
       'none'::varchar(128) AS encoding,
       false AS distkey,
       0 AS sortkey,
       array_to_string(a.attacl, '~')::varchar(128) AS column_acl,
       col_description(c.oid, a.attnum)::varchar(256) AS remarks
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
 WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname !~ '^pg_(toast|temp_)'
   AND rs_sees_schema(n.oid)
   AND (has_column_privilege(c.oid, a.attnum, 'SELECT, INSERT, UPDATE, REFERENCES') OR has_table_privilege(c.oid, 'DELETE'));

CREATE VIEW svv_all_columns AS
SELECT s.database_name, s.schema_name, s.table_name, s.column_name, s.ordinal_position,
       s.column_default, s.is_nullable,
       regexp_replace(s.data_type, '[(][^)]*[)]', '')::varchar(128) AS data_type,
       CASE WHEN s.data_type LIKE 'character%' THEN substring(s.data_type FROM '[(]([0-9]+)[)]')::integer END AS character_maximum_length,
       CASE WHEN s.data_type = 'smallint' THEN 16
            WHEN s.data_type = 'integer' THEN 32
            WHEN s.data_type = 'bigint' THEN 64
            WHEN s.data_type = 'real' THEN 24
            WHEN s.data_type = 'double precision' THEN 53
            WHEN s.data_type LIKE 'numeric%' THEN substring(s.data_type FROM '[(]([0-9]+),')::integer END AS numeric_precision,
       CASE WHEN s.data_type IN ('smallint', 'integer', 'bigint') THEN 0
            WHEN s.data_type LIKE 'numeric%' THEN substring(s.data_type FROM ',([0-9]+)[)]')::integer END AS numeric_scale,
       s.remarks
  FROM svv_redshift_columns s;

CREATE VIEW svv_roles AS
SELECT r.oid::integer AS role_id,
       r.rolname::text AS role_name,
       'rdsdb'::text AS role_owner,
       NULL::text AS external_id
  FROM pg_roles r
 WHERE NOT r.rolcanlogin AND r.rolname !~ '^(pg_|rds)'
   AND (rs_is_superuser() OR pg_has_role(r.oid, 'MEMBER'));

CREATE VIEW svv_role_grants AS
SELECT m.member::integer AS role_id,
       r.rolname::text AS role_name,
       m.roleid::integer AS granted_role_id,
       g.rolname::text AS granted_role_name
  FROM pg_auth_members m
  JOIN pg_roles r ON r.oid = m.member
  JOIN pg_roles g ON g.oid = m.roleid
 WHERE NOT r.rolcanlogin AND r.rolname !~ '^(pg_|rds)' AND g.rolname !~ '^pg_'
   AND (rs_is_superuser() OR pg_has_role(r.oid, 'MEMBER'));

-- Session roles are not in it: they were not granted explicitly.
CREATE VIEW svv_user_grants AS
SELECT m.member::integer AS user_id,
       u.rolname::text AS user_name,
       m.roleid::integer AS role_id,
       g.rolname::text AS role_name,
       m.admin_option
  FROM pg_auth_members m
  JOIN pg_roles u ON u.oid = m.member
  JOIN pg_roles g ON g.oid = m.roleid
  JOIN pg_roles b ON b.oid = m.grantor
 WHERE u.rolcanlogin AND b.rolname <> 'rdsiam' AND g.rolname !~ '^pg_'
   AND (rs_is_superuser() OR u.rolname = current_user);

-- https://docs.aws.amazon.com/redshift/latest/dg/r_PG_PROC_INFO.html: pg_proc with the id under another name, and prokind, which pg_proc has here.
CREATE VIEW pg_proc_info AS SELECT oid AS prooid, p.* FROM pg_proc p;

GRANT SELECT ON pg_proc_info TO PUBLIC;
GRANT SELECT ON svv_redshift_databases, svv_redshift_schemas, svv_all_schemas, svv_redshift_tables, svv_all_tables,
  svv_redshift_columns, svv_all_columns, svv_roles, svv_role_grants, svv_user_grants TO PUBLIC;

RESET search_path;
RESET allow_system_table_mods;
