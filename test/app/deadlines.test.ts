/** Deadlines: one that cannot be acted on keeps none of the others waiting. */
import { expect, it } from "vitest";
import { requestDeadlines } from "../../src/app/deadlines.ts";
import type { Requests } from "../../src/app/requests.ts";

it("acts on everything that is due, and says then what failed", async () => {
  const told: string[] = [];
  const tell: Requests["tell"] = async (id) => {
    told.push(id);
    if (id === "REQ-1") throw new Error("reading REQ-1");
    return {} as Awaited<ReturnType<Requests["tell"]>>;
  };
  const requests: Pick<Requests, "tell"> = { tell };
  const due = ["REQ-1", "REQ-2"].map((request) => ({ request, type: "EXPIRE" as const }));
  const timetable = requestDeadlines({ requests, due: { due: async () => due, next: async () => null } });
  await expect(timetable.sweep(new Date())).rejects.toThrow("reading REQ-1");
  expect(told).toEqual(["REQ-1", "REQ-2"]);
});
