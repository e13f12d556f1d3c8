/** Microsoft's Agents Playground, a local Teams client, on this machine alone; not there where it is not installed. */
import { BOT, PERSONAL, startPlayground } from "../../src/demo/playground.ts";

export interface Playground {
  url: string;
  /** The app is installed in this conversation. */
  install(conversation: string): Promise<void>;
  /** Whoever sits there types; in a channel (its id is its name) they mention the bot. */
  says(conversation: string, text: string): Promise<void>;
  /** Somebody presses an Action.Execute of this message; what the bot answers. */
  presses(who: string, at: PlaygroundPress): Promise<{ type: string; value: unknown }>;
  /** Somebody presses an Action.Submit. */
  submits(who: string, at: Omit<PlaygroundPress, "verb">): Promise<void>;
  /** Resolves with the first message that fits as it stands, now or later. */
  message(fits: (shown: Shown) => boolean): Promise<Shown>;
  /** All messages as they stand, the oldest first. */
  messages(): Shown[];
  close(): Promise<void>;
}

/** A message as the Playground shows it; in a channel `thread` is its conversation. */
export interface Shown {
  conversation: string;
  thread: string;
  id: string;
  text: string;
  /** The first card, as text that can be searched. */
  card: string;
  edits: number;
}

interface PlaygroundPress {
  conversation: string;
  message: string;
  verb: string;
  data: object;
}

const PEOPLE = ["ana", "dana", "dee", "ben", "olga", "lou"];

/** The Playground wants so many beside whoever sits there, no more and no less. */
const OTHERS = 5;

/** `endpoint` is where the bot listens, `sits` who sits before the page. */
export async function openPlayground(endpoint: string, sits = "ana"): Promise<Playground> {
  const others = PEOPLE.filter((name) => name !== sits).slice(0, OTHERS);
  const { url, stop } = await startPlayground(endpoint, { sits, others });
  const post = async (room: string, body: object) => {
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${url}/${room}`, { method: "POST", headers, body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`asking the Playground for ${room}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : {};
  };
  const shown = await watch(url);
  const mention = { mentioned: { id: BOT }, text: "<at>Quartermaster</at>" };
  return {
    url,
    install: (conversation) => post(`_debug/conversation/${conversation}/installation`, {}),
    async says(conversation, text) {
      const said = conversation === PERSONAL ? { text } : { text: `${mention.text} ${text}`, mentions: [mention] };
      await post(`_conversation/v1/conversations/${conversation}/messages`, {
        ...{ from: { id: sits }, textFormat: "plain" },
        ...said,
      });
    },
    presses: (who, { conversation, message, verb, data }) =>
      post("_conversation/v1/invoke", {
        ...{ name: "adaptiveCard/action", from: { id: who }, conversation: { id: conversation }, replyToId: message },
        value: { action: { type: "Action.Execute", verb, data }, trigger: "manual" },
      }),
    submits: (who, { conversation, message, data }) =>
      post("_conversation/v1/submit", {
        from: { id: who },
        conversation: { id: conversation },
        replyToId: message,
        value: data,
      }),
    ...{ message: shown.message, messages: shown.messages },
    async close() {
      shown.close();
      await stop();
    },
  };
}

/** Follows the stream that feeds the Playground's page. */
async function watch(url: string): Promise<Pick<Playground, "message" | "messages"> & { close(): void }> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/_ws_conversation/v1/conversations/stream`);
  const messages = new Map<string, Shown>();
  const waiting = new Set<() => void>();
  socket.addEventListener("message", ({ data }) => {
    const { actionConversationId, message } = JSON.parse(String(data));
    const { messageId: id, text = "", attachments = [], postConversationId } = message;
    const before = messages.get(id);
    const card = JSON.stringify(attachments[0]?.content ?? null);
    const thread: string = before?.thread ?? postConversationId ?? actionConversationId;
    const conversation = thread.split(";")[0] ?? thread;
    messages.set(id, { conversation, thread, id, text, card, edits: before ? before.edits + 1 : 0 });
    for (const look of waiting) look();
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", reject);
  });
  return {
    close: () => socket.close(),
    messages: () => [...messages.values()],
    message: (fits) =>
      new Promise((resolve) => {
        const look = () => {
          const found = [...messages.values()].find(fits);
          if (found && waiting.delete(look)) resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}
