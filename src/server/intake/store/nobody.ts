import { fold, latinDigits } from '../../../model/fold.ts';

/** What kind of value names a customer. */
export type IdentityKind = 'phone' | 'mail' | 'account';

/**
 * Whether a value can be told by its form to be nobody: a placeholder, or an address behind which no single person is.
 * A number such as 050 111 1111 is not, for people pay for one: how often it asks decides.
 * @param text as the source tells it
 */
export function isNobody(kind: IdentityKind, text: string): boolean {
  const isNumber = /^\d+$/.test(text);
  const plain = isNumber ? text : latinDigits(text.normalize('NFKC')).trim().toLowerCase();
  if (!isNumber && placeholders.has(fold(plain))) return true;
  switch (kind) {
    case 'mail':
      return isNobodysMail(plain);
    case 'phone':
      return isNobodysPhone(plain);
    case 'account':
      return isNobodysAccount(plain);
  }
}

/** The fewest digits of a number that somebody can be called back at. */
const shortestPhone = 7;

function isNobodysPhone(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (digits.length < shortestPhone) return true;
  // Without the codes of the country: +971 (0)50 000 0000 is 50 000 0000.
  const national = digits.replace(/^(?:00)?971/, '').replace(/^0+(?=.)/, '');
  return [digits, national].some((all) => isOneDigit(all) || isSequence(all)) || /0{7}$/.test(digits);
}

function isNobodysAccount(text: string): boolean {
  const plain = text.replace(/[\s./_-]/g, '');
  if (/^0+$/.test(plain)) return true;
  if (/^\d+$/.test(plain)) {
    // An Emirates ID begins with 784, whoever's it is.
    const own = plain.length === 15 ? plain.replace(/^784/, '') : plain;
    return (own.length >= 3 && isOneDigit(own)) || (own.length >= 5 && isSequence(own));
  }
  return /^([^\d])\1{2,}$/u.test(plain);
}

function isNobodysMail(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 0) return isNobodysAccount(text);
  const local = text.slice(0, at).replace(/\+.*$/, '');
  const domain = text.slice(at + 1);
  const name = local.replace(/[._-]/g, '');
  if (mailNames.has(name) || /^(test|dummy|fake|sample|example)\d*$/.test(name)) return true;
  if (/^(no|donot|dont)reply/.test(name) || /(noreply|donotreply)$/.test(name)) return true;
  if (isOneDigit(name) || (/^\d+$/.test(name) && name.length >= 5 && isSequence(name))) return true;
  if (/^(.)\1{2,}$/u.test(name) || placeholders.has(fold(local))) return true;
  const isAddress = /\.[^.]{2,}$/.test(domain) && !/\.(?:test|example|invalid|localhost)$/.test(domain);
  return !isAddress || /^(?:example|test|domain|nomail|noemail|none|dummy|fake)\.[a-z.]+$/.test(domain);
}

function isOneDigit(digits: string): boolean {
  return /^(\d)\1*$/.test(digits);
}

/** Whether each digit is the one before it and one more, or one less: 0 comes after 9. */
function isSequence(digits: string): boolean {
  return [1, 9].some((step) =>
    [...digits].every((digit, i) => i === 0 || Number(digit) === (Number(digits[i - 1]) + step) % 10),
  );
}

/** What people and systems write where nobody is known, as `fold` makes it. */
const placeholders: ReadonlySet<string> = new Set(
  [
    // English
    'na, n a, none, no, nil, null, undefined, nan, unknown, unkown, unknow, un known, not known, not available',
    'not applicable, not provided, not given, not specified, not set, not registered, unspecified, no name',
    'no number, no phone, no phone number, no mobile, no email, no mail, no id, no account, no customer, no data',
    'anonymous, anonymus, anonym, anon, anonymous caller, anonymous user, guest, guest user, visitor, public, customer',
    'client, caller, citizen, resident, user, person, someone, nobody, no one, unknown caller, unknown customer',
    'test, tester, testing, test test, test user, test customer, dummy, fake, sample, example, demo, default, temp, tbd',
    'tba, x, xx, abc, abcd, asd, asdf, qwerty, walk in, walkin, walk in customer, admin, administrator, system, operator',
    'call centre, call center, contact centre, contact center, private, private number, withheld, hidden, blocked',
    'restricted, unlisted, unavailable, empty, blank, missing, other, others, same, deleted',
    // Arabic
    'لا يوجد, لايوجد, لا توجد, غير معروف, غير معلوم, مجهول, مجهول الهوية, بدون, بدون رقم, بدون اسم, بدون هاتف, بدون بريد',
    'بلا, بلا رقم, بلا اسم, لا شيء, فارغ, غير متوفر, غير متاح, غير محدد, غير مسجل, غير موجود, لا ينطبق, لم يذكر, لا اعرف',
    'زائر, ضيف, متعامل, المتعامل, عميل, العميل, متصل, المتصل, مواطن, مقيم, مستخدم, شخص, فاعل خير, رقم خاص, محجوب, مخفي',
    'تجربة, اختبار, تجريبي, رقم تجريبي, مركز الاتصال, مدير النظام, النظام, لا احد, اخرى, نفسه',
  ]
    .join(', ')
    .split(', ')
    .map(fold),
);

/** Names of mail boxes that are not one person's, without dots and hyphens. */
const mailNames: ReadonlySet<string> = new Set(
  [
    'noreply, donotreply, nobody, none, na, no, null, unknown, anonymous, anon, guest, visitor, abc, abcd, asd, asdf, x, xx',
    'a, aa, mail, email, nomail, noemail, user, customer, client, info, admin, administrator, support, help, helpdesk',
    'servicedesk, contact, contactus, contactcentre, contactcenter, callcentre, callcenter, customerservice, service',
    'customercare, customerhappiness, feedback, complaint, complaints, suggestions, enquiry, enquiries, inquiry, inquiries',
    'office, reception, sales, hr, marketing, accounts, billing, newsletter, notification, notifications, alert, alerts',
    'system, root, crm, postmaster, webmaster, hostmaster, abuse, mailerdaemon, daemon, bounce, bounces, it, itsupport',
  ]
    .join(', ')
    .split(', '),
);
