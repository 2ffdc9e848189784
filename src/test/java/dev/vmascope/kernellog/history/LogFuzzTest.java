package dev.vmascope.kernellog.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.vmascope.CountedText;
import dev.vmascope.kernellog.KernelLogCorpusTest;
import dev.vmascope.kernellog.line.KernelWords;
import dev.vmascope.kernellog.line.LogDecoder;
import dev.vmascope.mapping.Mutations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Damaged lines: whatever comes, nothing is thrown, and no line takes long. The seed is fixed, so
/// a failure repeats; `-Dfuzz.rounds` and `-Dfuzz.seed` make a longer campaign of it.
class LogFuzzTest {
  private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 300_000);
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_125L);

  private static List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.list(KernelLogCorpusTest.FOLDER)) {
      for (Path file : files.sorted().toList()) {
        for (String block : Files.readString(file).split("\n\n", -1)) {
          seeds.add(block.getBytes(StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return seeds;
  }

  @Test
  void nothingIsThrown() {
    List<byte[]> seeds = seeds();
    Mutations mutations = new Mutations(new Random(SEED));
    long faults = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String damaged =
          new String(
              mutations.damaged(seeds.get(round % seeds.size())), StandardCharsets.ISO_8859_1);
      try {
        faults +=
            PastedLog.parse(damaged).faults().stream()
                .filter(fault -> fault.event().name().name().length() <= 63)
                .count();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + SEED + ", round " + round + ": " + damaged, e);
      }
    }
    assertThat(faults).isBetween(ROUNDS / 10L, 2L * ROUNDS);
  }

  /// The longest line of all, of beginnings that lead nowhere.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x[1]: segfault at ",
        "[1] trap ",
        "x[1]: unhandled ",
        ",task=",
        ",task=,pid=",
        ") total-vm:",
        " in a[1+",
        "[1] vsyscall "
      })
  void stepsGrowWithTheLengthOfTheLine(String part) {
    for (String start :
        List.of(
            "",
            "oom-kill:constraint=A,",
            "Killed process 1 (",
            "x[1]: segfault at 0 ip 0 sp 0 error 4")) {
      CountedText line =
          new CountedText((start + part.repeat(8_192)).substring(0, 8_192), Long.MAX_VALUE);
      KernelWords.in(line).ifPresent(words -> LogDecoder.decode(line, words.phrases()));
      assertThat(line.reads()).as(start).isLessThan(100L * line.length());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x[1]: segfault at ",
        "[1] trap ",
        "x[1]: unhandled ",
        "oom-kill:constraint=A,,task=,pid=",
        "Killed process 1 (",
        "Code: ",
        "Code: 00000000",
        " in a[1+",
        "<6>[1.0] ",
        "[1] vsyscall ",
        "6,1,1,-;",
        "\\x5c",
        "kernel: ",
        "\"msg\":\"\\u00",
        "[1.0 <",
        "(0)[1:",
        "12:12:12 ",
        "[1] ip:",
        "] ip:",
        "\u001b[",
        "x\0"
      })
  void noLineTakesLong(String part) {
    String line = part.repeat((1 << 16) / part.length());
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> assertThatCode(() -> PastedLog.parse(line)).doesNotThrowAnyException());
  }
}
