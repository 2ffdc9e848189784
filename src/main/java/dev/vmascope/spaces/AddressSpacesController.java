package dev.vmascope.spaces;

import dev.vmascope.http.api.AnswerTurns;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.Format;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.format.ResponseWriter;
import dev.vmascope.http.guard.TextBody;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.problem.ProblemException;
import dev.vmascope.http.security.Caller;
import dev.vmascope.pasted.PastedListing;
import dev.vmascope.pasted.PastedText;
import dev.vmascope.pasted.PastedTextException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// The controller of address spaces in posted texts. The texts are not kept.
@RestController
@Tag(name = "Address spaces")
class AddressSpacesController {
  private static final String COMMAND =
      "curl --data-binary @FILE -H 'Content-Type: text/plain' …/api/address-spaces";

  private final AnswerTurns turns;
  private final PastedAnswers answers;

  AddressSpacesController(AnswerTurns turns, PastedAnswers answers) {
    this.turns = turns;
    this.answers = answers;
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
    ProblemCode.BUSY
  })
  @Operation(
      operationId = "readAddressSpace",
      summary = "Mappings in a text from anywhere",
      description =
          """
          Reads the mappings in a text of at most 8 MiB, from any host: `maps`, `smaps`, a crash log of HotSpot, Ruby, glibc,
          Android or a sanitizer, a report of apport or systemd, a heap profile, the output of `pmap`, gdb, lldb, `jcmd
          System.map` or `eu-readelf -n`. The format is recognised; docs/pasted.md lists all. The content type is `text/plain`.

          Of the text only the listing is read. Nothing is stored, and nothing else of the text is in any answer. What mail
          programs and editors have changed is undone, and said in `forgiven`. What the format lacks is in `unavailable`.

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
  void read(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Format format = ResponseWriter.format(request);
    boolean addresses = Caller.seesAddresses(request);
    if (!addresses && format == Format.TEXT) {
      throw Problem.of(
              ProblemCode.FORBIDDEN, "format=text needs a token with the scope maps:addresses.")
          .exception();
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
    answers.write(listing, format, addresses, response);
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
