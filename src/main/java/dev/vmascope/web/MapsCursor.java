package dev.vmascope.web;

import dev.vmascope.mapping.Address;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Where a page of a maps listing ended. Opaque to clients: base64url of the address and the
/// address space.
///
/// @param reached the end of the last mapping of the page; the next page has what ends above it
/// @param addressSpaceId which address space that was in; empty where it has no id
record MapsCursor(long reached, String addressSpaceId) {
  static MapsCursor parse(String text) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
      String[] parts = plain.split(" ", -1);
      if (parts.length == 2 && parts[1].matches("[0-9a-f]{0,16}")) {
        return new MapsCursor(Address.parse(parts[0]), parts[1]);
      }
    } catch (IllegalArgumentException _) {
      // Falls through to the complaint.
    }
    throw Parameters.invalid("after", "expected the value of next from the page before");
  }

  boolean isOf(Optional<String> id) {
    return addressSpaceId.equals(id.orElse(""));
  }

  @Override
  public String toString() {
    String plain = Address.print(reached) + " " + addressSpaceId;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
  }
}
