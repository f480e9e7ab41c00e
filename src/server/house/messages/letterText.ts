import type { Letter, Paragraph } from './letter.ts';

/** The subject of a letter in both languages; marks of direction are left out, which old mail programs show. */
export function subjectOf({ subject }: Letter): string {
  return `${subject.ar} | ${subject.en}`.replace(/[\u2066-\u2069\r\n]/g, '');
}

/** A letter in one language, for those that show no more than characters. */
export function plainText(paragraphs: readonly Paragraph[]): string {
  return paragraphs.map(({ text }) => text).join('\n\n');
}

/** A letter in both languages as a page of HTML, Arabic first. */
export function htmlOf({ ar, en }: Letter): string {
  const part = (language: 'ar' | 'en', paragraphs: readonly Paragraph[]) =>
    `<div lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}" style="text-align:${language === 'ar' ? 'right' : 'left'}">\n${paragraphs.map(element).join('\n')}\n</div>`;
  return `<!doctype html>
<html lang="ar"><head><meta charset="utf-8"></head>
<body style="font-family:'Segoe UI',Tahoma,Arial,sans-serif;font-size:15px;line-height:1.6;color:#1a1d21">
${part('ar', ar)}
<hr style="border:0;border-top:1px solid #d8d2c5;margin:24px 0">
${part('en', en)}
</body></html>
`;
}

function element({ as, text }: Paragraph): string {
  const inside = escaped(text);
  switch (as) {
    case 'heading':
      return `<h2 style="font-size:17px;margin:16px 0 8px">${inside}</h2>`;
    case 'text':
      return `<p style="margin:8px 0">${inside}</p>`;
    case 'quoted':
      return `<p lang="en" dir="ltr" style="margin:8px 0;padding:6px 10px;text-align:left;background:#f6f4ef;font-family:Consolas,monospace;font-size:13px">${inside}</p>`;
    case 'address':
      return `<p dir="ltr" style="margin:8px 0;text-align:inherit"><a href="${inside}">${inside}</a></p>`;
  }
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
