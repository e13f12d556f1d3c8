/** What is particular about an action on machines, beside the state that it needs and the one that it leaves. */
import type { Details, Named } from "../../../domain/request.ts";
import type { Machine } from "../../../domain/vm.ts";
import type { World } from "../../store.ts";
import type { Share, Write } from "../../write.ts";
import type { Asked } from "../kind.ts";

export type ActOnMachines = Extract<Details, { kind: "vm.action" }>;

export interface Particular {
  /** Is the quota of its service counted? */
  isCounted?: true;
  /** A name that it takes for a machine. */
  name?(details: ActOnMachines): Named;
  /** What the policy and those who decide see of it. */
  asked?(details: ActOnMachines): Pick<Asked, "size" | "dayCost" | "template">;
  /** Refuses what cannot be. `held`: it holds its share already. */
  judge?(details: ActOnMachines, machines: Machine[], world: World, held: boolean): void;
  /** What is kept for it while it is pending, of one machine. */
  share?(details: ActOnMachines, machine: Machine): Share["amounts"];
  /** What is other about the machine once it is done. */
  becomes?(details: ActOnMachines): Partial<Becoming>;
  /** What else it leaves, done or not. */
  leaves?(details: ActOnMachines, machine: Machine, isDone: boolean): Write[];
}

/** What a machine is from now on. */
type Becoming = Pick<Machine, "name" | "template" | "dayPrice" | "size">;
