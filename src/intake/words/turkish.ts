import type { NameWords } from './nameWords.ts';

export const turkish: NameWords = {
  sets: { thing: 'başvuru|talep|olay|şikayet|kayıt', number: 'no|numarası|numara' },
  names: {
    ref: { 4: '<thing> <number>', not: 'telefon, müşteri' },
    opened: {
      4: '{başvuru|oluşturma|talep|kayıt|açılış|şikayet} {tarihi|zamanı}',
      not: 'çözüm, kapanış',
    },
    resolved: { 4: '{çözüm|sonuçlanma|tamamlanma} tarihi', 3: '{kapanış|kapatma} tarihi' },
    responded: { 4: '{ilk yanıt|yanıt|cevap} tarihi' },
    updated: { 4: '{değiştirme|güncelleme|son güncelleme} tarihi' },
    dueResolution: { 4: '{son|bitiş|hedef} tarihi' },
    longitude: { 4: 'boylam' },
    latitude: { 4: 'enlem' },
    stage: { 4: '^{durum|durumu|durum açıklaması}$, <thing> durumu', not: 'tarihi, medeni' },
    channel: { 4: 'kanal, kanalı, <thing> kanalı, ^kaynak$' },
    category: { 3: '{başvuru|talep} türü', 2: '^tür$' },
    priority: { 4: 'öncelik' },
    language: { 3: '^dil$' },
    satisfaction: { 3: 'memnuniyet' },
    entity: { 4: '^{birim|müdürlük|daire|ilgili birim}$' },
    area: { 8.5: '^mahalle$', 6: '^{ilçe|semt|bölge}$' },
    about: { 5: 'alt {konu|kategori}', 4: '^konu$, <thing> konusu', 3: 'kategori' },
  },
};
