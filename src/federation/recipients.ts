import type { Profile, WayId } from '../core/profile';
import { acsUrl } from '../core/profile';

/**
 * AWS's sign-in addresses for SAML in each partition (AWS General Reference, "AWS Sign-In endpoints"; for the isolated ones, as
 * CDK names them; for the European one, built as the others). Each has regional forms, `https://us-west-2.signin...`.
 */
const signInHosts: readonly (readonly [region: RegExp, host: string])[] = [
  [/^cn-/, 'signin.amazonaws.cn'],
  [/^us-gov-/, 'signin.amazonaws-us-gov.com'],
  [/^eusc-/, 'signin.amazonaws-eusc.eu'],
  [/^us-iso-/, 'signin.c2shome.ic.gov'],
  [/^us-isob-/, 'signin.sc2shome.sgov.gov'],
  [/^/, 'signin.aws.amazon.com'],
];

/**
 * The addresses that an answer may be made out for (Recipient, Destination). By the browser it arrives at our own; an answer that
 * was fetched or pasted was meant for wherever the provider's app sends people, so that the profile says which are right.
 */
export function recipientsOf(
  profile: Pick<Profile, 'acsPort' | 'region' | 'allowedRecipients'>,
  way: WayId,
): readonly string[] {
  const acs = acsUrl(profile);
  if (way === 'browser') return [acs];
  const host = signInHosts.find(([region]) => region.test(profile.region))?.[1] ?? '';
  return profile.allowedRecipients ?? [`https://${host}/saml`, `https://*.${host}/saml`, acs];
}

/** Whether an address is one of those allowed; `*` in one of these stands for the name of a region. */
export function isAllowedRecipient(allowed: readonly string[], address: string | undefined): boolean {
  return address !== undefined && allowed.some((one) => patternOf(one).test(address));
}

function patternOf(allowed: string): RegExp {
  const [head = '', ...rest] = allowed.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${[head, ...rest].join('[a-z0-9-]{1,40}')}$`);
}
