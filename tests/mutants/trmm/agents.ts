import { breaking } from './breaking.ts';

/** Agents, clients and fields; checks with their results and histories. */
export const agents = [
  ...breaking('check-results.ts', 'checks', [
    ['failures are counted', 'result.fail_count + 1', 'result.fail_count'],
    ['only failures in a row count', "status: 'passing', fail_count: 0", "status: 'passing'"],
    ['what was said is gone when it passes', "{ stdout: '', stderr: '', more_info: '', extra_details: null }", '{}'],
    [
      'a script speaks on its output',
      "if (check.check_type === 'script') return",
      "if (check.check_type === 'winsvc') return",
    ],
    [
      'an event log has its hits',
      "if (check.check_type === 'eventlog') return",
      "if (check.check_type === 'winsvc') return",
    ],
    ['a disk measures what is free', 'return failing ? 3 : 61;', 'return failing ? 1 : 0;'],
    ['a load is a percentage', 'return failing ? 97 : 23;', 'return failing ? 1 : 0;'],
    ['the rest is one for a failure', 'return failing ? 1 : 0;', 'return failing ? 0 : 1;'],
    ['every run has its time', 'result.last_run = world.stamp();', ''],
    [
      'every run is in the history',
      'addPoint(check, result, result.last_run',
      'if (result.status === "failing") addPoint(check, result, result.last_run',
    ],
    ['a history is kept for so many runs', 'const KEPT = 1000;', 'const KEPT = 100_000;'],
    ['the newest run comes first', 'result.history.unshift(', 'result.history.push('],
  ]),
  ...breaking('check-results.ts', 'life', [
    ['a check fails as often as it must', 'result.fail_count < check.fails_b4_alert', 'result.fail_count < 1'],
  ]),
  ...breaking('check-results.ts', 'clock', [
    ['a leap is a number of runs', 'Math.floor(leap / pace) - 1', 'Math.floor(leap / pace)'],
    ['the runs of a leap are counted', 'result.fail_count += missed;', ''],
    ['the points of a leap are few', 'const POINTS_OF_A_LEAP = 24;', 'const POINTS_OF_A_LEAP = 2400;'],
    ['the points of a leap are spread over it', 'let at = since + step;', 'let at = since;'],
    ['who is silent has no runs', "status === 'online' ? pk : []", 'status ? pk : []'],
  ]),
  ...breaking('add-rows.ts', 'checks', [
    [
      'a new agent’s checks never ran',
      'check.agents.add(agent.pk);',
      'check.agents.add(agent.pk);\n    world.results.set(resultKey(check.id, agent.pk), newResult(world, check, agent.pk));',
    ],
  ]),
  ...breaking('agent-json.ts', 'checks', [
    ['a definition has no result', 'check_result: {},', 'check_result: { status: "passing" },'],
    ['loads are bare numbers in the result', '.map((point) => point.y)', '.map((point) => Number(point.x))'],
    ['loads come oldest first', '.toReversed()', ''],
    ['fifteen loads are kept', '.slice(0, 15)', ''],
    ['only loads are in the result', "type !== 'cpuload' && type !== 'memory'", '!type'],
  ]),
  ...breaking('routes/checks.ts', 'checks', [
    [
      'a history goes by the id of the result',
      "result.id !== Number(call.params['id'])",
      "result.check !== Number(call.params['id'])",
    ],
    ['a history is of so many days', 'timeFilter * 86_400_000', 'timeFilter * 3_600_000'],
    [
      'nought days are all',
      'timeFilter === 0 ? Number.NEGATIVE_INFINITY',
      'timeFilter === -1 ? Number.NEGATIVE_INFINITY',
    ],
    ['no filter is all', '{ timeFilter = 0 }', '{ timeFilter }'],
    [
      'days in text are an error',
      "if (typeof timeFilter !== 'number') throw new TypeError('no number of days');",
      'if (typeof timeFilter !== "number") return ok(history);',
    ],
    ['a filter ends now', '(timeFilter === 0 || Date.parse(x) <= now)', 'now > 0'],
    ['a reset resolves', 'for (const alert of openAlerts(world, condition)) resolveAlert(world, alert);', ''],
    ['a reset marks as passing', "result.status = 'passing';", ''],
    ['a reset of all is of one agent', 'if (result.agent === agent.pk) markPassing', 'markPassing'],
    ['checks are not run where nobody is', "if (agent.status !== 'online') return", 'if (!agent) return'],
    ['checks that are run report', 'driver.runChecks(agent.agent_id);', ''],
    ['an unknown task is missing', 'if (!task) return MISSING;', ''],
  ]),
  ...breaking('agent-json.ts', 'agents', [
    ['a detail is heavy', 'inventory(300)', 'inventory(3)'],
    ['a detail has the id of the site', 'site: site.id,', 'site: site.name,'],
    [
      'a list row says who was there last',
      'return agent.logged_in_username;\n  return agent.status',
      "return agent.logged_in_username;\n  return agent.logged_in_username === 'None' ? 'None' : agent.status",
    ],
    ['errors are counted as failing', "result.alert_severity === 'error'", "result.alert_severity !== 'info'"],
    ['failing checks show at the agent', 'has_failing_checks: failing + warning > 0', 'has_failing_checks: false'],
    ['counts are of this agent', 'has_failing_checks: failing', 'has_failing_checks: passing'],
  ]),
  ...breaking('routes/agents.ts', 'agents', [
    [
      'a site wins over a client',
      'if (site !== null) return agent.site === Number(site);',
      'if (site !== null && client === null) return agent.site === Number(site);',
    ],
    ['a list can be of one client', 'client === null || placeOf', 'client !== null || placeOf'],
    [
      'a list can be of one kind',
      'agent.monitoring_type !== kind) return false',
      'agent.monitoring_type !== kind) return true',
    ],
    ['an unknown kind is refused', "return businessError('Invalid monitoring type')", 'return ok([])'],
    ['a list can be of five fields', "call.query.get('detail') === 'false'", "call.query.get('detail') === 'no'"],
    [
      'maintenance is yes or no',
      "if (maintenance_mode !== undefined && typeof maintenance_mode !== 'boolean') {",
      'if (!agent) {',
    ],
    ['maintenance is switched', 'agent.maintenance_mode = maintenance_mode;', 'void agent;'],
    [
      'maintenance of many is of a client or a site',
      "if (type !== 'Client' && type !== 'Site') return",
      'if (!type) return',
    ],
    ['maintenance of many is of the right ones', 'sites.some((site) => site.id === agent.site)', 'sites.length > 0'],
    ['maintenance of nobody is refused', 'if (hit.length === 0) return', 'if (hit.length < 0) return'],
    [
      'maintenance ends too',
      'driver.setMaintenance(agent.agent_id, action === true)',
      'driver.setMaintenance(agent.agent_id, true)',
    ],
    ['a note is under the name of the key', 'username: call.key.username', "username: 'admin'"],
    ['a note is read with its agent', '{ ...note, agent_id: agent.agent_id }', '{ ...note }'],
    [
      'a ping tells who is not there',
      "agent.status === 'online' ? 'online' : 'offline'",
      "agent.status ? 'online' : 'offline'",
    ],
  ]),
  ...breaking('driver.ts', 'agents', [
    ['a deleted agent takes its notes', 'world.notes = world.notes.filter((note) => note.agent !== agent.pk);', ''],
    ['a deleted agent takes its tasks', 'if (task.agent === agent.pk) world.tasks.delete(task.id);', 'void task;'],
    [
      'a deleted agent takes its pending actions',
      'world.pendingActions = world.pendingActions.filter((action) => action.agent !== agent.pk);',
      '',
    ],
    [
      'a deleted agent takes its own checks',
      'if (check.policy === null && check.agents.size === 0)',
      'if (check.agents.size < 0)',
    ],
    ['the checks of a policy stay', 'check.policy === null && check.agents.size === 0', 'check.agents.size >= 0'],
  ]),
  ...breaking('driver.ts', 'life', [
    ['a deleted agent takes its alerts', 'if (alert.agent === agent.pk) deleteAlert(world, alert);', 'void alert;'],
  ]),
  ...breaking('routes/core.ts', 'clients', [
    ['clients come by name', 'clients.sort((a, b) => a.name.localeCompare(b.name))', 'clients'],
    [
      'fields are of one model',
      'model === null || field.model === model',
      'field.model !== model || field.model === model',
    ],
    [
      'clients have their fields',
      'custom_fields: client.custom_fields.map((value) => ({ ...value, client: client.id })),',
      'custom_fields: [],',
    ],
    [
      'sites have their fields',
      'custom_fields: site.custom_fields.map((value) => ({ ...value, site: site.id })),',
      'custom_fields: [],',
    ],
    ['a client says what fails', "error: bad.some((result) => result.alert_severity === 'error')", 'error: false'],
    [
      'a client says what warns',
      "warning: bad.some((result) => result.alert_severity === 'warning')",
      'warning: false',
    ],
    ['the version can be asked for', 'trmm_version: world.settings.trmmVersion', "trmm_version: '1.4.0'"],
    ['an unknown client is missing', 'if (!client) return MISSING;', 'if (!client) return ok({});'],
  ]),
  ...breaking('agent-json.ts', 'clients', [
    ['fields at an agent name it', '({ ...value, agent: agent.pk })', '({ ...value })'],
  ]),
  ...breaking('default-world.ts', 'clients', [
    ['an agent without a value has no entry', 'agents.slice(0, -1)', 'agents'],
  ]),
];
