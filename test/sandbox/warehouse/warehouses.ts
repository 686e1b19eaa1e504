import type { CatalogPlan } from '../wire/context';
import { nativeFolder, prepareBinaries } from './binaries';
import { Home } from './home';
import { makeData, PostgresServer } from './server';
import { Warehouse, type WarehouseName } from './warehouse';

/** All warehouses of a sandbox. */
export class Warehouses {
  private constructor(
    private readonly home: Home,
    readonly list: readonly Warehouse[],
  ) {}

  /** Starts one server for each name; `rows` is the size of the big table, `catalog` what clusters have beside it. */
  static async start(names: readonly WarehouseName[], rows: number, catalog?: CatalogPlan): Promise<Warehouses> {
    // First of all, for it is what a machine can lack.
    const native = nativeFolder();
    const home = await Home.make();
    const servers: PostgresServer[] = [];
    try {
      const binaries = await prepareBinaries(native, home.path, home.owner);
      const folders: string[] = [];
      for (const index of names.keys()) folders.push(await makeData(binaries, home, `w${index}`, folders[0]));
      for (const [index, data] of folders.entries())
        servers.push(await PostgresServer.start(binaries, home, `w${index}`, data));
      const list = await Promise.all(
        names.map(async (name, index) =>
          Warehouse.open(name, servers[index] as PostgresServer, rows, name.kind === 'cluster' ? catalog : undefined),
        ),
      );
      return new Warehouses(home, list);
    } catch (error) {
      for (const server of servers) await server.stop();
      await home.remove();
      throw error;
    }
  }

  find(kind: WarehouseName['kind'], name: string): Warehouse | undefined {
    return this.list.find((warehouse) => warehouse.name.kind === kind && warehouse.name.name === name);
  }

  /** A folder for temporary files that goes away with the warehouses, after a crash too. */
  temporaryFolder(name: string): Promise<string> {
    return this.home.folder(name);
  }

  async stop(): Promise<void> {
    await Promise.all(this.list.map((warehouse) => warehouse.stop()));
    await this.home.remove();
  }
}
