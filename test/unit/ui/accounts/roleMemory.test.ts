import assert from 'node:assert/strict';
import { RoleMemory } from '../../../../src/ui/accounts/roleMemory';
import { keptMemory } from '../support/fakes';

describe('the AWS role that was taken', () => {
  it('is remembered for each connection', async () => {
    const memory = keptMemory();
    await new RoleMemory(memory).remember('p1', 'arn:one');
    await new RoleMemory(memory).remember('p2', 'arn:two');
    await new RoleMemory(memory).remember('p1', 'arn:three');
    const roles = new RoleMemory(memory);
    assert.deepEqual([roles.of('p1'), roles.of('p2'), roles.of('p3')], ['arn:three', 'arn:two', undefined]);
  });

  for (const broken of ['text', null, { version: 2, roles: { p1: 'arn' } }, { version: 1, roles: null }]) {
    it(`is forgotten where ${JSON.stringify(broken)} was kept`, async () => {
      const memory = keptMemory();
      memory.values.set('redshiftFederation.roles', broken);
      const roles = new RoleMemory(memory);
      assert.equal(roles.of('p1'), undefined);
      await roles.remember('p1', 'arn:one');
      assert.equal(roles.of('p1'), 'arn:one');
    });
  }
});
