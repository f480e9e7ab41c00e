import type { HalfDays } from '../../model/halfDay.ts';

/**
 * The requests that stand open and are not past due yet, by the half day in which they fall due. Their heads tell
 * half days only, so that within the half day of asOf nobody could say which are past due and which are not: those
 * that are still to come are told as due in the next one, until the data's asOf passes them.
 */
export class ComingDues {
  private readonly byHalfDay = new Map<number, Map<number, number>>();
  private readonly halfDayOf = new Map<number, number>();

  /** @param pastFrom epoch seconds from which on the request is past due */
  add(rid: number, pastFrom: number, halves: HalfDays): void {
    const half = halves.of(pastFrom);
    this.halfDayOf.set(rid, half);
    const dues = this.byHalfDay.get(half);
    if (dues) dues.set(rid, pastFrom);
    else this.byHalfDay.set(half, new Map([[rid, pastFrom]]));
  }

  delete(rid: number): void {
    const half = this.halfDayOf.get(rid);
    if (half === undefined) return;
    this.halfDayOf.delete(rid);
    this.byHalfDay.get(half)?.delete(rid);
  }

  /**
   * The requests whose heads must tell another half day when the data's asOf moves; those that are past due now are
   * forgotten.
   * @param before the half day of asOf up to now; null where no head was told anew yet
   * @param halfDay the half day of the new asOf
   */
  moved(before: number | null, halfDay: number, asOf: number): { rid: number; halfDay: number }[] {
    const out: { rid: number; halfDay: number }[] = [];
    for (const [half, dues] of this.byHalfDay) {
      if (half > halfDay) continue;
      for (const [rid, pastFrom] of dues) {
        if (pastFrom <= asOf) {
          out.push({ rid, halfDay: half });
          this.delete(rid);
        } else if (half !== before) out.push({ rid, halfDay: halfDay + 1 });
      }
      if (dues.size === 0) this.byHalfDay.delete(half);
    }
    return out;
  }
}
