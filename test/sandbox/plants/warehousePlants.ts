import type { Warehouse } from '../warehouse/warehouse';
import type { Warehouses } from '../warehouse/warehouses';
import type { Plant } from './plantBook';

/** Faults of the warehouses and their databases. */
export function warehousePlants(warehouses: Warehouses): Plant[] {
  const inEach = (
    name: string,
    what: string,
    sql: (warehouse: Warehouse) => [plant: string, uproot: string],
  ): Plant => ({
    name,
    what,
    plant: async () => {
      for (const warehouse of warehouses.list) await warehouse.runAsAdministrator(sql(warehouse)[0]);
      return async () => {
        for (const warehouse of warehouses.list) await warehouse.runAsAdministrator(sql(warehouse)[1]);
      };
    },
  });
  return [
    {
      name: 'warehousesDeleted',
      what: 'cluster and workgroup are deleted',
      plant: () => {
        warehouses.deleted = true;
        return () => void (warehouses.deleted = false);
      },
    },
    inEach('renamedRole', 'the database role sales is now called salesforce', () => [
      'ALTER ROLE sales RENAME TO salesforce',
      'ALTER ROLE salesforce RENAME TO sales',
    ]),
    inEach('noConnect', 'nobody may connect to the database', ({ name: { database } }) => [
      `REVOKE CONNECT ON DATABASE "${database}" FROM PUBLIC`,
      `GRANT CONNECT ON DATABASE "${database}" TO PUBLIC`,
    ]),
  ];
}
