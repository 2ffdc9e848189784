package dev.vmascope.maps;

import dev.vmascope.http.api.ProcessRemedies;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.mapping.space.AddressSpaceSummary;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.call.Errno;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.machine.MachineFile;
import dev.vmascope.procfs.machine.RootKind;
import dev.vmascope.procfs.pool.KernelBytes;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The `unavailable` entries of summaries.
final class SummaryRemedies {
  private static final List<String> FROM_MAPS =
      List.of(
          "mappings",
          "byCategory",
          "byPermissions",
          "byPath",
          "largest",
          "gaps",
          "lowest",
          "highest");
  private static final List<String> FROM_WALK =
      List.of("proportionalBytes", "uniqueBytes", "usage");
  private static final List<String> FROM_SMAPS =
      List.of("residentBytes", "proportionalBytes", "uniqueBytes", "swapBytes");

  private static final UnavailableField NAMES_LEFT_OUT =
      new UnavailableField(
          "byPath",
          "partial",
          "the process maps more names than this answer adds up; query …/maps with path= for one of them");

  private SummaryRemedies() {}

  static List<UnavailableField> absent(
      SummaryReading summary, HostInfo node, RootKind root, boolean addresses) {
    ListingReading reading = summary.listing();
    SummaryReading.Rollup rollup = summary.rollup();
    ProcessReading process = reading.process();
    Optional<AddressSpaceSummary> sums = summary.sums();
    Optional<MalformedException> complaint = summary.complaint();
    List<UnavailableField> unavailable =
        new ArrayList<>(ProcessRemedies.absent(process, node, root));
    unavailable.addAll(ofMachine(process, node, root, sums.isPresent()));
    if (!addresses && sums.isPresent()) {
      unavailable.addAll(Remedies.hidden("lowest", "highest", "largest[].start", "largest[].end"));
      unavailable.addAll(Remedies.hidden("gaps.count", "gaps.largestBytes"));
    }
    sums.filter(AddressSpaceSummary::namesLeftOut).ifPresent(_ -> unavailable.add(NAMES_LEFT_OUT));
    for (String field : FROM_MAPS) {
      complaint
          .map(why -> Remedies.malformed(field, why, addresses))
          .or(() -> fromListing(field, reading))
          .ifPresent(unavailable::add);
    }
    if (process.type() != ProcessType.USER) {
      return unavailable;
    }
    ListingReading walked = rollup.reading().orElse(reading);
    if (!addresses && walked.file() != ProcFile.MAPS) {
      unavailable.addAll(Remedies.hidden(UsageView.ROW.hidden("usage.")));
    }
    for (String field : FROM_WALK) {
      if (walked.file() == ProcFile.MAPS) {
        unavailable.add(skipped(field, "rollup"));
      } else {
        (rollup.reading().isPresent() ? rollup.complaint() : complaint)
            .map(why -> Remedies.malformed(field, why, addresses))
            .or(() -> fromListing(field, walked))
            .ifPresent(unavailable::add);
      }
    }
    if (reading.file() == ProcFile.MAPS) {
      for (String field : FROM_SMAPS) {
        unavailable.add(skipped("byCategory[]." + field, "smaps"));
      }
    }
    return unavailable;
  }

  /// The entries for absent facts of the machine.
  private static List<UnavailableField> ofMachine(
      ProcessReading process, HostInfo node, RootKind root, boolean summed) {
    List<UnavailableField> absent = new ArrayList<>();
    if (summed && node.mappingLimit().isEmpty()) {
      for (String field : List.of("mappings.limit", "mappings.utilisation")) {
        absent.add(Remedies.ofMachine(field, MachineFile.MAX_MAP_COUNT, root));
      }
    }
    if (node.memoryBytes().isEmpty()) {
      absent.add(Remedies.ofMachine("machine.memoryBytes", MachineFile.MEMINFO, root));
      if (process.type() == ProcessType.USER) {
        absent.add(Remedies.ofMachine("machine.virtualToMemoryRatio", MachineFile.MEMINFO, root));
      }
    }
    return absent;
  }

  /// The entry for a value that takes a page-table walk, which was not requested.
  private static UnavailableField skipped(String field, String detail) {
    return new UnavailableField(
        field,
        "skipped",
        "request detail=" + detail + ": the kernel then walks the page tables of the process");
  }

  private static Optional<UnavailableField> fromListing(String field, ListingReading reading) {
    String reason = reading.listing().kind().toString();
    return switch (reading.listing()) {
      case Outcome.Ok<KernelBytes> _ -> Optional.empty();
      case Outcome.Denied<KernelBytes>(Errno errno) ->
          Optional.of(
              new UnavailableField(field, reason, Remedies.forMaps(reading.process(), errno)));
      case Outcome.NotApplicable<KernelBytes> _ ->
          Optional.of(
              new UnavailableField(
                  field, reason, Remedies.withoutMemory(reading.process().type())));
      case Outcome.Partial<KernelBytes>(_, String cause) ->
          Optional.of(
              new UnavailableField(
                  field, reason, "the listing is incomplete: " + cause + "; try again"));
      case Outcome.Gone<KernelBytes>(boolean whileRead) when !whileRead ->
          Optional.of(Remedies.missing(field, reading));
      case Outcome.Gone<KernelBytes> _,
          Outcome.Malformed<KernelBytes> _,
          Outcome.TimedOut<KernelBytes> _ ->
          Optional.of(new UnavailableField(field, reason, "try again"));
    };
  }
}
