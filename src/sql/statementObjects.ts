import { callsIn, sourcesIn, thingAt, type NamedThing } from './sources';
import { Reading } from './statementReading';
import { readStatement } from './statementTokens';

/** A privilege of Redshift's GRANT; `OWNER`: there is none, one has to own the thing. */
export type Privilege =
  | 'SELECT'
  | 'INSERT'
  | 'UPDATE'
  | 'DELETE'
  | 'DROP'
  | 'REFERENCES'
  | 'TRUNCATE'
  | 'ALTER'
  | 'EXECUTE'
  | 'USAGE'
  | 'CREATE'
  | 'TEMP'
  | 'OWNER';

/** Something in the database that a statement names, and what it needs there. */
export interface ObjectUse {
  /** `routine`: a function or a procedure. */
  kind: 'relation' | 'routine' | 'schema' | 'database' | 'language';
  /** As the database stores it: the last part is its own name, its schema comes before. Empty where the statement leaves it open. */
  name: readonly string[];
  needs: readonly Privilege[];
}

/** What a statement names, in its order, by its words alone; nothing where it cannot be read. */
export function objectsOf(statement: string): ObjectUse[] {
  const tokens = readStatement(statement);
  return tokens === undefined ? [] : usesOf(new Reading(statement, tokens));
}

function usesOf(reading: Reading): ObjectUse[] {
  const { words, tokens } = reading;
  switch (words[0] ?? '') {
    case 'insert':
      return change(reading, reading.behind(1, 'into'), ['INSERT']);
    case 'update':
      return change(reading, reading.behind(1, 'only'), ['UPDATE', ...readsOwn(words)]);
    case 'delete':
      return change(reading, reading.behind(1, 'from', 'only'), ['DELETE', ...readsOwn(words)]);
    case 'merge':
      return change(reading, reading.behind(1, 'into'), ['SELECT', ...written.filter(isIn(words))]);
    case 'copy':
      return things(reading, 1, 'relation', ['INSERT']);
    case 'truncate':
      return things(reading, reading.behind(1, 'table'), 'relation', ['TRUNCATE']);
    case 'call':
      return things(reading, 1, 'routine', ['EXECUTE']);
    case 'unload': {
      const [, quoted = ''] = /^'(.*)'$/s.exec(tokens[2]?.text ?? '') ?? [];
      const [, dollars] = /^\$(\w*)\$(.*)\$\1\$$/s.exec(tokens[2]?.text ?? '')?.slice(1) ?? [];
      return objectsOf(dollars ?? quoted.replace(/(['\\])(['\\])/g, '$2'));
    }
    case 'create':
      return creation(reading);
    case 'drop':
    case 'alter':
      return definition(reading, words[0] === 'drop' ? 'DROP' : 'ALTER');
    case 'vacuum':
    case 'analyze':
    case 'refresh':
      return things(reading, reading.behind(1, ...beforeOwned), 'relation', ['OWNER']);
    default:
      return reads(reading);
  }
}

const written = ['INSERT', 'UPDATE', 'DELETE'] as const;
const beforeOwned = 'full sort only delete reindex recluster verbose compression materialized view table'.split(' ');

function isIn(words: readonly string[]): (privilege: Privilege) => boolean {
  return (privilege) => words.includes(privilege.toLowerCase());
}

/** A change that looks at the rows that are there has to be allowed to read them. */
function readsOwn(words: readonly string[]): Privilege[] {
  return words.includes('where') || words.includes('using') ? ['SELECT'] : [];
}

function change(reading: Reading, at: number, needs: readonly Privilege[]): ObjectUse[] {
  const target = thingAt(reading.tokens, at);
  if (target === undefined) return [];
  return [use('relation', target, needs), ...reads(reading.from(target.behind))];
}

function reads({ tokens }: Reading): ObjectUse[] {
  const sources = sourcesIn(tokens).map((source) => use('relation', source, ['SELECT']));
  return [...sources, ...callsIn(tokens).map((call) => use('routine', call, ['EXECUTE']))];
}

function creation(reading: Reading): ObjectUse[] {
  const { words, tokens } = reading;
  const temporary = reading.isTemporary(1);
  const at = reading.behind(1, ...beforeKind);
  const name = reading.behind(at + 1, 'view', 'if', 'not', 'exists');
  const made = thingAt(tokens, tokens[name]?.text === '#' ? name + 1 : name);
  switch (words[at] ?? '') {
    case 'schema':
    case 'database':
      return words[at] === 'schema' ? [{ kind: 'database', name: [], needs: ['CREATE'] }] : [];
    case 'table':
    case 'view':
    case 'materialized':
    case 'function':
    case 'procedure': {
      const place: ObjectUse = temporary
        ? { kind: 'database', name: [], needs: ['TEMP'] }
        : { kind: 'schema', name: made?.parts.slice(-2, -1) ?? [], needs: ['CREATE'] };
      const language = words.lastIndexOf('language');
      const written = language === -1 ? undefined : thingAt(tokens, language + 1);
      const as = words.indexOf('as', made?.behind ?? name);
      return [
        place,
        ...referenced(reading),
        ...(written === undefined ? [] : [use('language', written, ['USAGE'])]),
        ...(words[at] === 'function' || words[at] === 'procedure' || as === -1 ? [] : reads(reading.from(as))),
      ];
    }
    default:
      return [];
  }
}

const beforeKind = 'or replace local global temp temporary external'.split(' ');

/** Tables of foreign keys. */
function referenced({ words, tokens }: Reading): ObjectUse[] {
  return words.flatMap((word, at) => {
    const table = word === 'references' ? thingAt(tokens, at + 1) : undefined;
    return table === undefined ? [] : [use('relation', table, ['REFERENCES'])];
  });
}

function definition(reading: Reading, need: 'DROP' | 'ALTER'): ObjectUse[] {
  const { words } = reading;
  const at = reading.behind(1, 'external', 'materialized');
  const name = reading.behind(at + 1, 'if', 'exists');
  switch (words[at] ?? '') {
    case 'table':
      return things(reading, name, 'relation', [need]);
    case 'view':
      return things(reading, name, 'relation', ['OWNER']);
    case 'function':
    case 'procedure':
      return things(reading, name, 'routine', ['OWNER']);
    case 'schema':
      return things(reading, name, 'schema', ['OWNER']);
    default:
      return [];
  }
}

/** The things of a list that begins here. */
function things(reading: Reading, at: number, kind: ObjectUse['kind'], needs: readonly Privilege[]): ObjectUse[] {
  const { tokens } = reading;
  const found: ObjectUse[] = [];
  for (let thing = thingAt(tokens, at); thing !== undefined;) {
    found.push(use(kind, thing, needs));
    thing = tokens[thing.behind]?.text === ',' ? thingAt(tokens, thing.behind + 1) : undefined;
  }
  return found;
}

function use(kind: ObjectUse['kind'], { parts }: NamedThing, needs: readonly Privilege[]): ObjectUse {
  return { kind, name: parts, needs };
}
