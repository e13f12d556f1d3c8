/** The greeting when the app was installed. */
import type { Card } from "../../cards/card.ts";
import type { Identity } from "../../domain/actor.ts";
import { type Activity, isPersonal } from "./activity.ts";
import { identityOf } from "./identity.ts";
import type { InboundRooms } from "./inbound.ts";
import { cardMessage, textMessage } from "./message.ts";

const GREETING = "Hello, I am Quartermaster: ask me for machines and capacity, and I bring it to who decides.";

/** To one person also what is theirs, drawn by `home`. Says nothing when the app was renewed or taken away. */
export async function welcome(
  { chat, persisting }: InboundRooms,
  home: (identity: Identity) => Promise<Card>,
  activity: Activity,
): Promise<void> {
  if (activity.action !== "add") return;
  const { serviceUrl, conversation } = activity;
  const isAlone = isPersonal(activity);
  const hint = isAlone ? "Try: help" : "Mention me: help";
  const messages = [
    textMessage(`${GREETING}\n${hint}`),
    ...(isAlone ? [cardMessage(await home(identityOf(activity)), chat.asking)] : []),
  ];
  for (const message of messages) {
    await persisting(() => chat.connector.post(serviceUrl, conversation.id, message, "greeting"));
  }
}
