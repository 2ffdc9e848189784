package dev.vmascope.maps;

import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.ProcessProblems;
import dev.vmascope.http.api.ProcessRemedies;
import dev.vmascope.http.api.ProcessView;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.SizesView;
import dev.vmascope.http.api.UnavailableView;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.operation.Pid;
import dev.vmascope.http.operation.StartTicks;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.security.Caller;
import dev.vmascope.mapping.Usage;
import dev.vmascope.mapping.UsageField;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.mapping.proc.SmapsParser;
import dev.vmascope.mapping.space.AddressSpaceSummarizer;
import dev.vmascope.mapping.space.AddressSpaceSummary;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.call.Errno;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.machine.MachineFile;
import dev.vmascope.procfs.pool.Consistency;
import dev.vmascope.procfs.pool.KernelBytes;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The controller of a process's summary statistics. Its sizes come from `status` and `statm`
/// ([SizesView]), its totals from `maps` or `smaps` ([MappingTotalsView]), its usage from
/// `smaps_rollup` or `smaps`.
@RestController
@Tag(name = "Processes")
class SummaryController {
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

  private final ProcessAccess processes;

  SummaryController(ProcessAccess processes) {
    this.processes = processes;
  }

  @GetMapping("/api/processes/{pid}/summary")
  @RequiresScope("maps:read")
  @Operation(
      operationId = "summary",
      summary = "Summary statistics of a process",
      description =
          """
          Sizes, totals over the mappings by permissions and path, the largest mappings, the holes, and how near the
          process is to `vm.max_map_count`. Where the kernel does not let the service read the mappings, the sizes are
          there all the same, and `unavailable` says what would help.

          By default no page table is walked. `detail=rollup` adds how the memory is used in all (PSS, USS and more, from
          `smaps_rollup`), `detail=smaps` by category too. Such reads are governed: see `/api/scans`.\
          """)
  @FormattedResponse("The summary")
  @Problems({
    ProblemCode.FORBIDDEN,
    ProblemCode.PROCESS_NOT_FOUND,
    ProblemCode.PROCESS_GONE,
    ProblemCode.MALFORMED_FILE,
    ProblemCode.PROCESS_REPLACED,
    ProblemCode.SCAN_BUDGET_EXHAUSTED,
    ProblemCode.SCAN_TOO_EXPENSIVE,
    ProblemCode.TOO_LARGE,
    ProblemCode.BUSY,
    ProblemCode.READ_STUCK,
    ProblemCode.PARTIAL_READ
  })
  SummaryView summary(
      @Pid int pid,
      @Parameter(description = "How much to read; rollup and smaps walk page tables")
          @Schema(
              allowableValues = {"maps", "rollup", "smaps"},
              defaultValue = "maps")
          @RequestParam(required = false)
          @Nullable String detail,
      @Parameter(
              description =
                  "true: read rollup or smaps whatever it costs the process; needs the scope scans:expensive")
          @Schema(type = "boolean")
          @RequestParam(required = false)
          @Nullable String force,
      @StartTicks @Nullable Long startTicks,
      HttpServletRequest request)
      throws IOException {
    ProcFile file = Parameters.detail(detail, ProcFile.MAPS, ProcFile.SMAPS_ROLLUP, ProcFile.SMAPS);
    boolean forced = Parameters.flag("force", force);
    boolean addresses = Caller.seesAddresses(request);
    if (file == ProcFile.SMAPS_ROLLUP) {
      return withRollup(pid, startTicks, forced, addresses);
    }
    try (ListingReading reading = processes.listing(pid, startTicks, file, forced)) {
      return view(reading, Rollup.NONE, pid, addresses);
    }
  }

