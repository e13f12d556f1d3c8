/** Carries out the survey of one host: its pack is asked, and what it says is kept. */
import type { Actions } from "../app/engine.ts";
import type { Carrier } from "../app/orders.ts";
import type { Look, SurveyStore } from "../app/surveys.ts";
import type { SeenMachine } from "../domain/survey.ts";
import { type ErrandRooms, runErrand } from "./errand.ts";
import { machinesIn } from "./survey-answer.ts";
import { TaskFailed } from "./task-failed.ts";

export interface SurveyRooms extends ErrandRooms {
  surveys: SurveyStore;
  actions: Actions;
}

/** Its orders name the host by its id; one that is lost is not missed, because the host's next turn comes. */
export function startSurveying(rooms: SurveyRooms): Carrier {
  return async ({ id, payload }, signal) => {
    const look = await rooms.surveys.begin(String(payload.host));
    if (!look || look.published.every(({ isEnabled }) => !isEnabled)) return;
    const machines = await answer(rooms, `survey-${id}`, look, signal);
    if (typeof machines === "string") return rooms.surveys.miss(look, machines);
    return rooms.surveys.keep(look, machines);
  };
}

/** What is on it; a sentence when it does not say. */
async function answer(
  rooms: SurveyRooms,
  id: string,
  look: Look,
  signal: AbortSignal,
): Promise<SeenMachine[] | string> {
  const pinned = rooms.actions.plan("survey", null, look.published);
  const subject = { vm: null, host: look.host, infrastructure: null, service: null, role: null, wish: null };
  try {
    return machinesIn((await runErrand(rooms, { id, action: "survey", subject, ...pinned }, signal)).machines);
  } catch (error) {
    if (error instanceof TaskFailed) return error.message;
    throw error;
  }
}
