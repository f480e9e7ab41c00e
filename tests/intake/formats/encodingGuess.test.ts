import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decoderOf } from '../../../src/intake/formats/decoders.ts';
import { EncodingTally } from '../../../src/intake/formats/encoding.ts';
import { importFile } from '../../support/exports.ts';

// Guards: an encoding is told by the text that the bytes then are; a text is never called Arabic because it is no UTF-8.

const texts: Readonly<Record<string, readonly string[]>> = {
  arabic: [
    'إنارة الشارع معطلة',
    'حفرة في الطريق',
    'البرشاء الأولى',
    'تراكم النفايات أمام المنزل',
    'قيد المعالجة',
    'تم الإغلاق',
    'هيئة الطرق والمواصلات',
    'واتساب',
    'شكوى من الضوضاء ليلا',
    'مركز الاتصال',
  ],
  russian: [
    'Яма на дороге',
    'Не работает уличное освещение',
    'Переполненный мусорный контейнер',
    'Закрыта',
    'В работе',
    'Центральный район',
    'Шум ночью',
    'Обращение граждан',
    'Снег не убран',
    'Горячая линия',
  ],
  ukrainian: [
    'Яма на дорозі',
    'Не працює вуличне освітлення',
    'Переповнений контейнер для сміття',
    'Закрито',
    'Шевченківський район',
    'Її звернення прийнято',
  ],
  greek: [
    'Λακκούβα στο δρόμο',
    'Χαλασμένος φωτισμός',
    'Κάδος απορριμμάτων',
    'Ολοκληρώθηκε',
    'Σε εξέλιξη',
    'Κεντρικό διαμέρισμα',
    'Θόρυβος τη νύχτα',
  ],
  turkish: [
    'Yolda çukur',
    'Sokak aydınlatması çalışmıyor',
    'Çöp toplanmadı',
    'Kapatıldı',
    'İşlemde',
    'Kadıköy Belediyesi',
    'Gürültü şikâyeti',
    'Üsküdar',
    'Ağaç kırıldı',
  ],
  french: [
    'Éclairage public défectueux',
    'Nid-de-poule',
    'Dépôt sauvage',
    'Clôturé',
    'Réponse envoyée à l’usager',
    'Première demande',
    'Hôtel de ville',
    'Façade dégradée',
  ],
  spanish: [
    'Bache en la vía pública',
    'Alumbrado dañado',
    'Recolección de basura',
    'Atención ciudadana',
    'En trámite',
    'Árbol caído',
    'Señalización',
    'Año 2026',
  ],
  portuguese: [
    'Iluminação pública',
    'Buraco na rua',
    'Órgão responsável',
    'Solicitação concluída',
    'Não atendido',
    'Manutenção de árvores',
    'São João',
    'Data da conclusão',
  ],
  german: [
    'Straßenbeleuchtung defekt',
    'Schlagloch',
    'Überfüllter Mülleimer',
    'Zuständige Behörde',
    'Geschlossen',
    'Lärm in der Nacht',
    'Grünfläche',
    'Für Bürger',
  ],
  polish: [
    'Dziura w jezdni',
    'Oświetlenie uliczne nie działa',
    'Śródmieście',
    'Zamknięte zgłoszenie',
    'Wywóz śmieci',
    'Łazienki',
    'Hałas nocą',
    'Żoliborz',
  ],
  hebrew: ['בור בכביש', 'תאורת רחוב אינה פועלת', 'פינוי אשפה', 'הפנייה נסגרה', 'מחלקת התברואה', 'רעש בלילה'],
  simplified: [
    '道路上有坑',
    '路灯不亮',
    '垃圾没有清理',
    '已经处理完成',
    '正在处理中',
    '噪音投诉',
    '人民广场',
    '市民热线',
  ],
  traditional: [
    '道路上有坑洞',
    '路燈不亮',
    '垃圾沒有清理',
    '已經處理完成',
    '正在處理中',
    '噪音投訴',
    '中正區',
    '市民熱線',
  ],
  korean: [
    '도로에 구멍이 있습니다',
    '가로등이 켜지지 않습니다',
    '쓰레기 수거 요청',
    '처리 완료',
    '접수되었습니다',
    '소음 신고',
    '종로구',
    '민원 상담',
  ],
  japanese: [
    '道路に穴があります',
    '街灯がついていません',
    'ごみが収集されていません',
    '対応済み',
    '受付しました',
    '騒音の苦情です',
    '中央区',
    'お問い合わせ',
  ],
};

