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
# VMASCOPE_SECURITY_TOKENFILE. Without one it does not start, and says so.
ENV SERVER_ADDRESS=0.0.0.0 \
    VMASCOPE_SECURITY_MODE=token \
    MALLOC_ARENA_MAX=2
EXPOSE 8080
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms16m", "-Xmx128m", "-Xss512k", "-jar", "/opt/vmascope/vmascope.jar"]
