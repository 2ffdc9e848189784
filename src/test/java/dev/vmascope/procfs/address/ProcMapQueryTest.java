package dev.vmascope.procfs.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.proc.MapsLine;
import dev.vmascope.mapping.proc.MapsParser;
import dev.vmascope.procfs.Child;
import dev.vmascope.procfs.call.KernelFile;
import dev.vmascope.procfs.call.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against the text of the same process, which is a child that sleeps. Needs Linux 6.11.
class ProcMapQueryTest {
  private static final Path PROC = Path.of("/proc");

  private final Child child = Child.idle();
  private final Path maps = child.folder().resolve("maps");
  private ProcMapQuery query = new ProcMapQuery(KernelFile.open(PROC.resolve("self/maps")));
  private List<Mapping> listed = List.of();

  ProcMapQueryTest() throws IOException {}

  @BeforeEach
  void readTheText() throws IOException {
    query.close();
    query = new ProcMapQuery(KernelFile.open(maps));
    listed =
        MapsParser.parse(Files.readAllBytes(maps), "maps").stream()
            .map(MapsLine::mapping)
            .filter(mapping -> !mapping.isGate())
            .toList();
    assertThat(listed).hasSizeGreaterThan(10);
  }

  @AfterEach
  void close() throws Exception {
    query.close();
    child.close();
  }

  private Optional<Mapping> at(long address, boolean orNext) {
    return query
        .at(address, orNext, ProcMapQuery.Detail.NAME)
        .value()
        .orElseThrow()
        .map(ProcMapQuery.Found::mapping);
  }

  private Optional<Mapping> below(long address) {
    return query.below(address).value().orElseThrow().map(ProcMapQuery.Found::mapping);
  }

  @Test
  void agreesWithTheTextAboutEveryMapping() {
    for (Mapping mapping : listed) {
      assertThat(at(mapping.range().start(), false)).contains(mapping);
      assertThat(at(mapping.range().end() - 1, false)).contains(mapping);
    }
  }

  @Test
  void findsAllCodeOfFiles() {
    List<Mapping> code = new ArrayList<>();
    Optional<Mapping> next = codeAt(0);
    while (next.isPresent()) {
      code.add(next.get());
      next = codeAt(next.get().range().end());
    }
    assertThat(code)
        .isNotEmpty()
        .isEqualTo(
            listed.stream()
                .filter(mapping -> mapping.permissions().executable() && mapping.inode() != 0)
                .toList());
  }

  private Optional<Mapping> codeAt(long address) {
    return query.codeAt(address).value().orElseThrow().map(ProcMapQuery.Found::mapping);
  }

  @Test
  void findsTheNextOneAndTheOneBelow() {
    assertThat(at(0, true)).contains(listed.getFirst());
    assertThat(below(listed.getFirst().range().start())).isEmpty();
    for (int i = 1; i < listed.size(); i++) {
      Mapping mapping = listed.get(i);
      Mapping before = listed.get(i - 1);
      assertThat(at(before.range().end(), true)).contains(mapping);
      assertThat(below(mapping.range().start())).contains(before);
      boolean gap = before.range().end() != mapping.range().start();
      assertThat(at(before.range().end(), false).isEmpty()).isEqualTo(gap);
    }
    assertThat(at(listed.getLast().range().end(), true)).isEmpty();
  }

  @Test
  void knowsTheBuildIdOfWhatHasOne() throws IOException {
    Mapping libc =
        listed.stream()
            .filter(mapping -> mapping.name().latin1().contains("/libc.so"))
            .findFirst()
            .orElseThrow();
    String buildId =
        query
            .at(libc.range().start(), false, ProcMapQuery.Detail.BUILD_ID)
            .value()
            .orElseThrow()
            .flatMap(ProcMapQuery.Found::buildId)
            .orElseThrow();
    byte[] object = Files.readAllBytes(Path.of(libc.name().latin1()));
    String hexadecimal = HexFormat.of().formatHex(object, 0, 4096);
    assertThat(hexadecimal).contains(buildId);
  }

  @Test
  void saysThatAnAddressSpaceHasGone() throws Exception {
    child.close();
    assertThat(query.at(0, true, ProcMapQuery.Detail.NONE)).isEqualTo(new Outcome.Gone<>(true));
    assertThat(query.below(Long.MAX_VALUE)).isEqualTo(new Outcome.Gone<>(true));
  }

  @Test
  void saysThatAFileIsNoMaps() throws IOException {
    ProcMapQuery wrong = new ProcMapQuery(KernelFile.open(PROC.resolve("self/stat")));
    assertThat(wrong.at(0, true, ProcMapQuery.Detail.NONE))
        .isEqualTo(new Outcome.NotApplicable<>());
    wrong.close();
  }
}
