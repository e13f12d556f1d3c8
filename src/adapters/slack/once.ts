/** What comes in twice is carried out once; whoever is waited for answers the same. */
import type { Received } from "../../app/chat.ts";
import { SLACK } from "./chat.ts";

/** Answers are kept for so many requests; a repetition comes within minutes. */
const MOST_KEPT = 1000;

export interface Once<T> {
  /** Carries `work` out for the first; whoever repeats it gets the same, or `otherwise` when another process has it. */
  answer(id: string, work: () => Promise<T>, otherwise: () => T): Promise<T>;
}

/** True for the first with this id: Slack sends again what it thinks was not received, and others may, too. */
export function isNew(received: Received, id: string): Promise<boolean> {
  return received.first(`${SLACK}:${id}`);
}

export function once<T>(received: Received): Once<T> {
  const answers = new Map<string, Promise<T>>();
  return {
    answer(id, work, otherwise) {
      const given = answers.get(id);
      if (given) return given;
      const answer = isNew(received, id).then((isFirst) => (isFirst ? work() : otherwise()));
      answers.set(id, answer);
      const [oldest] = answers.keys();
      if (answers.size > MOST_KEPT && oldest !== undefined) answers.delete(oldest);
      return answer;
    },
  };
}
