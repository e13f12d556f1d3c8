/** dc apply: brings the datacenter to what a file describes. */
import { z } from "zod";
import { readDatacenterFile } from "../../src/app/datacenter/file.ts";
import { show } from "../../src/bot/answers.ts";
import { flag, text } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { changesCard } from "../../src/cards/datacenter-changes.ts";
import { Refusal } from "../../src/domain/refusal.ts";

export const dcApply = command({
  words: "dc apply",
  summary: "Bring the datacenter to what a file describes, or only look what that would change",
  example: "dc apply docs/demo-datacenter.yaml --preview",
  permission: "datacenter.edit",
  args: z.object({ file: text("FILE"), preview: flag().optional() }),
  positional: ["file"],
  async run({ file: name, preview }, { app, actor, file }) {
    const content = await file(name);
    if (content === undefined)
      throw new Refusal("not-found", `there is no file ${name}`, "attach it, or name one that is there");
    const wanted = readDatacenterFile(name, content);
    if (preview) return show(changesCard(await app.datacenter.preview(wanted), "planned"));
    return show(changesCard(await app.datacenter.apply(wanted, actor.identity), "made"));
  },
});
