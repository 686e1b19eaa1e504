import { pause } from '../wire/clock';
import { ResetConnection, type Handler } from '../wire/httpServer';

/** The way to the far side: adds the same time to every request, as a distance does. */
export class Network {
  delayMs = 0;

  /** The handler behind that distance. The control address is near. */
  behind(handler: Handler): Handler {
    return async (request, signal) => {
      if (this.delayMs > 0) {
        // A client that went away meanwhile has asked for nothing.
        await pause(this.delayMs, signal).catch(() => {
          throw new ResetConnection();
        });
      }
      return handler(request, signal);
    };
  }
}
