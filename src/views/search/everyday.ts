import { soundOf } from './sound.ts';

/** Words that people type for the same thing, whatever the lists call it. */
const groups: readonly (readonly string[])[] = [
  ['garbage', 'trash', 'rubbish', 'waste', 'refuse', 'litter'],
  ['زبالة', 'قمامة', 'نفايات', 'مخلفات'],
  ['bin', 'dumpster', 'skip', 'container'],
  ['سلة', 'برميل', 'حاوية'],
  ['mosquito', 'mosquitoes', 'insects', 'bugs', 'pest'],
  ['بعوض', 'ناموس', 'حشرات', 'آفات'],
  ['rats', 'mice', 'rodents'],
  ['فئران', 'جرذان', 'قوارض'],
  ['sewage', 'sewer', 'sewerage', 'drain'],
  ['مجاري', 'صرف'],
  ['flood', 'rainwater', 'rain'],
  ['lamp', 'light', 'lighting'],
  ['إنارة', 'إضاءة', 'أعمدة'],
  ['licence', 'license', 'permit'],
  ['رخصة', 'ترخيص', 'تصريح', 'تراخيص', 'تصاريح'],
  ['cat', 'cats', 'dog', 'dogs', 'stray'],
  ['قطط', 'كلاب', 'سائبة', 'ضالة'],
  ['wc', 'toilet', 'toilets', 'restroom'],
  ['حمام', 'دورات', 'مراحيض'],
  ['road', 'street', 'pothole'],
  ['شارع', 'طريق', 'حفرة'],
  ['phone', 'call', 'hotline'],
  ['هاتف', 'اتصال'],
  ['feedback', 'compliment', 'thanks'],
  ['شكر', 'ثناء'],
  ['complaint', 'grievance'],
  ['شكوى', 'شكاوى', 'تظلم'],
  ['question', 'inquiry', 'enquiry'],
  ['سؤال', 'استفسار'],
];

const others = new Map<string, readonly string[]>();
for (const group of groups) {
  const sounds = group.flatMap((word) => soundOf(word)[0] ?? []);
  for (const sound of sounds)
    others.set(sound, [...(others.get(sound) ?? []), ...sounds.filter((one) => one !== sound)]);
}

/** Other words for a word, both as they sound. */
export function othersFor(sound: string): readonly string[] {
  return others.get(sound) ?? [];
}
