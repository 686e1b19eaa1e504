import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SandboxInfo } from '../../test/sandbox/info';

const sample = `-- Signed in with Amazon Redshift (Accounts menu, lower left)? Run these one by one, or the whole file.

-- Who am I here, and which database roles did my groups give me?
SELECT current_user,* FROM pg_get_session_roles() eff_ro(name name, roleid integer);

-- For members of sales (ethan, gus) ...
SELECT * FROM sales_schema.orders ORDER BY 1 LIMIT 100;

-- ... and for members of finance (frida, gus); ethan is told "permission denied for schema finance_schema".
SELECT * FROM finance_schema.ledger ORDER BY 1 LIMIT 100;
`;

/** Makes the folder that the editor opens, with a first file to run; a person's own changes to that file stay. */
export function prepareWorkspace(folder: string, sandbox: SandboxInfo | undefined): void {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'demo.sql');
  if (!existsSync(file)) writeFileSync(file, sample);
  writeFileSync(path.join(folder, 'README.md'), readme(sandbox));
}

function readme(sandbox: SandboxInfo | undefined): string {
  const accounts = (sandbox?.accounts ?? []).map(({ user, password }) => `   | ${user} | ${password} |`);
  const table = accounts.length > 0 ? `\n   | user | password |\n   |---|---|\n${accounts.join('\n')}\n` : '';
  return `# First steps

1. **Accounts** menu (lower left): *Sign in with Amazon Redshift*.${table === '' ? '' : ' At the provider, one of:'}
${table}
2. **Redshift** in the activity bar (left): the schemas that this user may see.
3. Open \`demo.sql\`; Ctrl+Enter (Cmd+Enter) runs the statement at the cursor, the play button (upper right) the file.
4. *Redshift: Open Role Inspector* (F1): the roles that the provider asks for, beside those that the database gave.
`;
}
