import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import { Failure } from '../core/failure';
import { errorCode } from './networkErrors';

/** `localhost` means either, and which one a browser takes is its own affair. */
const loopbacks = ['127.0.0.1', '::1'];
/** The host has no such address: then nobody can post there either. */
const noSuchFamily = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'];

/** Limits against slow and idle connections; browsers open some in advance that they may never use. */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 1_000,
  // Cookies of every program that was ever developed on localhost come along.
  maxHeaderSize: 65_536,
};

/**
 * Servers on every loopback address of this host, all or none.
 * @param heldByUs whether another of our windows holds the port, for the words of the failure
 * @throws Failure listener.portBusy, listener.notBound
 */
export async function bindLoopback(
  port: number,
  handler: RequestListener,
  heldByUs: (port: number) => Promise<boolean>,
): Promise<Server[]> {
  const servers: Server[] = [];
  let missing = '';
  for (const address of loopbacks) {
    try {
      servers.push(await listen(createServer(limits, handler), port, address));
    } catch (error) {
      const reason = errorCode(error);
      missing = reason;
      if (noSuchFamily.includes(reason)) continue;
      for (const server of servers) server.close();
      if (reason !== 'EADDRINUSE') throw new Failure('listener.notBound', { port, address, reason }, { cause: error });
      throw new Failure('listener.portBusy', { port, address, byUs: await heldByUs(port) }, { cause: error });
    }
  }
  if (servers.length === 0) throw new Failure('listener.notBound', { port, address: 'localhost', reason: missing });
  return servers;
}

function listen(server: Server, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, exclusive: true, ipv6Only: host.includes(':') }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}
