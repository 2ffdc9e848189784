package dev.vmascope.kernellog.line;

import dev.vmascope.kernellog.KernelEvent;
import dev.vmascope.kernellog.history.LoggedFault;
import dev.vmascope.kernellog.history.PastedLog;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The events of text that is pasted.
final class PastedEvents {
  private PastedEvents() {}

  static PastedLog parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return PastedLog.parse(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  static List<KernelEvent> events(PastedLog log) {
    return log.faults().stream().map(LoggedFault::event).toList();
  }
}
