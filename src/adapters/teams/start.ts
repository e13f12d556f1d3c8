/** Teams as the program starts it: the listener for what Teams sends, and its end. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { CloudAdapter, TurnContext } from "botbuilder";
import type { Received } from "../../app/chat.ts";
import type { Bot } from "../../bot/conversation.ts";
import type { Card } from "../../cards/card.ts";
import type { Identity } from "../../domain/actor.ts";
import type { Activity } from "./activity.ts";
import { type Background, background } from "./background.ts";
import type { TeamsChat } from "./chat.ts";
import { adapterOf, checkOptions, lockOf } from "./credentials.ts";
import type { Lock } from "./doors.ts";
import { enter } from "./entrance.ts";
import { hearMessage, type InboundRooms } from "./inbound.ts";
import { alreadyDone, type Invoked, invoked } from "./invoke.ts";
import { once } from "./once.ts";
import type { TeamsOptions } from "./options.ts";
import { persisting } from "./persisting.ts";
import { responseFor } from "./respond.ts";
import { welcome } from "./welcome.ts";

/** `chat` is what `teamsChat` made of the same options. */
export interface TeamsRooms extends TeamsOptions {
  bot: Bot;
  chat: TeamsChat;
  received: Received;
  /** A request's card as it is now, for this person alone; a card that nobody draws again is healed by it when it is pressed. */
  cardFor?(identity: Identity, request: string): Promise<Card | null>;
  /** Draws what is a person's own. */
  home(identity: Identity): Promise<Card>;
}

export interface Teams {
  /** Answers `POST /api/messages`: at once, while the work goes on. */
  listener(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Resolves when everything that was heard is answered. */
  close(): Promise<void>;
}

/** Microsoft's keys are not to be had: Teams tries again later. */
const UNTOLD = { status: 503 } as const;

/** Throws when the options are half given, or would let anybody claim to be anybody. */
export async function startTeams(rooms: TeamsRooms): Promise<Teams> {
  checkOptions(rooms);
  const [lock, adapter] = [lockOf(rooms), adapterOf(rooms)];
  const stopping = new AbortController();
  const work = background(rooms.log);
  const inbound: InboundRooms = {
    ...{ bot: rooms.bot, chat: rooms.chat, cardFor: rooms.cardFor ?? (async () => null) },
    formPlace: rooms.playground ? "chat without dialogs" : "chat",
    persisting: persisting(rooms.log, stopping.signal),
  };
  const turn = turns(rooms, inbound, work);
  return {
    listener: (request, response) => answered(request, response, { lock, adapter, turn, log: rooms.log }),
    async close() {
      stopping.abort();
      await work.done();
    },
  };
}

interface Reception {
  lock: Lock | null;
  adapter: CloudAdapter;
  turn: Turn;
  log: TeamsOptions["log"];
}

async function answered(request: IncomingMessage, response: ServerResponse, reception: Reception): Promise<void> {
  const { lock, adapter, turn, log } = reception;
  const entry = await enter(request, lock).catch((err: unknown) => {
    log.error({ err }, "whether this is from Teams could not be told");
    return UNTOLD;
  });
  if (entry.status !== 200) {
    response.writeHead(entry.status, { connection: "close" }).end();
    return;
  }
  const asked = { headers: request.headers, method: request.method ?? "POST", body: entry.body };
  await adapter.process(asked, responseFor(response), (context) => turn(context, entry.activity));
}

type Turn = (context: TurnContext, activity: Activity) => Promise<void>;

function turns(rooms: TeamsRooms, inbound: InboundRooms, work: Background): Turn {
  const messages = once<void>(rooms.received);
  const invokes = once<Invoked>(rooms.received);
  const { addresses } = rooms.chat;
  const HEARD: Record<string, (activity: Activity) => Promise<void>> = {
    message: (activity) => hearMessage(inbound, activity),
    installationUpdate: (activity) => welcome(inbound, rooms.home, activity),
  };
  const take = (activity: Activity) => async () => {
    await addresses.learnPerson(activity);
    await HEARD[activity.type]?.(activity);
  };
  return async (context, activity) => {
    work.add(() => addresses.learnTeam(activity));
    if (activity.type !== "invoke") {
      work.add(() => messages.answer(activity, take(activity), () => undefined));
      return;
    }
    work.add(() => addresses.learnPerson(activity));
    const answer = () => invoked(inbound, activity);
    const { status, body, later } = await invokes.answer(activity, answer, () => alreadyDone(activity));
    await context.sendActivity({ type: "invokeResponse", value: { status, body } });
    if (later) work.add(later);
  };
}
