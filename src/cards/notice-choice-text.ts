/** How somebody is told, in one sentence. */
import { DIGEST_AT, type NoticeChoice } from "../domain/notice-choice.ts";

/** `channels`: of how many business units with a channel they hold a role. */
export function choiceText({ digest, quiet, where }: NoticeChoice, channels: number, zone: string): string {
  const inChannel =
    channels > 0 ? "in your business unit's channel, by name" : "in private: your business unit has no channel";
  const place = where === "dm" ? "in private" : inChannel;
  const pace = digest ? `outcomes together once a day at ${DIGEST_AT}, what waits for you at once` : "at once";
  const hours = quiet ? `; not between ${quiet.from} and ${quiet.to}` : "";
  const clock = digest || quiet ? ` (${zone})` : "";
  return `You are told ${place}; ${pace}${hours}${clock}. Change it: notices --digest on|off --quiet HH:MM-HH:MM|off --where dm|channel`;
}
