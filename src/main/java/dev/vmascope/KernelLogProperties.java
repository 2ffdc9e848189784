package dev.vmascope;

import dev.vmascope.procfs.machine.KernelLog;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The properties `vmascope.kernel-log.*`: the device of the kernel's log.
///
/// @param enabled whether to follow the log, where that is permitted
/// @param path the path of the device
@ConfigurationProperties("vmascope.kernel-log")
record KernelLogProperties(
    @DefaultValue("true") boolean enabled, @DefaultValue("/dev/kmsg") Path path) {
  Optional<KernelLog> log() {
    return enabled ? Optional.of(new KernelLog(path)) : Optional.empty();
  }
}
