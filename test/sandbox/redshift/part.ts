import { addDataApiRoutes } from '../dataApi/control';
import { DataApi } from '../dataApi/dataApi';
import { dataApiService } from '../dataApi/service';
import { serverlessService } from '../serverless/service';
import { Warehouses } from '../warehouse/warehouses';
import type { StartPart } from '../wire/context';
import { redshiftService } from './service';

/** Redshift, Redshift Serverless and the Data API over their warehouses. */
export const startRedshiftPart: StartPart = async (context) => {
  const { account, clusters, workgroups, rows, catalog, dbUser, clock, control } = context;
  const warehouses = await Warehouses.start(
    [
      ...clusters.map(({ identifier, database }) => ({ kind: 'cluster' as const, name: identifier, database })),
      ...workgroups.map(({ name, database }) => ({ kind: 'workgroup' as const, name, database })),
    ],
    rows,
    catalog,
  );
  const dataApi = await DataApi.start({ account, workgroups, warehouses, dbUser, clock });
  addDataApiRoutes(control, dataApi);
  return {
    services: [
      redshiftService({ account, clusters, warehouses, dbUser, clock }),
      serverlessService({ account, workgroups, warehouses, dbUser, clock }),
      dataApiService(dataApi),
    ],
    stop: async () => {
      await dataApi.stop();
      await warehouses.stop();
    },
  };
};
