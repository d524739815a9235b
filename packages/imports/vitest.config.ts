import { projects } from '@toster/vitest-config/projects';
import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { projects: projects() } });
