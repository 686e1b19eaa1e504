import type { RoleLink, Told } from '../core/access';
import type {
  ObjectName,
  RelationKind,
  SeenGrant,
  SeenRelation,
  SeenRoutine,
  SeenSchema,
  ViewRead,
} from '../core/objects';
import type { Cell } from '../core/result';
import type { Query } from './catalog';
import { externalOf, grantsOn, readsOf, relationsOf, routinesOf, schemasOf } from './objectQueries';
import { roleLinks } from './roleAccess';
import { told } from './told';

type Named = Pick<ObjectName, 'schema' | 'name'>;

/** A view's text is there beside what is known of it: that of a late-binding view alone says what it reads. */
export type ReadRelation = SeenRelation & { definition?: string };

/**
 * What one can see of single things in a database, whether one may use them or not. Each method sends one statement at most, and tells
 * where the database does not; they reject with Cancelled, and with `signIn.needed`.
 */
export class ObjectReader {
  constructor(
    private readonly query: Query,
    private readonly database: string,
  ) {}

  /** Grants of roles to roles. */
  links(): Promise<Told<RoleLink[]>> {
    return told(roleLinks(this.query));
  }

  async schemas(names: readonly string[]): Promise<Told<SeenSchema[]>> {
    return this.#rows(names, schemasOf, ([schema, owner, usage, create]) => ({
      schema: schema ?? '',
      owner: owner ?? '',
      usage: isTrue(usage),
      create: isTrue(create),
    }));
  }

  /** Those on the search_path first. */
  async relations(names: readonly Named[]): Promise<Told<ReadRelation[]>> {
    return this.#rows(names, relationsOf, (row) => {
      const [id, schema, name, relkind, owner, onPath, usage, , , , , , materialized, definition] = row;
      return {
        id: id ?? '',
        schema: schema ?? '',
        name: name ?? '',
        kind: kindOf(relkind, isTrue(materialized), definition),
        owner: owner ?? '',
        onPath: isTrue(onPath),
        usage: isTrue(usage),
        privileges: tested.filter((_, at) => isTrue(row[7 + at])),
        ...(definition === null || definition === undefined ? {} : { definition }),
      };
    });
  }

  /** What is in no catalog of the database's own, as far as one may use it. */
  async external(names: readonly Named[]): Promise<Told<SeenRelation[]>> {
    const sql = (these: readonly Named[]): string => externalOf(this.database, these);
    return this.#rows(names, sql, ([schema, name, type]) => ({
      id: '',
      schema: schema ?? '',
      name: name ?? '',
      kind: /external/i.test(type ?? '') ? 'externalTable' : /view/i.test(type ?? '') ? 'view' : 'table',
      owner: '',
      onPath: false,
      usage: true,
      privileges: [],
    }));
  }

  async routines(names: readonly Named[]): Promise<Told<SeenRoutine[]>> {
    return this.#rows(names, routinesOf, (row) => {
      const [id, schema, name, kind, signature, owner, onPath, usage, execute, definer] = row;
      return {
        id: id ?? '',
        schema: schema ?? '',
        name: name ?? '',
        kind: kind === 'p' ? 'procedure' : 'function',
        signature: signature ?? '',
        owner: owner ?? '',
        onPath: isTrue(onPath),
        usage: isTrue(usage),
        execute: isTrue(execute),
        definer: isTrue(definer),
      };
    });
  }

  /** @param views ids */
  async reads(views: readonly string[]): Promise<Told<ViewRead[]>> {
    return this.#rows(views, readsOf, ([view, id, schema, name, relkind, usage, select, ownerSelect]) => ({
      view: view ?? '',
      id: id ?? '',
      schema: schema ?? '',
      name: name ?? '',
      kind: kindOf(relkind, false, undefined),
      usage: isTrue(usage),
      select: isTrue(select),
      ownerSelect: isTrue(ownerSelect),
    }));
  }

  async grants(
    schemas: readonly string[],
    relations: readonly Named[],
    routines: readonly Named[],
  ): Promise<Told<SeenGrant[]>> {
    const sql = (names: readonly string[]): string => grantsOn(names, relations, routines);
    return this.#rows(schemas, sql, ([on, schema, name, column, privilege, grantee, type]) => ({
      on: on === 'schema' || on === 'routine' ? on : 'relation',
      schema: schema ?? '',
      ...(name === null || name === undefined || name === '' ? {} : { name }),
      ...(column === null || column === undefined || column === '' ? {} : { column }),
      privilege: (privilege ?? '').toUpperCase(),
      grantee: grantee ?? '',
      granteeKind: type === 'role' || type === 'group' || type === 'public' ? type : 'user',
    }));
  }

  async #rows<N, T>(
    names: readonly N[],
    sql: (names: readonly N[]) => string,
    read: (row: readonly Cell[]) => T,
  ): Promise<Told<T[]>> {
    if (names.length === 0) return { told: true, value: [] };
    return told(this.query(sql(names)).then((rows) => rows.map(read)));
  }
}

const tested = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'REFERENCES'] as const;

function kindOf(relkind: Cell | undefined, materialized: boolean, definition: Cell | undefined): RelationKind {
  if (relkind === 'm' || (relkind === 'v' && materialized)) return 'materializedView';
  if (relkind === 'f') return 'externalTable';
  if (relkind !== 'v') return 'table';
  return /\bwith\s+no\s+schema\s+binding\s*;?\s*$/i.test(definition ?? '') ? 'lateBindingView' : 'view';
}

function isTrue(cell: Cell | undefined): boolean {
  return cell === 'true';
}
