import { fold } from '../../model/fold.ts';
import type { Profile } from '../profile.ts';

/** Words within the name of a stage that tell which it is, the first that fits. */
const stageHints: readonly (readonly [RegExp, string])[] = [
  [/\b(re ?open\w*|reactivated|rouvert\w*|reabiert\w*)\b|اعيد فتح|معاد/, 'reopened'],
  [
    /\b(not|un|pending|awaiting|partially) ?(resolved|closed|completed?|done)\b|غير (منجز|مكتمل|محلول|مغلق)|\b(unresolved|incomplete)\b/,
    'in-progress',
  ],
  [
    /\b(cancel\w*|reject\w*|declin\w*|refus\w*|withdrawn|invalid|void|denied|annul\w*|rechazad\w*|cancelad\w*|abgelehnt|storniert)\b|مرفوض|ملغ|رفض|الغاء/,
    'rejected',
  ],
  [/\b(closed?|closure|clotur\w*|ferme\w*|cerrad\w*|geschlossen|archived)\b|مغلق|اغلاق|منتهي/, 'closed'],
  [
    /\b(complet\w*|resolv\w*|done|fixed|finish\w*|solved|termine\w*|resolu\w*|traite\w*|resuelt\w*|finalizad\w*|atendid\w*|terminad\w*|erledigt|abgeschlossen|gelost)\b|منجز|انجاز|مكتمل|تم الحل|تمت المعالجه/,
    'resolved',
  ],
  [
    /\b(assign\w*|dispatch\w*|referred|forwarded|transfer\w*|routed|transmis\w*|asignad\w*|turnad\w*|zugewiesen|weitergeleitet)\b|محال|محول|تحويل|احاله/,
    'assigned',
  ],
  [
    /\b(progress|process\w*|review\w*|investigat\w*|active|started|scheduled|ongoing|working|hold|en cours|tramite|proceso|bearbeitung)\b|قيد|تحت|جاري/,
    'in-progress',
  ],
  [
    /\b(open\w*|new|receiv\w*|submit\w*|pending|registered|logged|nouve\w*|recu\w*|accept\w*|ouvert\w*|abiert\w*|nuev\w*|recibid\w*|pendiente|offen|neu|eingegangen)\b|جديد|مفتوح|وارد|مستلم/,
    'received',
  ],
];

/** Translations of the words of a column of stages that the dictionary lacks, by what they contain. */
export function stageWords(profile: Profile, known: ReadonlySet<string>): Record<string, string> {
  const out: Record<string, string> = {};
  for (const value of profile.values.keys()) {
    const folded = fold(value);
    if (known.has(folded)) continue;
    const hint = stageHints.find(([pattern]) => pattern.test(folded));
    if (hint) out[value] = hint[1];
  }
  return out;
}
