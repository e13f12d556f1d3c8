/** The data items of a request's jobs: what their tasks have to go by, and what they put out. */
import type { DataItemView } from "../cards/request-view.ts";
import { dataItem, type Subject, type Surroundings } from "../domain/data-item.ts";

/** What the rows say of one job; outputs that are kept elsewhere by their placeholders. */
export interface JobSource {
  /** The workflow's id. */
  job: string;
  request: string;
  action: string;
  subject: Subject;
  outputs: DataItemView["outputs"];
}

export interface DataItems {
  /** One for each job, of its newest workflow; secrets are in none. */
  of(request: string): Promise<DataItemView[]>;
}

export function startDataItems(rooms: {
  sources(request: string): Promise<JobSource[]>;
  surroundings: Surroundings;
}): DataItems {
  const { sources, surroundings } = rooms;
  return {
    async of(id) {
      const all = await sources(id);
      return all.map(({ job, request, action, subject, outputs }) => {
        return { job, given: dataItem({ id: job, request, action }, subject, surroundings), outputs };
      });
    },
  };
}
