import type { DescribeStatementResponse } from '@aws-sdk/client-redshift-data';
import { callAws, fairPatience, greatPatience, type CallPorts, type Patience } from './awsCalls';
import { hasTooManyWaiters, refusesWaiting } from './awsFailures';
import { Backoff } from './backoff';
import { longestWaitSeconds, type DataCalls } from './dataCalls';

/** Whether an endpoint knows WaitTimeSeconds (since July 2026). */
export interface WaitSupport {
  supported: boolean;
}

const byHost = new Map<string, WaitSupport>();

/** What was learnt of an endpoint once, and is remembered as long as the window. */
export function waitSupportOf(host: string): WaitSupport {
  const support = byHost.get(host) ?? { supported: true };
  byHost.set(host, support);
  return support;
}

const ends = new Set(['FINISHED', 'FAILED', 'ABORTED']);

export function hasEnded(status: string | undefined): boolean {
  return status !== undefined && ends.has(status);
}

/** With all its attempts, and a person who takes their time to sign in again. */
const endedMs = 3_600_000;
/** An answer sooner than this that says "still running" did not wait. */
const waitedMs = 1_000;

/** Waits for the end of statements: by long polls, or by asking again and again where these are refused. */
export class Waiter {
  constructor(
    private readonly calls: DataCalls,
    private readonly ports: CallPorts,
    private readonly wait: WaitSupport,
  ) {}

  /** @throws Failure; Cancelled when the signal is aborted, while the statement runs on */
  async untilEnded(id: string, signal: AbortSignal): Promise<DescribeStatementResponse> {
    const { clock } = this.ports;
    const backoff = new Backoff(clock, { firstMs: 50, longestMs: 2_000 });
    for (;;) {
      const asked = clock.now();
      const description = await this.#patiently((attempt) => this.#describe(id, attempt), greatPatience, signal);
      if (hasEnded(description.Status)) return description;
      if (clock.now() - asked < waitedMs) await backoff.pause(signal);
    }
  }

  /** What is known of a statement that has ended. */
  describeEnded(id: string): Promise<DescribeStatementResponse> {
    return this.#patiently(
      (signal) => this.calls.describe(id, undefined, signal),
      fairPatience,
      AbortSignal.timeout(endedMs),
    );
  }

  #patiently(
    send: (signal: AbortSignal) => Promise<DescribeStatementResponse>,
    patience: Patience,
    signal: AbortSignal,
  ): Promise<DescribeStatementResponse> {
    return callAws(this.ports, this.calls.called('DescribeStatement'), send, patience, signal);
  }

  async #describe(id: string, signal: AbortSignal): Promise<DescribeStatementResponse> {
    if (!this.wait.supported) return this.calls.describe(id, undefined, signal);
    try {
      return await this.calls.describe(id, longestWaitSeconds, signal);
    } catch (error) {
      if (refusesWaiting(error)) this.wait.supported = false;
      else if (!hasTooManyWaiters(error)) throw error;
      return await this.calls.describe(id, undefined, signal);
    }
  }
}
