package dev.vmascope.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program that stores is killed at random moments: each file is the last one that it reported,
/// or the one that it was about to report.
class KilledStoreTest {
  private static final int ROUNDS = Integer.getInteger("storage.kills", 6);
  private static final long SEED = Long.getLong("storage.seed", 20_261_129L);

  @TempDir Path folder = Path.of("");

  @Test
  void nothingIsLostOrTorn() throws Exception {
    Random random = new Random(SEED);
    int reported = -1;
    for (int round = 0; round < ROUNDS; round++) {
      int last = storeUntilKilled(reported + 1, random);
      assertThat(last).as("stored in this round").isGreaterThan(reported);
      reported = last;
      reported = check(reported);
    }
  }

  /// @return the last number that was reported
  private int storeUntilKilled(int first, Random random) throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classes(StoringProgram.class)
                    + ":"
                    + classes(FileStore.class)
                    + ":"
                    + classes(org.jspecify.annotations.Nullable.class),
                StoringProgram.class.getName(),
                folder.toString(),
                Integer.toString(first))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int last = first - 1;
    try (BufferedReader lines = program.inputReader()) {
      last = Integer.parseInt(lines.readLine());
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(60_000)));
      program.toHandle().destroyForcibly();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = Integer.parseInt(line);
      }
    }
    program.waitFor();
    return last;
  }

  private static String classes(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  /// @return the last number that is stored
  private int check(int reported) throws IOException {
    int stored = reported;
    try (FileStore store = StorageFixture.open(folder)) {
      for (StoredFile file : store.list()) {
        byte[] content = store.read(file.slot(), StoringProgram.BYTES).orElseThrow();
        int number = Byte.toUnsignedInt(content[0]) << 8 | Byte.toUnsignedInt(content[1]);
        assertThat(content).isEqualTo(StoringProgram.content(number));
        assertThat(number).isGreaterThan(reported - StoringProgram.SLOTS);
        stored = Math.max(stored, number);
      }
      assertThat(store.list()).hasSize(Math.min(StoringProgram.SLOTS, stored + 1));
    }
    assertThat(stored).isBetween(reported, reported + 1);
    assertThat(StorageFixture.names(folder)).doesNotContain("vmascope.tmp");
    return stored;
  }
}
