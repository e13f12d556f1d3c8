/** Takes a while. */
import { setTimeout } from "node:timers/promises";

await setTimeout(200);
