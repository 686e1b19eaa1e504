import assert from 'node:assert/strict';
import { CLUSTER, ETHAN, FRIDA, callerOf, rowsOf, run } from '../dataApi/support/redshiftPart';

/** Rows as words, ids left out, for they differ from start to start; `-` for NULL. */
async function wordsOf(sql: string, caller = ETHAN): Promise<string[]> {
  const rows = await rowsOf(sql, CLUSTER, caller);
  return rows.map((row) =>
    (JSON.parse(row) as Record<string, unknown>[])
      .map((field) => ('isNull' in field ? '-' : Object.values(field)[0]))
      .join(' '),
  );
}

const AUDITOR = callerOf('anna', 'auditor');
const NOBODY = callerOf('nobody-special', '');

describe("Redshift's views of privileges", function () {
  this.timeout(60_000);

  it('name schema privileges of oneself, one’s roles, those they inherit, and of everybody', async () => {
    const sql = `SELECT namespace_name, privilege_type, identity_name, identity_type, admin_option, privilege_scope
                   FROM svv_schema_privileges WHERE namespace_name ~ '^(public|sales_schema|finance_schema|reporting_schema)$' AND identity_name <> 'rdsdb' ORDER BY 1, 2, 3`;
    const all = [
      'finance_schema USAGE finance role false SCHEMA',
      'public CREATE public public false SCHEMA',
      'public USAGE public public false SCHEMA',
      'reporting_schema USAGE reporting role false SCHEMA',
      'sales_schema USAGE auditor role false SCHEMA',
      'sales_schema USAGE sales role false SCHEMA',
    ];
    const but = (hidden: RegExp): string[] => all.filter((row) => !hidden.test(row));
    assert.deepEqual(await Promise.all([ETHAN, FRIDA, NOBODY, AUDITOR].map((caller) => wordsOf(sql, caller))), [
      but(/finance|auditor/),
      but(/sales/),
      but(/role/),
      all,
    ]);
  });

  it('name relation privileges by what Redshift knows, and more than one’s own to no one but the superuser', async () => {
    const sql = `SELECT relation_name, privilege_type, identity_name, identity_type, admin_option
                   FROM svv_relation_privileges WHERE namespace_name = 'sales_schema' AND relation_name IN ('Region Targets', 'commissions')
                  ORDER BY 1, 2`;
    const ofSales = ['DELETE', 'INSERT', 'SELECT', 'UPDATE'].map((each) => `Region Targets ${each} sales role false`);
    assert.deepEqual(await Promise.all([ETHAN, FRIDA, AUDITOR].map((caller) => wordsOf(sql, caller))), [
      ofSales,
      [],
      [],
    ]);
  });

  it('name a privilege on one column, and default privileges', async () => {
    const columns = `SELECT namespace_name, relation_name, column_name, privilege_type, identity_name, identity_type
                       FROM svv_column_privileges WHERE namespace_name = 'sales_schema'`;
    const defaults = `SELECT schema_name, object_type, owner_name, owner_type, privilege_type, grantee_name, grantee_type, admin_option
                        FROM svv_default_privileges`;
    assert.deepEqual(
      await Promise.all([wordsOf(columns), wordsOf(columns, AUDITOR), wordsOf(defaults), wordsOf(defaults, FRIDA)]),
      [
        [],
        ['sales_schema commissions seller SELECT auditor role'],
        ['sales_schema RELATION rdsdb user SELECT sales role false'],
        [],
      ],
    );
  });

  it('name system privileges of roles, to others with ACCESS SYSTEM TABLE alone', async () => {
    const sql = 'SELECT system_privilege, identity_name, identity_type FROM svv_system_privileges ORDER BY 1';
    const [access, analyze, vacuum] = [
      'ACCESS SYSTEM TABLE auditor role',
      'ANALYZE reporting role',
      'VACUUM finance role',
    ];
    assert.deepEqual(await Promise.all([ETHAN, FRIDA, NOBODY, AUDITOR].map((caller) => wordsOf(sql, caller))), [
      [analyze],
      [analyze, vacuum],
      [],
      [access, analyze, vacuum],
    ]);
  });

  it('name privileges on databases and functions, and what a user may pass on', async () => {
    const databases = `SELECT database_name, privilege_type, identity_name, identity_type, admin_option, privilege_scope
                         FROM svv_database_privileges ORDER BY 1`;
    const own = callerOf('greta', '');
    await run('CREATE TABLE public.greta_notes (a int)', CLUSTER, own);
    await run("CREATE FUNCTION public.greta_f(a int, b varchar) RETURNS int LANGUAGE sql AS 'SELECT 1'", CLUSTER, own);
    await run('GRANT EXECUTE ON FUNCTION public.greta_f(int, varchar) TO greta', CLUSTER, own);
    await run('GRANT SELECT ON public.greta_notes TO ethan WITH GRANT OPTION', CLUSTER, own);
    const functions = `SELECT namespace_name, function_name, argument_types, privilege_type, identity_name, identity_type, admin_option
                         FROM svv_function_privileges WHERE function_name = 'greta_f' ORDER BY identity_name`;
    const relations = `SELECT privilege_type, identity_name, identity_type, admin_option FROM svv_relation_privileges WHERE relation_name = 'greta_notes' ORDER BY 1`;
    assert.deepEqual(
      [
        await wordsOf(databases),
        await wordsOf(functions, own),
        await wordsOf(relations),
        await wordsOf(relations, own),
      ],
      [
        ['dev TEMP public public false DATABASE', 'sample_data_dev TEMP public public false DATABASE'],
        [
          'public greta_f integer, character varying EXECUTE greta user false',
          'public greta_f integer, character varying EXECUTE public public false',
        ],
        ['SELECT ethan user true'],
        ['DELETE', 'INSERT', 'REFERENCES', 'SELECT', 'TRUNCATE', 'UPDATE'].map((each) => `${each} greta user false`),
      ],
    );
    await run('DROP TABLE public.greta_notes', CLUSTER, own);
    await run('DROP FUNCTION public.greta_f(int, varchar)', CLUSTER, own);
  });
});
