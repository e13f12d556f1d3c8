/** People as they are told something: where they can be reached, and how they chose to be. */
import type { Identity, Someone } from "../domain/actor.ts";
import type { NoticeChoice } from "../domain/notice-choice.ts";

export interface Listener extends Someone {
  choice: NoticeChoice;
  identities: Identity[];
  /** The channels of the business units in which they hold a role, by the unit's id. */
  channels: { unit: string; channel: string }[];
}

export interface Listeners {
  /** Those of these people whom the directory knows. */
  of(people: string[]): Promise<Listener[]>;
  /** From now on they are told so. */
  choose(person: string, choice: NoticeChoice): Promise<void>;
}

/**
 * The channel in which they want to be told of what belongs to this unit, instead of in private; undefined: in private.
 * Other units do not hear of it in theirs, whoever is told.
 */
export function channelOf({ choice, channels }: Listener, unit: string | null): string | undefined {
  if (choice.where === "dm") return undefined;
  return channels.find((one) => one.unit === unit)?.channel;
}
