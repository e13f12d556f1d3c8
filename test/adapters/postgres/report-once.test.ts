/** One order of a scheduled report, carried out again and again: a card and a file, each once. */
import { expect, it } from "vitest";
import { startNotices } from "../../../src/adapters/postgres/notices.ts";
import { startScheduleStore } from "../../../src/adapters/postgres/report-schedules.ts";
import type { ChatPort, Post } from "../../../src/app/chat.ts";
import { postReport, type ReportPostingRooms } from "../../../src/app/report-posting.ts";
import type { Actor } from "../../../src/domain/actor.ts";
import { ROLES } from "../../../src/domain/roles.ts";
import { identityOf, NOW, openRows } from "../../support/rows.ts";

const BEN: Actor = {
  ...{ person: "ben", name: "ben", identity: identityOf("ben"), standsInFor: [] },
  grants: [
    { role: "bu-admin", can: [...ROLES["bu-admin"]], businessUnit: "retail", infrastructure: null, service: null },
  ],
};

const CARD = {
  ...{ title: "Utilization of retail", tone: "plain" as const, blocks: [], buttons: [] },
  file: { name: "utilization.csv", content: "a,b\r\n", line: "report utilization --csv" },
};

/** A chat that takes files, and holds what was posted; `fails` is asked before each. */
function openChat(fails: (post: Post) => boolean = () => false) {
  const held: Post[] = [];
  const chat: ChatPort = {
    ...{ platform: "slack", tenant: "T1", hasThreads: true, takesFiles: true },
    async post(_to, post) {
      if (fails(post)) throw new Error("the chat hiccuped");
      return `C1/${held.push(post)}`;
    },
    edit: async () => undefined,
  };
  return { chat, held };
}

async function openPosting(chat: ChatPort) {
  const { db, person, unit } = await openRows();
  await person("ben");
  await unit("retail");
  const scheduleStore = startScheduleStore({ db, now: () => NOW });
  const schedule = { report: "utilization" as const, unit: { id: "retail", name: "retail" }, every: "mon 09:00" };
  const place = { zone: "UTC", channel: "#retail", nextAt: NOW };
  const id = await scheduleStore.add({ ...schedule, ...place }, BEN, () => undefined);
  const rooms = {
    ...{ chats: [chat], notices: startNotices(db), scheduleStore, now: () => NOW, reports: async () => CARD },
    directory: { identitiesOf: async () => [BEN.identity], find: async () => BEN },
  } as unknown as ReportPostingRooms;
  const due = NOW.toISOString();
  const order = {
    id: "obx-1",
    queue: "effects" as const,
    name: "post-report",
    payload: { schedule: id, due, since: due },
  };
  return { carry: () => postReport(rooms, order), db };
}

const kinds = (held: Post[]) => held.map(({ kind }) => kind);

it("is one card with its file in its thread, in two workers at once and after a restart", async () => {
  const { chat, held } = openChat();
  const { carry } = await openPosting(chat);
  await Promise.all([carry(), carry()]);
  await carry();
  expect(kinds(held)).toEqual(["report", "file"]);
});

it("is no second card when its file could not be sent at first", async () => {
  let tries = 0;
  const { chat, held } = openChat((post) => post.kind === "file" && ++tries === 1);
  const { carry } = await openPosting(chat);
  await expect(carry()).rejects.toThrow("hiccuped");
  expect(kinds(held)).toEqual(["report"]);
  await carry();
  await carry();
  expect(kinds(held)).toEqual(["report", "file"]);
});

it("is nothing of a file where the chat takes none", async () => {
  const { chat, held } = openChat();
  const { carry } = await openPosting({ ...chat, takesFiles: false });
  await carry();
  expect(kinds(held)).toEqual(["report"]);
});
