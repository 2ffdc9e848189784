package dev.vmascope.procfs.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.text.ObjectBytes;
import dev.vmascope.procfs.Child;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.pool.ByteBudget;
import dev.vmascope.procfs.pool.Hung;
import dev.vmascope.procfs.pool.ReadStatistics;
import dev.vmascope.procfs.pool.ReadTally;
import dev.vmascope.procfs.process.AddressSpaceIds;
import dev.vmascope.procfs.process.LastReadings;
import dev.vmascope.procfs.process.ListingReader;
import dev.vmascope.procfs.process.ProcessReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The files that a child that sleeps has mapped.
class MappedFilesReaderTest {
  private final ByteBudget budget = new ByteBudget(1 << 24, () -> {});

  /// Makes of each file how many bytes of listings are held while it is open.
  private final class Held implements MappedFileParser<Long> {
    @Override
    public boolean wants(MappedFile file) {
      return true;
    }

    @Override
    public Long parse(MappedFile file, ObjectBytes bytes) {
      return budget.taken();
    }
  }

  /// A file may hang for ever, and must not keep what listings of others need.
  @Test
  void noListingIsHeldWhileFilesAreOpen() throws Exception {
    try (Child child = Child.idle()) {
      MappedFilesReading<Long> reading = read(child).value().orElseThrow();
      assertThat(reading.complete()).isTrue();
      assertThat(reading.objects()).hasSizeGreaterThan(2);
      assertThat(reading.objects())
          .allSatisfy(object -> assertThat(object.content()).isEqualTo(new FileContent.Read<>(0L)));
    }
  }

  private Outcome<MappedFilesReading<Long>> read(Child child) throws IOException {
    ReadTally account = new ReadTally(new ReadStatistics(), Hung.reads());
    ProcessReader processes =
        new ProcessReader(
            Path.of("/proc"), true, new AddressSpaceIds(), account, _ -> false, LastReadings.NONE);
    Clock clock = Clock.systemUTC();
    ListingReader listings = new ListingReader(processes, account, budget, clock, true, Map.of());
    MappedFilesReader objects =
        new MappedFilesReader(
            processes, listings, account, clock, Duration.ofMinutes(1), _ -> Optional.empty());
    return processes.onProcess(
        child.pid(), (process, reading) -> objects.read(process, reading, new Held()));
  }
}
