package dev.vmascope.maps;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.operation.CursorText;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.procfs.process.AddressSpaceId;
import dev.vmascope.procfs.process.ProcessReading;
import java.util.regex.Pattern;

/// The end of a page of a maps listing. Opaque to clients: base64url of the position, the process
/// and its address space.
///
/// @param byAddress whether the position is an address; only for callers who may see addresses
/// @param reached the end of the last mapping of the page: the next page has the mappings that end
///   above it; without addresses, the number of mappings before the next page
/// @param startTicks the start time of the process, which distinguishes users of one pid
/// @param addressSpaceId the id of the address space; empty where it has none
record MapsCursor(boolean byAddress, long reached, long startTicks, String addressSpaceId) {
  private static final Pattern PLACE = Pattern.compile("0x[0-9a-f]{1,16}|\\d{1,9}");

  static MapsCursor at(boolean byAddress, long reached, ProcessReading process) {
    return new MapsCursor(
        byAddress,
        reached,
        process.stat().startTicks(),
        process.addressSpaceId().map(AddressSpaceId::toString).orElse(""));
  }

  static MapsCursor parse(String text) {
    String[] parts = CursorText.decode(text).split(" ", -1);
    if (parts.length == 3
        && PLACE.matcher(parts[0]).matches()
        && parts[1].matches("\\d{1,18}")
        && parts[2].matches("[0-9a-f]{0,16}")) {
      boolean byAddress = parts[0].startsWith("0x");
      long reached = byAddress ? Address.parse(parts[0]) : Long.parseLong(parts[0]);
      return new MapsCursor(byAddress, reached, Long.parseLong(parts[1]), parts[2]);
    }
    throw Parameters.noCursor();
  }

  boolean isOf(ProcessReading process) {
    return equals(at(byAddress, reached, process));
  }

  /// Whether a mapping comes after the previous page.
  ///
  /// @param ordinal the number of mappings below it
  boolean isBefore(Mapping mapping, int ordinal) {
    return byAddress
        ? Long.compareUnsigned(mapping.range().end(), reached) > 0
        : ordinal >= reached;
  }

  @Override
  public String toString() {
    String place = byAddress ? Address.print(reached) : Long.toString(reached);
    return CursorText.encode(place + " " + startTicks + " " + addressSpaceId);
  }
}
