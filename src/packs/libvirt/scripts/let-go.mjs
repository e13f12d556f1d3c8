/** Lets an infrastructure go: pools and networks are the hosts' own and stay for others. */

import { task } from "./shared/task.mjs";

await task(["name"], ({ name }) => ({ say: `nothing of ${name} is left on the hosts; pools and networks stay` }));
