import type { Column } from '../../core/result';
import type { Session } from '../../core/session';
import { warehouseKey } from '../../core/warehouse';
import type { Relation, WarehouseListing } from '../../redshift/redshift';
import {
  childId,
  type AccountNode,
  type DatabaseNode,
  type EmptyNode,
  type FailedNode,
  type ParentNode,
  type RelationNode,
  type SchemaNode,
  type TreeNode,
  type WarehouseNode,
} from './nodes';

/** What the accounts know about a session beside the session itself. */
export interface AccountFacts {
  profile: string;
  expired: boolean;
}

export function accountNode(session: Session, { profile, expired }: AccountFacts): AccountNode {
  const { account, roleArn, credentials } = session;
  return {
    kind: 'account',
    id: account.id,
    accountId: account.id,
    label: account.label,
    profile,
    roleArn,
    expiresAt: credentials.expiration,
    expired,
  };
}

/**
 * The warehouses that were found, then what could not be listed: one failing service hides nothing of the other. Where nothing
 * was found, the last node says what one can do.
 */
export function warehouseNodes(parent: AccountNode, { warehouses, failures }: WarehouseListing): TreeNode[] {
  const { accountId } = parent;
  const found = warehouses.map((warehouse): WarehouseNode => {
    return { kind: 'warehouse', id: childId(parent.id, warehouseKey(warehouse)), accountId, warehouse };
  });
  const failed = failures.map((failure, at) => failedNode(parent, failure, at));
  return found.length > 0 ? [...found, ...failed] : [...failed, emptyNode(parent)];
}

export function databaseNodes(parent: WarehouseNode, databases: readonly string[]): TreeNode[] {
  const { accountId, warehouse } = parent;
  const nodes = databases.map((database): DatabaseNode => {
    return { kind: 'database', id: childId(parent.id, database), accountId, warehouse, database };
  });
  return orEmpty(parent, nodes);
}

export function schemaNodes(parent: DatabaseNode, schemas: readonly string[]): TreeNode[] {
  const { accountId, warehouse, database } = parent;
  const nodes = schemas.map((schema): SchemaNode => {
    return { kind: 'schema', id: childId(parent.id, schema), accountId, warehouse, database, schema };
  });
  return orEmpty(parent, nodes);
}

export function relationNodes(parent: SchemaNode, relations: readonly Relation[]): TreeNode[] {
  const { accountId, warehouse, database, schema } = parent;
  const nodes = relations.map((relation): RelationNode => {
    return {
      kind: 'relation',
      id: childId(parent.id, relation.name),
      accountId,
      warehouse,
      database,
      schema,
      relation,
    };
  });
  return orEmpty(parent, nodes);
}

export function columnNodes(parent: RelationNode, columns: readonly Column[]): TreeNode[] {
  const { accountId } = parent;
  return orEmpty(
    parent,
    columns.map((column) => ({ kind: 'column', id: childId(parent.id, column.name), accountId, column })),
  );
}

/** @param place tells several failures below one parent apart. */
export function failedNode(parent: ParentNode | undefined, error: unknown, place = 0): FailedNode {
  const id = childId(parent?.id ?? '', `!failed${place}`);
  return { kind: 'failed', id, accountId: parent?.accountId ?? '', parent, error };
}

function orEmpty(parent: ParentNode, nodes: TreeNode[]): TreeNode[] {
  return nodes.length > 0 ? nodes : [emptyNode(parent)];
}

function emptyNode({ id, accountId, kind }: ParentNode): EmptyNode {
  return { kind: 'empty', id: childId(id, '!empty'), accountId, of: kind };
}

/** `numeric(10,2)`, `varchar(20)`, or the plain name. */
export function typeText({ type, precision, scale }: Column): string {
  if (precision === undefined || precision <= 0 || !/^(numeric|decimal|varchar|char|bpchar|character.*)$/i.test(type)) {
    return type;
  }
  return /^(numeric|decimal)$/i.test(type) ? `${type}(${precision},${scale ?? 0})` : `${type}(${precision})`;
}
