/** A local Slack: people type slash commands, press buttons and send modals there. */
import { webApi } from "@slack/bolt";
import { pino } from "pino";
import { COMMANDS } from "../../commands/index.ts";
import { type SlackChat, slackChat } from "../../src/adapters/slack/chat.ts";
import { type RunningSlack, startSlack } from "../../src/adapters/slack/start.ts";
import { LOCAL_TEAM, localUser } from "../../src/demo/local-slack.ts";
import { knownToo } from "../../src/demo/people.ts";
import { openServer } from "../support/slack-bot.ts";
import { type LocalSlack, openLocalSlack } from "../support/slack-local.ts";
import { type Driver, soon, soonAmong } from "./driver.ts";

export type Mode = "HTTP" | "Socket Mode";

const APPROVALS = "CAPPROVALS";

/** Faster than Slack would let us, in milliseconds: the local one does not mind. */
const PACE_MS = 5;

/** The page of this Slack, for a browser. */
export interface SlackDriver extends Driver {
  url: string;
}

export async function slackDriver(mode: Mode): Promise<SlackDriver> {
  const server = await openServer();
  const slack = await openLocalSlack(mode === "HTTP" ? `${server.url}/slack/events` : undefined, null);
  const program = programBeside(slack, server);
  const desk = { slack, privateOf: privatePlaces(slack) };
  return {
    ...program,
    url: slack.url,
    knownToo: (yaml) => knownToo(yaml, "slack", LOCAL_TEAM, localUser),
    mention: (person) => `<@${localUser(person)}|${person}>`,
    says: (person, text) => slack.act("command", { channel: APPROVALS, user: localUser(person), command: "/qm", text }),
    async presses(person, verb, request, fields) {
      await press(desk, person, verb, request);
      if (fields) await fill(slack, person, fields);
    },
    sees: (place, ...texts) =>
      soonAmong(async () => (await seenIn(desk, place)).map((message) => JSON.stringify(message)), texts),
    async close() {
      await slack.close();
      await server.close();
    },
  };
}

/** How the program finds this Slack, and is found by it. */
function programBeside(
  { settings, apiUrl }: LocalSlack,
  { late }: Awaited<ReturnType<typeof openServer>>,
): Pick<Driver, "connect" | "open" | "leave"> {
  const log = pino({ level: "silent" });
  const { SLACK_BOT_TOKEN: botToken = "", SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = settings;
  let [chat, running]: [SlackChat | null, RunningSlack | null] = [null, null];
  return {
    async connect(book) {
      chat = await slackChat({ botToken, apiUrl, book, paceMs: PACE_MS });
      return [chat];
    },
    async open({ bot, received, book, app: { home, cardFor } }) {
      if (!chat) throw new Error("opening Slack before it is connected");
      const rooms = { chat, bot, received, book, log, commands: COMMANDS, home, cardFor };
      running = await startSlack({ ...rooms, signingSecret, appToken });
      late.listener = running.listener;
    },
    leave: async () => running?.close(),
  };
}

interface Desk {
  slack: LocalSlack;
  /** The channel of the bot's conversation with this person. */
  privateOf(person: string): Promise<string>;
}

type Message = Awaited<ReturnType<LocalSlack["messages"]>>[number] & { channel: string };

/** In a person's private place is also what only they are shown in a channel. */
async function seenIn(desk: Desk, place: string): Promise<Message[]> {
  if (place === "#approvals") return (await messagesIn(desk, APPROVALS)).filter((one) => !one.ephemeral_to);
  const person = place.slice(1);
  const shown = (await messagesIn(desk, APPROVALS)).filter((one) => one.ephemeral_to === localUser(person));
  return [...shown, ...(await messagesIn(desk, await desk.privateOf(person)))];
}

async function messagesIn({ slack }: Desk, channel: string): Promise<Message[]> {
  return (await slack.messages(channel)).map((message) => ({ ...message, channel }));
}

async function press(desk: Desk, person: string, verb: string, request: string): Promise<void> {
  const seen = async () => [...(await seenIn(desk, "#approvals")), ...(await seenIn(desk, `@${person}`))];
  const isCard = (message: Message) => JSON.stringify(message.blocks ?? "").includes(`${request} · `);
  const find = async () => (await seen()).findLast(isCard);
  const { channel, ts } = await soon(find, () => `no card of ${request} in Slack`);
  const action = { type: "button", action_id: verb, value: request };
  await desk.slack.act("interact", { channel, user: localUser(person), messageTs: ts, action });
}

/** Fills in the modal that a press opened, and sees it close. */
async function fill(slack: LocalSlack, person: string, fields: Record<string, string>): Promise<void> {
  const modals = async () => (await slack.state()).modalStack;
  await soon(
    async () => (await modals()).at(-1),
    () => "no modal opened in Slack",
  );
  slack.submit(localUser(person), fields);
  await soon(
    async () => ((await modals()).length === 0 ? true : undefined),
    () => "the modal stays open in Slack",
  );
}

/** Slack's own ids of private places, asked for once. */
function privatePlaces({ apiUrl, settings }: LocalSlack): (person: string) => Promise<string> {
  const places = new Map<string, Promise<string>>();
  const client = new webApi.WebClient(settings.SLACK_BOT_TOKEN, { slackApiUrl: apiUrl });
  const ask = async (person: string) =>
    (await client.conversations.open({ users: localUser(person) })).channel?.id ?? "";
  return (person) => {
    const place = places.get(person) ?? ask(person);
    places.set(person, place);
    return place;
  };
}
