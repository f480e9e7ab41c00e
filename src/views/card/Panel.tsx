import { type ComponentProps, useMemo } from 'react';
import { useText } from '../../i18n/Provider.tsx';
import { Card, type CardLabels } from '../../ui/Card.tsx';
import './cards.css';

/** A card that speaks the page's language. */
export function Panel(props: Omit<ComponentProps<typeof Card>, 'labels'>) {
  return <Card {...props} labels={useCardLabels()} />;
}

/** The words of a card in the page's language. */
export function useCardLabels(): CardLabels {
  const { t } = useText();
  return useMemo(
    () => ({
      table: t('card.table'),
      chart: t('card.chart'),
      failed: t('card.failed'),
      failedKept: t('card.failedKept'),
      retry: t('card.retry'),
      loading: t('card.loading'),
      more: t('card.more'),
    }),
    [t],
  );
}
