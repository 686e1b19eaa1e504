import type { Person } from '../../accounts';
import type { JsonObject } from '../../wire/service';
import type { SamlFacts } from '../samlDocument';
import { oktaExpression, type ExpressionUser } from './expression';

/** What of the body of Okta's Apps API (`POST /api/v1/apps`, SAML_2_0) the sandbox goes by. */
interface SignOn {
  ssoAcsUrl: string;
  recipient: string;
  destination: string;
  audience: string;
  assertionSigned: boolean;
  allowMultipleAcsEndpoints: boolean;
  acsEndpoints: { url: string; index: number }[];
  attributeStatements: { type: string; name: string; namespace: string; values: string[] }[];
}

interface Registered {
  acs: [string, ...string[]];
  audience: string;
  attributes: [name: string, values: ((user: ExpressionUser) => string)[]][];
}

/** Longest name and value of an attribute statement: https://help.okta.com/en-us/Content/Topics/Apps/define-attribute-statements.htm */
const LONGEST = { name: 512, value: 1024 };

/** An app that an administrator registered, which takes the place of the sandbox's own; and the groups of the people. */
export class RegisteredApp {
  private registered: Registered | undefined;
  private readonly members = new Map<string, readonly string[]>();

  /** Throws SyntaxError for what Okta would refuse, or the sandbox does not go by. */
  register(body: JsonObject): { acs: string[]; attributes: string[] } {
    const { signOnMode, settings } = body as { signOnMode?: unknown; settings?: { signOn?: SignOn } };
    const signOn = settings?.signOn;
    if (signOnMode !== 'SAML_2_0' || !signOn) throw new SyntaxError('This is no SAML 2.0 application.');
    if (signOn.recipient !== signOn.ssoAcsUrl || signOn.destination !== signOn.ssoAcsUrl)
      throw new SyntaxError('In this sandbox recipient and destination are the ssoAcsUrl.');
    if (!signOn.assertionSigned) throw new SyntaxError('In this sandbox assertions are signed.');
    const more = signOn.allowMultipleAcsEndpoints ? signOn.acsEndpoints.map(({ url }) => url) : [];
    const attributes = signOn.attributeStatements.map(({ type, name, values }): Registered['attributes'][number] => {
      if (type !== 'EXPRESSION') throw new SyntaxError(`There is no type ${type} here.`);
      if (name.length > LONGEST.name) throw new SyntaxError(`${name} is too long.`);
      return [name, values.map(expression)];
    });
    this.registered = { acs: [signOn.ssoAcsUrl, ...more], audience: signOn.audience, attributes };
    return { acs: this.registered.acs, attributes: attributes.map(([name]) => name) };
  }

  forget(): void {
    this.registered = undefined;
    this.members.clear();
  }

  setGroups(user: string, groups: readonly string[]): void {
    this.members.set(user, groups);
  }

  groups(): Record<string, string[]> {
    return Object.fromEntries([...this.members].map(([user, groups]) => [user, [...groups]]));
  }

  /** Where its answers go; undefined while no app is registered. */
  get target(): { acs: [string, ...string[]]; audience: string } | undefined {
    return this.registered;
  }

  /** What its statements give for a person; undefined while no app is registered. */
  attributesOf({ user, mail }: Person): SamlFacts['attributes'] | undefined {
    const facts = { login: mail, groups: this.members.get(user) ?? [] };
    return this.registered?.attributes.map(([name, values]) => [name, values.map((value) => value(facts))]);
  }
}

function expression(value: string): (user: ExpressionUser) => string {
  if (value.length > LONGEST.value) throw new SyntaxError(`A value has ${value.length} characters.`);
  const evaluate = oktaExpression(value);
  return (user) => String(evaluate(user));
}
