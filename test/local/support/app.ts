/** A CDK app made by a test: small stacks whose functions are a few lines of JavaScript. */
import { App, Stack } from 'aws-cdk-lib';
import { Code, Function, Runtime, type FunctionProps } from 'aws-cdk-lib/aws-lambda';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Inside the project, so that the handlers find its packages. */
const FOLDER = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '.build', 'test-apps');

export interface Ground {
  app: App;
  stack: Stack;
  /** A function whose module is this text; it must export `handler`. */
  addFunction: (id: string, source: string, props?: Partial<FunctionProps>) => Function;
}

/** The folder of the cloud assembly. */
export function synthesizeApp(build: (ground: Ground) => void): string {
  mkdirSync(FOLDER, { recursive: true });
  const folder = mkdtempSync(path.join(FOLDER, 'app-'));
  const app = new App({
    outdir: path.join(folder, 'cdk.out'),
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
  });
  const stack = new Stack(app, 'Tiny');
  const addFunction: Ground['addFunction'] = (id, source, props = {}) => {
    const code = path.join(folder, id);
    mkdirSync(code);
    writeFileSync(path.join(code, 'index.mjs'), source);
    return new Function(stack, id, {
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromAsset(code),
      retryAttempts: 0,
      ...props,
    });
  };
  build({ app, stack, addFunction });
  return app.synth().directory;
}
