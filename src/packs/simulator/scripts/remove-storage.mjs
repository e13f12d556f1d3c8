/** Takes an infrastructure's storage away, and what was known of the whole. */

import { removeTask } from "./shared/infrastructures.mjs";

await removeTask("remove-storage", ["hostGroup", "storagePool"]);
