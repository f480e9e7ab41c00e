import type { Said } from '../../../model/said.ts';

/** A piece of another language, as a name or a code, in an Arabic sentence. */
const apart = (text: string | number) => `\u2066${text}\u2069`;

/** Why a message could not be delivered, in both languages. Nothing in them is private. */
export const failures = {
  receiverGone: (): Said => ({
    en: 'the configuration does not name this receiver any more',
    ar: 'لم يعد هذا المستلم مذكورًا في ملف الإعدادات',
  }),
  kindUnknown: (): Said => ({
    en: 'this version of the server does not know this kind of message; a newer one wrote it',
    ar: 'هذا الإصدار من الخادم لا يعرف هذا النوع من الرسائل، فقد كتبه إصدار أحدث',
  }),
  tooSlow: (): Said => ({
    en: 'the receiver did not answer in time',
    ar: 'لم يستجب المستلم في الوقت المحدد',
  }),
  fault: (words: string): Said => ({
    en: `a fault of this server: ${words}`,
    ar: `خلل في هذا الخادم: ${apart(words)}`,
  }),
  unreachable: (host: string, code: string): Said => ({
    en: `${host}: no connection (${code}); see that it runs, and that the firewall lets this server reach it`,
    ar: `تعذّر الاتصال بالخادم ${apart(host)} (الرمز ${apart(code)})؛ يُرجى التأكد من أنه يعمل ومن أن جدار الحماية يسمح بالوصول إليه`,
  }),
  nameUnknown: (host: string, code: string): Said => ({
    en: `${host}: no name server knows this name (${code}); correct it in the configuration`,
    ar: `اسم الخادم ${apart(host)} غير معروف لدى خادم الأسماء (الرمز ${apart(code)})؛ يُرجى تصحيحه في ملف الإعدادات`,
  }),
  cut: (host: string): Said => ({
    en: `${host}: the connection was cut before the message was taken`,
    ar: `انقطع الاتصال بالخادم ${apart(host)} قبل استلام الرسالة`,
  }),
  certificate: (host: string, why: string): Said => ({
    en: `${host}: its certificate is not trusted (${why}); name the authority’s certificate as caFile, or correct the host’s name`,
    ar: `شهادة الخادم ${apart(host)} غير موثوقة (${apart(why)})؛ يُرجى تحديد شهادة جهة الإصدار في ${apart('caFile')} أو تصحيح اسم الخادم`,
  }),
  authority: (file: string, code: string): Said => ({
    en: `${file}: could not be read (${code}); expected the authority’s certificate, in PEM`,
    ar: `تعذّرت قراءة الملف ${apart(file)} (الرمز ${apart(code)})؛ يُتوقع أن يضم شهادة جهة الإصدار بصيغة ${apart('PEM')}`,
  }),
  noTls: (host: string): Said => ({
    en: `${host}: offers no STARTTLS; say "security": "tls" if it speaks TLS from the first byte, "none" only within your own network`,
    ar: `الخادم ${apart(host)} لا يتيح التشفير ${apart('STARTTLS')}؛ استخدم ${apart('"security": "tls"')} إن كان يبدأ مشفرًا، ولا تستخدم ${apart('"none"')} إلا داخل شبكتكم`,
  }),
  login: (host: string): Said => ({
    en: `${host}: the user or the password is not accepted; correct smtp.user, or the variable that smtp.passwordEnv names`,
    ar: `لم يقبل الخادم ${apart(host)} اسم المستخدم أو كلمة المرور؛ يُرجى تصحيح ${apart('smtp.user')} أو المتغير المذكور في ${apart('smtp.passwordEnv')}`,
  }),
  mailRefused: (host: string, code: number): Said => ({
    en: `${host}: refuses this mail for good (${code}); see that the address exists, and that this server may send to it`,
    ar: `رفض الخادم ${apart(host)} هذه الرسالة نهائيًا (الرمز ${apart(code)})؛ يُرجى التأكد من صحة العنوان ومن السماح لهذا الخادم بالإرسال إليه`,
  }),
  mailLater: (host: string, code: number): Said => ({
    en: `${host}: does not take this mail now (${code})`,
    ar: `لا يقبل الخادم ${apart(host)} هذه الرسالة حاليًا (الرمز ${apart(code)})`,
  }),
  mailFailed: (host: string, code: string): Said => ({
    en: `${host}: the conversation failed (${code}); see that it is an SMTP server, and that smtp.port and smtp.security fit`,
    ar: `تعذّر التخاطب مع الخادم ${apart(host)} (الرمز ${apart(code)})؛ يُرجى التأكد من أنه خادم بريد ومن صحة ${apart('smtp.port')} و${apart('smtp.security')}`,
  }),
  hookRefused: (host: string, status: number): Said => ({
    en: `${host}: refuses this message for good (HTTP ${status}); see that the address and the secret are right`,
    ar: `رفض النظام ${apart(host)} هذه الرسالة نهائيًا (${apart(`HTTP ${status}`)})؛ يُرجى التأكد من صحة العنوان والمفتاح السري`,
  }),
  hookLater: (host: string, status: number): Said => ({
    en: `${host}: does not take this message now (HTTP ${status})`,
    ar: `لا يقبل النظام ${apart(host)} هذه الرسالة حاليًا (${apart(`HTTP ${status}`)})`,
  }),
  hookMoved: (host: string, status: number): Said => ({
    en: `${host}: answers that it is elsewhere (HTTP ${status}), which is not followed; correct the address`,
    ar: `يشير النظام ${apart(host)} إلى عنوان آخر (${apart(`HTTP ${status}`)}) ولا يُتبع ذلك؛ يُرجى تصحيح العنوان`,
  }),
  hookOutside: (host: string): Said => ({
    en: `${host}: lies outside your own network, where nothing is sent without TLS; name it by https`,
    ar: `يقع ${apart(host)} خارج شبكتكم، ولا يُرسل شيء إلى الخارج دون تشفير؛ يُرجى استخدام عنوان ${apart('https')}`,
  }),
} as const;
