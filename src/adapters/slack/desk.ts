/** What those who attend to Slack's requests have at hand. */
import type { AddressBook, Received } from "../../app/chat.ts";
import type { Bot } from "../../bot/conversation.ts";
import type { Card } from "../../cards/card.ts";
import type { Identity } from "../../domain/actor.ts";
import type { SlackChat } from "./chat.ts";
import type { Homes } from "./home.ts";

export interface Desk {
  bot: Bot;
  chat: SlackChat;
  received: Received;
  book: AddressBook;
  /** The first words of the commands there are. */
  families: ReadonlySet<string>;
  homes: Homes;
  /** A request's card as it is now, for this person alone; null when there is none. */
  cardFor(from: Identity, request: string): Promise<Card | null>;
}
