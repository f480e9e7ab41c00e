import type { Text } from '../../i18n/text.ts';
import { tellNews } from '../../ui/fileNews.ts';

/** Makes a file, and tells the reader while it is made, when it is there, or why it is not. `make` gives its name. */
export function making({ t }: Text, make: () => Promise<string>): void {
  tellNews({ kind: 'making', text: t('file.preparing') });
  make().then(
    (name) => tellNews({ kind: 'done', text: t('file.done', { name }) }),
    (error: unknown) => {
      console.warn(error);
      const detail = error instanceof Error ? error.message : String(error);
      tellNews({ kind: 'failed', text: `${t('file.failed', { detail })} ${t('file.retry')}` });
    },
  );
}
