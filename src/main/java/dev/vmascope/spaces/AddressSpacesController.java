package dev.vmascope.spaces;

import dev.vmascope.http.api.AnswerTurns;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.Format;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.format.ResponseWriter;
import dev.vmascope.http.guard.TextBody;
import dev.vmascope.http.operation.StoreQuery;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.problem.ProblemException;
import dev.vmascope.http.security.Caller;
import dev.vmascope.http.snapshot.PastedSnapshots;
import dev.vmascope.pasted.PastedListing;
import dev.vmascope.pasted.PastedText;
import dev.vmascope.pasted.PastedTextException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The controller of address spaces in posted texts. Of a text nothing is kept but its listing, on
/// request.
@RestController
@Tag(name = "Pasted listings")
class AddressSpacesController {
  private static final String COMMAND =
      "curl --data-binary @FILE -H 'Content-Type: text/plain' …/api/address-spaces";

  private static final String WRITE = "snapshots:write";

  private final AnswerTurns turns;
  private final PastedAnswers answers;
  private final PastedSnapshots snapshots;

  AddressSpacesController(AnswerTurns turns, PastedAnswers answers, PastedSnapshots snapshots) {
    this.turns = turns;
    this.answers = answers;
    this.snapshots = snapshots;
  }

  @PostMapping("/api/address-spaces")
  @RequiresScope("maps:read")
  @Problems({
    ProblemCode.FORBIDDEN,
    ProblemCode.MALFORMED_INPUT,
    ProblemCode.NOT_ACCEPTABLE,
    ProblemCode.TOO_LARGE,
    ProblemCode.UNSUPPORTED_MEDIA_TYPE,
    ProblemCode.REQUEST_TIMEOUT,
    ProblemCode.BUSY,
    ProblemCode.NO_STORAGE,
    ProblemCode.STORAGE_FULL
  })
  @Operation(
      operationId = "readAddressSpace",
      summary = "Mappings in a text from anywhere",
      description =
          """
          Reads the mappings in a text of at most 8 MiB, from any host: `maps`, `smaps`, a crash log of HotSpot, Ruby, glibc,
          Android or a sanitizer, a report of apport or systemd, a heap profile, the output of `pmap`, gdb, lldb, `jcmd
          System.map` or `eu-readelf -n`. The format is recognised; docs/pasted.md lists all. The content type is `text/plain`.

          Of the text only the listing is read, and nothing else of it is in any answer. What mail programs and editors have
          changed is undone, and said in `forgiven`. What the format lacks is in `unavailable`.

          With `store=true` the listing, and nothing else of the text, is stored as a snapshot; that needs the scope
          `snapshots:write`. The lines must be those of a kernel: other tools leave out some of it.

          As `text/plain` the answer is the listing in the kernel's form, for formats that are copies of it. Without the scope
          `maps:addresses` mappings have their `ordinal` instead of addresses, and `format=text` is 403.\
          """,
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "text/plain",
                      schema = @Schema(type = "string"),
                      examples =
                          @ExampleObject(
                              name = "maps",
                              value =
                                  """
                                  08048000-08049000 r-xp 00000000 03:03 65519 /home/humble/new
                                  40014000-40015000 rw-s 00000000 03:03 65707 /home/humble/test.txt
                                  """))))
  @FormattedResponse(
      value = "The mappings, in ascending order of address",
      writes = PastedAnswer.class,
      text = "The listing in the form of /proc/<pid>/maps or smaps")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = PastedAnswer.class)))
  @ApiResponse(
      responseCode = "201",
      description = "The same with store=true: the snapshot is durable",
      headers =
          @Header(
              name = HttpHeaders.LOCATION,
              description = "Path of the snapshot",
              schema = @Schema(type = "string")),
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = PastedAnswer.class)))
  void read(
      @Parameter(description = "true: store the listing as a snapshot")
          @Schema(type = "boolean", defaultValue = "false")
          @RequestParam(required = false)
          @Nullable String store,
      @ParameterObject StoreQuery query,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    boolean stores = stores(store, query);
    Format format = ResponseWriter.format(request);
    boolean addresses = Caller.seesAddresses(request);
    if (!addresses && format == Format.TEXT) {
      throw Problem.scope("format=text", "maps:addresses").exception();
    }
    byte[] text = TextBody.read(request, COMMAND);
    turns.take(request);
    PastedListing listing = listing(text);
    if (format == Format.TEXT && !listing.lacks().isEmpty()) {
      throw Problem.of(
              ProblemCode.NOT_ACCEPTABLE,
              "format=text is the form of the kernel, and "
                  + listing.format()
                  + " lacks some of it. Request another format.")
          .exception();
    }
    String snapshot = stores ? store(listing, query, response) : null;
    answers.write(listing, snapshot, format, addresses, request, response);
  }

  /// Whether the listing is stored, which the caller may do then.
  private static boolean stores(@Nullable String store, StoreQuery query) {
    boolean stores = Parameters.flag("store", store);
    if (stores && !Caller.has(WRITE)) {
      throw Problem.scope("store=true", WRITE).exception();
    }
    query.checkedLabel();
    if (!stores && (query.isPinned() || query.label() != null)) {
      throw Parameters.invalid("store", "expected true where label or pinned is given");
    }
    return stores;
  }

  private String store(PastedListing listing, StoreQuery query, HttpServletResponse response)
      throws IOException {
    if (!listing.isOfKernel()) {
      throw Parameters.invalid("store", LackingFields.notStored(listing));
    }
    String id = snapshots.store(listing, query.checkedLabel(), query.isPinned());
    response.setStatus(HttpServletResponse.SC_CREATED);
    response.setHeader(HttpHeaders.LOCATION, "/api/snapshots/" + id);
    return id;
  }

  private static PastedListing listing(byte[] text) {
    try {
      return PastedText.read(text, AnswerWork::row);
    } catch (PastedTextException e) {
      throw problem(e);
    }
  }

  private static ProblemException problem(PastedTextException e) {
    String message = String.valueOf(e.getMessage());
    return switch (e.kind()) {
      case EMPTY ->
          Problem.of(
                  ProblemCode.MALFORMED_INPUT,
                  "The body is empty. Send the text of a listing: " + COMMAND)
              .with("line", e.line())
              .with("column", e.column())
              .exception();
      case BINARY -> Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, message + ".").exception();
      case UNRECOGNISED ->
          Problem.of(ProblemCode.MALFORMED_INPUT, message + ".")
              .with("line", e.line())
              .with("column", e.column())
              .exception();
      case MALFORMED ->
          Problem.of(
                  ProblemCode.MALFORMED_INPUT,
                  "Line %d of the text, column %d: %s. The lines around it are a listing: send it unchanged."
                      .formatted(e.line(), e.column(), message))
              .with("line", e.line())
              .with("column", e.column())
              .exception();
      case TOO_MANY ->
          Problem.of(ProblemCode.TOO_LARGE, "The listing is too large: " + message + ".")
              .exception();
    };
  }
}
