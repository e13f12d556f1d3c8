/** Renaming: the new name is taken when it is asked for, the old one is free once the machine bears the new one. */
import type { ActOnMachines, Particular } from "./particular.ts";

export const rename: Particular = {
  name: nameIn,
  becomes: (details) => ({ name: nameIn(details).name }),
  leaves(details, { id }, isDone) {
    const kept = nameIn(details).id;
    return isDone ? [{ type: "swap-name", vm: id, kept }] : [{ type: "free-names", owners: [kept] }];
  },
};

function nameIn({ wish }: ActOnMachines) {
  if (wish?.of === "name") return { id: wish.id, name: wish.name };
  throw new Error("renaming a machine without a name");
}
