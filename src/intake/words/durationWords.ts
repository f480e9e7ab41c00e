/** Units of a duration, of which each is told by words as people write them, in many languages. */
export const durationWords = {
  seconds:
    's sec secs second seconds seconde secondes segundo segundos sekunde sekunden ثانية ثواني ثوان سيكند سیکنڈ',
  minutes: 'm mi min mins minute minutes minuto minutos minuten دقيقة دقائق دقيقه بالدقائق بالدقيقة منٹ',
  hours:
    'h hr hrs hour hours heure heures hora horas stunde stunden std ساعة ساعات بالساعات بالساعة گھنٹے گھنٹہ گھنٹوں',
  days: 'd day days jour jours dia dias día días tag tage tagen يوم أيام يوما يومًا بالأيام باليوم دن دنوں',
  weeks: 'w wk wks week weeks semaine semaines semana semanas woche wochen أسبوع أسابيع بالأسابيع ہفتے',
} as const;
export type DurationUnit = keyof typeof durationWords;

/** Words that tell a unit and how many of it at once. */
export const dualWords = {
  seconds: 'ثانيتان ثانيتين',
  minutes: 'دقيقتان دقيقتين',
  hours: 'ساعتان ساعتين',
  days: 'يومان يومين',
  weeks: 'أسبوعان أسبوعين',
} as const satisfies Readonly<Record<DurationUnit, string>>;
