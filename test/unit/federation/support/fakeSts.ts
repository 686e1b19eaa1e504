import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { escapeXml } from '../../../../src/federation/xml';

const xmlns = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** What the endpoint answers: an error of the service, or credentials. */
export type StsAnswer =
  | { status: number; code: string; message: string; date?: string }
  | { subject?: string; issuer?: string; date?: string }
  | 'silence';

export const secrets = {
  accessKeyId: 'ASIAHIDDENKEYID',
  secretAccessKey: 'HiddenSecretKey',
  sessionToken: 'HiddenToken',
};

/** STS's wire protocol (awsQuery), with answers that the test decides. */
export class FakeSts {
  readonly calls: URLSearchParams[] = [];
  readonly #server: Server;

  private constructor(answer: (call: URLSearchParams) => StsAnswer) {
    this.#server = createServer((request, response) => {
      void read(request).then((call) => {
        this.calls.push(call);
        const given = answer(call);
        if (given === 'silence') return;
        if (given.date !== undefined) response.sendDate = false;
        const headers = { 'Content-Type': 'text/xml', ...(given.date === undefined ? {} : { Date: given.date }) };
        if ('code' in given) response.writeHead(given.status, headers).end(errorXml(given));
        else response.writeHead(200, headers).end(answerXml(call, given));
      });
    });
  }

  static async start(answer: (call: URLSearchParams) => StsAnswer): Promise<FakeSts> {
    const sts = new FakeSts(answer);
    sts.#server.listen(0, '127.0.0.1');
    await once(sts.#server, 'listening');
    return sts;
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get endpoint(): string {
    return `http://${this.host}`;
  }

  /** DurationSeconds of each call. */
  get durations(): number[] {
    return this.calls.map((call) => Number(call.get('DurationSeconds')));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    if (this.#server.listening) await new Promise((resolve) => this.#server.close(resolve));
  }
}

async function read(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) text += String(piece);
  return new URLSearchParams(text);
}

function errorXml({ code, message }: { code: string; message: string }): string {
  return `<ErrorResponse xmlns="${xmlns}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>r1</RequestId></ErrorResponse>`;
}

function answerXml(call: URLSearchParams, { subject, issuer }: { subject?: string; issuer?: string }): string {
  const end = new Date(Date.now() + 1000 * Number(call.get('DurationSeconds'))).toISOString();
  const { accessKeyId, secretAccessKey, sessionToken } = secrets;
  const optional = (name: string, value: string | undefined): string =>
    value === undefined ? '' : `<${name}>${escapeXml(value)}</${name}>`;
  return (
    `<AssumeRoleWithSAMLResponse xmlns="${xmlns}"><AssumeRoleWithSAMLResult>` +
    `<Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey>` +
    `<SessionToken>${sessionToken}</SessionToken><Expiration>${end}</Expiration></Credentials>` +
    '<AssumedRoleUser><AssumedRoleId>AROA:ethan</AssumedRoleId><Arn>arn:aws:sts::123456789012:assumed-role/sales/ethan</Arn></AssumedRoleUser>' +
    optional('Subject', subject) +
    optional('Issuer', issuer) +
    '</AssumeRoleWithSAMLResult><ResponseMetadata><RequestId>r1</RequestId></ResponseMetadata></AssumeRoleWithSAMLResponse>'
  );
}
