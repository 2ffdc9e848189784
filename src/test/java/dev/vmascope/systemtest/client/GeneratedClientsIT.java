package dev.vmascope.systemtest.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.Shell;
import dev.vmascope.systemtest.RunningService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/// Clients in Java and TypeScript, generated from the description that the service serves.
///
/// They compile, and their calls get what `/proc` says. A missing generator, Node.js or registry
/// fails the test: the build copies the one, and `bin/verify` installs the other.
class GeneratedClientsIT {
  private static final Path CALLS = Path.of("src/test/programs/clients").toAbsolutePath();
  private static final Path GENERATOR = Path.of("target/tools/openapi-generator-cli.jar");
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();

  /// Of each JVM started here, which lives for seconds.
  private static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

  private static final String LIBRARIES =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  /// The options that the document on clients advises.
  private static final String PROPERTIES =
      "--additional-properties=useJakartaEe=true,openApiNullable=false,useSingleRequestParameter=true";

  private static final List<AutoCloseable> STARTED = new ArrayList<>();

  @TempDir static Path folder = Path.of("");
  private static String service = "";
  private static String pid = "";

  @BeforeAll
  static void start() throws Exception {
    Process child = new ProcessBuilder("sleep", "600").start();
    STARTED.add(child::destroyForcibly);
    RunningService running =
        RunningService.start(
            "--vmascope.sampling.interval=1s",
            "--vmascope.scan.budget=64",
            "--vmascope.scan.max-read=1m");
    STARTED.addFirst(running);
    service = running.uri("").toString();
    pid = Long.toString(child.pid());
    await("the sample has the child")
        .until(() ->
            running
                .json("/api/processes?name=sleep&limit=1000")
                .toString()
                .contains("\"pid\":" + pid + ","));
    Files.writeString(description(), running.json("/v3/api-docs").toString());
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each : STARTED) {
      each.close();
    }
  }

  private static Path description() {
    return folder.resolve("openapi.json");
  }

  private static String run(Path where, String... command) throws Exception {
    Shell.Result result = Shell.run(where, Map.of(), command);
    assertThat(result.status())
        .as("%s: %s%s", String.join(" ", command), result.output(), result.errors())
        .isZero();
    return result.output();
  }

  private static void assertCalls(String output) {
    assertThat(output).matches("\\d+ calls\\n");
    assertThat(Integer.parseInt(output.replaceAll("\\D", ""))).isGreaterThanOrEqualTo(30);
  }

  @Test
  void java() throws Exception {
    Path client = folder.resolve("java");
    run(
        folder,
        JAVA,
        FIRST_COMPILER_ONLY,
        "-jar",
        GENERATOR.toAbsolutePath().toString(),
        "generate",
        "--input-spec=" + description(),
        "--generator-name=java",
        "--library=native",
        "--output=" + client,
        "--global-property=models,apis,supportingFiles,modelDocs=false,apiDocs=false,modelTests=false,apiTests=false",
        PROPERTIES + ",invokerPackage=client,apiPackage=client.api,modelPackage=client.model");
    Path classes = Files.createDirectory(folder.resolve("classes"));
    List<String> sources;
    try (Stream<Path> files = Files.walk(client.resolve("src/main/java"))) {
      sources = files.map(Path::toString).filter(file -> file.endsWith(".java")).toList();
    }
    List<String> arguments =
        new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", classes.toString()));
    arguments.addAll(sources);
    for (String file : List.of("Calls", "Caller", "ProcessCalls", "FeatureCalls")) {
      arguments.add(CALLS.resolve(file + ".java").toString());
    }
    Path options = Files.write(folder.resolve("sources"), arguments);
    run(folder, JAVA + "c", "-J" + FIRST_COMPILER_ONLY, "-cp", LIBRARIES, "@" + options);
    String libraries = classes + ":" + LIBRARIES;
    assertCalls(run(folder, JAVA, FIRST_COMPILER_ONLY, "-cp", libraries, "Calls", service, pid));
  }

  @Test
  void areMadeAsTheDocumentSays() throws Exception {
    String document = Files.readString(Path.of("docs/clients.md"));
    assertThat(document).contains("--generator-name=java --library=native", PROPERTIES);
    String calls = Files.readString(CALLS.resolve("calls.ts"));
    String client = "createClient<paths, 'application/json' | 'application/problem+json'>(";
    assertThat(List.of(document, calls)).allMatch(text -> text.contains(client));
  }

  @Test
  void typeScript() throws Exception {
    Path client = folder.resolve("typescript");
    FileSystemUtils.copyRecursively(CALLS, client);
    run(client, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    run(client, "node_modules/.bin/openapi-typescript", description().toString(), "-o", "api.d.ts");
    run(client, "node_modules/.bin/tsc", "-p", ".", "--outDir", "out");
    assertCalls(run(client, "node", "out/calls.js", service, pid));

    assertCompilerNoticesAnotherName(client);
  }

  /// The calls depend on the description: with a renamed field they do not compile.
  private static void assertCompilerNoticesAnotherName(Path client) throws Exception {
    String renamed =
        Files.readString(description()).replace("\"residentBytes\":{\"type\"", "\"rss\":{\"type\"");
    Path other = Files.writeString(folder.resolve("other.json"), renamed, StandardCharsets.UTF_8);
    run(client, "node_modules/.bin/openapi-typescript", other.toString(), "-o", "api.d.ts");
    Shell.Result result =
        Shell.run(client, Map.of(), "node_modules/.bin/tsc", "-p", ".", "--outDir", "out");
    assertThat(result.status()).isNotZero();
    assertThat(result.output()).contains("Property 'residentBytes' does not exist");
  }
}
