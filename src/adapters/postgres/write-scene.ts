/** What every write of a decision has at hand. */
import type { Request } from "../../domain/request.ts";
import type { Tx } from "./pool.ts";

export interface WriteScene {
  tx: Tx;
  /** As it is after the decision. */
  request: Request;
  now: Date;
}
