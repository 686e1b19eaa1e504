import type { Log } from '../core/ports';
import type { Prompts } from './prompts';

/** The same questions; what is answered to them in secret is kept out of the log before anybody else gets it. */
export function concealedPrompts(prompts: Prompts, log: Log): Prompts {
  return {
    askUser: (question, signal) => prompts.askUser(question, signal),
    chooseFactor: (question, signal) => prompts.chooseFactor(question, signal),
    showPush: (waiting) => prompts.showPush(waiting),
    askPassword: async (question, signal) => {
      const password = await prompts.askPassword(question, signal);
      log.conceal?.([password]);
      return password;
    },
    askCode: async (question, signal) => {
      const reply = await prompts.askCode(question, signal);
      if (typeof reply === 'object') log.conceal?.([reply.code]);
      return reply;
    },
    askResponse: async (question, signal) => {
      const text = await prompts.askResponse(question, signal);
      log.conceal?.([text, text.trim()]);
      return text;
    },
  };
}
