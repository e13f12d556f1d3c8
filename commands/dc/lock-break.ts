/** dc lock break: takes the lock of a task from its holder, whose script is ended. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { text, whole } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { lockText, partyText } from "../../src/cards/lock-card.ts";

export const dcLockBreak = command({
  words: "dc lock break",
  summary: "Take a lock from its holder: its script is ended, its task fails, and the next in line gets the lock",
  example: 'dc lock break 7 --reason "its script hangs"',
  permission: "datacenter.edit",
  args: z.object({ id: whole(), reason: text() }),
  positional: ["id"],
  async run({ id, reason }, { app, actor }) {
    const lock = await app.locks.break(id, reason, actor);
    return say(
      `Lock ${lockText(lock)} is taken from ${partyText(lock.holder)}: its script is ended and its task fails. The next in line gets it when that is done, and in any case after 10 s.`,
    );
  },
});
