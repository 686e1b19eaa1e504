import { ControlError, type ControlRoutes } from '../faults/controlRoutes';
import { checkMembers } from '../faults/members';
import type { PlantBook } from './plantBook';

/** Faults by their names: `GET plants`, `PUT plants {"name"}`, `DELETE plants`. */
export function addPlantRoutes(routes: ControlRoutes, plants: PlantBook): void {
  routes.add('GET', 'plants', () => plants.list());
  routes.add('PUT', 'plants', async ({ body }) => {
    checkMembers(body, { name: 'string' });
    const name = body['name'];
    if (typeof name !== 'string' || !(await plants.plant(name)))
      throw new ControlError(
        `There is no such plant; there are ${plants
          .list()
          .map((each) => each.name)
          .join(', ')}.`,
      );
    return plants.list().filter(({ planted }) => planted);
  });
  routes.add('DELETE', 'plants', async () => {
    await plants.uproot();
    return {};
  });
}
