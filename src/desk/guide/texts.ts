import type { GuideKind, GuideStep } from './record.ts';

export const stepNames: Readonly<Record<GuideStep, string>> = {
  confirm: 'Confirm the symptom',
  basics: 'Verify the basics',
  first: 'Lowest risk first',
  isolate: 'Isolate it',
};

interface GuideText {
  title: string;
  /** Words in a ticket's category or subject by which it is recognised; the first guide that finds one is shown. */
  words?: RegExp;
  steps: Readonly<Record<GuideStep, string>>;
}

/** What to do, in the order of the risk. What could be an attack is looked for first: there, the usual first steps do harm. */
export const guideTexts: Readonly<Record<GuideKind, GuideText>> = {
  security: {
    title: 'Security',
    words: /\b(security|malware|virus|ransom\w*|phish\w*|hack\w*|compromis\w*|spam|suspicious|scam|breach)\b/i,
    steps: {
      confirm:
        'Ask what was seen, clicked or typed, at what time, and on which device. Do not open the mail or file yourself.',
      basics: 'Find out who else got it or is affected. Look at the last sign-ins and mail rules of the account.',
      first: 'Sign the account out everywhere and reset its password from a clean device. Leave the machine on.',
      isolate:
        'Cut the device from the network, not from power. If it spreads or money moved: press Stop… and call the lead.',
    },
  },
  printer: {
    title: 'Printer',
    words: /\b(print\w*|scan(?:s|ner|ning)?|toner|mfp|copier|label\s?writer)\b/i,
    steps: {
      confirm: 'Which printer, which program, since when? Does it fail for one person or for all? Read its display.',
      basics: 'Power, paper, toner, cover, cable or Wi-Fi. Is it the default printer, and is it paused or offline?',
      first: 'Clear the queue, print a test page from another program, then switch the printer off and on.',
      isolate:
        'Test page from the printer itself, from another PC, and by its address: this shows printer, driver or network.',
    },
  },
  backup: {
    title: 'Backup',
    words: /\b(backups?|restore|veeam|snapshots?|replication)\b/i,
    steps: {
      confirm:
        'Which job, which machine, since which run? Read the first error of the log, not the last. When was the last good one?',
      basics:
        'Free space at the target, is the target reached, do the credentials still work, is the machine on and its clock right?',
      first: 'Start the job once more by hand and watch it. Delete no old backup to make room.',
      isolate: 'Back up one small machine to the same target, then this one to another: this shows source or target.',
    },
  },
  mail: {
    title: 'Mail',
    words: /\b(e-?mails?|mails?|mailbox|outlook|exchange|smtp|imap|inbox|calendar)\b/i,
    steps: {
      confirm:
        'Sending or receiving, one address or all, inside or outside? Ask for the text of the bounce and one exact time.',
      basics:
        'Does webmail work? Mailbox full, password expired, wrong account, rule or junk folder? Is the service reported down?',
      first: 'Trace one message on the server. Then restart the mail program, and try it without add-ins.',
      isolate:
        'Another device with the same account, then another account on this device: this shows account, device or service.',
    },
  },
  network: {
    title: 'Network',
    words: /\b(network|internet|wi-?fi|wlan|lan|vpn|dns|dhcp|switch|router|firewall|offline|connection|connect)\b/i,
    steps: {
      confirm:
        'One device, one room or the whole site? Wired or wireless? What works still: another site, a name, an address?',
      basics:
        'Cable, lights, Wi-Fi name, flight mode. Address and gateway right? Ask the provider and look at the firewall’s status.',
      first:
        'Renew the address, flush the name cache, switch Wi-Fi off and on. Nothing that others depend on is restarted yet.',
      isolate:
        'Ping the device itself, the gateway, an outside address, then a name: the first that fails is the place.',
    },
  },
  account: {
    title: 'Account',
    words: /\b(accounts?|passwords?|log-?ins?|log-?on|sign-?ins?|mfa|2fa|locked|lock-?out|permissions?|access|user)\b/i,
    steps: {
      confirm:
        'Make sure who is asking: call back on the number on file. What is the exact message, and where does it appear?',
      basics: 'Locked, expired, disabled, or caps lock? Right user name and domain? Is the clock of the device right?',
      first:
        'Unlock it before you reset it. Look where it was locked from: an old phone with the old password locks it again.',
      isolate:
        'Sign in on the web, then on another device: this shows account, device or service. Sign-ins from elsewhere are a security matter.',
    },
  },
  slow: {
    title: 'Slow computer',
    words: /\b(slow\w*|hang(?:s|ing)?|freez\w*|frozen|lag\w*|performance|not responding|crash\w*)\b/i,
    steps: {
      confirm:
        'Slow in what: start, one program, the web, files of the server? Since when, always or at certain times?',
      basics:
        'When was it last restarted? Free space, memory, processor and disk in the RMM; updates or a scan that run now.',
      first:
        'Save the work and restart. End the program that uses most, and stop what starts with the computer and is not needed.',
      isolate:
        'Another user on this device, this user on another device, wired instead of Wi-Fi: this shows profile, device or network.',
    },
  },
  any: {
    title: 'General',
    steps: {
      confirm:
        'See it yourself or have it shown. Since when, who else, what was changed before? Note the exact message.',
      basics:
        'Power, cable, network, the right account, free space, clock, updates. Is there an alert or a known incident?',
      first: 'What can be undone goes first: close and open, sign out and in, restart the program, then the device.',
      isolate:
        'Change one thing at a time: another account, another device, another network. What fails in all of them is the service.',
    },
  },
};
