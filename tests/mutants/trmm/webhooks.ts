import { breaking } from './breaking.ts';

/** Web hooks on their way, and what their templates become. */
export const webhooks = [
  ...breaking('webhook.ts', 'webhooks', [
    ['eight seconds are the limit', '?? 8000', '?? 80_000'],
    ['agents that are overdue are told one by one', 'sequential: openLane(1)', 'sequential: openLane(6)'],
    ['six reports are told at once', 'parallel: openLane(6)', 'parallel: openLane(60)'],
    [
      'what is not reached stands as 500',
      'return { status: 500, answer: String(error) };',
      'return { status: 0, answer: String(error) };',
    ],
    ['what is lost stands as 500', "{ status: 500, answer: 'Connection aborted.' }", "{ status: 0, answer: '' }"],
    [
      'the answer is kept in the row',
      'action_retcode: outcome.status,\n          action_execution_time',
      'action_retcode: 200,\n          action_execution_time',
    ],
    [
      'the text of the answer is kept in the row',
      '          action_stdout: outcome.answer',
      "          action_stdout: ''",
    ],
    [
      'the answer to a recovery is kept in the row',
      'resolved_action_retcode: outcome.status',
      'resolved_action_retcode: 0',
    ],
    ['a deleted row stays deleted', 'if (!world.alerts.has(alert.id)) return;', ''],
    ['calls can come twice', '? 2 : 1', '? 1 : 1'],
    ['calls can be lost', 'if (random() >= (disturbance.lose ?? 0))', 'if (random() >= 0)'],
    ['calls can be late', 'if (delayMilliseconds) await', 'if (!url) await'],
    [
      'a recovery has an address of its own',
      "event === 'failure' ? options.failureUrl : options.resolvedUrl",
      'options.failureUrl',
    ],
    ['the token is in the key store', "if (next?.token) world.globalKeys.set('BOT_TOKEN', next.token);", ''],
    ['a call says what it is about', ".replaceAll('EVENT', event)", ".replaceAll('EVENT', 'resolved')"],
  ]),
  ...breaking('webhook.ts', 'templates', [
    [
      'broken headers make no call',
      "const headers = { connection: 'close', ...renderHeaders(options.headers ?? HEADERS, models) };",
      'let headers = {};\n      try {\n        headers = renderHeaders(options.headers ?? HEADERS, models);\n      } catch {}',
    ],
    [
      'no kind of content is named by itself',
      "connection: 'close',",
      "connection: 'close', 'content-type': 'application/json',",
    ],
  ]),
  ...breaking('template.ts', 'templates', [
    ['a broken body is one string', 'return pythonJson(text);', 'return text;'],
    ['backslashes are doubled', "replaceAll(/\\\\(\\\\|(?![nrt]))/g, '\\\\\\\\')", 'trimEnd()'],
    ['control characters become spaces', "e-\\u001f]/g, ' ')", "e-\\u001f]/g, '')"],
    ['yes is True', "return 'True';", "return 'true';"],
    [
      'what is nothing is None',
      "if (!value || (Array.isArray(value) && value.length === 0)) return 'None';",
      'if (value === null) return "None";',
    ],
    ['an empty list is None', '|| (Array.isArray(value) && value.length === 0)', ''],
    [
      'an unknown name prints its parent',
      'if (!Object.hasOwn(model.fields, first)) return model.text;',
      "if (!Object.hasOwn(model.fields, first)) return 'None';",
    ],
    ['an unknown model is left as it is', 'lookUp(model, path) : whole', "lookUp(model, path) : ''"],
    ['only names of the model count', 'Object.hasOwn(models, name) ? models[name] : undefined', 'models[name]'],
    ['relations are followed', 'return rest.length > 0 ? lookUp(value', 'return rest.length > 9 ? lookUp(value'],
    ['names with spaces are fields', 'Object.hasOwn(model.fields, path) ? [path] :', ''],
    ['an alert knows its agent', '      agent,\n      assigned_check', '      assigned_check'],
    ['an alert knows its result', 'get_result: result ?', 'get_result: task ?'],
    ['a stored value is printed', 'own ? own.value : defaultOf(field)', 'defaultOf(field)'],
    ['a default is printed where nothing is stored', 'own ? own.value : defaultOf(field)', 'own ? own.value : null'],
    [
      'fields are of their model',
      'filter((field) => field.model === model)',
      'filter((field) => field.model === "agent")',
    ],
    ['a test has the agent in place of the alert', '    alert: model,\n', ''],
    [
      'a test without an agent replaces nothing',
      'if (!agent) return {};',
      "if (!agent) return { alert: { text: 'None', fields: {} } };",
    ],
  ]),
  ...breaking('template.ts', 'webhooks', [
    ['a time is printed as Python prints it', "printed.replace('T', ' ').replace('Z', '+00:00')", 'printed'],
  ]),
  ...breaking('python-json.ts', 'webhooks', [
    ['a body is written as Python writes it', "pairs.join(', ')", "pairs.join(',')"],
  ]),
  ...breaking('python-json.ts', 'templates', [
    ['what is not ASCII is escaped', '/[\\u007f-\\uffff]/g', '/[\\u007f]/g'],
    ['line ends are allowed in a text', ".replaceAll('\\n', String.raw`\\n`)", ''],
    ['tabs are allowed in a text', ".replaceAll('\\t', String.raw`\\t`)", ''],
  ]),
];
