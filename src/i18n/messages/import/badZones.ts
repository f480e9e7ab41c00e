import type { Messages } from '../../messages.ts';

/** What is wrong with a list of zones. */
export const badZonesMessages = {
  'badZones.formats.do': {
    en: 'Choose GeoJSON, TopoJSON, KML, KMZ, a zipped Shapefile, or JSON with the names of the zones.',
    ar: 'اختر ملفًا بصيغة GeoJSON أو TopoJSON أو KML أو KMZ، أو Shapefile مضغوطًا، أو JSON بأسماء المناطق.',
  },
  'badZones.again.do': {
    en: 'Export the zones again, then choose the new file.',
    ar: 'صدّر المناطق من جديد، ثم اختر الملف الجديد.',
  },
  'badZones.empty': { en: 'The file is empty.', ar: 'الملف فارغ.' },
  'badZones.shapefilePart': { en: 'This is one part of a Shapefile.', ar: 'هذا جزء واحد من Shapefile.' },
  'badZones.shapefilePart.do': {
    en: 'Choose a zip that holds its parts together: .shp, .dbf, .prj and .cpg.',
    ar: 'اختر ملفًا مضغوطًا يجمع أجزاءه: «\u2068.shp\u2069» و«\u2068.dbf\u2069» و«\u2068.prj\u2069» و«\u2068.cpg\u2069».',
  },
  'badZones.geoPackage': { en: 'This is a GeoPackage.', ar: 'هذا ملف GeoPackage.' },
  'badZones.noLayer': { en: 'This is no file of zones.', ar: 'هذا ليس ملف مناطق.' },
  'badZones.otherJson': {
    en: 'This is JSON of type {type}, not a file of zones.',
    ar: 'هذا ملف JSON من النوع {type}، وليس ملف مناطق.',
  },
  'badZones.noType': {
    en: 'This is JSON without a type, not a file of zones.',
    ar: 'هذا ملف JSON لا يذكر نوعه، وليس ملف مناطق.',
  },
  'badZones.noFeatures': { en: 'The GeoJSON has no list of features.', ar: 'لا قائمة معالم في ملف GeoJSON.' },
  'badZones.noObjects': { en: 'The TopoJSON has no objects.', ar: 'لا كائنات في ملف TopoJSON.' },
  'badZones.badObject': {
    en: 'The object {object} of the TopoJSON cannot be read.',
    ar: 'تعذّرت قراءة الكائن {object} في ملف TopoJSON.',
  },
  'badZones.notXml': { en: 'The XML cannot be read.', ar: 'تعذّرت قراءة نص XML.' },
  'badZones.otherXml': {
    en: 'This is XML of {root}, not KML.',
    ar: 'هذا ملف XML من النوع {root}، وليس KML.',
  },
  'badZones.noXml': { en: 'This is XML without content, not KML.', ar: 'هذا ملف XML بلا محتوى، وليس KML.' },
  'badZones.badZip': { en: 'The archive cannot be unpacked.', ar: 'تعذّر فك ضغط الملف.' },
  'badZones.largeZip': {
    en: 'Unpacked, the archive would be larger than {most}.',
    ar: 'يزيد حجم الملف بعد فك ضغطه على {most}.',
  },
  'badZones.noLayerInZip': {
    en: 'The archive holds {names}, and no layer of zones.',
    ar: 'في الملف المضغوط {names}، ولا طبقة مناطق فيه.',
  },
  'badZones.emptyZip': { en: 'The archive is empty.', ar: 'الملف المضغوط فارغ.' },
  'badZones.noLayerInZip.do': {
    en: 'Choose an archive with a Shapefile (.shp, .dbf, .prj), KML or GeoJSON.',
    ar: 'اختر ملفًا مضغوطًا فيه Shapefile \u200f(\u2068.shp\u2069 و\u2068.dbf\u2069 و\u2068.prj\u2069) أو KML أو GeoJSON.',
  },
  'badZones.geodatabase': {
    en: 'The archive holds a file geodatabase: {names}.',
    ar: 'في الملف المضغوط قاعدة بيانات جغرافية: {names}.',
  },
  'badZones.geodatabase.do': {
    en: 'Export the zones from it as GeoJSON, KML or a Shapefile.',
    ar: 'صدّر المناطق منها بصيغة GeoJSON أو KML أو Shapefile.',
  },
  'badZones.noShp': {
    en: 'The archive holds {names}; the .shp of the Shapefile is missing.',
    ar: 'في الملف المضغوط {names}، وينقصه الجزء «\u2068.shp\u2069» من Shapefile.',
  },
  'badZones.severalLayers': {
    en: '{count, plural, one {The archive holds # layer: {names}.} other {The archive holds # layers: {names}. One is expected.}}',
    ar: '{count, plural, zero {لا طبقات في الملف المضغوط.} one {في الملف المضغوط طبقة واحدة: {names}.} two {في الملف المضغوط طبقتان: {names}. والمتوقع واحدة.} few {في الملف المضغوط # طبقات: {names}. والمتوقع واحدة.} many {في الملف المضغوط # طبقة: {names}. والمتوقع واحدة.} other {في الملف المضغوط # طبقة: {names}. والمتوقع واحدة.}}',
  },
  'badZones.severalLayers.do': {
    en: 'Leave only the layer of the zones in it.',
    ar: 'لا تترك فيه إلا طبقة المناطق.',
  },
  'badZones.noDbf': {
    en: 'The Shapefile has no .dbf, which holds the names and numbers of its zones.',
    ar: 'ينقص Shapefile الجزء «\u2068.dbf\u2069» الذي فيه أسماء المناطق وأرقامها.',
  },
  'badZones.badPart': {
    en: 'The {part} of the Shapefile cannot be read.',
    ar: 'تعذّرت قراءة الجزء {part} من Shapefile.',
  },
  'badZones.unequal': {
    en: 'The Shapefile does not fit together: {shapes, plural, one {# shape} other {# shapes}} in its .shp, {rows, plural, one {# row} other {# rows}} in its .dbf.',
    ar: 'أجزاء Shapefile لا تتوافق: {shapes, plural, zero {لا أشكال} one {شكل واحد} two {شكلان} few {# أشكال} many {# شكلًا} other {# شكل}} في «\u2068.shp\u2069»، و{rows, plural, zero {لا صفوف} one {صف واحد} two {صفان} few {# صفوف} many {# صفًّا} other {# صف}} في «\u2068.dbf\u2069».',
  },
  'badZones.noPolygons': {
    en: '{count, plural, =0 {The file has no features.} one {The only feature is no area: {found}.} other {None of the # features is an area: {found}.}}',
    ar: '{count, plural, =0 {لا معالم في الملف.} zero {لا معالم في الملف.} one {المعلم الوحيد في الملف ليس مساحة: {found}.} two {ليس أيٌّ من المعلمين في الملف مساحة: {found}.} few {ليس أيٌّ من المعالم الـ# في الملف مساحة: {found}.} many {ليس أيٌّ من المعالم الـ# في الملف مساحة: {found}.} other {ليس أيٌّ من المعالم الـ# في الملف مساحة: {found}.}}',
  },
  'badZones.emptyShapes': {
    en: '{count, plural, one {# without a shape} other {# without a shape}}',
    ar: '{count, plural, zero {لا شيء بلا شكل} one {واحد بلا شكل} two {اثنان بلا شكل} few {# بلا شكل} many {# بلا شكل} other {# بلا شكل}}',
  },
  'badZones.ofType': { en: '{count, number} of type {type}', ar: '{count, number} من النوع {type}' },
  'badZones.noPolygons.do': {
    en: 'Zones are polygons. Choose a layer of areas.',
    ar: 'المناطق مضلّعات. اختر طبقة مساحات.',
  },
  'badZones.badFeature': {
    en: 'The shape of feature {feature, number} cannot be read.',
    ar: 'تعذّرت قراءة شكل المعلم {feature, number}.',
  },
  'badZones.badCoordinate': {
    en: 'Feature {feature, number} has the coordinate {got}. Expected: numbers.',
    ar: 'في المعلم {feature, number} إحداثية هي {got}. والمتوقع: أعداد.',
  },
  'badZones.notDegrees.mercator': {
    en: 'The coordinates, such as {point}, are not degrees. They look like Web Mercator (EPSG:3857).',
    ar: 'الإحداثيات، مثل {point}، ليست درجات. ويبدو أنها بإسقاط Web Mercator \u200f(EPSG:3857).',
  },
  'badZones.notDegrees.metres': {
    en: 'The coordinates, such as {point}, are not degrees. They look like metres of a projection such as UTM 40N or Dubai Local TM.',
    ar: 'الإحداثيات، مثل {point}، ليست درجات. ويبدو أنها أمتار بإسقاط مثل UTM 40N أو Dubai Local TM.',
  },
  'badZones.notDegrees.do': {
    en: 'Export the zones in degrees (WGS 84, EPSG:4326), or as a Shapefile with its .prj.',
    ar: 'صدّر المناطق بالدرجات (WGS 84، EPSG:4326)، أو بصيغة Shapefile مع الجزء «\u2068.prj\u2069».',
  },
  'badZones.badSystem.unknown': {
    en: 'The system of coordinates {system} is not known.',
    ar: 'نظام الإحداثيات {system} غير معروف.',
  },
  'badZones.badSystem.datum': {
    en: 'The system of coordinates {system} rests on another datum than WGS 84. Zones could be off by hundreds of metres.',
    ar: 'نظام الإحداثيات {system} على مرجع جيوديسي غير WGS 84، وقد تنحرف المناطق مئات الأمتار.',
  },
  'badZones.badSystem.do': {
    en: 'Export the zones in degrees (WGS 84, EPSG:4326).',
    ar: 'صدّر المناطق بالدرجات (WGS 84، EPSG:4326).',
  },
  'badZones.noAttribute': {
    en: 'The features have no attribute {attribute}.',
    ar: 'ليس في معالم الملف سمة باسم {attribute}.',
  },
  'badZones.noAttribute.do': { en: 'They have: {attributes}.', ar: 'سماتها: {attributes}.' },
  'badZones.noAttributes.do': {
    en: 'They have no attributes. Export the layer with its attributes.',
    ar: 'لا سمات لها. صدّر الطبقة مع سماتها.',
  },
  'badZones.noZones': {
    en: 'The JSON holds neither a list of zones nor GeoJSON.',
    ar: 'لا قائمة مناطق في ملف JSON، وليس GeoJSON.',
  },
  'badZones.noZones.do': {
    en: 'Expected: {example}, or a layer of zones.',
    ar: 'المتوقع: {example}، أو طبقة مناطق.',
  },
  'badZones.nameless': {
    en: 'Zone {zone, number} of the list has neither an id nor a name.',
    ar: 'المنطقة {zone, number} في القائمة بلا معرّف ولا اسم.',
  },
  'badZones.nameless.do': { en: 'Give it one of {keys}.', ar: 'أعطها واحدًا من {keys}.' },
  'badZones.twice': {
    en: 'Zone {zone, number} of the list has the id {id}, which another zone has too.',
    ar: 'معرّف المنطقة {zone, number} في القائمة هو {id}، ولمنطقة أخرى المعرّف نفسه.',
  },
  'badZones.twice.do': { en: 'Give each zone an id of its own.', ar: 'أعطِ كل منطقة معرّفًا خاصًّا بها.' },
  'badZones.misfit.do': { en: 'Correct this place of the file.', ar: 'صحّح هذا الموضع من الملف.' },
} satisfies Messages;
