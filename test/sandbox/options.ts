import { parseArgs } from 'node:util';

export interface SandboxOptions {
  /** First of consecutive ports; 0 = free ones. */
  port: number;
  /** The first is where the app's answers go unless asked otherwise; the roles' trust policies take all of them. */
  acs: [string, ...string[]];
  /** Paths of metadata files of further SAML providers. */
  trustIdp: string[];
  /** Rows of the big table. */
  rows: number;
  /** Schemas added to the cluster's catalog, tables in each of them, and columns in each of these. */
  schemas: number;
  tables: number;
  columns: number;
  /** `tag`: database users are named by the tag RedshiftDbUser; `iamr`: `IAMR:<role>` (protocol.md 1.1). */
  dbUser: 'tag' | 'iamr';
  /** The sandbox ends with this process. */
  parentPid: number | undefined;
}

export const DEFAULTS: SandboxOptions = {
  port: 0,
  acs: ['http://localhost:7890/redshift/'],
  trustIdp: [],
  rows: 1_000_000,
  schemas: 0,
  tables: 100,
  columns: 4,
  dbUser: 'tag',
  parentPid: undefined,
};

export const USAGE = `npm run sandbox -- [options]
  --port N             first of nine consecutive ports (else free ones)
  --acs URL            address that answers go to; may be repeated (${DEFAULTS.acs[0]})
  --trust-idp FILE     metadata of a further SAML provider that STS trusts; may be repeated
  --rows N             rows of the big table (${DEFAULTS.rows})
  --schemas N          schemas added to the cluster, with tables of integers (${DEFAULTS.schemas})
  --tables N           tables in each of them (${DEFAULTS.tables})
  --columns N          columns in each of those (${DEFAULTS.columns})
  --db-user tag|iamr   who decides the database user: the tag RedshiftDbUser, or the AWS role (tag)
  --parent-pid N       end when that process ends`;

/** Wrong arguments; the message is for the person who typed them. */
export class UsageError extends Error {}

export function readOptions(args: readonly string[]): SandboxOptions {
  const given = parse(args);
  const [acs, ...more] = given.acs ?? DEFAULTS.acs;
  for (const url of given.acs ?? []) if (!URL.canParse(url)) throw new UsageError(`--acs ${url} is no address.`);
  const dbUser = given['db-user'] ?? DEFAULTS.dbUser;
  if (dbUser !== 'tag' && dbUser !== 'iamr') throw new UsageError(`--db-user is tag or iamr, not ${dbUser}.`);
  return {
    port: number('--port', given.port, 65_000) ?? DEFAULTS.port,
    acs: [acs ?? DEFAULTS.acs[0], ...more],
    trustIdp: given['trust-idp'] ?? [],
    rows: number('--rows', given.rows, 100_000_000) ?? DEFAULTS.rows,
    schemas: number('--schemas', given.schemas, 100_000) ?? DEFAULTS.schemas,
    tables: number('--tables', given.tables, 100_000) ?? DEFAULTS.tables,
    columns: number('--columns', given.columns, 1600) ?? DEFAULTS.columns,
    dbUser,
    parentPid: number('--parent-pid', given['parent-pid'], Number.MAX_SAFE_INTEGER),
  };
}

interface Given {
  port?: string;
  acs?: string[];
  'trust-idp'?: string[];
  rows?: string;
  schemas?: string;
  tables?: string;
  columns?: string;
  'db-user'?: string;
  'parent-pid'?: string;
}

function parse(args: readonly string[]): Given {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        acs: { type: 'string', multiple: true },
        'trust-idp': { type: 'string', multiple: true },
        rows: { type: 'string' },
        schemas: { type: 'string' },
        tables: { type: 'string' },
        columns: { type: 'string' },
        'db-user': { type: 'string' },
        'parent-pid': { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function number(name: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text) || Number(text) > most) throw new UsageError(`${name} ${text} is no number up to ${most}.`);
  return Number(text);
}
