/**
 * Milliseconds for which a test waits for what comes sooner or later: a slow machine is no fault. On one with twenty
 * others at work a page took two minutes to open. Whoever looks for a fault sets PATIENCE to less.
 */
export const patience = Number(process.env.PATIENCE ?? 240_000);
