/** `link [code]`: joins a person's identities on two platforms. */
import { z } from "zod";
import { say } from "../src/bot/answers.ts";
import { noted } from "../src/bot/arg-notes.ts";
import { text } from "../src/bot/args.ts";
import { type Command, command } from "../src/bot/command.ts";
import type { Answer } from "../src/bot/conversation.ts";
import { formOf } from "../src/bot/form.ts";
import { type Identity, identityText } from "../src/domain/actor.ts";
import { Refusal } from "../src/domain/refusal.ts";

export const link: Command = command({
  words: "link",
  summary: "Join your identities on two platforms",
  example: "link",
  permission: "anybody",
  args: z.object({
    code: text("CODE").optional(),
    confirm: noted(text(), { looks: "NAME", wanted: "the name of the person whose code it is" }).optional(),
  }),
  positional: ["code"],
  async run({ code, confirm }, { app, actor, from }) {
    if (code) {
      const owner = await app.links.ownerOf(code);
      const gives = actor !== null && actor.person !== owner.person;
      if (gives && confirm === undefined)
        return asked(code, owner.name, await app.directory.identitiesOf(owner.person));
      if (gives && confirm !== owner.name) throw notTheirs(code, owner.name, confirm);
      await app.links.join(code, from);
      return say(`Joined: from now on you are one person on both platforms, ${owner.name}.`);
    }
    if (!actor) throw new Refusal("unknown-person", "I do not know you here", "where I know you, type: link");
    const fresh = await app.links.offer(actor);
    return say(`Within ten minutes, type this on the other platform: link ${fresh}`);
  },
});

/** Whoever is known here gives away what is theirs, so that they are told to whom, and say it themselves. */
function asked(code: string, owner: string, identities: Identity[]): Answer {
  const who = `${owner} (${identities.map(identityText).join(", ")})`;
  const title = `This code is of ${who}. Joined, your rights, requests and machines here are theirs, too: is that you?`;
  const form = formOf(link, { code }, title);
  const fields = form.fields.map((field) => (field.name === "confirm" ? { ...field, required: true } : field));
  return { kind: "form", form: { ...form, usage: usageFor(code, owner), fields } };
}

function notTheirs(code: string, owner: string, said = ""): Refusal {
  return new Refusal(
    "bad-arguments",
    `the code is of ${owner}, not of ${said}, so nothing was done`,
    `if that is you: ${usageFor(code, owner)}`,
    "confirm",
  );
}

function usageFor(code: string, owner: string): string {
  return `link ${code} --confirm ${owner}`;
}
