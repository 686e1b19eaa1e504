import assert from 'node:assert/strict';
import { psqlEnvironment } from '../../../../src/ui/handOver/psqlEnvironment';

const password = { user: 'IAMR:analyst', password: 's3cret' };

describe('the environment of psql', () => {
  it('says where, as whom and by what, and takes away what would lead elsewhere', () => {
    const host = 'c1.abc.us-west-2.redshift.amazonaws.com';
    assert.deepEqual(psqlEnvironment({ host, port: 5439 }, password, 'my db'), {
      PGHOST: host,
      PGPORT: '5439',
      PGUSER: 'IAMR:analyst',
      PGPASSWORD: 's3cret',
      PGDATABASE: 'my db',
      PGSSLMODE: 'require',
      PGCONNECT_TIMEOUT: '30',
      PGCLIENTENCODING: 'UTF8',
      PGHOSTADDR: null,
      PGSERVICE: null,
      PGTARGETSESSIONATTRS: null,
    });
  });

  for (const [host, mode] of [
    ['127.0.0.1', 'prefer'],
    ['localhost', 'prefer'],
    ['::1', 'prefer'],
    ['10.0.0.1', 'require'],
    ['localhost.example.org', 'require'],
    ['127.example.org', 'require'],
  ] as const) {
    it(`has TLS for ${host}: ${mode}`, () => {
      assert.equal(psqlEnvironment({ host, port: 1 }, password, 'dev')['PGSSLMODE'], mode);
    });
  }
});
