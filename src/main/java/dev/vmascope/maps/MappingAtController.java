package dev.vmascope.maps;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.Problems;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.operation.Pid;
import dev.vmascope.http.operation.ReadsListing;
import dev.vmascope.http.operation.StartTicks;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.security.Caller;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.procfs.address.MappingLookup;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The controller of the mapping at one address of a process.
@RestController
@Tag(name = "Processes")
class MappingAtController {
  private final ProcessAccess processes;

  MappingAtController(ProcessAccess processes) {
    this.processes = processes;
  }

  /// The mapping at an address, with its neighbours.
  @Schema(name = "AddressInMaps")
  record AddressView(
      @JsonUnwrapped IdentityView process,
      @Schema(description = "The address, without tag bits") String address,
      @Schema(description = "The mapping that contains it") MappingView mapping,
      @Schema(description = "Bytes from the start of the mapping") long offsetInMappingBytes,
      @Schema(
              description =
                  "Offset into the mapped object, hexadecimal; absent for memory without one")
          @Nullable String offsetInObject,
      @Schema(
              description =
                  "Build id of the mapped ELF object, if the kernel reports it (Linux 6.11); never requested for"
                      + " files that are not on a local file system",
              example = "282c2c16e7b6600b0b22ea0c99010d2795752b5f")
          @Nullable String buildId,
      @Schema(description = "The next mapping below, if any") @Nullable NeighbourView below,
      @Schema(description = "The next mapping above, if any") @Nullable NeighbourView above,
      CaptureView capture,
      @Schema(description = "Absent or incomplete values, each with the reason and a remedy")
          List<UnavailableField> unavailable) {}

  @GetMapping({"/api/processes/{pid}/maps/{address}", "/api/snapshots/{snapshot}/maps/{address}"})
  @RequiresScope("maps:addresses")
  @ReadsListing
  @Problems(ProblemCode.NO_MAPPING_AT_ADDRESS)
  @Operation(
      operationId = "mapsAt",
      summary = "The mapping at an address",
      description =
          """
          The mapping that contains an address, the offset of the address in it, and the neighbours with their distance in
          bytes. If no mapping contains the address, the answer is 404 `no-mapping-at-address` with the neighbours:
          touching the address is a segmentation fault.

          From Linux 6.11 on, the service asks the kernel for these mappings alone (`PROCMAP_QUERY`), however many the
          process has. Names are plain then, where the listing writes a newline as `\\012`. On older kernels the service
          reads the listing. It also does so for a Java virtual machine, because there the category of a mapping depends
          on all mappings.\
          """)
  @FormattedResponse("The mapping")
  AddressView at(
      @Pid int pid,
      @Parameter(description = "Hexadecimal, 0x optional", example = "0x400000") @PathVariable
          String address,
      @StartTicks @Nullable Long startTicks,
      HttpServletRequest request) {
    Caller.seesAddresses(request);
    long asked = Parameters.parse("address", address, Address::parse);
    MappingLookup reading = processes.readWithBuildId(pid, startTicks, asked);
    ClassifiedMapping at = reading.at().orElseThrow(() -> NeighbourView.nothing(reading));
    List<UnavailableField> unavailable = new ArrayList<>(processes.identityGaps(reading.process()));
    reading.complaint().ifPresent(why -> unavailable.add(Remedies.malformed("above", why, true)));
    return view(
        IdentityView.of(reading.process(), pid, processes.node()), reading, at, unavailable);
  }

  private static AddressView view(
      IdentityView process,
      MappingLookup reading,
      ClassifiedMapping listed,
      List<UnavailableField> unavailable) {
    Mapping at = listed.mapping();
    long inside = reading.address() - at.range().start();
    boolean ofObject = !at.device().none() || at.inode() != 0;
    return new AddressView(
        process,
        Address.print(reading.address()),
        MappingView.of(listed),
        inside,
        ofObject ? Address.print(at.offset() + inside) : null,
        reading.buildId().orElse(null),
        NeighbourView.below(reading.address(), reading.below()).orElse(null),
        NeighbourView.above(reading.address(), reading.above()).orElse(null),
        reading.complaint().isPresent()
            ? CaptureView.of(reading.stamp()).incomplete()
            : CaptureView.of(reading.stamp()),
        unavailable);
  }
}
