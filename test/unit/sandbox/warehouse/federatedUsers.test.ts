import assert from 'node:assert/strict';
import { Client } from 'pg';
import { pause } from '../../../sandbox/wire/clock';
import { Warehouses } from '../../../sandbox/warehouse/warehouses';

describe('a temporary password', () => {
  let warehouses: Warehouses;
  before(async function () {
    this.timeout(60_000);
    warehouses = await Warehouses.start([{ kind: 'workgroup', name: 'passwords', database: 'dev' }], 10);
  });
  after(() => warehouses.stop());

  it('is good until its end, and not longer', async function () {
    this.timeout(20_000);
    const [warehouse] = warehouses.list;
    assert(warehouse);
    await warehouse.signIn('peter', []);
    const password = await warehouse.issuePassword('peter', 1);
    const logIn = async (): Promise<boolean> => {
      const client = new Client({ ...warehouse.address, user: 'peter', password, database: 'dev' });
      return client.connect().then(
        () => client.end().then(() => true),
        () => false,
      );
    };
    assert.equal(await logIn(), true);
    while (await logIn()) await pause(50);
    const renewed = await warehouse.issuePassword('peter', 900);
    assert.notEqual(renewed, password);
    assert.equal(await warehouse.issuePassword('peter', 900), renewed);
  });
});
