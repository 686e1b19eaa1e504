import type { Json, JsonObject } from '../wire/service';
import { refusals } from './refusals';

/** The parameters of AssumeRoleWithSAML, within the limits of the service model. */
export interface AssumeRoleRequest {
  roleArn: string;
  principalArn: string;
  /** Base64 of the response. */
  samlAssertion: string;
  durationSeconds: number;
}

const LIMITS = { arn: [20, 2048], assertion: [4, 100_000], duration: [900, 43_200] } as const;

export function readRequest(input: JsonObject): AssumeRoleRequest {
  const roleArn = text(input, 'RoleArn', LIMITS.arn);
  const principalArn = text(input, 'PrincipalArn', LIMITS.arn);
  const samlAssertion = text(input, 'SAMLAssertion', LIMITS.assertion, 'secret');
  if (!/^arn:[a-z-]+:iam::\d{12}:role\/\S+$/.test(roleArn)) throw refusals.arn();
  if (!/^arn:[a-z-]+:iam::\d{12}:saml-provider\/[\w.-]+$/.test(principalArn)) throw refusals.arn();
  if (input['Policy'] !== undefined || input['PolicyArns'] !== undefined)
    throw refusals.constraint('policy', 'The sandbox does not take session policies');
  return { roleArn, principalArn, samlAssertion, durationSeconds: duration(input['DurationSeconds']) };
}

function text(input: JsonObject, name: string, [least, most]: readonly [number, number], secret?: 'secret'): string {
  const value = input[name];
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  if (typeof value !== 'string') throw refusals.constraint(member, 'Member must not be null', 'null');
  const shown = secret ? undefined : value;
  if (value.length < least)
    throw refusals.constraint(member, `Member must have length greater than or equal to ${least}`, shown);
  if (value.length > most)
    throw refusals.constraint(member, `Member must have length less than or equal to ${most}`, shown);
  return value;
}

function duration(value: Json | undefined): number {
  if (value === undefined) return 3600;
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  const refuse = (rule: string): Error => refusals.constraint('durationSeconds', rule, shown);
  const [least, most] = LIMITS.duration;
  if (!/^\d+$/.test(shown)) throw refuse('Member must be an integer');
  const seconds = Number(shown);
  if (seconds < least) throw refuse(`Member must have value greater than or equal to ${least}`);
  if (seconds > most) throw refuse(`Member must have value less than or equal to ${most}`);
  return seconds;
}
