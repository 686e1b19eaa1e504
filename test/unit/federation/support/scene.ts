import { inspect } from 'node:util';
import { inflateRawSync } from 'node:zlib';
import type { Failure } from '../../../../src/core/failure';
import type { Profile } from '../../../../src/core/profile';
import type { Session } from '../../../../src/core/session';
import type { SignInNotice, SignInRequest } from '../../../../src/federation/signIn';
import { signIn } from '../../../../src/federation/signIn';
import { FakeSts } from './fakeSts';
import { freePort, HandClock, LogOfLines } from './ports';
import type { Reply } from './rawHttp';
import { http, postForm } from './rawHttp';
import * as saml from './samlBuilder';

/** What the browser was sent to the provider with. */
export interface Arrival {
  url: URL;
  /** Of the AuthnRequest, where there is one. */
  requestId: string | undefined;
  relayState: string | undefined;
}

let serial = 0;

/** A sign-in with everything around it: a profile, a provider that signs, STS, and a browser that follows the test. */
export class Scene {
  readonly clock = new HandClock(saml.now);
  readonly log = new LogOfLines();
  readonly steps: string[] = [];
  readonly notices: SignInNotice[] = [];
  /** How often a browser was opened. */
  opened = 0;
  /** Everything that was secret in this scene, for the search in the log. */
  readonly secrets: string[] = [];

  readonly #over = new AbortController();

  private constructor(
    readonly sts: FakeSts,
    readonly profile: Profile,
  ) {}

  static async set(changes: Partial<Profile> = {}): Promise<Scene> {
    const sts = await FakeSts.start(() => ({ date: new Date(saml.now).toUTCString() }));
    return new Scene(sts, {
      id: `profile${++serial}`,
      name: 'Work',
      provider: 'okta',
      loginUrl: 'https://idp.example.org/home/amazon/1/2',
      metadata: saml.metadataXml([saml.key]),
      spEntityId: 'urn:amazon:webservices',
      region: 'eu-west-1',
      acsPort: await freePort(),
      sessionDuration: 3600,
      signInTimeout: 120,
      warehouses: [],
      endpoints: { sts: sts.endpoint },
      ...changes,
    });
  }

  /** Ends what is still running. */
  async end(): Promise<void> {
    this.#over.abort();
    // A listener lingers for pages that are still to be fetched: here nobody fetches them.
    this.clock.goOn(60_000);
    await this.sts.stop();
  }

  get port(): number {
    return this.profile.acsPort;
  }

  get acs(): string {
    return `http://localhost:${this.port}/redshift/`;
  }

  /** Runs the sign-in; `visit` plays the person at the provider's page. */
  async run(visit: (arrival: Arrival) => unknown, changes: Partial<SignInRequest> = {}): Promise<Session> {
    try {
      return await this.#run(visit, changes);
    } catch (error) {
      // As the editor's side logs it, with every cause.
      this.log.error('failed', new Error(inspect(error, { depth: 10 })));
      throw error;
    }
  }

  #run(visit: (arrival: Arrival) => unknown, changes: Partial<SignInRequest>): Promise<Session> {
    return signIn({
      profile: this.profile,
      openBrowser: async (startUrl) => {
        this.opened++;
        const start = new URL(startUrl);
        const { headers } = await http(this.port, 'GET', start.pathname + start.search);
        // As in life: the browser is open before anybody does anything in it.
        setImmediate(() => void visit(arrivalOf(String(headers['location']))));
        return true;
      },
      chooseRole: () => Promise.reject(new Error('nobody was to be asked')),
      onStep: (step) => this.steps.push(step),
      onNotice: (notice) => this.notices.push(notice),
      explain: ({ code }: Failure) => ({ happened: `happened ${code}`, toDo: 'do this' }),
      clock: this.clock,
      log: this.log,
      signal: this.#over.signal,
      ...changes,
    });
  }

  /** A rightful answer for this profile; parts may be changed. */
  answer(
    { requestId }: Pick<Arrival, 'requestId'>,
    parts: Partial<saml.AssertionParts> = {},
    signing: Partial<saml.Signing> = {},
  ): string {
    const inResponseTo = requestId === undefined ? '' : ` InResponseTo="${requestId}"`;
    const confirmation = saml.confirmationXml(`Recipient="${this.acs}" NotOnOrAfter="${saml.at(300)}"${inResponseTo}`);
    const around = { attributes: `Destination="${this.acs}"${inResponseTo}` };
    const xml = saml.responseXml(saml.assertionXml({ confirmation, ...parts }), around);
    return saml.posted(saml.sign(xml, { element: 'Assertion', ...signing }));
  }

  /** Posts an answer as the provider's page does, and gives the heading and text of the page that the browser then shows. */
  async post(samlResponse: string, relayState: string | undefined, origin = 'null'): Promise<string> {
    this.secrets.push(samlResponse, Buffer.from(samlResponse, 'base64').toString());
    const fields = { SAMLResponse: samlResponse, ...(relayState === undefined ? {} : { RelayState: relayState }) };
    const { headers } = await postForm(this.port, fields, { headers: { Origin: origin } });
    return textOf(await http(this.port, 'GET', String(headers['location'])));
  }
}

function textOf({ body }: Reply): string {
  const main = /<h1>(.*)<\/h1>(.*)<footer>/.exec(body);
  return `${main?.[1] ?? body}: ${(main?.[2] ?? '').replaceAll('</p><p>', ' ').replace(/<\/?p>/g, '')}`;
}

function arrivalOf(address: string): Arrival {
  const url = new URL(address);
  const request = url.searchParams.get('SAMLRequest');
  const xml = request === null ? '' : inflateRawSync(Buffer.from(request, 'base64')).toString();
  return {
    url,
    requestId: / ID="([^"]*)"/.exec(xml)?.[1],
    relayState: url.searchParams.get('RelayState') ?? undefined,
  };
}
