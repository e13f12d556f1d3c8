/** The cards of requests that are not over, drawn again on a platform that forgot what it showed. */
import type { Carrier } from "../app/orders.ts";
import type { Storage } from "./storage.ts";

const never = new AbortController().signal;

/** One after the other, the newest request's last. */
export function startShowingAgain(storage: Storage, deliver: Carrier): (platform: string) => Promise<void> {
  return async (platform) => {
    for (const request of await storage.posted.unshow(platform)) {
      const order = { id: `again-${request}`, queue: "effects", name: "refresh-cards", payload: { request } } as const;
      await deliver(order, never);
    }
  };
}
