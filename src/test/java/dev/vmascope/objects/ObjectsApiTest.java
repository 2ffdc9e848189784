package dev.vmascope.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.api.LiveApi;
import dev.vmascope.api.ProcessFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// The objects of a program that gcc has made, with a library of its own, and with memory that is
/// no object: over HTTP, against `ldd` and `nm`.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ObjectsApiTest {
  private static final String PROGRAM =
      """
      #define _GNU_SOURCE
      #include <fcntl.h>
      #include <stdio.h>
      #include <sys/mman.h>
      #include <sys/shm.h>
      #include <unistd.h>
      int answer(void);
      int marker(void) { return 7; }
      int main(int argc, char **argv) {
        mmap(NULL, 8192, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        mmap(NULL, 8192, PROT_READ, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        shmat(shmget(IPC_PRIVATE, 8192, IPC_CREAT | 0600), NULL, 0);
        int memory = memfd_create("jit", 0);
        ftruncate(memory, 8192);
        mmap(NULL, 8192, PROT_READ | PROT_EXEC, MAP_SHARED, memory, 0);
        int copy = memfd_create("library", 0);
        int library = open(argv[1], O_RDONLY);
        mmap((void *)0x10000000, 4096, PROT_READ, MAP_PRIVATE | MAP_FIXED, library, 0);
        mmap((void *)0x30000000, 4096, PROT_READ, MAP_PRIVATE | MAP_FIXED, library, 4096);
        static char bytes[1 << 16];
        ssize_t count = read(library, bytes, sizeof bytes);
        write(copy, bytes, count);
        mmap(NULL, count, PROT_READ | PROT_EXEC, MAP_PRIVATE, copy, 0);
        printf("%p %d\\n", (void *)marker, answer());
        fflush(stdout);
        pause();
        return argc;
      }
      """;

  @LocalServerPort private int port;
  @TempDir Path folder = Path.of("");
  private LiveApi api = new LiveApi(0);
  private String path = "";
  private String marker = "";
  private Process child = ProcessFixture.NONE;

  @BeforeEach
  void startAProgram() throws Exception {
    api = new LiveApi(port);
    library(42, "libanswer.so");
    Files.writeString(folder.resolve("program.c"), PROGRAM);
    run("gcc", "-o", in("program"), in("program.c"), in("libanswer.so"), "-Wl,-rpath," + folder);
    child = new ProcessBuilder(in("program"), in("libanswer.so")).start();
    marker = String.valueOf(child.inputReader().readLine()).replaceAll(" .*", "");
    path = "/api/processes/" + child.pid();
  }

  private String in(String name) {
    return folder.resolve(name).toString();
  }

  private void library(int answer, String name) throws Exception {
    Files.writeString(folder.resolve("answer.c"), "int answer(void) { return " + answer + "; }\n");
    run(
        "gcc",
        "-shared",
        "-fPIC",
        "-Wl,--build-id",
        "-Wl,-soname,libanswer.so",
        "-o",
        in(name),
        in("answer.c"));
  }

  private static List<String> run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().toList();
  }

  @AfterEach
  void endTheProgram() throws InterruptedException {
    child.destroyForcibly().waitFor();
  }

  private static JsonNode of(JsonNode objects, String file) {
    return StreamSupport.stream(objects.path("objects").spliterator(), false)
        .filter(object -> object.path("path").asString("").endsWith(file))
        .findFirst()
        .orElseThrow(() -> new AssertionError(file + " in " + objects));
  }

  @Test
  void resolvesWhatLddResolves() throws Exception {
    JsonNode objects = api.json(path + "/objects");
    List<String> resolved = new ArrayList<>();
    for (JsonNode needed : of(objects, "/program").path("needed")) {
      assertThat(needed.path("state").asString()).isEqualTo("loaded");
      resolved.add(
          needed.path("name").asString()
              + " "
              + Path.of(needed.path("path").asString()).toRealPath());
    }
    List<String> ldd = new ArrayList<>();
    for (String line : run("ldd", in("program"))) {
      if (line.contains(" => ")) {
        String name = line.strip().replaceAll(" => .*", "");
        Path there = Path.of(line.replaceAll(".* => (.*) \\(.*", "$1"));
        ldd.add(Path.of(name).getFileName() + " " + there.toRealPath());
      }
    }
    assertThat(resolved.stream().map(text -> text.replaceAll("^.*/([^/ ]* )", "$1")))
        .containsExactlyInAnyOrderElementsOf(ldd);
    assertThat(of(objects, "/program").path("role").asString()).isEqualTo("program");
    assertThat(of(objects, "/libanswer.so").path("role").asString()).isEqualTo("needed");
    assertThat(
            objects.path("objects").path(objects.path("count").asInt() - 1).path("name").asString())
        .isEqualTo("[vdso]");
  }

  /// Against what a program reads of its own, where the kernel says that it lies.
  @Test
  void knowsTheBuildOfTheVdso() throws Exception {
    Files.writeString(
        folder.resolve("vdso.c"),
        """
        #include <link.h>
        #include <stdio.h>
        #include <sys/auxv.h>
        #include <unistd.h>
        int main(void) {
          const char *base = (const char *)getauxval(AT_SYSINFO_EHDR);
          const ElfW(Ehdr) *header = (const void *)base;
          const ElfW(Phdr) *segment = (const void *)(base + header->e_phoff);
          for (int i = 0; i < header->e_phnum; i++) {
            const char *at = base + segment[i].p_offset, *end = at + segment[i].p_filesz;
            while (segment[i].p_type == PT_NOTE && at < end) {
              const ElfW(Nhdr) *note = (const void *)at;
              const unsigned char *text = (const void *)(at + 12 + ((note->n_namesz + 3) & -4));
              for (unsigned j = 0; note->n_type == 3 && j < note->n_descsz; j++) printf("%02x", text[j]);
              at = (const char *)text + ((note->n_descsz + 3) & -4);
            }
          }
          puts("");
          fflush(stdout);
          pause();
        }
        """);
    run("gcc", "-o", in("vdso"), in("vdso.c"));
    Process program = new ProcessBuilder(in("vdso")).start();
    try {
      String buildId = program.inputReader().readLine();
      JsonNode objects = api.json("/api/processes/" + program.pid() + "/objects");
      JsonNode vdso = objects.path("objects").path(objects.path("count").asInt() - 1);
      assertThat(vdso.path("name").asString()).isEqualTo("[vdso]");
      assertThat(vdso.path("buildId").asString()).isEqualTo(buildId).hasSizeGreaterThan(7);
      assertThat(vdso.path("soname").asString()).startsWith("linux-vdso");
      assertThat(vdso.path("type").asString()).isEqualTo("shared-library");
      assertThat(vdso.path("replacedOnDisk").asString()).isEqualTo("not-applicable");
      assertThat(objects.path("unavailable").toString()).doesNotContain("[vdso]");
    } finally {
      program.destroyForcibly().waitFor();
    }
  }

  @Test
  void showsTheMappingsOfTheSegments() {
    JsonNode program = of(api.json(path + "/objects"), "/program");
    for (JsonNode segment : program.path("segments")) {
      assertThat(segment.path("mappings").size()).isPositive();
      String flags = segment.path("flags").asString();
      String permissions = segment.path("mappings").path(0).path("permissions").asString();
      assertThat(permissions.charAt(2)).isEqualTo(flags.charAt(2) == 'E' ? 'x' : '-');
    }
    long bias = Long.parseUnsignedLong(program.path("loadBias").asString().substring(2), 16);
    assertThat(program.path("segments").path(0).path("mappings").path(0).path("start").asString())
        .isEqualTo("0x" + Long.toHexString(bias));
  }

  /// The program has read its library too, by a mapping below where it is loaded.
  @Test
  void aFileThatIsMappedAsDataIsNotLoadedThere() throws IOException {
    JsonNode library = of(api.json(path + "/objects"), "/libanswer.so");
    String code =
        Files.readAllLines(Path.of("/proc", Long.toString(child.pid()), "maps")).stream()
            .filter(line -> line.endsWith("/libanswer.so") && line.contains(" r-xp "))
            .findFirst()
            .orElseThrow();
    long bias =
        Long.parseLong(code.replaceAll("-.*", ""), 16) - Long.parseLong(code.split(" ", -1)[2], 16);
    assertThat(bias).isGreaterThan(0x40000000L);
    assertThat(library.path("loadBias").asString()).isEqualTo("0x" + Long.toHexString(bias));
  }

  @Test
  void findsTheSymbolAtAnAddress() throws Exception {
    long address = Long.parseLong(marker.substring(2), 16) + 1;
    JsonNode symbol = api.json(path + "/symbol?address=0x" + Long.toHexString(address));
    assertThat(symbol.path("symbol").path("name").asString())
        .as(symbol.toString())
        .isEqualTo("marker");
    assertThat(symbol.path("symbol").path("distanceBytes").asInt()).isEqualTo(1);
    assertThat(symbol.path("path").asString()).isEqualTo(in("program"));
    String nm =
        run("nm", in("program")).stream()
            .filter(l -> l.endsWith(" marker"))
            .findFirst()
            .orElseThrow();
    assertThat(symbol.path("symbol").path("virtualAddress").asString())
        .isEqualTo("0x" + nm.replaceAll("^0*([0-9a-f]+) .*", "$1"));
    assertThat(api.json(path + "/symbol").path("status").asInt()).isEqualTo(400);
    assertThat(api.json(path + "/symbol?address=0x10").path("type").asString())
        .endsWith("no-mapping-at-address");
  }

  @Test
  void showsAnObjectInFull() {
    JsonNode listed = of(api.json(path + "/objects"), "/libanswer.so");
    String buildId = listed.path("buildId").asString();
    JsonNode object = api.json(path + "/objects/" + buildId);
    assertThat(object.path("object")).isEqualTo(listed);
    JsonNode parts = object.path("parts");
    assertThat(parts.path("header").path("type").asString()).isEqualTo("shared-library");
    assertThat(parts.path("programHeaders").size()).isGreaterThan(4);
    assertThat(parts.path("sections").size()).isGreaterThan(20);
    assertThat(parts.path("dynamicEntries").toString()).contains("libanswer.so");
    assertThat(parts.path("notes").toString()).contains(buildId);
    assertThat(api.json(path + "/objects/abcdef").path("status").asInt()).isEqualTo(404);
    assertThat(api.json(path + "/objects/XYZ").path("status").asInt()).isEqualTo(400);
  }

  /// The anonymous code, the SysV segment, shared memory and the memfd without an object are not
  /// there; the memfd with one is, and has nothing on disk.
  @Test
  void whatIsNoFileIsNoFalseAlarm() {
    JsonNode objects = api.json(path + "/objects");
    List<String> replaced = new ArrayList<>();
    for (JsonNode object : objects.path("objects")) {
      replaced.add(object.path("replacedOnDisk").asString());
    }
    assertThat(replaced).containsOnly("no", "not-applicable");
    JsonNode memory = of(objects, "memfd:library");
    assertThat(memory.path("replacedOnDisk").asString()).isEqualTo("not-applicable");
    assertThat(memory.path("buildId")).isEqualTo(of(objects, "/libanswer.so").path("buildId"));
    assertThat(objects.toString()).doesNotContain("SYSV").doesNotContain("/dev/zero");
  }

  @Test
  void findsALibraryThatWasReplacedWhileMapped() throws Exception {
    String before = of(api.json(path + "/objects"), "/libanswer.so").path("buildId").asString();
    library(43, "libanswer.new");
    Files.move(
        folder.resolve("libanswer.new"),
        folder.resolve("libanswer.so"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
    JsonNode after = of(api.json(path + "/objects"), "/libanswer.so");
    assertThat(after.path("replacedOnDisk").asString()).isEqualTo("replaced");
    assertThat(after.path("buildId").asString()).isEqualTo(before);
    assertThat(after.path("buildIdOnDisk").asString()).hasSize(40).isNotEqualTo(before);

    library(42, "libanswer.again");
    Files.move(
        folder.resolve("libanswer.again"),
        folder.resolve("libanswer.so"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(of(api.json(path + "/objects"), "/libanswer.so").path("replacedOnDisk").asString())
        .isEqualTo("same-build");

    Files.delete(folder.resolve("libanswer.so"));
    assertThat(of(api.json(path + "/objects"), "/libanswer.so").path("replacedOnDisk").asString())
        .isEqualTo("deleted");
  }

  /// As rpm does it: it renames the old library, and deletes it under that name.
  @Test
  void showsThePlaceOfARenamedLibrary() throws Exception {
    Path renamed = folder.resolve("libanswer.so;5c89ece0");
    Files.move(folder.resolve("libanswer.so"), renamed);
    Files.delete(renamed);
    library(43, "libanswer.so");
    JsonNode object = of(api.json(path + "/objects"), "/libanswer.so;5c89ece0");
    assertThat(object.path("installedPath").asString()).isEqualTo(in("libanswer.so"));
    assertThat(object.path("replacedOnDisk").asString()).isEqualTo("replaced");
    JsonNode finding = api.json(path + "/findings").path("findings").path(0);
    for (JsonNode one : api.json(path + "/findings").path("findings")) {
      finding = one.path("rule").asString().equals("stale-library") ? one : finding;
    }
    assertThat(finding.path("detail").asString())
        .isEqualTo("another build is now at " + in("libanswer.so"));
  }

  /// The name that it was linked by is a link that is gone: the process runs with it all the same.
  @Test
  void whatItRunsWithIsNotMissing() throws Exception {
    run("gcc", "-shared", "-fPIC", "-o", in("libplain-1.so"), in("answer.c"));
    Files.createSymbolicLink(folder.resolve("plain.so"), Path.of("libplain-1.so"));
    run("gcc", "-o", in("linked"), in("program.c"), in("plain.so"));
    Process linked = new ProcessBuilder(in("linked"), in("libanswer.so")).start();
    try {
      assertThat(linked.inputReader().readLine()).isNotBlank();
      String objects = "/api/processes/" + linked.pid() + "/objects";
      JsonNode needed = of(api.json(objects), "/linked").path("needed").path(0);
      assertThat(needed.path("path").asString()).isEqualTo(in("libplain-1.so"));
      assertThat(of(api.json(objects), "/libplain-1.so").path("role").asString())
          .isEqualTo("needed");
      Files.delete(folder.resolve("plain.so"));
      JsonNode answer = api.json(objects);
      assertThat(of(answer, "/linked").path("needed").path(0).has("state")).isFalse();
      assertThat(of(answer, "/libplain-1.so").has("role")).isFalse();
      assertThat(answer.path("unavailable").toString())
          .contains("objects[].needed[].state", "objects[].role", "LD_LIBRARY_PATH");
    } finally {
      linked.destroyForcibly().waitFor();
    }
  }

  /// Where a mapped library was, a pipe that nobody writes to: to open it would wait for ever.
  @Test
  void whatIsNoRegularFileIsNotOpened() throws IOException, InterruptedException {
    Files.delete(folder.resolve("libanswer.so"));
    assertThat(new ProcessBuilder("mkfifo", in("libanswer.so")).start().waitFor()).isZero();
    JsonNode object = of(api.json(path + "/objects"), "/libanswer.so");
    assertThat(object.path("replacedOnDisk").asString()).isEqualTo("replaced");
    assertThat(object.has("buildIdOnDisk")).isFalse();
  }

  @Test
  void whatIsMappedAsDataIsInNoSegment() {
    JsonNode library = of(api.json(path + "/objects"), "/libanswer.so");
    long bias = Long.decode(library.path("loadBias").asString());
    for (JsonNode segment : library.path("segments")) {
      assertThat(
              segment
                  .path("mappings")
                  .valueStream()
                  .map(mapping -> Long.decode(mapping.path("start").asString())))
          .isNotEmpty()
          .allMatch(start -> start >= bias);
    }
    for (String shadow : List.of("0x10000010", "0x30000010")) {
      JsonNode symbol = api.json(path + "/symbol?address=" + shadow);
      assertThat(symbol.path("path").asString()).endsWith("/libanswer.so");
      assertThat(symbol.has("symbol")).as(shadow).isFalse();
      assertThat(symbol.path("unavailable").toString())
          .contains("in no loaded segment", "offsetInObject")
          .doesNotContain("virtualAddress");
    }
  }
}
