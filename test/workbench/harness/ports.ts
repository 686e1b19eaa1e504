import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the ports that systems give to outgoing connections (from 32768 on, or higher): one of those would be taken again at any time. */
const range = [15_000, 32_000] as const;

/** A port that is free on both loopback addresses; who needs it later finds it free still, unless another test was as lucky. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(...range);
    if ((await isFree(port, '127.0.0.1')) && (await isFree(port, '::1'))) return port;
  }
}

async function isFree(port: number, host: string): Promise<boolean> {
  const server = createServer();
  const reason = await new Promise<string | undefined>((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    server.listen({ port, host, exclusive: true }, () => resolve(undefined));
  });
  if (reason === undefined) await new Promise((resolve) => server.close(resolve));
  // Where there is no such address, nobody can be in the way.
  return reason === undefined || reason === 'EADDRNOTAVAIL' || reason === 'EAFNOSUPPORT';
}
