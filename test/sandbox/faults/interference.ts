import { pause } from '../wire/clock';
import { ResetConnection, type RawResponse } from '../wire/httpServer';
import { ServiceError } from '../wire/service';
import type { FaultRule } from './faultBook';

/** Applies what was ordered for before the action: may wait, throw a ServiceError, or break the connection. */
export async function interfereBefore(
  rules: readonly FaultRule[],
  throttled: () => ServiceError,
  signal: AbortSignal,
): Promise<void> {
  for (const rule of rules) {
    if (rule.when === 'after') continue;
    await suffer(rule, throttled, signal);
  }
}

/** Applies what was ordered for after the action to its answer. */
export async function interfereAfter(
  rules: readonly FaultRule[],
  throttled: () => ServiceError,
  signal: AbortSignal,
  response: RawResponse,
): Promise<RawResponse> {
  let changed = response;
  for (const rule of rules) {
    if (rule.when !== 'after') continue;
    await suffer(rule, throttled, signal);
    if (rule.cutAfter !== undefined) changed = { ...changed, cutAfter: rule.cutAfter };
  }
  return changed;
}

async function suffer(rule: FaultRule, throttled: () => ServiceError, signal: AbortSignal): Promise<void> {
  if (rule.delayMs !== undefined) await pause(rule.delayMs, signal);
  if (rule.reset) throw new ResetConnection();
  if (rule.throttle) throw throttled();
  if (rule.status !== undefined || rule.code !== undefined)
    throw new ServiceError(rule.code ?? 'InternalFailure', rule.message ?? 'An ordered fault.', rule.status ?? 500);
}
