/** The product's clock: real time, or a time that only moves when it is told to. */

export interface Clock {
  now(): Date;
  /** Jumps to this moment; a running clock runs on from there. */
  set(moment: Date): void;
}

/** Real time, moved by as much as it was told. */
export function runningClock(): Clock {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    set: (moment) => {
      ahead = moment.getTime() - Date.now();
    },
  };
}

/** Stands still at this moment until it is told otherwise. */
export function standingClock(moment: Date): Clock {
  let at = moment;
  return {
    now: () => new Date(at),
    set: (to) => {
      at = to;
    },
  };
}
