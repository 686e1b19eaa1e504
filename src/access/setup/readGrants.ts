import type { GroupGrant, SetupProblem, SetupRow } from './setupInput';

type Problem = SetupProblem['problem'];

/** Bytes of an identifier (Redshift developer guide, "Names and identifiers"). */
const identifierLimit = 127;

/** Reads the lines of groups and roles; those that are empty count for nothing. */
export function readGrants(rows: readonly SetupRow[]): { grants: GroupGrant[]; problems: SetupProblem[] } {
  const problems: SetupProblem[] = [];
  const used = rows.flatMap((row, at) =>
    [row.group, row.role, row.schemas].some((each) => each.trim() !== '') ? [{ row, at }] : [],
  );
  if (used.length === 0)
    problems.push({ field: 'group', row: 0, problem: 'missing' }, { field: 'role', row: 0, problem: 'missing' });
  const grants = used.map(({ row, at }) => {
    const report = (field: keyof SetupRow, problem: Problem | undefined): void => {
      if (problem) problems.push({ field, row: at, problem });
    };
    const group = row.group.trim();
    const role = row.role.trim();
    const schemas = row.schemas
      .split(',')
      .map((schema) => schema.trim())
      .filter((schema) => schema !== '');
    report('group', group === '' ? 'missing' : /^\P{Cc}{1,255}$/u.test(group) ? undefined : 'notName');
    report('role', problemOfRole(role));
    report(
      'schemas',
      schemas.map(problemOfSchema).find((problem) => problem !== undefined),
    );
    return { group, role, schemas, access: row.access };
  });
  return { grants, problems };
}

/** A role has to be a name in SQL, and to travel in a session tag (characters: STS API reference, Tag). */
function problemOfRole(role: string): Problem | undefined {
  if (role === '') return 'missing';
  if (/^public$/i.test(role) || /^(sys|ds|iam|iamr):/i.test(role)) return 'roleReserved';
  if (role.includes(':')) return 'roleWithColon';
  if (!/^[\p{L}\p{Z}\p{N}_./=+@-]+$/u.test(role)) return 'roleCharacters';
  return Buffer.byteLength(role) > identifierLimit ? 'roleTooLong' : undefined;
}

function problemOfSchema(schema: string): Problem | undefined {
  if (/^(pg_|information_schema$)/i.test(schema)) return 'systemSchema';
  return /\p{Cc}/u.test(schema) || Buffer.byteLength(schema) > identifierLimit ? 'notSchema' : undefined;
}
