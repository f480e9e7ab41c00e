import type { NameWords } from './nameWords.ts';

export const english: NameWords = {
  sets: {
    thing:
      'service request|sr|case|ticket|complaint|incident|enquiry|inquiry|issue|csr|work order|report|claim|record|interaction|conversation|transaction|request|req|rqst|cmplnt|compl|notification|reference|tracking|problem|job|task|docket|grievance|application|call|feedback|order|matter|file|chat|session|query|submission|registration|assignment|acknowledgement|log|contact log|enquiry log',
    number: 'id|number|no|num|nr|ref|reference|key|serial',
    moment: 'date|time|datetime|dt|on|at|timestamp',
    unit: 'hours|hrs|hr|minutes|mins|min|days',
    many: 'count|number|no|num|nr|total|qty',
    files:
      'attachment|attachments|attached files|file|files|photo|photos|image|images|picture|pictures|media',
    customer: 'customer|client|requester|requestor|caller|applicant|contact|user|complainant|citizen',
    kind: 'type|kind|category|class|segment|group',
  },
  names: {
    ref: {
      4: '<thing> <number>, ^unique {key|id}$, ^contact {id|key|guid}$, ^{reference|ref}$, ^{case|ticket|srnumber|folio|request|sr|complaint}$',
      3.5: 'case enquiry id, service request name, ^servno$, external id',
      3: '^number$, ^key$, ^our {reference|ref}$, ^{incidentid|caseid}$',
      2.5: '^id$',
      2: '^{no|num|nid}$, ^row id$, id$, number$',
      1.5: '^{sr|s|sl} no$, ^serial {no|number}$, object id, ^objectid$',
      not: 'type, short, parent, legacy, duplicate, original, zip, postal, ward, district, customer, contact, agency, channel, source, status, topic, category, zone, area, community, checksum, count, related, requester, requestor, caller, user, owner, agent, assignee, group, phone, mobile, account, device, asset, parcel, plot, organization, department, employee, priority, sla, service code, national, emirates, token, guid, volunteer, address, tax, map, house, street, attachments, files, photos',
    },
    opened: {
      4.5: 'created, creation, opened at, opened, reported',
      4: 'create, open <moment>, <moment> open, requested, submitted, submission, received, logged, registered, registration, lodged, raised, recorded, initiated, init, intake, filed, request <moment>, entered, captured, launched, notified, lodgement, apply <moment>, application <moment>, {contact|call|chat|session|conversation} start, raised on, when was it reported, {complaint|report|incident|case|call|ticket|sr|transaction|interaction} {date|time|datetime|dt}, date {request|complaint|report|call|incident|creation|opening|added}, add <moment>, addate, adddate, adddttm, creat dt, called in',
      3.5: 'sys created on, submit <moment>, submitdt',
      3: 'start, started, entry, entered, opening, open, posted, arrival, issue date',
      2: '^{date|datetime|date time|timestamp|time|day}$',
      not: 'close, closed, closing, closure, resolved, resolution, completed, completion, complete, finished, finish, update, updated, modified, mod, due, target, expected, projected, last, action, assigned, response, responded, reply, acknowledged, birth, born, expiry, loaded, imported, exported, scheduled, sla, reopened, end, escalated, viewed, by, inspection, visit, first, status',
    },
    resolved: {
      4: 'resolved, resolution {date|time|datetime|dt}, date resolved, solved, restored, fixed, rectified, redressed, when was it fixed',
      3.5: 'actual resolution, actual {closure|completion|finish}, last resolved',
      3: 'closed, close, closing, closure, completed, completion, complete, finished, finish, ended, concluded, done, act close, fulfilled, res dttm, resdttm, disposed, disposal date, settled, settlement date, finalised, finalized, finalisation, close out, cleared, terminated',
      2: 'end {date|time}, ended, action completed',
      not: 'due, target, expected, exp, estimated, projected, planned, status, reason, by, photo, before, first contact, first visit, first call, same day, solved at first, days, hours, hrs, hh, min, minutes, seconds, within, loop, is, open, code, duplicate, notes, comment, description, action updated, agent, user, details',
    },
    responded: {
      4: 'first {response|reply|contact|action|responded}, first agent {response|reply}, first {admin|staff|operator|human|public|official|team} {response|reply}, responded, replied, acknowledged, acknowledgement, ack <moment>, acknowledgment, acknowledge <moment>, initial reply, initial response, first agent email response, initial reaction, first response sent, initial solution',
      3.5: 'response {date|time|datetime|dt|sent}, reply <moment>, date reply, date response, council response, actual response, response, confirmed response',
      3: 'date actioned, actioned, reaction',
      2: 'inspector assigned, attended, in progress <moment>',
      not: 'due, target, expected, estimated, sla, by, resolution, status, hrs, hours, hh, min, minutes, days, agent name, customer, text, level, first call resolution, next',
    },
    resolutionSpan: {
      4: '{resolution|resolve|closure|completion|fix|handling|processing|turnaround|cycle|lead} {time|duration|hours|hrs|hr|minutes|mins|min|days}, time to {resolve|resolution|close|closure|complete|completion|fix|solve}, <unit> to {resolve|close|complete|fix|closure|resolution|completion}, {resolved|closed|completed} in <unit>, turnaround, ^ttr$, ttr <unit>, ^tat$, tat <unit>, {time|hours|days} taken, duration to {resolve|close}',
      not: 'sla, target, due, allowed, standard, agreed, max, maximum, limit, expected, estimated, planned, promised, average, avg, mean, median, open, breach, overdue, name, date, status, met, percent, response, respond, reply, first',
    },
    responseSpan: {
      4: '{response|reply|reaction|acknowledgement} {time|duration|hours|hrs|hr|minutes|mins|min|days}, time to {respond|reply|first response|first reply|acknowledge}, <unit> to {respond|reply|first response|first reply|acknowledge}, first {response|reply} {time|duration|hours|hrs|hr|minutes|mins|min|days}, ^frt$, frt <unit>, {responded|replied} in <unit>',
      not: 'sla, target, due, allowed, standard, agreed, max, maximum, limit, expected, estimated, planned, promised, average, avg, mean, median, open, breach, overdue, name, date, status, met, percent, resolution, resolve, next',
    },
    updated: {
      4: 'updated, update <moment>, <moment> update, last {update|updated|modified|action|activity|change|edit|edited|upd|mod}, modified, modification, changed, edit <moment>, mod dttm, moddttm, last touched, last status update, revised, date edited, last interaction',
      3.5: 'sys updated on, change <moment>, last change',
      3: 'status change, do not modify modified',
      not: 'due, target, expected, by, user, name, count, notes, action updated, resolution',
    },
    dueResponse: {
      4: '{due|target|expected|sla|deadline} {response|reply|first response}, {response|reply|first response} {due|target|expected|sla|deadline}, response by, respond by, first response by, first response due by, initial review due, review due, reply by, first reply {due|target}',
      not: 'met, status, days, hours, hrs, breached, overdue',
    },
    dueResolution: {
      4: 'due, target, expected, estimated, deadline, sla <moment>, sla due, projected, resolve by, resolution by, close by, complete by, committed, commit date, promised, commitment, required by, finish by, to be {completed|resolved|closed} by, complete before, eta, etr, time limit, target {date|closure|completion|resolution}, breach <moment>, exp close, planned {end|completion|finish}, overall due',
      3: 'due by, dueby, sla target, estimated response, sla',
      not: 'response, reply, respond, review, status, met, days, hours, hrs, breached, overdue, name, id, within, made, reason, is, owner, start',
    },
    longitude: {
      4: 'longitude, lon, lng, long',
      3: '^{point|geometry|loc|gps|geo} x$',
      2: '^{loc|location|point|coord|gps|geo|map|} x {coord|coordinate|}$',
      not: 'text, description',
    },
    latitude: {
      4: 'latitude, lat',
      3: '^{point|geometry|loc|gps|geo} y$',
      2: '^{loc|location|point|coord|gps|geo|map|} y {coord|coordinate|}$',
      not: 'text, description',
    },
    stage: {
      4: '^{status|stage|state}$, {case|request|ticket|sr|report|complaint|incident|service request|record|order|conversation|current|issue|lifecycle|life cycle|work|task|overall|problem|job|grievance|application|call|assignment|enquiry|inquiry|query} {status|state|stage}, status name, statecode name, status en, status ar, last status, service order status, current conversation state, progress status, phase',
      3.5: 'status reason',
      3: 'status, stage, stat desc, statdesc, stat id, status desc',
      2: 'state name, state',
      not: 'note, notes, date, dt, time, change, code, id, by, description, comment, sla, overdue, payment, detail, details, text, sub, resolution, first response, approval, marital, county, city, zip, plane, user, email, survey, escalation, timestamp, within, number, on, sub status',
    },
    channel: {
      4: 'channel, contact method, method {received|contact}, intake {method|channel}, {submitted|received|reported|requested} {via|through|using}, how received, {raised|lodged|logged|created} {via|through}, how was it reported, mode {receipt|complaint|contact|submission|communication}, {submission|reporting|request|input|inbound|origin|entry|raised by} {channel|method|mode}, contact medium, touchpoint, entry point, {request|case|sr|ticket|report|reported|complaint|call} source, contact type, media type, contact channel, channel type, open data channel type, case origin',
      3: 'source, origin, medium, method, via, mode, received by, src cd, source name, origin code name, origin code text, report source',
      2: 'platform, provenance, interface, contact mode',
      not: 'date, id, data, water, light, pollution, funding, tracked, description, payment, transport, water, name source, open source, travel, device, time, url, preferred',
    },
    category: {
      3: '{participation|feedback|complaint|enquiry|inquiry|query|communication|request|case|ticket|record|sr|interaction|call|conversation} {type|category|class}, type {request|contact|case|call|feedback}, case record type, nature {call|request|contact}, case type code name',
      2: 'category, type, class, classification, nature, kind',
      not: 'sub, id, code, date, customer, client, caller, applicant, user, contact type, complainant, requester, location, address, device, file, attachment, vehicle, media, channel, size, customer segment, priority, incident category, property, street, tier, level, owner, area',
    },
    priority: {
      4: 'priority, prio cd, priority code text',
      3: 'urgency, severity, importance, criticality, reported priority',
      2: 'impact',
      not: 'changed, date, reason',
    },
    language: {
      3: 'language, lang, locale',
      not: 'skill, agent, id, barrier',
    },
    customerKind: {
      3: '<customer> <kind>, <kind> <customer>, {applicant|customer} category, beneficiary type, submitter type, reporter type',
      not: 'id, date, contact type, method, id type, code',
    },
    satisfaction: {
      4: 'satisfaction, csat, happiness, customer {rating|score|satisfaction}, survey {score|rating|result}, satisfaction score, satisfaction rating, survey answer, overall satisfaction, how satisfied, experience rating, service rating, feedback rating',
      3: 'rating, stars, score, feedback score, feedback rating',
      2: 'feedback',
      not: 'risk, date, comment, text, votes, offered, reason, channel, priority, lead, credit, sent, status, type, category, source',
    },
    attachments: {
      4: '<many> <files>, <files> <many>',
      2: '^{attachments|attachment|attached files|photos|images|pictures}$',
      not: 'url, urls, link, links, name, names, size, type, date, path, status, required',
    },
    reopened: {
      3: 'reopened, reopen, reopens, reopening, re opened, re open, re opens',
      not: 'date, reason, by, status, at, time, on, user',
    },
    firstContact: {
      3: 'first contact, first call, fcr, one call, solved at first contact, resolved first contact, resolved in first call, first contact resolution, first call resolution, closed first contact, closed at first visit, first visit, first time fix',
      not: 'date, time, name, at utc, by, person, number',
    },
    entity: {
      5: 'responsible {agency|department|entity|unit|team|authority|directorate}, {agency|department|entity|team|unit} responsible, assigned {department|team|group|unit|agency|to department|organisation|organization}, owner department, owning {department|unit|team|business unit}, assignment group, allocated team, handling {department|unit}, respdept, resp dept, concerned {department|agency|entity|authority|unit|section}, competent {department|authority|entity}, team {currently assigned|assigned}, which team, work group, workgroup, owner group, resolver group, assigned to {department|team|unit|group}',
      4: 'agency, department, dept, entity, division, bureau, ministry, branch, wing, directorate, organisation, organization, responsible, business unit, authority, service team, support team, support group, {ticket|case|conversation|fulfillment|fulfilment|owner|assigned|assignees|support|resolver|handling} {group|team}, forwarded to, queue name, service support team, service area',
      3: 'request type organization, agency name, department name, entity name, division name, organisation name, organization name, dept name, organization acronym',
      2: '^{team|section|unit|group|shop|team name|group name|desk|office|crew|function|contractor}$, section, unit, team',
      1: 'queue, shop',
      not: 'id, code, phone, email, contact, type, status, police, fire, electrical, school, created, created by, customer, account, requester, user name, officer, head, manager, person, staff, address, head office, member, business type, age, price, date, count, wait, support organization, reporting, submitting, user organization',
    },
    area: {
      9.5: '^{neighborhood|neighbourhood|neighborhoods|neighbourhoods}$, ^{neighborhood|neighbourhood|community plan|comm plan} {name|}$, ^nc name$, neighbourhood, neighborhood',
      9: '^wards$, ^ward$, ^ward {name|no|number|id}$, ^zone$, ^zone {name|code|id|en|ar|no}$, ^community$, ^{community|comm} {name|code|en|ar|no|number|num|id|name en|name ar}$, ^{ward|zone|community} name$, ncname',
      8: '^{district|districts|district name}$',
      7: '^{borough|borough name|suburb|locality|city area|planning area|village|hamlet|barangay|union council|estate|service region|locality name|suburb name}$',
      6: '^{council district|city council district|community area|community board|sub district|parish|township|municipality district}$',
      5: 'ward, community, council district, supervisor district, suburb, borough, zone, area name',
      4.5: '^{area|area name}$',
      4: '^{municipality|commune|sector|region|precinct}$',
      3: 'district, area, precinct, region, sector, territory, location name',
      2.5: '^{site|location|site name|tagged places}$, tagged places',
      2: 'zip, zipcode, zip code, postal, postcode, post code, postal code, first 3 chars postal code',
      1: '^{city|town|place|emirate}$',
      not: 'police, fire, electrical, school, congress, congressional, assembly, senate, tract, block, judicial, election, pwd, traffic, maintenance, snow, sweeping, tram, taxi, park, bridge, highway, surface, time zone, square, area code, map, state plane, management district, league, service area, sr area, subarea, sub area, location type, type, status, description, details, text, address, manager, officer, inspector, member, team, url, date, code name, street, problem, lat, latitude, lon, longitude, long',
    },
    about: {
      5: 'sub {category|type|topic|service|issue|area|subject|group|class|menu}, {subcategory|subtype|subtopic|subservice|subarea|sub categorization}, {request|service request|sr|complaint|service|incident|problem|issue} sub {type|category}, classification level 2, categorization tier 2, operational categorization tier 2, problem detail, sr subarea, level 2 category',
      4: 'topic, subject, descriptor, {assignment|work|task|violation|defect|activity|concern|query|enquiry|inquiry|fault|grievance} {type|category}, what is problem, nature {complaint|problem|request|issue|enquiry}, type {complaint|issue|service|incident|request}, reason {contact|call|complaint}, theme, disposition reason, {complaint|case|problem|ticket|report} category, {complaint|request|case|incident|issue} cat, specific issue, {complaint|main|request|case} subject, violation, call description, sr description, problem, problem type, prob type, probtype, prob desc, probdesc, issue, {request|service request|sr|complaint|service|incident|case|call|report|problem|issue} type, request description, help topic, request category, incident category, issue category, case reason, contact reason, wrap up code, sr type, service code description, type problem, report subject, service name, request item, component, components, component s, reason name, service issue category name, service type code description, service offering, subject id name',
      2.5: 'record type',
      3: 'service, services, category, label, activity, disposition group, rubric, purpose, service line, subject area, service category, main {service|category|topic}, type, description, request details, reason, title, nature, class, classification, parent category, service main type, service sub type, classification level 1, categorization tier 1, operational categorization tier 1, sr area, service group, service details, product, item, summary, intent, form, ticket form, service description',
      not: 'code, id, number, no, date, status, closure, closed, resolution, location, vehicle, customer, client, caller, applicant, district, device, structure, facility, vendor, taxi, bridge, borough, priority, source, channel, method, action, note, notes, comment, comments, remark, remarks, ward, zone, area, park, address, by, url, legacy, duplicate, anonymous, sla, level, language, payment, user, notice, short, detail, details, organization, assignment, assigned, center, centre, team, agency, department, owner, detail text, contact type, media, request name, catalog, image, photo, customer happiness, other, describe, employee, public, vote, subject line, contact method, status reason, escalation, problem manager, request source, request status, survey',
    },
    other: {
      1: '^platform$, device, browser, operating system, os, dnis, ani, trunk, votes, ip address, app version',
    },
    service: {
      1: '^{main service|main category|main topic|main type|service line|disposition group|main issue|service hierarchy l1|subject area|complaint main subject|main subject|service|service name|service category|service group|service area|parent category|service main type|level 1|category level 1|classification level 1|categorization tier 1|operational categorization tier 1|sr area|service type code description}$, main {service|category}',
      not: 'sub',
    },
  },
};
