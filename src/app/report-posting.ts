/** Posting a report that is due: drawn with the rights that its maker holds now, once in each place. */
import type { Card } from "../cards/card.ts";
import { lapsedText, lateText } from "../cards/report-schedule-text.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Place } from "./chat.ts";
import { everywhere } from "./everywhere.ts";
import type { Order } from "./orders.ts";
import { actorOf } from "./people.ts";
import { chatOf } from "./places.ts";
import { once, type PostingRooms, sayOnce } from "./posting.ts";
import { maySchedule, type ReportSchedule, type ScheduleStore } from "./report-schedules.ts";
import type { Reports } from "./reports.ts";
import { inEveryChat } from "./telling.ts";

export interface ReportPostingRooms extends PostingRooms {
  reports: Reports;
  scheduleStore: Pick<ScheduleStore, "find" | "remove">;
  now(): Date;
}

/** What is ordered: a schedule, when it was due, and since when its times were missed. */
interface Due {
  schedule: string;
  due: Date;
  since: Date;
}

/** Whose maker may not have it posted any more says so in the channel, once, and ends. */
export async function postReport(rooms: ReportPostingRooms, order: Order): Promise<void> {
  const due = dueIn(order);
  const schedule = await rooms.scheduleStore.find(due.schedule);
  if (!schedule) return;
  const places = inEveryChat(rooms.chats, schedule.channel);
  const drawn = await drawnFor(rooms, schedule, due);
  if (drawn instanceof Refusal) {
    const text = lapsedText(schedule, drawn);
    await everywhere(places, (place) => sayOnce(rooms, noticeOf(order.id, place, text)));
    await rooms.scheduleStore.remove(schedule.id, null);
    return;
  }
  await everywhere(places, (place) => postIn(rooms, order.id, place, drawn));
}

/** Written by ourselves, in the transaction that moved the schedule on. */
function dueIn({ payload }: Order): Due {
  const moment = (name: string) => new Date(String(payload[name]));
  return { schedule: String(payload.schedule), due: moment("due"), since: moment("since") };
}

/** A Refusal that drawing it throws is what has become of it. */
async function drawnFor(rooms: ReportPostingRooms, schedule: ReportSchedule, due: Due): Promise<Card | Refusal> {
  try {
    const { report, unit } = schedule;
    const card = await rooms.reports({ report, bu: unit?.name }, await makerOf(rooms, schedule));
    const late = lateText(schedule, due, rooms.now());
    return late === null ? card : { ...card, blocks: [{ type: "text", text: late }, ...card.blocks] };
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

async function makerOf({ directory }: ReportPostingRooms, { maker, unit }: ReportSchedule) {
  const actor = await actorOf(directory, maker.person);
  if (actor && maySchedule(actor, unit)) return actor;
  throw new Refusal("forbidden", `${maker.name} may not have it posted any more`, "somebody else schedules it anew");
}

/** The card first, then its file where files can be sent; each once, whoever repeats it. */
export async function postIn(rooms: PostingRooms, id: string, place: Place, card: Card): Promise<void> {
  const chat = chatOf(rooms.chats, place);
  let message: string | undefined;
  await once(rooms, noticeOf(id, place, card.title), async () => {
    message = await chat.post(place, { kind: "report", card });
    return message;
  });
  const { file } = card;
  if (!file || !chat.takesFiles) return;
  const beside = message === undefined ? {} : { beside: message };
  await once(rooms, noticeOf(`${id}/file`, place, file.name), () =>
    chat.post(place, { kind: "file", file, ...beside }),
  );
}

function noticeOf(id: string, place: Place, text: string) {
  return { id, place, text, request: null, person: null, beside: undefined };
}
