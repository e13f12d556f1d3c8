/** The cards of requests that are not over, drawn again on a platform that forgot what it showed. */
import type { App } from "../app/app.ts";
import type { ChatPort } from "../app/chat.ts";
import { startDelivery } from "../app/delivery.ts";
import type { Storage } from "./storage.ts";

const never = new AbortController().signal;

/** One after the other, the newest request's last. */
export function startShowingAgain(storage: Storage, app: App, chats: ChatPort[]): (platform: string) => Promise<void> {
  const carry = startDelivery({ ...storage, ...app, chats });
  return async (platform) => {
    for (const request of await storage.posted.unshow(platform)) {
      const order = { id: `again-${request}`, queue: "effects", name: "refresh-cards", payload: { request } } as const;
      await carry(order, never);
    }
  };
}
