package dev.vmascope.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.mapping.ListedMapping;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigInteger;
import java.util.Optional;

/// A mapping next to an address.
record NeighbourView(
    @JsonUnwrapped MappingView mapping,
    @Schema(description = "Bytes between the address and the nearest byte of this mapping")
        BigInteger distanceBytes) {

  /// @param below the next mapping below the address
  static Optional<NeighbourView> below(long address, Optional<ListedMapping> below) {
    return below.map(mapping -> of(mapping, address - mapping.mapping().range().end() + 1));
  }

  /// @param above the next mapping above the address
  static Optional<NeighbourView> above(long address, Optional<ListedMapping> above) {
    return above.map(mapping -> of(mapping, mapping.mapping().range().start() - address));
  }

  private static NeighbourView of(ListedMapping mapping, long distance) {
    return new NeighbourView(
        MappingView.of(mapping), new BigInteger(Long.toUnsignedString(distance)));
  }
}
