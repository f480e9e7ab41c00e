import type { Messages } from '../../messages.ts';

/** What was noticed in a file of its zones, points and time zone. */
export const placeNoteMessages = {
  'note.noZone': {
    en: 'There is neither a column for the zone nor coordinates: no request has a zone.',
    ar: 'لا عمود للمنطقة ولا إحداثيات: لا منطقة لأي طلب.',
  },
  'note.pointsWithoutShapes': {
    en: 'There are coordinates, but no zones with shapes to find them in: no request has a zone. A zones file with shapes places them.',
    ar: 'توجد إحداثيات، ولا توجد مناطق بحدودها تقع فيها: لا منطقة لأي طلب. وملف مناطق بحدودها يحددها.',
  },
  'note.zonesWithoutShapes': {
    en: 'The zones have no shapes, so coordinates place no request.',
    ar: 'المناطق بلا حدود، فلا تُحدَّد منطقة أي طلب بالإحداثيات.',
  },
  'note.approximate': {
    en: 'Zones found by coordinates are approximate: the boundaries of Dubai’s zones used here are schematic. A zones file with the official boundaries makes them exact.',
    ar: 'المناطق المحدَّدة بالإحداثيات تقريبية، لأن حدود مناطق دبي هنا تخطيطية. وملف مناطق بالحدود الرسمية يجعلها دقيقة.',
  },
  'note.mostUnknown': {
    en: 'Most requests have no zone of Dubai. If the city is another, take the values of the column as zones, or a zones file.',
    ar: 'معظم الطلبات ليست في منطقة من مناطق دبي. إن كانت المدينة أخرى فاعتمد قيم العمود مناطق، أو ملف مناطق.',
  },
  'note.districts': {
    en: '{count, plural, one {# row names} other {# rows name}} a district and no zone of it ({names}): counted without a zone.',
    ar: '{count, plural, zero {لا صفوف تذكر} one {صف واحد يذكر} two {صفان يذكران} few {# صفوف تذكر} many {# صفًا تذكر} other {# صف تذكر}} منطقة رئيسية دون منطقة محددة داخلها ({names})، وقد احتُسبت دون منطقة.',
  },
  'note.near': {
    en: '{count, plural, one {# row lies} other {# rows lie}} up to 300 m outside all zones and {count, plural, one {counts} other {count}} in the nearest.',
    ar: '{count, plural, zero {لا صفوف تقع} one {صف واحد يقع} two {صفان يقعان} few {# صفوف تقع} many {# صفًّا تقع} other {# صف تقع}} خارج المناطق كلها بما لا يزيد على 300 متر، فتُحتسب في أقربها.',
  },
  'note.onePoint': {
    en: '{count, plural, one {# row has} other {# rows have}} one and the same point ({lat}, {lon}; the first at {line, number}): it seems to stand for an unknown place. If so, empty it in the file, so that they are not counted in its zone.',
    ar: 'لعدد {count, number} من الصفوف نقطة واحدة بعينها ({lat}، {lon}؛ أولها عند {line, number}): يبدو أنها تقوم مقام موقع مجهول. إن كان كذلك فأفرغها في الملف كي لا تُحسب في منطقتها.',
  },
  'note.farPoints': {
    en: 'The points of {count, number} of {of, number} rows lie more than 30 km from the zone that the row names (the first at {line, number}): check that zones and coordinates are of this city.',
    ar: 'نقاط {count, number} من {of, number} من الصفوف أبعد من 30 كيلومترًا عن المنطقة التي يسميها الصف (أولها عند {line, number}): تحقّق من أن المناطق والإحداثيات لهذه المدينة.',
  },
  'note.pointsTurned': {
    en: 'In {count, plural, one {# row} other {# rows}} longitude and latitude are exchanged (the first at {line, number}): read the other way round, because the {count, plural, one {point then lies in the zone that the row names} other {points then lie in the zones that the rows name}}.',
    ar: 'خط الطول وخط العرض متبادلان في {count, plural, zero {# صف} one {صف واحد} two {صفين} few {# صفوف} many {# صفًّا} other {# صف}} (أولها عند {line, number}): قُرئا معكوسين، لأن النقطة تقع عندئذ في المنطقة التي يسميها الصف.',
  },
  'note.pointsExchanged': {
    en: 'In {count, plural, one {# row} other {# rows}} longitude and latitude seem to be exchanged (the first at {line, number}): only the other way round do the points lie near the others, but in no zone that the row names, so they are read as they stand. Correct them in the source.',
    ar: 'يبدو أن خط الطول وخط العرض متبادلان في {count, plural, zero {# صف} one {صف واحد} two {صفين} few {# صفوف} many {# صفًّا} other {# صف}} (أولها عند {line, number}): لا تقع النقطة قرب بقية النقاط إلا معكوسة، لكنها لا تقع في منطقة يسميها الصف، فقُرئت كما هي. صحِّحها في النظام المصدر.',
  },
  'note.pointsOutside': {
    en: '{count, plural, one {# row lies} other {# rows lie}} outside all zones and {count, plural, one {names} other {name}} none (the first at {line, number}), as those of another emirate: counted as outside, and in no zone.',
    ar: '{count, plural, zero {لا صفوف تقع} one {صف واحد يقع} two {صفان يقعان} few {# صفوف تقع} many {# صفًّا تقع} other {# صف تقع}} خارج المناطق كلها دون تسمية منطقة (أولها عند {line, number})، كطلبات إمارة أخرى: تُحتسب خارج الإمارة، ولا تُحتسب في أي منطقة.',
  },
  'note.otherEmirate': {
    en: '{count, plural, one {# row is} other {# rows are}} of another emirate by {column} ({names}; the first at {line, number}): counted as outside, whatever zone {count, plural, one {it names} other {they name}}, since zones are called alike elsewhere. If the column says something else, leave it out of the file.',
    ar: '{count, plural, zero {لا صفوف من إمارة أخرى} one {صف واحد من إمارة أخرى} two {صفان من إمارة أخرى} few {# صفوف من إمارة أخرى} many {# صفًّا من إمارة أخرى} other {# صف من إمارة أخرى}} حسب {column} ({names}؛ أولها عند {line, number}): تُحتسب خارج الإمارة أيًّا كانت المنطقة المذكورة فيها، لأن أسماء المناطق تتكرر في غيرها. إن كان العمود يعني غير ذلك فاحذفه من الملف.',
  },
  'note.zonesOfDubai': {
    en: 'Zones: the values of {column} are zones of Dubai.',
    ar: 'المناطق: قيم {column} من مناطق دبي.',
  },
  'note.placeColumn': {
    en: 'Public location: {column} names locations or zones.',
    ar: 'الموقع العام: في {column} أسماء مواقع أو مناطق.',
  },
  'note.zonesFew': {
    en: 'Zones: less than half of the values of {column} are in the zones file.',
    ar: 'المناطق: أقل من نصف قيم {column} في ملف المناطق.',
  },
  'note.zonesFromValues': {
    en: 'Zones: the values of {column} are not zones of Dubai, so they are the zones themselves, without a map.',
    ar: 'المناطق: قيم {column} ليست من مناطق دبي، فهي المناطق نفسها، بلا خريطة.',
  },
  'note.pointsOutsideDubai': {
    en: 'Zones: the coordinates lie outside Dubai and no column names an area. A zones file with shapes places the requests.',
    ar: 'المناطق: الإحداثيات خارج دبي ولا عمود يسمّي منطقة. وملف مناطق بحدودها يحدد مواضع الطلبات.',
  },
  'note.noArea': {
    en: 'Zones: no column names an area and there are no coordinates.',
    ar: 'المناطق: لا عمود يسمّي منطقة ولا توجد إحداثيات.',
  },
  'note.pointsInDubai': {
    en: 'Zones: no column names a zone; coordinates place the requests, approximately, in schematic boundaries.',
    ar: 'المناطق: لا عمود يسمّي منطقة؛ تُحدَّد المناطق بالإحداثيات تقريبًا، ضمن حدود تخطيطية.',
  },
  'note.timeZoneOfCity': {
    en: 'Time zone: {timeZone}, that of {city}.',
    ar: 'المنطقة الزمنية: {timeZone}، وهي منطقة {city}.',
  },
  'note.timeZoneArabic': {
    en: 'Time zone: Asia/Dubai, because the file is Arabic. Correct it if the city is another.',
    ar: 'المنطقة الزمنية: Asia/Dubai، لأن الملف بالعربية. صحّحها إن كانت المدينة أخرى.',
  },
  'note.timeZoneOffsets': {
    en: 'Time zone: UTC for days and hours, because nothing tells the city. The times carry their own offsets.',
    ar: 'المنطقة الزمنية: UTC للأيام والساعات، إذ لا شيء يدل على المدينة. أما الأوقات فتذكر فارق توقيتها.',
  },
  'note.timeZoneUnknown': {
    en: 'Time zone: UTC, because nothing tells the city. Choose it, so that days and hours are right.',
    ar: 'المنطقة الزمنية: UTC، إذ لا شيء يدل على المدينة. اخترها لتصح الأيام والساعات.',
  },
  'note.otherCity': {
    en: 'Zones: values of {column} are called as zones of Dubai, but the file is of another place ({city}): they are zones of its own, without shapes.',
    ar: 'المناطق: في {column} قيم بأسماء مناطق دبي، لكن الملف لمكان آخر ({city})، فهي مناطق خاصة به، بلا خريطة.',
  },
  'note.byMakani': {
    en: '{count, plural, one {# row was} other {# rows were}} found by Makani number: only the rounded point is kept, never the number.',
    ar: '{count, plural, zero {لا صفوف} one {صف واحد} two {صفان} few {# صفوف} many {# صفًّا} other {# صف}} حُدِّد موضعها برقم مكاني: تُحفظ النقطة المقرَّبة وحدها، ولا يُحفظ الرقم أبدًا.',
  },
  'note.byParcel': {
    en: '{count, plural, one {# row counts} other {# rows count}} in the community that the parcel number begins with; the number is not kept.',
    ar: '{count, plural, zero {لا صفوف} one {صف واحد} two {صفان} few {# صفوف} many {# صفًّا} other {# صف}} احتُسبت في المنطقة التي يبدأ برقمها رقم القطعة، ولا يُحفظ الرقم.',
  },
  'note.degreesMarked': {
    en: 'Coordinates: {names} are degrees with minutes, seconds or letters: of {count, plural, one {# point} other {# points}} looked at, {share, number}% lie inside the zones.',
    ar: 'الإحداثيات: {names} درجات بدقائق وثوانٍ أو حروف؛ والنسبة داخل المناطق {share, number}٪ {count, plural, zero {دون نقاط} one {في نقطة واحدة} two {في نقطتين} few {في # نقاط} many {في # نقطة} other {في # نقطة}} فُحصت.',
  },
  'note.gridTaken': {
    en: 'Coordinates: {names} are {system}: of {count, plural, one {# point} other {# points}} looked at, {share, number}% lie inside the zones.',
    ar: 'الإحداثيات: {names} بنظام {system}؛ والنسبة داخل المناطق {share, number}٪ {count, plural, zero {دون نقاط} one {في نقطة واحدة} two {في نقطتين} few {في # نقاط} many {في # نقطة} other {في # نقطة}} فُحصت.',
  },
  'note.gridUnknown': {
    en: 'Coordinates: {names} are no degrees and fit no known system, so they are not read. If you know their system, choose it under “Coordinates”.',
    ar: 'الإحداثيات: {names} ليست درجات ولا توافق أي نظام معروف، فلم تُقرأ. إن كنت تعرف نظامها فاختره تحت «الإحداثيات».',
  },
  'note.axesTurned': {
    en: 'Coordinates: longitude and latitude are exchanged in {names}. They were taken the other way round: of {count, plural, one {# point} other {# points}} looked at, {share, number}% lie inside the zones.',
    ar: 'الإحداثيات: خط الطول وخط العرض متبادلان في {names}، فأُخذ كل منهما مكان الآخر؛ والنسبة داخل المناطق {share, number}٪ {count, plural, zero {دون نقاط} one {في نقطة واحدة} two {في نقطتين} few {في # نقاط} many {في # نقطة} other {في # نقطة}} فُحصت.',
  },
  'note.axesTurnedByRange': {
    en: 'Coordinates: longitude and latitude are exchanged in {names}: {count, plural, one {# point} other {# points}} looked at can only be meant the other way round. Check it.',
    ar: 'الإحداثيات: خط الطول وخط العرض متبادلان في {names}، ولا يصح غير ذلك {count, plural, zero {دون نقاط} one {في نقطة واحدة} two {في نقطتين} few {في # نقاط} many {في # نقطة} other {في # نقطة}} فُحصت. يُرجى التحقق.',
  },
  'note.pointTaken': {
    en: 'Point: {column} holds both coordinates: of {count, plural, one {# value} other {# values}} looked at, {share, number}% lie inside the zones.',
    ar: 'النقطة: في {column} الإحداثيان معًا؛ والنسبة داخل المناطق {share, number}٪ {count, plural, zero {دون قيم} one {في قيمة واحدة} two {في قيمتين} few {في # قيم} many {في # قيمة} other {في # قيمة}} فُحصت.',
  },
  'note.makaniUnread': {
    en: 'Makani: only {share, number} % of the values of {column} are Makani numbers inside the zones, so it is not read. If a spreadsheet rounded them, export the column as text.',
    ar: 'مكاني: {share, number}٪ فقط من قيم {column} أرقام مكاني داخل المناطق، فلم يُقرأ. إن كان برنامج جداول قد قرّبها فصدِّر العمود نصًّا.',
  },
  'note.makaniTaken': {
    en: 'Makani: {column} holds Makani numbers, {share, number}% of them inside the zones. Each marks an entrance: only the rounded point is kept, never the number.',
    ar: 'مكاني: في {column} أرقام مكاني، {share, number}٪ منها داخل المناطق. كل رقم يدل على مدخل: تُحفظ النقطة المقرَّبة وحدها، ولا يُحفظ الرقم أبدًا.',
  },
  'note.parcelTaken': {
    en: 'Parcel: {share, number}% of the values of {column} begin with the number of a community, which is taken for the zone. The number is not kept.',
    ar: 'القطعة: {share, number}٪ من قيم {column} تبدأ برقم منطقة، فهي منطقة الطلب. ولا يُحفظ الرقم.',
  },
} satisfies Messages;
