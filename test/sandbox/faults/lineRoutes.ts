import { ControlError, type ControlRoutes } from './controlRoutes';
import { checkMembers, type MemberKind } from './members';
import type { Network } from './network';
import { LIMITED_ACTIONS, type RateLimits } from './rateLimits';

/** What stands between every client and the services: distance, and the account's rate limits. */
export function addLineRoutes(
  routes: ControlRoutes,
  { network, rates }: { network: Network; rates: RateLimits },
): void {
  routes.add('GET', 'network', () => ({ delayMs: network.delayMs }));
  routes.add('PUT', 'network', ({ body }) => {
    checkMembers(body, { delayMs: 'number' });
    network.delayMs = atLeast(0, 'delayMs', body['delayMs'] ?? 0);
    return { delayMs: network.delayMs };
  });
  const shown = () => ({ on: rates.on, callsPerSecond: { ...rates.callsPerSecond }, refused: { ...rates.refused } });
  routes.add('GET', 'rateLimits', shown);
  routes.add('PUT', 'rateLimits', ({ body }) => {
    const table = Object.fromEntries(LIMITED_ACTIONS.map((action): [string, MemberKind] => [action, 'number']));
    checkMembers(body, { on: 'boolean', ...table });
    const given = LIMITED_ACTIONS.filter((action) => body[action] !== undefined);
    rates.set(
      body['on'] !== false,
      Object.fromEntries(given.map((action) => [action, atLeast(1, action, body[action])])),
    );
    return shown();
  });
}

function atLeast(least: number, name: string, value: unknown): number {
  if (typeof value !== 'number' || value < least) throw new ControlError(`${name} must be at least ${least}.`);
  return value;
}
