package dev.vmascope.capture;

import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.CapturedProcess;
import dev.vmascope.procfs.raw.RawReads;
import java.util.OptionalInt;
import java.util.Set;

/// The names of entries that a capture may have.
final class CapturePath {
  private static final String PROC = "proc/";
  private static final String THREADS = "task/";

  private static final Set<String> OF_MACHINE = Set.copyOf(RawReads.OF_MACHINE);
  private static final Set<String> OF_PROCESS = Set.copyOf(CaptureAssembly.ORDER);
  private static final Set<String> PASTED =
      Set.of(ProcFile.MAPS.fileName(), ProcFile.SMAPS.fileName());
  private static final String NO_PID = Integer.toString(CapturedProcess.NO_PID);

  private CapturePath() {}

  /// Whether a name could lead out of the folder that an archive is unpacked to, or mean two files.
  static boolean isUnsafe(String name) {
    if (name.isEmpty() || name.startsWith("/") || name.indexOf('\\') >= 0) {
      return true;
    }
    for (String part : name.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
        return true;
      }
    }
    return false;
  }

  /// Whether a capture has entries of this name.
  static boolean isKnown(String name) {
    if (name.equals(Manifest.PATH)) {
      return true;
    }
    if (!name.startsWith(PROC)) {
      return false;
    }
    String file = name.substring(PROC.length());
    if (OF_MACHINE.contains(file)) {
      return true;
    }
    int slash = file.indexOf('/');
    if (file.startsWith(NO_PID + "/")) {
      return PASTED.contains(file.substring(slash + 1));
    }
    return slash > 0
        && number(file.substring(0, slash)).isPresent()
        && isOfProcess(file.substring(slash + 1));
  }

  private static boolean isOfProcess(String file) {
    if (OF_PROCESS.contains(file)) {
      return true;
    }
    // The files of a process whose first thread has ended are those of another thread.
    int slash = file.indexOf('/', THREADS.length());
    return file.startsWith(THREADS)
        && slash > 0
        && number(file.substring(THREADS.length(), slash)).isPresent()
        && OF_PROCESS.contains(file.substring(slash + 1));
  }

  /// The process that an entry is of, or [CapturedProcess#NO_PID]; empty for files of the machine.
  static OptionalInt pid(String known) {
    int slash = known.indexOf('/', PROC.length());
    if (!known.startsWith(PROC) || slash < 0) {
      return OptionalInt.empty();
    }
    String folder = known.substring(PROC.length(), slash);
    return folder.equals(NO_PID) ? OptionalInt.of(CapturedProcess.NO_PID) : number(folder);
  }

  /// The number in a name, without leading zeros, so that no two names mean one process.
  private static OptionalInt number(String text) {
    boolean decimal =
        !text.isEmpty()
            && text.length() < 10
            && text.charAt(0) != '0'
            && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    return decimal ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
  }
}
