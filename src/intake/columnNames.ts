import type { Field } from './mapping.ts';

/** Names of columns by what they hold, on the folded name; the first that fits gives the score. */
const names: Readonly<Partial<Record<Field, readonly (readonly [RegExp, number])[]>>> = {
  ref: [
    [
      /\b(type|short|parent|legacy|duplicate|original|zip|postal|ward|district|customer|contact|agency|channel|source|status|topic|category|zone|area)\b|نوع|متعامل|هاتف|هويه|منطقه|الجهه/,
      0,
    ],
    [
      /\b(service request|request|sr|case|ticket|complaint|incident|enquiry|inquiry|report|reference|tracking|issue|csr|work order)s? ?(enquiry )?(id|number|no|num|nr|ref|reference|key)\b/,
      4,
    ],
    [
      /^(unique key|unique id|reference|ref|ref no|reference no|reference number|srnumber|case|ticket|folio|dossier|expediente|case enquiry id|object id|external id)$/,
      4,
    ],
    [
      /رقم (ال)?(طلب|بلاغ|شكوي|شكوى|معامله|مرجع|حاله|تذكره|ملاحظه|بطاقه)|الرقم المرجعي|المرجع|الرقم المتسلسل/,
      4,
    ],
    [
      /\b(numero|n|num|id) (de )?(la )?(demande|requete|solicitud|folio|reporte|signalement|caso|ticket)\b/,
      4,
    ],
    [/^(id|no|number|num|key|row id|الرقم|رقم|م)$|\bid$|\bnumber$/, 2],
  ],
  opened: [
    [
      /\b(closed?|closing|closure|resolved|resolution|completed|completion|finished|updated?|modified|due|target|expected|last|action|assigned|response|responded|birth|expiry|loaded|imported|exported|scheduled|sla|reopened|end)\b|اغلاق|انجاز|حل|تحديث|تعديل|استحقاق|متوقع|انتهاء|ميلاد|اول رد/,
      0,
    ],
    [
      /\b(created?|creation|opened|open|requested|submitted|submission|received|reported|logged|registered|registration|lodged|raised|recorded|initiated|intake|filed)\b/,
      4,
    ],
    [
      /\brequest (date|time|datetime|dt)\b|\b(complaint|report|incident|case|call|ticket|sr) (date|time|datetime)\b|\bdate (of )?(request|complaint|report|call|incident|creation|opening)\b/,
      4,
    ],
    [
      /تاريخ (و ?(ال)?(وقت|ساعه) )?(ال)?(انشاء|طلب|بلاغ|فتح|تقديم|استلام|تسجيل|ورود|وارد|شكوي|ادخال|معامله|بدايه|بدء)/,
      4,
    ],
    [
      /\b(creation|cree|ouverture|demande|depot|signalement|declaration|fecha (de )?(creacion|apertura|solicitud|registro|ingreso|alta|reporte|captura)|creado|eingang|erstellt|gemeldet|meldedatum)\b/,
      4,
    ],
    [/\b(start|entry|entered|opening)\b/, 3],
    [/^(date|datetime|date time|timestamp|time|day|fecha|datum|التاريخ|تاريخ|التاريخ والوقت)$/, 2],
  ],
  resolved: [
    [/\b(due|target|expected|estimated|planned|status change)\b|متوقع|مستهدف|استحقاق/, 0],
    [/\b(resolved|resolution (date|time|datetime)|date resolved)\b|تاريخ (ال)?حل|\bresolucion\b/, 4],
    [
      /\b(closed?|closing|closure|completed|completion|complete|fixed|finished|solved|ended)\b(?!.*\b(status|reason|by|photo)\b)/,
      3,
    ],
    [/(ال)?(اغلاق|انجاز|اكمال|انتهاء|معالجه|انهاء)/, 3],
    [/\b(cloture|cierre|fermeture|termine|solucion|atencion|conclusion|erledigt|abschluss)\b/, 3],
    [/\bend (date|time)\b/, 2],
  ],
  responded: [
    [/\b(due|target|expected|sla)\b|مستهدف|استحقاق|متوقع/, 0],
    [
      /\bfirst (response|reply|contact|action)\b|\b(responded|response|replied|acknowledged|acknowledgement)\b/,
      4,
    ],
    [/(اول|تاريخ) (ال)?(رد|استجابه|اجراء)|الاستجابه|اول رد/, 4],
    [/\b(reponse|respuesta)\b/, 3],
  ],
  updated: [
    [/\b(due|target|expected)\b/, 0],
    [
      /\b(updated?|modified|modification|last (update|updated|modified|action|activity|change|edit)|status change|changed)\b/,
      4,
    ],
    [/(ال)?تحديث|(ال)?تعديل|اخر اجراء/, 4],
    [/\b(mise a jour|actualizacion|modificacion)\b/, 4],
  ],
  dueResponse: [
    [
      /\b(due|target|expected|sla|deadline)\b.*\b(response|reply)\b|\b(response|reply)\b.*\b(due|target|expected|sla|deadline)\b/,
      4,
    ],
    [/(استحقاق|متوقع|مستهدف).*(رد|استجابه)|(رد|استجابه).*(استحقاق|متوقع|مستهدف)/, 4],
  ],
  dueResolution: [
    [/\b(response|reply)\b|استجابه/, 0],
    [/\b(due|target|expected|estimated|deadline|sla)\b(?! (status|met|days|hours))/, 4],
    [/استحقاق|متوقع|مستهدف|الموعد النهائي|المهله/, 4],
    [/\b(echeance|vencimiento|limite|compromiso)\b/, 4],
  ],
  longitude: [
    [/\b(longitude|lon|lng|long|longitud)\b|خط الطول|^طول$/, 4],
    [/^(loc |location |point |coord |gps |geo |map )?x( coord(inate)?)?$/, 2],
  ],
  latitude: [
    [/\b(latitude|lat|latitud)\b|خط العرض|دائره العرض|^عرض$/, 4],
    [/^(loc |location |point |coord |gps |geo |map )?y( coord(inate)?)?$/, 2],
  ],
  stage: [
    [/\b(notes?|date|change|reason|code|id|by|description|comment|sla|overdue|payment)\b|تاريخ|سبب|ملاحظ/, 0],
    [/\b(status|stage|statut|estatus|etat|estado|zustand)\b|الحاله|حاله|المرحله|الوضع/, 3],
    [/^state$|\b(case|request|ticket) state\b/, 2],
  ],
  channel: [
    [/\b(date|id|data|water|light|code|pollution|funding)\b(?! channel)|تاريخ/, 0],
    [
      /\b(channel|contact method|method received|intake|submitted (via|through|using)|received (via|through|by)|reported (via|through)|request source|case source|sr source|canal)\b|القناه|قناه/,
      4,
    ],
    [
      /\b(source|origin|origine|origen|medium|medio|method|platform|provenance|via)\b|المصدر|مصدر|وسيله|طريقه/,
      3,
    ],
  ],
  category: [
    [/\b(sub|id|code|date)\b/, 0],
    [
      /\b(category|request type|case type|ticket type|record type|type of (request|contact|case)|type|class|classification|nature)\b|نوع|التصنيف|تصنيف|الفئه|فئه/,
      2,
    ],
  ],
  priority: [
    [
      /\b(priority|urgency|severity|importance|priorite|prioridad|prioritat)\b|الاولويه|اولويه|الاهميه|الاستعجال/,
      3,
    ],
  ],
  language: [[/\b(language|lang|langue|idioma|sprache|locale)\b|اللغه|لغه/, 3]],
  customerKind: [
    [
      /\b(customer|client|requester|caller|applicant|contact|user|complainant) ?(type|kind|category|class|segment)\b|(نوع|فئه|تصنيف) (ال)?(متعامل|عميل|مقدم)/,
      3,
    ],
    [/\btype of (customer|client|applicant)\b/, 3],
  ],
  satisfaction: [
    [/\b(satisfaction|rating|csat|stars|score|happiness|feedback)\b|التقييم|تقييم|الرضا|رضا|السعاده/, 3],
  ],
  attachments: [
    [/\b(url|link|name|id|size|type|date|path|status|required)s?\b|رابط|اسم|حجم|نوع|تاريخ/, 0],
    [
      /\b(count|number|no) of (the )?(attachments?|attached files|files|photos|images|pictures)\b|\b(num|nr|total) (of )?(attachments?|files|photos|images|pictures)\b|\b(attachments?|files|photos?|images?|pictures?) (count|number|no|num|nr|total)\b/,
      4,
    ],
    [/عدد (ال)?(مرفقات|ملفات|صور)/, 4],
    [/^(attachments?|attached files|photos|images|pictures|(ال)?مرفقات|(ال)?صور|(ال)?ملفات (ال)?مرفقه)$/, 2],
  ],
  reopened: [
    [/\b(date|reason|by|status)\b|تاريخ|سبب/, 0],
    [/\bre ?open(ed|s|ing)?\b|اعاده (ال)?فتح|معاد|اعيد فتح/, 3],
  ],
  firstContact: [
    [/\b(date|time|name)\b|تاريخ|وقت/, 0],
    [/\b(first (contact|call)|fcr|solved at first|one call)\b|(من|في) اول (اتصال|تواصل)|اول اتصال/, 3],
  ],
  entity: [
    [/\b(id|code|phone|email|contact|type|status|police|fire|electrical|school)\b|هاتف|نوع/, 0],
    [
      /\b(agency|department|dept|entity|division|directorate|organi[sz]ation|responsible|owner department|owning|business unit|authority|assigned (department|team|group|unit)|responsible (agency|department|unit))\b(?! name)/,
      4,
    ],
    [/\b(agency|department|entity|division|organi[sz]ation) name\b/, 3],
    [/الجهه|جهه|الاداره|اداره|القسم|قسم|الوحده|الدائره|البلديه المختصه/, 4],
    [
      /\b(direction|departement|dependencia|departamento|area responsable|secretaria|amt|fachbereich|queue|team|section|unit)\b/,
      2,
    ],
  ],
};

