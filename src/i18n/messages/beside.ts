import type { Messages } from '../messages.ts';

/** Areas side by side. */
export const besideMessages = {
  'beside.title': { en: 'Areas side by side', ar: 'المناطق جنبًا إلى جنب' },
  'beside.open': { en: 'Compare side by side', ar: 'مقارنة جنبًا إلى جنب' },
  'beside.open.count': {
    en: 'Compare side by side ({count, number})',
    ar: 'مقارنة جنبًا إلى جنب ({count, number})',
  },
  'beside.open.four': { en: 'Compare the first four side by side', ar: 'مقارنة الأربع الأولى جنبًا إلى جنب' },
  'beside.add': { en: 'Add an area', ar: 'إضافة منطقة' },
  'beside.add.placeholder': {
    en: 'Add a zone, district, sector, location',
    ar: 'أضف منطقة أو قطاعًا أو موقعًا عامًا',
  },
  'beside.add.none': { en: 'No area has this name', ar: 'لا منطقة بهذا الاسم' },
  'beside.first': {
    en: 'Of {count, number} chosen areas the first four stand here.',
    ar: 'تظهر هنا الأربع الأولى من {count, plural, zero {# منطقة مختارة} one {منطقة مختارة} two {منطقتين مختارتين} few {# مناطق مختارة} many {# منطقة مختارة} other {# منطقة مختارة}}.',
  },
  'beside.full': {
    en: 'Four areas at most stand side by side: take one out first.',
    ar: 'لا تُقارن أكثر من أربع مناطق معًا: أزل إحداها أولًا.',
  },
  'beside.there': { en: '{area} stands there already.', ar: '{area} موجودة في المقارنة.' },
  'beside.added': { en: '{area} was added.', ar: 'أُضيفت {area}.' },
  'beside.removed': { en: '{area} was taken out.', ar: 'أُزيلت {area}.' },
  'beside.remove': { en: 'Take out {area}', ar: 'إزالة {area}' },
  'beside.toStart': { en: 'Move {area} towards the start', ar: 'تقديم {area}' },
  'beside.toEnd': { en: 'Move {area} towards the end', ar: 'تأخير {area}' },
  'beside.city': { en: 'Whole city beside them', ar: 'مع الإمارة كلها' },
  'beside.empty.title': { en: 'No area stands here yet', ar: 'لا مناطق في المقارنة بعد' },
  'beside.empty.body': {
    en: 'Add up to four zones, districts, sectors or public locations: each becomes a column.',
    ar: 'أضف حتى أربع مناطق أو مناطق رئيسية أو قطاعات جغرافية أو مواقع عامة: لكل منها عمود.',
  },
  'beside.failed': { en: 'The areas could not be compared', ar: 'تعذّرت مقارنة المناطق' },
  'beside.what': { en: 'What is compared', ar: 'موضوع المقارنة' },
  'beside.trend': { en: 'Over the period', ar: 'خلال الفترة' },
  'beside.measures': { en: 'Figures', ar: 'المؤشرات' },
  'beside.category': { en: 'By category', ar: 'حسب تصنيف الطلب' },
  'beside.channel': { en: 'By channel', ar: 'حسب القناة' },
  'beside.topics': { en: 'Most frequent topics', ar: 'أكثر المواضيع تكرارًا' },
  'beside.noTopics': { en: 'No request has a topic.', ar: 'لا موضوع لأي طلب.' },
  'beside.best': { en: 'best', ar: 'الأفضل' },
  'beside.worst': { en: 'worst', ar: 'الأضعف' },
  'beside.ofCity': { en: '{share} of the city', ar: '{share} من الإمارة' },
  'beside.fromCity': { en: '{change} against the city', ar: '{change} مقارنة بالإمارة' },
  'beside.upTo': { en: 'all drawn from 0 to {value}', ar: 'مقياس واحد من 0 إلى {value}' },
  'beside.ownScale': { en: 'up to {value}', ar: 'حتى {value}' },
  'beside.change': {
    en: 'Changes are against {period}, as it stood at the same age; pale ones are within what chance alone would show.',
    ar: 'التغيّر مقارنة بالفترة {period} بعد مضيّ المدة نفسها؛ والباهت منه ضمن ما قد تُحدثه المصادفة وحدها.',
  },
  'beside.note': {
    en: 'Best and worst are marked only where chance would not show the difference. A request that lies in two of the areas counts in both.',
    ar: 'لا يُوسم الأفضل والأضعف إلا حيث لا تفسّر المصادفة الفرق. ويُحتسب الطلب الواقع في منطقتين من هذه المناطق في كلتيهما.',
  },
} satisfies Messages;
