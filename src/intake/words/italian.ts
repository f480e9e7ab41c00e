import type { NameWords } from './nameWords.ts';

export const italian: NameWords = {
  sets: { thing: 'segnalazione|richiesta|caso|ticket|pratica|reclamo', number: 'numero|n|id|codice' },
  names: {
    ref: { 4: '<number> <thing>, ^protocollo$' },
    opened: {
      4: '{data|data ora} {apertura|creazione|segnalazione|richiesta|inserimento|ricezione}, creato, richiesto, aperto',
      not: 'chiusura, aggiornamento, risoluzione, scadenza, ultimo',
    },
    resolved: { 4: 'risolto, risoluzione', 3: 'chiusura, chiuso', not: 'prevista, scadenza' },
    responded: { 4: 'prima risposta, data risposta' },
    updated: { 4: 'aggiornamento, aggiornato, modifica, modificato, ultimo aggiornamento' },
    dueResolution: { 4: 'scadenza, data prevista' },
    longitude: { 4: 'longitudine' },
    latitude: { 4: 'latitudine' },
    stage: { 4: '^stato$, stato {<thing>}', not: 'data, civile' },
    channel: { 4: 'canale, origine, origine caso, provenienza' },
    category: { 2: '^tipo$, tipo {richiesta|contatto}' },
    priority: { 4: 'priorità', 3: 'urgenza' },
    language: { 3: 'lingua' },
    satisfaction: { 3: 'soddisfazione, valutazione' },
    entity: { 5: 'ufficio {competente|responsabile}', 4: 'ufficio, ente, settore competente', 2: '^gruppo$' },
    area: { 8.5: '^quartiere$', 7: '^{municipio|circoscrizione|frazione}$', 4: '^{zona|comune}$' },
    about: {
      5: 'sottocategoria, sotto categoria',
      4: 'argomento, motivo, motivo caso, oggetto, tipo {segnalazione|problema}',
      3: 'categoria, tipo',
      not: 'chiusura, data, richiedente',
    },
    service: { 1: '^categoria principale$' },
  },
};
