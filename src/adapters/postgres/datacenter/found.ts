/** A part of the datacenter with its row's id. */

/** A part as it is read; `id` is null for parts that are known by their path alone. */
export interface Found<V> {
  id: string | null;
  path: string;
  values: V;
}
