/** How often and how much. */
export interface PublishSettings {
  /** Milliseconds between two deltas, at least. */
  readonly everyMs: number;
  /** Seconds of the publisher's clock after which the data's asOf moves on though nothing happened. */
  readonly quietSeconds: number;
  /** Requests in a delta, at most. */
  readonly mostRequests: number;
  /** Deltas that a reader has to load beside the segments, at most; older ones are joined. */
  readonly mostDeltas: number;
  /** Requests in deltas after which they are folded into the segments. */
  readonly foldAfterRequests: number;
  /** Minutes after which they are, though there are fewer. */
  readonly foldAfterMinutes: number;
  /** Minutes that a file is kept after no manifest names it. */
  readonly graceMinutes: number;
}

export const usualSettings: PublishSettings = {
  everyMs: 250,
  quietSeconds: 60,
  mostRequests: 5000,
  mostDeltas: 100,
  foldAfterRequests: 20_000,
  foldAfterMinutes: 60,
  graceMinutes: 60,
};
