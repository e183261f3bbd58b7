import { defineConfig } from 'vite';

export default defineConfig({
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  build: {
    target: 'es2021',
    assetsInlineLimit: 0, // data: URLs are not allowed by the page's policy
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: { entryFileNames: 'assets/page.js', assetFileNames: 'assets/[name][extname]' },
    },
  },
});
