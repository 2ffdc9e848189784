package dev.vmascope.snapshots;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.capture.Manifest;
import dev.vmascope.capture.ManifestFile;
import dev.vmascope.capture.UnavailableFile;
import dev.vmascope.http.api.PageHead;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.format.Rows;
import dev.vmascope.http.operation.Page;
import dev.vmascope.http.operation.PageQuery;
import dev.vmascope.http.operation.PagedRows;
import dev.vmascope.http.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The controller of stored snapshots.
@RestController
@Tag(name = "Snapshots")
class SnapshotController {
  private final SnapshotStore snapshots;

  SnapshotController(SnapshotStore snapshots) {
    this.snapshots = snapshots;
  }

  /// A page of the list of snapshots.
  @Schema(name = "Snapshots")
  record SnapshotList(
      @JsonUnwrapped PageHead head,
      @Rows("A snapshot") List<SnapshotView> snapshots,
      @Schema(description = "Size of the files of all snapshots") long storedBytes,
      @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
          List<UnavailableField> unavailable) {}

  /// A snapshot, with the files of its capture.
  @Schema(name = "SnapshotFiles")
  record SnapshotAnswer(
      @JsonUnwrapped SnapshotView snapshot,
      @Schema(description = "Kernel of the machine, as uname -r prints it")
          @Nullable String kernelRelease,
      @Schema(description = "Architecture of the machine, as uname -m prints it")
          @Nullable String architecture,
      @Schema(description = "Files of the capture, with the stamps of their reads")
          List<ManifestFile> files,
      @Schema(description = "Files that the capture does not have")
          List<UnavailableFile> missing) {}

  @GetMapping("/api/snapshots")
  @RequiresScope("maps:read")
  @Operation(
      operationId = "snapshots",
      summary = "Stored snapshots",
      description =
          """
          The snapshots that the service stores, newest first: captures of processes, one file each in the data folder. Some
          are taken automatically. docs/snapshots.md has the limits, and says which snapshots are deleted first.\
          """)
  @FormattedResponse("The snapshots")
  SnapshotList list(@ParameterObject SnapshotQuery query, @ParameterObject PageQuery pages) {
    List<StoredSnapshot> all = snapshots.all();
    Page<StoredSnapshot> page =
        pages.of(
            query.fitting(all),
            PagedRows.of(
                StoredSnapshot::id,
                SnapshotController::cursor,
                Comparator.reverseOrder(),
                SnapshotView.class,
                SnapshotView::of));
    List<UnavailableField> unavailable = new ArrayList<>();
    snapshots
        .absence()
        .ifPresent(reason ->
            unavailable.add(
                new UnavailableField(
                    "snapshots[]",
                    "unsupported",
                    "nothing can be stored in the data folder: "
                        + reason
                        + "; see vmascope.data-dir")));
    return new SnapshotList(
        page.head().withHint(() -> query.hint(all)),
        AnswerWork.rows(page.rows(), SnapshotView::of),
        all.stream().mapToLong(StoredSnapshot::bytes).sum(),
        unavailable);
  }

  private static String cursor(String text) {
    if (!text.matches("[0-9A-Za-z.-]{1,40}")) {
      throw Parameters.noCursor();
    }
    return text;
  }

  @GetMapping("/api/snapshots/{snapshot}")
  @RequiresScope("maps:read")
  @Problems({ProblemCode.SNAPSHOT_NOT_FOUND, ProblemCode.MALFORMED_FILE})
  @Operation(
      operationId = "snapshot",
      summary = "A stored snapshot",
      description =
          "A stored snapshot and the files of its capture, with the stamps of their reads.")
  @FormattedResponse("The snapshot")
  SnapshotAnswer get(@PathVariable("snapshot") String id) throws IOException {
    StoredSnapshot stored = snapshots.find(id);
    Manifest capture = snapshots.manifest(stored);
    return new SnapshotAnswer(
        SnapshotView.of(stored),
        capture.kernelRelease(),
        capture.architecture(),
        capture.files(),
        capture.unavailable());
  }

  @DeleteMapping("/api/snapshots/{snapshot}")
  @RequiresScope("snapshots:write")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Problems(ProblemCode.SNAPSHOT_NOT_FOUND)
  @Operation(
      operationId = "deleteSnapshot",
      summary = "Delete a snapshot",
      description = "Deletes a stored snapshot for good. This also works on a full disk.")
  void delete(@PathVariable("snapshot") String id) {
    snapshots.delete(id);
  }
}
