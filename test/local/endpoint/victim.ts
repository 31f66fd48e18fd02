/** A process that serves a state folder until it is killed; it says where once it is ready. */
import { startTestEndpoint, TABLE } from './support.ts';

const { endpoint } = await startTestEndpoint({ folder: process.argv[2]! });
await endpoint.createTable('News', TABLE);
const dead = await endpoint.createQueue('alerts-dead', {});
const RedrivePolicy = { deadLetterTargetArn: dead.arn, maxReceiveCount: 1 };
const queue = await endpoint.createQueue('alerts', { RedrivePolicy });
console.log(JSON.stringify({ url: endpoint.url, queue: queue.url }));