  /// The summary with usage from the rollup, which is read first: it may take long, and maps can be
  /// reread at little cost if the process took another address space in between.
  private SummaryView withRollup(
      int asked, @Nullable Long startTicks, boolean forced, boolean addresses) throws IOException {
    try (ListingReading rollup =
        processes.listing(asked, startTicks, ProcFile.SMAPS_ROLLUP, forced)) {
      ProcessReading process = rollup.process();
      long same = process.stat().startTicks();
      try (ListingReading reading = processes.listing(asked, same, ProcFile.MAPS, false)) {
        if (!reading.process().addressSpaceId().equals(process.addressSpaceId())) {
          throw ProcessProblems.partial(
                  process.stat().pid(), "the process took another address space (exec)")
              .exception();
        }
        return view(reading, Rollup.of(rollup), asked, addresses);
      }
    }
  }

  private SummaryView view(ListingReading reading, Rollup rollup, int asked, boolean addresses)
      throws IOException {
    ProcessReading process = reading.process();
    HostInfo node = processes.node();
    Optional<Sums> summed =
        reading.listing().value().isEmpty() ? Optional.empty() : Optional.of(Sums.of(reading));
    Optional<AddressSpaceSummary> sums = summed.map(Sums::summary);
    Usage usage =
        rollup.usage().orElseGet(() -> sums.map(AddressSpaceSummary::usage).orElse(Usage.NONE));
    CaptureView capture =
        CaptureView.of(rollup.stamp().map(reading.stamp()::and).orElse(reading.stamp()));
    boolean understood = summed.flatMap(Sums::complaint).isEmpty() && rollup.complaint().isEmpty();
    boolean walked = usage.knows(UsageField.PROPORTIONAL);
    OptionalLong memory = node.memoryBytes();
    OptionalLong virtual = process.sizes().bytes(ProcessSize.VIRTUAL);
    return new SummaryView(
        IdentityView.of(process, asked, node),
        ProcessView.name(process),
        SizesView.of(process.sizes()),
        UsageView.bytes(usage, UsageField.PROPORTIONAL),
        usage.uniqueBytes().isPresent() ? usage.uniqueBytes().getAsLong() : null,
        sums.map(summary -> MappingTotalsView.of(summary, node.mappingLimit(), addresses))
            .orElse(null),
        walked ? UsageView.of(usage, addresses) : null,
        new SummaryView.MachineView(
            memory.isPresent() ? memory.getAsLong() : null,
            memory.isPresent() && virtual.isPresent()
                ? (double) virtual.getAsLong() / memory.getAsLong()
                : null),
        understood ? capture : capture.incomplete(),
        unavailable(reading, rollup, summed, node, addresses));
  }

