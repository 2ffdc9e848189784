package dev.vmascope.access;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.access.rule.AccessPlatform;
import dev.vmascope.access.rule.AccessRules;
import dev.vmascope.access.rule.AccessVerdict;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.ProcessProblems;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.operation.Force;
import dev.vmascope.http.operation.Pid;
import dev.vmascope.http.operation.ReadsListing;
import dev.vmascope.http.operation.StartTicks;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.security.Caller;
import dev.vmascope.mapping.AccessType;
import dev.vmascope.mapping.Address;
import dev.vmascope.maps.MappingView;
import dev.vmascope.maps.NeighbourView;
import dev.vmascope.procfs.address.MappingLookup;
import dev.vmascope.procfs.pool.Consistency;
import dev.vmascope.procfs.process.ProcessType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The controller of access verdicts: the outcome of touching an address of a process.
@RestController
@Tag(name = "Faults")
class AccessController {
  private final ProcessAccess processes;
  private final AccessPlatformProvider machines;

  AccessController(ProcessAccess processes, AccessPlatformProvider machines) {
    this.processes = processes;
    this.machines = machines;
  }

  /// An access verdict, with the mappings around the address.
  @Schema(name = "Access")
  record AccessView(
      @Schema(description = "Process id; absent in the snapshot of a pasted text")
          @Nullable Integer pid,
      @Schema(
              description =
                  "Process that the requested thread belongs to; absent if the requested id is that of a process")
          @Nullable Integer threadOf,
      @Schema(description = "Start time of the process") @Nullable Instant startTime,
      @Schema(description = "Start time, in clock ticks after boot") @Nullable Long startTicks,
      @Schema(
              description =
                  "Type of the process; other answers name this field type, which here is the type of access")
          ProcessType processType,
      @Schema(description = "Id of the address space, new after exec; absent without memory")
          @Nullable String addressSpaceId,
      @Schema(description = "The address, without tag bits", example = "0x10") String address,
      @Schema(description = "Type of the access") AccessType type,
      @Schema(description = "Number of bytes that are touched") int size,
      @JsonUnwrapped @Nullable VerdictView verdict,
      @Schema(description = "The mapping that contains the address, if any")
          @Nullable MappingView mapping,
      @Schema(description = "The next mapping below, if any") @Nullable NeighbourView below,
      @Schema(description = "The next mapping above, if any") @Nullable NeighbourView above,
      CaptureView capture,
      @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
          List<UnavailableField> unavailable) {}

  @GetMapping({"/api/processes/{pid}/access", "/api/snapshots/{snapshot}/access"})
  @RequiresScope("maps:addresses")
  @ReadsListing
  @Operation(
      operationId = "access",
      summary = "Outcome of touching an address",
      description =
          """
          Whether a read, a write or a jump at an address is allowed, or the signal that it causes, with `si_code` and `si_addr`,
          and the reason in words. Nothing is touched. The rules are those of the kernel. Beside the permissions of the mapping
          they use the page, the end of the file, guards, growing stacks and their limits, userfaultfd and the architecture;
          docs/kernel.md lists what cannot be known. Where only the flags of `smaps` decide, page tables are walked for them;
          such reads are governed: see `/api/scans`. `assumes` lists what could not be read.\
          """)
  @FormattedResponse("The outcome")
  AccessView access(
      @Pid int pid,
      @Parameter(description = "Hexadecimal, 0x optional", example = "0x10", required = true)
          @RequestParam(required = false)
          @Nullable String address,
      @Parameter(description = "Type of the access", example = "write")
          @Schema(implementation = AccessType.class)
          @RequestParam(defaultValue = "read")
          String type,
      @Parameter(
              description =
                  "Number of bytes that are touched, 1 to 64: the first page that fails decides")
          @Schema(type = "integer")
          @RequestParam(defaultValue = "1")
          String size,
      @Force("true: walk page tables" + Force.ANYWAY) boolean force,
      @StartTicks @Nullable Long startTicks,
      HttpServletRequest request) {
    Caller.seesAddresses(request);
    if (address == null) {
      throw Parameters.invalid("address", "expected an address; this parameter is required");
    }
    long asked = Parameters.parse("address", address, Address::parse);
    AccessType access =
        AccessType.of(type)
            .orElseThrow(() -> Parameters.invalid("type", "expected read, write or execute"));
    int bytes = (int) Parameters.number("size", size, 1, AccessRules.LARGEST);
    if (force) {
      ProcessProblems.requireLeaveToForce();
    }
    MappingLookup reading = processes.readAddress(pid, startTicks, asked);
    if (reading.process().type() != ProcessType.USER) {
      return without(
          "not-applicable",
          Remedies.withoutMemory(reading.process().type()),
          reading,
          pid,
          access,
          bytes);
    }
    AccessPlatformProvider.Known known =
        machines
            .of(processes.files())
            .orElseThrow(() ->
                Problem.of(
                        ProblemCode.READ_STUCK,
                        "Reading the files of the machine took too long; try again.")
                    .exception());
    AccessPlatform machine = known.machine().orElse(null);
    if (machine == null) {
      return without("unsupported", known.why(), reading, pid, access, bytes);
    }
    long began = System.nanoTime();
    LiveAccessFacts facts = new LiveAccessFacts(processes, reading, force);
    AccessVerdict verdict = new AccessRules(machine).judge(reading.address(), access, bytes, facts);
    Consistency ofReading = reading.stamp();
    Duration took = ofReading.duration().plusNanos(System.nanoTime() - began);
    Consistency stamp = new Consistency(ofReading.at(), took, facts.reads(), false, true);
    return view(reading, pid, access, bytes, VerdictView.of(verdict), stamp, List.of());
  }

  private AccessView without(
      String reason, String remedy, MappingLookup reading, int id, AccessType type, int size) {
    UnavailableField why = new UnavailableField("outcome", reason, remedy);
    return view(reading, id, type, size, null, reading.stamp(), List.of(why));
  }

  private List<UnavailableField> all(List<UnavailableField> own, MappingLookup reading) {
    List<UnavailableField> all = new ArrayList<>(own);
    reading.complaint().ifPresent(why -> all.add(Remedies.malformed("above", why, true)));
    all.addAll(processes.identityGaps(reading.process()));
    return all;
  }

  private AccessView view(
      MappingLookup reading,
      int id,
      AccessType type,
      int size,
      @Nullable VerdictView verdict,
      Consistency stamp,
      List<UnavailableField> unavailable) {
    IdentityView process = IdentityView.of(reading.process(), id, processes.node());
    return new AccessView(
        process.pid(),
        process.threadOf(),
        process.startTime(),
        process.startTicks(),
        process.type(),
        process.addressSpaceId(),
        Address.print(reading.address()),
        type,
        size,
        verdict,
        reading.at().map(MappingView::of).orElse(null),
        NeighbourView.below(reading.address(), reading.below()).orElse(null),
        NeighbourView.above(reading.address(), reading.above()).orElse(null),
        CaptureView.of(stamp),
        all(unavailable, reading));
  }
}
