# Build: the JDK and Maven of one official image, Node of another.
FROM node:20-bookworm-slim AS node

FROM maven:3.9-eclipse-temurin-25 AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.m2 --mount=type=cache,target=/root/.npm \
    mvn -B -ntp -DskipTests -Dmaven.test.skip=true -Dspotless.check.skip=true package

# Run: a JRE on glibc, because zstd's native code is built for it.
FROM eclipse-temurin:25-jre-noble
RUN groupadd --system --gid 10001 kubescribe \
 && useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin kubescribe \
 && install -d -o 10001 -g 10001 -m 0700 /data
COPY --from=build /source/app/target/lib /opt/kubescribe/lib
COPY --from=build /source/app/target/kubescribe-app.jar /opt/kubescribe/
COPY docker/kubescribe docker/healthcheck /usr/local/bin/
USER 10001:10001
WORKDIR /data
VOLUME /data
# Both ports are bound to loopback inside the container until KUBESCRIBE_QUERY_LISTEN and
# KUBESCRIBE_INGEST_AUDIT_LISTEN say otherwise.
ENV KUBESCRIBE_DATA_DIR=/data
EXPOSE 8080 9443
# SIGTERM ends everything within 20 s.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 CMD ["healthcheck", "8080", "/readyz"]
ENTRYPOINT ["kubescribe"]
CMD ["up"]
