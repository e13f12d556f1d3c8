/** help: what somebody may do here, and how one command is typed. */
import { z } from "zod";
import { show } from "../src/bot/answers.ts";
import { notesOf } from "../src/bot/arg-notes.ts";
import { rest } from "../src/bot/args.ts";
import { argumentText, type Command, command, isRequired, mayUse, schemasOf, usageOf } from "../src/bot/command.ts";
import { suggestion } from "../src/bot/unknown-command.ts";
import { quoted } from "../src/bot/words.ts";
import { commandCard, helpCard } from "../src/cards/help-card.ts";
import { Refusal } from "../src/domain/refusal.ts";

export const help = command({
  words: "help",
  summary: "What you may do here, and how it is typed",
  example: "help bu register",
  permission: "anybody",
  args: z.object({ words: rest("WORDS").optional() }),
  positional: ["words"],
  async run({ words }, { commands, actor }) {
    const own = commands.filter((one) => mayUse(actor, one));
    const typed = (words ?? "").toLowerCase().split(" ").filter(Boolean);
    if (typed.length === 0) return show(helpCard(actor ? `What you may do, ${actor.name}` : "What you may do", own));
    const said = typed.join(" ");
    const one = own.find((each) => each.words === said);
    if (one) return show(commandCard(one, usageOf(one), argumentFacts(one)));
    if (commands.some((each) => each.words === said)) throw notYours(said);
    const family = own.filter((each) => each.words.startsWith(`${said} `));
    if (family.length) return show(helpCard(`What you may do with ${said}`, family, said));
    if (commands.some((each) => each.words.startsWith(`${said} `))) throw notYours(said);
    throw new Refusal("unknown-command", `you have no command ${quoted(said)}`, suggestion(own, typed));
  },
});

function notYours(said: string): Refusal {
  return new Refusal("forbidden", `you may not use ${said}`, "what you may do: help");
}

function argumentFacts(one: Command) {
  return schemasOf(one).map(([name, schema]) => {
    const { wanted, choices } = notesOf(schema);
    const wants = wanted ?? (choices ? `one of: ${choices.join(", ")}` : "text");
    return { label: argumentText(one, name, schema), value: isRequired(schema) ? wants : `${wants} (optional)` };
  });
}