const oneByte: readonly (readonly [language: string, label: string])[] = [
  ['arabic', 'windows-1256'],
  ['arabic', 'iso-8859-6'],
  ['arabic', 'cp720'],
  ['arabic', 'cp864'],
  ['russian', 'windows-1251'],
  ['russian', 'koi8-r'],
  ['russian', 'ibm866'],
  ['ukrainian', 'windows-1251'],
  ['greek', 'windows-1253'],
  ['turkish', 'windows-1254'],
  ['french', 'windows-1252'],
  ['spanish', 'windows-1252'],
  ['portuguese', 'windows-1252'],
  ['german', 'windows-1252'],
  ['french', 'macintosh'],
  ['polish', 'windows-1250'],
  ['hebrew', 'windows-1255'],
];
const twoBytes: readonly (readonly [language: string, label: string])[] = [
  ['simplified', 'gb18030'],
  ['traditional', 'big5'],
  ['korean', 'euc-kr'],
  ['japanese', 'shift_jis'],
];

/** The bytes of each character of an encoding, found by decoding all pairs of bytes. */
const bytesOf = new Map<string, ReadonlyMap<string, readonly number[]>>();
function encoded(text: string, label: string): Uint8Array | null {
  let codes = bytesOf.get(label);
  if (!codes) {
    const made = new Map<string, readonly number[]>();
    const decode = (...bytes: number[]) => decoderOf(label).decode(Uint8Array.from(bytes));
    for (let first = 0; first < 256; first++) {
      const single = decode(first);
      if (single.length === 1 && single !== '\ufffd' && !made.has(single)) made.set(single, [first]);
      if (first < 0x81 || !twoBytes.some(([, one]) => one === label)) continue;
      for (let second = 0x40; second < 256; second++) {
        const pair = decode(first, second);
        if (pair.length === 1 && pair !== '\ufffd' && !made.has(pair)) made.set(pair, [first, second]);
      }
    }
    // A ligature of lam and alif, and shapes that have no byte of their own.
    codes = made;
    bytesOf.set(label, codes);
  }
  const out: number[] = [];
  for (const character of text) {
    const bytes = codes.get(character);
    if (!bytes) return null;
    out.push(...bytes);
  }
  return Uint8Array.from(out);
}

const fileOf = (phrases: readonly string[]) =>
  `ref,opened,topic\n${phrases.map((phrase, i) => `${i},2026-03-01 0${i % 10}:00,${phrase}\n`).join('')}`;

function guessed(bytes: Uint8Array): string | null {
  const tally = new EncodingTally();
  tally.push(bytes);
  return tally.end()?.label ?? null;
}

describe('an encoding', () => {
  it.each([...oneByte, ...twoBytes])('is told by any text of a few rows: %s in %s', (language, label) => {
    const phrases = texts[language]!.filter((phrase) => encoded(phrase, label) !== null);
    expect(phrases.length).toBeGreaterThan(label === 'cp864' ? 2 : 4);
    const written = phrases.filter((phrase) => /[^\0-\x7f]/.test(phrase));
    fc.assert(
      fc.property(fc.shuffledSubarray(written, { minLength: Math.min(4, written.length) }), (some) => {
        const text = fileOf(some);
        const bytes = encoded(text, label)!;
        const found = guessed(bytes);
        // Two encodings that give the same text are both right; none may give another.
        expect(found && decoderOf(found).decode(bytes)).toBe(text);
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('is never wrong for one word: it is told or refused', () => {
    let told = 0;
    let all = 0;
    const wrong: string[] = [];
    for (const [language, label] of [...oneByte, ...twoBytes]) {
      for (const phrase of texts[language]!) {
        const bytes = encoded(fileOf([phrase]), label);
        if (bytes === null || !/[^\0-\x7f]/.test(phrase)) continue;
        all++;
        const found = guessed(bytes);
        if (found === null) continue;
        if (decoderOf(found).decode(bytes) === fileOf([phrase])) told++;
        else
          wrong.push(
            `${label} as ${found}: ${phrase} as ${decoderOf(found).decode(bytes).split(',').at(-1)}`,
          );
      }
    }
    expect(wrong).toEqual([]);
    expect(told / all).toBeGreaterThan(0.7);
  });

  it('is refused where bytes are no text of any', async () => {
    const noise = Uint8Array.from({ length: 4000 }, (_, i) =>
      i % 40 === 0 ? 10 : 0x80 + ((i * 7919) % 127),
    );
    await expect(importFile(noise)).rejects.toMatchObject({ problem: { code: 'encoding' } });
  });

  it('of DOS Arabic is read as the mapping names it', async () => {
    const bytes = encoded(fileOf(['حفرة في الطريق']), 'cp720')!;
    const mapping = { columns: { opened: 'opened', topic: 'topic' }, encoding: 'ibm720' };
    expect((await importFile(bytes, { mapping })).words.topic.map(({ ar }) => ar)).toEqual([
      'حفرة في الطريق',
    ]);
  });
});
