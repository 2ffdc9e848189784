package dev.vmascope;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The readers of the kernel.
///
/// @param threads how many reads may happen at one time
/// @param timeout after which a read that hangs is written off
@ConfigurationProperties("vmascope.scan")
record ScanProperties(@DefaultValue("2") int threads, @DefaultValue("2s") Duration timeout) {
  ScanProperties {
    if (threads < 1 || threads > 64) {
      throw new IllegalArgumentException("vmascope.scan.threads must be 1 to 64, got " + threads);
    }
    if (timeout.compareTo(Duration.ofMillis(10)) < 0) {
      throw new IllegalArgumentException(
          "vmascope.scan.timeout must be at least 10ms, got " + timeout);
    }
  }
}
