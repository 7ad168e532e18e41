# One image for web (`CMD`), worker (`npm run worker`) and the database's tables (`npm run migrate`).
# `npm run image:check` does what stands here without Docker, and starts both from the result.

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json prisma.config.ts ./
COPY prisma ./prisma
RUN npm ci --no-audit --no-fund
COPY complete-install.mjs tsconfig.json vite.config.ts worker.build.mjs ./
COPY app ./app
COPY public ./public
RUN npm run build

FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production PORT=3000 METRICS_PORT=9464
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/build ./build
COPY package.json ./
COPY prisma ./prisma
USER node
EXPOSE 3000 9464
HEALTHCHECK CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.METRICS_PORT}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["npm", "start"]
