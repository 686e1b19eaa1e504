import type { Clock } from '../core/ports';
import { kindOfAwsError } from './awsErrors';
import type { Services } from './connection';

/** What is learnt from answers beside what they say. */
export interface AnswerListener {
  /** The credentials with this access key id are over, whatever their own expiration says. */
  onExpired: (accessKeyId: string) => void;
  /** How far the clock here is ahead of AWS's in ms (behind, where negative); seconds are the unit of the header Date. */
  onClock: (aheadMs: number) => void;
}

interface Message {
  headers?: Readonly<Record<string, string>>;
}

/**
 * Looks at every answer to the clients: which credentials were refused as expired, and what time it is at AWS. A request that
 * waited long (30 s for the end of a statement) was answered when its answer came, so that this is what Date is held against.
 */
export function watchAnswers({ redshift, serverless, data }: Services, clock: Clock, listener: AnswerListener): void {
  const expiry = { step: 'deserialize', priority: 'high', name: 'expiryWatch' } as const;
  const date = { step: 'deserialize', priority: 'low', name: 'dateWatch' } as const;
  redshift.client.middlewareStack.add(expiryWatch(listener), expiry);
  serverless.client.middlewareStack.add(expiryWatch(listener), expiry);
  data.client.middlewareStack.add(expiryWatch(listener), expiry);
  redshift.client.middlewareStack.add(dateWatch(clock, listener), date);
  serverless.client.middlewareStack.add(dateWatch(clock, listener), date);
  data.client.middlewareStack.add(dateWatch(clock, listener), date);
}

/** Around the reading of answers, where errors have their names, with the request as it was signed. */
function expiryWatch({ onExpired }: AnswerListener) {
  return <Args extends { request: unknown }, Answer>(next: (args: Args) => Promise<Answer>) =>
    async (args: Args): Promise<Answer> => {
      try {
        return await next(args);
      } catch (error) {
        if (kindOfAwsError(error) === 'expired') {
          const id = /Credential=([^/,\s]+)/.exec(headerOf(args.request, 'authorization') ?? '')?.[1];
          if (id !== undefined) onExpired(id);
        }
        throw error;
      }
    };
}

function dateWatch(clock: Clock, { onClock }: AnswerListener) {
  return <Args, Answer extends { response: unknown }>(next: (args: Args) => Promise<Answer>) =>
    async (args: Args): Promise<Answer> => {
      const answer = await next(args);
      const date = Date.parse(headerOf(answer.response, 'date') ?? '');
      if (!Number.isNaN(date)) onClock(clock.now() - date);
      return answer;
    };
}

function headerOf(message: unknown, wanted: string): string | undefined {
  const { headers = {} } = message as Message;
  return Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
}
