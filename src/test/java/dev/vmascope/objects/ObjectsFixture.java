package dev.vmascope.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.api.LiveApi;
import dev.vmascope.api.ProcessFixture;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// A running program that gcc has made, with a library of its own, and with memory that is no
/// object.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class ObjectsFixture {
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
  LiveApi api = new LiveApi(0);

  /// Where the API has it.
  String path = "";

  /// The address of its function `marker`, with `0x`.
  String marker = "";

  Process child = ProcessFixture.NONE;

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

  /// The path of a file of the folder.
  final String in(String name) {
    return folder.resolve(name).toString();
  }

  /// Makes a library that gives this answer.
  final void library(int answer, String name) throws Exception {
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

  /// Runs a command that must succeed, and gives the lines that it prints.
  static List<String> run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().toList();
  }

  @AfterEach
  void endTheProgram() throws InterruptedException {
    child.destroyForcibly().waitFor();
  }

  /// The object whose path ends so.
  static JsonNode of(JsonNode objects, String file) {
    return StreamSupport.stream(objects.path("objects").spliterator(), false)
        .filter(object -> object.path("path").asString("").endsWith(file))
        .findFirst()
        .orElseThrow(() -> new AssertionError(file + " in " + objects));
  }
}
