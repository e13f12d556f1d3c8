/** What delivery asks of a chat platform: put a picture somewhere, and draw it again later. */
import type { Card } from "../cards/card.ts";

/** Where something can be posted: `#name` is a channel, `@user` is the private place of one user. */
export interface Place {
  platform: string;
  tenant: string;
  conversation: string;
}

/** Something to post: the card of a request, or a sentence. */
export type Post = { kind: "card"; request: string; card: Card } | { kind: "notice"; text: string };

/** One chat platform. Throws when the platform did not take it; the queue tries again. */
export interface ChatPort {
  readonly platform: string;
  readonly tenant: string;
  /** Posts and returns the platform's own name for the message, by which it can be edited. */
  post(to: Place, post: Post): Promise<string>;
  /** Draws the card again in the message that `post` returned. */
  edit(at: Place, message: string, request: string, card: Card): Promise<void>;
}
