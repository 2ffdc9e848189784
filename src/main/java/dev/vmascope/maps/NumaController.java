package dev.vmascope.maps;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.JsonOptional;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.ProcessProblems;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableView;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.Format;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.format.ResponseWriter;
import dev.vmascope.http.format.RowWriter;
import dev.vmascope.http.format.RowWriters;
import dev.vmascope.http.format.Rows;
import dev.vmascope.http.format.WideOnly;
import dev.vmascope.http.operation.Pid;
import dev.vmascope.http.operation.WalksPageTables;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.security.Caller;
import dev.vmascope.mapping.Address;
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
import org.jspecify.annotations.Nullable;
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

  /// A mapping and the NUMA nodes of its pages. Sizes are absent where nothing of the mapping was
  /// ever touched, and where the page size of the counts is unknown.
  @Schema(name = "NumaMapping")
  record NumaView(
      @Schema(
              description = "First address; absent without the scope maps:addresses",
              example = "0x7f3c8a400000")
          @Nullable String start,
      @Schema(description = "Memory policy, in the kernel's words", example = "default")
          String policy,
      @Schema(description = "File name") @Nullable String path,
      @Schema(
              description = "heap or stack, where the kernel says so; thread-stack until Linux 4.4",
              allowableValues = {"heap", "stack", "thread-stack"})
          @Nullable String role,
      @Schema(description = "Whether it is of hugetlbfs") boolean huge,
      @Schema(description = "Size of the pages that are counted") @Nullable Long pageBytes,
      @Schema(description = "In memory, on all nodes together") @Nullable Long residentBytes,
      @Schema(description = "In memory, by the number of the node", example = "{\"0\":8192}")
          @Nullable SortedMap<Integer, Long> bytesByNode,
      @Schema(description = "Anonymous pages") @Nullable Long anonymousBytes,
      @Schema(description = "Dirty pages") @Nullable Long dirtyBytes,
      @WideOnly @Schema(description = "Pages in the swap cache") @Nullable Long swapCacheBytes,
      @WideOnly @Schema(description = "Pages on an active list, if not all are")
          @Nullable Long activeBytes,
      @WideOnly @Schema(description = "Pages being written back") @Nullable Long writebackBytes,
      @WideOnly @Schema(description = "How many processes map the page that is mapped by most")
          @Nullable Integer mapMax,
      @WideOnly @Schema(description = "What this version does not know, as printed")
          @Nullable List<String> unknownFields,
      @WideOnly
          @Schema(
              description =
                  "How many mappings lie below it; in place of its address, without the scope maps:addresses")
          @Nullable Integer ordinal) {
    /// @param ordinal the number in place of the address; `null` for callers who may see addresses
    static NumaView of(NumaEntry entry, @Nullable Integer ordinal) {
      boolean counted = entry.pageBytes().isPresent();
      SortedMap<Integer, Long> byNode = new TreeMap<>();
      entry
          .pagesByNode()
          .forEach((node, pages) -> entry.bytes(pages).ifPresent(b -> byNode.put(node, b)));
      return new NumaView(
          ordinal == null ? Address.print(entry.start()) : null,
          entry.policy(),
          entry.path() == null ? null : entry.path().text(),
          entry.role(),
          entry.huge(),
          JsonOptional.of(entry.pageBytes()),
          JsonOptional.of(entry.bytes()),
          counted ? byNode : null,
          JsonOptional.of(entry.bytes("anon")),
          JsonOptional.of(entry.bytes("dirty")),
          JsonOptional.of(entry.bytes("swapcache")),
          JsonOptional.of(entry.bytes("active")),
          JsonOptional.of(entry.bytes("writeback")),
          entry.mapMax().isPresent() ? entry.mapMax().getAsInt() : null,
          entry.unknown().isEmpty() || ordinal != null ? null : entry.unknown(),
          ordinal);
    }
  }

  /// The fields after the rows.
  record NumaTail(
      @Schema(description = "How many mappings there are") int count,
      @Schema(description = "In memory, by the number of the node")
          SortedMap<Integer, Long> bytesByNode,
      CaptureView capture,
      @Schema(description = "What could not be had, and why") List<UnavailableView> unavailable) {}

  /// The shape of the JSON.
  @Schema(name = "Numa")
  record NumaAnswer(
      @JsonUnwrapped IdentityView process,
      @Rows("A mapping") List<NumaView> mappings,
      @JsonUnwrapped NumaTail tail) {}

  @GetMapping("/api/processes/{pid}/numa")
  @RequiresScope("maps:read")
  @WalksPageTables
  @Operation(
      operationId = "numa",
      summary = "Where the pages of a process lie",
      description =
          """
          Memory policy and pages of each mapping by memory node, from `/proc/<pid>/numa_maps`. As `text/plain` the answer
          is the kernel's own bytes. The kernel walks page tables for it, so such reads are governed: see `/api/scans`.
          Without the scope `maps:addresses` mappings have their `ordinal` instead of addresses, and `format=text` is 403.\
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
      throw Problem.of(
              ProblemCode.FORBIDDEN, "format=text needs a token with the scope maps:addresses.")
          .exception();
    }
    try (ListingReading reading =
        processes.listing(pid, query.started(), ProcFile.NUMA_MAPS, forced)) {
      ProcessProblems.requireListing(reading, pid);
      ProcessProblems.requireWhole(reading, partialAllowed, chosen);
      write(reading, pid, chosen, partialAllowed, addresses, response);
    }
  }

  private void write(
      ListingReading reading,
      int asked,
      Format format,
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
        listings.writer(format, response.getOutputStream(), head, "mappings", NumaView.class);
    AtomicInteger ordinal = new AtomicInteger();
    forEach(
        reading,
        entry -> rows.row(NumaView.of(entry, addresses ? null : ordinal.getAndIncrement())));
    List<UnavailableView> unavailable = new ArrayList<>(Remedies.unlisted("mappings", reading));
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

  private static List<UnavailableView> ofUnknownPages(int mappings) {
    return Stream.of("mappings[].residentBytes", "bytesByNode")
        .map(field ->
            new UnavailableView(
                field,
                "unsupported",
                mappings
                    + " mappings have pages of a size that is not told: numa_maps tells it since Linux 4.0"
                    + " (kernelpagesize_kB), that of huge pages nothing else; of a capture, status with statm or smaps tell"
                    + " that of all others"))
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
