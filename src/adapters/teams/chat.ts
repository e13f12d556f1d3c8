/** Teams as a chat platform: posts to the addresses it has learned, and edits what it posted. */
import type { ChatPort, Place, Post } from "../../app/chat.ts";
import type { Card } from "../../cards/card.ts";
import { Undeliverable } from "../../domain/undeliverable.ts";
import { type Address, type Addresses, startAddresses } from "./addresses.ts";
import { verbsThatAsk } from "./asking.ts";
import { type Connector, type OutgoingMessage, type Sent, startConnector } from "./connector.ts";
import { checkOptions, tokenOf } from "./credentials.ts";
import { TEAMS } from "./identity.ts";
import { cardMessage, textMessage } from "./message.ts";
import type { TeamsOptions } from "./options.ts";
import { pacer } from "./pacer.ts";
import type { Asking } from "./render.ts";

export interface TeamsChat extends ChatPort {
  connector: Connector;
  addresses: Addresses;
  /** The buttons that open a dialog. */
  asking: Asking;
  /** Sends a message to a place, and returns where it is. Throws Undeliverable where there is no address. */
  send(conversation: string, message: OutgoingMessage): Promise<Sent>;
}

/** Throws when the options are half given. */
export function teamsChat(options: TeamsOptions): TeamsChat {
  checkOptions(options);
  const { tenant, book, commands, playground } = options;
  const connector = startConnector(tokenOf(options), pacer());
  const addresses = startAddresses(book, tenant, connector);
  const asking: Asking = playground ? new Set() : verbsThatAsk(commands);
  const send = sending(connector, addresses, tenant);
  const reply = async (conversation: string, beside: Sent, message: OutgoingMessage) => {
    const { serviceUrl } = await addressOf(addresses, conversation);
    return connector.post(serviceUrl, beside.conversation, message, `posting to ${conversation}`);
  };
  return {
    ...{ platform: TEAMS, tenant, hasThreads: true, takesFiles: false, connector, addresses, asking, send },

    async post({ conversation }: Place, post: Post) {
      if (post.kind === "file") throw new Undeliverable("a bot may not send files in Teams unasked");
      if (post.kind !== "notice") return nameOf(await send(conversation, cardMessage(post.card, asking)));
      const message = textMessage(post.text);
      return nameOf(
        await (post.beside ? reply(conversation, readName(post.beside), message) : send(conversation, message)),
      );
    },

    async edit({ conversation }: Place, name: string, _request: string, card: Card) {
      const { serviceUrl } = await addressOf(addresses, conversation);
      await connector.edit(
        serviceUrl,
        readName(name),
        cardMessage(card, asking),
        `drawing a card again in ${conversation}`,
      );
    },
  };
}

function sending(connector: Connector, addresses: Addresses, tenant: string): TeamsChat["send"] {
  return async (conversation, message) => {
    const doing = `posting to ${conversation}`;
    const address = await addressOf(addresses, conversation);
    const { serviceUrl, bot } = address;
    switch (address.kind) {
      case "chat":
        return connector.post(serviceUrl, address.conversation, message, doing);
      case "channel":
        return connector.begin(serviceUrl, bot, { channel: address.channel, first: message }, doing);
      case "member": {
        const { conversation: chat } = await connector.begin(
          serviceUrl,
          bot,
          { member: address.member, tenant },
          doing,
        );
        await addresses.keep(conversation, { kind: "chat", serviceUrl, bot, conversation: chat });
        return connector.post(serviceUrl, chat, message, doing);
      }
    }
  };
}

async function addressOf(addresses: Addresses, conversation: string): Promise<Address> {
  const address = await addresses.find(conversation);
  if (address) return address;
  const mending = conversation.startsWith("#")
    ? "add the app to the team that has this channel"
    : "the person opens the app in Teams and says hello to it";
  throw new Undeliverable(`the bot does not know this place in Teams: ${mending}`);
}

/** By what a message is known outside; neither part has a blank. */
export function nameOf({ conversation, message }: Sent): string {
  return `${conversation} ${message}`;
}

function readName(name: string): Sent {
  const [conversation = "", message = ""] = name.split(" ");
  return { conversation, message };
}
