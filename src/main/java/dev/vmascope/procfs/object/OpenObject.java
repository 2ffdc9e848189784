package dev.vmascope.procfs.object;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.vmascope.mapping.text.ObjectBytes;
import dev.vmascope.procfs.call.LibC;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// A file open for reading, read at any offset by `pread(2)`. Unlike a mapping, that cannot fault
/// when the file is truncated meanwhile.
///
/// @param descriptor open while this is used
public record OpenObject(int descriptor, long size) implements ObjectBytes {
  @Override
  public int read(long offset, byte[] target) throws IOException {
    if (offset < 0 || target.length > size - offset) {
      throw new IllegalArgumentException("outside of the object");
    }
    MemorySegment buffer = LibC.buffer();
    int done = 0;
    while (done < target.length) {
      long part = Math.min(buffer.byteSize(), target.length - done);
      LibC.Result result = LibC.pread(descriptor, buffer.asSlice(0, part), offset + done);
      if (result.failed()) {
        throw result.exception();
      }
      if (result.value() == 0) {
        return done;
      }
      int count = (int) result.value();
      MemorySegment.copy(buffer, JAVA_BYTE, 0, target, done, count);
      done += count;
    }
    return done;
  }
}
