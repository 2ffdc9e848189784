# With Docker alone (the jar is built inside):   docker build -t vmascope .
# With a jar that was built before:              docker build -t vmascope --build-arg JAR=target/vmascope.jar .
# With base images that cannot change:            --build-arg JDK_IMAGE=eclipse-temurin@sha256:… --build-arg BASE_IMAGE=debian@sha256:…
# (docker buildx imagetools inspect NAME:TAG shows the digest). By default they are tags, since a digest that is written here would
# keep the holes of its day, and nobody here renews it.
ARG JAR=pom.xml
ARG JDK_IMAGE=eclipse-temurin:25-jdk
ARG NODE_IMAGE=node:22-bookworm-slim
ARG BASE_IMAGE=debian:bookworm-slim

# The page in the jar. Debian's own npm would bring four hundred packages to the stage below.
FROM ${NODE_IMAGE} AS page
ARG JAR
WORKDIR /src/src/page
COPY ${JAR} given/
COPY src/page .
RUN if [ -f given/vmascope.jar ]; then mkdir /page; else npm ci --omit=dev && node build.mjs /page; fi

FROM ${JDK_IMAGE} AS build
ARG JAR
WORKDIR /src
COPY ${JAR} given/
COPY pom.xml .
COPY src/main src/main
COPY --from=page /page target/classes/page
RUN if [ -f given/vmascope.jar ]; then \
      mkdir -p target && cp given/vmascope.jar target/; \
    else \
      apt-get update \
      && apt-get install -y --no-install-recommends maven \
      && rm -rf /var/lib/apt/lists/* \
      && mvn --batch-mode --no-transfer-progress -Dquick -DskipTests -Dpage.skip package; \
    fi
# What changes rarely stands in layers of its own.
RUN java -Djarmode=tools -jar target/vmascope.jar extract --layers --destination /layers \
 && cd /layers/application && jar -xf /src/target/vmascope.jar META-INF/sbom/application.cdx.json \
 && mv META-INF/sbom/application.cdx.json vmascope.cdx.json && rm -r META-INF
# The modules that Spring, Tomcat and Micrometer use; of the others, nobody could say what they are for here.
RUN jlink --output /java --no-header-files --no-man-pages --compress=zip-6 --add-modules \
java.base,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.xml,\
jdk.crypto.ec,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs

FROM ${BASE_IMAGE}
ARG VERSION=0.1.0-SNAPSHOT
LABEL org.opencontainers.image.title="vmascope" \
      org.opencontainers.image.description="Shows every Linux process's address space: JSON over HTTP, growth as Prometheus metrics" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}"
COPY --from=build /java /opt/java
COPY image /opt/vmascope/bin
COPY --from=build /layers/dependencies /opt/vmascope
COPY --from=build /layers/snapshot-dependencies /opt/vmascope
COPY --from=build /layers/application /opt/vmascope
RUN mkdir -p /var/lib/vmascope \
 && cd /opt/vmascope \
 && bin/train vmascope.aot /opt/java/bin/java @bin/jvm.options -XX:AOTCacheOutput=vmascope.aot -jar vmascope.jar \
      --vmascope.security.read-only=false --vmascope.data-dir=/tmp/vmascope \
 && rm -rf /tmp/vmascope
# Reachable from outside the container, so it asks for tokens: mount a token file and name it in
# VMASCOPE_SECURITY_TOKENFILE. Without one it makes a token, and keeps it in the volume: docker exec NAME cat /var/lib/vmascope/token
VOLUME /var/lib/vmascope
ENV SERVER_ADDRESS=0.0.0.0 \
    VMASCOPE_SECURITY_MODE=token \
    VMASCOPE_DATADIR=/var/lib/vmascope \
    MALLOC_ARENA_MAX=1
EXPOSE 8080
WORKDIR /opt/vmascope
# Root, since the kernel lets nobody else look at the processes of others; it needs CAP_SYS_PTRACE alone of what root has.
HEALTHCHECK --start-period=30s --interval=30s --timeout=6s CMD ["/opt/vmascope/bin/health"]
ENTRYPOINT ["/opt/java/bin/java", "@bin/jvm.options", "-XX:AOTCache=vmascope.aot", "-jar", "vmascope.jar"]
