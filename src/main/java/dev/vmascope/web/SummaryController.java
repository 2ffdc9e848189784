package dev.vmascope.web;

import dev.vmascope.listing.DocumentWriter;
import dev.vmascope.mapping.AddressSpaceSummarizer;
import dev.vmascope.mapping.AddressSpaceSummary;
import dev.vmascope.mapping.MapsLine;
import dev.vmascope.mapping.MapsParser;
import dev.vmascope.mapping.Size;
import dev.vmascope.problem.ProblemCode;
import dev.vmascope.procfs.Errno;
import dev.vmascope.procfs.KernelBytes;
import dev.vmascope.procfs.ListingReading;
import dev.vmascope.procfs.Node;
import dev.vmascope.procfs.Outcome;
import dev.vmascope.procfs.ProcessReading;
import dev.vmascope.procfs.ProcessType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Summary statistics of a process: its sizes come from `status` and `statm` ([SizesView]), its
/// totals from `maps` ([MappingTotalsView]).
@RestController
@Tag(name = "Processes")
class SummaryController {
  private static final List<String> FROM_MAPS =
      List.of("mappings", "byPermissions", "byPath", "largest", "gaps", "lowest", "highest");

  private final Processes processes;
  private final DocumentWriter documents;

  SummaryController(Processes processes, DocumentWriter documents) {
    this.processes = processes;
    this.documents = documents;
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
          there all the same, and `unavailable` says what would help.\
          """)
  @ApiResponse(
      responseCode = "200",
      description = "The summary",
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = SummaryView.class)),
        @Content(
            mediaType = "text/plain",
            schema = @Schema(type = "string", description = "With format=table"))
      })
  @Problems({
    ProblemCode.INVALID_PARAMETER,
    ProblemCode.PROCESS_NOT_FOUND,
    ProblemCode.NOT_ACCEPTABLE,
    ProblemCode.PROCESS_GONE,
    ProblemCode.PROCESS_REPLACED,
    ProblemCode.BUSY,
    ProblemCode.READ_STUCK
  })
  void summary(
      @Parameter(description = "Process id, or self", example = "self") @PathVariable String pid,
      @Parameter(description = "How much to read; only maps in this version")
          @Schema(allowableValues = "maps")
          @RequestParam(required = false)
          @Nullable String detail,
      @Parameter(description = "The process must have started at this clock tick, else 410")
          @RequestParam(required = false)
          @Nullable String startTicks,
      @Parameter(description = "json or table; wins over Accept")
          @Schema(allowableValues = {"json", "table"})
          @RequestParam(required = false)
          @Nullable String format,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (detail != null && !detail.equals("maps")) {
      throw Parameters.invalid("detail", "expected maps; this version reads nothing finer");
    }
    DocumentWriter.Target target = documents.target(format, request, response);
    int asked = processes.pid(pid);
    try (ListingReading reading = processes.readMaps(asked, startTicks)) {
      target.write(view(reading, asked));
    }
  }

  private SummaryView view(ListingReading reading, int asked) throws IOException {
    ProcessReading process = reading.process();
    Node node = processes.node();
    Optional<KernelBytes> listing = reading.listing().value();
    OptionalLong memory = node.memoryBytes();
    OptionalLong virtual = process.sizes().bytes(Size.VIRTUAL);
    return new SummaryView(
        IdentityView.of(process, asked, node),
        process.stat().name().text(),
        SizesView.of(process.sizes()),
        listing.isEmpty()
            ? null
            : MappingTotalsView.of(sum(listing.get(), process), node.mappingLimit()),
        new SummaryView.MachineView(
            memory.isPresent() ? memory.getAsLong() : null,
            memory.isPresent() && virtual.isPresent()
                ? (double) virtual.getAsLong() / memory.getAsLong()
                : null),
        CaptureView.of(reading.stamp()),
        unavailable(reading));
  }

  private static AddressSpaceSummary sum(KernelBytes listing, ProcessReading process)
      throws IOException {
    MapsParser parser = new MapsParser(listing.stream(), Processes.source(process, "maps"));
    AddressSpaceSummarizer sums = new AddressSpaceSummarizer();
    for (MapsLine line = parser.next(); line != null; line = parser.next()) {
      sums.add(line.mapping());
    }
    return sums.summary();
  }

  private static List<UnavailableView> unavailable(ListingReading reading) {
    ProcessReading process = reading.process();
    List<UnavailableView> unavailable = new ArrayList<>(Remedies.absent(process));
    for (String field : FROM_MAPS) {
      fromMaps(field, reading).ifPresent(unavailable::add);
    }
    if (process.type() == ProcessType.USER) {
      String walk = "the kernel walks page tables for it, which this version does not ask for";
      unavailable.add(new UnavailableView("proportionalBytes", "skipped", walk));
      unavailable.add(new UnavailableView("uniqueBytes", "skipped", walk));
      unavailable.add(
          new UnavailableView(
              "byCategory",
              "skipped",
              "this version sorts by kind only: use kind of each mapping"));
    }
    return unavailable;
  }

  private static Optional<UnavailableView> fromMaps(String field, ListingReading reading) {
    String reason = reading.listing().kind().toString();
    return switch (reading.listing()) {
      case Outcome.Ok<KernelBytes> _ -> Optional.empty();
      case Outcome.Denied<KernelBytes>(Errno errno) ->
          Optional.of(new UnavailableView(field, reason, Remedies.forMaps(errno)));
      case Outcome.NotApplicable<KernelBytes> _ ->
          Optional.of(
              new UnavailableView(field, reason, Remedies.withoutMemory(reading.process().type())));
      case Outcome.Partial<KernelBytes>(_, String cause) ->
          Optional.of(
              new UnavailableView(
                  field, reason, "the listing broke off: " + cause + "; ask again"));
      case Outcome.Gone<KernelBytes> _,
          Outcome.Malformed<KernelBytes> _,
          Outcome.TimedOut<KernelBytes> _ ->
          Optional.of(new UnavailableView(field, reason, "ask again"));
    };
  }
}
