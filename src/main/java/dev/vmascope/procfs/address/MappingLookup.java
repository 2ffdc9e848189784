package dev.vmascope.procfs.address;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.pool.Consistency;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.ProcessType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The mapping at one address and its neighbours, without the listing of all mappings.
///
/// @param process the process, as read just before
/// @param address the address without tag bits
/// @param below the nearest mapping that ends at or below the address
/// @param at the mapping that contains it
/// @param above the nearest mapping that starts above it; `[vsyscall]` never
/// @param buildId the build id of the mapped ELF object, lower-case hexadecimal; absent where it
///   has none, and where the listing was read
/// @param complaint the reason why the listing ends early, where it was read and a line of it is
///   malformed; then a neighbour above may be missing
/// @param stamp the consistency of the whole reading
public record MappingLookup(
    ProcessReading process,
    long address,
    Optional<ClassifiedMapping> below,
    Optional<ClassifiedMapping> at,
    Optional<ClassifiedMapping> above,
    Optional<String> buildId,
    Optional<MalformedException> complaint,
    Consistency stamp) {

  /// The mappings around an address, by the listing.
  ///
  /// @param tagged the address, with its tag bits if it has any
  /// @param meter see [ListingReading#mappings]
  /// @throws MalformedException if the listing ends before anything is found at the address
  public static MappingLookup inListing(
      ListingReading reading, long tagged, UnaryOperator<InputStream> meter) throws IOException {
    ProcessReading process = reading.process();
    long address = process.status().value().map(status -> status.untagged(tagged)).orElse(tagged);
    Optional<ClassifiedMapping> below = Optional.empty();
    Optional<ClassifiedMapping> at = Optional.empty();
    Optional<ClassifiedMapping> above = Optional.empty();
    Optional<MalformedException> complaint = Optional.empty();
    if (process.type() == ProcessType.USER) {
      MappingReader parser = reading.mappings(meter);
      try {
        for (ClassifiedMapping next = parser.next();
            next != null && above.isEmpty();
            next = parser.next()) {
          Mapping mapping = next.mapping();
          if (mapping.range().contains(address)) {
            at = Optional.of(next);
          } else if (Long.compareUnsigned(mapping.range().end(), address) <= 0) {
            below = Optional.of(next);
          } else if (!mapping.isGate()) {
            above = Optional.of(next);
          }
        }
      } catch (MalformedException e) {
        // The mappings before are understood; that nothing lies at the address is not known.
        if (at.isEmpty()) {
          throw e;
        }
        complaint = Optional.of(e);
      }
    }
    return new MappingLookup(
        process, address, below, at, above, Optional.empty(), complaint, reading.stamp());
  }
}
