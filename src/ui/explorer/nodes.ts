import type { Column } from '../../core/result';
import type { WarehouseRef } from '../../core/warehouse';
import type { Relation } from '../../redshift/redshift';
import type { NodeBase } from '../treeNode';

export interface AccountNode extends NodeBase {
  kind: 'account';
  label: string;
  /** Name of the connection; its id when it is not in the settings any more. */
  profile: string;
  roleArn: string;
  /** ms since 1970. */
  expiresAt: number;
  expired: boolean;
}

export interface WarehouseNode extends NodeBase {
  kind: 'warehouse';
  warehouse: WarehouseRef;
}

export interface DatabaseNode extends NodeBase {
  kind: 'database';
  warehouse: WarehouseRef;
  database: string;
}

export interface SchemaNode extends NodeBase {
  kind: 'schema';
  warehouse: WarehouseRef;
  database: string;
  schema: string;
}

export interface RelationNode extends NodeBase {
  kind: 'relation';
  warehouse: WarehouseRef;
  database: string;
  schema: string;
  relation: Relation;
}

export interface ColumnNode extends NodeBase {
  kind: 'column';
  column: Column;
}

/** A load that failed, or the part of one; stands where its nodes would. */
export interface FailedNode extends NodeBase {
  kind: 'failed';
  /** What is loaded again by a click; nothing at the top. */
  parent: ParentNode | undefined;
  error: unknown;
}

/** Says that there is nothing, and what. */
export interface EmptyNode extends NodeBase {
  kind: 'empty';
  of: ParentNode['kind'];
}

/** Nodes that have children. */
export type ParentNode = AccountNode | WarehouseNode | DatabaseNode | SchemaNode | RelationNode;

export type TreeNode = ParentNode | ColumnNode | FailedNode | EmptyNode;

/** The id of a node below another; names may hold anything. */
export function childId(parentId: string, name: string): string {
  return `${parentId}/${encodeURIComponent(name)}`;
}

/** Whether the node with an id is another one or lies below it. */
export function isWithin(id: string, ancestorId: string): boolean {
  return id === ancestorId || id.startsWith(`${ancestorId}/`);
}
