/** Takes an infrastructure's network away. */

import { removeTask } from "./shared/infrastructures.mjs";

await removeTask("remove-network", ["network"]);
