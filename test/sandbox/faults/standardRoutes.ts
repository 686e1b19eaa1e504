import type { Person } from '../accounts';
import type { SessionBook } from '../iam/sessionBook';
import type { BrowserSessions } from '../idp/browserSessions';
import { DIGESTS } from '../idp/signDocument';
import type { SamlVariant, VariantQueue } from '../idp/variant';
import type { SandboxClock } from '../wire/clock';
import type { Json, JsonObject } from '../wire/service';
import type { ControlRoutes } from './controlRoutes';
import type { FaultBook, FaultRule } from './faultBook';
import { checkMembers, type MemberKind } from './members';
import type { RequestLedger } from './requestLedger';
import type { SecretBook } from './secretBook';

/** What the orders of the control address act on. */
export interface Controlled {
  clock: SandboxClock;
  faults: FaultBook;
  ledger: RequestLedger;
  sessions: SessionBook;
  /** See StsOptions. */
  lifetime: { seconds: number | undefined };
  variants: VariantQueue;
  /** Of every provider. */
  browserSessions: readonly BrowserSessions[];
  secrets: SecretBook;
  people: readonly Person[];
}

const FAULT: Record<keyof FaultRule, MemberKind> = {
  service: 'string',
  action: 'string',
  withMember: 'string',
  dropMember: 'string',
  skip: 'number',
  times: 'number',
  when: ['before', 'after'],
  delayMs: 'number',
  reset: 'boolean',
  status: 'number',
  code: 'string',
  message: 'string',
  throttle: 'boolean',
  cutAfter: 'number',
};

const VARIANT: Record<keyof SamlVariant, MemberKind> = {
  signature: ['assertion', 'response', 'both', 'none', 'foreignKey'],
  digest: DIGESTS,
  encrypted: 'boolean',
  status: 'string',
  issuer: 'string',
  recipient: 'string',
  destination: 'string',
  audience: 'string',
  inResponseTo: 'stringOrNull',
  nameId: 'string',
  issuedSecondsAgo: 'number',
  validSeconds: 'number',
  sessionSeconds: 'number',
  attributes: 'lists',
};

/** The orders that every sandbox takes; README.md lists them for people. */
export function addStandardRoutes(routes: ControlRoutes, controlled: Controlled): void {
  addLedger(routes, controlled);
  addFaults(routes, controlled);
  addSessions(routes, controlled);
  addSaml(routes, controlled);
  addClock(routes, controlled);
  addSecrets(routes, controlled);
}

function addLedger(routes: ControlRoutes, { ledger }: Controlled): void {
  routes.add('GET', 'requests', ({ query }) => {
    const [service, action] = [query.get('service'), query.get('action')];
    const entries = ledger.list({ ...(service === null ? {} : { service }), ...(action === null ? {} : { action }) });
    return { counts: ledger.counts(), entries: entries.map((entry) => ({ ...entry })) };
  });
  routes.add('DELETE', 'requests', () => {
    ledger.clear();
    return {};
  });
}

function addFaults(routes: ControlRoutes, { faults }: Controlled): void {
  routes.add('POST', 'faults', ({ body }) => {
    checkMembers(body, FAULT);
    return { id: faults.add(body) };
  });
  routes.add('GET', 'faults', () => faults.list().map(({ id, rule, hits }) => ({ id, rule: { ...rule }, hits })));
  routes.add('DELETE', 'faults', ({ rest }) => {
    faults.remove(rest === '' ? undefined : Number(rest));
    return {};
  });
}

function addSessions(routes: ControlRoutes, { sessions, lifetime, people }: Controlled): void {
  routes.add('GET', 'sessions', () => sessions.list());
  routes.add('POST', 'sessions/expire', ({ body }) => {
    checkMembers(body, { user: 'string', accessKeyId: 'string' });
    const user = mailOf(people, body['user']);
    const accessKeyId = body['accessKeyId'];
    return {
      expired: sessions.expire({
        ...(user === undefined ? {} : { user }),
        ...(typeof accessKeyId === 'string' ? { accessKeyId } : {}),
      }),
    };
  });
  routes.add('PUT', 'sessions/lifetime', ({ body }) => {
    checkMembers(body, { seconds: 'numberOrNull' });
    lifetime.seconds = typeof body['seconds'] === 'number' ? body['seconds'] : undefined;
    return {};
  });
}

function addSaml(routes: ControlRoutes, { variants, browserSessions, people }: Controlled): void {
  routes.add('POST', 'saml/next', ({ body }) => {
    checkMembers(body, { ...VARIANT, times: 'number', user: 'string' });
    const { times, user, ...variant }: JsonObject = body;
    variants.add(variant, typeof times === 'number' ? times : 1, mailOf(people, user));
    return {};
  });
  routes.add('DELETE', 'saml/next', () => {
    variants.clear();
    return {};
  });
  routes.add('DELETE', 'idp/sessions', () => ({
    ended: browserSessions.reduce((ended, sessions) => ended + sessions.endAll(), 0),
  }));
}

function addClock(routes: ControlRoutes, { clock }: Controlled): void {
  routes.add('GET', 'clock', () => ({ offsetMs: clock.offsetMs, now: clock.now() }));
  routes.add('PUT', 'clock', ({ body }) => {
    checkMembers(body, { offsetMs: 'number' });
    clock.offsetMs = typeof body['offsetMs'] === 'number' ? body['offsetMs'] : 0;
    return { now: clock.now() };
  });
}

function addSecrets(routes: ControlRoutes, { secrets }: Controlled): void {
  routes.add('GET', 'secrets', () => ({ secrets: secrets.list().map((entry) => ({ ...entry })) }));
  routes.add('DELETE', 'secrets', () => {
    secrets.clear();
    return {};
  });
}

/** People are named by user or mail; others (of a trusted provider) by their NameID. */
function mailOf(people: readonly Person[], user: Json | undefined): string | undefined {
  if (typeof user !== 'string') return undefined;
  return people.find((person) => person.user === user)?.mail ?? user;
}
