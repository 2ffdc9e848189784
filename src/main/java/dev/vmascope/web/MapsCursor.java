package dev.vmascope.web;

import dev.vmascope.mapping.Address;
import dev.vmascope.procfs.ProcessReading;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Where a page of a maps listing ended. Opaque to clients: base64url of the address, the process
/// and its address space.
///
/// @param reached the end of the last mapping of the page; the next page has what ends above it
/// @param startTicks which process had the pid
/// @param addressSpaceId which address space it had; empty where that has no id
record MapsCursor(long reached, long startTicks, String addressSpaceId) {
  static MapsCursor at(long reached, ProcessReading process) {
    return new MapsCursor(
        reached, process.stat().startTicks(), process.addressSpaceId().orElse(""));
  }

  static MapsCursor parse(String text) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
      String[] parts = plain.split(" ", -1);
      if (parts.length == 3
          && parts[1].matches("\\d{1,18}")
          && parts[2].matches("[0-9a-f]{0,16}")) {
        return new MapsCursor(Address.parse(parts[0]), Long.parseLong(parts[1]), parts[2]);
      }
    } catch (IllegalArgumentException _) {
      // Falls through to the complaint.
    }
    throw Parameters.invalid("after", "expected the value of next from the page before");
  }

  boolean isOf(ProcessReading process) {
    return equals(at(reached, process));
  }

  @Override
  public String toString() {
    String plain = Address.print(reached) + " " + startTicks + " " + addressSpaceId;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
  }
}
