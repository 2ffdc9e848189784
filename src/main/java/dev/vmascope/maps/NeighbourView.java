package dev.vmascope.maps;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.procfs.address.MappingLookup;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A mapping next to an address.
public record NeighbourView(
    @JsonUnwrapped MappingView mapping,
    @Schema(
            description =
                "Bytes between the address and the nearest byte of this mapping; absent from 2^63 on, as between"
                    + " memory of programs and of the kernel")
        @Nullable Long distanceBytes) {

  /// The nearest mapping below an address.
  ///
  /// @param below the next mapping below the address
  public static Optional<NeighbourView> below(long address, Optional<ClassifiedMapping> below) {
    return below.map(mapping -> of(mapping, address - mapping.mapping().range().end() + 1));
  }

  /// The nearest mapping above an address.
  ///
  /// @param above the next mapping above the address
  public static Optional<NeighbourView> above(long address, Optional<ClassifiedMapping> above) {
    return above.map(mapping -> of(mapping, mapping.mapping().range().start() - address));
  }

  private static NeighbourView of(ClassifiedMapping mapping, long distance) {
    return new NeighbourView(MappingView.of(mapping), distance < 0 ? null : distance);
  }

  /// The problem that no mapping contains an address.
  public static RuntimeException nothing(MappingLookup reading) {
    ProcessReading process = reading.process();
    String address = Address.print(reading.address());
    String why =
        process.type() == ProcessType.USER
            ? "No mapping contains " + address + ": touching it is a segmentation fault."
            : "There is no mapping at all: " + Remedies.withoutMemory(process.type()) + ".";
    Problem problem =
        Problem.of(ProblemCode.NO_MAPPING_AT_ADDRESS, why)
            .ofProcess(process.stat().pid())
            .with("address", address);
    Optional<NeighbourView> lower = below(reading.address(), reading.below());
    if (lower.isPresent()) {
      problem = problem.with("below", lower.get());
    }
    Optional<NeighbourView> upper = above(reading.address(), reading.above());
    return (upper.isPresent() ? problem.with("above", upper.get()) : problem).exception();
  }
}
