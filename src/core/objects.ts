import type { TablePrivilege } from './access';

/** Something in a database, by its name; without a schema as the search_path finds it. */
export interface ObjectName {
  /** `routine`: a function or a procedure. */
  kind: 'schema' | 'relation' | 'routine';
  schema?: string;
  name: string;
}

/** A schema as one sees it. */
export interface SeenSchema {
  schema: string;
  owner: string;
  usage: boolean;
  create: boolean;
}

export type RelationKind = 'table' | 'view' | 'lateBindingView' | 'materializedView' | 'externalTable';

/** A table or view as one sees it. */
export interface SeenRelation {
  /** The database's id of it; empty for what its catalog does not hold (external tables). */
  id: string;
  schema: string;
  name: string;
  kind: RelationKind;
  owner: string;
  /** Whether its schema is in the search_path. */
  onPath: boolean;
  /** USAGE of its schema. */
  usage: boolean;
  /** What one has on it, by whatever role; those that only newer warehouses know (DROP, TRUNCATE, ALTER) are left out. */
  privileges: readonly TablePrivilege[];
}

/** A function or procedure as one sees it. */
export interface SeenRoutine {
  id: string;
  schema: string;
  name: string;
  kind: 'function' | 'procedure';
  /** Types of its arguments, as GRANT takes them. */
  signature: string;
  owner: string;
  onPath: boolean;
  usage: boolean;
  execute: boolean;
  /** It works with its owner's rights (SECURITY DEFINER), not with those of who calls it. */
  definer: boolean;
}

/** What a view reads, with the rights of those who count. */
export interface ViewRead {
  /** Id of the view. */
  view: string;
  id: string;
  schema: string;
  name: string;
  kind: RelationKind;
  /** USAGE of the schema that it is in: one's own. */
  usage: boolean;
  /** SELECT on it: one's own, and that of the view's owner. */
  select: boolean;
  ownerSelect: boolean;
}

/** A privilege that somebody was given explicitly. */
export interface SeenGrant {
  on: ObjectName['kind'];
  schema: string;
  /** Of a relation or routine. */
  name?: string;
  /** Where it is on one column alone. */
  column?: string;
  privilege: string;
  grantee: string;
  granteeKind: 'user' | 'role' | 'group' | 'public';
}
