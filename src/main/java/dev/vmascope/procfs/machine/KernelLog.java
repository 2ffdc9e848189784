package dev.vmascope.procfs.machine;

import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.call.Errno;
import dev.vmascope.procfs.call.LibC;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.SystemCallException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;

/// The kernel's log, `/dev/kmsg`, as a stream of records. Each reader gets every record once, from
/// the oldest in the ring buffer on (`kernel/printk/printk.c`); one read returns one record. Reads
/// do not block.
public final class KernelLog implements AutoCloseable {
  /// The limit of one read-out, in bytes.
  private static final int MOST_BYTES = 1 << 18;

  /// The longest incomplete record that is kept for the next read-out, in characters.
  private static final int LONGEST_REST = 1 << 15;

  private final Path device;
  private final ReentrantLock lock = new ReentrantLock();
  private OptionalInt descriptor = OptionalInt.empty();
  private String rest = "";

  /// @param device the path of the log
  public KernelLog(Path device) {
    this.device = device;
  }

  /// Reads the records since the last call; never waits for a concurrent call to end.
  Outcome<KernelLogReading> read() {
    if (!lock.tryLock()) {
      return new Outcome.TimedOut<>();
    }
    try {
      if (descriptor.isEmpty()) {
        LibC.Result opened =
            LibC.openat(LibC.CURRENT_DIRECTORY, device.toString(), LibC.WITHOUT_WAITING);
        if (opened.failed()) {
          return refused(opened.errno());
        }
        descriptor = OptionalInt.of((int) opened.value());
      }
      return readOn(descriptor.getAsInt());
    } finally {
      lock.unlock();
    }
  }

  private static Outcome<KernelLogReading> refused(int errno) {
    return switch (Errno.of(errno).orElse(Errno.ENOENT)) {
      case EPERM -> new Outcome.Denied<>(Errno.EPERM);
      case EACCES -> new Outcome.Denied<>(Errno.EACCES);
      case ENOENT, ESRCH, EIO, ENOTDIR -> new Outcome.Gone<>(false);
    };
  }

  private Outcome<KernelLogReading> readOn(int from) {
    MemorySegment buffer = LibC.buffer();
    StringBuilder text = new StringBuilder(rest);
    Optional<String> broken = Optional.empty();
    boolean more = true;
    while (more && broken.isEmpty() && text.length() < MOST_BYTES) {
      LibC.Result result = LibC.read(from, buffer);
      if (result.failed()) {
        more = result.errno() == LibC.EPIPE || result.errno() == LibC.EINTR;
        broken =
            more || result.errno() == LibC.EAGAIN
                ? Optional.empty()
                : Optional.of(SystemCallException.strerror(result.errno()));
      } else if (result.value() == 0) {
        more = false;
      } else {
        byte[] bytes = buffer.asSlice(0, result.value()).toArray(ValueLayout.JAVA_BYTE);
        text.append(new String(bytes, StandardCharsets.ISO_8859_1));
      }
    }
    KernelLogReading reading = new KernelLogReading(records(text), more);
    return broken.isPresent()
        ? new Outcome.Partial<>(reading, broken.get())
        : new Outcome.Ok<>(reading);
  }

  /// The complete lines; a line that begins with a space is a field of the record before it.
  private List<RawText> records(StringBuilder text) {
    int end = text.lastIndexOf("\n") + 1;
    rest = text.length() - end > LONGEST_REST ? "" : text.substring(end);
    List<RawText> records = new ArrayList<>();
    for (String line : text.substring(0, end).split("\n", -1)) {
      if (!line.isEmpty() && line.charAt(0) != ' ') {
        records.add(new RawText(line));
      }
    }
    return records;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      descriptor.ifPresent(LibC::close);
      descriptor = OptionalInt.empty();
    } finally {
      lock.unlock();
    }
  }
}
