import { subscribe } from 'node:diagnostics_channel';
import { setImmediate as soon } from 'node:timers/promises';
import { systemClock } from '../../../src/core/clock';
import { Failure } from '../../../src/core/failure';
import type { Log } from '../../../src/core/ports';
import type { Profile } from '../../../src/core/profile';
import { Redactor } from '../../../src/core/redact';
import { SessionStore } from '../../../src/federation/sessionStore';
import { signIn } from '../../../src/federation/signIn';
import { FakeSecrets } from '../../unit/federation/support/secretStore';

// A process of its own with the near side alone, for measurements: what it costs is not mixed with what the far side and the
// person's browser cost. It is told what to do, and tells what came of it, by messages.

/** What the process is told. */
export type Order =
  | { order: 'signIn'; profile: Profile }
  /** A POST of a form, by nothing but `fetch`. */
  | { order: 'post'; address: string; fields: Record<string, string> }
  | { order: 'memory' };

/** What it tells; times in ms. */
export type Report =
  /** The provider's page is to be opened. */
  | { report: 'open'; address: string }
  /** From the arrival of the last POST, its headers read, until its session was stored. */
  | { report: 'stored'; user: string; ms: number }
  | { report: 'failed'; reason: string }
  | { report: 'posted'; status: number; ms: number }
  /** Bytes that are in use after everything that is not was collected; how many answers were refused so far. */
  | { report: 'memory'; bytes: number; refused: number };

const redactor = new Redactor();
const redacted = (text: string): void => void redactor.redact(text);
/** As the editor's log is at its usual level: trace and debug are not kept. */
const log: Log = {
  trace: () => undefined,
  debug: () => undefined,
  info: redacted,
  warn: redacted,
  error: redacted,
  conceal: (secrets) => redactor.conceal(secrets),
};
const store = new SessionStore(new FakeSecrets(), log);
let arrived = 0;
let refused = 0;

// Only the listener of the sign-in is a server here.
subscribe('http.server.request.start', (message) => {
  const { request } = message as { request: { method?: string } };
  if (request.method === 'POST') arrived = performance.now();
});

function tell(report: Report): void {
  process.send?.(report);
}

async function run(profile: Profile): Promise<void> {
  const session = await signIn({
    profile,
    openBrowser: (address) => {
      tell({ report: 'open', address });
      return Promise.resolve(true);
    },
    chooseRole: () => Promise.reject(new Error('nobody was to be asked for a role')),
    onNotice: ({ kind }) => (refused += kind === 'answerRefused' ? 1 : 0),
    clock: systemClock,
    log,
    signal: new AbortController().signal,
  });
  await store.save(session);
  tell({ report: 'stored', user: session.nameId, ms: performance.now() - arrived });
}

async function post(address: string, fields: Record<string, string>): Promise<void> {
  const began = performance.now();
  const answer = await fetch(address, { method: 'POST', body: new URLSearchParams(fields) });
  await answer.text();
  tell({ report: 'posted', status: answer.status, ms: performance.now() - began });
}

async function measureMemory(): Promise<void> {
  // What is freed in one round may hold what the next one frees.
  for (let round = 0; round < 5; round++) {
    globalThis.gc?.();
    await soon();
  }
  const { heapUsed, external } = process.memoryUsage();
  tell({ report: 'memory', bytes: heapUsed + external, refused });
}

async function obey(order: Order): Promise<void> {
  switch (order.order) {
    case 'signIn':
      return run(order.profile);
    case 'post':
      return post(order.address, order.fields);
    case 'memory':
      return measureMemory();
  }
}

process.on('message', (order: Order) => {
  obey(order).catch((error: unknown) => {
    tell({ report: 'failed', reason: Failure.is(error) ? error.code : String(error) });
  });
});
