package dev.vmascope.maps;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.AddressRange;
import org.jspecify.annotations.Nullable;

/// The parser of the range of addresses whose pages a request is about.
public final class PageRange {
  private PageRange() {}

  /// The range of two parameters, of which either may be absent.
  ///
  /// @param untagMask the address bits that are no tag
  public static AddressRange of(@Nullable String from, @Nullable String to, long untagMask) {
    long start = userAddress("from", from, untagMask, 0);
    long end = userAddress("to", to, untagMask, Long.MAX_VALUE);
    if (start >= end) {
      throw Parameters.invalid("to", "expected an address above that of from");
    }
    return new AddressRange(start, end);
  }

  private static long userAddress(
      String parameter, @Nullable String text, long untagMask, long absent) {
    long address =
        text == null ? absent : Parameters.parse(parameter, text, Address::parse) & untagMask;
    if (address < 0) {
      throw Parameters.invalid(
          parameter, "expected an address of the user half, below 0x8000000000000000");
    }
    return address;
  }
}