/** How well a column's folded name fits a field; 0 where it does not. */
export function nameScore(field: Field, key: string): number {
  for (const [pattern, score] of names[field] ?? []) if (pattern.test(key)) return score;
  return 0;
}

/** Names of areas, the best first. */
const areas: readonly RegExp[] = [
  /^(wards?|ward (name|no|number|id)|zone|zone (name|code|id|en|ar|no)|(ال)?منطقه|اسم (ال)?منطقه|رمز (ال)?منطقه|community|community (name|code|en|ar|no)|(ال)?مجتمع|اسم (ال)?مجتمع|(ال)?حي|اسم (ال)?حي)$/,
  /^(districts?|district name|neighbou?rhoods?|neighbou?rhood name|quartier|barrio|colonia|(ال)?منطقه .*|stadtteil|ortsteil|bezirk|arrondissement|distrito|comuna|delegacion|alcaldia|bairro)$/,
  /^(borough|borough name|suburb|locality)$/,
  /^(council district|community area|community board|sub district|parish|township)$/,
  /\b(ward|neighbou?rhood|community|council district|supervisor district|suburb|borough|arrondissement|quartier|barrio|zone)\b|المنطقه|الحي|المجتمع/,
  /^(area|area name|municipality|commune|municipio|sector|region|precinct|(ال)?قطاع|(ال)?بلديه|المدينه)$/,
  /\b(district|area|precinct|region|sector)\b/,
  /\b(zip|zip ?code|postal|postcode|post code|plz|first 3 chars of postal code)\b|الرمز البريدي/,
  /^(city|town|place|emirate|الاماره)$/,
];
const otherAreas =
  /\b(police|fire|electrical|school|congress\w*|assembly|senate|tract|block|judicial|election|pwd|traffic|maintenance|snow|sweeping|tram|taxi|park|bridge|highway|surface|time zone|square|area code|map|state plane)\b|زمنيه/;

