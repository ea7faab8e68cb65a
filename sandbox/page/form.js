/**
 * The fields of a form that was sent, each as text.
 * @param {Event} event
 */
export function sent(event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.currentTarget);
  const fields = /** @type {Record<string, string>} */ ({});
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields[name] = value;
  return fields;
}

/**
 * Every entry of a field as text; files are none.
 * @param {FormData} filled
 * @param {string} name
 */
export function textsOf(filled, name) {
  return filled.getAll(name).filter((value) => typeof value === 'string');
}
