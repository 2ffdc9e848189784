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
import dev.vmascope.http.row.RowType;
import dev.vmascope.http.security.Caller;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.PageRun;
import dev.vmascope.mapping.PageState;
import dev.vmascope.mapping.proc.PageRunParser;
import dev.vmascope.procfs.pool.KernelBytes;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.scan.PageMapSource;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// The controller of the page states of a process: present, swapped out, or guards.
@RestController
@Tag(name = "Processes")
class PagesController {
  private static final String PAGEMAP_SCAN =
      "needs a kernel with the ioctl PAGEMAP_SCAN: Linux 6.7";
  private static final String GUARDS =
      "needs a kernel whose PAGEMAP_SCAN reports guard pages, Linux 6.16; on this kernel they count as swapped";

  private final ProcessAccess processes;
  private final RowWriters listings;
  private final JsonMapper json;

  PagesController(ProcessAccess processes, RowWriters listings, JsonMapper json) {
    this.processes = processes;
    this.listings = listings;
    this.json = json;
  }

  /// A run of pages in the same state.
  @Schema(name = "PageRun")
  record PageRunView(
      @Schema(description = "First address", example = "0x7f3c8a400000") String start,
      @Schema(description = "First address after it", example = "0x7f3c8a600000") String end,
      @Schema(description = "Size") long sizeBytes,
      @Schema(
              description =
                  "State of the pages. swapped: swapped out, being migrated, or poisoned by the hardware; the"
                      + " kernel does not distinguish these")
          PageState state,
      @Schema(description = "Whether the pages belong to a file, or to memory that can be shared")
          boolean file,
      @Schema(
              description =
                  "Whether a higher level of the page table maps them (transparent huge pages, hugetlbfs)")
          @Nullable Boolean huge,
      @Schema(description = "Whether all pages are the kernel's zero page")
          @Nullable Boolean zero) {
    static PageRunView of(PageRun run, PageMapSource source) {
      boolean scanned = source != PageMapSource.ENTRIES;
      return new PageRunView(
          Address.print(run.range().start()),
          Address.print(run.range().end()),
          run.range().sizeBytes(),
          run.state(),
          run.is(PageRun.FILE),
          scanned ? run.is(PageRun.HUGE) : null,
          scanned ? run.is(PageRun.ZERO) : null);
    }
  }

  /// The fields after the rows.
  record PagesTail(
      @Schema(description = "Number of runs") int count,
      @Schema(description = "Size of the pages in memory, including the zero page")
          long presentBytes,
      @Schema(description = "Size of the pages that are swapped out, being migrated, or poisoned")
          long swappedBytes,
      @Schema(description = "Size of the guard pages") long guardBytes,
      CaptureView capture,
      @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
          List<UnavailableField> unavailable) {}

  /// The shape of the JSON.
  @Schema(name = "Pages")
  record PagesAnswer(
      @JsonUnwrapped IdentityView process,
      @Rows("A run") List<PageRunView> runs,
      @JsonUnwrapped PagesTail tail) {}

  @GetMapping("/api/processes/{pid}/pages")
  @RequiresScope("maps:addresses")
  @WalksPageTables
  @Operation(
      operationId = "pages",
      summary = "State of the pages of a process",
      description =
          """
          Runs of pages of the same state, from the ioctl `PAGEMAP_SCAN` or from `/proc/<pid>/pagemap`. Pages in no run were
          never touched, or were given back. Physical addresses are never read. The kernel walks page tables for this; the
          time grows with the range between `from` and `to`. So such reads are governed: see `/api/scans`.\
          """)
  @FormattedResponse(value = "The runs, in ascending order of address", writes = PagesAnswer.class)
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = PagesAnswer.class)))
  void pages(
      @Pid int pid,
      @Parameter(
              description = "Only pages at or above this address; hexadecimal, 0x optional",
              example = "0x0")
          @RequestParam(required = false)
          @Nullable String from,
      @Parameter(description = "Only pages below this address; hexadecimal, 0x optional")
          @RequestParam(required = false)
          @Nullable String to,
      @ParameterObject ScanQuery query,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Format chosen = ResponseWriter.format(request);
    boolean forced = query.forced();
    boolean partialAllowed = query.partialAllowed();
    Caller.seesAddresses(request);
    try (ListingReading reading =
        processes.readPages(pid, query.started(), mask -> PageRange.of(from, to, mask), forced)) {
      ProcessProblems.requireListing(reading, pid);
      ProcessProblems.requireWhole(reading, partialAllowed, chosen);
      write(reading, pid, chosen, ResponseWriter.rows(request, PageRunView.class), response);
    }
  }

  private void write(
      ListingReading reading,
      int asked,
      Format format,
      RowType<PageRunView> type,
      HttpServletResponse response)
      throws IOException {
    CaptureView capture = CaptureView.of(reading.stamp());
    response.setContentType(format.contentType());
    if (!format.hasHead()) {
      response.setHeader("Vmascope-Capture", json.writeValueAsString(capture));
    }
    IdentityView head = IdentityView.of(reading.process(), asked, processes.node());
    RowWriter<PageRunView> rows =
        listings.writer(format, response.getOutputStream(), head, "runs", type);
    Optional<KernelBytes> bytes = reading.listing().value();
    PageMapSource source = processes.files().scans().pageMapSource();
    int count = 0;
    Map<PageState, Long> sizes = new EnumMap<>(PageState.class);
    if (bytes.isPresent()) {
      PageRunParser parser =
          new PageRunParser(
              AnswerWork.over(bytes.get().stream()),
              ProcessProblems.source(reading.process(), ProcFile.PAGEMAP.fileName()));
      for (PageRun run = parser.next(); run != null; run = parser.next()) {
        rows.row(PageRunView.of(run, source));
        sizes.merge(run.state(), run.range().sizeBytes(), Long::sum);
        count++;
      }
    }
    List<UnavailableField> unavailable = new ArrayList<>(Remedies.unlisted("runs", reading));
    if (bytes.isPresent()) {
      unavailable.addAll(unreported(source));
    }
    unavailable.addAll(processes.identityGaps(reading.process()));
    rows.end(
        new PagesTail(
            count,
            sizes.getOrDefault(PageState.PRESENT, 0L),
            sizes.getOrDefault(PageState.SWAPPED, 0L),
            sizes.getOrDefault(PageState.GUARD, 0L),
            capture,
            unavailable));
  }

  /// The entries for page states that this kernel does not report.
  private static List<UnavailableField> unreported(PageMapSource source) {
    return switch (source) {
      case SCAN_WITH_GUARDS -> List.of();
      case SCAN -> List.of(new UnavailableField("guards", "unsupported", GUARDS));
      case ENTRIES ->
          List.of(
              new UnavailableField("huge", "unsupported", PAGEMAP_SCAN),
              new UnavailableField("zero", "unsupported", PAGEMAP_SCAN));
    };
  }
}
