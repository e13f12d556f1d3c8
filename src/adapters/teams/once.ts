/** What comes in twice is carried out once, and answered the same. */
import type { Received } from "../../app/chat.ts";
import type { Activity } from "./activity.ts";

/** Answers are kept for so many activities; a repetition comes within seconds. */
const MOST_KEPT = 1000;

export interface Once<T> {
  /** Carries `work` out for the first; whoever repeats it gets the same, or `otherwise` when another process has it. */
  answer(activity: Activity, work: () => Promise<T>, otherwise: () => T): Promise<T>;
}

export function once<T>(received: Received): Once<T> {
  const answers = new Map<string, Promise<T>>();
  return {
    answer(activity, work, otherwise) {
      const key = keyOf(activity);
      if (key === null) return work();
      const given = answers.get(key);
      if (given) return given;
      const answer = received.first(key).then((isFirst) => (isFirst ? work() : otherwise()));
      answers.set(key, answer);
      const [oldest] = answers.keys();
      if (answers.size > MOST_KEPT && oldest !== undefined) answers.delete(oldest);
      return answer;
    },
  };
}

/** Null for what has no id of its own. */
function keyOf({ id, conversation }: Activity): string | null {
  return id ? `teams:${conversation.id}:${id}` : null;
}
