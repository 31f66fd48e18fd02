/** The configuration: what an operator may say, how, and what is refused with which words. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Config, readConfig } from '../../infra/config.ts';

describe('what the command line says', () => {
  it.each([
    [{ smsCountries: 'ID, ES' }, { smsCountries: ['ID', 'ES'] }],
    [{ smsCountries: '' }, { smsCountries: [] }],
    [{ smsMaxPriceUsd: '0.05' }, { smsMaxPriceUsd: 0.05 }],
    [{ feedPorts: '80,443,8080' }, { feedPorts: [80, 443, 8080] }],
    [{ logDays: '7' }, { logDays: 7 }],
    [{ tracing: 'true' }, { tracing: true }],
    [{ publicUrl: 'https://siaga.example.org' }, { publicUrl: 'https://siaga.example.org' }],
    [{ 'memoryMb.match': '2048' }, { memoryMb: expect.objectContaining({ match: 2_048, api: 512 }) }],
    [
      { 'concurrency.alerts': '4', 'concurrency.deliveries': 6 },
      { concurrency: { polls: 2, articles: 2, alerts: 4, deliveries: 6 } },
    ],
    [{ 'aws:cdk:bundling-stacks': ['**'], '@aws-cdk/core:x': true, 'cli-telemetry': false }, { name: 'Siaga' }],
  ])('%j', (context, expected) => {
    expect(readConfig(context)).toMatchObject(expected);
  });
});

describe('is refused, by the name of the field and what to do', () => {
  it.each([
    [{ smsCountry: 'ID' }, 'Unrecognized key: "smsCountry"'],
    [{ 'memoryMb.mtach': 512 }, 'memoryMb: Unrecognized key: "mtach"'],
    [{ smsCountries: 'Indonesia' }, 'smsCountries.0: is a country as two capitals'],
    [{ operatorKeyHash: 'my secret key' }, 'operatorKeyHash: is the sha-256 of the key as 64 hex digits'],
    [{ publicUrl: 'https://siaga.example.org/' }, 'publicUrl: is an http(s) address without a slash at the end'],
    [{ publicUrl: 'siaga.example.org' }, 'publicUrl: is an http(s) address without a slash at the end'],
    [{ operatorEmail: 'nobody' }, 'operatorEmail: is an e-mail address'],
    [{ feedPorts: 'https' }, 'feedPorts.0'],
    [{ feedPorts: '' }, 'feedPorts: names at least one port'],
    [{ logDays: '31' }, 'logDays'],
    [{ 'concurrency.polls': 1 }, 'concurrency.polls'],
    [{ 'batchSize.articles': 2 }, 'batchSize: polls and articles come one message at a time'],
    [{ 'timeoutSeconds.deliver': 60 }, 'timeoutSeconds.deliver'],
    [{ pendingMost: 5_001 }, 'pendingMost'],
    [{ name: 'siaga' }, 'name: starts with a capital, then letters and digits'],
  ])('%j', (context, words) => {
    expect(() => readConfig(context)).toThrow(words);
  });

  it('all of it at once, not one a run', () => {
    expect(() => readConfig({ logDays: 31, pendingMost: 0 })).toThrow(/pendingMost[^]*logDays/);
  });
});

describe('the guide for operators and the fields are one list', () => {
  const guide = readFileSync(new URL('../../docs/deploy.md', import.meta.url), 'utf8');

  it.each(Object.keys(Config.shape))('%s stands in docs/deploy.md', (field) => {
    expect(guide).toMatch(new RegExp(`^\\|[^|]*\`${field}\\b`, 'm'));
  });

  it('which names no field that is not there', () => {
    const table = guide.slice(guide.indexOf('| field |'), guide.indexOf('**An address of your own**'));
    const named = [...table.matchAll(/^\| ([^|]*) \|/gm)].flatMap(([, cell = '']) => [
      ...cell.matchAll(/`([a-z]\w*)/gi),
    ]);
    expect(named.length).toBeGreaterThan(10);
    for (const [, field] of named) expect(Object.keys(Config.shape)).toContain(field);
  });
});
