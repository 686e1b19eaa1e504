-- Redshift's views of privileges on top of PostgreSQL's access lists, in pg_catalog as there.
-- Columns as in the pages of the Redshift developer guide (r_SVV_SCHEMA_PRIVILEGES.html, r_SVV_RELATION_PRIVILEGES.html,
-- r_SVV_COLUMN_PRIVILEGES.html, r_SVV_FUNCTION_PRIVILEGES.html, r_SVV_DATABASE_PRIVILEGES.html, r_SVV_DEFAULT_PRIVILEGES.html,
-- r_SVV_SYSTEM_PRIVILEGES.html). They show what was granted explicitly, to identities that the current user has access to; to the
-- superuser, and (relations apart) with ACCESS SYSTEM TABLE, to everybody.
SET allow_system_table_mods = on;
SET search_path = pg_catalog;

-- PostgreSQL has no such privileges: they are shown and, ACCESS SYSTEM TABLE apart, allow nothing. Filled by roles.sql.
CREATE TABLE rs_system_privileges (role_name name NOT NULL, system_privilege text NOT NULL, PRIMARY KEY (role_name, system_privilege));
GRANT SELECT ON rs_system_privileges TO PUBLIC;

CREATE FUNCTION rs_has_system_privilege(privilege text) RETURNS boolean STABLE LANGUAGE sql AS $$
  SELECT rs_is_superuser()
      OR EXISTS (SELECT FROM rs_system_privileges p WHERE p.system_privilege = privilege AND pg_has_role(p.role_name, 'MEMBER'))
$$;

-- 0 is PUBLIC. A member of a role has access to it.
CREATE FUNCTION rs_sees_identity(identity oid) RETURNS boolean STABLE LANGUAGE sql AS $$
  SELECT identity = 0 OR pg_has_role(identity, 'MEMBER')
$$;

-- The entries of an access list, as the views name them: one for each privilege and identity, whoever granted it.
CREATE FUNCTION rs_grants(acl aclitem[]) RETURNS TABLE (
  privilege_type text, identity_id integer, identity_name text, identity_type text, admin_option boolean
) STABLE LANGUAGE sql AS $$
  SELECT a.privilege_type,
         a.grantee::integer,
         CASE WHEN a.grantee = 0 THEN 'public' ELSE r.rolname::text END,
         CASE WHEN a.grantee = 0 THEN 'public' WHEN r.rolcanlogin THEN 'user' ELSE 'role' END,
         bool_or(a.is_grantable) AND coalesce(r.rolcanlogin, false)
    FROM aclexplode(acl) a
    LEFT JOIN pg_roles r ON r.oid = a.grantee
   WHERE a.privilege_type <> ALL ('{TRIGGER,MAINTAIN,CONNECT}') AND (a.grantee = 0 OR r.rolname !~ '^pg_')
   GROUP BY a.privilege_type, a.grantee, r.rolname, r.rolcanlogin
$$;

CREATE VIEW svv_schema_privileges AS
SELECT n.nspname::text AS namespace_name, g.*, 'SCHEMA'::text AS privilege_scope
  FROM pg_namespace n, rs_grants(n.nspacl) g
 WHERE n.nspname !~ '^pg_(toast|temp_)'
   AND (rs_has_system_privilege('ACCESS SYSTEM TABLE') OR rs_sees_identity(g.identity_id::oid));

CREATE VIEW svv_relation_privileges AS
SELECT n.nspname::text AS namespace_name, c.relname::text AS relation_name, g.*
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace, rs_grants(c.relacl) g
 WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname !~ '^pg_(toast|temp_)'
   AND (rs_is_superuser() OR rs_sees_identity(g.identity_id::oid));

CREATE VIEW svv_column_privileges AS
SELECT n.nspname::text AS namespace_name, c.relname::text AS relation_name, a.attname::text AS column_name,
       g.privilege_type, g.identity_id, g.identity_name, g.identity_type
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace, rs_grants(a.attacl) g
 WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attacl IS NOT NULL
   AND c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname !~ '^pg_(toast|temp_)' AND g.privilege_type IN ('SELECT', 'UPDATE')
   AND (rs_has_system_privilege('ACCESS SYSTEM TABLE') OR rs_sees_identity(g.identity_id::oid));

CREATE VIEW svv_function_privileges AS
SELECT n.nspname::text AS namespace_name, p.proname::text AS function_name,
       oidvectortypes(p.proargtypes) AS argument_types, g.*
  FROM pg_proc p
  JOIN pg_namespace n ON n.oid = p.pronamespace, rs_grants(p.proacl) g
 WHERE rs_has_system_privilege('ACCESS SYSTEM TABLE') OR rs_sees_identity(g.identity_id::oid);

-- TEMP is what PostgreSQL calls TEMPORARY; its CONNECT everybody has on Redshift.
CREATE VIEW svv_database_privileges AS
SELECT d.datname::text AS database_name,
       CASE g.privilege_type WHEN 'TEMPORARY' THEN 'TEMP' ELSE g.privilege_type END AS privilege_type,
       g.identity_id, g.identity_name, g.identity_type, g.admin_option, 'DATABASE'::text AS privilege_scope
  FROM pg_database d, rs_grants(coalesce(d.datacl, acldefault('d', d.datdba))) g
 WHERE NOT d.datistemplate AND d.datallowconn
   AND (rs_has_system_privilege('ACCESS SYSTEM TABLE') OR rs_sees_identity(g.identity_id::oid));

-- An owner's privileges on what it makes itself are nothing that was granted.
CREATE VIEW svv_default_privileges AS
SELECT n.nspname::text AS schema_name,
       CASE d.defaclobjtype WHEN 'r' THEN 'RELATION' ELSE 'FUNCTION' END AS object_type,
       d.defaclrole::integer AS owner_id, o.rolname::text AS owner_name, 'user'::text AS owner_type,
       g.privilege_type, g.identity_id AS grantee_id, g.identity_name AS grantee_name, g.identity_type AS grantee_type, g.admin_option
  FROM pg_default_acl d
  JOIN pg_roles o ON o.oid = d.defaclrole
  LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace, rs_grants(d.defaclacl) g
 WHERE d.defaclobjtype IN ('r', 'f') AND g.identity_id <> d.defaclrole::integer
   AND (rs_has_system_privilege('ACCESS SYSTEM TABLE') OR rs_sees_identity(g.identity_id::oid));

CREATE VIEW svv_system_privileges AS
SELECT p.system_privilege, r.oid::integer AS identity_id, r.rolname::text AS identity_name, 'role'::text AS identity_type
  FROM rs_system_privileges p
  JOIN pg_roles r ON r.rolname = p.role_name
 WHERE rs_has_system_privilege('ACCESS SYSTEM TABLE') OR rs_sees_identity(r.oid);

GRANT SELECT ON svv_schema_privileges, svv_relation_privileges, svv_column_privileges, svv_function_privileges,
  svv_database_privileges, svv_default_privileges, svv_system_privileges TO PUBLIC;

RESET search_path;
RESET allow_system_table_mods;
