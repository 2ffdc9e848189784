package dev.vmascope.mapping.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.vmascope.mapping.Mutations;
import dev.vmascope.mapping.RandomListing;
import dev.vmascope.mapping.space.AddressSpaceSummarizer;
import dev.vmascope.mapping.text.MalformedException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What holds for every listing: it prints back to what was read, or it is malformed.
class MapsLawsTest {
  private static final long SEED = 20_261_122L;

  @ParameterizedTest
  @FieldSource("dev.vmascope.mapping.proc.Captures#LISTINGS")
  void capturesPrintBackByteForByte(String file) {
    byte[] capture = Captures.bytes(file);

    assertThat(Listings.reprinted(capture)).isEqualTo(Listings.text(capture));
  }

  @Test
  void randomListingsPrintBackByteForByte() {
    RandomListing random = new RandomListing(new Random(SEED));

    for (int round = 0; round < 1_500; round++) {
      String listing = random.lines(20);
      List<MapsLine> lines = Listings.lines(listing);

      assertThat(Listings.reprinted(Listings.bytes(listing)))
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(listing);
      assertThat(lines).hasSize(20);
    }
  }

  @Test
  void liveListingsPrintBackByteForByte() throws IOException {
    Process waiting = new ProcessBuilder("cat").start();
    int checked = 0;
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
      for (Path process : processes) {
        byte[] listing = readOrEmpty(process);
        if (listing.length > 0 && Arrays.equals(listing, readOrEmpty(process))) {
          assertThat(Listings.reprinted(listing)).isEqualTo(Listings.text(listing));
          checked++;
        }
      }
    } finally {
      waiting.destroy();
    }
    assertThat(checked).isPositive();
  }

  /// The listing, or nothing where the process has ended, has none, or may not be read.
  private static byte[] readOrEmpty(Path process) {
    try {
      return Files.readAllBytes(process.resolve("maps"));
    } catch (IOException _) {
      return new byte[0];
    }
  }

  @Test
  void damagedListingsPrintBackOrAreMalformed() {
    List<byte[]> listings =
        Captures.LISTINGS.stream()
            .map(Captures::bytes)
            .filter(bytes -> bytes.length > 0 && bytes.length < 8_000)
            .toList();
    Mutations mutations = new Mutations(new Random(SEED));
    int malformed = 0;

    for (int round = 0; round < 120_000; round++) {
      byte[] damaged = mutations.damaged(listings.get(round % listings.size()));
      if (isMalformed(damaged, round)) {
        malformed++;
      }
    }

    assertThat(malformed).isBetween(1, 119_999);
  }

  private static boolean isMalformed(byte[] damaged, int round) {
    try {
      List<MapsLine> lines = MapsParser.parse(damaged, "maps");
      AddressSpaceSummarizer sums = new AddressSpaceSummarizer();
      StringBuilder printed = new StringBuilder();
      for (MapsLine line : lines) {
        sums.add(Listings.listed(line.mapping()));
        printed.append(line.print());
      }
      assertThat(printed.toString())
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(Listings.text(damaged));
      assertThat(sums.summary().count()).isLessThanOrEqualTo(lines.size());
      return false;
    } catch (MalformedException _) {
      return true;
    } catch (RuntimeException e) {
      return fail("seed " + SEED + ", round " + round, e);
    }
  }
}
