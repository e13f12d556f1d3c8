/** The form that a press on Extend opens: what ends when, and a later day filled in. */
import { extendingText } from "../cards/ending-blocks.ts";
import { laterDay } from "../domain/ending.ts";
import type { Command, Context } from "./command.ts";
import type { Answer } from "./conversation.ts";
import { formFor } from "./form.ts";
import type { RawArgs } from "./parse.ts";

/** As much later as an extension of a machine may be free of approval; a person may choose any other day. */
export async function extending(
  command: Command,
  given: RawArgs,
  ending: { name: string; until: string | null },
  { app, actor }: Context,
): Promise<Answer> {
  const { freeExtensionDays, timeZone } = await app.datacenters.settings();
  const now = app.now();
  const until = ending.until === null ? null : laterDay(ending.until, freeExtensionDays, now, timeZone);
  const filled = { ...given, ...(until === null ? {} : { until }) };
  const title = extendingText(ending, now, timeZone);
  return { kind: "form", form: await formFor({ ...app, actor }, command, filled, title) };
}
