/** dc unmanaged import: makes a machine of others one of a role's. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { naming } from "../../src/bot/arg-notes.ts";
import { name, path } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { nextSentence } from "../../src/cards/text.ts";

export const dcUnmanagedImport = command({
  words: "dc unmanaged import",
  summary: "Take over a machine that others made: from then on it counts, costs and can be acted on",
  example: "dc unmanaged import legacy-01 --role shop/web/front",
  permission: "datacenter.edit",
  args: z.object({
    vm: name("VM"),
    role: naming("role", path("INFRA/SERVICE/ROLE", 3)),
    host: name("HOST").optional(),
  }),
  positional: ["vm"],
  run: async ({ vm, role, host = null }, { app, actor }) =>
    say(nextSentence(await app.imports.import(vm, host, role.join("/"), actor))),
});
