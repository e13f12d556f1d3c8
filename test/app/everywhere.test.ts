/** What is done in many places is done in all of them, whichever fails. */
import { expect, it } from "vitest";
import { everywhere } from "../../src/app/everywhere.ts";

it("goes on after a place that fails, and says so at the end", async () => {
  const done: string[] = [];
  const work = async (place: string) => {
    if (place === "slack") throw new Error("slack is away");
    done.push(place);
  };
  await expect(everywhere(["slack", "console", "teams"], work)).rejects.toThrow("slack is away");
  expect(done).toEqual(["console", "teams"]);
});
