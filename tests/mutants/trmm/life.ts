import { breaking } from './breaking.ts';

/** When rows are made, changed and ended: the engine, snoozes, and what the clock does. */
export const life = [
  ...breaking('engine.ts', 'life', [
    ['maintenance makes nothing', 'if (agent.maintenance_mode) return undefined;', ''],
    ['maintenance resolves nothing', 'if (agentOf(world, condition).maintenance_mode) return undefined;', ''],
    [
      'two open rows become the newest',
      'resolveAlert(world, double);\n      const isActedOn',
      'void double;\n      const isActedOn',
    ],
    ['overdue has its words', 'is overdue.', 'is offline.'],
    ['a failing task has its words', 'has task: ', 'has a task: '],
  ]),
  ...breaking('engine.ts', 'alerts', [
    ['a failing check has its words', ' check: ${check?.readable_desc}', ' check: ${check?.name}'],
  ]),
  ...breaking('engine.ts', 'webhooks', [
    ['one lasting failure is one row', 'newest ?? insertAlert(', 'insertAlert('],
    ['severity moves in place', 'if (alert.severity !== severity) updateAlert', 'if (!alert) updateAlert'],
    ['a web hook leaves once', 'announced.has(alert.id) || ', ''],
    ['recovery is told of what was announced', 'announced.has(newest.id) && ', ''],
    [
      'of two open rows one recovery is told',
      'resolveAlert(world, double);\n      if (!newest)',
      'void double;\n      if (!newest)',
    ],
  ]),
  ...breaking('engine.ts', 'notify', [
    ['release 1.5.0 sends nothing', "=== '1.5.0'", "=== '1.4.9'"],
    [
      'info is not announced',
      "alert.severity === 'info' && !notifyOnInfo",
      "alert.severity === 'info' && alert.id < 0",
    ],
    [
      'warnings can be switched off',
      "alert.severity === 'warning' && !notifyOnWarning",
      "alert.severity === 'warning' && alert.id < 0",
    ],
    ['a recovery of info is not told', ' && !quiet(world, newest)', ''],
    [
      'actions of agents can be switched off',
      "if (type === 'availability') return agents;",
      "if (type === 'availability') return true;",
    ],
    ['actions of checks can be switched off', "type === 'check' ? checks :", "type === 'check' ? true :"],
    ['actions of tasks can be switched off', '? checks : tasks', '? checks : true'],
    ['without alerting there is no row', '!world.settings.dashboardAlerts && !isActedOn', '!world'],
    ['a web hook makes rows of its own kinds alone', ' && hasActions(world, condition.type)', ''],
    ['rows for a web hook alone are hidden', 'hidden: !world.settings.dashboardAlerts', 'hidden: false'],
  ]),
  ...breaking('alert-row.ts', 'life', [
    ['a re-fire after a resolve by hand is a new row', 'if (key && !alert.resolved) {', 'if (key) {'],
    ['the newest of two rows stays', 'sort((a, b) => a - b)', 'sort((a, b) => b - a)'],
    ['snoozes run out at ten past', 'const tenPast = 600_000;', 'const tenPast = 0;'],
    ['snoozes run out once an hour', 'const hour = 3_600_000;', 'const hour = 600_000;'],
    ['a snooze lasts until its end', '|| Date.parse(alert.snooze_until) > due', ''],
    ['an alert is of one agent', '`check:${condition.agent}:${condition.check}`', '`check:${condition.check}`'],
  ]),
  ...breaking('alert-row.ts', 'clock', [
    [
      'a snooze without an end never runs out',
      'alert.snooze_until === null || Date.parse(alert.snooze_until)',
      'Date.parse(alert.snooze_until ?? world.stamp())',
    ],
  ]),
  ...breaking('results.ts', 'life', [
    ['overdue is an error', "engine.failed(condition, 'error')", "engine.failed(condition, 'warning')"],
    ['offline raises nothing', "if (agent.status === 'overdue')", "if (agent.status !== 'online')"],
    ['coming back resolves', 'engine.passed(condition);', ''],
  ]),
  ...breaking('results.ts', 'checks', [
    ['a report of one agent is no other’s', 'if (check.agents.has(agent.pk)) runAgain', 'runAgain'],
  ]),
  ...breaking('results.ts', 'clock', [
    ['who is silent reports nothing', "if (agent.status !== 'online') continue;", ''],
  ]),
  ...breaking('add-rows.ts', 'life', [
    ['a task is info unless somebody said otherwise', "severity: Severity = 'info'", "severity: Severity = 'warning'"],
  ]),
  ...breaking('presence.ts', 'clock', [
    ['offline is after four minutes', 'OFFLINE_TIME = 4', 'OFFLINE_TIME = 2'],
    ['overdue is after half an hour', 'OVERDUE_TIME = 30', 'OVERDUE_TIME = 10'],
    ['overdue comes in time', "agent.status = 'overdue';\n    if", 'void agent;\n    if'],
    ['who is silent is not heard', "agent.status !== 'online' || (seen", '(seen'],
    ['a check-in is within the minute', 'now - seen < MINUTE', 'now - seen < 90 * MINUTE'],
    ['a check-in has its own pace', 'now - seen < MINUTE', 'now - seen < MINUTE / 2'],
    ['agents do not check in together', '(agent.pk * 7919)', '(agent.pk * 0)'],
    ['nobody was heard in the future', 'seen <= now &&', ''],
    ['who comes back was heard now', 'agent.last_seen = world.stamp();', ''],
  ]),
  ...breaking('clockwork.ts', 'clock', [
    ['a leap lets snoozes run out', 'clearSnoozes();', ''],
    ['a leap has agents check in', 'keepPresence(world);', ''],
    ['a leap brings a report when one is due', 'world.now() - reported >= pace', 'world.now() - reported >= 10 * pace'],
    ['a leap brings no report before its time', 'world.now() - reported >= pace', 'world.now() - reported >= 0'],
    ['without a pace there is no report', 'if (pace !== undefined && ', 'if ('],
    ['a leap fills the history', 'runThroughLeap(world, [...world.agents.values()], reported, pace);', ''],
    ['a clock that is put back does not hold reports up', 'reported = Math.min(reported, world.now());', ''],
  ]),
  ...breaking('clockwork.ts', 'life', [
    ['agents report by themselves', 'setInterval(report, pace)', 'setInterval(tick, pace)'],
  ]),
  ...breaking('index.ts', 'clock', [['the stand-in is told of a leap', 'onAdvance: () => clockwork.leap(), ', '']]),
  ...breaking('agent-json.ts', 'clock', [
    [
      'a boot does not move with the clock',
      'boot_time: agent.boot_time',
      'boot_time: Math.trunc(world.now() / 1000) - 86_400.5',
    ],
    [
      'who cannot be asked has no user',
      "agent.last_logged_in_user : '-'",
      'agent.last_logged_in_user : agent.last_logged_in_user',
    ],
    ['the last user is in italics while the agent is there', "=== 'None' && agent.status === 'online'", "=== 'None'"],
  ]),
];
