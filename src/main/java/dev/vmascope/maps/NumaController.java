package dev.vmascope.maps;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.ProcessProblems;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.Format;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.format.ResponseWriter;
import dev.vmascope.http.format.RowWriter;
import dev.vmascope.http.format.RowWriters;
import dev.vmascope.http.format.Rows;
import dev.vmascope.http.operation.Pid;
import dev.vmascope.http.operation.WalksPageTables;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.row.RowType;
import dev.vmascope.http.security.Caller;
import dev.vmascope.mapping.NumaEntry;
import dev.vmascope.mapping.proc.NumaMapsParser;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.KernelBytes;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.ListingReading;
import io.swagger.v3.oas.annotations.Operation;
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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// The controller of the NUMA nodes of a process's pages.
@RestController
@Tag(name = "Processes")
class NumaController {
  private final ProcessAccess processes;
  private final RowWriters listings;
  private final JsonMapper json;

  NumaController(ProcessAccess processes, RowWriters listings, JsonMapper json) {
    this.processes = processes;
    this.listings = listings;
    this.json = json;
  }

  /// The fields after the rows.
  record NumaTail(
      @Schema(description = "Number of mappings") int count,
      @Schema(description = "Resident size, by number of the memory node")
          SortedMap<Integer, Long> bytesByNode,
      CaptureView capture,
      @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
          List<UnavailableField> unavailable) {}

  /// The shape of the JSON.
  @Schema(name = "Numa")
  record NumaAnswer(
      @JsonUnwrapped IdentityView process,
      @Rows("A mapping") List<NumaView> mappings,
      @JsonUnwrapped NumaTail tail) {}

  @GetMapping({"/api/processes/{pid}/numa", "/api/snapshots/{snapshot}/numa"})
  @RequiresScope("maps:read")
  @WalksPageTables
  @Operation(
      operationId = "numa",
      summary = "Memory nodes of the pages of a process",
      description =
          """
          Memory policy and pages of each mapping by memory node, from `/proc/<pid>/numa_maps`. As `text/plain` the answer
          is the kernel's own bytes. The kernel walks page tables for it, so such reads are governed: see `/api/scans`.
          Without the scope `maps:addresses` a mapping has its `ordinal` instead of an address, and `format=text` is 403.\
          """)
  @FormattedResponse(
      value = "The mappings, in ascending order of address",
      writes = NumaAnswer.class,
      text = "The bytes of /proc/<pid>/numa_maps")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = NumaAnswer.class)))
  void numa(
      @Pid int pid,
      @ParameterObject ScanQuery query,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Format chosen = ResponseWriter.format(request);
    boolean forced = query.forced();
    boolean partialAllowed = query.partialAllowed();
    boolean addresses = Caller.seesAddresses(request);
    if (!addresses && chosen == Format.TEXT) {
      throw Problem.scope("format=text", "maps:addresses").exception();
    }
    try (ListingReading reading =
        processes.listing(pid, query.started(), ProcFile.NUMA_MAPS, forced)) {
      ProcessProblems.requireListing(reading, pid);
      ProcessProblems.requireWhole(reading, partialAllowed, chosen);
      RowType<NumaView> rows = ResponseWriter.rows(request, NumaView.class);
      write(reading, pid, chosen, rows, partialAllowed, addresses, response);
    }
  }

  private void write(
      ListingReading reading,
      int asked,
      Format format,
      RowType<NumaView> type,
      boolean partialAllowed,
      boolean addresses,
      HttpServletResponse response)
      throws IOException {
    Totals totals = new Totals();
    Optional<MalformedException> complaint = forEach(reading, totals::add);
    if (!format.hasHead() && format != Format.TEXT) {
      ProcessProblems.requireUnderstood(complaint, asked, partialAllowed);
    }
    CaptureView whole = CaptureView.of(reading.stamp());
    CaptureView capture = complaint.isPresent() ? whole.incomplete() : whole;
    response.setContentType(format.contentType());
    if (!format.hasHead()) {
      response.setHeader("Vmascope-Capture", json.writeValueAsString(capture));
    }
    if (format == Format.TEXT) {
      Optional<KernelBytes> bytes = reading.listing().value();
      if (bytes.isPresent()) {
        bytes.get().writeTo(response.getOutputStream());
      }
      return;
    }
    IdentityView head = IdentityView.of(reading.process(), asked, processes.node());
    RowWriter<NumaView> rows =
        listings.writer(format, response.getOutputStream(), head, "mappings", type);
    AtomicInteger ordinal = new AtomicInteger();
    forEach(
        reading,
        entry -> rows.row(NumaView.of(entry, addresses ? null : ordinal.getAndIncrement())));
    List<UnavailableField> unavailable = new ArrayList<>(Remedies.unlisted("mappings", reading));
    if (!addresses) {
      unavailable.addAll(Remedies.hidden("mappings[].start"));
    }
    complaint.ifPresent(why -> unavailable.add(Remedies.malformed("mappings", why, addresses)));
    if (totals.uncounted > 0) {
      unavailable.addAll(ofUnknownPages(totals.uncounted));
    }
    unavailable.addAll(processes.identityGaps(reading.process()));
    rows.end(new NumaTail(totals.count, totals.byNode, capture, unavailable));
  }

  private static List<UnavailableField> ofUnknownPages(int mappings) {
    return Stream.of("mappings[].residentBytes", "bytesByNode")
        .map(field ->
            new UnavailableField(
                field,
                "unsupported",
                mappings
                    + " mappings have pages of unknown size: numa_maps has it since Linux 4.0 (kernelpagesize_kB). In a"
                    + " capture, status with statm or smaps also gives it, except for huge pages"))
        .toList();
  }

  /// The totals of the mappings.
  private static final class Totals {
    private final SortedMap<Integer, Long> byNode = new TreeMap<>();
    private int count;
    private int uncounted;

    void add(NumaEntry entry) {
      count++;
      uncounted += entry.isCountedInUnknown() ? 1 : 0;
      entry
          .pagesByNode()
          .forEach((node, pages) ->
              entry.bytes(pages).ifPresent(bytes -> byNode.merge(node, bytes, Long::sum)));
    }
  }

  /// A consumer of mappings.
  private interface Sink {
    void accept(NumaEntry entry) throws IOException;
  }

  /// @return the reason why the listing ends early; empty if it is well-formed
  private static Optional<MalformedException> forEach(ListingReading reading, Sink sink)
      throws IOException {
    Optional<KernelBytes> bytes = reading.listing().value();
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    NumaMapsParser parser =
        new NumaMapsParser(
            AnswerWork.over(bytes.get().stream()),
            ProcessProblems.source(reading.process(), ProcFile.NUMA_MAPS.fileName()),
            reading.listing().kind() == OutcomeKind.PARTIAL);
    try {
      for (NumaEntry entry = parser.next(); entry != null; entry = parser.next()) {
        sink.accept(entry.inPagesOf(reading.process().pageBytes()));
      }
      return Optional.empty();
    } catch (MalformedException e) {
      return Optional.of(e);
    }
  }
}
