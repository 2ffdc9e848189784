package dev.vmascope.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The objects of a program, over HTTP, against `ldd` and what the kernel says of them.
class ObjectsApiTest extends ObjectsFixture {
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
  void tellsWhichMappingsTheSegmentsBecame() {
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
}
