package dev.vmascope.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.HostileNames;
import dev.vmascope.mapping.proc.ProcessCgroups;
import dev.vmascope.mapping.text.RawText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Where processes run, by the files of `src/test/resources/proc-cgroup`: each says in its first
/// line where its form is from, and in its second what it means.
class AttributionTest {
  private static final Path FOLDER = Path.of("src/test/resources/proc-cgroup");
  private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 200_000);
  private static final String ID = "0123456789abcdef".repeat(4);

  private final Map<String, List<String>> read = new HashMap<>();

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isWhatTheFileSays(String file) throws IOException {
    List<String> lines = lines(file);
    assertThat(lines.getFirst()).startsWith("# ").hasSizeGreaterThan(12);
    assertThat("# " + words(Attribution.of(cgroups(lines)))).isEqualTo(lines.get(1));
  }

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(FOLDER.resolve(file), StandardCharsets.ISO_8859_1);
  }

  private static ProcessCgroups cgroups(List<String> lines) {
    String text = String.join("\n", lines.subList(2, lines.size())) + "\n";
    return ProcessCgroups.parse(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String words(Attribution attribution) {
    return "container=%s runtime=%s pod=%s unit=%s"
        .formatted(
            attribution.containerId().orElse("-"),
            attribution.runtime().orElse("-"),
            attribution.podUid().orElse("-"),
            attribution.unit().orElse("-"));
  }

  private static Attribution of(String latin1Path) {
    return Attribution.of(
        ProcessCgroups.parse(("0::" + latin1Path + "\n").getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void isNothingForNamesThatWereChosenToDoHarm() {
    for (RawText name : HostileNames.ALL) {
      String one = name.latin1().replace("\n", "").replace("/", "");
      Attribution attribution =
          of("/" + one + "/docker-" + one + ".scope/" + one + ".service/lxc/" + one);
      assertClean(attribution);
      assertThat(attribution.podUid()).isEmpty();
    }
  }

  @Test
  void isNothingForLongNames() {
    String digits = "0".repeat(10_000);
    assertThat(of("/docker-" + digits + ".scope")).isEqualTo(Attribution.NONE);
    assertThat(of("/" + "a".repeat(300) + ".service")).isEqualTo(Attribution.NONE);
    assertThat(of("/lxc/" + "a".repeat(65))).isEqualTo(Attribution.NONE);
    assertThat(of("/a".repeat(20_000) + "/x.service").unit()).hasValue("x.service");
  }

  @Test
  void isNothingForNamesThatOnlyLookAlike() {
    assertThat(of("/docker/0123456789ab")).isEqualTo(Attribution.NONE);
    assertThat(of("/docker/" + ID.toUpperCase(Locale.ROOT))).isEqualTo(Attribution.NONE);
    assertThat(of("/docker/" + ID + "0")).isEqualTo(Attribution.NONE);
    assertThat(of("/podcast")).isEqualTo(Attribution.NONE);
    assertThat(of("/x.mount")).isEqualTo(Attribution.NONE);
    assertThat(of("/.service")).isEqualTo(Attribution.NONE);
  }

  @Test
  void hasAnIdWithoutARuntimeThatIsNotKnown() {
    Attribution attribution = of("/system.slice/newthing-" + ID + ".scope");
    assertThat(attribution.containerId()).hasValue(ID);
    assertThat(attribution.runtime()).isEmpty();
  }

  /// The seed is fixed, so a failure repeats.
  @Test
  void isThereWhateverTheBytes() throws IOException {
    Random random = new Random(20_261_124L);
    List<String> files = files();
    int named = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<String> lines = lines(files, round);
      byte[] file =
          (String.join("\n", lines.subList(2, lines.size())) + "\n")
              .getBytes(StandardCharsets.ISO_8859_1);
      for (int i = random.nextInt(4); i > 0; i--) {
        file[random.nextInt(file.length)] = (byte) random.nextInt(256);
      }
      Attribution attribution = Attribution.of(ProcessCgroups.parse(file));
      assertClean(attribution);
      named += attribution.containerId().isPresent() ? 1 : 0;
    }
    assertThat(named).isBetween(1, ROUNDS - 1);
    for (int round = 0; round < ROUNDS / 10; round++) {
      byte[] noise = new byte[random.nextInt(400)];
      random.nextBytes(noise);
      assertClean(Attribution.of(ProcessCgroups.parse(noise)));
    }
  }

  private List<String> lines(List<String> files, int round) {
    return read.computeIfAbsent(
        files.get(round % files.size()),
        file -> {
          try {
            return lines(file);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static void assertClean(Attribution attribution) {
    boolean clean =
        attribution.containerId().orElse("x").matches("[A-Za-z0-9_.\\\\-]{1,64}")
            && attribution.podUid().orElse("0".repeat(32)).matches("[0-9a-f-]{32,36}")
            && attribution.unit().orElse("x").matches("[A-Za-z0-9:_.\\\\@-]{1,257}");
    assertThat(clean).as(attribution.toString()).isTrue();
  }
}
