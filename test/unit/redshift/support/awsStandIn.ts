import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Redshift } from '../../../../src/redshift/redshift';
import type { Clock, CredentialSource } from '../../../../src/core/ports';
import { fastClock, silentLog, testCredentials } from './ports';

export type Input = Record<string, unknown>;

/** What the stand-in does with a request: a body (as JSON, or text as it is), an error of AWS, or a broken connection. */
export type Reply =
  | { body: object | string }
  | { error: string; message?: string; status?: number }
  | 'reset'
  /** Never answers; the client has to give up or go away. */
  | 'silence';

/** Answers the n-th request of an action, from 0. */
export type Answering = (input: Input, call: number) => Reply | Promise<Reply>;

export interface AwsStandIn {
  redshift: Redshift;
  /** Of all services. */
  endpoint: string;
  /** Requests so far, in order: action and input. */
  requests: { action: string; input: Input }[];
  /** Access key ids that they were signed with. */
  keys: string[];
  /** Their actions alone. */
  actions: () => string[];
  stop: () => Promise<void>;
}

/**
 * The least of a JSON 1.1 service, for what the sandbox cannot be made to do: fails loudly on actions that the test has no
 * answer for. Without signatures, permissions or a warehouse.
 */
export async function awsStandIn(
  answers: Record<string, Answering>,
  clock: Clock = fastClock(100),
  credentials: CredentialSource = () => Promise.resolve(testCredentials),
  onClock: (aheadMs: number) => void = () => undefined,
): Promise<AwsStandIn> {
  const requests: AwsStandIn['requests'] = [];
  const keys: string[] = [];
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    void handle(request, response);
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const action = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const input = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Input;
    requests.push({ action, input });
    keys.push(/Credential=(\w+)/.exec(request.headers.authorization ?? '')?.[1] ?? '');
    const call = counts.get(action) ?? 0;
    counts.set(action, call + 1);
    const answer = answers[action];
    const reply: Reply = answer
      ? await answer(input, call)
      : { error: 'UnknownOperationException', message: `The test has no answer for ${action}`, status: 400 };
    if (reply === 'silence') return;
    if (reply === 'reset') request.socket.destroy();
    else if ('error' in reply)
      send(response, reply.status ?? 400, { __type: reply.error, Message: reply.message ?? '' });
    else send(response, 200, reply.body, `r-${requests.length}`);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const redshift = new Redshift({
    region: 'us-west-2',
    endpoints: { redshift: endpoint, redshiftServerless: endpoint, redshiftData: endpoint },
    credentials,
    onClock,
    clock,
    log: silentLog,
  });
  return {
    redshift,
    endpoint,
    requests,
    keys,
    actions: () => requests.map(({ action }) => action),
    stop: async () => {
      redshift.dispose();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, status: number, body: object | string, requestId = 'refused'): void {
  response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.1', 'x-amzn-RequestId': requestId });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}
