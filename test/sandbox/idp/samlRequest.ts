import type { RawRequest, RawResponse } from '../wire/httpServer';
import { readPost, readRedirect } from './authnRequest';
import type { Asked } from './samlDesk';
import { redirect, type SignInDesk } from './signInDesk';

/** Okta's name of the parameter under which a request that came by POST is kept over the login page; all use it here. */
const KEPT = 'okta_key';

/**
 * What a GET asks: by HTTP-Redirect, as the second half of HTTP-POST, or nothing (IdP-initiated). 'unreadable' when
 * there is something that is no AuthnRequest.
 */
export function askedByGet(request: RawRequest, desk: SignInDesk): Asked | 'unreadable' {
  const query = new URLSearchParams(request.query);
  const key = query.get(KEPT);
  if (key !== null) return desk.sessions.kept(key) ?? 'unreadable';
  const relayState = query.get('RelayState') ?? undefined;
  const samlRequest = query.get('SAMLRequest');
  if (samlRequest === null) return { request: undefined, relayState };
  const found = readRedirect(samlRequest);
  return found ? { request: found, relayState } : 'unreadable';
}

/** A cross-site POST brings no cookie: the request is kept, and the answer comes by the GET that follows. */
export function keepPost(request: RawRequest, desk: SignInDesk): RawResponse | 'unreadable' {
  const form = new URLSearchParams(request.body.toString('utf8'));
  const found = readPost(form.get('SAMLRequest') ?? '');
  if (!found) return 'unreadable';
  const key = desk.sessions.keep({ request: found, relayState: form.get('RelayState') ?? undefined });
  return redirect(`${request.path}?${KEPT}=${key}`);
}
