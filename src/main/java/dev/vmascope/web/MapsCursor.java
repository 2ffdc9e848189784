package dev.vmascope.web;

import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.procfs.AddressSpaceId;
import dev.vmascope.procfs.ProcessReading;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/// Where a page of a maps listing ended. Opaque to clients: base64url of the place, the process and
/// its address space.
///
/// @param byAddress whether the place is an address, which is for those who see addresses
/// @param reached the end of the last mapping of the page, and the next page has what ends above
///   it; or else how many mappings of the listing lie before the next page
/// @param startTicks which process had the pid
/// @param addressSpaceId which address space it had; empty where that has no id
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
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
      String[] parts = plain.split(" ", -1);
      if (parts.length == 3
          && PLACE.matcher(parts[0]).matches()
          && parts[1].matches("\\d{1,18}")
          && parts[2].matches("[0-9a-f]{0,16}")) {
        boolean byAddress = parts[0].startsWith("0x");
        long reached = byAddress ? Address.parse(parts[0]) : Long.parseLong(parts[0]);
        return new MapsCursor(byAddress, reached, Long.parseLong(parts[1]), parts[2]);
      }
    } catch (IllegalArgumentException _) {
      // Falls through to the complaint.
    }
    throw Parameters.invalid("after", "expected the value of next from the page before");
  }

  boolean isOf(ProcessReading process) {
    return equals(at(byAddress, reached, process));
  }

  /// Whether the page before ended in front of this mapping.
  ///
  /// @param ordinal how many mappings lie below it
  boolean isBefore(Mapping mapping, int ordinal) {
    return byAddress
        ? Long.compareUnsigned(mapping.range().end(), reached) > 0
        : ordinal >= reached;
  }

  @Override
  public String toString() {
    String place = byAddress ? Address.print(reached) : Long.toString(reached);
    String plain = place + " " + startTicks + " " + addressSpaceId;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
  }
}
