import type { NameWords } from './nameWords.ts';

export const spanish: NameWords = {
  sets: {
    thing:
      'solicitud|folio|reporte|caso|ticket|incidencia|petición|reclamo|queja|expediente|radicado|denuncia|aviso|trámite|requerimiento|servicio|contacto|orden|consulta|registro|llamada|atención|gestión|manifestación|novedad',
    number: 'número|n|no|n o|num|id|código|clave|referencia',
    person: 'solicitante|ciudadano|cliente|peticionario|usuario|reportante|denunciante|contribuyente',
    day: 'fecha|fecha hora|fecha y hora',
  },
  names: {
    ref: {
      4: '<number> <thing>, ^{folio|radicado|expediente|referencia|contacto}$, folio, id folio',
      2: '^{número|clave|código}$',
      not: 'tipo, teléfono, cliente, canal, estado, postal, calle, documento, fecha, celular',
    },
    opened: {
      4: '<day> {creación|apertura|solicitud|registro|ingreso|alta|reporte|captura|recepción|radicación|presentación|inicio|queja|reclamo|denuncia|envío|recibido|emisión|llamada|atención ciudadana|petición|incidencia|carga|inscripción}, creado, solicitado, registrado, recibido, abierto, ingresado, apertura, creación',
      2: '^{fecha|fecha hora|fecha y hora}$',
      not: 'cierre, cerrado, resolución, conclusión, concluido, solución, atención, vencimiento, modificación, actualización, última, último, compromiso, límite, respuesta, nacimiento, por, estado, estatus',
    },
    resolved: {
      4: 'resuelto, resolución, solución, conclusión, concluido, solucionado, ejecución, ejecutado, finalización, finalizado, terminación',
      3: 'cierre, cerrado, término, terminado',
      2: '<day> atención, atendido',
      not: 'límite, compromiso, vencimiento, estimada, prevista, estado, motivo, tipo, días, tiempo, por',
    },
    resolutionSpan: {
      4: '{tiempo|plazo|duración} de {resolución|atención|cierre|solución}, {días|horas} de {resolución|atención|cierre}',
      not: 'objetivo, previsto, máximo, promedio, medio, límite, meta',
    },
    responseSpan: {
      4: '{tiempo|plazo} de {respuesta|primera respuesta}',
      not: 'objetivo, previsto, máximo, promedio, medio, límite, meta',
    },
    responded: {
      4: 'primera respuesta, primer contacto, acuse, primera atención',
      3: '<day> respuesta, respondido, contestación',
      2: '<day> atención, <day> asignación',
      not: 'límite, vencimiento, días, tiempo, canal, medio, estado, compromiso',
    },
    updated: {
      4: 'actualización, actualizado, modificación, modificado, última {modificación|actualización|acción}, último {cambio|movimiento}',
      not: 'por, usuario',
    },
    dueResponse: { 4: '{vencimiento|límite|plazo} respuesta, respuesta límite, <day> límite respuesta' },
    dueResolution: {
      4: 'vencimiento, límite, compromiso, resolver antes, fecha estimada, fecha prevista, estimada, prevista, plazo, meta',
      not: 'respuesta',
    },
    longitude: { 4: 'longitud' },
    latitude: { 4: 'latitud' },
    stage: {
      4: '^{estado|estatus|situación|etapa|status}$, {estado|estatus|situación} {<thing>|actual|trámite}, razón para estado, razón estado',
      3: 'estado, estatus, situación, etapa',
      not: 'fecha, civil, comentario, nota, motivo',
    },
    channel: {
      4: 'canal, medio {captación|ingreso|recepción|contacto}, origen caso, canal {ingreso|atención|recepción}, vía {ingreso|recepción}, forma {ingreso|contacto}, medio ingreso, medio {comunicación|reporte|solicitud|entrada|presentación}, {vía|forma|modo} {comunicación|recepción|presentación|ingreso|contacto|atención}, canal comunicación',
      3: 'medio, origen, procedencia, fuente',
      not: 'fecha, datos, pago, respuesta, transporte',
    },
    category: {
      3: 'tipo {solicitud|petición|contacto|prestación|manifestación|pqrs|caso|llamada}',
      2: 'tipo, clase, naturaleza, categoría, clasificación',
      not: 'sub, solicitante, cliente, peticionario, usuario, documento, vía, incidencia, vehículo, ciudadano, persona',
    },
    priority: { 4: 'prioridad', 3: 'urgencia, gravedad, severidad' },
    language: { 3: 'idioma, lengua' },
    customerKind: { 4: 'tipo {<person>|persona}, clase <person>' },
    satisfaction: {
      3: 'satisfacción, calificación, valoración, evaluación, puntuación',
      not: 'comentario, fecha, motivo',
    },
    attachments: {
      4: '{número|n|no|cantidad|total} {fotos|adjuntos|archivos|anexos|imágenes|documentos adjuntos}',
      2: '^{adjuntos|fotos|anexos}$',
      not: 'enlace, nombre, tipo',
    },
    reopened: { 3: 'reabierto, reabierta, reapertura', not: 'fecha, motivo' },
    firstContact: { 3: 'primer contacto, primera llamada, resuelto primer contacto', not: 'fecha, hora' },
    entity: {
      5: '{dependencia|área|unidad|dirección|departamento|entidad|servicio|órgano} {responsable|asignada|encargada|competente|asignado|municipal|destino|gestor|gestora|ejecutora|resolutora}',
      4: 'dependencia, secretaría, entidad, grupo asignación, gerencia, subgerencia, unidad, oficina responsable, área encargada, institución, departamento, organismo, unidad administrativa',
      2: '^{grupo|dirección general|unidad|equipo}$',
      not: 'teléfono, correo, cliente, cuenta, domicilio, calle',
    },
    area: {
      8.5: '^{barrio|colonia|nombre barrio|domicilio barrio|colonia catalogo|barrio vereda}$',
      8: '^{distrito|comuna|delegación|alcaldía|localidad|domicilio comuna|alcaldia catalogo|junta vecinal|parroquia|unidad vecinal|vereda|corregimiento|urbanización|sector vecinal|pedanía|circunscripción}$',
      5: 'barrio, colonia, distrito, localidad, comuna',
      4: '^{zona|sector|municipio|región|ubicación|lugar|área geográfica|cuadrante|población}$',
      3: 'zona, sector, cantón',
      2: 'código postal',
      1: '^{ciudad|provincia}$',
      not: 'calle, dirección, policía, horaria, escolar, altura, electoral, manzana',
    },
    about: {
      5: '{sub|subtipo|subcategoría|subtipología|subfamilia|subclase|subservicio|subtema} {categoría|servicio|tema|}, subtipo {solicitud|incidencia}',
      4: 'asunto, tema, tema solicitud, motivo, motivo caso, tipo {incidencia|reporte|servicio|reclamo|queja|problema|denuncia|solicitud}, problema, concepto, materia, naturaleza reclamo, detalle servicio',
      3: 'categoría, servicio, tipología, tipo, rubro, familia, clasificación',
      not: 'fecha, estado, cliente, solicitante, peticionario, usuario, número, cierre, responsable, canal, medio, vía, documento, calle, rechazo, persona, id, código, petición',
    },
    service: {
      1: '^{familia|categoría|tipología|servicio|rubro|área temática|materia principal}$, categoría principal, servicio principal',
    },
  },
};
