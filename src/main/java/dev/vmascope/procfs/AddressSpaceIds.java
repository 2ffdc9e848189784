package dev.vmascope.procfs;

import dev.vmascope.mapping.ProcessStat;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes the ids of address spaces: a keyed digest of pid, start time and the places of code and
/// stack, which exec moves. The key is new at every start of the service, so an id gives no address
/// away.
final class AddressSpaceIds {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int ID_BYTES = 8;

  private final SecretKeySpec key;

  AddressSpaceIds() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, ALGORITHM);
  }

  /// The id; absent without memory, and where the kernel hides the places.
  ///
  /// @param stat the process
  /// @param memory the thread that still shows the memory; the process itself in all but rare cases
  Optional<String> of(ProcessStat stat, ProcessStat memory) {
    if (memory.stackStartIfKnown().isEmpty()) {
      return Optional.empty();
    }
    ByteBuffer identity = ByteBuffer.allocate(4 * Long.BYTES);
    identity.putLong(stat.pid()).putLong(stat.startTicks());
    identity.putLong(memory.codeStart()).putLong(memory.stackStart());
    return Optional.of(HexFormat.of().formatHex(digest(identity.array()), 0, ID_BYTES));
  }

  private byte[] digest(byte[] identity) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(identity);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
