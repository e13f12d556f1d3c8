/** Orders: effects on their way from the outbox to the worker that carries them out. */
import type { QueueName } from "../domain/queue.ts";

/** One effect that was saved with a decision. `id` is the outbox row's and names the job for good. */
export interface Order {
  id: string;
  queue: QueueName;
  /** The effect's name, for instance `refresh-cards`. */
  name: string;
  payload: Record<string, unknown>;
}

/** Carries out an order. It may be called again for the same order; a throw means: try again later. */
export type Carrier = (order: Order, signal: AbortSignal) => Promise<void>;
