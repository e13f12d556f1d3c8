/** Notes what a script says while it runs, for whoever looks at the job. */
import type { Run } from "./run.ts";

/** Letters that are kept of what one script says. */
const KEPT = 16 * 1024;
/** How often new lines are saved. */
const SAVE_MS = 500;

export interface Notes {
  hear(line: string): void;
  /** Saves what is not saved yet. A note that cannot be saved is no reason to fail a task. */
  end(): Promise<void>;
}

export function noting(run: Run, position: number): Notes {
  let text = "";
  let saved = "";
  let saving = Promise.resolve();
  const save = () => {
    if (text === saved) return;
    saved = text;
    saving = saving.then(() => run.rooms.workflows.note(run.fence, position, saved)).catch(() => undefined);
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    hear(line) {
      text = lastLines(`${text}${line}\n`);
      timer ??= setInterval(save, SAVE_MS);
    },
    end() {
      clearInterval(timer);
      save();
      return saving;
    },
  };
}

/** Whole lines, as many as are kept. */
function lastLines(text: string): string {
  if (text.length <= KEPT) return text;
  const tail = text.slice(-KEPT);
  return tail.slice(tail.indexOf("\n") + 1);
}
