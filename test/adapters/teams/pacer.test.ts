/** What is sent stays below the limits of Teams, without anybody waiting in vain. */
import { describe, expect, it } from "vitest";
import { CONVERSATION_RATES, TENANT_RATES } from "../../../src/adapters/teams/limits.ts";
import { pacer } from "../../../src/adapters/teams/pacer.ts";

/** A clock that stands still except while somebody sleeps. */
function virtual() {
  let now = 0;
  const sleep = async (ms: number) => {
    now += ms;
  };
  return { pace: pacer(() => now, sleep), now: () => now, pass: sleep };
}

/** The most that any window of this length has. */
function busiest(moments: readonly number[], windowMs: number): number {
  return Math.max(...moments.map((from) => moments.filter((at) => at >= from && at < from + windowMs).length));
}

describe("the pace", () => {
  it("keeps every limit of a conversation, sending as fast as it may", async () => {
    const { pace, now, pass } = virtual();
    const sent: number[] = [];
    while (sent.length < 200) {
      const went = await pace.turn("a", true).then(
        () => true,
        () => false,
      );
      if (went) sent.push(now());
      else await pass(1000);
    }
    for (const { windowMs, most } of CONVERSATION_RATES) expect(busiest(sent, windowMs)).toBeLessThanOrEqual(most);
    expect(sent.at(-1)).toBeLessThan(110_000);
  });

  it("leaves a share to answers, which go while everything else waits", async () => {
    const { pace, now, pass } = virtual();
    const sent: number[] = [];
    while (now() < 25_000) {
      const went = await pace.turn("a").then(
        () => sent.push(now()),
        () => pass(1000),
      );
      expect(went).not.toBe(0);
    }
    expect(sent).toHaveLength(45);
    await expect(pace.turn("a")).rejects.toMatchObject({ waitMs: expect.any(Number) });
    await pace.turn("a", true);
  });

  it("leaves a Teams that does not answer alone, for longer each time, until it answers", async () => {
    const { pace, now, pass } = virtual();
    pace.answered(false);
    await pace.turn("a");
    expect(now()).toBe(1000);
    for (let times = 0; times < 5; times++) pace.answered(false);
    await expect(pace.turn("a")).rejects.toMatchObject({ waitMs: 10_000 });
    await pass(10_000);
    await pace.turn("a");
    pace.answered(true);
    pace.answered(false);
    await pace.turn("b");
    expect(now()).toBe(12_000);
  });

  it("keeps the tenant's limit over all conversations", async () => {
    const { pace, now } = virtual();
    const sent: number[] = [];
    for (let at = 0; at < 150; at++) {
      await pace.turn(`conversation-${at}`);
      sent.push(now());
    }
    for (const { windowMs, most } of TENANT_RATES) expect(busiest(sent, windowMs)).toBeLessThanOrEqual(most);
  });

  it("lets one conversation go on while another rests", async () => {
    const { pace, now } = virtual();
    pace.rest("a", 60_000);
    await expect(pace.turn("a")).rejects.toThrow("60 s");
    await pace.turn("b");
    expect(now()).toBe(0);
  });

  it("waits out a short rest", async () => {
    const { pace, now } = virtual();
    pace.rest("a", 2000);
    await pace.turn("a");
    expect(now()).toBe(2000);
  });
});