/** How well a column's folded name fits an area of the city; 0 where it does not. */
export function areaScore(key: string): number {
  if (otherAreas.test(key)) return 0;
  const rank = areas.findIndex((pattern) => pattern.test(key));
  return rank < 0 ? 0 : areas.length - rank;
}

const aboutNames: readonly (readonly [RegExp, number])[] = [
  [
    /\b(code|id|number|no|date|status|closure|closed|resolution|location|vehicle|customer|client|caller|district|device|structure|facility|vendor|taxi|bridge|borough|priority|source|channel|method|action|notes?|comments?|remarks?|ward|zone|area|park|address type|by|url|legacy|duplicate|anonymous|sla|area|level|language|payment|user)\b|رقم|تاريخ|حاله|ملاحظ|منطقه|متعامل|قناه|اولويه|لغه|اغلاق|رمز/,
    0,
  ],
  [
    /\b(topic|subject|descriptor|acti nom|activite|sub ?(category|type|topic|service|issue)|call description|sr description|problem|issue|request type|service request type|sr type|complaint type|service type|incident type|case type|call type|request description)\b/,
    4,
  ],
  [/الموضوع|موضوع|التصنيف الفرعي|الخدمه الفرعيه|الفئه الفرعيه|نوع (ال)?(طلب|بلاغ|شكوي|خدمه|معامله|مشكله)/, 4],
  [
    /\b(service|service name|category|request category|service category|main (service|category)|type|description|request details|reason|group|title|tema|asunto|tipo|categoria|categorie|sujet|objet|motif|servicio|thema|kategorie|betreff|nature|class|classification)\b/,
    3,
  ],
  [/الخدمه|خدمه|التصنيف|تصنيف|الفئه|النوع|نوع|السبب|المجال/, 3],
];

/** How well a column's folded name fits what a request is about; 0 where it does not. */
export function aboutScore(key: string): number {
  for (const [pattern, score] of aboutNames) if (pattern.test(key)) return score;
  return 0;
}

/** Whether a column's folded name says that it holds the coarser of two levels. */
export function isServiceName(key: string): boolean {
  return /^(main )?(service|service name|service category|main service|main category)$|^(اسم )?(ال)?خدمه( الرئيسيه)?$|^(ال)?تصنيف الرئيسي$/.test(
    key,
  );
}
