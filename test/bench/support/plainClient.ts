import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import type { AwsCredentials } from '../../../src/core/ports';
import { signed } from '../../unit/sandbox/support/signing';

interface Place {
  endpoint: string;
  region: string;
  credentials: AwsCredentials;
}

/** As far as the yardsticks look. */
export interface Answer {
  Id?: string;
  Status?: string;
  Records?: unknown[];
}

/** The Data API by nothing but Node's HTTP and a signature: what a request costs at least. */
export class PlainClient {
  readonly #agent = new Agent({ keepAlive: true });

  constructor(private readonly place: Place) {}

  async call(action: string, input: object): Promise<Answer> {
    const { endpoint, region, credentials } = this.place;
    const { method, headers, body } = signed({
      url: `${endpoint}/`,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `RedshiftData.${action}` },
      body: JSON.stringify(input),
      service: 'redshift-data',
      region,
      key: credentials,
    });
    const sent = request(endpoint, { method, headers, agent: this.#agent });
    sent.end(body);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const text = await textOf(response);
    if (response.statusCode !== 200) throw new Error(`${action} was answered with ${response.statusCode}: ${text}`);
    return JSON.parse(text) as Answer;
  }

  close(): void {
    this.#agent.destroy();
  }
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
