package dev.vmascope.maps;

import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.ProcessProblems;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.Format;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.format.NextPage;
import dev.vmascope.http.format.ResponseWriter;
import dev.vmascope.http.format.RowWriter;
import dev.vmascope.http.format.RowWriters;
import dev.vmascope.http.operation.Pid;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.problem.ProblemException;
import dev.vmascope.http.row.DescribedRow;
import dev.vmascope.http.security.Caller;
import dev.vmascope.mapping.proc.ProcessStatus;
import dev.vmascope.procfs.pool.KernelBytes;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessReading;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// The controller of the mappings of a process.
@RestController
@Tag(name = "Processes")
class MapsController {
  private final ProcessAccess processes;
  private final ListingParsers parsers;
  private final RowWriters listings;
  private final JsonMapper json;

  MapsController(
      ProcessAccess processes, ListingParsers parsers, RowWriters listings, JsonMapper json) {
    this.processes = processes;
    this.parsers = parsers;
    this.listings = listings;
    this.json = json;
  }

  @GetMapping({"/api/processes/{pid}/maps", "/api/snapshots/{snapshot}/maps"})
  @RequiresScope("maps:read")
  @Operation(
      operationId = "maps",
      summary = "The mappings of a process",
      description =
          """
          Every mapping (VMA) of `/proc/<pid>/maps`, parsed. As `text/plain` the answer is the kernel's own bytes,
          unchanged; filters keep whole lines. Kernel threads and zombies have no address space: they answer with no rows
          and an entry in `unavailable` that says why. The read costs the process next to nothing: no page table is walked.

          With `detail=smaps` each mapping has its `usage` and flags, from `/proc/<pid>/smaps`. For that the kernel walks
          the page tables of the process, which may have to wait meanwhile. Such reads are estimated first, run one at a
          time, and cached for a short time. If the estimate exceeds the limit or the budget is spent, the answer is 429
          with the estimate. With the scope `scans:expensive`, `force=true` lifts that.

          Without the scope `maps:addresses` a mapping has no addresses. It has its `ordinal` instead, and the rounded size
          of the gap below it. `format=text`, `from` and `to` are 403 then.\
          """)
  @FormattedResponse(
      value = "The mappings, in ascending order of address",
      writes = MapsAnswer.class,
      text = "The bytes of /proc/<pid>/maps or smaps")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = MapsAnswer.class)))
  @Problems({
    ProblemCode.INVALID_PARAMETER,
    ProblemCode.FORBIDDEN,
    ProblemCode.PERMISSION_DENIED,
    ProblemCode.PROCESS_NOT_FOUND,
    ProblemCode.NOT_ACCEPTABLE,
    ProblemCode.PROCESS_GONE,
    ProblemCode.MALFORMED_FILE,
    ProblemCode.PROCESS_REPLACED,
    ProblemCode.TOO_LARGE,
    ProblemCode.SCAN_BUDGET_EXHAUSTED,
    ProblemCode.SCAN_TOO_EXPENSIVE,
    ProblemCode.BUSY,
    ProblemCode.READ_STUCK,
    ProblemCode.PARTIAL_READ
  })
  void maps(
      @Pid int asked,
      @ParameterObject MapsQuery query,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Format format = ResponseWriter.format(request);
    ProcFile file = query.file();
    query.check();
    DescribedRow<? extends MappingRow> row =
        file == ProcFile.MAPS ? MappingView.ROW : SmapsView.ROW;
    ResponseWriter.rows(request, row);
    boolean addresses = Caller.seesAddresses(request);
    if (!addresses && (format == Format.TEXT || query.from() != null || query.to() != null)) {
      throw addressesHidden();
    }
    try (ListingReading reading =
        processes.listing(asked, Parameters.startTicks(query.startTicks()), file, query.forced())) {
      write(reading, asked, query, format, addresses, request, response);
    }
  }

  private static ProblemException addressesHidden() {
    return Problem.scope(
            "A request with format=text, from, to, or a cursor of an answer with addresses",
            "maps:addresses")
        .exception();
  }

  private void write(
      ListingReading reading,
      int asked,
      MapsQuery query,
      Format format,
      boolean addresses,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    ProcessProblems.requireListing(reading, asked);
    ProcessReading process = reading.process();
    ProcessProblems.requireWhole(reading, query.partialAllowed(), format);
    long untagMask = process.status().value().map(ProcessStatus::untagMask).orElse(-1L);
    MapsPage page =
        new MapsPage(
            reading, parsers, query, untagMask, after(query, process, addresses), addresses);
    CaptureView capture = CaptureView.of(reading.stamp());
    response.setContentType(format.contentType());
    response.setBufferSize(1 << 16);
    OutputStream out = response.getOutputStream();
    if (format == Format.TEXT && page.isWhole()) {
      response.setHeader("Vmascope-Capture", json.writeValueAsString(capture));
      Optional<KernelBytes> listing = reading.listing().value();
      if (listing.isPresent()) {
        listing.get().writeTo(out);
      }
      return;
    }
    if (!format.hasHead()) {
      // These have no place behind the rows for what comes next or what was not understood.
      MapsPage.Extent extent = page.measure();
      ProcessProblems.requireUnderstood(extent.malformed(), asked, query.partialAllowed());
      response.setHeader(
          "Vmascope-Capture",
          json.writeValueAsString(extent.malformed().isPresent() ? capture.incomplete() : capture));
      extent.next().ifPresent(next -> NextPage.link(request, response, next.toString()));
    }
    if (format == Format.TEXT) {
      page.forEach((mapping, _, _) ->
          out.write(mapping.entry().print().getBytes(StandardCharsets.ISO_8859_1)));
      return;
    }
    IdentityView head = IdentityView.of(process, asked, processes.node());
    Function<MapsPage.Extent, MapsTail> tail = extent -> tail(reading, extent, capture, addresses);
    if (reading.file() == ProcFile.MAPS) {
      RowWriter<MappingView> rows =
          listings.writer(
              format, out, head, "mappings", ResponseWriter.rows(request, MappingView.class));
      rows.end(tail.apply(page.writeTo(rows, MappingView::new)));
    } else {
      RowWriter<SmapsView> rows =
          listings.writer(
              format, out, head, "mappings", ResponseWriter.rows(request, SmapsView.class));
      rows.end(tail.apply(page.writeTo(rows, SmapsView::new)));
    }
  }

  private MapsTail tail(
      ListingReading reading, MapsPage.Extent extent, CaptureView capture, boolean addresses) {
    List<UnavailableField> unavailable = new ArrayList<>(Remedies.unlisted("mappings", reading));
    boolean inDetail = reading.file() == ProcFile.SMAPS;
    if (!addresses) {
      DescribedRow<?> row = inDetail ? SmapsView.ROW : MappingView.ROW;
      unavailable.addAll(Remedies.hidden(row.hidden("mappings[].")));
    }
    if (inDetail) {
      extent
          .absent()
          .forEach(field -> unavailable.add(Remedies.unsupported("mappings[].usage.", field)));
    }
    extent
        .malformed()
        .ifPresent(
            complaint -> unavailable.add(Remedies.malformed("mappings", complaint, addresses)));
    unavailable.addAll(processes.identityGaps(reading.process()));
    return new MapsTail(
        extent.count(),
        extent.totals().orElse(null),
        extent.next().map(MapsCursor::toString).orElse(null),
        extent.hint().orElse(null),
        extent.malformed().isPresent() ? capture.incomplete() : capture,
        unavailable);
  }

  private static Optional<MapsCursor> after(
      MapsQuery query, ProcessReading process, boolean addresses) {
    if (query.after() == null) {
      return Optional.empty();
    }
    MapsCursor cursor = MapsCursor.parse(query.after());
    if (cursor.byAddress() && !addresses) {
      throw addressesHidden();
    }
    if (!cursor.isOf(process)) {
      throw Problem.of(
              ProblemCode.PROCESS_REPLACED,
              "Since the previous page, the pid was reused or the process got another address space (exec). Start"
                  + " again without after.")
          .ofProcess(process.stat().pid())
          .exception();
    }
    return Optional.of(cursor);
  }
}
