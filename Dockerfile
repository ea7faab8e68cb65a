FROM node:26-slim

ENV NODE_ENV=production
WORKDIR /app

# What seldom changes comes first, so that a new version of the source alone builds in seconds.
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force

COPY src ./src

# The one folder that is written to: items that were closed long ago go there.
RUN mkdir archive && chown node:node archive

# What node compiles once, each start finds; nothing is written there later.
ENV NODE_COMPILE_CACHE=/app/compiled
RUN mkdir compiled && chown node:node compiled

# Nobody outside reaches a container's loopback; compose.yaml says who reaches the port.
ENV HOST=0.0.0.0
ENV PORT=3000
EXPOSE 3000

USER node
RUN node --input-type=module --eval "await import('/app/src/run.ts'); await (await import('/app/src/systems.ts')).loadSystems()"

HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

# No shell in between: node is process 1, hears SIGTERM and drains.
CMD ["node", "src/main.ts"]
