/** A provisioned cluster or a serverless workgroup, with the database that one starts in. */
export interface WarehouseRef {
  kind: 'cluster' | 'workgroup';
  /** ClusterIdentifier or workgroup name. */
  name: string;
  /** Database to connect to first; `dev` where nothing else is known. */
  database: string;
}

/** Where statements of a file go. */
export interface Target {
  accountId: string;
  warehouse: WarehouseRef;
  database: string;
}

/** One text for one warehouse: `cluster:name`, usable as a key. */
export function warehouseKey(warehouse: Pick<WarehouseRef, 'kind' | 'name'>): string {
  return `${warehouse.kind}:${warehouse.name}`;
}

/** Whether two targets are the same place, whatever database their warehouses begin with. */
export function sameTarget(one: Target, other: Target): boolean {
  return (
    one.accountId === other.accountId &&
    one.database === other.database &&
    warehouseKey(one.warehouse) === warehouseKey(other.warehouse)
  );
}
