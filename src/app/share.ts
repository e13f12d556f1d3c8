/** One chat's share of the workers: a chat that does not answer must not keep all of them, and with them all other chats. */
import type { ChatPort } from "./chat.ts";

/** In milliseconds: whoever finds the chat's share taken comes again so soon. */
const AGAIN_MS = 500;

/** The same chat, posting and editing at most so many at once. Whoever comes when that is taken is sent back to the queue, with its `waitMs`. */
export function sharing(chat: ChatPort, most: number): ChatPort {
  let busy = 0;
  const through = async <T>(work: () => Promise<T>): Promise<T> => {
    if (busy >= most) throw Object.assign(new Error(`${chat.platform} has its hands full`), { waitMs: AGAIN_MS });
    busy += 1;
    return work().finally(() => {
      busy -= 1;
    });
  };
  return {
    ...{ platform: chat.platform, tenant: chat.tenant, hasThreads: chat.hasThreads, takesFiles: chat.takesFiles },
    post: (to, post) => through(() => chat.post(to, post)),
    edit: (at, message, request, card) => through(() => chat.edit(at, message, request, card)),
  };
}
