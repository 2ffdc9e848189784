package dev.vmascope.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.Shell;
import dev.vmascope.elf.loaded.LoadingProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// A library whose path is longer than any that a call of the kernel takes (`PATH_MAX`): the
/// folders above it were moved below others while it was mapped. It is told like any other, though
/// neither `PROCMAP_QUERY` nor the links of `map_files` give such a path.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class LongPathsApiTest {
  private static final int PATH_MAX = 4096;

  /// More of a text is not shown in a table.
  private static final int LONGEST_CELL = 200;

  private static final String HALF = ("/" + "d".repeat(200)).repeat(15);
  private static final String NAME = "/libdeep.so";

  @TempDir private static Path programs = Path.of("");
  private static Path loads = Path.of("");
  private static Path built = Path.of("");

  private final LoadingProgram program = LoadingProgram.start(Map.of(), loads.toString());
  private final String process = "/api/processes/" + program.pid();
  @LocalServerPort private int port;
  @TempDir private Path folder = Path.of("");
  private LiveApi api = new LiveApi(0);
  private Path library = Path.of("");
  private Path before = Path.of("");
  private Path after = Path.of("");

  @BeforeAll
  static void compile() {
    loads = LoadingProgram.compile(programs);
    built = LoadingProgram.library(programs.resolve("libdeep.so"), "answer", 42, "-Wl,--build-id");
  }

  @BeforeEach
  void loadALibrary() throws IOException {
    api = new LiveApi(port);
    before = folder.toRealPath().resolve("lower");
    after = Files.createDirectories(folder.toRealPath().resolve("upper" + HALF)).resolve("lower");
    library = Files.createDirectories(Path.of(before + HALF)).resolve("libdeep.so");
    Files.copy(built, library);
    program.command("load", library);
  }

  /// Moves it to where its path is too long, deleted or not.
  ///
  /// @return its mappings, as in the listing of the kernel
  private List<String> moved(boolean deleted) throws IOException {
    if (deleted) {
      Files.delete(library);
    }
    Files.move(before, after);
    List<String> lines = kernel().lines().filter(line -> line.contains(NAME)).toList();
    assertThat(lines)
        .hasSizeGreaterThan(3)
        .allMatch(line -> line.length() > PATH_MAX + 100)
        .allMatch(line -> line.endsWith(path() + (deleted ? " (deleted)" : "")));
    return lines;
  }

  private String kernel() throws IOException {
    return Files.readString(
        Path.of("/proc", Integer.toString(program.pid()), "maps"), StandardCharsets.ISO_8859_1);
  }

  private String path() {
    return after + HALF + NAME;
  }

  /// What cannot be named cannot be removed.
  @AfterEach
  void moveItBack() throws IOException {
    program.close();
    if (Files.exists(after)) {
      Files.move(after, before);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isWholeButInTables(boolean deleted) throws IOException {
    List<String> lines = moved(deleted);
    String maps = process + "/maps";
    assertThat(api.text(maps + "?format=text")).isEqualTo(kernel());
    assertThat(api.json(maps + "?path=*" + NAME).path("mappings"))
        .hasSameSizeAs(lines)
        .allSatisfy(mapping -> {
          assertThat(mapping.path("path").asString()).isEqualTo(path());
          assertThat(mapping.path("deleted").asBoolean()).isEqualTo(deleted);
        });
    for (String format : List.of("csv", "ndjson")) {
      assertThat(rowsWith(path(), maps + "?format=" + format)).as(format).isEqualTo(lines.size());
    }
    assertThat(rowsWith(path().substring(0, LONGEST_CELL), maps + "?format=table"))
        .isEqualTo(lines.size());
  }

  private long rowsWith(String path, String listing) {
    return api.text(listing).lines().filter(row -> row.contains(path)).count();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isFoundByItsAddressesAndThoseBesideIt(boolean deleted) throws IOException {
    moved(deleted);
    int compared = 0;
    for (JsonNode mapping : api.json(process + "/maps").path("mappings")) {
      String start = mapping.path("start").asString();
      JsonNode at = api.json(process + "/maps/" + start);
      assertThat(at.path("mapping")).as(start).isEqualTo(mapping);
      compared++;
    }
    assertThat(compared).isGreaterThan(20);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isReadAsAnObject(boolean deleted) throws Exception {
    moved(deleted);
    JsonNode object =
        api.json(process + "/objects")
            .path("objects")
            .valueStream()
            .filter(one -> one.path("path").asString("").equals(path()))
            .findFirst()
            .orElseThrow();
    assertThat(Shell.run("readelf", "-n", built.toString()).output())
        .contains("Build ID: " + object.path("buildId").asString("none"));
    assertThat(object.path("replacedOnDisk").asString()).isEqualTo(deleted ? "deleted" : "no");

    String answer =
        Shell.run("nm", built.toString())
            .output()
            .lines()
            .filter(line -> line.endsWith(" answer"))
            .findFirst()
            .orElseThrow();
    long value = Long.parseLong(answer.substring(0, answer.indexOf(' ')), 16);
    String address =
        "0x" + Long.toHexString(Long.decode(object.path("loadBias").asString()) + value);
    JsonNode symbol = api.json(process + "/symbol?address=" + address);
    assertThat(symbol.at("/symbol/name").asString()).as(symbol.toString()).isEqualTo("answer");
    assertThat(symbol.path("path").asString()).isEqualTo(path());

    for (String type : List.of("read", "execute")) {
      JsonNode access = api.json(process + "/access?address=" + address + "&type=" + type);
      assertThat(access.path("outcome").asString()).as(access.toString()).isEqualTo("allowed");
      assertThat(access.at("/mapping/path").asString()).isEqualTo(path());
    }
    JsonNode write = api.json(process + "/access?address=" + address + "&type=write");
    assertThat(write.path("code").asString()).as(write.toString()).isEqualTo("SEGV_ACCERR");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isFoundWhenItIsDeleted(boolean deleted) throws IOException {
    moved(deleted);
    JsonNode findings = api.json(process + "/findings").path("findings");
    assertThat(findings.valueStream().map(finding -> finding.path("rule").asString()))
        .containsExactlyInAnyOrderElementsOf(
            deleted ? List.of("temporary-code", "unpacked-code") : List.of("temporary-code"));
    assertThat(findings)
        .allSatisfy(finding ->
            assertThat(finding.at("/evidence"))
                .anySatisfy(one -> assertThat(one.path("path").asString()).isEqualTo(path())));
  }
}
