package dev.vmascope.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.ListedMapping;
import dev.vmascope.mapping.ListingParser;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.ProcessStatus;
import dev.vmascope.problem.Problem;
import dev.vmascope.problem.ProblemCode;
import dev.vmascope.procfs.KernelBytes;
import dev.vmascope.procfs.ListingReading;
import dev.vmascope.procfs.ProcessReading;
import dev.vmascope.procfs.ProcessType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The mapping at an address.
@RestController
@Tag(name = "Processes")
class AddressController {
  private final Processes processes;

  AddressController(Processes processes) {
    this.processes = processes;
  }

  /// A mapping next to an address.
  record NeighbourView(
      @JsonUnwrapped MappingView mapping,
      @Schema(description = "Bytes between the address and the nearest byte of this mapping")
          BigInteger distanceBytes) {}

  /// What lies at an address.
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
      @Schema(description = "The next mapping below, if any") @Nullable NeighbourView below,
      @Schema(description = "The next mapping above, if any") @Nullable NeighbourView above,
      CaptureView capture) {}

  private record Place(
      @Nullable ListedMapping below, @Nullable ListedMapping at, @Nullable ListedMapping above) {}

  @GetMapping("/api/processes/{pid}/maps/{address}")
  @RequiresScope("maps:addresses")
  @Operation(
      operationId = "mapsAt",
      summary = "The mapping at an address",
      description =
          """
          The mapping that contains an address, where in it the address lies, and the neighbours with their distance in
          bytes. Without such a mapping the answer is 404 `no-mapping-at-address` with the neighbours: touching the
          address is a segmentation fault.\
          """)
  @Problems({
    ProblemCode.INVALID_PARAMETER,
    ProblemCode.PERMISSION_DENIED,
    ProblemCode.PROCESS_NOT_FOUND,
    ProblemCode.NO_MAPPING_AT_ADDRESS,
    ProblemCode.PROCESS_GONE,
    ProblemCode.PROCESS_REPLACED,
    ProblemCode.BUSY,
    ProblemCode.READ_STUCK,
    ProblemCode.PARTIAL_READ
  })
  AddressView at(
      @Parameter(description = "Process id, or self", example = "self") @PathVariable String pid,
      @Parameter(description = "Hexadecimal, 0x optional", example = "0x400000") @PathVariable
          String address,
      @Parameter(description = "The process must have started at this clock tick, else 410")
          @RequestParam(required = false)
          @Nullable String startTicks)
      throws IOException {
    long asked = Parameters.parse("address", address, Address::parse);
    int id = processes.pid(pid);
    try (ListingReading reading = processes.readMaps(id, startTicks)) {
      ProcessReading process = reading.process();
      long untagged = asked & process.status().value().map(ProcessStatus::untagMask).orElse(-1L);
      Place place = place(reading, id, untagged);
      if (place.at() == null) {
        throw nothing(untagged, place, process);
      }
      return view(
          IdentityView.of(process, id, processes.node()),
          untagged,
          place.at(),
          place,
          CaptureView.of(reading.stamp()));
    }
  }

  private static Place place(ListingReading reading, int pid, long address) throws IOException {
    if (reading.process().type() != ProcessType.USER) {
      return new Place(null, null, null);
    }
    KernelBytes listing = Processes.orProblem(reading.listing(), pid);
    ListingParser parser = MapsPage.parser(reading, listing);
    ListedMapping below = null;
    ListedMapping at = null;
    for (ListedMapping next = parser.next(); next != null; next = parser.next()) {
      Mapping mapping = next.mapping();
      if (mapping.range().contains(address)) {
        at = next;
      } else if (Long.compareUnsigned(mapping.range().end(), address) <= 0) {
        below = next;
      } else if (!mapping.isGate()) {
        return new Place(below, at, next);
      }
    }
    return new Place(below, at, null);
  }

  private static AddressView view(
      IdentityView process, long address, ListedMapping listed, Place place, CaptureView capture) {
    Mapping at = listed.mapping();
    long inside = address - at.range().start();
    boolean ofObject = !at.device().none() || at.inode() != 0;
    return new AddressView(
        process,
        Address.print(address),
        MappingView.of(listed),
        inside,
        ofObject ? Address.print(at.offset() + inside) : null,
        below(place, address),
        above(place, address),
        capture);
  }

  private static @Nullable NeighbourView below(Place place, long address) {
    ListedMapping below = place.below();
    return below == null
        ? null
        : new NeighbourView(
            MappingView.of(below), unsigned(address - below.mapping().range().end() + 1));
  }

  private static @Nullable NeighbourView above(Place place, long address) {
    ListedMapping above = place.above();
    return above == null
        ? null
        : new NeighbourView(
            MappingView.of(above), unsigned(above.mapping().range().start() - address));
  }

  private static BigInteger unsigned(long distance) {
    return new BigInteger(Long.toUnsignedString(distance));
  }

  private static RuntimeException nothing(long address, Place place, ProcessReading process) {
    String why =
        process.type() == ProcessType.USER
            ? "No mapping contains "
                + Address.print(address)
                + ": touching it is a segmentation fault."
            : "There is no mapping at all: " + Remedies.withoutMemory(process.type()) + ".";
    Problem problem =
        Problem.of(ProblemCode.NO_MAPPING_AT_ADDRESS, why)
            .with("pid", process.stat().pid())
            .with("address", Address.print(address));
    for (String side : new String[] {"below", "above"}) {
      Optional<NeighbourView> neighbour =
          Optional.ofNullable(side.equals("below") ? below(place, address) : above(place, address));
      problem = neighbour.isPresent() ? problem.with(side, neighbour.get()) : problem;
    }
    return problem.exception();
  }
}
