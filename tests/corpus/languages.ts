/** What people write in a language where a sheet does not say it itself; invented. Lists are in step between `en` and `ar`. */
export interface Language {
  /** Services, each with its topics. */
  readonly about: readonly (readonly [service: string, ...topics: string[]])[];
  readonly areas: readonly string[];
  readonly districts: readonly string[];
  readonly open: readonly string[];
  readonly done: readonly string[];
  readonly channels: readonly string[];
  readonly categories: readonly string[];
  readonly priorities: readonly string[];
  readonly entities: readonly string[];
  readonly customerKinds: readonly string[];
  readonly languages: readonly string[];
  readonly yes: string;
  readonly no: string;
  readonly people: readonly string[];
  readonly texts: readonly string[];
  readonly street: string;
  /** Longitude and latitude of a city where it is spoken. */
  readonly centre: readonly [number, number];
}

const words = (list: string) => list.split(', ');
const about = (list: string) => list.split('; ').map((line) => line.split(/: |, /) as [string, ...string[]]);

export const languages = {
  en: {
    about: about(
      'Roads: Pothole, Broken kerb, Faded markings; Waste: Missed bin, Bulky item, Litter; Lighting: Lamp out, Lamp on all day, Damaged pole; Parks: Fallen tree, Broken swing, Dry lawn',
    ),
    areas: words(
      'Riverside, Old Town, Hill Park, Northgate, Lakeside, Mill End, Eastfield, Garden Quarter, Harbour, West Common',
    ),
    districts: words('North District, South District, Central District'),
    open: words('New, In Progress'),
    done: words('Resolved, Closed'),
    channels: words('Phone, Web, Email, Mobile App'),
    categories: words('Complaint, Inquiry, Suggestion, Compliment'),
    priorities: words('High, Medium, Low'),
    entities: words('Public Works, Sanitation, Parks and Recreation, Street Lighting'),
    customerKinds: words('Individual, Company, Government'),
    languages: words('English, Arabic'),
    yes: 'Yes',
    no: 'No',
    people: words('Ann Sample, Bob Tester, Carol Invented, Dan Nobody, Eve Example, Frank Made'),
    texts: words(
      'There is a large hole in front of the school and cars swerve around it every morning, The bins of our lane have not been emptied for two weeks and it smells, Please look at the lamp by the bridge because it flickers all night long, A branch came down in the storm and blocks the footpath near the pond',
    ),
    street: 'Sample Street',
    centre: [-75.16, 39.95],
  },
  ar: {
    about: about(
      'الطرق: حفرة في الطريق, رصيف مكسور, تخطيط باهت; النفايات: عدم رفع الحاوية, مخلفات كبيرة, رمي القمامة; الإنارة: عمود مطفأ, إنارة نهارية, عمود متضرر; الحدائق: شجرة ساقطة, أرجوحة مكسورة, عشب جاف',
    ),
    areas: words('النزهة, الروضة, الصفا, السلامة, الربوة, الفيصلية, الشاطئ, الأندلس, البوادي, المروة'),
    districts: words('القطاع الشمالي, القطاع الجنوبي, القطاع الأوسط'),
    open: words('جديد, قيد المعالجة'),
    done: words('تم الحل, مغلق'),
    channels: words('مركز الاتصال, الموقع الإلكتروني, البريد الإلكتروني, التطبيق الذكي'),
    categories: words('شكوى, استفسار, اقتراح, شكر'),
    priorities: words('عالية, متوسطة, منخفضة'),
    entities: words('إدارة الطرق, إدارة النظافة, إدارة الحدائق, إدارة الإنارة'),
    customerKinds: words('فرد, شركة, جهة حكومية'),
    languages: words('العربية, الإنجليزية'),
    yes: 'نعم',
    no: 'لا',
    people: words('أحمد مثال, سارة تجربة, خالد نموذج, منى عينة, يوسف خيال, ليلى فرض'),
    texts: words(
      'توجد حفرة كبيرة أمام المدرسة والسيارات تنحرف عنها كل صباح, لم تفرغ حاويات الحي منذ أسبوعين والرائحة مزعجة جدا, نرجو النظر في عمود الإنارة قرب الجسر لأنه يومض طوال الليل, سقط غصن شجرة في العاصفة ويسد ممر المشاة قرب البحيرة',
    ),
    street: 'شارع المثال',
    centre: [39.17, 21.54],
  },
  fr: {
    about: about(
      'Voirie: Nid-de-poule, Trottoir abîmé, Marquage effacé; Propreté: Bac non collecté, Encombrants, Dépôt sauvage; Éclairage: Lampadaire éteint, Allumé en journée, Mât endommagé; Espaces verts: Arbre tombé, Balançoire cassée, Pelouse sèche',
    ),
    areas: words(
      'Les Tilleuls, Vieux-Port, Belle Rive, La Colline, Saint-Luc, Gare, Les Moulins, Beaulieu, Le Parc, Centre',
    ),
    districts: words('Secteur Nord, Secteur Sud, Secteur Centre'),
    open: words('Nouveau, En cours'),
    done: words('Résolu, Clôturé'),
    channels: words('Téléphone, Site web, Courriel, Guichet'),
    categories: words("Réclamation, Demande d'information, Suggestion, Remerciement"),
    priorities: words('Haute, Moyenne, Basse'),
    entities: words('Service voirie, Service propreté, Service espaces verts, Service éclairage'),
    customerKinds: words('Particulier, Entreprise, Administration'),
    languages: words('Français, Anglais'),
    yes: 'Oui',
    no: 'Non',
    people: words('Anne Exemple, Luc Essai, Marie Fictive, Paul Personne, Jean Modèle, Lucie Inventée'),
    texts: words(
      "Il y a un grand trou devant l'école et les voitures le contournent chaque matin, Les bacs de notre rue n'ont pas été vidés depuis deux semaines, Merci de regarder le lampadaire près du pont car il clignote toute la nuit, Une branche est tombée pendant la tempête et bloque le chemin",
    ),
    street: "rue de l'Exemple",
    centre: [4.83, 45.76],
  },
  es: {
    about: about(
      'Vialidad: Bache, Banqueta rota, Pintura borrada; Limpia: Basura no recolectada, Muebles viejos, Tiradero; Alumbrado: Luminaria apagada, Luminaria encendida de día, Poste dañado; Parques: Árbol caído, Columpio roto, Pasto seco',
    ),
    areas: words(
      'Las Flores, Centro, El Mirador, San Marcos, La Loma, Río Verde, Los Pinos, Buenavista, La Huerta, El Puente',
    ),
    districts: words('Distrito Norte, Distrito Sur, Distrito Centro'),
    open: words('Nuevo, En proceso'),
    done: words('Resuelto, Cerrado'),
    channels: words('Teléfono, Portal web, Correo, Ventanilla'),
    categories: words('Queja, Consulta, Sugerencia, Felicitación'),
    priorities: words('Alta, Media, Baja'),
    entities: words('Obras Públicas, Aseo Urbano, Parques y Jardines, Alumbrado Público'),
    customerKinds: words('Particular, Empresa, Gobierno'),
    languages: words('Español, Inglés'),
    yes: 'Sí',
    no: 'No',
    people: words('Ana Ejemplo, Luis Prueba, Marta Inventada, Pedro Nadie, Rosa Muestra, Juan Ficticio'),
    texts: words(
      'Hay un hoyo grande frente a la escuela y los coches lo esquivan cada mañana, No han vaciado los contenedores de la calle desde hace dos semanas, Favor de revisar la lámpara junto al puente porque parpadea toda la noche, Una rama cayó con la tormenta y tapa el paso peatonal',
    ),
    street: 'Calle Ejemplo',
    centre: [-100.31, 25.67],
  },
  pt: {
    about: about(
      'Pavimentação: Buraco, Calçada quebrada, Pintura apagada; Limpeza: Lixo não coletado, Entulho, Lixeira cheia; Iluminação: Lâmpada queimada, Lâmpada acesa de dia, Poste danificado; Áreas verdes: Árvore caída, Balanço quebrado, Grama seca',
    ),
    areas: words(
      'Jardim das Flores, Centro, Boa Vista, Vila Nova, Santa Rita, Alto da Serra, Lagoa, São Bento, Campo Belo, Praia',
    ),
    districts: words('Regional Norte, Regional Sul, Regional Centro'),
    open: words('Nova, Em andamento'),
    done: words('Concluída, Encerrada'),
    channels: words('Telefone, Portal, E-mail, Presencial'),
    categories: words('Reclamação, Informação, Sugestão, Elogio'),
    priorities: words('Alta, Média, Baixa'),
    entities: words('Secretaria de Obras, Limpeza Urbana, Parques e Jardins, Iluminação Pública'),
    customerKinds: words('Pessoa física, Pessoa jurídica, Órgão público'),
    languages: words('Português, Inglês'),
    yes: 'Sim',
    no: 'Não',
    people: words('Ana Exemplo, Luís Teste, Marta Inventada, Pedro Ninguém, Rosa Amostra, João Fictício'),
    texts: words(
      'Há um buraco grande em frente à escola e os carros desviam toda manhã, As lixeiras da nossa rua não são esvaziadas há duas semanas, Favor verificar a lâmpada perto da ponte pois pisca a noite inteira, Um galho caiu com a chuva e bloqueia a passagem',
    ),
    street: 'Rua do Exemplo',
    centre: [-46.63, -23.55],
  },
  de: {
    about: about(
      'Straße: Schlagloch, Gehweg beschädigt, Markierung verblasst; Abfall: Tonne nicht geleert, Sperrmüll, Wilder Müll; Beleuchtung: Laterne defekt, Laterne leuchtet tagsüber, Mast beschädigt; Grünflächen: Baum umgestürzt, Schaukel kaputt, Rasen trocken',
    ),
    areas: words(
      'Altstadt, Nordend, Südhang, Mühlberg, Hafen, Lindenau, Weststadt, Neudorf, Seeblick, Ostpark',
    ),
    districts: words('Bezirk Nord, Bezirk Süd, Bezirk Mitte'),
    open: words('Neu, In Bearbeitung'),
    done: words('Erledigt, Geschlossen'),
    channels: words('Telefon, Internet, E-Mail, Schalter'),
    categories: words('Beschwerde, Anfrage, Anregung, Lob'),
    priorities: words('Hoch, Mittel, Niedrig'),
    entities: words('Tiefbauamt, Stadtreinigung, Grünflächenamt, Stadtwerke'),
    customerKinds: words('Privatperson, Unternehmen, Behörde'),
    languages: words('Deutsch, Englisch'),
    yes: 'Ja',
    no: 'Nein',
    people: words('Anna Muster, Bernd Probe, Clara Beispiel, Dirk Niemand, Eva Erfunden, Frank Fiktiv'),
    texts: words(
      'Vor der Schule ist ein großes Loch und alle Autos weichen jeden Morgen aus, Die Tonnen unserer Straße wurden seit zwei Wochen nicht geleert, Bitte sehen Sie nach der Laterne an der Brücke weil sie die ganze Nacht flackert, Ein Ast ist im Sturm gefallen und versperrt den Weg am Teich',
    ),
    street: 'Musterstraße',
    centre: [6.95, 50.93],
  },
  ur: {
    about: about(
      'سڑکیں: سڑک میں گڑھا, ٹوٹا فٹ پاتھ, مٹی لکیریں; صفائی: کوڑا نہیں اٹھایا, بڑا ملبہ, گندگی; روشنی: بند لائٹ, دن میں جلتی لائٹ, ٹوٹا کھمبا; پارک: گرا درخت, ٹوٹا جھولا, سوکھی گھاس',
    ),
    areas: words(
      'گلشن آباد, نیا شہر, باغ کالونی, چمن زار, سبز ٹاؤن, مال چوک, دریا نگر, پرانا بازار, شاہ کالونی, فیروز پارک',
    ),
    districts: words('ضلع شمالی, ضلع جنوبی, ضلع وسطی'),
    open: words('نئی, زیر عمل'),
    done: words('حل شدہ, بند'),
    channels: words('ٹیلی فون, ویب سائٹ, ای میل, موبائل ایپ'),
    categories: words('شکایت, معلومات, تجویز, تعریف'),
    priorities: words('زیادہ, درمیانی, کم'),
    entities: words('محکمہ تعمیرات, محکمہ صفائی, محکمہ باغات, محکمہ برقیات'),
    customerKinds: words('فرد, کمپنی, سرکاری ادارہ'),
    languages: words('اردو, انگریزی'),
    yes: 'ہاں',
    no: 'نہیں',
    people: words('احمد مثال, سارہ نمونہ, خالد فرضی, مینا تجربہ, یوسف خیالی, لیلیٰ عام'),
    texts: words(
      'اسکول کے سامنے ایک بڑا گڑھا ہے اور گاڑیاں ہر صبح اس سے بچ کر نکلتی ہیں, ہماری گلی کے کوڑے دان دو ہفتوں سے خالی نہیں ہوئے, پل کے پاس والی لائٹ ساری رات ٹمٹماتی ہے براہ کرم دیکھیں, طوفان میں ایک شاخ گر گئی اور راستہ بند ہے',
    ),
    street: 'مثال روڈ',
    centre: [74.34, 31.55],
  },
  it: {
    about: about(
      'Strade: Buca, Marciapiede rotto, Segnaletica sbiadita; Rifiuti: Cassonetto pieno, Ingombranti, Discarica abusiva; Illuminazione: Lampione spento, Lampione acceso di giorno, Palo danneggiato; Verde: Albero caduto, Altalena rotta, Prato secco',
    ),
    areas: words('Centro, Porta Nuova, Lago, San Paolo, Borgo, Collina, Molino, Stazione, Giardini, Ponte'),
    districts: words('Municipio I, Municipio II, Municipio III'),
    open: words('Nuova, In lavorazione'),
    done: words('Risolta, Chiusa'),
    channels: words('Telefono, Sito web, Email, Sportello'),
    categories: words('Reclamo, Informazione, Suggerimento, Elogio'),
    priorities: words('Alta, Media, Bassa'),
    entities: words('Lavori Pubblici, Igiene Urbana, Verde Pubblico, Illuminazione Pubblica'),
    customerKinds: words('Privato, Azienda, Ente pubblico'),
    languages: words('Italiano, Inglese'),
    yes: 'Sì',
    no: 'No',
    people: words('Anna Esempio, Luca Prova, Maria Inventata, Paolo Nessuno'),
    texts: words(
      'C’è una grande buca davanti alla scuola e le auto la evitano ogni mattina, I cassonetti della via non vengono svuotati da due settimane, Si prega di controllare il lampione vicino al ponte perché lampeggia tutta la notte',
    ),
    street: 'Via Esempio',
    centre: [9.19, 45.46],
  },
  tr: {
    about: about(
      'Yollar: Çukur, Kırık kaldırım, Silik çizgi; Temizlik: Alınmayan çöp, Moloz, Kirli sokak; Aydınlatma: Yanmayan lamba, Gündüz yanan lamba, Hasarlı direk; Parklar: Devrilen ağaç, Kırık salıncak, Kuru çim',
    ),
    areas: words('Bahçelievler, Yeni Mahalle, Çınar, Göl Kenarı, Merkez, Tepe, Çamlık, Kale, Pazar, Liman'),
    districts: words('Kuzey, Güney, Orta'),
    open: words('Yeni, İşlemde'),
    done: words('Çözüldü, Kapatıldı'),
    channels: words('Telefon, Web, E-posta, Mobil uygulama'),
    categories: words('Şikayet, Bilgi, Öneri, Teşekkür'),
    priorities: words('Yüksek, Orta, Düşük'),
    entities: words('Fen İşleri, Temizlik İşleri, Park ve Bahçeler, Aydınlatma'),
    customerKinds: words('Birey, Şirket, Kamu'),
    languages: words('Türkçe, İngilizce'),
    yes: 'Evet',
    no: 'Hayır',
    people: words('Ayşe Örnek, Ali Deneme, Can Hayali, Elif Kurgu'),
    texts: words(
      'Okulun önünde büyük bir çukur var ve arabalar her sabah kaçıyor, Sokağımızın çöpleri iki haftadır alınmıyor lütfen bakınız, Köprünün yanındaki lamba bütün gece yanıp sönüyor',
    ),
    street: 'Örnek Caddesi',
    centre: [32.85, 39.93],
  },
  zh: {
    about: about(
      '道路: 坑洞, 路缘破损, 标线模糊; 垃圾: 未清运, 大件垃圾, 乱丢垃圾; 照明: 路灯不亮, 白天亮灯, 灯杆损坏; 公园: 倒树, 秋千损坏, 草地干枯',
    ),
    areas: words('东城区, 西城区, 河滨区, 北门区, 湖畔区, 南山区, 港口区, 花园区'),
    districts: words('北区, 南区, 中区'),
    open: words('新建, 处理中'),
    done: words('已解决, 已关闭'),
    channels: words('电话, 网站, 邮件, 手机应用'),
    categories: words('投诉, 咨询, 建议, 表扬'),
    priorities: words('高, 中, 低'),
    entities: words('市政工程局, 环境卫生局, 园林局, 照明管理处'),
    customerKinds: words('个人, 企业, 政府'),
    languages: words('中文, 英文'),
    yes: '是',
    no: '否',
    people: words('张例子, 王测试, 李虚构, 赵无名'),
    texts: words(
      '学校门口有一个很大的坑每天早上车辆都要绕行, 我们小区的垃圾桶已经两个星期没有清运了, 桥边的路灯整夜闪烁请尽快检查处理',
    ),
    street: '示例路',
    centre: [116.4, 39.9],
  },
} as const satisfies Record<string, Language>;

export type LanguageCode = keyof typeof languages;

/** Dubai's communities, for sheets of its municipality. */
export const dubai = {
  centre: [55.3, 25.2],
  codes: words('119, 127, 251, 318, 334, 343, 373, 392, 416, 421'),
  en: words(
    "Al Rigga, Hor Al Anz, Mirdif, Al Karama, Al Satwa, Al Wasl, Al Barsha First, Marsa Dubai, Nadd Al Hamar, Al Warqa'a First",
  ),
  ar: words(
    'الرقة, هور العنز, مردف, الكرامة, السطوة, الوصل, البرشاء الأولى, مرسى دبي, ند الحمر, الورقاء الأولى',
  ),
} as const;
