import type { Person } from '../accounts';
import type { SecretBook } from '../faults/secretBook';
import type { SandboxClock } from '../wire/clock';
import type { RawRequest, RawResponse } from '../wire/httpServer';
import { answer } from './answer';
import type { AuthnRequest } from './authnRequest';
import type { BrowserSession } from './browserSessions';
import type { KeyRing } from './keyRing';
import { postPage } from './pages';
import type { SamlFacts } from './samlDocument';
import { withQuery, type SignInDesk } from './signInDesk';
import type { SigningKey } from './signingKey';
import type { VariantQueue } from './variant';
import type { Voice } from './voice';

/** What all providers of one sandbox share. */
export interface AnswerContext {
  clock: SandboxClock;
  variants: VariantQueue;
  secrets: SecretBook;
  /** A key that nobody trusts. */
  foreignKey: () => Promise<SigningKey>;
}

export interface SamlDeskOptions extends AnswerContext {
  desk: SignInDesk;
  voice: Voice;
  keys: KeyRing;
  attributesOf: (person: Person) => SamlFacts['attributes'];
  /** The page that refuses. */
  refuse: (reason: 'acs' | 'unassigned', session: BrowserSession | undefined) => RawResponse;
  /** A page in place of the answer, where there is one for that session. */
  instead?: (session: BrowserSession) => RawResponse | undefined;
}

/** What was asked of the provider. */
export interface Asked {
  /** Undefined: nobody asked (IdP-initiated). */
  request: AuthnRequest | undefined;
  relayState: string | undefined;
}

/** Where answers of this kind go. */
export interface Target {
  /** The first is taken unless the request names another of them. */
  acs: readonly [string, ...string[]];
  audience: string;
  /** In the place of the desk's own, where it gives any. */
  attributesOf?: (person: Person) => SamlFacts['attributes'] | undefined;
}

const nobody: Person = { user: '', password: '', mail: '', roles: [], dbUser: '', dbRoles: '' };

/** Answers requests for a sign-in: by the login page, a refusal, or the form that carries the response. */
export class SamlDesk {
  /** When each request with ForceAuthn was seen first. */
  private readonly forced = new Map<string, number>();

  constructor(private readonly options: SamlDeskOptions) {}

  async respond(target: Target, request: RawRequest, asked: Asked): Promise<RawResponse> {
    const { desk, refuse, instead } = this.options;
    const acs = asked.request?.acs ?? target.acs[0];
    const session = desk.sessions.find(request);
    if (!target.acs.includes(acs)) return refuse('acs', session);
    const passive = asked.request?.isPassive === true;
    if (!passive && (!session || this.mustSignInAgain(asked, session.at)))
      return desk.loginFor(withQuery(request.path, request.query));
    if (session?.person.unassigned) return refuse('unassigned', session);
    return (session && instead?.(session)) ?? (await this.answer(target, acs, session, asked));
  }

  private async answer(
    target: Target,
    acs: string,
    session: BrowserSession | undefined,
    asked: Asked,
  ): Promise<RawResponse> {
    const { voice, keys, clock, variants, secrets, foreignKey, attributesOf } = this.options;
    const person = session?.person ?? nobody;
    const { base64, xml } = await answer(
      {
        person,
        acs,
        audience: target.audience,
        requestId: asked.request?.id,
        now: clock.now(),
        attributes: target.attributesOf?.(person) ?? attributesOf(person),
        ...(session ? {} : { refusal: 'NoPassive' }),
      },
      voice,
      session ? variants.take(person.mail) : {},
      { own: await keys.signing(), foreign: foreignKey },
    );
    secrets.add('assertion', base64, person.user);
    for (const [, value] of xml.matchAll(/SignatureValue>([^<]+)</g))
      secrets.add('signatureValue', value ?? '', person.user);
    return postPage(acs, [
      ['SAMLResponse', base64],
      ['RelayState', asked.relayState ?? ''],
    ]);
  }

  /** ForceAuthn asks for the password once for each request. */
  private mustSignInAgain({ request }: Asked, signedInAt: number): boolean {
    if (!request?.forceAuthn) return false;
    const first = this.forced.get(request.id);
    if (first === undefined) this.forced.set(request.id, this.options.clock.now());
    return first === undefined || signedInAt < first;
  }
}
