-- Database roles as an administrator made them; federated users come later, at their first sign-in.
CREATE ROLE sales NOLOGIN;
CREATE ROLE finance NOLOGIN;
CREATE ROLE reporting NOLOGIN;
-- Of nobody of the sandbox's people; sees what was granted to whom.
CREATE ROLE auditor NOLOGIN;
-- A role within a role: what reporting may read, sales and finance may read too.
GRANT reporting TO sales, finance;

-- So that their grants to federated users can be told from explicit ones (see redshiftNames.sql).
GRANT sales, finance, reporting, auditor TO rdsiam WITH ADMIN OPTION;
GRANT sales, finance, reporting, auditor TO rdsiam WITH INHERIT FALSE, SET FALSE;

-- What GRANT <system permission> TO ROLE would be (see privilegeNames.sql).
INSERT INTO pg_catalog.rs_system_privileges VALUES
  ('auditor', 'ACCESS SYSTEM TABLE'), ('finance', 'VACUUM'), ('reporting', 'ANALYZE');
