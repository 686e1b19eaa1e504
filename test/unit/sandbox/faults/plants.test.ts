import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../../sandbox/start';

describe('faults that are planted by name', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ parts: [] });
  });
  after(() => sandbox.stop());

  const order = async (method: string, body?: object): Promise<{ status: number; names: unknown }> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${sandbox.info.controlUrl}plants`, { method, ...sent });
    const told: unknown = await answer.json();
    const names = Array.isArray(told) ? (told as { name: string }[]).map(({ name }) => name) : told;
    return { status: answer.status, names };
  };

  const planted = async (): Promise<unknown> => {
    const answer = await fetch(`${sandbox.info.controlUrl}plants`);
    const all = (await answer.json()) as { name: string; planted: boolean }[];
    return all.filter((each) => each.planted).map(({ name }) => name);
  };

  it('add up until all are taken back', async () => {
    await order('PUT', { name: 'noTagSession' });
    assert.deepEqual(await order('PUT', { name: 'stsOff' }), { status: 200, names: ['noTagSession', 'stsOff'] });
    assert.deepEqual(await order('PUT', { name: 'stsOff' }), { status: 200, names: ['noTagSession', 'stsOff'] });
    await order('DELETE');
    assert.deepEqual(await planted(), []);
  });

  it('are known, or the order is refused', async () => {
    assert.equal((await order('PUT', { name: 'nosuch' })).status, 400);
    assert.equal((await order('PUT', { plant: 'stsOff' })).status, 400);
    assert.deepEqual(await planted(), []);
  });
});
