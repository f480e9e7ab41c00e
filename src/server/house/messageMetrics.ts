import { Counter, Gauge, type Registry } from 'prom-client';
import type { ReceiverKind } from '../../model/message.ts';

/** What a monitoring system is told of messages. Labels are kinds of receivers. */
export interface MessageMetrics {
  sent(receiver: ReceiverKind): void;
  failed(receiver: ReceiverKind): void;
}

/** Adds them. @param waiting asked when the metrics are */
export function messageMetrics(
  registry: Registry,
  waiting: () => readonly { readonly kind: ReceiverKind; readonly count: number }[],
): MessageMetrics {
  const common = { labelNames: ['receiver'] as const, registers: [registry] };
  new Gauge({
    ...{ name: 'services360_messages_waiting', help: 'Messages that wait to be delivered', ...common },
    collect() {
      this.reset();
      for (const { kind, count } of waiting()) this.inc({ receiver: kind }, count);
    },
  });
  const sent = new Counter({
    ...{ name: 'services360_messages_sent_total', help: 'Messages that a receiver took', ...common },
  });
  const failed = new Counter({
    ...{
      name: 'services360_message_failures_total',
      help: 'How often a message could not be delivered',
      ...common,
    },
  });
  return {
    sent: (receiver) => sent.inc({ receiver }),
    failed: (receiver) => failed.inc({ receiver }),
  };
}
