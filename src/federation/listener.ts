import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Clock, Log } from '../core/ports';
import { acsUrl } from '../core/profile';
import type { Answer } from './answerQueue';
import { AnswerQueue } from './answerQueue';
import { bindLoopback } from './bind';
import { BodyRefused, readForm } from './formBody';
import type { Page, PageWords } from './resultPage';
import { pageHeaders, renderPage } from './resultPage';

const paths = { acs: '/redshift/', start: '/redshift/start', result: '/redshift/result/' };
/** Answers that wait for their turn, and bodies that are being read: a browser sends one, so more are noise. */
const most = { waiting: 50, reading: 100 };
/** How long a result page is kept for the browser once the sign-in is over. */
const lingerMs = 5_000;

export interface ListenerOptions {
  port: number;
  words: PageWords;
  clock: Clock;
  log: Log;
  /** Whether another of our windows holds the port. */
  heldByUs: (port: number) => Promise<boolean>;
}

/** Listeners of this window by port: one that only keeps its last page makes room for the next sign-in. */
const open = new Map<number, AcsListener>();

/**
 * Binds the ACS on every loopback address; done before anything is opened in a browser.
 * @throws Failure listener.portBusy, listener.notBound
 */
export async function openListener(options: ListenerOptions): Promise<AcsListener> {
  const before = open.get(options.port);
  if (before?.finished === true) before.close();
  const listener = new AcsListener(options);
  await listener.bind(async (port) => open.has(port) || (await options.heldByUs(port)));
  open.set(options.port, listener);
  return listener;
}

/** Receives the provider's answer at `http://localhost:<port>/redshift/` (SAML 2.0 bindings, 3.5: HTTP-POST). */
export class AcsListener {
  readonly #options: ListenerOptions;
  readonly #acs: string;
  readonly #nonce = randomBytes(24).toString('base64url');
  readonly #queue = new AnswerQueue();
  readonly #pages = new Map<string, Page>();
  /** Those of them that their browser has not fetched yet. */
  readonly #unseen = new Set<string>();
  readonly #closed = new AbortController();
  #servers: Server[] = [];
  #reading = 0;
  #providerUrl = '';

  /** True when no answer is taken any more and only pages are still served. */
  finished = false;

  constructor(options: ListenerOptions) {
    this.#options = options;
    this.#acs = acsUrl({ acsPort: options.port });
  }

  /** For {@link openListener}. */
  async bind(heldByUs: (port: number) => Promise<boolean>): Promise<void> {
    const handler = (request: IncomingMessage, response: ServerResponse): void => {
      this.#trace(request, response);
      this.#handle(request, response).catch((error: unknown) => {
        this.#options.log.debug(`listener: a request ended early (${error instanceof Error ? error.name : 'unknown'})`);
        response.destroy();
      });
    };
    this.#servers = await bindLoopback(this.#options.port, handler, heldByUs);
  }

  /**
   * Our own address that sends the browser on to the provider: the editor opens addresses with their query decoded, which would
   * break a SAMLRequest. The nonce keeps other programs from fetching the request that only our browser should carry.
   */
  startAt(providerUrl: string): string {
    this.#providerUrl = providerUrl;
    return `http://localhost:${this.#options.port}${paths.start}?nonce=${this.#nonce}`;
  }

  /** The next answer in the order of arrival; waits for one. Rejects with Cancelled when the signal is aborted. */
  next(signal: AbortSignal): Promise<Answer> {
    return this.#queue.next(signal);
  }

  /** Takes no more answers, and closes when every page was fetched, or soon. */
  finish(): void {
    this.finished = true;
    for (const answer of this.#queue.drain()) answer.reply(this.#options.words.answered());
    this.#options.clock.sleep(lingerMs, this.#closed.signal).then(
      () => this.close(),
      // Closed before.
      () => undefined,
    );
  }

  /** Ends everything at once, open connections included. */
  close(): void {
    this.finished = true;
    this.#closed.abort();
    if (open.get(this.#options.port) === this) open.delete(this.#options.port);
    for (const server of this.#servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = request.url ?? '';
    const get = request.method === 'GET';
    if (!this.#isOurHost(request.headers.host)) {
      this.#refuse(response, 403);
    } else if (get && target === `${paths.start}?nonce=${this.#nonce}`) {
      response.writeHead(302, { ...pageHeaders, Location: this.#providerUrl }).end();
    } else if (get && target.startsWith(paths.result)) {
      this.#serveResult(response, target.slice(paths.result.length));
    } else if (target !== paths.acs) {
      this.#refuse(response, 404);
    } else if (request.method !== 'POST') {
      response.setHeader('Allow', 'POST');
      this.#refuse(response, 405);
    } else if (this.#reading >= most.reading || this.#queue.length >= most.waiting) {
      this.#refuse(response, 503);
    } else {
      await this.#take(request, response);
    }
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#reading++;
    try {
      const form = await readForm(request);
      if (this.finished) this.#show(response, 409, this.#options.words.answered());
      else {
        const { origin } = request.headers;
        this.#queue.push({ ...form, origin, reply: (page) => this.#redirect(response, page) });
      }
    } catch (error) {
      if (!(error instanceof BodyRefused)) throw error;
      this.#refuse(response, error.status);
    } finally {
      this.#reading--;
    }
  }

  /** 303, so that neither reload nor back button posts again; the address says nothing, the page is kept here. */
  #redirect(response: ServerResponse, page: Page): void {
    // The first verdict is the one that the browser got.
    if (response.headersSent) return;
    const id = randomBytes(12).toString('base64url');
    for (const old of [...this.#pages.keys()].slice(0, -most.waiting)) {
      this.#pages.delete(old);
      this.#unseen.delete(old);
    }
    this.#pages.set(id, page);
    this.#unseen.add(id);
    response.writeHead(303, { ...pageHeaders, Location: paths.result + id }).end();
  }

  #serveResult(response: ServerResponse, id: string): void {
    const page = this.#pages.get(id);
    if (this.#unseen.delete(id) && this.finished && this.#unseen.size === 0) {
      response.once('close', () => this.close());
    }
    this.#show(response, page === undefined ? 404 : 200, page ?? this.#options.words.answered());
  }

  /** Addresses hold nonces, and those of others whatever they like: of both, the log gets the kind alone. */
  #trace({ method = '', url = '' }: IncomingMessage, response: ServerResponse): void {
    const { clock, log } = this.#options;
    const began = clock.now();
    const known = [paths.start, paths.result].find((path) => url.startsWith(path));
    const target = url === paths.acs ? paths.acs : (known ?? 'elsewhere');
    const verb = /^[A-Z]{1,10}$/.test(method) ? method : 'odd method';
    response.once('close', () => {
      const how = response.writableFinished ? String(response.statusCode) : 'broken off';
      log.trace(`listener: ${verb} ${target}: ${how} in ${Math.round(clock.now() - began)} ms`);
    });
  }

  #refuse(response: ServerResponse, status: number): void {
    this.#options.log.debug(`listener: refused a request with ${status}`);
    this.#show(response, status, this.#options.words.notAnAnswer(this.#acs));
  }

  #show(response: ServerResponse, status: number, page: Page): void {
    response.writeHead(status, pageHeaders).end(renderPage(page, this.#options.words.language));
  }

  /** Another name for this address means a web page that had its own name pointed here (DNS rebinding). */
  #isOurHost(host: string | undefined): boolean {
    return ['localhost', '127.0.0.1', '[::1]'].some((name) => host === `${name}:${this.#options.port}`);
  }
}
