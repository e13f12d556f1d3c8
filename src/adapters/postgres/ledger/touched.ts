/** Which infrastructures and machines count otherwise after these writes: whoever adds a write says so here. */
import type { Write } from "../../../app/write.ts";

type Of<T extends Write["type"]> = Extract<Write, { type: T }>;

/** Their ids, each once. */
export function touchedBy(writes: Write[]): string[] {
  return [...new Set(writes.flatMap(touches))];
}

function touches<T extends Write["type"]>(write: Of<T>): string[] {
  const of: (write: Of<T>) => string[] = TOUCHES[write.type as T];
  return of(write);
}

const nothing = () => [];
const itself = ({ id }: { id: string }) => [id];

const TOUCHES: { [T in Write["type"]]: (write: Of<T>) => string[] } = {
  "take-names": nothing,
  "free-names": nothing,
  hold: nothing,
  "release-holds": nothing,
  "grant-holds": nothing,
  take: nothing,
  recount: ({ consumer }) => [consumer],
  "found-unit": nothing,
  "grant-infrastructure": ({ plan }) => [plan.id],
  "take-back-infrastructure": itself,
  "provision-infrastructure": itself,
  "change-infrastructure": ({ after }) => [after.id],
  "provision-parts": nothing,
  "extend-infrastructure": nothing,
  "announce-end": nothing,
  "wind-up": itself,
  "let-go-on": itself,
  "close-infrastructure": itself,
  "grant-machines": ({ machines }) => machines.map(({ id }) => id),
  "occupy-machines": nothing,
  "remake-machines": ({ ids }) => ids,
  "settle-machine": itself,
  "keep-snapshot": nothing,
  "forget-snapshot": nothing,
  "swap-name": ({ vm }) => [vm],
  "extend-machine": nothing,
  "announce-machine-end": nothing,
  "end-machine": nothing,
  "let-machine-go-on": nothing,
  "advance-schedule": nothing,
  "refund-charge": nothing,
  "start-workflows": nothing,
  "resume-workflows": nothing,
  "cancel-workflows": nothing,
};
