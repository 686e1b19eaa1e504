import type { Clock, Log } from './ports';

/** What of an HTTP message is looked at; the rest stays unseen. */
interface Message {
  statusCode?: number;
  headers?: Readonly<Record<string, string>>;
}

/** Ids that say which statement a request is about; the API's own names. */
const statementIds = ['Id', 'StatementName'] as const;
/** Which one a service sends is its own affair. */
const idHeaders = ['x-amzn-requestid', 'x-amzn-request-id', 'x-amz-request-id'] as const;

/**
 * A middleware for clients of the AWS SDK (step `deserialize`, priority `low`: nearest to the network) that logs every attempt
 * of every request: service, action, status, time, attempt, request id. Never bodies, and of headers those two ids alone.
 */
export function requestTrace(service: string, { log, clock }: { log: Log; clock: Clock }) {
  return <Args extends { input: object; request: unknown }, Answer extends { response: unknown }>(
      next: (args: Args) => Promise<Answer>,
      { commandName = '' }: { commandName?: string },
    ) =>
    async (args: Args): Promise<Answer> => {
      const began = clock.now();
      const action = `${service} ${commandName.replace(/Command$/, '')}${aboutStatement(args.input)}`;
      const attempt = /attempt=(\d+)/.exec(headerOf(args.request, 'amz-sdk-request') ?? '')?.[1] ?? '1';
      const ended = (how: string): void =>
        log.trace(`${action}: ${how} in ${Math.round(clock.now() - began)} ms, attempt ${attempt}`);
      try {
        const answer = await next(args);
        const id = idHeaders.map((name) => headerOf(answer.response, name)).find((value) => value !== undefined);
        ended(`${(answer.response as Message).statusCode ?? 0}, request ${id ?? 'without id'},`);
        return answer;
      } catch (error) {
        ended(`no answer (${reasonOf(error)})`);
        throw error;
      }
    };
}

function aboutStatement(input: object): string {
  const ids = statementIds.flatMap((name) => {
    const id: unknown = (input as Record<string, unknown>)[name];
    return typeof id === 'string' ? [id] : [];
  });
  return ids.length === 0 ? '' : ` of ${ids.join(', ')}`;
}

function headerOf(message: unknown, wanted: string): string | undefined {
  const { headers = {} } = message as Message;
  return Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
