package dev.vmascope.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vmascope.bench.BenchArguments.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The arguments of the bench: what is chosen, and what is refused before hours of measurement.
class BenchArgumentsTest {
  @TempDir Path folder;

  private BenchArguments parse(String... arguments) throws RefusedException {
    return BenchArguments.parse(folder, List.of(arguments));
  }

  @Test
  void measuresAllPartsOnceWithoutArguments() throws RefusedException {
    BenchArguments arguments = parse();
    assertThat(arguments.parts()).containsExactly(Part.values());
    assertThat(arguments.runs()).isEqualTo(1);
    assertThat(arguments.json()).isEmpty();
  }

  @Test
  void keepsTheOrderOfParts() throws RefusedException {
    BenchArguments arguments = parse("listings", "--runs", "5", "parse", "--json", "rows.json");
    assertThat(arguments.parts()).containsExactly(Part.LISTINGS, Part.PARSE);
    assertThat(arguments.runs()).isEqualTo(5);
    assertThat(arguments.json()).contains(folder.resolve("rows.json"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "PARSE",
        "--help",
        "--runs=5",
        "-",
        "",
        "--runs",
        "--runs 0",
        "--runs -1",
        "--runs 100",
        "--runs five",
        "--runs 2 --runs 3",
        "--runs --json",
        "--json",
        "--json a.json --json b.json",
        "--json missing/rows.json",
        "--json .",
        "parse parse"
      })
  void refusesTheRestAndListsTheParts(String line) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> parse(line.split(" ", -1)))
        .withMessageContaining("usage: bin/bench [--runs N] [--json FILE] [PART...]")
        .withMessageEndingWith("parts: " + Part.names());
  }

  @Test
  void namesWhatItRefuses() {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> parse("parse", "nonsense"))
        .withMessageStartingWith("no part 'nonsense'\n");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> parse("--all"))
        .withMessageStartingWith("no option '--all'\n");
  }

  @Test
  void isDescribedInTheScript() throws IOException {
    assertThat(Files.readString(Path.of("bin/bench")).replace("\n# ", " "))
        .contains(" Parts: " + Part.names() + ";")
        .contains("bin/bench [--runs N] [--json FILE] [PART...]");
  }
}
