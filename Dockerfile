# SPDX-FileCopyrightText: The Traceweir authors
# SPDX-License-Identifier: Apache-2.0
#
# docker build -t traceweir .
# docker run --rm traceweir quickstart
# docker run --rm -v "$PWD/traceweir.yaml:/etc/traceweir/traceweir.yaml:ro" -p 127.0.0.1:8080:8080 traceweir
#
# docs/deployment.md says what is in it and how to set it up.

FROM maven:3.9.16-eclipse-temurin-25-noble AS build
WORKDIR /src
COPY . .
# tests and style checks are for `mvn verify`
RUN --mount=type=cache,target=/m2 \
    mvn -B -ntp -Dmaven.repo.local=/m2 package dependency:copy-dependencies -pl quickstart -am \
      -Dmaven.test.skip=true -Dspotless.check.skip=true -Denforcer.skip=true \
      -DincludeScope=runtime -DexcludeGroupIds=io.traceweir -DoutputDirectory=/out/lib
RUN mkdir -p /out/own \
 && cp trace-model/target/trace-model-*.jar sampling-rules/target/sampling-rules-*.jar \
      trace-metrics/target/trace-metrics-*.jar pipeline/target/pipeline-*.jar \
      app/target/app-*.jar test-kit/target/test-kit-*.jar quickstart/target/quickstart-*.jar /out/own/
# one class path in one order, whatever order a file system lists: the archive below depends on it
RUN ls /out/own/*.jar /out/lib/*.jar | sed 's|^/out|/opt/traceweir|' | paste -sd: \
    | sed 's|^|-cp |' > /out/java.args


# Ubuntu: RocksDB, which keeps state on disk, needs glibc
FROM eclipse-temurin:25.0.4_7-jre-noble
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
ARG CREATED=unknown
LABEL org.opencontainers.image.title="Traceweir" \
      org.opencontainers.image.description="A tail-sampling pipeline for OpenTelemetry traces and logs on Kafka Streams" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.vendor="The Traceweir authors" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}" \
      org.opencontainers.image.base.name="eclipse-temurin:25.0.4_7-jre-noble"

# what others wrote changes less often than what we wrote: two layers
COPY --from=build /out/lib /opt/traceweir/lib
COPY --from=build /out/own /opt/traceweir/own
COPY --from=build /out/java.args /opt/traceweir/java.args
COPY --chmod=755 deploy/image/traceweir /usr/local/bin/traceweir
COPY --chmod=644 deploy/image/health.sh /opt/traceweir/health.sh
COPY LICENSE /opt/traceweir/LICENSE
COPY deploy/compose/traceweir.yaml /tmp/example/
COPY deploy/compose/rules/ /tmp/example/rules/

# Classes are read from one mapped file instead of from some eighty jars. Volumes of state belong to
# the user below; a number, so that Kubernetes can see that it is not root.
RUN java -XX:ArchiveClassesAtExit=/opt/traceweir/classes.jsa -Xlog:cds=off -Xlog:cds+dynamic=off \
      @/opt/traceweir/java.args io.traceweir.app.Main config print --config /tmp/example/traceweir.yaml > /dev/null \
 && rm -rf /tmp/example /tmp/hsperfdata_* \
 && install -d -o 10001 -g 10001 /var/lib/traceweir \
 && install -d /etc/traceweir

USER 10001:10001
# a relative kafka.state_dir, the default, is then on the volume
WORKDIR /var/lib/traceweir
VOLUME /var/lib/traceweir
EXPOSE 8080 8081

# the image has no HTTP client; bash opens the connection itself
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s --retries=3 \
  CMD ["bash", "/opt/traceweir/health.sh", "8080", "/health/ready"]

# the script replaces itself by Java, which thus gets SIGTERM
ENTRYPOINT ["/usr/local/bin/traceweir"]
CMD ["run", "--config", "/etc/traceweir/traceweir.yaml"]
