/** Names of columns by what they hold of a place, on the folded name; the best first. */
type Names = readonly RegExp[];

/** Of a grid's two axes, beside the names of degrees in `words`. */
export const longitudeNames: Names = [
  /^((loc|location|point|coord|coords|coordinates?|gps|geo|geometry|geom|map|shape|utm|dltm|grid) ?)?(x|easting|eastings|east|rechtswert)( ?(coord|coords|coordinates?|utm|dltm|m))?$|\beasting\b|^(ال)?احداثي (ال)?(سيني|س|شرقي|x)$|^(ال)?شرقيات$|^x (الاحداثي|احداثي)$|^(س|coord|coordinate) ?x$/,
];
export const latitudeNames: Names = [
  /^((loc|location|point|coord|coords|coordinates?|gps|geo|geometry|geom|map|shape|utm|dltm|grid) ?)?(y|northing|northings|north|hochwert)( ?(coord|coords|coordinates?|utm|dltm|m))?$|\bnorthing\b|^(ال)?احداثي (ال)?(صادي|ص|شمالي|y)$|^(ال)?شماليات$|^y (الاحداثي|احداثي)$|^(ص|coord|coordinate) ?y$/,
];
export const pointNames: Names = [
  /\b(lat ?(lon|lng|long)|lon ?lat|latlng|latlong|coord|coords|coordinates?|geo ?point|geo ?location|geometry|geom|wkt|ewkt|geojson|gps|shape|the geom|x ?y)\b|احداثيات|الاحداثي/,
  /\b(location|position|point|map link|google map)\b|^(ال)?موقع|الخريطه/,
];
export const makaniNames: Names = [/\bmakani\b|مكاني/];
export const parcelNames: Names = [
  /\b(plot|parcel)s?( (no|num|number|id|nr))?$|^(plot|parcel) |\bland (no|number|id)\b|(رقم )?(ال)?(قسيمه|قطعه)|رقم (ال)?ارض/,
];

/** How well a folded name fits, 0 where it does not. */
export function placeScore(names: Names, key: string): number {
  const rank = names.findIndex((pattern) => pattern.test(key));
  return rank < 0 ? 0 : names.length - rank;
}
