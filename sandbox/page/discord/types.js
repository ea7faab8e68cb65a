/** Discord's numbers for components, as far as the page draws them. */
export const TYPE = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
};

/** @param {number} type */
export function isSelect(type) {
  return type === TYPE.stringSelect || (type >= TYPE.userSelect && type <= TYPE.channelSelect);
}
