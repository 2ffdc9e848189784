package dev.vmascope.procfs.process;

import dev.vmascope.mapping.proc.ProcessStat;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A generator of address space ids. An id is a keyed digest of the pid, the start time and the
/// addresses of code and stack, which exec moves. The key is new at every start of the service, so
/// an id reveals no address.
public final class AddressSpaceIds {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  public AddressSpaceIds() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, ALGORITHM);
  }

  /// The id; absent without memory, and where the kernel hides the addresses.
  ///
  /// @param stat the process
  /// @param memory the thread that still has the memory; in all but rare cases the process itself
  Optional<AddressSpaceId> of(ProcessStat stat, ProcessStat memory) {
    return memory.stackStartIfKnown().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AddressSpaceId(
                this, stat.pid(), stat.startTicks(), memory.codeStart(), memory.stackStart()));
  }

  /// The digest of numbers.
  byte[] digest(long... identity) {
    ByteBuffer bytes = ByteBuffer.allocate(identity.length * Long.BYTES);
    for (long number : identity) {
      bytes.putLong(number);
    }
    return digest(bytes.array());
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
