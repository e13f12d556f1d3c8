/** dc rate set: what memory and storage cost from a day on. */
import { z } from "zod";
import { setRate } from "../../src/app/datacenter/edits.ts";
import { date } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { dayIn } from "../../src/domain/day.ts";
import { editDatacenter } from "./edit.ts";
import { price } from "./price.ts";

export const dcRateSet = command({
  words: "dc rate set",
  summary: "Set what a GB of memory and of storage costs a day, from a day on (today, when none is named)",
  example: "dc rate set --memory 0.12 --storage 0.05 --from 2027-02-01",
  permission: "datacenter.edit",
  args: z.object({ memory: price(), storage: price(), from: date().optional() }),
  positional: [],
  async run({ memory, storage, from }, context) {
    const { timeZone } = await context.app.datacenters.settings();
    return editDatacenter(setRate(from ?? dayIn(timeZone, context.app.now()), { memory, storage }), context);
  },
});
