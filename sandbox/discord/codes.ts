/** Discord's numbers, as far as the stand-in uses them. */
export const MessageFlag = { ephemeral: 1 << 6, loading: 1 << 7, hasThread: 1 << 5, componentsV2: 1 << 15 };

export const ChannelType = { text: 0, direct: 1, thread: 11 };

export const InteractionType = { command: 2, component: 3, autocomplete: 4, modal: 5 };

export const CallbackType = {
  message: 4,
  deferredMessage: 5,
  deferredUpdate: 6,
  update: 7,
  choices: 8,
  modal: 9,
};

export const ComponentType = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  textDisplay: 10,
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
