# The build carries the compilers and the test tools; the image that runs carries neither.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.json tsconfig.build.json vite.config.ts ./
COPY schemas schemas
COPY src src
COPY workers workers
COPY bench bench
COPY scripts scripts
COPY fixtures/make fixtures/make
RUN npm ci --no-audit --no-fund && npm prune --omit=dev --ignore-scripts
# Of onnxruntime's WebAssembly builds Node takes one; those for browsers are 120 MB.
RUN find node_modules/onnxruntime-web/dist -type f ! -name ort.node.min.mjs ! -name 'ort-wasm-simd-threaded.[mw]*' -delete

FROM node:20-bookworm-slim
ENV NODE_ENV=production WIAN_STORE=/data WIAN_HOST=0.0.0.0
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
# The recogniser's model and the migrations lie with the code that loads them.
COPY --from=build /app/src src
COPY organisations organisations
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8420
HEALTHCHECK --interval=60s --timeout=15s --start-period=30s CMD ["node", "dist/src/cli/main.js", "doctor", "--quiet"]
ENTRYPOINT ["node", "dist/src/cli/main.js"]
CMD ["start"]
