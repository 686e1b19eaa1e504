import assert from 'node:assert/strict';
import type { Memory } from '../../../../src/ui/accounts/memory';
import { AddressMemory, addressText, guessAddress, readAddress } from '../../../../src/ui/handOver/addresses';

const cluster = { kind: 'cluster', name: 'c1', database: 'dev' } as const;
const workgroup = { kind: 'workgroup', name: 'wg-1', database: 'dev' } as const;

function memory(stored?: unknown): Memory {
  const values = new Map<string, unknown>([['redshiftFederation.addresses', stored]]);
  return {
    get: (key) => values.get(key),
    update: (key, value) => {
      values.set(key, value);
      return Promise.resolve();
    },
  };
}

const typed: [text: string, host: string | undefined, port?: number][] = [
  ['c1.abc.us-west-2.redshift.amazonaws.com:5439', 'c1.abc.us-west-2.redshift.amazonaws.com', 5439],
  [' db.example.org ', 'db.example.org', 5439],
  ['127.0.0.1:40001', '127.0.0.1', 40_001],
  ['[::1]:5440', '::1', 5440],
  ['', undefined],
  ['host:0', undefined],
  ['host:65536', undefined],
  ['host:port', undefined],
  ['https://host:5439', undefined],
  ['host:5439/dev', undefined],
  ['user@host', undefined],
  ['host name', undefined],
  ['-host', undefined],
  ['/tmp', undefined],
  ['one,two', undefined],
];

describe('the address of a warehouse', () => {
  for (const [text, host, port] of typed) {
    it(`is ${host === undefined ? 'not ' : ''}read from “${text}”`, () => {
      assert.deepEqual(readAddress(text), host === undefined ? undefined : { host, port });
    });
  }

  it('is written so that it can be read', () => {
    const addresses = [
      { host: 'db.example.org', port: 5439 },
      { host: '::1', port: 5440 },
    ];
    assert.deepEqual(addresses.map(addressText).map(readAddress), addresses);
  });

  it('follows from the names for workgroups alone', () => {
    const role = (partition: string): string => `arn:${partition}:iam::123456789012:role/analyst`;
    assert.deepEqual(
      [
        guessAddress(workgroup, 'us-west-2', role('aws')),
        guessAddress(workgroup, 'cn-north-1', role('aws-cn')),
        guessAddress(workgroup, 'eusc-de-east-1', role('aws-eusc')),
        guessAddress(cluster, 'us-west-2', role('aws')),
        guessAddress(workgroup, 'us-west-2', 'analyst'),
      ],
      [
        { host: 'wg-1.123456789012.us-west-2.redshift-serverless.amazonaws.com', port: 5439 },
        { host: 'wg-1.123456789012.cn-north-1.redshift-serverless.amazonaws.com.cn', port: 5439 },
        undefined,
        undefined,
        undefined,
      ],
    );
  });

  it('is remembered by connection and warehouse, the last one of each', async () => {
    const addresses = new AddressMemory(memory());
    await addresses.remember('a', cluster, { host: 'old', port: 1 });
    await addresses.remember('a', cluster, { host: 'new', port: 2 });
    await addresses.remember('b', cluster, { host: 'other', port: 3 });
    assert.deepEqual(
      [addresses.of('a', cluster), addresses.of('b', cluster), addresses.of('a', workgroup)],
      [{ host: 'new', port: 2 }, { host: 'other', port: 3 }, undefined],
    );
  });

  it('is forgotten where what was stored cannot be read', () => {
    for (const stored of [
      'text',
      [null, 1, { profile: 'a' }],
      [{ profile: 'a', warehouse: 'cluster:c1', address: '/' }],
    ]) {
      assert.equal(new AddressMemory(memory(stored)).of('a', cluster), undefined);
    }
  });
});
