/** A decision: what a person does to a request, the case in which they do it, and the verdict it comes to. */
import type { Terms } from "../../machines/memory.ts";
import type { LifecycleEvent } from "../../machines/vocabulary.ts";
import type { Actor } from "../domain/actor.ts";
import type { Ruling } from "../domain/policy/ruling.ts";
import type { Details, Provisioning, Request } from "../domain/request.ts";
import type { World } from "./store.ts";
import type { Write } from "./write.ts";

/** What a person may do to a request, with what they say to it. */
export type Decision =
  | { kind: "approve"; comment: string }
  | { kind: "override"; reason: string }
  | { kind: "reject"; reason: string }
  | { kind: "withdraw" | "cancel" | "discard" | "submit" | "retry"; reason: string }
  | { kind: "ask" | "answer"; text: string }
  | { kind: "offer"; terms: Terms }
  | { kind: "accept" | "decline" }
  /** `wait`: in line, when the engine is full. */
  | { kind: "retry-jobs"; wait: boolean }
  | { kind: "provision"; provisioning: Provisioning; wait: boolean };

export interface Case {
  request: Request;
  world: World;
  actor: Actor;
  /** Has the engine room for the request's jobs? */
  room: boolean;
}

/** What a decision comes to: an event for the machine, and what else of the request is different from now on. */
export interface Verdict {
  event: LifecycleEvent;
  details?: Details;
  ruling?: Ruling;
  writes?: Write[];
}
