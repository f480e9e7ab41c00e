import type { NameWords } from './nameWords.ts';

export const portuguese: NameWords = {
  sets: {
    thing:
      'protocolo|solicitação|manifestação|ocorrência|chamado|caso|ticket|atendimento|demanda|pedido|reclamação|processo|registo|registro|participação|registro ocorrência|ordem serviço|reporte|denúncia',
    number: 'número|n|no|n o|num|id|código|ref a|cód|cod|ref|referência',
    person: 'solicitante|cidadão|cliente|manifestante|usuário|munícipe|requerente|reclamante|utilizador',
    day: 'data|data hora|data e hora|dt',
  },
  names: {
    ref: {
      4: '<number> <thing>, ^{protocolo|solicitação|referência}$, protocolo',
      2: '^{número|código}$',
      not: 'tipo, telefone, cliente, canal, status, postal, rua, cpf, data, órgão, situação, celular, grupo',
    },
    opened: {
      4: '<day> {abertura|cadastro|criação|registro|registo|solicitação|entrada|demanda|manifestação|recebimento|atendimento|pedido|reclamação|início|envio|lançamento|ocorrência|chamado|recepção|receção|submissão|protocolo}, aberto em, aberta em, criado, criada em, solicitado em, registrado em, recebido em, cadastrado em, abertura',
      2: '^{data|data hora|data e hora}$',
      not: 'fechamento, fechado, encerramento, conclusão, resolução, resolvido, parecer, resposta, prazo, vencimento, última, último, ult, modificado, atualização, nasc, nascimento, situação, status, estado, por, resp, limite',
    },
    resolved: {
      4: 'conclusão, concluído em, resolvido, resolução, solução, finalização, finalizado em, data parecer, resp final, data resp final, resposta final, execução, executado, atendido em, solucionado, <day> {solução|finalização|execução|atendimento final}',
      3: 'fechamento, fechado em, encerramento, encerrado em, término',
      not: 'prazo, previsão, prevista, status, motivo, tempo, dias, tipo, por',
    },
    resolutionSpan: {
      4: '{tempo|duração} de {resolução|atendimento|conclusão|solução|fechamento}, {dias|horas} para {resolução|conclusão}',
      not: 'meta, previsto, máximo, médio, média, limite, prazo',
    },
    responseSpan: {
      4: '{tempo} de {resposta|primeira resposta}',
      not: 'meta, previsto, máximo, médio, média, limite, prazo',
    },
    responded: {
      4: 'primeira resposta, primeiro atendimento, primeira resposta em',
      3: '<day> resposta, respondido em, <day> encaminhamento',
      not: 'prazo, limite, previsão, tempo, meio, status, final',
    },
    updated: {
      4: 'atualização, atualizado, modificado, modificação, última {atualização|modificação|alteração}, alterado em, alteração',
      3: 'ult situação, última situação',
      not: 'por, usuário',
    },
    dueResponse: { 4: '{prazo|limite|previsão|vencimento} resposta' },
    dueResolution: {
      4: 'prazo, vencimento, previsão, limite, data prevista, previsto, prazo atendimento, prazo conclusão',
      not: 'resposta, dias, dentro',
    },
    longitude: { 4: 'longitude' },
    latitude: { 4: 'latitude' },
    stage: {
      4: '^{situação|status|estado|etapa}$, {situação|status|estado} {<thing>|atual}, razão status',
      3: 'situação, status, etapa',
      not: 'data, civil, ult, última, observação, motivo',
    },
    channel: {
      4: 'canal, canal {entrada|atendimento|receção|recepção}, origem, {meio|forma} {contato|contacto|entrada|atendimento}, origem usuário, tipo atendimento, via entrada, origem caso, {meio|forma|canal|via} {solicitação|comunicação|registro|submissão|contato}',
      3: 'meio, forma',
      not: 'data, resposta, pagamento',
    },
    category: {
      3: 'tipo {manifestação|solicitação|contato|demanda|chamado|pedido}',
      2: '^tipo$, tipo, natureza, classificação',
      not: 'sub, solicitante, cliente, usuário, ocorrência, logradouro, atendimento, cidadão, pessoa, serviço, veículo, manifestante',
    },
    priority: { 4: 'prioridade', 3: 'urgência, gravidade, severidade' },
    language: { 3: 'idioma, língua' },
    customerKind: { 4: 'tipo {<person>|pessoa}, perfil <person>' },
    satisfaction: {
      3: 'satisfação, avaliação, nota satisfação, nota atendimento, pesquisa satisfação',
      not: 'data, comentário, motivo',
    },
    attachments: {
      4: '{número|quantidade|qtd|qtde|total} {anexos|fotos|arquivos|ficheiros|imagens}',
      2: '^{anexos|fotos}$',
      not: 'link, nome, tipo',
    },
    reopened: { 3: 'reaberto, reaberta, reabertura', not: 'data, motivo' },
    firstContact: { 3: 'primeiro contato, primeiro contacto, primeira ligação', not: 'data, hora' },
    entity: {
      5: '{órgão|setor|secretaria|serviço|unidade|área} responsável, órgão',
      4: 'órgão, secretaria, unidade orgânica, divisão responsável, departamento, unidade responsável, entidade, órgão destinatário, diretoria, grupo atribuição, gerência, coordenadoria, {secretaria|órgão|setor|unidade} {responsável|competente|executor|executora}, divisão',
      2: '^{grupo|equipe|equipa|setor responsável}$',
      not: 'telefone, email, cliente, conta',
    },
    area: {
      8.5: '^{bairro|nome bairro|bairro ass|bairro ocorrência|bairro solicitação}$',
      8: '^{distrito|freguesia}$',
      7: '^{subprefeitura|regional|região administrativa|regional ass}$',
      5: 'freguesia, distrito',
      4: '^{zona|setor|região|localidade|município|área|localização|local|vila|comunidade|povoado|união freguesias}$, bairro',
      2: 'cep, código postal',
      1: '^cidade$',
      not: 'logradouro, endereço, rua, morada, cidadão, usuário, solicitante, residência, policial, escolar',
    },
    about: {
      5: '{subassunto|subcategoria|subdivisão|subtema|subtipo|sub assunto}',
      4: 'assunto, tópico, tipo {ocorrência|serviço|problema|reclamação|solicitação serviço|denúncia|pedido}, motivo, motivo caso, serviço descrição, serviço, problema',
      3: 'tema, categoria, tipo, área, gruposerviço descrição, grupo serviço, classificação',
      not: 'data, situação, status, cliente, solicitante, manifestação, manifestante, número, encerramento, responsável, canal, atendimento, cidadão, usuário, pessoa, conta, id, código, logradouro, verde',
    },
    service: {
      1: '^{tema|área|categoria}$, gruposerviço descrição, grupo serviço, categoria principal, assunto principal',
    },
  },
};
