import type { PostAssertOptions } from 'saml2-js';
import { Failure } from '../core/failure';

type Library = typeof import('saml2-js');
let library: Promise<Library> | undefined;

/** What saml2-js read from the element whose signature it verified. */
export interface LibraryVerdict {
  nameId: string;
  attributes: Readonly<Record<string, readonly string[]>>;
}

/** Options that saml2-js has and its types don't. */
interface FullOptions extends PostAssertOptions {
  /** The library knows the wall clock only, and no allowance for an end; times are checked in samlConditions.ts. */
  ignore_timing: boolean;
}

/**
 * The verdict of saml2-js 4.0.4: signature by one of the certificates, audience, one assertion. What it lets through, our own
 * checks refuse (samlForm.ts, samlConditions.ts).
 * @throws Failure saml.wrapped where it refuses what our own verification accepted; its words may quote the message and are
 * dropped. (A rightful message with several AttributeStatements or AuthnStatements is refused so: no known provider sends one.)
 */
export async function libraryVerdict(
  samlResponse: string,
  certificates: readonly string[],
  audiences: readonly string[],
): Promise<LibraryVerdict> {
  const { IdentityProvider, ServiceProvider } = await loadSilently();
  const provider = new IdentityProvider({ sso_login_url: '', sso_logout_url: '', certificates: [...certificates] });
  // Key and certificate of ours would be for encrypted assertions and signed requests.
  const service = new ServiceProvider({ entity_id: '', private_key: '', certificate: '', assert_endpoint: '' });
  const options: FullOptions = {
    request_body: { SAMLResponse: samlResponse },
    audience: new RegExp(`^(${audiences.map(escapeRegExp).join('|')})$`),
    allow_unencrypted_assertion: true,
    require_session_index: false,
    ignore_timing: true,
  };
  return new Promise((resolve, reject) => {
    service.post_assert(provider, options, (error, response) => {
      if (error === null)
        resolve({ nameId: response.user.name_id, attributes: attributesOf(response.user.attributes) });
      else reject(new Failure('saml.wrapped', { problem: 'readDifferently' }));
    });
  });
}

/**
 * saml2-js prints whole assertions through the package `debug` where DEBUG names it, as `DEBUG=*` does. That package reads the
 * variable when it is loaded, so it is loaded while the variable is away.
 */
function loadSilently(): Promise<Library> {
  return (library ??= load());
}

async function load(): Promise<Library> {
  const kept = process.env['DEBUG'];
  delete process.env['DEBUG'];
  try {
    return await import('saml2-js');
  } finally {
    if (kept !== undefined) process.env['DEBUG'] = kept;
  }
}

/** The types say string or array; it is always arrays of strings. */
function attributesOf(attributes: Record<string, string | string[]> | undefined): Record<string, string[]> {
  return Object.fromEntries(Object.entries(attributes ?? {}).map(([name, value]) => [name, [value].flat()]));
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
