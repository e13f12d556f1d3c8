/** dc role define: makes a role of one's own, or changes what one can. */
import { z } from "zod";
import { say } from "../../src/bot/answers.ts";
import { name, permissions } from "../../src/bot/args.ts";
import { command } from "../../src/bot/command.ts";
import { DATACENTER_WIDE } from "../../src/domain/roles.ts";

export const dcRoleDefine = command({
  words: "dc role define",
  summary: "Make a role of your own, or change what it can, for all who hold it at once",
  example: "dc role define caretaker --can vm.see,vm.operate",
  permission: "role.edit",
  args: z.object({ name: name(), can: permissions() }),
  positional: ["name"],
  async run({ name: role, can }, { app, actor }) {
    const before = await app.roleBook.define(role, can, actor);
    if (before) return say(`${role} can from now on: ${can.join(", ")}`);
    const isWide = can.some((one) => DATACENTER_WIDE.has(one));
    const inPart = isWide ? "" : `bu grant PERSON ${role} --on PATH, or `;
    return say(`${role} can: ${can.join(", ")}; give it: ${inPart}dc grant PERSON ${role}`);
  },
});
