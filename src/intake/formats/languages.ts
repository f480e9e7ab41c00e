/** Letters of the languages that encodings are told by. */
export interface Letters {
  /** An encoding as TextDecoder or `decoderOf` knows it. */
  readonly label: string;
  readonly name: string;
  /** Letters beyond ASCII, the most frequent first. */
  readonly letters: string;
  /** Those that often stand together. */
  readonly pairs: ReadonlySet<string>;
  /** What a text is worse by: encodings that are rare, or into which much can be read. */
  readonly doubt: number;
  /** Letters that stand alone, as those of the halves of the day. */
  readonly single: string;
  /** Whether words mix them with letters of ASCII. */
  readonly latin: boolean;
  /** Whether two bytes are a character: then most must be of the frequent ones. */
  readonly wide: boolean;
}

const arabic = 'اليمونرتبةعدفسهكقحجشصطخضغذزثأإىئآءؤظ';
const cyrillic = 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёОЕАИНТСРВЛКМДПУЯГЗБЧХЖШЮЦЩЭФіїєґјљњћђџІЇЄҐЈЉЊЋЂЏЫЬЙЁ';
const pairsOf = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const arabicPairs = pairsOf(
  'ال لا ية في من ان ار ات ين ها لم وا ري لت را ما لع لش عا لق لب كا با لح لر لن لو لي ام اء ور رة لى عل مع تم بل سي يا ير اس لف لط لس لك اد يد نا قا شا ست مر رق شك كو بي خا مل مي اب',
);
const cyrillicPairs = pairsOf(
  'ст но то на ен ов ни ра во ко по пр ро ре ли ет ал ка го ер ос ор та од ва ла ан ол ти не ел ит ог ия ск ье ие ть ая ый ий ое ой ом ся ло ны да до ми мо об от за ри ло ки ма ся те ле тр ег ве ес ри ск ві ня рі ої ії ни ди мі',
);
const greekPairs = pairsOf(
  'ου τα το αι ει στ τη ος ρο ων ση κα με ικ ατ πο ερ τι αν εν ρι ολ ια ασ σε αρ τε πρ νο λο οι μα λα ισ οσ ντ τρ ησ ηκ θη δι δρ ας ης ες ία ση ός ικ μέ φω',
);
const hebrewPairs = pairsOf(
  'ים ות של את על לא הת יי מה רו ור וב תו ית רי הו ני לי מי אי וד שר חו וח שב בי הפ המ הר הע פנ נו אש פה יה נה קת רח ח ום בר כב לת ול ער יל פו סג נס גר',
);
const none: ReadonlySet<string> = new Set();
const western = 'éáóíãçèñüäöêúàõâôßîûïëùœåøæÉÁÓÍÇÑÜÄÖÃÕÊÚÀÂÔÅØÆÈÎŒ';
const turkish = 'ıişğüçöİŞĞÜÇÖâîû';
const central = 'áéíóöłąęśżćńźěščřžýůúűőățșđĺľťďňŁĄĘŚŻĆŃŹĚŠČŘŽÝÁÉÍÓÖÚŮŰŐ';
const greek = 'αοιετνησρκπμλυγδχθφβξζψωςάέήίόύώΑΟΙΕΤΝΗΣΡΚΠΜΛΥΓΔΧΘΦΒΞΖΨΩΆΈΉΊΌΎΏ';
const hebrew = 'יוהלאמרתבשנעםדקפחטגצזסןכךףץ';
const simplified =
  '的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏树噪灯垃圾投诉街道路灯';
const traditional =
  '的一是不了在人有我他這中大來上個國到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可她里後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知民樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向情部正名定女問力機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍產入先山五太水萬市眼體別處總才場師書比住員性通目華報立馬命張活難神數件安表原車白應路期區街燈垃圾投訴噪音樹里鄉鎮類狀態';
const korean =
  '이다는을의에가하고지로도기은사리자그어나대시아한라인서스정해들부수전있제일게원오보구장여주만공성상조동치신화도적민과선관비실개방경면안유무위국진소우물내회요건년생당문등연세체속마양미중계간후용모분업력발금차학현강통설입반하행교환식호결처접청타급시설도로쓰레기가로등처리완료';
const kana = Array.from({ length: 0xb6 }, (_, i) => String.fromCharCode(0x3041 + i)).join('');
const japanese =
  'のにはをたがでてとしれさあるいなもからこかすりんっょうくきまどけだめやよつルスンイトラリアドーコシタクレプサフマジテロムカニメデ年月日市道路街区東西南北大小中人水電気件受付処理済対応要望苦情公園防犯灯故障';

const one = (
  label: string,
  name: string,
  letters: string,
  pairs: ReadonlySet<string> | null,
  doubt = 0.1,
): Letters => ({
  label,
  name,
  letters,
  pairs: pairs ?? none,
  doubt,
  single: letters.startsWith(arabic) ? 'مصهو' : '',
  latin: pairs === null,
  wide: false,
});
const two = (label: string, name: string, letters: string): Letters => ({
  label,
  name,
  letters,
  pairs: none,
  doubt: 0,
  single: '',
  latin: false,
  wide: true,
});

/** What a text may be written in that is not UTF-8; of two that fit as well the first. */
export const languages: readonly Letters[] = [
  one('windows-1252', 'Latin letters in Windows-1252', western, null, 0),
  one('windows-1256', 'Arabic letters in Windows-1256', `${arabic}گچپژکیےٹڑں`, arabicPairs),
  one('iso-8859-6', 'Arabic letters in ISO 8859-6', arabic, arabicPairs),
  one('cp720', 'Arabic letters in DOS code page 720', arabic, arabicPairs),
  one('cp864', 'Arabic letters in DOS code page 864', arabic, arabicPairs, 0.35),
  one('windows-1251', 'Cyrillic letters in Windows-1251', cyrillic, cyrillicPairs),
  one('koi8-r', 'Cyrillic letters in KOI8-R', cyrillic, cyrillicPairs),
  one('ibm866', 'Cyrillic letters in DOS code page 866', cyrillic, cyrillicPairs),
  one('windows-1253', 'Greek letters in Windows-1253', greek, greekPairs),
  one('windows-1254', 'Turkish letters in Windows-1254', turkish, null),
  one('windows-1250', 'Latin letters in Windows-1250', central, null),
  one('windows-1255', 'Hebrew letters in Windows-1255', hebrew, hebrewPairs),
  one('macintosh', 'Latin letters in Macintosh Roman', western, null),
  two('gb18030', 'Chinese characters in GB18030', simplified),
  two('big5', 'Chinese characters in Big5', traditional),
  two('euc-kr', 'Korean characters in EUC-KR', korean),
  two('shift_jis', 'Japanese characters in Shift-JIS', japanese + kana),
];
