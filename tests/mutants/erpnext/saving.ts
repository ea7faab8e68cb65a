import type { Mutant } from '../mutant.ts';
import { at } from './at.ts';

const save = at('save', 'timesheet');
const states = at('state-rules', 'states');
const naming = at('naming', 'states');
const rows = at('table-rows', 'rows');

/** What every document keeps: links, names, states, tables, protected columns. */
export const saving: Mutant[] = [
  save(
    'a new document keeps its links',
    "  demandLinks(site, type, doc);\n  demand(user, doctype, 'create');",
    "  demand(user, doctype, 'create');",
  ),
  at('save', 'routes')(
    'a changed document keeps its links',
    "  demandLinks(site, type, doc);\n  demand(user, doctype, 'write', name);",
    "  demand(user, doctype, 'write', name);",
  ),
  at('save', 'versions')('creating is a right', "  demand(user, doctype, 'create');\n", ''),
  at('save', 'routes')('writing is a right', "  demand(user, doctype, 'write', name);\n", ''),
  at('save', 'states')('deleting is a right', "  demand(user, doctype, 'delete', name);\n", ''),
  at('save', 'api')(
    'nobody makes what is of a hidden employee',
    "'create');\n  demandVisible(user, doctype, doc);",
    "'create');",
  ),
  at('save', 'api')(
    'nobody gives to a hidden employee',
    "'write', name);\n  demandVisible(user, doctype, doc);",
    "'write', name);",
  ),
  at('save', 'api')('nobody changes what is hidden', '  demandVisible(user, doctype, stored);\n', ''),
  at('save', 'api')(
    'nobody deletes what is hidden',
    "'delete', name);\n  demandVisible(user, doctype, doc);",
    "'delete', name);",
  ),
  save(
    'a submitted sheet stays',
    "if (doc['docstatus'] === 1) {\n    throw",
    "if (doc['docstatus'] === 3) {\n    throw",
  ),
  save('what is deleted is gone', 'tableOf(site, doctype).delete(name)', 'void name'),
  save(
    'a save that fails leaves no gap',
    '  finish(context, type, doc);\n  commit();',
    '  commit();\n  finish(context, type, doc);',
  ),
  save('a series counts on', '  commit();\n  return doc;', '  return doc;'),
  save('short texts are short', '  demandLengths(site, type, doc);\n', ''),
  save('a table is asked for', '  demandMandatory(site, type, doc);\n', ''),
  save('a unique column is unique', '  demandUnique(site, type, doc);\n', ''),
  save('a stale version is refused', '  demandNewest(stored, body);\n', ''),
  at('save', 'states')('what is submitted is whole', "if (doc['docstatus'] === 1) demandReady(doc);", ''),
  at('save', 'trouble')(
    'nothing is saved while read-only',
    '  demandWritable(site);\n  tableOf(site, type.name).set',
    '  tableOf(site, type.name).set',
  ),
  at('save', 'trouble')(
    'nothing is deleted while read-only',
    '  demandWritable(site);\n  tableOf(site, doctype).delete',
    '  tableOf(site, doctype).delete',
  ),
  save('the title is the employee by itself', "doc['title'] ||= doc['employee_name'] ?? null", "doc['title'] ||= null"),
  save(
    'the currency is that of the site by itself',
    "doc['currency'] ||= site.settings.currency",
    "doc['currency'] ||= null",
  ),
  at('save', 'versions')('the custom field gets its prefix', '`custom_${scrubbed}` : scrubbed', 'scrubbed : scrubbed'),
  at('save', 'routes')(
    'in 14 the custom field gets none',
    'site.settings.version >= 15 ? `custom',
    'site.settings.version >= 14 ? `custom',
  ),
  at('save', 'clock')('a change is stamped', "  doc['modified'] = site.now();\n", ''),
  at('save', 'clock')(
    'who changed is told',
    "doc['modified_by'] = user?.email ?? 'Guest'",
    "doc['modified_by'] = 'Administrator'",
  ),
  naming('a deleted name is given away again', 'site.series.set(prefix, last - 1)', 'site.series.set(prefix, last)'),
  naming('only the last name is given away', '&& Number(name.slice(prefix.length)) === last', ''),
  naming('what is amended keeps its name in front', 'return `${original}-1`', 'return `${original}-2`'),
  naming('what is amended again counts on', 'Number(parts.pop()) + 1', 'Number(parts.pop()) + 2'),
  naming('an amended name takes none of the series', "  if (doc['amended_from'])", "  if (doc['amended_from_'])"),
  at('naming', 'timesheet')('names begin at one', '?? 0) + 1;\n  const name', '?? 0) + 2;\n  const name'),
  at('naming', 'clock')('the year is that of the site', 'site.now().slice(0, 4)', 'String(new Date().getFullYear())'),
  at('naming', 'routes')('a customer whose name is taken gets a number', "type.name !== 'Customer' || ", ''),
  at('validate', 'timesheet')('a text ends at 140', 'value.length <= 140', 'value.length <= 1400'),
  at('validate', 'timesheet')('rows tell where a link is broken', 'Row #${', 'Row ${'),
  at('validate', 'timesheet')('a table needs a row', 'rowsOf(doc, name).length === 0', 'false'),
  at('validate', 'routes')('a field can be mandatory', 'if (doc[name] === null)', 'if (doc[name] === 0)'),
  states('a version is compared', "body['modified'] === stored['modified']", 'true'),
  states('what is cancelled is done with', 'if (before === 2) throw', 'if (before === 3) throw'),
  states('there are three states', 'if (STATES[wanted] === undefined) throw', 'if (wanted < 0) throw'),
  states('a state never goes back', 'wanted < before || ', ''),
  states('a draft is not cancelled', ' || wanted > before + 1', ''),
  states('what is submitted is not changed', 'before === 1 && wanted === 1', 'false'),
  states(
    'submitting is a right',
    "if (wanted !== before) demand(user, doctype, 'submit', stored && asText(stored['name']));",
    '',
  ),
  states('both times are asked for', "if (!row['from_time'] || !row['to_time'])", "if (!row['from_time'])"),
  states('an activity is asked for', "doc['employee'] && !row['activity_type']", 'false'),
  states('hours are asked for', "Number(row['hours']) <= 0", "Number(row['hours']) < 0"),
  rows('a row has a parent', '!parent || !parenttype || !parentfield', 'false'),
  rows(
    'a row is deleted by those who may',
    "demandedRow(context, doctype, name, 'delete')",
    "demandedRow(context, doctype, name, 'read')",
  ),
  rows(
    'a row is read by those who may',
    "  demand(user, asText(parenttype), right, asText(found.parent['name']));\n",
    '',
  ),
  rows('a row of a hidden sheet is hidden', '  demandVisible(user, asText(parenttype), found.parent);\n', ''),
  rows('no row goes while read-only', '  demandWritable(site);\n', ''),
  rows(
    'a row goes behind its sheet’s back',
    'rows.splice(rows.indexOf(row), 1);',
    "rows.splice(rows.indexOf(row), 1);\n  removeRow(context, doctype, asText(rows[0]?.['name']));",
  ),
  at('table-rows', 'timesheet')('a row is taken out through its sheet', 'rows.filter((one) => one !== row)', 'rows'),
  at('table-rows', 'versions')('a row is changed through its sheet', '{ ...row, ...changes }', '{ ...row }'),
  at('rows', 'timesheet')(
    'nulls are left out',
    'value === null || value === undefined || Array',
    'value === undefined || Array',
  ),
  at('rows', 'versions')(
    'protected columns are not shown',
    'if (own[name]?.permlevel && !user?.levelOne.includes(place)) continue;',
    '',
  ),
  at('rows', 'versions')(
    'protected columns are put back later',
    'if (field.permlevel) row[name]',
    'if (field.permlevel === undefined && false) row[name]',
  ),
  at('rows', 'versions')('protected columns pass at first', 'if (before && !user?.levelOne', 'if (!user?.levelOne'),
  at('rows', 'timesheet')(
    'what is not listed goes, what is left out is emptied',
    "const row = freshRow(site, type, user?.email ?? 'Guest');\n    const old = before?.find((one) => one['name'] === body['name']);",
    "const old = before?.find((one) => one['name'] === body['name']);\n    const row = { ...freshRow(site, type, 'Guest'), ...old };",
  ),
  at('rows', 'timesheet')('a listed row keeps its name', "key === 'modified' ? row[key] : old[key]", 'row[key]'),
  at('rows', 'rows')(
    'a row that is named is there',
    "if (before && body['name'] && !old)",
    "if (!before && body['name'] && !old)",
  ),
];
