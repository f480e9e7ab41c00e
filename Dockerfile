# The libraries that run, without those that only build and test.
FROM node:20-bookworm-slim AS libraries
WORKDIR /app
COPY package.json package-lock.json ./
# Of the engine only what Node loads: the page has its own in dist.
RUN npm ci --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/@duckdb/duckdb-wasm/dist/duckdb-browser* node_modules/@duckdb/duckdb-wasm/dist/duckdb-coi.wasm \
    node_modules/typescript node_modules/@typescript \
  && find node_modules -name '*.map' -delete

# The page, built once here: a container that starts needs no network and no compiler.
FROM node:20-bookworm-slim AS page
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY index.html admin.html vite.config.ts tsconfig.json ./
COPY public public
COPY data data
COPY scripts scripts
COPY src src
RUN npm run build

FROM node:20-bookworm-slim
WORKDIR /app
# "report" files lie beside the data: DATA_DIR is a folder in the volume, not the volume.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8360 OPERATIONS_PORT=8361 DATA_DIR=/data/city
RUN mkdir /data && chown node:node /data
COPY package.json package-lock.json index.html admin.html vite.config.ts ./
COPY public public
COPY --from=libraries /app/node_modules node_modules
COPY data data
COPY scripts scripts
COPY src src
COPY --from=page /app/dist dist
USER node
VOLUME /data
EXPOSE 8360
# Asked where no reader of the page can take the last connection. The first start makes a sample city or reads all that the sources have.
HEALTHCHECK --interval=10s --timeout=5s --start-period=10m --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.OPERATIONS_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--import", "tsx", "src/server/main.ts"]
