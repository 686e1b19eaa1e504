import assert from 'node:assert/strict';
import { DEFAULTS, readOptions, UsageError } from '../../sandbox/options';

describe("the sandbox's options", () => {
  it('are its defaults when nothing is said', () => {
    assert.deepEqual(readOptions([]), DEFAULTS);
  });

  it('are read from the command line', () => {
    const args =
      '--port 9000 --acs http://localhost:1/a/ --acs http://localhost:2/a/ --trust-idp m.xml --rows 10 --schemas 3 --tables 2 --columns 1 --db-user iamr --parent-pid 7';
    assert.deepEqual(readOptions(args.split(' ')), {
      port: 9000,
      acs: ['http://localhost:1/a/', 'http://localhost:2/a/'],
      trustIdp: ['m.xml'],
      rows: 10,
      schemas: 3,
      tables: 2,
      columns: 1,
      dbUser: 'iamr',
      parentPid: 7,
    });
  });

  for (const args of [
    ['--port', 'x'],
    ['--port', '70000'],
    ['--acs', 'no address'],
    ['--db-user', 'both'],
    ['--rows', '-1'],
    ['--columns', '1601'],
    ['--unknown'],
    ['stray'],
  ]) {
    it(`are refused when they are ${args.join(' ')}`, () => {
      assert.throws(() => readOptions(args), UsageError);
    });
  }
});
