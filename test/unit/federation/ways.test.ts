import assert from 'node:assert/strict';
import type { Profile } from '../../../src/core/profile';
import { isAllowedRecipient, recipientsOf } from '../../../src/federation/recipients';
import { offerWays, wayFor, type Situation } from '../../../src/federation/ways';

const desktop: Situation = { provider: 'okta', uiKind: 'desktop', loopbackReachable: true };
const forwarded: Situation = { ...desktop, remoteName: 'ssh-remote' };
const remote: Situation = { ...forwarded, loopbackReachable: false };
const hosted: Situation = { provider: 'okta', uiKind: 'web', loopbackReachable: false };

describe('the ways in', () => {
  const cases: [name: string, situation: Situation, offers: string[]][] = [
    ['beside the window', desktop, ['browser', 'oktaPassword', 'pasted']],
    [
      'beside the window, with another provider',
      { ...desktop, provider: 'entra' },
      ['browser', 'pasted', '-oktaPassword notOkta'],
    ],
    ['where the port is forwarded', forwarded, ['browser portForwarded', 'oktaPassword', 'pasted']],
    ['where it is not', remote, ['pasted loopbackUnreachable', 'oktaPassword', '-browser loopbackUnreachable']],
    ['in a hosted editor', hosted, ['pasted loopbackUnreachable', 'oktaPassword', '-browser loopbackUnreachable']],
    [
      'in a hosted editor, with another provider',
      { ...hosted, provider: 'saml' },
      ['pasted loopbackUnreachable', '-browser loopbackUnreachable', '-oktaPassword notOkta'],
    ],
  ];
  for (const [name, situation, offers] of cases) {
    it(`are offered in order ${name}`, () => {
      const told = offerWays(situation).map(({ id, offered, why = '' }) => `${offered ? '' : '-'}${id} ${why}`.trim());
      assert.deepEqual(told, offers);
    });
  }

  const choices: [way: Profile['way'], situation: Situation, taken: ReturnType<typeof wayFor>][] = [
    [undefined, desktop, 'browser'],
    [undefined, forwarded, 'browser'],
    [undefined, remote, 'ask'],
    ['ask', desktop, 'ask'],
    ['browser', remote, 'ask'],
    ['oktaPassword', remote, 'oktaPassword'],
    ['oktaPassword', { ...desktop, provider: 'saml' }, 'ask'],
    ['pasted', desktop, 'pasted'],
  ];
  for (const [way, situation, taken] of choices) {
    const where = situation.loopbackReachable ? 'reach' : 'do not reach';
    it(`lead to “${taken}” for a profile with “${way ?? 'nothing'}” (${situation.provider}) where browsers ${where} it`, () => {
      assert.equal(wayFor(way === undefined ? {} : { way }, situation), taken);
    });
  }
});

describe('the addresses that an answer may be made out for', () => {
  const acs = 'http://localhost:7891/redshift/';
  const profile = { acsPort: 7891, region: 'eu-west-1' };

  it('are our own alone by the browser', () => {
    assert.deepEqual(recipientsOf({ ...profile, allowedRecipients: ['https://x.example.org/'] }, 'browser'), [acs]);
  });

  it('are those of the profile by the other ways', () => {
    const allowedRecipients = ['https://x.example.org/'];
    assert.deepEqual(recipientsOf({ ...profile, allowedRecipients }, 'pasted'), allowedRecipients);
  });

  const partitions: [region: string, right: string[], wrong: string[]][] = [
    [
      'eu-west-1',
      [acs, 'https://signin.aws.amazon.com/saml', 'https://us-east-2.signin.aws.amazon.com/saml'],
      [
        'https://signin.amazonaws.cn/saml',
        'https://evil.example.org.signin.aws.amazon.com/saml',
        'https://evil.example.org/x.signin.aws.amazon.com/saml',
        'https://signin.aws.amazon.com/saml/',
        'http://signin.aws.amazon.com/saml',
        'https://signinXaws.amazon.com/saml',
        'https://.signin.aws.amazon.com/saml',
        'http://localhost:7890/redshift/',
      ],
    ],
    ['cn-north-1', ['https://signin.amazonaws.cn/saml'], ['https://signin.aws.amazon.com/saml']],
    [
      'us-gov-west-1',
      ['https://us-gov-east-1.signin.amazonaws-us-gov.com/saml'],
      ['https://signin.aws.amazon.com/saml'],
    ],
    ['us-iso-east-1', ['https://signin.c2shome.ic.gov/saml'], ['https://signin.sc2shome.sgov.gov/saml']],
    ['us-isob-east-1', ['https://signin.sc2shome.sgov.gov/saml'], ['https://signin.c2shome.ic.gov/saml']],
    ['eusc-de-east-1', ['https://signin.amazonaws-eusc.eu/saml'], ['https://signin.aws.amazon.com/saml']],
  ];
  for (const [region, right, wrong] of partitions) {
    it(`are AWS’s sign-in addresses of the partition of ${region}, and our own`, () => {
      const allowed = recipientsOf({ ...profile, region }, 'oktaPassword');
      const taken = [...right, ...wrong].filter((address) => isAllowedRecipient(allowed, address));
      assert.deepEqual(taken, right);
    });
  }
});
