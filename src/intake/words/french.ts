import type { NameWords } from './nameWords.ts';

export const french: NameWords = {
  sets: {
    thing:
      'demande|requête|signalement|réclamation|incident|dossier|fiche|ticket|plainte|sollicitation|intervention|déclaration|anomalie|cas|enregistrement|appel|doléance|alerte|affaire|suivi|saisine',
    number: 'numéro|n|no|num|id|référence|réf|code',
    person: 'demandeur|usager|client|réclamant|appelant|citoyen|administré|déclarant|requérant',
  },
  names: {
    ref: {
      4: '<number> <thing>, <thing> {numéro|n|id}, ^{référence|réf|dossier}$, id unique, identifiant unique, ^identifiant$',
      2: '^{numéro|n°}$',
      not: 'type, téléphone, client, usager, source, statut, postal, rue, parent',
    },
    opened: {
      4: 'créé, créée, création, ouverture, ouvert, demandé, date {demande|dépôt|signalement|déclaration|appel|réception|saisie|enregistrement|réclamation|création|ouverture|envoi}, dépôt, signalé, reçu, déposée, enregistré, date heure ouverture, enregistrement, constaté, date {constat|alerte|doléance|saisine|émission|sollicitation}, émis, saisi',
      not: 'clôture, fermeture, résolution, modification, mise à jour, échéance, limite, réponse, traitement, naissance, dernier, dernière, statut, mois, par, prise en charge',
    },
    resolved: {
      4: 'résolu, résolue, résolution, date résolution',
      3.5: 'traité, traitée, exécuté, exécution, solutionné, date traitement, réalisé, réalisation, terminé, fin traitement, date intervention',
      3: 'clôture, clôturé, clôturée, clos, fermeture, fermé, fermée, date fin, achèvement',
      not: 'prévue, limite, échéance, délai, temps, durée, statut, motif, état, mode, par',
    },
    resolutionSpan: {
      4: '{délai|temps|durée} de {résolution|traitement|clôture|réalisation}',
      not: 'cible, prévu, maximum, moyen, moyenne, objectif',
    },
    responseSpan: {
      4: '{délai|temps} de {réponse|première réponse|réaction}',
      not: 'cible, prévu, maximum, moyen, moyenne, objectif',
    },
    responded: {
      4: 'prise en charge, première réponse, date première réponse, pris en charge, accusé réception',
      3: 'réponse, répondu',
      not: 'limite, échéance, prévue, délai, statut, attendue, canal, taux',
    },
    updated: {
      4: 'mise à jour, mis à jour, modifié, modifiée, modification, dernière {modification|mise à jour|activité|action}, date dernier statut, actualisé',
      not: 'par, auteur',
    },
    dueResponse: { 4: '{échéance|date limite|limite} réponse, réponse {attendue|prévue}' },
    dueResolution: {
      4: 'échéance, limite, date limite, date limite traitement, date cible, date prévue, prévue, délai prévu, traiter avant, résoudre avant, avant, date butoir, délai, butoir',
      not: 'réponse',
    },
    longitude: { 4: 'longitude, loc long' },
    latitude: { 4: 'latitude' },
    stage: {
      4: '^{statut|état}$, {statut|état} {<thing>|traitement|avancement}, raison statut, dernier statut, statut ticket, avancement',
      3: 'statut, état',
      not: 'date, civil, note, commentaire, motif statut',
    },
    channel: {
      4: 'canal, provenance, mode {réception|contact|saisine|dépôt|saisie}, outil source, source demande, origine, moyen contact, moyen communication, mode communication, voie, mode saisine, média contact, canal réception',
      3: 'source, média',
      not: 'date, données',
    },
    category: {
      3: 'type {demande|requête|sollicitation|contact|appel}, nature {demande|appel|sollicitation}',
      2: 'type, nature, catégorie',
      not: 'lieu, sous, réclamant, demandeur, usager, client, voie, véhicule, déclaration',
    },
    priority: { 4: 'priorité', 3: 'urgence, gravité, criticité' },
    language: { 3: 'langue' },
    customerKind: {
      4: '{type|catégorie|qualité|profil} <person>',
    },
    satisfaction: {
      3: 'satisfaction, note satisfaction, évaluation, appréciation, note usager',
      not: 'commentaire',
    },
    attachments: {
      4: '{nombre|nb} {pièces jointes|photos|fichiers|documents}',
      2: '^{pièces jointes|photos}$',
      not: 'lien, nom, type',
    },
    reopened: { 3: 'rouvert, rouverte, réouvert, réouverte, réouverture', not: 'date, motif' },
    firstContact: { 3: 'premier contact, premier appel, résolu premier contact', not: 'date, heure' },
    entity: {
      5: 'service {affecté|concerné|responsable|gestionnaire|compétent|instructeur|en charge|traitant|destinataire|technique}, administration concernée, direction {concernée|responsable}, unité resp, unité responsable, unite resp parent, groupe techniciens, attribué groupe techniciens, groupe affectation, équipe {affectée|responsable}, {direction|unité|bureau|pôle} {compétente|compétent|en charge}',
      4: 'direction, département, administration, organisme, intervenant, entité, gestionnaire',
      2: '^{groupe|équipe|pôle}$',
      not: 'client, téléphone, email, compte, personne',
    },
    area: {
      8: '^{quartier|quartiers|nom quartier|conseil quartier}$',
      7.5: '^{arrondissement|arrondissement geo|secteur|commune|village|nom commune}$',
      5: 'quartier, arrondissement, commune',
      4: '^{zone|lieu|localité|canton|district|hameau|emplacement|lieu dit|îlot|ville quartier|faubourg|cité|circonscription}$',
      3: '^{préfecture|province|région|ville|wilaya|gouvernorat}$',
      2: 'code postal',
      not: 'adresse, police, rue, type, type lieu, téléphone, scolaire',
    },
    about: {
      5: 'sous {catégorie|type|thème|domaine|motif|type déclaration|rubrique|famille|objet|nature|service}, sous type déclaration',
      4: 'objet, objet réclamation, motif, motif {demande|requête|appel}, thème, sujet, acti nom, activité, type {signalement|déclaration|anomalie|incident|problème|réclamation|intervention}, thématique, problème',
      3: 'catégorie, domaine, type, nature, prestation, famille, service, rubrique, intitulé, libellé',
      not: 'statut, date, lieu, client, compte, usager, demandeur, réclamant, rejet, clôture, contact, numéro, nom, canal, affecté, concerné, priorité, responsable, voie, commentaire',
    },
    service: {
      1: '^{domaine|catégorie|famille|thématique|type déclaration|rubrique}$, catégorie principale',
    },
  },
};
