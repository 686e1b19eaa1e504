import { Failure } from '../../../../src/core/failure';
import { ReplayMemory } from '../../../../src/federation/replayMemory';
import type { Expectations } from '../../../../src/federation/samlConditions';
import type { CheckedResponse } from '../../../../src/federation/samlResponse';
import { checkResponse } from '../../../../src/federation/samlResponse';
import { acs, audience, issuer, key, nextKey, now } from './samlBuilder';

export const expected: Expectations = {
  recipients: [acs],
  audiences: [audience],
  requestId: undefined,
  issuer,
  now,
};

/** Checks against the provider's two certificates (it is rolling over), or others; null: no metadata. */
export function check(
  posted: string,
  changes: Partial<Expectations> = {},
  certificates: string[] | null = [key.certificate, nextKey.certificate],
  memory = new ReplayMemory(),
): Promise<CheckedResponse> {
  const known = certificates ?? undefined;
  const issuerWanted = certificates === null ? { issuer: undefined } : {};
  return checkResponse(posted, {
    expected: { ...expected, ...issuerWanted, ...changes },
    certificates: known,
    memory,
  });
}

/** The failure as code and facts, or the user's name where the response is accepted. */
export async function verdict(...args: Parameters<typeof check>): Promise<unknown> {
  try {
    return (await check(...args)).nameId;
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return [error.code, error.facts];
  }
}
