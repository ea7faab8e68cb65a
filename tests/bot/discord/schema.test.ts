import { expect, test } from 'vitest';
import { system } from '../../../src/bot/discord/index.ts';

const sound = { DISCORD_TOKEN: 'abc.def', DISCORD_GUILD_ID: '200000000000000001' };

function problems(environment: Record<string, string>): string[] {
  const parsed = system.environment.safeParse(environment);
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
}

test('token and server are enough; what people paste too much is taken off', () => {
  const pasted = {
    ...sound,
    DISCORD_TOKEN: ' Bot abc.def ',
    DISCORD_API_URL: 'https://discord.example/api/',
    OTHER: 'x',
  };
  expect(system.environment.parse(pasted)).toEqual({ ...sound, DISCORD_API_URL: 'https://discord.example/api' });
  expect(system.environment.parse(sound)).toEqual({ ...sound, DISCORD_API_URL: 'https://discord.com/api' });
});

test('plain http is for loopback only, since the token travels with each call', () => {
  for (const url of [
    'http://127.0.0.1:8080/api',
    'http://localhost/api',
    'http://[::1]:1/api',
    'https://discord.example',
  ])
    expect(problems({ ...sound, DISCORD_API_URL: url })).toEqual([]);
  for (const url of ['http://discord.example/api', 'http://127.0.0.1.example/', 'ftp://localhost', 'nonsense'])
    expect(problems({ ...sound, DISCORD_API_URL: url })).toEqual(['DISCORD_API_URL']);
});

test('names instead of ids are told at once, each', () => {
  const wrong = { DISCORD_TOKEN: '', DISCORD_GUILD_ID: 'Acme', DISCORD_CHANNEL: '#alerts' };
  expect(problems(wrong)).toEqual(['DISCORD_TOKEN', 'DISCORD_GUILD_ID', 'DISCORD_CHANNEL']);
});
