import { ControlError, type ControlRoutes } from '../faults/controlRoutes';
import { checkMembers } from '../faults/members';
import type { Warehouses } from './warehouses';

/** SQL as an administrator runs it in a warehouse: `POST warehouses/{name}/sql`. */
export function addWarehouseRoutes(control: ControlRoutes, warehouses: Warehouses): void {
  control.add('POST', 'warehouses', async ({ body, rest }) => {
    checkMembers(body, { sql: 'string' });
    const [name = '', what] = rest.split('/');
    const warehouse = warehouses.list.find((each) => each.name.name === name);
    const { sql } = body;
    if (typeof sql !== 'string') throw new ControlError('sql is missing.');
    if (!warehouse || what !== 'sql') throw new ControlError('There is POST warehouses/{name}/sql alone.');
    try {
      return { rows: await warehouse.runAsAdministrator(sql) };
    } catch (error) {
      throw new ControlError(error instanceof Error ? error.message : String(error), { cause: error });
    }
  });
}
