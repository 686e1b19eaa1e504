import assert from 'node:assert/strict';
import { ConfigurationTarget, workspace } from 'vscode';
import { Failure } from '../../src/core/failure';
import { problemText } from '../../src/ui/profiles/problemText';
import { ProfileSettings } from '../../src/ui/profiles/profileSettings';

const entry = { id: 'one', name: 'One', loginUrl: 'https://idp.test/app', region: 'us-west-2' };
const section = (): ReturnType<typeof workspace.getConfiguration> => workspace.getConfiguration('redshiftFederation');

describe('connections in the settings', () => {
  let profiles: ProfileSettings;

  beforeEach(() => {
    profiles = new ProfileSettings();
  });

  afterEach(async () => {
    profiles.dispose();
    await section().update('profiles', undefined, ConfigurationTarget.Global);
  });

  it('are none at first', () => {
    assert.deepEqual([profiles.all(), profiles.broken()], [[], []]);
  });

  it('are written into the person’s own settings as they were typed in, one after the other', async () => {
    let changes = 0;
    profiles.onDidChange(() => changes++);
    await profiles.add(entry);
    await profiles.add({ ...entry, id: 'two', region: 'nowhere' });
    assert.deepEqual(section().inspect('profiles')?.globalValue, [entry, { ...entry, id: 'two', region: 'nowhere' }]);
    assert.deepEqual(
      [profiles.all().map(({ id }) => id), profiles.broken(), changes],
      [['one'], [{ profile: 'One', field: 'region', problem: 'notRegion' }], 2],
    );
  });

  it('are found by their id', async () => {
    await profiles.add(entry);
    assert.equal(profiles.get('one').loginUrl, entry.loginUrl);
    assert.throws(
      () => profiles.get('two'),
      (error) => Failure.has(error, 'profile.unknown'),
    );
  });

  it('cannot come from a workspace', async () => {
    await assert.rejects(Promise.resolve(section().update('profiles', [entry], ConfigurationTarget.Workspace)));
    assert.deepEqual(profiles.all(), []);
  });

  it('have words for what is broken in them', () => {
    assert.deepEqual(
      [problemText('missing'), problemText({ notWholeNumberFrom: 900, to: 43_200 })],
      ['is missing', 'must be a whole number from 900 to 43200'],
    );
  });
});
