package dev.vmascope.procfs.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.address.MappingLookup;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessReading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/// Readings of a process that goes by the names `even` and `odd` in turn, and has a mapping at
/// [#EVEN] or [#ODD] accordingly (`src/test/programs/restless`).
///
/// @param procFs what reads
record RestlessReadings(ProcFs procFs) {
  static final long EVEN = 0x1000_0000L;
  static final long ODD = 0x2000_0000L;

  /// How often what came of a look at a process.
  static final class Tally {
    private final Map<OutcomeKind, Integer> outcomes = new EnumMap<>(OutcomeKind.class);
    private int named;

    void count(OutcomeKind kind) {
      outcomes.merge(kind, 1, Integer::sum);
    }

    Map<OutcomeKind, Integer> outcomes() {
      return outcomes;
    }

    int named() {
      return named;
    }

    @Override
    public String toString() {
      return outcomes + ", of which whole and under a name " + named;
    }
  }

  /// Reads `maps` or `smaps` on and on; asks nobody to stand still.
  Tally followListing(int pid, ProcFile file, BooleanSupplier goesOn) throws IOException {
    Tally tally = new Tally();
    while (goesOn.getAsBoolean()) {
      Outcome<ListingReading> outcome =
          file == ProcFile.MAPS ? procFs.readMaps(pid) : procFs.scans().listing(pid, file, true);
      if (outcome.value().isEmpty()) {
        tally.count(outcome.kind());
        continue;
      }
      try (ListingReading reading = outcome.value().get()) {
        tally.count(reading.listing().kind());
        if (reading.listing().kind() == OutcomeKind.OK && isNamed(reading.process())) {
          tally.named++;
          boolean even = false;
          boolean odd = false;
          for (long start : starts(reading)) {
            even |= start == EVEN;
            odd |= start == ODD;
          }
          assertOne(reading.process(), even, odd);
        }
      }
    }
    return tally;
  }

  /// Asks for the mapping at [#EVEN] on and on.
  Tally followAddress(int pid, BooleanSupplier goesOn) {
    Tally tally = new Tally();
    while (goesOn.getAsBoolean()) {
      Outcome<MappingLookup> outcome = procFs.readAddress(pid, EVEN);
      tally.count(outcome.kind());
      if (outcome instanceof Outcome.Ok<MappingLookup>(MappingLookup reading)
          && isNamed(reading.process())) {
        tally.named++;
        boolean even = reading.at().isPresent();
        assertOne(reading.process(), even, !even);
      }
    }
    return tally;
  }

  /// The starts of mappings. One that grew while it was read comes twice from the kernel, and is
  /// one to the reader of mappings.
  static List<Long> starts(ListingReading reading) throws IOException {
    List<Long> starts = new ArrayList<>();
    MappingReader mappings = reading.mappings(UnaryOperator.identity());
    for (ClassifiedMapping next = mappings.next(); next != null; next = mappings.next()) {
      starts.add(next.mapping().range().start());
    }
    return starts;
  }

  private static boolean isNamed(ProcessReading process) {
    String name = process.stat().name().text();
    return name.equals("even") || name.equals("odd");
  }

  private static void assertOne(ProcessReading process, boolean even, boolean odd) {
    String name = process.stat().name().text();
    assertThat(List.of(even, odd))
        .as("mappings at %s and %s of %s", Address.print(EVEN), Address.print(ODD), name)
        .containsExactly(name.equals("even"), name.equals("odd"));
  }
}
