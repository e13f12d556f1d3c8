/** The demo without a terminal: the doors of the server over the demo datacenter, until it is told to stop. */
import type { Logger } from "pino";
import type { AddressBook } from "../app/chat.ts";
import { chatsOf } from "../chats.ts";
import type { System } from "../compose/index.ts";
import { type Config, readIdentity } from "../config.ts";
import type { Identity } from "../domain/actor.ts";
import { openDoors, toldToStop } from "../doors.ts";
import type { Beside } from "./beside.ts";

export interface ServeOptions {
  /** `ana=slack:T01/U01`: what a demo's person is known by, too. */
  as: string[];
  /** `approvals=slack:C01`: the platform's own id of a channel. */
  channel: string[];
}

/** The chats of the settings, beside a demo that has no terminal. */
export function besideDoors(config: Config, log: Logger, { as, channel }: ServeOptions): Beside {
  const chats = chatsOf(config, log);
  const people = as.map(readPerson);
  const channels = channel.map(readChannel);
  const closing: (() => Promise<void>)[] = [];
  return {
    ...{ settings: {}, url: null, check: chats.check },
    async connect(book) {
      const ports = await chats.connect(book);
      for (const { platform, tenant } of ports) await rememberChannels(book, channels, platform, tenant);
      return ports;
    },
    knownToo: (yaml) => people.reduce(knownBy, yaml),
    async open(system: System) {
      const doors = await openDoors(config, log, chats, system);
      closing.push(doors.close);
      process.stdout.write(`Quartermaster's demo serves on http://${config.HOST}:${doors.port}\n`);
      await toldToStop();
    },
    close: async () => {
      for (const close of closing) await close();
    },
  };
}

interface Known {
  name: string;
  identity: Identity;
}

function readPerson(text: string): Known {
  const [, name, identity] = /^([a-z][a-z0-9-]*)=(.+)$/.exec(text) ?? [];
  if (name && identity) return { name, identity: readIdentity(identity) };
  throw new Error(`--as ${text}: it is like ana=slack:T01/U01`);
}

interface Channel {
  name: string;
  platform: string;
  id: string;
}

function readChannel(text: string): Channel {
  const [, name, platform, id] = /^#?([^=]+)=(slack|teams):(.+)$/.exec(text) ?? [];
  if (name && platform && id) return { name, platform, id };
  throw new Error(`--channel ${text}: it is like approvals=slack:C01`);
}

function knownBy(yaml: string, { name, identity: { platform, tenant, user } }: Known): string {
  return yaml.replace(new RegExp(`console/demo/${name}\\b`), `$&, ${platform}/${tenant}/${user}`);
}

async function rememberChannels(
  book: AddressBook,
  channels: Channel[],
  platform: string,
  tenant: string,
): Promise<void> {
  for (const { name, id } of channels.filter((one) => one.platform === platform)) {
    await book.remember({ platform, tenant, conversation: `#${name}` }, { channel: id });
  }
}
