package dev.vmascope.procfs;

/// A look at a process that brought its maps listing home too. It holds memory off the heap until
/// it is closed.
///
/// @param process the process, as it was right before the listing was read
/// @param maps the listing; not applicable to kernel threads and zombies
/// @param stamp how far the listing shows one moment
public record MapsReading(ProcessReading process, Outcome<KernelBytes> maps, CaptureStamp stamp)
    implements AutoCloseable {
  @Override
  public void close() {
    maps.value().ifPresent(KernelBytes::close);
  }
}
