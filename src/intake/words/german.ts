import type { NameWords } from './nameWords.ts';

export const german: NameWords = {
  sets: {
    thing:
      'vorgangs|ticket|anfrage|anliegen|melde|meldungs|fall|beschwerde|auftrags|antrags|referenz|geschäfts|hinweis|störungs|bearbeitungs|eingangs|melder|mängel|schadens|einsatz',
    moment: 'datum|zeit|zeitpunkt|tag|uhrzeit',
    person: 'melder|kunden|antragsteller|bürger|anrufer|beschwerdeführer|kontakt',
  },
  names: {
    ref: {
      4: '<thing>{nummer|nr|id}, <thing> {nummer|nr|id}, ^{aktenzeichen|az|referenz|geschäftszeichen|vorgang|kennung}$',
      2: '^{nummer|nr|kennziffer}$',
      not: 'art, kunden, telefon, haus, flurstück, status, lfd, laufende, kontakt',
    },
    opened: {
      4: 'eingang, eingangsdatum, eingegangen, erstellt, erstellung, erstellungsdatum, erstelldatum, gemeldet, meldedatum, meldezeit, meldezeitpunkt, angelegt, angefragt, geöffnet, eröffnet, eröffnungsdatum, erfasst, erfassungsdatum, anlagedatum, gestellt, antragsdatum, eingang am, datum geöffnet, datum uhrzeit geöffnet, {eingangs|erstellungs|erstell|melde|anlage|erfassungs|eröffnungs|öffnungs|antrags|aufnahme|registrierungs|anruf}<moment>, datum {meldung|eingangs|erstellung|erfassung|anfrage|beschwerde}, aufgenommen, registriert',
      2: '^{datum|zeitpunkt|zeit}$',
      not: 'von, erledigt, geschlossen, geändert, änderung, frist, antwort, geburt, geburtsdatum, gelöst, abschluss, fällig, letzte, zuletzt, bis, kanal, art',
    },
    resolved: {
      4: 'erledigt, erledigt am, erledigung, erledigungsdatum, gelöst, lösung, lösungsdatum, behoben, abgeschlossen, bearbeitet am, {erledigungs|lösungs|behebungs|fertigstellungs}<moment>, datum {erledigung|lösung}, fertiggestellt',
      3: 'geschlossen, abschluss, {abschluss|schließungs|schliess|end}<moment>, datum abschlusses, abschlussdatum, abschlusszeit, beendet, ende, enddatum, schließung, datum geschlossen, datum uhrzeit geschlossen',
      not: 'frist, bis, soll, fällig, geplant, status, grund, von, dauer, tage',
    },
    resolutionSpan: {
      4: 'bearbeitungszeit, bearbeitungsdauer, lösungszeit, erledigungsdauer, durchlaufzeit, {dauer|zeit} bis {lösung|erledigung|abschluss}',
      not: 'soll, ziel, max, mittel, durchschnitt, geplant',
    },
    responseSpan: {
      4: 'reaktionszeit, antwortzeit, {dauer|zeit} bis {antwort|erste antwort}',
      not: 'soll, ziel, max, mittel, durchschnitt, geplant',
    },
    responded: {
      4: 'erste antwort, erste rückmeldung, erstantwort, erstreaktion, erste reaktion, antwort, antwort am, antwortdatum, beantwortet, rückmeldung, {erstantwort|antwort|erstreaktions|reaktions|rückmelde}<moment>, bestätigt am',
      not: 'frist, bis, soll, art, fällig, status, dauer, text',
    },
    updated: {
      4: 'geändert, änderung, letzte änderung, zuletzt geändert, aktualisiert, aktualisierung, änderungsdatum, letzte aktualisierung, bearbeitungsdatum, geändert am, {änderungs|aktualisierungs}<moment>, datum letzten änderung, letzte bearbeitung',
      not: 'von, durch',
    },
    dueResponse: { 4: 'antwortfrist, antwort bis, frist antwort, reaktionsfrist, rückmeldung bis' },
    dueResolution: {
      4: 'frist, fällig, fälligkeit, fälligkeitsdatum, zu erledigen bis, erledigen bis, zieldatum, solltermin, termin bis, bearbeitungsfrist, lösungsfrist, {fälligkeits|ziel|soll}<moment>, {fälligkeits|ziel|soll}termin, spätestens',
      not: 'antwort, rückmeldung',
    },
    longitude: { 4: 'längengrad, geografische länge, geographische länge, geo länge' },
    latitude: { 4: 'breitengrad, geografische breite, geographische breite, geo breite' },
    stage: {
      4: '^{status|zustand|stand|bearbeitungsstand|bearbeitungsstatus|statusgrund|ticketstatus|vorgangsstatus|stadium|fallstatus|meldestatus|meldungsstatus|anfragestatus|aktueller status|status meldung|auftragsstatus|erledigungsstatus|sachstand}$',
      3: 'zustand, bearbeitungsstand, bearbeitungsstatus',
      not: 'datum, text, bemerkung, seit',
    },
    channel: {
      4: 'kanal, eingangskanal, meldeweg, eingangsart, kontaktart, kontaktweg, eingangsweg, kommunikationskanal, vorgangsursprung, ursprung, herkunft, meldekanal, meldeart, kontaktkanal, erfassungsweg, zugangsweg, eingegangen über, gemeldet über',
      3: 'quelle, medium',
      not: 'datum, daten, zahlung',
    },
    category: {
      3: 'art der meldung, art meldung, vorgangsart, anfrageart, meldungsart, anliegenart, art anliegens',
      2: '^{typ|art}$, typ, art',
      not: 'unter, kunden, eingangs, straßen, kontakt, objekt',
    },
    priority: { 4: 'priorität', 3: 'dringlichkeit, wichtigkeit, schweregrad' },
    language: { 3: 'sprache' },
    customerKind: {
      4: '<person>{art|typ|gruppe}, art {melder|kunden|antragstellers}, kundenkategorie',
    },
    satisfaction: { 3: 'zufriedenheit, bewertung, note', not: 'kommentar, datum' },
    attachments: {
      4: '{anzahl|zahl} {anhänge|fotos|bilder|dateien|anlagen}',
      2: '^{anhänge|fotos|bilder|anlagen}$',
      not: 'name, typ',
    },
    reopened: { 3: 'wiedereröffnet, wieder geöffnet, wiederöffnung, wiedereröffnung', not: 'datum, grund' },
    firstContact: {
      3: 'erstkontakt, beim ersten kontakt, erstlösung, im erstkontakt gelöst',
      not: 'datum, zeit',
    },
    entity: {
      5: 'zuständiges amt, zuständiger {bereich|fachbereich|dienst}, zuständiges {referat|team|sachgebiet}, zuständige {stelle|behörde|abteilung|dienststelle}, zuständigkeit, zuweisungsgruppe, federführendes amt, {bearbeitende|verantwortliche} {stelle|abteilung}, zugewiesene {gruppe|abteilung|stelle}, bearbeitergruppe, zuständig',
      4: 'amt, fachbereich, abteilung, organisation, dienststelle, fachamt, referat, behörde, dezernat, organisationseinheit',
      2: '^{gruppe|team|queue|bereich}$',
      not: 'telefon, kunden, kontakt',
    },
    area: {
      8.5: '^{stadtteil|ortsteil|gemeindeteil|stadtviertelname|stadtteilname|ortsteilname|stadtviertel|viertel|kiez}$',
      8: '^{stadtbezirk|bezirk|ortsbezirk}$',
      7: '^{gemeinde|ortschaft|gemarkung|quartier}$',
      5: 'stadtteil, ortsteil, stadtbezirk, bezirk',
      4: '^{gebiet|region|zone|ort|standort|ortslage|stadtgebiet|planungsraum|quartiersname|siedlung|sprengel|revier}$',
      2: 'plz, postleitzahl',
      not: 'straße, polizei, adresse, beschreibung, sprache, wahl, schul',
    },
    about: {
      5: 'unterkategorie, unterthema, untergruppe, unterart, teilkategorie',
      4: 'thema, anliegen, betreff, gegenstand, vorgangsgrund, themenbereich, art des anliegens, meldungstyp, problem, störungsart, mangelart, schadensart, art {anliegens|mangels|schadens|störung|beschwerde}, beschwerdegrund, grund',
      3: 'kategorie, sachgebiet, {schadens|mängel|themen|haupt|ober|melde}gruppe, oberkategorie, fachgebiet, themenfeld, rubrik, typ, hauptkategorie, themengebiet, leistung, dienstleistung, service, art',
      not: 'datum, status, kunde, kontakt, nummer, zeit, eingangs, straße, objekt, melder, meldung, von',
    },
    service: {
      1: '^{sachgebiet|schadensgruppe|mängelgruppe|themengruppe|hauptgruppe|obergruppe|themenfeld|rubrik|hauptkategorie|oberkategorie|themengebiet|fachgebiet}$',
    },
  },
};
