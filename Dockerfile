# The jar is built inside: docker build -t vmascope .
FROM eclipse-temurin:25-jdk AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends maven \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY pom.xml .
COPY src/main src/main
RUN mvn --batch-mode --no-transfer-progress -Dquick -DskipTests package

FROM eclipse-temurin:25-jre
COPY --from=build /src/target/vmascope.jar /opt/vmascope/vmascope.jar
# Reachable from outside the container, so it asks for tokens: mount a token file and name it in
# VMASCOPE_SECURITY_TOKENFILE. Without one it makes a token, shows it once in its log, and keeps the digest in the volume.
RUN mkdir -p /var/lib/vmascope
VOLUME /var/lib/vmascope
ENV SERVER_ADDRESS=0.0.0.0 \
    VMASCOPE_SECURITY_MODE=token \
    VMASCOPE_DATADIR=/var/lib/vmascope \
    MALLOC_ARENA_MAX=2
EXPOSE 8080
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms16m", "-Xmx128m", "-Xss512k", "-jar", "/opt/vmascope/vmascope.jar"]
