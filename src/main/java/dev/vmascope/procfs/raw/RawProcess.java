package dev.vmascope.procfs.raw;

import dev.vmascope.procfs.process.ProcessReading;
import java.util.List;

/// The small files of one process, all of one image of it.
///
/// @param process the process, as read just before
/// @param memory the folder of the thread from which all but `stat` was read (`task/42/`), if the
///   first thread has ended; else empty
public record RawProcess(ProcessReading process, String memory, List<RawFile> files) {
  public RawProcess {
    files = List.copyOf(files);
  }
}