  /// The totals of the mappings, up to a malformed line.
  ///
  /// @param complaint the reason why the listing ends early; empty if it does not
  private record Sums(AddressSpaceSummary summary, Optional<MalformedException> complaint) {
    static Sums of(ListingReading reading) throws IOException {
      MappingReader parser = reading.mappings(AnswerWork::over);
      AddressSpaceSummarizer sums = new AddressSpaceSummarizer();
      try {
        for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
          sums.add(next);
        }
        return new Sums(sums.summary(), Optional.empty());
      } catch (MalformedException e) {
        return new Sums(sums.summary(), Optional.of(e));
      }
    }
  }

  /// The usage in smaps_rollup, if it was requested.
  ///
  /// @param complaint the reason why it is absent, if the file is malformed
  private record Rollup(
      Optional<ListingReading> reading,
      Optional<Usage> usage,
      Optional<MalformedException> complaint) {
    static final Rollup NONE = new Rollup(Optional.empty(), Optional.empty(), Optional.empty());

    static Rollup of(ListingReading reading) throws IOException {
      Optional<KernelBytes> bytes =
          reading.listing() instanceof Outcome.Ok<KernelBytes>(KernelBytes whole)
              ? Optional.of(whole)
              : Optional.empty();
      if (bytes.isEmpty()) {
        return new Rollup(Optional.of(reading), Optional.empty(), Optional.empty());
      }
      try {
        String source = ProcessProblems.source(reading.process(), "smaps_rollup");
        Optional<Usage> usage = SmapsParser.rollup(bytes.get().stream(), source);
        return new Rollup(Optional.of(reading), usage, Optional.empty());
      } catch (MalformedException e) {
        return new Rollup(Optional.of(reading), Optional.empty(), Optional.of(e));
      }
    }

    Optional<Consistency> stamp() {
      return reading.map(ListingReading::stamp);
    }
  }

  /// The entries for absent facts of the machine.
  private List<UnavailableView> ofMachine(ProcessReading process, HostInfo node, boolean summed) {
    List<UnavailableView> absent = new ArrayList<>();
    if (summed && node.mappingLimit().isEmpty()) {
      for (String field : List.of("mappings.limit", "mappings.utilisation")) {
        absent.add(Remedies.ofMachine(field, MachineFile.MAX_MAP_COUNT, processes.root()));
      }
    }
    if (node.memoryBytes().isEmpty()) {
      absent.add(Remedies.ofMachine("machine.memoryBytes", MachineFile.MEMINFO, processes.root()));
      if (process.type() == ProcessType.USER) {
        absent.add(
            Remedies.ofMachine(
                "machine.virtualToMemoryRatio", MachineFile.MEMINFO, processes.root()));
      }
    }
    return absent;
  }

  private List<UnavailableView> unavailable(
      ListingReading reading,
      Rollup rollup,
      Optional<Sums> summed,
      HostInfo node,
      boolean addresses) {
    ProcessReading process = reading.process();
    Optional<AddressSpaceSummary> sums = summed.map(Sums::summary);
    Optional<MalformedException> complaint = summed.flatMap(Sums::complaint);
    List<UnavailableView> unavailable =
        new ArrayList<>(ProcessRemedies.absent(process, node, processes.root()));
    unavailable.addAll(ofMachine(process, node, sums.isPresent()));
    if (!addresses && sums.isPresent()) {
      unavailable.addAll(Remedies.hidden("lowest", "highest", "largest[].start", "largest[].end"));
      unavailable.addAll(Remedies.hidden("gaps.count", "gaps.largestBytes"));
    }
    sums.filter(AddressSpaceSummary::namesLeftOut)
        .ifPresent(_ -> unavailable.add(Remedies.namesLeftOut("byPath")));
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
      unavailable.addAll(UsageView.hidden("usage."));
    }
    for (String field : FROM_WALK) {
      if (walked.file() == ProcFile.MAPS) {
        unavailable.add(Remedies.skipped(field, "rollup"));
      } else {
        (rollup.reading().isPresent() ? rollup.complaint() : complaint)
            .map(why -> Remedies.malformed(field, why, addresses))
            .or(() -> fromListing(field, walked))
            .ifPresent(unavailable::add);
      }
    }
    if (reading.file() == ProcFile.MAPS) {
      for (String field : FROM_SMAPS) {
        unavailable.add(Remedies.skipped("byCategory[]." + field, "smaps"));
      }
    }
    return unavailable;
  }

  private static Optional<UnavailableView> fromListing(String field, ListingReading reading) {
    String reason = reading.listing().kind().toString();
    return switch (reading.listing()) {
      case Outcome.Ok<KernelBytes> _ -> Optional.empty();
      case Outcome.Denied<KernelBytes>(Errno errno) ->
          Optional.of(
              new UnavailableView(field, reason, Remedies.forMaps(reading.process(), errno)));
      case Outcome.NotApplicable<KernelBytes> _ ->
          Optional.of(
              new UnavailableView(field, reason, Remedies.withoutMemory(reading.process().type())));
      case Outcome.Partial<KernelBytes>(_, String cause) ->
          Optional.of(
              new UnavailableView(
                  field, reason, "the listing broke off: " + cause + "; ask again"));
      case Outcome.Gone<KernelBytes>(boolean whileRead) when !whileRead ->
          Optional.of(Remedies.missing(field, reading));
      case Outcome.Gone<KernelBytes> _,
          Outcome.Malformed<KernelBytes> _,
          Outcome.TimedOut<KernelBytes> _ ->
          Optional.of(new UnavailableView(field, reason, "ask again"));
    };
  }
}
