export type FieldType = 'Data' | 'Text' | 'Select' | 'Link' | 'Date' | 'Datetime' | 'Float' | 'Check' | 'Table';

export interface Field {
  type: FieldType;
  label: string;
  /** Target of a link, or the child doctype of a table. */
  options?: string;
  required?: true;
  permlevel?: 1;
  unique?: true;
}

export interface DocType {
  name: string;
  /** Set for rows of a table: where they live. */
  child?: { parent: string; field: string };
  /** Makes the name of a new document: a series, or the value of a field. */
  naming: { series: string } | { field: string } | 'random';
  fields: Record<string, Field>;
}

/** Fields every document has besides its own. */
export const STANDARD: Readonly<Record<string, FieldType>> = {
  name: 'Data',
  owner: 'Data',
  creation: 'Datetime',
  modified: 'Datetime',
  modified_by: 'Data',
  docstatus: 'Check',
  idx: 'Float',
};
export const CHILD_STANDARD: Readonly<Record<string, FieldType>> = {
  parent: 'Data',
  parenttype: 'Data',
  parentfield: 'Data',
};

const KINDS: Record<string, FieldType> = {
  float: 'Float',
  check: 'Check',
  date: 'Date',
  datetime: 'Datetime',
  text: 'Text',
  select: 'Select',
};

/** Fields from a short notation: `hours:float employee:Employee! rate:float@1`; `!` is mandatory, `@1` a permission level. */
function fields(notation: string): Record<string, Field> {
  const made: Record<string, Field> = {};
  for (const word of notation.split(/\s+/)) {
    const [, name = '', kind = '', flags = ''] = /^(\w+)(?::([\w ]+))?(.*)$/.exec(word.replaceAll('+', ' ')) ?? [];
    const label = name
      .split('_')
      .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
      .join(' ');
    const known = KINDS[kind];
    made[name] = {
      type: known ?? (kind === '' ? 'Data' : 'Link'),
      label,
      ...(kind !== '' && !known && { options: kind }),
      ...(flags.includes('!') && { required: true as const }),
      ...(flags.includes('@1') && { permlevel: 1 as const }),
    };
  }
  return made;
}

/** The doctypes a time-logging bot meets, each with the fields that matter. */
export function doctypes(): Map<string, DocType> {
  const types: DocType[] = [
    {
      name: 'Company',
      naming: { field: 'company_name' },
      fields: fields('company_name! abbr default_currency:Currency'),
    },
    { name: 'Currency', naming: { field: 'currency_name' }, fields: fields('currency_name! enabled:check') },
    { name: 'User', naming: { field: 'email' }, fields: fields('email! full_name enabled:check') },
    {
      name: 'Customer',
      naming: { field: 'customer_name' },
      fields: fields(
        'customer_name! customer_type:select customer_group territory default_currency:Currency disabled:check is_internal_customer:check is_frozen:check',
      ),
    },
    {
      name: 'Employee',
      naming: { series: 'HR-EMP-.#####' },
      fields: fields(
        'employee_name! user_id:User company_email personal_email prefered_email status:select company:Company department date_of_joining:date',
      ),
    },
    {
      name: 'Activity Type',
      naming: { field: 'activity_type' },
      fields: fields('activity_type! billing_rate:float costing_rate:float disabled:check'),
    },
    {
      name: 'Activity Cost',
      naming: 'random',
      fields: fields('employee:Employee activity_type:Activity+Type billing_rate:float costing_rate:float'),
    },
    {
      name: 'Project',
      naming: { series: 'PROJ-.####' },
      fields: fields('project_name! customer:Customer status:select company:Company'),
    },
    {
      name: 'Task',
      naming: { series: 'TASK-.YYYY.-.#####' },
      fields: fields('subject! project:Project status:select'),
    },
    timesheet(),
    timesheetDetail(),
    {
      name: 'Custom Field',
      naming: 'random',
      fields: fields(
        'dt! label fieldname fieldtype:select insert_after unique:check read_only:check no_copy:check search_index:check',
      ),
    },
  ];
  return new Map(types.map((type) => [type.name, type]));
}

function timesheet(): DocType {
  const own = fields(
    'naming_series:select title company:Company customer:Customer currency:Currency exchange_rate:float employee:Employee employee_name department ' +
      'user:User parent_project:Project start_date:date end_date:date status:select total_hours:float total_billable_hours:float ' +
      'total_billed_hours:float total_costing_amount:float total_billable_amount:float total_billed_amount:float per_billed:float amended_from:Timesheet ' +
      'base_total_costing_amount:float base_total_billable_amount:float base_total_billed_amount:float note:text',
  );
  own['time_logs'] = { type: 'Table', label: 'Time Sheets', options: 'Timesheet Detail', required: true };
  return { name: 'Timesheet', naming: { series: 'TS-.YYYY.-.#####' }, fields: own };
}

function timesheetDetail(): DocType {
  return {
    name: 'Timesheet Detail',
    child: { parent: 'Timesheet', field: 'time_logs' },
    naming: 'random',
    fields: fields(
      'activity_type:Activity+Type from_time:datetime to_time:datetime hours:float expected_hours:float completed:check project:Project ' +
        'project_name task:Task description:text is_billable:check billing_hours:float@1 billing_rate:float@1 costing_rate:float@1 ' +
        'billing_amount:float@1 costing_amount:float@1 base_billing_rate:float@1 base_billing_amount:float@1 base_costing_rate:float@1 ' +
        'base_costing_amount:float@1 sales_invoice',
    ),
  };
}
